"""A demo town for the commands of a file."""

import json
import shutil
from pathlib import Path
from secrets import token_urlsafe

import pytest

from tests.commands.running import flask


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict]:
    folder = str(tmp_path_factory.mktemp("demo"))
    done = flask("demo", "--json", DATA_DIR=folder)
    assert done.exit_code == 0, done.stderr
    return folder, json.loads(done.stdout)


@pytest.fixture
def begun(tmp_path: Path, empty_database: Path) -> Path:
    """A data folder after `flask init`."""
    folder = tmp_path / "var"
    folder.mkdir(mode=0o700)
    shutil.copy(empty_database, folder / "inspect.db")
    (folder / "secret_key").write_text(token_urlsafe(48))
    return folder
