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
    """What is seen of the number; None where the format is none that is known here."""
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
    shown, is_zero = _in_section(abs(number), sections[place])
    minus = "-" if number < 0 and place == 0 and not is_zero else ""
    return f"{minus}{shown}".strip()


@lru_cache(maxsize=200)
def _sections(number_format: str) -> tuple[Parts, ...] | None:
    """The parts of each section of a format; None where one is not known."""
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


def _in_section(number: Decimal, parts: Parts) -> tuple[str, bool]:
    """What a section shows of a number without its sign, and whether that is nought."""
    kinds = [kind for kind, _ in parts]
    digits = [n for n, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    before = [n for n in digits if n < point]
    behind = digits[len(before) :]
    after_last_before = max(before, default=-1) + 1
    after_last = max([*digits, point - 1]) + 1
    # A comma between digits groups them; one behind them shows thousands.
    is_grouped = "comma" in kinds[:after_last_before]
    thousands = (kinds[after_last_before:point] + kinds[after_last:]).count("comma")
    scaled = number.scaleb(2 * kinds.count("percent") - 3 * thousands)
    rounded = scaled.quantize(Decimal(1).scaleb(-len(behind)), ROUND_HALF_UP)
    integer, _, decimals = f"{rounded:f}".partition(".")
    signs = _before_point(integer, parts, before, is_grouped=is_grouped)
    signs |= _behind_point(decimals, parts, behind)
    if any(signs[n] for n in behind):
        signs[point] = "."
    signs |= _words(number, parts)
    return "".join(signs[n] for n in sorted(signs)), bool(digits) and not rounded


def _words(number: Decimal, parts: Parts) -> dict[int, str]:
    """What a section shows besides digits, place by place."""
    signs = {}
    for n, (kind, words) in enumerate(parts):
        if kind in ("words", "percent"):
            signs[n] = words
        elif kind == "general":
            signs[n] = plain_number(float(number))
    return signs


def _before_point(
    integer: str, parts: Parts, places: Sequence[int], *, is_grouped: bool
) -> dict[int, str]:
    """What each place before the decimal point shows; the first shows all that remains."""
    remaining = "" if integer == "0" else integer
    signs = {}
    for n in reversed(places):
        most = len(remaining) if n == places[0] else 1
        shown = remaining[-most:] if most else ""
        remaining = remaining.removesuffix(shown)
        is_padded = not shown and parts[n][1] == "0"
        signs[n] = "0" if is_padded else shown
    if not is_grouped:
        return signs
    joined = "".join(signs[n] for n in places)
    return {places[0]: re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", joined)}


def _behind_point(decimals: str, parts: Parts, places: Sequence[int]) -> dict[int, str]:
    """What each place behind the decimal point shows; # and ? at the end show no nought."""
    signs = dict(zip(places, decimals, strict=False))
    for n in reversed(places):
        if parts[n][1] == "0" or signs[n] != "0":
            break
        signs[n] = ""
    return signs
