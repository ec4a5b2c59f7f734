"""A sheet like the summary, as long as a test wants it."""

from datetime import date

from inspect_app.people.report_options import FONTS, FontSet
from inspect_app.reports.workbook.summary import WIDTHS
from inspect_app.sheets.looks import Looks
from inspect_app.sheets.table import Column, Lines, Look, Sheet, grid

TODAY = date(2026, 11, 23)
TOWN = Looks("嘉禾镇人大主席团", FONTS[FontSet.WINDOWS])
NUMBERS = [Column("村", 32, lambda row: row), Column("问题（个）", 12, lambda row: 1, Look.NUMBER)]


def table(heading: str, length: int, chart: str = ""):
    names = [f"{heading}{number}" for number in range(1, length + 1)]
    return grid(NUMBERS, names, ("合计", length), heading, chart)


def like_summary(*lengths: int) -> Sheet:
    tables = [table(f"表{n}", length, chart=f"图{n}" * (n < 3)) for n, length in enumerate(lengths)]
    return Sheet("汇总", "情况汇总", (Lines(("专题",) * 5), *tables), WIDTHS)
