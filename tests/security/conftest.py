"""The world that the files of this folder share, made once a file."""

from pathlib import Path

import pytest

from tests.security.world import World, make_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, empty_database: Path):
    made: World = make_world(tmp_path_factory.mktemp("world"), empty_database)
    yield made
    made.app.extensions["database"].engine.dispose()


@pytest.fixture
def fresh(world: World) -> World:
    """The world as it was made, whatever the test before it did."""
    world.go_back()
    return world
