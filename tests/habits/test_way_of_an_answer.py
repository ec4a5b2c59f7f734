"""An answer goes the way that docs/architecture.md lists: from a phone's outbox to 问题清单."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from tests.records.filling import ALL_PASS
from tests.records.sending import send
from tests.reports.books import opened, rows_of

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "inspect_app"
MOST_FILES = 10


def listed() -> list[list[str]]:
    """Return the files of the list: those that write the answer down, those that report it."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    (way,) = re.findall(r"^.*问题清单.*‖.*$", page, re.MULTILINE)
    return [re.findall(r"`([\w/]+\.py)` \(", part) for part in way.split("‖")]


def entered_by(deed: Callable[[], Any]) -> list[str]:
    """Return the package's files in the order in which the deed entered them first."""
    entered: dict[str, None] = {}

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":  # some million times: what the file is called is looked at in the end
            entered.setdefault(frame.f_code.co_filename)

    sys.setprofile(note)
    try:
        deed()
    finally:
        sys.setprofile(None)
    paths = map(Path, entered)
    return [path.relative_to(PACKAGE).as_posix() for path in paths if path.is_relative_to(PACKAGE)]


def test_an_answer_goes_the_way_that_is_written_down(wang, office, cast):
    written, reported = listed()
    words = {**ALL_PASS, "item-heap": "fail", "item-heap-0-description": "桥头一堆"}
    book = []

    sending = entered_by(lambda: send(wang, cast, words))
    making = entered_by(lambda: book.append(opened(office, f"{cast.inspection}/workbook.xlsx")))

    assert len(written + reported) <= MOST_FILES
    assert [file for file in sending if file in written] == written
    assert [file for file in making if file in reported] == reported
    assert "桥头一堆" in rows_of(book[0]["问题清单"])[0].values()
