"""A town for the histories and stories of a file."""

from collections.abc import Iterator

import pytest

from simulate.engine import Engine, own_scripts
from simulate.town import PlayedTown
from tests.simulate.one_phone import OnePhone
from tests.simulate.story import ToldStory


@pytest.fixture(scope="session")
def played_town() -> Iterator[PlayedTown]:
    """Made once, as that takes seconds; the application is its own again after each file."""
    town = PlayedTown()
    town.steps_back()
    yield town
    town.close()


@pytest.fixture(scope="module")
def town(played_town: PlayedTown) -> Iterator[PlayedTown]:
    played_town.takes_over()
    yield played_town
    played_town.steps_back()


@pytest.fixture(scope="module")
def village(town: PlayedTown) -> OnePhone:
    return OnePhone(Engine(own_scripts()), town)


@pytest.fixture
def story(village: OnePhone) -> Iterator[ToldStory]:
    """A story; what the scripts complain of in it is a defect."""
    yield ToldStory(village)
    assert village.ledger.broken == []
