"""Rows and links straight into the zip, around which openpyxl makes the rest of the workbook.

A cell that openpyxl writes costs several times what its text costs, and stays in memory until the
file is saved. Here the rows and links of every sheet are made, written and forgotten one after
another.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import count, islice
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.writer.excel import ExcelWriter

from inspect_app.sheets.layout import Link, SheetRow
from inspect_app.spreadsheet.open_xml import Package, as_expected

_LETTERS = ["", *(get_column_letter(number) for number in range(1, 16_385))]
ROWS_AT_ONCE = 100
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
EFFORT = 5  # of packing: 6 takes twice as long for files 6 % smaller


class SheetStream(NamedTuple):
    """What openpyxl does not write of a sheet: its rows, and its links, asked for twice."""

    rows: Iterable[SheetRow]
    links: Callable[[], Iterator[Link]]


def save(
    out: BinaryIO, book: Any, sheets: Sequence[SheetStream], styles: Mapping[str, int]
) -> None:
    """Write a workbook as a file, ``sheets`` being what is streamed into its sheets, in order.

    ``styles`` gives each style's number in the workbook. Cells of the sheets are left out; where
    the first and the last stand tells how large the sheet is. Of a sheet's links openpyxl is
    given the first: so it makes room for them in the sheet and among its relationships.
    """
    by_name = {
        f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(sheets, start=1)
    }
    package = _StreamedPackage(out, by_name, styles)
    try:
        _Writer(book, package).save()
    finally:
        package.let_go()


class _Writer(ExcelWriter):
    """openpyxl's own, but for photos: those that several cells show are kept once."""

    _archive: ZipFile
    _images: list[Any]

    def _write_images(self) -> None:
        for path, image in {image.path: image for image in self._images}.items():
            self._archive.writestr(path.removeprefix("/"), image._data())


class _StreamedPackage(Package):
    """The zip that openpyxl saves into: it has rows and links come in, and photos stored."""

    def __init__(
        self, out: BinaryIO, sheets: Mapping[str, SheetStream], styles: Mapping[str, int]
    ) -> None:
        super().__init__(out, EFFORT)
        self._sheets, self._styles = sheets, styles

    def let_go(self) -> None:
        """Write no more into ``out``: a zip that ended early would do so when it is collected."""
        self.fp = None

    def write(self, filename: Any, arcname: Any = None, *more: Any) -> None:
        """Take in a sheet, with its own rows, and its further links after the first."""
        sheet = self._sheets[arcname]
        head, start, rest = Path(filename).read_bytes().partition(b"<sheetData>")
        _, end, tail = rest.partition(b"</sheetData>")
        assert start and end, "openpyxl writes sheets in another way now"
        before, mark, after = tail.partition(b"</hyperlinks>")
        with self.open(arcname, "w") as part:
            part.write(head + start)
            _pour(part, (row_xml(row, self._styles) for row in sheet.rows))
            part.write(end + before)
            _pour(part, map(_link_xml, *_further(sheet)))
            part.write(mark + after)

    def writestr(self, name: Any, data: Any, *more: Any) -> None:
        """Take in any other part; photos are packed already."""
        folder, _, file = name.partition("_rels/")
        if sheet := self._sheets.get(folder + file.removesuffix(".rels")):
            head, mark, _ = as_expected(name, data).partition(b"</Relationships>")
            with self.open(name, "w") as part:
                part.write(head)
                _pour(part, map(_relation_xml, *_further(sheet)))
                part.write(mark)
        else:
            super().writestr(name, data, ZIP_STORED if name.startswith("xl/media/") else None)


def _pour(part: IO[bytes], texts: Iterator[str]) -> None:
    while some := "".join(islice(texts, ROWS_AT_ONCE)):
        part.write(some.encode())


def _further(sheet: SheetStream) -> tuple[Iterator[int], Iterator[Link]]:
    """A sheet's links but for the first, and a number for each."""
    return count(2), islice(sheet.links(), 1, None)


def _link_xml(number: int, link: Link) -> str:
    """A link as sheet XML (ECMA-376 part 1, 18.3.1.47)."""
    at = f"{_LETTERS[link.column]}{link.row}"
    return f'<hyperlink xmlns:r="{RELATIONS}" ref="{at}" r:id="link{number}"/>'


def _relation_xml(number: int, link: Link) -> str:
    """Where a link leads as XML of its sheet's relationships (ECMA-376 part 2, 9.3)."""
    target = escape(link.address, {'"': "&quot;"})
    return (
        f'<Relationship Type="{RELATIONS}/hyperlink" Target="{target}" TargetMode="External"'
        f' Id="link{number}"/>'
    )


def row_xml(row: SheetRow, styles: Mapping[str, int]) -> str:
    """A row as sheet XML (ECMA-376 part 1, 18.3.1.73); ``styles`` are numbers by name."""
    number, height, cells = row
    made = [f'<row r="{number}" ht="{height:g}" customHeight="1">']
    for column, value, style in cells:
        start = f'<c r="{_LETTERS[column]}{number}" s="{styles[style]}"'
        if isinstance(value, str):
            text = escape(value) if "&" in value or "<" in value or ">" in value else value
            made.append(f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>')
        elif value is None:
            made.append(f"{start}/>")
        else:
            made.append(f"{start}><v>{_number(value)}</v></c>")
    made.append("</row>")
    return "".join(made)


def _number(value: float | date) -> str:
    if isinstance(value, int):
        return str(value)
    return f"{value:.16g}" if isinstance(value, float) else _serial(value)


@lru_cache(maxsize=10_000)
def _serial(day: date) -> str:
    """A date as Excel counts days."""
    return str(to_excel(day))  # type: ignore[no-untyped-call]  # the stubs are incomplete
