"""A deputy reads words of every day: the office's terms stand on the office's pages and on papers."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.records.filling import ALL_PASS, form_url, submitted
from tests.records.sending import send

CHECKLISTS = Path(__file__).parents[2] / "checklists"
TERMS = ("核定", "交办", "待补正", "撤回", "点位", "依据", "备查", "计入")


def told(answer) -> str:
    """What a page says, with what it says only to a screen reader or in an empty field."""
    page = BeautifulSoup(answer.text, "lxml")
    for only_code in page.select("script, style"):
        only_code.decompose()
    grey = [field["placeholder"] for field in page.select("[placeholder]")]
    return " ".join([page.get_text(" "), *grey])


@pytest.fixture
def pages(wang, li, cast, office):
    """What 王建国 meets from the list to a record that he has taken back."""
    fill, today = told(wang.get(form_url(cast))), told(wang.get("/d/"))
    missing = send(wang, cast, {"item-heap": "fail"}, site=1).json["receipt"]
    whole = submitted(wang, cast, {**ALL_PASS, "item-heap": "fail"}).location
    receipts = [told(wang.get(one)) for one in (missing, whole)]
    office.post("/office/findings/1", {"do": "keep", "description": "一堆", "severity": "major"})
    findings = told(wang.get("/d/findings"))
    send(wang, cast, ALL_PASS)
    choice = told(wang.get(whole + "/choose"))
    wang.post(whole + "/withdraw")
    gone = [told(wang.get(one)) for one in (whole, "/d/findings", "/d/", "/d/waiting")]
    return [fill, today, *receipts, findings, choice, *gone]


def test_no_page_of_a_deputy_has_a_term_of_the_office(pages):
    for page in pages:
        assert [term for term in TERMS if term in page] == [], page


@pytest.mark.parametrize("path", sorted(CHECKLISTS.glob("*.yaml")), ids=lambda path: path.stem)
def test_no_shipped_checklist_asks_in_a_term_of_the_office(path):
    """What a deputy reads of an item; of its legal bases, which fold open, the law's own words stand."""
    words = re.findall(
        r"^ *-? *(?:title|introduction|question|guidance|problem|category|suggestion|label|answers):.*",
        path.read_text(),
        re.MULTILINE,
    )
    assert words and [one for one in words if re.search("|".join(TERMS), one)] == []


def test_who_is_told_to_telephone_is_told_the_number(wang, cast, pages, office):
    contact = "镇人大办"
    fill = pages[0]
    assert fill.count("马上打电话告诉镇里，不要等：") >= 4
    paper = told(office.get(f"/office/inspections/{cast.inspection}/paper"))
    assert "马上打电话告诉镇里，不要等：甲镇人大办 王秘书" in paper
    for said in re.findall("(?:不要等：|镇里的电话：)(.*)", fill):
        assert contact in said


def test_a_grey_example_says_that_it_is_none(wang, cast):
    page = BeautifulSoup(wang.get(form_url(cast)).text, "lxml")
    grey = [field["placeholder"] for field in page.select(".place [placeholder]")]
    assert grey and all(words.startswith("不写就记成：") for words in grey)


def test_the_rest_of_a_section_says_how_many_it_passes_also_without_scripts(wang, cast):
    def rest(page) -> list[str]:
        buttons = BeautifulSoup(page.text, "lxml").select("[data-rest]")
        return [button.get_text(strip=True) for button in buttons]

    assert rest(wang.get(form_url(cast))) == [f"本节其余都符合（{n}项）" for n in (2, 1, 1)]
    wang.post(form_url(cast), {"do": "later", "item-heap": "fail"})
    assert rest(wang.get(form_url(cast)))[0] == "本节其余都符合（1项）"
    answered = wang.post(form_url(cast), {"do": "rest-garbage", "item-heap": "fail"})
    assert rest(answered)[0] == "本节没有剩下的了"
