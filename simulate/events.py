"""What happens in a history: a list of events, made of a seed, each of which can be left out.

An event names what it is about by numbers that always mean something (the third of the pages that
are open just then), so that a history stays one when others are dropped. What chance decides
while an event and its time go on belongs to the event.
"""

from dataclasses import dataclass
from random import Random

from simulate.network import MODES

# How often each happens, in a history of average luck.
WEIGHTS = {
    "opens": 10, "types": 34, "answers": 10, "photo": 10, "unticks": 2, "hands in": 16,
    "leaves": 3, "closes": 3, "dies": 5, "hides": 3, "chooses": 8, "enters": 5, "presses": 5,
    "picks": 3, "corrects": 4, "network": 10, "server dies": 6, "app renewed": 1,
    "checklist renewed": 2, "office closes": 2, "fills": 2, "room again": 2, "wipes": 1,
    "loses": 3, "slow disk": 1, "broken disk": 1, "clock": 2, "worker dies": 2, "worker wakes": 2,
}  # fmt: skip
PAUSES = (0, 1, 4, 20, 150, 1_500, 12_000, 60_000, 400_000, 2_000_000, 8_000_000)
LIKELY = (6, 6, 8, 8, 10, 20, 10, 6, 3, 1, 0.3)


@dataclass(frozen=True)
class Event:
    """One thing that happens, and how long it is until the next."""

    number: int
    what: str
    which: int  # of the phones, or of the pages that are open
    a: int
    b: int
    then: int  # milliseconds

    def __str__(self) -> str:
        return f"{self.what} {self.which} {self.a} {self.b}, then {self.then} ms"


@dataclass(frozen=True)
class History:
    """A seed and what happens."""

    seed: int
    phones: int
    events: tuple[Event, ...]


def history(seed: int) -> History:
    chance = Random(f"history {seed}")
    kinds = list(WEIGHTS)
    # Each history has a liking of its own: some are all network, others all disk.
    weights = [WEIGHTS[kind] * chance.choice((0, 1, 1, 1, 3)) for kind in kinds]
    for kind in ("opens", "types", "hands in", "enters"):
        weights[kinds.index(kind)] = WEIGHTS[kind] * chance.choice((1, 2))
    phones = chance.choice((1, 1, 1, 2, 2, 3))
    events = []
    for phone in range(phones):
        events.append(Event(2 * phone, "enters", phone, chance.choice((0, 0, 0, 1, 2)), 0, 2_000))
        events.append(Event(2 * phone + 1, "opens", phone, 0, chance.choice((0, 0, 1)), 2_000))
    for number in range(len(events), len(events) + chance.choice((6, 10, 14, 20, 30))):
        what = chance.choices(kinds, weights)[0]
        events.append(_event(number, what, chance))
    return History(seed, phones, tuple(events))


def _event(number: int, what: str, chance: Random) -> Event:
    a, b = chance.randrange(1 << 16), chance.randrange(1 << 16)
    if what == "network":
        a = chance.choices(range(7), (6, 4, 3, 3, 2, 1, 2))[0]
        if MODES[a] == "lossy" and b % 2:
            a = MODES.index("narrow")
    if what == "server dies":
        a = chance.choices((chance.randrange(4), chance.randrange(30), chance.randrange(90)))[0]
    then = chance.choices(PAUSES, LIKELY)[0]
    if what in ("opens", "enters", "corrects"):
        then = max(then, 1_500)  # people wait until they see something
    return Event(number, what, chance.randrange(1 << 16), a, b, then)
