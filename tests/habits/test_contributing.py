"""The files that the pages for developers name are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATH = re.compile(r"`([\w-]+(?:/[\w.-]+)+\.(?:py|html|js|css|sh|yaml|md)|[\w-]+(?:/[\w-]+)*/)`")
# Where a path may begin that a page gives without its first folders.
BEGINNINGS = (
    "", "inspect_app", "inspect_app/static", "inspect_app/records", "inspect_app/reports",
    "templates", "tests",
)  # fmt: skip


def is_there(path: str) -> bool:
    return any((ROOT / beginning / path).exists() for beginning in BEGINNINGS)


@pytest.mark.parametrize(
    ("guide", "at_least"), [("contributing", 30), ("architecture", 80), ("security", 5)]
)
def test_every_file_that_a_page_for_developers_names_is_there(guide, at_least):
    named = set(PATH.findall((ROOT / "docs" / f"{guide}.md").read_text()))

    assert len(named) >= at_least
    assert [path for path in named if not is_there(path)] == []
