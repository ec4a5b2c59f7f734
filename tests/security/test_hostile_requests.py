"""Whatever is sent to whatever address: no answer of status 500, and the database stays sound.

The addresses come from the application's own list, the names of the fields from its pages; a new
page is fed without a line here.
"""

import sqlite3
from contextlib import closing
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.records.filling import jpeg
from tests.security.asking import WHO, may
from tests.security.page_forms import AskedFields, asked_on_pages
from tests.security.rows import ROWS
from tests.security.told import Watch
from tests.security.world import UNSAFE, World

EXAMPLES = (
    4  # of each address, the same each time; EXAMPLES=10 in front of pytest tries ten times as many
)
# What scripts send beside the forms' fields.
NAMES = (
    "record", "base", "saves", "n", "device", "for", "version", "assignment", "deputy", "at", "age",
    "seen", "shown", "revision", "page", "after", "first", "last", "known", "done", "copy", "example",
)  # fmt: skip

# As bytes: half of a pair of surrogates, NUL and broken UTF-8 reach a server all the same.
NASTY = (
    b"", b"0", b"-1", b"1", b"2", b"007", b"1e400", b"nan", b"inf", b"9" * 19, b"9" * 400, b"true",
    b"100000000000", b"9223372036854775807", b"null", b"[]", b"{}", b"../../etc/passwd", b"..\\..\\x", b"\x00", b"a\x00b", b"\xff\xfe",
    b"\xed\xa0\xbd", b"\xef\xbf\xbe", b"\xf0\x9f\x9a\x91", b"\r\nSet-Cookie: a=b", b"\x1b[2J",
    "٣".encode(), "\u202egnp.exe".encode(), "\u3000".encode(), b"=1+1", b"@SUM(1)", b"'", b'"',
    b"' OR 1=1 --", b"%", b"%s%n", b"{{7*7}}", b"{0.__class__}", b"<script>alert(1)</script>",
    b"2026-11-23", b"0001-01-01", b"9999-12-31", b"9999-99-99", b"2026-02-30T25:61", b"x" * 2500,
    "字".encode() * 2500, b"00000000-0000-4000-8000-000000000000", b"pass", b"fail", b"keep",
    b"withdraw", b"duplicate", b"submit", b"later", b"more", b"all", b"on",
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(NASTY),
    st.text(max_size=30).map(lambda text: text.encode()),
    st.binary(max_size=20),
)
KINDS = (
    "application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
    "multipart/form-data; boundary=x", "image/jpeg", "application/octet-stream", "\xff",
    "application/x-www-form-urlencoded; charset=utf-16",
)  # fmt: skip
BODIES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"[" * 5000, b'{"a":NaN}', b'{"a":"\\ud83d"}', b"9" * 6000, b"--x\r\n", b"--x--",
            b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n', b"=&=&=", b"&" * 999,
            b'--x\r\nContent-Disposition: form-data; name="\xff"; filename="\x00"\r\n\r\nz\r\n--x--\r\n',
            b"PK\x03\x04", b"\xff\xd8\xff\xe0", jpeg()[:200], b"%PDF-1.4", b"RIFF0000WEBP",
        ]
    ),
)  # fmt: skip


@st.composite
def fields(draw, asked: AskedFields):
    """Draw what a page would send, with nonsense in some of its places and beside it."""
    sent = []
    for name, value in asked:
        if draw(st.integers(0, 9)) > 0:
            is_nonsense = draw(st.integers(0, 4)) == 0
            sent.append((name, draw(VALUES) if is_nonsense else value))
    names = sorted({name for name, _ in asked} | set(NAMES))
    return sent + draw(st.lists(st.tuples(st.sampled_from(names), VALUES), max_size=4))


def encoded(fields: AskedFields) -> bytes:
    return b"&".join(
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}".encode()
        for name, value in fields
    )


def multipart(fields: AskedFields, files: AskedFields) -> bytes:
    parts = [(f'name="{name}"', value) for name, value in fields]
    parts += [(f'name="{name}"; filename="a.xlsx"', value) for name, value in files]
    lines = [
        f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + value + b"\r\n"
        for head, value in parts
    ]
    return b"".join(lines) + b"--x--\r\n"


@st.composite
def requests(draw, asked: AskedFields):
    """Draw the query and the body of a request: a form, a form with files, or nonsense."""
    names = sorted({name for name, _ in asked} | set(NAMES))
    query = encoded(draw(st.lists(st.tuples(st.sampled_from(names), VALUES), max_size=3)))
    kind = draw(st.sampled_from(["form", "form", "files", "nonsense"]))
    if kind == "form":
        return query, encoded(draw(fields(asked))), KINDS[2]
    if kind == "files":
        files = draw(st.lists(st.tuples(st.sampled_from(names), BODIES), max_size=2))
        return query, multipart(draw(fields(asked)), files), KINDS[4]
    return query, draw(BODIES), draw(st.sampled_from(KINDS))


@pytest.fixture(scope="module")
def asked(world):
    return asked_on_pages(world)


def mistakes_in(database) -> list[object]:
    """Return what SQLite itself finds wrong: broken pages, rows that point nowhere."""
    with closing(sqlite3.connect(database)) as looking:
        broken = looking.execute("PRAGMA quick_check").fetchall()
        return [row for row in broken if row != ("ok",)] + looking.execute(
            "PRAGMA foreign_key_check"
        ).fetchall()


def pages(world: World) -> list[tuple[str, str]]:
    """Return what people look at all day: nothing that was taken in may break it."""
    board = f"/office/inspections/{world.cast.inspection}"
    desk = (board, f"{board}/findings", f"{board}/entry", "/office/links", "/office/audit")
    others = [("wang", "/d/"), ("wang", "/d/findings"), ("admin", "/office/accounts")]
    return [*(("office", path) for path in desk), *others]


# A file of a broken upload is closed with the request that brought it: by Python, with this warning.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("who", WHO)
def test_no_request_whatever_breaks_the_server(fresh, asked, who):
    changes = Watch(fresh.database)
    for rule, method in fresh.rules(("GET", *UNSAFE)):
        row = ROWS.get(rule.endpoint)  # the matrix asks for a row where there is none
        if row and who == next(one for one in WHO if may(row, one, "wang")):
            feed(fresh, changes, who, method, fresh.path(rule, "wang"), asked[rule.endpoint])
    changes.close()


def feed(world: World, changes: Watch, who: str, method: str, path: str, asked: AskedFields):
    """Send an address all kinds of nonsense; each finds the world as it was made."""
    theirs, looked_at = world.rows_of(world.cast.yi), pages(world)

    @examples(EXAMPLES // (1 if method in UNSAFE else 2))
    @given(requests(asked))
    def hold(sent):
        query, body, kind = sent
        address = f"{path}?{query.decode()}"
        answer = world.ask(who, method, address, data=body, headers={"Content-Type": kind})
        assert answer.status_code < 500, (method, path, answer.status_code)
        if changes.any():
            assert mistakes_in(world.database) == []
            assert world.rows_of(world.cast.yi) == theirs, (method, path)
            looker, page = looked_at[len(query + body) % len(looked_at)]  # all would take too long
            assert world.ask(looker, "GET", page).status_code < 500, page
            world.go_back()
            changes.any()

    hold()
