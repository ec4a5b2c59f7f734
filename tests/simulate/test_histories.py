"""Histories of a village, by fixed seeds: what the phones said is so, and a seed says it all."""

import pytest

from simulate.engine import Engine, own_scripts
from simulate.events import history
from simulate.mistakes import MISTAKES, PlantedMistake
from simulate.phones import PhonesOfVillage
from simulate.play import Play
from simulate.shrink import shrink
from simulate.town import PlayedTown
from tests.examples import SHARE

SEEDS = round(40 * SHARE)  # 0.25 s of CPU each; `make simulate` plays as many as one has time for
# Some of `make simulate-check`, by the seed that finds them soonest.
PLANTED = {
    "已保存在手机 is said before it is": 0,
    "a page writes over what another page wrote": 126,
    "the server drops the second of two forms": 4,
    "the server takes what is another's for who is signed in": 5,
}


@pytest.fixture(scope="module")
def play(town) -> Play:
    return Play(PhonesOfVillage(Engine(own_scripts()), town))


# What each has lost once.
FOUND = {
    "a save that another page had overtaken takes the server's copy for its own": 700013,
    "the same, where the phone's store does not answer": 700654,
    "a full phone says 已保存在手机 of what is typed while the draft is handed in": 700609,
    "the same, on a further way": 800032,
    "two pages whose storage was wiped save by turns as one writer": 700990,
    "a page takes what another one never had, as the storage was wiped, for deleted": 5000080,
    "a page killed before it wrote saves under the number of another one": 800793,
    "a link opened for the first time without network leaves it to who is signed in": 801495,
    "the same, where the network is back before the form is opened": 2000203,
    "the same, where the phone could not note that the link is a stranger's": 2000328,
    "what a first page's log-in brought is in force before its answer is heard": 801216,
    "a form whose store takes seconds is loaded anew for ever": 300039,
    "a photo still in work when its question was answered anew is called a loss": 5021,
}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_all_that_the_phones_said_is_so(play, seed):
    assert play.run(history(seed)) == []


@pytest.mark.parametrize("lost", FOUND)
def test_what_a_history_lost_once_is_lost_no_more(play, lost):
    assert play.run(history(FOUND[lost])) == []


def test_a_seed_replays_exactly(play, town):
    first = []
    for seed in (3, 11):
        play.run(history(seed))
        first.append((list(play.village.log), play.ledger.contents()))
    other = Play(PhonesOfVillage(Engine(own_scripts()), town))
    other.run(history(11))
    assert (other.village.log, other.ledger.contents()) == first[1]
    play.run(history(3))
    assert (play.village.log, play.ledger.contents()) == first[0]
    assert any(" server " in line for line in first[0][0])


def planted(town: PlayedTown, what: str) -> tuple[Play, PlantedMistake]:
    [mistake] = [one for one in MISTAKES if one.what == what]
    return Play(PhonesOfVillage(Engine(mistake.scripts()), town)), mistake


@pytest.mark.parametrize("what", PLANTED)
def test_a_mistake_is_found(town, what):
    play, mistake = planted(town, what)
    with mistake.planted():
        assert play.run(history(PLANTED[what]))


def test_the_history_that_finds_a_mistake_is_made_short(town):
    play, _ = planted(town, "已保存在手机 is said before it is")
    whole = history(0)
    short = shrink(whole, lambda tried: bool(play.run(tried)))
    assert play.run(short) and len(short.events) < len(whole.events)
    assert Play(PhonesOfVillage(Engine(own_scripts()), town)).run(short) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.what)
def test_each_mistake_that_could_be_planted_has_its_place(mistake: PlantedMistake):
    assert mistake.instead or mistake.scripts() != own_scripts()
