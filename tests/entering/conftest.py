"""Phones and links of the tests of the ways in."""

import pytest

from tests.entering.group_link import make_group_link
from tests.person import Person


@pytest.fixture
def second(app) -> Person:
    """A phone that nobody has entered with."""
    return Person(app)


@pytest.fixture
def group(office, cast) -> str:
    """The address of the inspection's group link."""
    return f"/g/{make_group_link(office, cast)}"
