"""What the network does to a request: when it arrives, and when, if ever, its answer does."""

from dataclasses import dataclass
from math import inf
from random import Random

MODES = ("good", "none", "lossy", "unheard", "slow", "portal", "busy", "narrow")


@dataclass(frozen=True)
class Fate:
    """What becomes of one request, in milliseconds.

    ``reaches`` says whether the server gets it, ``returns`` whether its answer is heard; a
    ``portal`` is a hotel's log-in page in place of the server, ``busy`` a server that has no time.
    A connection breaks after so many bytes of a photo as it ``passes``; forms are smaller.
    """

    there: float
    back: float
    reaches: bool = True
    returns: bool = True
    portal: bool = False
    busy: bool = False
    passes: float = inf


def fate(mode: str, chance: Random) -> Fate:
    there, back = chance.uniform(5, 120), chance.uniform(5, 120)
    luck = chance.random()
    if mode == "none":
        return Fate(chance.uniform(1, 50), 1, reaches=False, returns=False)
    if mode == "lossy" and luck < 0.6:
        return Fate(there, chance.uniform(1, 20_000), reaches=False, returns=False)
    if mode == "unheard" and luck < 0.7:
        return Fate(there, chance.uniform(1, 40_000), returns=False)
    if mode == "slow":
        return Fate(chance.uniform(100, 45_000), chance.uniform(100, 45_000))
    if mode == "portal":
        return Fate(there, back, reaches=False, portal=True)
    if mode == "busy" and luck < 0.6:
        return Fate(there, back, reaches=False, busy=True)
    if mode == "narrow":  # a photo here has 633
        return Fate(there * chance.choice((1, 1, 20)), back, passes=chance.choice((90, 200, 400)))
    return Fate(there, back)
