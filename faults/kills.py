"""Thousands of records while the server is killed by signal 9 and started again."""

import random
import time
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from bench.server import Server
from bench.town import prepare
from faults.phones import HARD, Habits, Phones, Promises
from faults.proof import broken_promises

SITES = 200


@dataclass(frozen=True)
class Run:
    """What a run did, and which promises it found broken."""

    promises: Promises
    kills: int
    seconds: float
    broken: list[str]

    def __str__(self) -> str:
        return (
            f"{len(self.promises.records)} records and {len(self.promises.photos)} photos"
            f" acknowledged in {self.promises.attempts} attempts, {self.kills} kills,"
            f" {self.seconds:.0f} s: {len(self.broken)} promises broken"
        )


def kill_and_restart(
    folder: Path,
    submissions: int,
    kills: int,
    threads: int = 8,
    seed: int = 1,
    habits: Habits = HARD,
) -> Run:
    """Submit while killing at random moments; return what came of it."""
    deputies = ceil(submissions * 11 / (SITES * 10))
    town = prepare(folder, SITES, deputies)
    town.app.extensions["database"].engine.dispose()
    chance, done = random.Random(seed), 0
    with Server(folder) as server:  # killed in the end: what is acknowledged needs no farewell
        phones = Phones(town, server.port, submissions, threads, seed, habits)
        start = time.monotonic()
        phones.start()
        try:
            while not phones.are_done:
                due = (done + 1) * submissions / (kills + 1)
                if done < kills and len(phones.promises.records) >= due:
                    time.sleep(chance.uniform(0, 0.3))
                    server.kill()
                    done += 1
                    server.start()
                time.sleep(0.005)
        finally:
            phones.gives_up.set()  # also where the server does not start again
            phones.join()
        seconds = time.monotonic() - start
    broken = broken_promises(folder, phones.promises)
    if len(phones.promises.records) != submissions:
        broken.append(f"only {len(phones.promises.records)} of {submissions} were acknowledged")
    return Run(phones.promises, done, seconds, broken)
