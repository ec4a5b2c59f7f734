"""Sheets → an Excel file that goes out: its name, the town's looks, for whom the copy is."""

from dataclasses import dataclass, replace
from datetime import date

from inspect_app.people.models import Town
from inspect_app.reports.files import File
from inspect_app.reports.publication import PUBLIC, Mask, for_publication, mark_internal
from inspect_app.reports.town_looks import looks_of
from inspect_app.sheets.excel.xlsx import write_into
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Sheet
from inspect_app.text import report_name


@dataclass(frozen=True)
class Book:
    """A file's sheets, the day on them, and its name: whose it is, of which topic, what it is."""

    unit: str
    topic: str
    what: str
    sheets: list[Sheet]
    looks: Looks
    today: date


def book_of(town: Town, topic: str, what: str, sheets: list[Sheet], today: date) -> Book:
    return Book(town.presidium, topic, what, sheets, looks_of(town), today)


def internal_copy(book: Book) -> Book:
    """The copy that stays within the offices (内部版): names stand in it."""
    return replace(book, sheets=mark_internal(book.sheets))


def public_copy(book: Book, mask: Mask) -> Book:
    """The copy for publication (公开版): masked in its sheets, in its name, at the foot."""
    return replace(
        book,
        topic=mask(book.topic),
        what=f"{book.what}（{PUBLIC}）",
        sheets=for_publication(book.sheets, mask),
        looks=book.looks.reworded(mask),
    )


def excel_file(book: Book) -> File:
    name = report_name(book.unit, book.topic, book.what, book.today, "xlsx")
    return File(
        name,
        lambda out, on_progress: write_into(out, book.sheets, book.looks, book.today, on_progress),
    )
