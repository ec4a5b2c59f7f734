"""随机抽取: which names a seed draws, plain enough to be redone by hand; a draw that is kept."""

from collections.abc import Iterable
from hashlib import sha256

from inspect_app.db import now, session
from inspect_app.inspections.models import Inspection, plans


def fingerprint(seed: str, name: str) -> str:
    """The SHA-256 of the seed followed by the name, both in UTF-8, in hexadecimal."""
    return sha256(f"{seed}{name}".encode()).hexdigest()


def draw(seed: str, candidates: Iterable[str], number: int) -> list[str]:
    """The ``number`` names with the smallest fingerprints, the smallest first.

    The order of the candidates does not matter, and nobody can steer it but by choosing the seed.
    """
    return sorted(set(candidates), key=lambda name: fingerprint(seed, name))[:number]


def draw_villages(
    inspection: Inspection, seed: str, candidates: list[str], number: int, by_name: str
) -> plans.Draw:
    """Draw, and keep all that is needed to redo it."""
    made = plans.Draw(
        town_id=inspection.town_id,
        inspection_id=inspection.id,
        seed=seed,
        candidates=candidates,
        number=number,
        drawn=draw(seed, candidates, number),
        by_name=by_name,
        drawn_at=now(),
    )
    session().add(made)
    return made
