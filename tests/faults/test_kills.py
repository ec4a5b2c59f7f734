"""A short run of the harness that ``make faults`` runs for long; a harness that cannot fail proves
nothing, so its proof is shown what is wrong, too.
"""

import shutil
from pathlib import Path

import pytest

from faults.kills import Run, kill_and_restart
from faults.phones import Habits, Promises
from faults.proof import broken_promises

pytestmark = pytest.mark.outside

SUBMISSIONS, KILLS = 40, 3


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """Records with photos handed in while the server is killed again and again."""
    folder = tmp_path_factory.mktemp("kills")
    return folder, kill_and_restart(folder, SUBMISSIONS, KILLS, habits=Habits(with_photos=1))


@pytest.fixture
def left(finished, tmp_path: Path) -> tuple[Path, Promises]:
    """What that run left, to be spoiled."""
    folder, run = finished
    shutil.copytree(folder, tmp_path / "left")
    return tmp_path / "left", run.promises


def test_what_was_acknowledged_survives_a_server_that_is_killed_again_and_again(finished):
    _, run = finished
    assert run.broken == []
    assert run.kills == KILLS and len(run.promises.records) == SUBMISSIONS


def test_no_photo_is_half_there_after_a_kill_in_the_midst_of_uploads(finished):
    _, run = finished
    assert run.broken == [] and len(run.promises.photos) >= SUBMISSIONS


def test_the_proof_finds_what_is_missing(left):
    folder, promised = left
    lost = Promises({**promised.records, "0" * 32: []}, {**promised.photos, "no photo": 1})
    changed = Promises({name: [["item-x", "pass"]] for name in promised.records})

    assert len(broken_promises(folder, lost)) == 2
    assert len(broken_promises(folder, changed)) == SUBMISSIONS


def test_the_proof_finds_what_is_wrong_with_photos(left):
    folder, promised = left
    exchanged = Promises(photos=dict.fromkeys(promised.photos, 1))
    assert len(broken_promises(folder, exchanged)) == len(promised.photos)

    half = folder / "photos" / "ab" / "ab12.jpg"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(next(folder.glob("photos/*/*.jpg")).read_bytes()[:500])
    assert len(broken_promises(folder, promised)) == 1
