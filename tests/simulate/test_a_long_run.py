"""A long run says how far it is; stopped, it says where it goes on; it fails if a history fails."""

import sys
from collections.abc import Iterator

import pytest

from simulate import __main__ as command


@pytest.fixture
def run(monkeypatch, capsys):
    """Run the command on histories of which this came; return its exit code and its lines."""

    def runs(*results: command.PlayResult, is_stopped: bool = False) -> tuple[int, list[str]]:
        def played(_seeds: object, _processes: int) -> Iterator[command.PlayResult]:
            yield from results
            if is_stopped:
                raise KeyboardInterrupt

        monkeypatch.setattr(command, "played", played)
        monkeypatch.setattr(command, "_tell", lambda seed: sys.stdout.write(f"told {seed}\n"))
        monkeypatch.setattr(sys, "argv", ["simulate", "10", "--seed", "7"])
        return command.main(), capsys.readouterr().out.splitlines()

    return runs


def test_stopped_from_the_keyboard_it_says_which_seeds_are_done_and_how_to_go_on(run):
    code, lines = run((7, [], {"entries": 3}), (8, [], {"entries": 2}), is_stopped=True)
    assert code == 130
    assert lines[-2].startswith("2 histories (seeds 7 to 8) in 0 s")
    assert lines[-2].endswith("0 broken: 5 entries")
    assert lines[-1] == "stopped; the other 8: make simulate N=8 SEED=9"


def test_a_broken_history_fails_the_run_stopped_or_not(run):
    broken = (7, ["〔6〕 is nowhere"], {"entries": 1})
    code, lines = run(broken, (8, [], {"entries": 1}))
    assert code == 1 and lines[0] == "seed 7: 〔6〕 is nowhere"
    assert "1 broken: 2 entries" in lines[1] and lines[-1] == "told 7"
    assert run(broken, is_stopped=True)[0] == 1


def test_it_says_now_and_then_how_far_it_is(run, monkeypatch):
    monkeypatch.setattr(command, "TOLD_AFTER", -1)
    code, lines = run((7, [], {"entries": 1}), (8, [], {"entries": 1}))
    assert code == 0
    assert [line.partition(" in ")[0] for line in lines[:2]] == [
        "1 histories (seeds 7 to 7)", "2 histories (seeds 7 to 8)",
    ]  # fmt: skip
