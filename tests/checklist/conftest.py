"""A folder with checklists and laws."""

import pytest

from tests.checklist.writing import HERE


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checklists")
    (folder / "laws.yaml").write_text((HERE / "laws.yaml").read_text())
    return folder
