"""How large a request may be, at each door and in each encoding: what is above is never read."""

import io
import sqlite3
from contextlib import closing
from functools import partial
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from werkzeug.test import encode_multipart

from bench.server import Server
from tests.records.filling import jpeg
from tests.security.asking import everywhere
from tests.security.rows import ROWS
from tests.security.strangers import ask, memory, sent_raw
from tests.security.told import Watch
from tests.security.world import UNSAFE, make_world

KIB, MIB = 1024, 1024 * 1024
STRANGERS, FORM = 64 * KIB, MIB
# Written down a second time: which door takes more than a form, in which encoding, and how much.
LARGER = {
    ("records.take_plain_form", "file"): 94 * MIB,
    ("entry.take_sheet", "file"): 6 * MIB,
    ("roster.take_workbook", "file"): 6 * MIB,
    ("checklists.adopt_own", "file"): 6 * MIB,
    ("kept_photos.take_photo", "text"): 30 * MIB,
    ("kept_photos.take_photo", "json"): 30 * MIB,
}
LARGER |= {(name, "parts"): most for (name, kind), most in LARGER.items() if kind == "file"}

START = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
# No browser sends one without a name: nobody asks for it, and nothing may stumble over it.
NAMELESS = b"".join(
    b"--x\r\nContent-Disposition: form-data" + more + b"\r\n\r\nz\r\n"
    for more in (b"", b'; filename="a.jpg"')
)
# The content type, what stands before and after, and what is repeated between.
KINDS = {
    "urlencoded": ("application/x-www-form-urlencoded", b"a=", b"", b"b"),
    "many": ("application/x-www-form-urlencoded", b"", b"", b"a=b&"),
    "parts": (
        "multipart/form-data; boundary=x",
        NAMELESS + START % (b"a", b""),
        b"\r\n--x--\r\n",
        b"b",
    ),
    "file": (
        "multipart/form-data; boundary=x",
        NAMELESS + START % (b"item-heap-0-files", b'; filename="a.jpg"'),
        b"\r\n--x--\r\n",
        b"b",
    ),
    "text": ("text/plain", b"", b"", b"a=b\r\n"),
    "json": ("application/json", b'{"a": "', b'"}', b"b"),
}


class Body(io.RawIOBase):
    """A body that is made while it is read, and tells how much of it was."""

    def __init__(self, kind: str, size: int) -> None:
        self.content_type, start, end, self._more = KINDS[kind]
        self._start, self._end, self.size, self.read_bytes = start, end, size, 0

    def readable(self) -> bool:
        return True

    def readinto(self, room) -> int:
        at, end_at = self.read_bytes, self.size - len(self._end)
        if at < len(self._start):
            piece = self._start[at:]
        elif at < end_at:
            shift = (at - len(self._start)) % len(self._more)
            wanted = min(len(room), end_at - at)
            piece = (self._more * (wanted // len(self._more) + 2))[shift : shift + wanted]
        else:
            piece = self._end[at - end_at :]
        piece = piece[: len(room)]
        room[: len(piece)] = piece
        self.read_bytes += len(piece)
        return len(piece)

    def sent(self, *, tells_length: bool = True) -> dict[str, object]:
        """Return what sends it by ``World.ask``; without its length it comes in chunks."""
        length = {"CONTENT_LENGTH": str(self.size)}
        said = length if tells_length else {"wsgi.input_terminated": True}
        sent = {"CONTENT_TYPE": self.content_type, "wsgi.input": self, **said}
        return {"environ_overrides": sent}


def most_of(endpoint: str, kind: str) -> int:
    if "nobody" in ROWS[endpoint].who:
        return STRANGERS
    return LARGER.get((endpoint, kind), FORM)


def doors(world, kind):
    """Return each address that takes something, who may, and how much of this encoding."""
    for rule, who, method, path, _ in everywhere(world, UNSAFE):
        yield rule.endpoint, partial(world.ask, who, method, path), most_of(rule.endpoint, kind)


def words(answer) -> str:
    return answer.json["error"] if answer.is_json else answer.text


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_too_large_for_a_door_is_told_and_not_read(fresh, kind):
    changes = Watch(fresh.database)
    for endpoint, ask_there, most in doors(fresh, kind):
        body = Body(kind, most + 1)
        answer = ask_there(**body.sent())
        assert (answer.status_code, body.read_bytes) == (413, 0), endpoint
        assert "内容太大" in words(answer) and "请" in words(answer), endpoint
        assert not changes.any(), endpoint
    changes.close()


@pytest.mark.parametrize("kind", ["urlencoded", "many", "parts", "file"])
def test_what_does_not_tell_its_length_is_read_up_to_the_limit(fresh, kind):
    changes = Watch(fresh.database)
    for endpoint, ask_there, most in doors(fresh, kind):
        body = Body(kind, 200 * MIB)
        answer = ask_there(**body.sent(tells_length=False))
        if endpoint == "kept_photos.take_photo" and kind == "file":
            most = FORM
        assert (answer.status_code, "内容太大" in words(answer)) == (413, True), endpoint
        assert body.read_bytes <= most + 128 * KIB, endpoint
        assert not changes.any(), endpoint
    changes.close()


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"many"}))
def test_what_fits_is_taken_at_every_door(fresh, kind):
    changes = Watch(fresh.database)
    for endpoint, ask_there, most in doors(fresh, kind):
        fields = min(most, FORM) if kind == "parts" else most
        answer = ask_there(**Body(kind, fields).sent())
        assert answer.status_code < 500 and answer.status_code != 413, endpoint
        if changes.any():
            fresh.go_back()
            changes.any()
    changes.close()


LONG = b"b" * (MIB // 2)


@pytest.mark.parametrize(
    "part",
    [
        START % (b"a", b"") + LONG,
        (START % (b"a", b"")).replace(b"\r\n\r\n", b"\r\nX: %s\r\n\r\n" % LONG),
    ],
    ids=["values", "heads"],
)
def test_fields_beside_photos_have_a_limit_together(fresh, part):
    """Each within its own, a hundred of them are 50 MiB."""
    path = f"/d/assignments/{fresh.things['wang']['assignment_id']}"
    body = io.BytesIO((part + b"\r\n") * 20 + b"--x--\r\n")
    answer = fresh.ask(
        "wang", "POST", path, input_stream=body, content_type="multipart/form-data; boundary=x",
        content_length=body.getbuffer().nbytes,
    )  # fmt: skip
    assert answer.status_code == 413 and body.tell() < 3 * MIB


@pytest.mark.parametrize("kind", KINDS)
def test_who_is_not_signed_in_is_told_so_and_no_large_body_is_read(fresh, kind):
    for _, who, method, path, _ in everywhere(fresh, UNSAFE):
        if who != "nobody":
            body = Body(kind, 90 * MIB)
            answer = fresh.ask("nobody", method, path, **body.sent())
            assert (answer.status_code, body.read_bytes) == (403, 0), path


def form_with_photos(shown: str, *sizes: int) -> bytes:
    """Return the form that is shown, filled in: words before and behind a photo and heavy files."""
    field = b'--x\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    photo = START % (b"item-heap-0-files", b'; filename="a.jpg"')
    hidden = BeautifulSoup(shown, "lxml").select("#fill > input[type=hidden]")
    known = [(one["name"].encode(), one.get("value", "").encode()) for one in hidden]
    return b"".join(
        [
            *(field % one for one in known),
            field % (b"item-heap", b"fail"),
            field % (b"item-heap-0-description", "村口老槐树下".encode()),
            photo + jpeg() + b"\r\n",
            *(
                START % (b"item-bin-0-files", b'; filename="b.jpg"') + bytes(n) + b"\r\n"
                for n in sizes
            ),
            field % (b"suggestion", "多放两个桶".encode()),
            b"--x--\r\n",
        ]
    )


def is_all_there(page: str) -> None:
    """The words, and the photo that fitted, are in the form again."""
    form = BeautifulSoup(page, "lxml")
    assert form.select_one("[name=item-heap-0-description]").string == "村口老槐树下"
    assert form.select_one("#suggestion").string == "多放两个桶"
    assert len(form.select("#item-heap .photo img")) == 1


TOO_LARGE = "照片合起来超过45MB，有的没有收到"


def test_photos_that_are_too_large_together_cost_no_word_and_no_photo_that_fits(fresh):
    path = f"/d/assignments/{fresh.things['wang']['assignment_id']}?correct=1"
    body = form_with_photos(fresh.ask("wang", "GET", path).text, 44 * MIB, 20 * MIB)
    sent = {"data": body, "content_type": "multipart/form-data; boundary=x"}
    answer = fresh.ask("wang", "POST", path, **sent)
    assert answer.status_code == 422 and TOO_LARGE in answer.text
    is_all_there(answer.text)
    is_all_there(fresh.ask("wang", "GET", path).text)


def chunked(path: str, cookie: str, body: Body) -> bytes:
    """Return a request whose body comes in pieces, its length untold."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
        f"Cookie: {cookie}\r\nContent-Type: {body.content_type}\r\n"
        "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    )
    pieces = iter(partial(body.read, MIB), b"")
    return (
        head.encode() + b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in pieces) + b"0\r\n\r\n"
    )


@pytest.mark.outside
def test_the_server_reads_no_more_of_pieces_than_of_a_whole(tmp_path, empty_database):
    world = make_world(tmp_path, empty_database)
    world.app.extensions["database"].engine.dispose()
    form = f"/d/assignments/{world.things['wang']['assignment_id']}"
    with Server(tmp_path / "var") as server:
        before = memory(server)
        for path, who, kind, size in (
            ("/office/login", "nobody", "many", 24 * MIB),
            ("/office/login", "nobody", "text", 24 * MIB),
            (form, "wang", "many", 8 * MIB),
            (form, "wang", "urlencoded", 30 * MIB),
            (form, "wang", "parts", 8 * MIB),
            ("/d/feedback", "wang", "file", 30 * MIB),
        ):
            request = chunked(path, world.cookies[who], Body(kind, size))
            answer = sent_raw(server, request).decode(errors="replace")
            assert " 413 " in answer.partition("\r\n")[0] and "内容太大" in answer, (path, kind)
        assert memory(server) - before < 64
        kind = {"Cookie": world.cookies["wang"], "Content-Type": "multipart/form-data; boundary=x"}
        shown = ask(server, "GET", form + "?correct=1", **kind)[1]
        body = form_with_photos(shown, 30 * MIB, 30 * MIB)
        status, page, _ = ask(server, "POST", form, body, **kind)
        assert status == 422 and TOO_LARGE in page
        is_all_there(page)
        assert ask(server, "GET", form, Cookie=world.cookies["wang"])[0] in (200, 303)
    with closing(sqlite3.connect(world.database)) as database:
        longest = "SELECT max(length(fields)), max(length(draft)) FROM record"
        assert all((size or 0) < 10 * KIB for size in database.execute(longest).fetchone())


def test_who_is_not_signed_in_sends_no_large_body(fresh):
    """What nobody needs to be known for takes a name and a password, not megabytes."""
    for rule, method in fresh.rules(UNSAFE):
        if rule.endpoint in ROWS and "nobody" in ROWS[rule.endpoint].who:
            sent = {"login": "x" * 200_000, "password": "x" * 200_000}
            path = fresh.path(rule, "wang")
            assert fresh.ask("nobody", method, path, data=sent).status_code == 413, path


@pytest.mark.parametrize("in_parts", [False, True])
@pytest.mark.parametrize(
    "fields",
    [{"a": "x" * 600_000, "b": "x" * 600_000}, {str(n): "" for n in range(10_001)}],
    ids=["long", "many"],
)
def test_who_is_signed_in_sends_no_more_than_a_form_holds(fresh, fields, in_parts):
    kind, body = "application/x-www-form-urlencoded", urlencode(fields).encode()
    if in_parts:
        boundary, body = encode_multipart(fields)
        kind = f"multipart/form-data; boundary={boundary}"
    for _, who, method, path, _ in everywhere(fresh, UNSAFE):
        if who != "nobody":
            answer = fresh.ask(who, method, path, data=body, content_type=kind)
            words = answer.json["error"] if method == "PUT" else answer.text
            assert answer.status_code == 413 and "内容太大" in words, path
