"""What ``make bench`` compares with must be able to write what the product writes."""

from openpyxl import Workbook

from bench.plain_workbook import FONT, LOOKS
from inspect_app.sheets.cells import QUOTED, TOP
from inspect_app.sheets.excel.styles import style_numbers


def test_the_baseline_knows_every_style_of_the_workbook():
    names = {name.removesuffix(QUOTED) for name in style_numbers(Workbook(), FONT)}
    assert {name.removesuffix(TOP) for name in names} == set(LOOKS)
