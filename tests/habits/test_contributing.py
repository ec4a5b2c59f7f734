"""What docs/contributing.md and docs/architecture.md lead to is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATH = re.compile(r"`((?:inspect_app|templates|tests|checklists|docs|bench|faults)/[\w./-]*)`")


@pytest.mark.parametrize("page", ["contributing.md", "architecture.md", "style.md"])
def test_every_file_that_a_page_for_developers_names_is_there(page):
    named = PATH.findall((ROOT / "docs" / page).read_text())

    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_guide_names_what_each_kind_of_change_touches():
    assert len(PATH.findall((ROOT / "docs/contributing.md").read_text())) > 20
