"""Play histories, print what was broken and the shortest history that breaks it; exit 1 if any.

Ctrl-C ends a run, which says from which seed it goes on.
"""

import argparse
import multiprocessing
import signal
import sys
import time
from collections.abc import Iterable, Iterator

from simulate.engine import Engine, own_scripts
from simulate.events import History, history
from simulate.mistakes import MISTAKES, PlantedMistake
from simulate.phones import PhonesOfVillage
from simulate.play import Play
from simulate.shrink import shrink
from simulate.town import PlayedTown

AT_ONCE = 20  # histories that a process is given at a time
STOPPED = 130  # what a shell says of a command that was stopped from the keyboard
TOLD_AFTER = 30  # seconds from one line of progress to the next
ENOUGH = 2000  # histories within which a mistake must be found
PlayResult = tuple[int, list[str], dict[str, int]]

_play: Play | None = None


def _begin() -> None:
    global _play
    _play = Play(PhonesOfVillage(Engine(own_scripts()), PlayedTown()))


def _one(seed: int) -> PlayResult:
    assert _play
    broken = _play.run(history(seed))
    return seed, list(broken), _play.counts()


def played(seeds: Iterable[int], processes: int) -> Iterator[PlayResult]:
    """Play the histories of these seeds."""
    if processes == 1:
        _begin()
        yield from map(_one, seeds)
        return
    with multiprocessing.Pool(processes, _begin_beside) as pool:
        yield from pool.imap(_one, seeds, AT_ONCE)


def _begin_beside() -> None:
    """Begin in a process that is not stopped from the keyboard: who began it ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _begin()


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m simulate", description=__doc__)
    asked.add_argument("histories", nargs="?", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=0, help="the first; alone: tell its history")
    asked.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    asked.add_argument(
        "--self-check", action="store_true", help="plant mistakes; all must be found"
    )
    options = asked.parse_args()
    if options.self_check:
        return self_check(options.seed)
    return _run(options.seed, options.histories, options.processes)


class PlayedSeeds:
    """Histories played one after the other, and what came of them."""

    def __init__(self, first: int) -> None:
        self.first = self.next = first  # the seeds before the next are done
        self.failed: list[int] = []
        self._sums: dict[str, int] = {}
        self._began = self._told = time.monotonic()

    def add(self, seed: int, broken: list[str], counts: dict[str, int]) -> None:
        self.next = seed + 1
        for name, value in counts.items():
            self._sums[name] = self._sums.get(name, 0) + value
        if broken:
            self.failed.append(seed)
            print(f"seed {seed}: {broken[0]}", flush=True)
        if time.monotonic() - self._told > TOLD_AFTER:
            self._told = time.monotonic()
            print(self.so_far(), flush=True)

    def so_far(self) -> str:
        number, took = self.next - self.first, time.monotonic() - self._began
        rate = f"{number / took:.1f} a second, {len(self.failed)} broken"
        return f"{number} histories (seeds {self.first} to {self.next - 1}) in {took:.0f} s, {rate}"

    def sums(self) -> str:
        return ", ".join(f"{value} {name}" for name, value in self._sums.items())


def _run(first: int, number: int, processes: int) -> int:
    run = PlayedSeeds(first)
    try:
        for one in played(range(first, first + number), processes):
            run.add(*one)
    except KeyboardInterrupt:
        left = first + number - run.next
        print(f"{run.so_far()}: {run.sums()}")
        print(f"stopped; the other {left}: make simulate N={left} SEED={run.next}")
        return 1 if run.failed else STOPPED
    print(f"{run.so_far()}: {run.sums()}")
    if run.failed or number == 1:
        _tell(run.failed[0] if run.failed else first)
    return 1 if run.failed else 0


def _tell(seed: int) -> None:
    """Print what happens in the seed's history; of a failing one, in the shortest that fails."""
    _begin()
    assert _play
    play, told = _play, history(seed)
    if play.run(told):
        told = shrink(told, lambda tried: bool(play.run(tried)))
    broken = play.run(told)
    print(f"the history of seed {seed}, {len(told.events)} events:")
    print("\n".join(play.village.log))
    print("\n".join(f"BROKEN {one}" for one in broken))


def found_after(
    mistake: PlantedMistake, seeds: Iterable[int]
) -> tuple[int, History, list[str]] | None:
    """After how many histories the mistake is found, the shortest that does, and how."""
    play = Play(PhonesOfVillage(Engine(mistake.scripts()), _town()))
    with mistake.planted():
        for number, seed in enumerate(seeds, 1):
            if play.run(history(seed)):
                short = shrink(history(seed), lambda tried: bool(play.run(tried)))
                return number, short, list(play.run(short))
    return None


_towns: list[PlayedTown] = []


def _town() -> PlayedTown:
    if not _towns:
        _towns.append(PlayedTown())
    return _towns[0]


def self_check(first: int) -> int:
    """Plant each mistake; return 1 if one is not found."""
    missed = 0
    for mistake in MISTAKES:
        found = found_after(mistake, range(first, first + ENOUGH))
        if found:
            after, short, broken = found
            print(f"found after {after} ({len(short.events)} events): {mistake.what}", flush=True)
            print(f"    {broken[0]}", flush=True)
        else:
            missed += 1
            print(f"NOT FOUND in {ENOUGH}: {mistake.what}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
