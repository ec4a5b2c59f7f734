"""随机抽取: which names a seed draws. Pure, and plain enough to be redone by hand."""

from collections.abc import Iterable
from hashlib import sha256


def fingerprint(seed: str, name: str) -> str:
    """Return the SHA-256 of the seed followed by the name, both in UTF-8, in hexadecimal."""
    return sha256(f"{seed}{name}".encode()).hexdigest()


def draw(seed: str, candidates: Iterable[str], number: int) -> list[str]:
    """Return the ``number`` names with the smallest fingerprints, the smallest first.

    The order of the candidates does not matter, and nobody can steer it but by choosing the seed.
    """
    return sorted(set(candidates), key=lambda name: fingerprint(seed, name))[:number]
