"""A town for the histories and stories of a file."""

from collections.abc import Iterator

import pytest

from simulate.engine import Engine, own_scripts
from simulate.town import PlayedTown
from tests.simulate.one_phone import OnePhone
from tests.simulate.story import ToldStory


@pytest.fixture(scope="module")
def town() -> Iterator[PlayedTown]:
    town = PlayedTown()
    yield town
    town.close()


@pytest.fixture(scope="module")
def village(town: PlayedTown) -> OnePhone:
    return OnePhone(Engine(own_scripts()), town)


@pytest.fixture
def story(village: OnePhone) -> Iterator[ToldStory]:
    """A story; what the scripts complain of in it is a defect."""
    yield ToldStory(village)
    assert village.ledger.broken == []
