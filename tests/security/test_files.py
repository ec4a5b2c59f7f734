"""Excel files that are made to hurt: refused in one sentence, at once, with nothing taken in."""

import io
import struct
import time
import zipfile

import pytest
from bs4 import BeautifulSoup

from tests.security.asking import everywhere
from tests.security.told import Watch
from tests.security.world import World

CELLS = "xl/worksheets/sheet1.xml"
BILLION = "".join(
    f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)
)  # 10 to the 11th of them


def rebuilt(content: bytes, changes: dict[str, bytes]) -> bytes:
    """Return the file with some of its parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return out.getvalue()


def with_entities(content: bytes, entities: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        cells = packed.read(CELLS).decode()
    named = cells.replace("</t>", "&e11;</t>", 1)
    assert named != cells
    return rebuilt(content, {CELLS: f"<!DOCTYPE worksheet [{entities}]>{named}".encode()})


def a_billion_laughs(content: bytes) -> bytes:
    return with_entities(content, f'<!ENTITY e0 "ha">{BILLION}')


def a_file_of_the_server(content: bytes) -> bytes:
    return with_entities(content, '<!ENTITY e11 SYSTEM "file:///etc/passwd">')


def sixty_megabytes_that_say_they_are_a_thousand_bytes(content: bytes) -> bytes:
    whole = bytearray(rebuilt(content, {CELLS: b" " * 60_000_000}))
    real = struct.pack("<I", 60_000_000)
    return bytes(whole.replace(real, struct.pack("<I", 1000)))


def many_parts(content: bytes) -> bytes:
    return rebuilt(content, {f"xl/media/{n}.bin": b"" for n in range(300)})


def a_part_outside(content: bytes) -> bytes:
    return rebuilt(content, {"../../secret_key": b"known", "xl/vbaProject.bin": b"macro"})


def deep_nesting(content: bytes) -> bytes:
    return rebuilt(content, {CELLS: b"<worksheet>" + b"<sheetData>" * 200_000})


BOMBS = [
    a_billion_laughs, a_file_of_the_server, sixty_megabytes_that_say_they_are_a_thousand_bytes,
    many_parts, a_part_outside, deep_nesting,
]  # fmt: skip


ROSTER = "/office/roster/roster.xlsx"


def uploads(world: World) -> dict[str, tuple[str, str, str]]:
    """Return who uploads workbooks at which address, the field's name, where the blank one is."""
    entry, roster = f"/office/inspections/{world.cast.inspection}/entry.xlsx", ROSTER
    return {
        entry: ("office", "sheet", entry),
        roster: ("office", "sheet", roster),
        "/office/checklists/own": ("office", "file", "/office/checklists/sample.xlsx"),
    }


@pytest.mark.parametrize("bomb", BOMBS, ids=lambda bomb: bomb.__name__)
def test_a_workbook_made_to_hurt_is_refused_at_once(fresh, bomb):
    changes = Watch(fresh.database)
    for path, (who, name, blank) in uploads(fresh).items():
        content = bomb(fresh.ask(who, "GET", blank).data)
        changes.any()
        head = f'--x\r\nContent-Disposition: form-data; name="{name}"; filename="a.xlsx"\r\n\r\n'
        body = head.encode() + content + b"\r\n--x--\r\n"
        kind = {"Content-Type": "multipart/form-data; boundary=x"}
        before = time.process_time()
        answer = fresh.ask(who, "POST", path, data=body, headers=kind)
        assert time.process_time() - before < 3
        assert answer.status_code == 422 and "error-summary" in answer.text
        assert "root:" not in answer.text and not changes.any()
    changes.close()


def test_every_upload_of_a_workbook_meets_the_bombs(fresh):
    """A page that takes workbooks is found by its ``accept=".xlsx"``."""
    takes = {path.partition("?")[0] for path in _pages_with_workbooks(fresh)}
    assert takes == set(uploads(fresh)), f"say in uploads() of {__file__} who uploads what"


def _pages_with_workbooks(world: World) -> set[str]:
    found = set()
    for _, who, method, path, more in everywhere(world, ("GET",)):
        answer = world.ask(who, method, path, **more)
        if answer.mimetype == "text/html":
            for field in BeautifulSoup(answer.text, "lxml").select("input[type=file]"):
                form = field.find_parent("form")
                if "xlsx" in field.get("accept", "") and form is not None:
                    found.add(form.get("action") or path)
    return found
