"""What Excel shows of a number by its format (ECMA-376 part 1, 18.8.31). Pure.

What is seldom used, as fractions, conditions and 1E+05, is not known.
"""

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from inspect_app.text import plain_number

Parts = tuple[tuple[str, str], ...]

_PART = re.compile(
    r"(?P<nothing>[_*].|\[(?:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+"
    r"|[黑蓝绿红白黄青洋]+色?)\])"
    r'|"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|\[\$(?P<currency>[^\]-]*)(?:-[^\]]*)?\]'
    r"|(?P<plain>[^\x00-\x7f]|[-+$/():^&'~{}<>= ])|(?P<general>General)"
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)",
    re.IGNORECASE | re.DOTALL,
)
_LITERAL = ("quoted", "escaped", "currency", "plain")
_SECTION = re.compile(r'(?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;"\\!_*\[])*', re.DOTALL)


def shown_as(value: float, number_format: str) -> str | None:
    """Return what is seen of the number; None where the format is none that is known here."""
    sections = _sections(number_format)
    if sections is None:
        return None
    number = Decimal(f"{value:.15g}")
    # Positive and zero; negative; zero. Only in a section of its own a minus is none of Excel's.
    place = 0
    if number < 0 and len(sections) > 1:
        place = 1
    elif number == 0 and len(sections) > 2:
        place = 2
    shown, is_zero = _shown(abs(number), sections[place])
    minus = "-" if number < 0 and place == 0 and not is_zero else ""
    return f"{minus}{shown}".strip()


@lru_cache(maxsize=200)
def _sections(number_format: str) -> tuple[Parts, ...] | None:
    """Return the parts of each section of a format; None where one is not known."""
    sections: list[Parts] = []
    at = 0
    while at <= len(number_format):
        found = _SECTION.match(number_format, at)
        assert found
        parts = _parts(found[0]) if len(sections) < 3 else ()  # the fourth is that of texts
        if parts is None:
            return None
        sections.append(parts)
        at = found.end() + 1
    return tuple(sections[:3])


def _parts(section: str) -> Parts | None:
    parts, at = [], 0
    while at < len(section):
        found = _PART.match(section, at)
        if found is None or found.lastgroup is None:
            return None
        kind = "words" if found.lastgroup in _LITERAL else found.lastgroup
        parts.append((kind, found[found.lastgroup]))
        at = found.end()
    kinds = [kind for kind, _ in parts]
    is_fraction = ("words", "/") in parts and "?" in section
    return None if is_fraction or kinds.count("point") > 1 else tuple(parts)


def _shown(number: Decimal, parts: Parts) -> tuple[str, bool]:
    """Return what a section shows of a number without its sign, and whether that is nought."""
    kinds = [kind for kind, _ in parts]
    digits = [n for n, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    whole_places = [n for n in digits if n < point]
    # A comma between digits groups them; one behind them shows thousands.
    ends = (max(whole_places, default=-1) + 1, max(digits, default=-1) + 1)
    thousands = kinds[ends[0] : point].count("comma") + kinds[max(ends[1], point) :].count("comma")
    scaled = number.scaleb(2 * kinds.count("percent") - 3 * thousands)
    decimal_places = len(digits) - len(whole_places)
    rounded = scaled.quantize(Decimal(1).scaleb(-decimal_places), ROUND_HALF_UP)
    whole, _, decimals = f"{rounded:f}".partition(".")
    filled = _whole(whole, parts, whole_places, is_grouped="comma" in kinds[: ends[0]])
    filled |= _decimals(decimals, parts, digits[len(whole_places) :])
    if any(filled[n] for n in digits[len(whole_places) :]):
        filled[point] = "."
    general = plain_number(float(number))
    for n, (kind, words) in enumerate(parts):
        if kind in ("words", "percent"):
            filled[n] = words
        elif kind == "general":
            filled[n] = general
    return "".join(filled[n] for n in sorted(filled)), bool(digits) and not rounded


def _whole(digits: str, parts: Parts, places: Sequence[int], *, is_grouped: bool) -> dict[int, str]:
    """Return what each place before the decimal point shows; the first shows all that is left."""
    left = "" if digits == "0" else digits
    filled = {}
    for n in reversed(places):
        most = len(left) if n == places[0] else 1
        filled[n] = left[-most:] if most else ""
        left = left[: len(left) - len(filled[n])]
        filled[n] = filled[n] or ("0" if parts[n][1] == "0" else "")
    if not is_grouped:
        return filled
    joined = "".join(filled[n] for n in places)
    return {places[0]: re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", joined)}


def _decimals(digits: str, parts: Parts, places: Sequence[int]) -> dict[int, str]:
    """Return what each place behind the decimal point shows; # and ? at the end show no nought."""
    filled = dict(zip(places, digits, strict=False))
    for n in reversed(places):
        if parts[n][1] == "0" or filled[n] != "0":
            break
        filled[n] = ""
    return filled
