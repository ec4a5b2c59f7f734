"""The order of writing, as the kernel saw it: strace shows every write, sync and answer.

One phone at a time, so that whatever is unsynced when an answer leaves belongs to that answer. The
database file itself may be unsynced then: a checkpoint copies into it what the log (WAL) has on
disk. But the log must not begin anew, over those pages, before the file is synced.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.server import Server
from bench.town import prepare
from faults.phones import Habits, Phones
from founding.waiting import until

CALLS = "write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,mkdir,mkdirat,sendto"
LINE = re.compile(r"^(?P<thread>\d+) +(?:<\.\.\. )?(?P<call>\w+)(?P<rest>.*)$")
OPENED = re.compile(r"^\(\d+<(?P<path>[^>]*)>")
NAMED = re.compile(r'"(?P<path>[^"]*)"')
POLITE = Habits(with_photos=0.5, sent_twice=0, at_once=0, hung_up=0, on_top=0)
WHEN_DONE = ("fsync", "fdatasync", "rename", "mkdir")
AT_START = re.compile(r", 32, 0(\)| <unfinished)")  # the log's header is its first 32 bytes
# Files made in the background and who is woken for them: what was asked for is in the database.
MADE_ANEW = ("queue.db", "reports")
ANSWERED = '"HTTP/1.1 200 '


class NoStraceError(RuntimeError):
    """strace is not there, or not permitted."""


def unsynced_promises(folder: Path, submissions: int, seed: int) -> tuple[int, list[str]]:
    """Hand records and photos in under strace; return how many 200s, and what each left unsynced.

    :raise NoStraceError: where it cannot run.
    """
    if not shutil.which("strace"):
        raise NoStraceError("strace is not installed")
    data_dir, log = folder / "var", folder / "calls"
    town = prepare(data_dir, sites=submissions)
    town.app.extensions["database"].engine.dispose()
    # -DD: the server stays our own child, so that a kill reaches it and not strace.
    strace = ["strace", "-DD", "-f", "-y", "-s", "200", "-e", f"trace={CALLS}", "-o", str(log)]
    try:
        server = Server(data_dir, under=strace)
    except RuntimeError as error:
        raise NoStraceError("strace may not trace a process here") from error
    try:
        phones = Phones(town, server.port, submissions, threads=1, seed=seed, habits=POLITE)
        phones.start()
        phones.join()
    finally:
        server.close()
    return judge(_finished_log(log), data_dir)


def _finished_log(log: Path) -> list[str]:
    """Strace's lines once it has written the last one."""
    until(lambda: "+++ killed by SIGKILL +++" in log.read_text(errors="replace"))
    return log.read_text(errors="replace").splitlines()


def judge(lines: Iterable[str], data_dir: Path) -> tuple[int, list[str]]:
    """How many 200s strace's lines show, and every promise that left before its sync."""
    database = str(data_dir / "inspect.db")
    made_anew = tuple(str(data_dir / name) for name in MADE_ANEW)
    unsynced: set[str] = set()
    answers, broken = 0, []
    for call, path, rest in _calls(lines):
        if call == "sendto" and ANSWERED in rest:
            answers += 1
            promised = unsynced - {database}
            if promised:
                broken.append(f"answered 200 before a sync of {', '.join(sorted(promised))}")
        elif not path.startswith(str(data_dir)) or path.startswith(made_anew):
            continue
        elif path.endswith("-shm"):
            continue  # the shared memory of the log is made anew at every start
        elif call in {"fsync", "fdatasync"}:
            unsynced.discard(path)
        elif call.startswith(("rename", "mkdir")):
            unsynced.add(str(Path(path).parent))
        else:
            if database in unsynced and path == f"{database}-wal" and AT_START.search(rest):
                broken.append("the log began anew before the database was synced")
            unsynced.add(path)
    return answers, broken


def _calls(lines: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield call, path and the rest: what may go unsynced when it begins, the others when done."""
    pending: dict[str, str] = {}
    for line in lines:
        found = LINE.match(line)
        if found is None:
            continue
        thread, call, rest = found["thread"], found["call"], found["rest"]
        opened = OPENED.match(rest) or NAMED.search(rest)
        path = opened["path"] if opened else pending.pop(thread, "")
        if not call.startswith(WHEN_DONE):
            yield call, path, rest
        elif rest.endswith("<unfinished ...>"):
            pending[thread] = path
        elif rest.endswith("= 0"):
            yield call, path, rest
