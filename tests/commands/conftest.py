"""A demo town for the commands of a file."""

import json

import pytest

from tests.commands.running import flask


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict]:
    folder = str(tmp_path_factory.mktemp("demo"))
    done = flask("demo", "--json", DATA_DIR=folder)
    assert done.exit_code == 0, done.stderr
    return folder, json.loads(done.stdout)
