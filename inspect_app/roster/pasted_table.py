"""The lines of a pasted text, each with its cells, as Excel, WPS and Word copy them. Pure."""

import re
from collections.abc import Iterator, Sequence

from inspect_app.roster.kinds import RosterEntry
from inspect_app.roster.pasted_columns import PHONE

# A cell with a line break in it stands in quotes, its own quotes doubled. One that only begins
# with a quote says what it says: it must not swallow the lines after it. Two quotes that stand
# alone in their cells, as marks for "the same", quote neither nothing nor the lines between. As
# in pasted-cells.js.
_CELL = re.compile(
    r'(?:"(?!\s*"(?:[\t\n]|\Z)|\n(?:[^"\t]|"")*\n"(?:[\t\n]|\Z))'
    r'((?:[^"\t\n]|"")*\n(?:[^"\t]|"")*)"|([^\t\n]*))(\t|\n|\Z)'
)


def lines_with_cells(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each line that holds something, and its cells."""
    if "\t" not in text:  # no table, in which alone cells stand in quotes
        for ordinal, words in enumerate(text.split("\n"), start=1):
            if words.strip():
                yield ordinal, [words.strip()]
        return
    ordinal, begun, cells = 1, 1, list[str]()
    for found in _CELL.finditer(text):
        quoted, plain, end = found.groups()
        cells.append(plain if quoted is None else _with_breaks(quoted.replace('""', '"')))
        ordinal += found[0].count("\n")
        if end == "\t":
            continue
        if any(cell.strip() for cell in cells):
            yield begun, _without_marks([cell.strip() for cell in cells])
        if not end:
            return
        begun, cells = ordinal, []


def _with_breaks(words: str) -> str:
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(filter(None, lines))


def _without_marks(cells: list[str]) -> list[str]:
    """The cells without the quotes that some programs put around every one."""
    filled = [cell for cell in cells if cell]
    are_marked = len(filled) > 1 and all(re.fullmatch('".*"', cell) for cell in filled)
    return [cell[1:-1].replace('""', '"').strip() for cell in cells] if are_marked else cells


def side_by_side(heads: Sequence[str], cells: Sequence[str]) -> list[RosterEntry]:
    """The entries of a row: of a table with the same heads twice, there are two."""
    rows: list[RosterEntry] = [{}]
    heard: set[str] = set()
    for head, cell in zip(heads, cells, strict=False):
        if head in heard and heads.count("name") > 1:
            rows.append({})
            heard.clear()
        if head:
            heard.add(head)
        if head and cell:
            rows[-1][head] = cell
    return [rows[0], *filter(None, rows[1:])]


def columns_unused(heads: Sequence[str], cells: Sequence[str]) -> list[str]:
    """What to call the cells of a row that nothing is taken of; numbers of rows are none."""
    pairs = enumerate(zip(heads, cells, strict=True), start=1)
    return [
        _called(place, cell)
        for place, (head, cell) in pairs
        if not head and not re.fullmatch(r"\d{0,4}", cell)
    ]


def _called(place: int, cell: str) -> str:
    if PHONE.fullmatch(cell):
        return "电话号码"
    return "性别" if cell in "男女" else f"第{place}列"
