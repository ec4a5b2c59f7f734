"""A short run of the harness that ``make faults`` runs for long."""

from faults.kills import kill_and_restart
from faults.phones import Habits, Promises
from faults.proof import broken_promises


def test_what_was_acknowledged_survives_a_server_that_is_killed_again_and_again(tmp_path):
    run = kill_and_restart(tmp_path, submissions=200, kills=4)

    assert run.broken == []
    assert run.kills == 4 and len(run.promises.records) == 200


def test_no_photo_is_half_there_after_a_kill_in_the_midst_of_uploads(tmp_path):
    run = kill_and_restart(tmp_path, submissions=60, kills=4, habits=Habits(with_photos=1))

    assert run.broken == []
    assert run.kills == 4 and len(run.promises.photos) >= 60


def test_the_proof_finds_what_is_missing(tmp_path):
    """A harness that cannot fail proves nothing."""
    run = kill_and_restart(tmp_path, submissions=20, kills=0)
    promised = run.promises
    lost = Promises({**promised.records, "0" * 32: []}, {**promised.photos, "no photo": 1})
    changed = Promises({name: [["item-x", "pass"]] for name in promised.records})

    assert len(broken_promises(tmp_path, lost)) == 2
    assert len(broken_promises(tmp_path, changed)) == 20


def test_the_proof_finds_what_is_wrong_with_photos(tmp_path):
    promised = kill_and_restart(
        tmp_path, submissions=4, kills=0, habits=Habits(with_photos=1)
    ).promises
    exchanged = Promises(photos=dict.fromkeys(promised.photos, 1))
    assert len(broken_promises(tmp_path, exchanged)) == len(promised.photos)

    half = tmp_path / "photos" / "ab" / "ab12.jpg"
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(next(tmp_path.glob("photos/*/*.jpg")).read_bytes()[:500])
    assert len(broken_promises(tmp_path, promised)) == 1
