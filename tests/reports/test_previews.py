"""Excel files in the previews of office portals, which ask for more than Excel does.

That each file of the product is as they ask is held by ``workbook_lint``; ``make readers`` lets
two of them read it.
"""

import io
import subprocess
import sys

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image
from openpyxl.styles import Border, Side
from PIL import Image as Pixels

from bench.server import ROOT
from inspect_app.spreadsheet.open_xml import edges, saved
from tests.workbook_lint import lint


def drawn(border: Border) -> Workbook:
    """Return a workbook with a border, a picture and a chart."""
    book = Workbook()
    sheet = book.active
    sheet.append(["问题", 3])
    sheet["A1"].border = border
    picture = io.BytesIO()
    Pixels.new("RGB", (4, 3)).save(picture, "PNG")
    sheet.add_image(Image(picture), "A5")
    chart = BarChart()
    chart.add_data(Reference(sheet, 2, 1))
    sheet.add_chart(chart, "D5")
    return book


@pytest.fixture(scope="module")
def file() -> bytes:
    return saved(drawn(edges(Side("thin"))))


def test_a_file_has_the_prefixes_borders_and_targets_that_previews_ask_for(file):
    assert lint(file) == []


def test_a_file_as_openpyxl_writes_it_is_found_wanting():
    out = io.BytesIO()
    drawn(Border(left=Side("thin"))).save(out)

    wrong = "\n".join(lint(out.getvalue()))

    assert "a border has the sides ['left']" in wrong
    assert "says from the root where /xl/media/image1.png is" in wrong
    assert "xl/drawings/drawing1.xml: '' is the prefix of" in wrong


def test_pictures_and_charts_are_found_as_before(file):
    sheet = load_workbook(io.BytesIO(file)).active
    (picture,) = sheet._images
    assert (picture.width, picture.height, picture.anchor._from.row) == (4, 3, 4)
    assert len(sheet._charts) == 1
    assert (sheet["A1"].border.left.style, sheet["A1"].border.diagonal.style) == ("thin", None)


@pytest.mark.outside
def test_without_npm_the_check_says_that_nothing_is_known():
    asked = [sys.executable, "-m", "readers"]
    told = subprocess.run(asked, cwd=ROOT, env={"PATH": ""}, capture_output=True, text=True)
    assert (told.returncode, told.stdout.count("NOT known"), told.stderr) == (3, 1, "")
