"""What strace shows is judged rightly, shown without strace: it is not everywhere."""

from pathlib import Path

import pytest

from faults.order import judge

DATABASE = "/var/inspect.db"
LOG = f"{DATABASE}-wal"
OK = '7 sendto(9<socket:[1]>, "HTTP/1.1 200 OK\\r\\n", 20, 0, NULL, 0) = 20'


def write(path: str, offset: int = 4096, size: int = 4096) -> str:
    return f'7 pwrite64(5<{path}>, "..", {size}, {offset}) = {size}'


def sync(path: str) -> str:
    return f"7 fdatasync(5<{path}>) = 0"


KEPT = {
    "a record": [write(LOG), sync(LOG), OK],
    "a checkpoint beside a reader": [write(LOG), sync(LOG), write(DATABASE), OK],
    "a log begun anew": [write(DATABASE), sync(DATABASE), write(LOG, 0, 32), sync(LOG), OK],
    "a sync in two lines": [
        write(LOG),
        f"7 fdatasync(5<{LOG}> <unfinished ...>",
        "8 write(3</elsewhere>, .., 1) = 1",
        "7 <... fdatasync resumed>) = 0",
        OK,
    ],
    "a folder that was there": ['7 mkdir("/var/photos/ab", 0700) = -1 EEXIST (File exists)', OK],
}
BROKEN = {
    "a record": [write(LOG), OK],
    "a sync that failed": [write(LOG), f"7 fdatasync(5<{LOG}>) = -1 EIO (Input/output error)", OK],
    "a sync under way": [write(LOG), f"7 fdatasync(5<{LOG}> <unfinished ...>", OK],
    "a photo": [write("/var/photos/ab/x.part"), OK],
    "a name": ['7 rename("/var/photos/ab/x.part", "/var/photos/ab/x.jpg") = 0', OK],
    "a log begun anew": [write(DATABASE), write(LOG, 0, 32), sync(LOG), OK],
}


@pytest.mark.parametrize("what", KEPT)
def test_what_was_synced_in_time_is_no_breach(what):
    assert judge(KEPT[what], Path("/var")) == (1, [])


@pytest.mark.parametrize("what", BROKEN)
def test_what_was_promised_before_its_sync_is_found(what):
    answers, broken = judge(BROKEN[what], Path("/var"))
    assert answers == 1 and len(broken) == 1
