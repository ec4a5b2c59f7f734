"""The handbooks name what is there: each button, page and state, and each picture's size."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from inspect_app.pages.views.assets import STATIC

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "templates" / "handbook"
PICTURES = sorted((STATIC / "handbook").glob("*.png"))


def product() -> str:
    """Every page and every word of the product, without the handbook."""
    pages = (ROOT / "templates").rglob("*.html")
    programs = (ROOT / "inspect_app").rglob("*.py")
    others = [path for path in pages if HANDBOOK not in path.parents]
    return "\n".join(path.read_text() for path in (*others, *programs))


def is_shown(words: str, known: str) -> bool:
    """Whether a tag, a value or a string of the product begins with the words."""
    return re.search(rf'[>}}"]\s*{re.escape(words)}', known) is not None


@pytest.mark.parametrize(("handbook", "at_least"), [("office.html", 100), ("deputy.html", 8)])
def test_what_the_handbook_names_is_on_a_page_of_the_product(handbook, at_least):
    page = BeautifulSoup((HANDBOOK / handbook).read_text(), "lxml")
    named, known = [one.get_text() for one in page.find_all("b")], product()
    assert len(named) >= at_least
    assert [words for words in named if not is_shown(words, known)] == []


def test_the_pictures_are_small_few_and_of_the_size_that_the_page_says():
    said = re.findall(r'width="(\d+)" height="(\d+)"', (HANDBOOK / "_picture.html").read_text())
    sizes = {(int(width), int(height)) for width, height in said}
    assert {Image.open(BytesIO(path.read_bytes())).size for path in PICTURES} == sizes
    assert len(PICTURES) <= 10
    assert [path.name for path in PICTURES if path.stat().st_size > 60_000] == []


def test_every_picture_is_shown_and_every_one_shown_is_there():
    shown = {
        name
        for path in HANDBOOK.glob("*.html")
        for name in re.findall(r'of_(?:desk|phone)\("(\w+)"', path.read_text())
    }
    assert shown == {path.stem for path in PICTURES}


def test_no_word_of_the_office_stands_on_the_deputys_page():
    words = BeautifulSoup((HANDBOOK / "deputy.html").read_text(), "lxml").get_text()
    assert [one for one in ("核定", "点位", "撤回", "清单", "交办", "待补正") if one in words] == []
