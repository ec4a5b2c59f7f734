"""A short run of the harness that ``make faults`` runs for long."""

from faults.kills import kill_and_restart
from faults.phones import Promises
from faults.proof import broken_promises


def test_what_was_acknowledged_survives_a_server_that_is_killed_again_and_again(tmp_path):
    run = kill_and_restart(tmp_path, submissions=150, kills=3)

    assert run.broken == []
    assert run.kills == 3 and len(run.promises.records) == 150


def test_the_proof_finds_what_is_missing(tmp_path):
    """A harness that cannot fail proves nothing."""
    run = kill_and_restart(tmp_path, submissions=20, kills=0)
    promised = run.promises
    lost = Promises({**promised.records, "0" * 32: []}, {*promised.photos, "no photo"})
    changed = Promises({name: [["item-x", "pass"]] for name in promised.records}, set())

    assert len(broken_promises(tmp_path, lost)) == 2
    assert len(broken_promises(tmp_path, changed)) == 20
