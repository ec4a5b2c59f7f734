"""docs/security.md and docs/compliance.md name tests: each of them is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security.md").read_text()
COMPLIANCE = (ROOT / "docs/compliance.md").read_text()


@pytest.mark.parametrize(
    ("page", "least"), [(PAGE, 50), (COMPLIANCE, 20)], ids=["security", "compliance"]
)
def test_every_test_that_the_page_names_is_there(page, least):
    named = re.findall(r"`([a-z]+/test_\w+\.py)::(test_\w+)`", page)
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not (ROOT / "tests" / path).exists()
        or not re.search(rf"^def {name}\(", (ROOT / "tests" / path).read_text(), re.MULTILINE)
    ]
    assert missing == [] and len(named) > least


def test_what_is_said_to_be_met_names_its_test():
    table = PAGE.split("by which test\n", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    assert [
        row for row in table if not re.search(r"`[a-z]+/test_\w+\.py::test_\w+` \|$", row)
    ] == []


def test_a_requirement_is_met_or_not_but_never_both():
    met = PAGE.split("by which test\n", 1)[1].split("## Limits", 1)[0]
    rest = PAGE.split("## Deviations", 1)[1].split("Not applicable", 1)[0]
    number = r"\b\d{1,2}\.\d\.\d{1,2}\b"
    both = set(re.findall(number, met)) & set(re.findall(number, rest))
    assert both == {"3.3.1"}  # met behind TLS, which is what it is about
