"""A paper (公文) as values: paragraphs by their rank, tables, a signature. Pure.

The writer (``docx``) gives them the looks of GB/T 9704-2012; the text is the office's to edit.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self


@dataclass(frozen=True)
class Heading:
    """一级标题 or 二级标题 (``level`` 2), with its number (一、 or （一）) in the text."""

    text: str
    level: int = 1

    def reworded(self, change: Callable[[str], str]) -> Self:
        return replace(self, text=change(self.text))


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body; ``indented`` as all but 主送机关 are.

    ``is_with_next`` keeps it on the page of what follows it.
    """

    text: str
    indented: bool = True
    is_with_next: bool = False

    def reworded(self, change: Callable[[str], str]) -> Self:
        return replace(self, text=change(self.text))


@dataclass(frozen=True)
class PaperTable:
    """A table of words with its heads; ``widths`` in millimetres, 156 in all.

    In the first ``joined_columns`` an empty cell belongs to the one above it, as far as all cells
    to its left do, too.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    joined_columns: int = 0

    def reworded(self, change: Callable[[str], str]) -> Self:
        rows = tuple(tuple(map(change, row)) for row in self.rows)
        return replace(self, heads=tuple(map(change, self.heads)), rows=rows)


Part = Heading | Paragraph | PaperTable


@dataclass(frozen=True)
class Paper:
    """A whole paper; ``signature`` and ``day`` are its 落款, ``mark`` stands below the title."""

    title: tuple[str, ...]
    parts: tuple[Part, ...]
    signature: str
    day: date
    mark: str = ""

    def reworded(self, change: Callable[[str], str]) -> Self:
        """The paper with all its words changed, but for who signs."""
        parts = tuple(part.reworded(change) for part in self.parts)
        return replace(self, title=tuple(map(change, self.title)), parts=parts)
