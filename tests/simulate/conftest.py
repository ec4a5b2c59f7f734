"""A town for the histories and stories of a file."""

from collections.abc import Iterator

import pytest

from simulate.engine import Engine, own_scripts
from simulate.town import Town
from tests.simulate.one_phone import OnePhone
from tests.simulate.story import Story


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    town = Town()
    yield town
    town.close()


@pytest.fixture(scope="module")
def village(town: Town) -> OnePhone:
    return OnePhone(Engine(own_scripts()), town)


@pytest.fixture
def story(village: OnePhone) -> Iterator[Story]:
    """A story; what the scripts complain of in it is a defect."""
    yield Story(village)
    assert village.ledger.broken == []
