"""Numbers as people write them, wherever they are asked for."""

import io

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from inspect_app.records.forms.record_form import filled_form
from inspect_app.records.written_numbers import number_of
from tests.cast import THREE_SECTIONS, check
from tests.checklist.every_kind import EVERY_KIND
from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send
from tests.reports.random_town import town

NUMBERS = [
    ("３．５", "3.5天"), ("3天", "3天"), ("约3天", "3天"), ("大约 3 天左右", "3天"), ("+3", "3天"),
    ("十来天", "十来天"), ("三天半", "3.5天"), ("3个", "3个"), ("-", "-"), ("约", "约"),
    ("3—5", "3—5"), ("5²", "5²"), ("1,20", "1,20"), ("1,200", "1,200"), ("-3", "-3"),
    ("3\u200b", "3天"), ("\ufeff3\u200e天", "3天"), ("nan", "nan"), ("1e1", "1e1"),
    ("两天", "2天"), ("十二", "12天"), ("约二十天", "20天"), ("叁天", "3天"), ("半天", "0.5天"), ("十天半", "10.5天"),
    ("两三天", "两三天"), ("十几天", "十几天"), ("半", "半"), ("三半", "三半"), ("两十", "两十"), ("一百", "一百"),
    ("3天。", "3天"), ("３．５。", "3.5天"), ("共3天", "3天"), ("一共约 3 天左右，", "3天"), ("有三天", "3天"),
]  # fmt: skip


AMOUNTS = [
    ("３．５", "3.5处"), ("1,200", "1200处"), ("１，２００处", "1200处"), ("约12处", "12处"),
    ("三处", "3处"), ("九十九处", "99处"), ("约一百二十处", "120处"), ("一百五", "（一百五）"),
    ("两三处", "（两三处）"),
    ("十来处", "（十来处）"), ("好多", "（好多）"), ("-1", "（-1）"),
]  # fmt: skip


@pytest.fixture
def asked(tmp_path, empty_database):
    """A town whose one checklist asks for as many numbers and amounts as are written here."""
    counts = [
        {"id": f"n{n}", "kind": "count", "question": f"第{n}处几天？", "unit": "天", "maximum": 60}
        for n in range(len(NUMBERS))
    ]
    checks = [check(f"a{n}", f"第{n}处好吗？", amount={"unit": "处"}) for n in range(len(AMOUNTS))]
    section = {"id": "all", "title": "全部", "items": [*counts, *checks]}
    raw = {**THREE_SECTIONS, "laws": [], "sections": [section]}
    with town(tmp_path / "town", empty_database, raw) as made:
        yield made


def handed_in(asked, fields):
    """Hand a record in; return the office's page of it and its workbook."""
    receipt = send(asked.people[0], asked.cast, fields).json
    assert receipt["state"] == "submitted"
    page = asked.office.get(receipt["receipt"].replace("/d/", "/office/"))
    address = f"/office/inspections/{asked.cast.inspection}/workbook.xlsx"
    return BeautifulSoup(page.text, "lxml"), load_workbook(
        io.BytesIO(asked.office.get(address).data)
    )


def test_a_number_in_peoples_own_writing_is_read_or_kept_as_words(asked):
    """With no or out of range, on a phone as in the outbox; nobody must fill it in: it is no mistake."""
    passed = {f"item-a{n}": "pass" for n in range(len(AMOUNTS))}
    written = {f"item-n{n}": words for n, (words, _) in enumerate(NUMBERS)}
    page, book = handed_in(asked, {**passed, **written})

    rows = page.select("table tbody tr")[: len(NUMBERS)]
    shown = [row.select("td")[-1].get_text().replace(" ", "").strip() for row in rows]
    assert list(zip((words for words, _ in NUMBERS), shown, strict=True)) == NUMBERS

    heads, record = list(book["检查记录"].values)[3:5]
    cells = dict(zip(heads, map(str, record), strict=True))
    for n, (words, told) in enumerate(NUMBERS):
        assert cells[f"第{n}处几天？"].removesuffix("天") == told.removesuffix("天"), words


def test_an_amount_in_peoples_own_writing_is_read_or_kept_as_words(asked):
    fields = {}
    for n, (words, _) in enumerate(AMOUNTS):
        fields[f"item-a{n}"] = "fail"
        fields[f"item-a{n}-0-description"] = f"村口{n}。"
        fields[f"item-a{n}-0-amount"] = words
    page, book = handed_in(asked, fields)

    findings = [one.get_text(strip=True) for one in page.select("article.finding h3")]
    rows = [" ".join(map(str, row)) for row in book["问题清单"].values]
    for n, (words, told) in enumerate(AMOUNTS):
        assert [told in one for one in findings if f"村口{n}。" in one] == [True], words
        assert [told in row for row in rows if f"村口{n}。" in row] == [True], words


def test_every_number_up_to_99_and_larger_ones_are_read_in_characters():
    tens = ["", "十", *(f"{one}十" for one in "二三四五六七八九")]
    ones = ["", *"一二三四五六七八九"]
    said = [ten + one for ten in tens for one in ones]
    assert [number_of(f"{one}户", "户") for one in said[1:]] == [float(n) for n in range(1, 100)]
    assert [number_of(one, "分") for one in ("零", "〇分", "两分", "三点五", "十二点五分")] == [
        0,
        0,
        2,
        3.5,
        12.5,
    ]
    large = {
        "一百": 100, "一百二十": 120, "一百十二": 112, "一百一十二": 112, "一百零五": 105,
        "两百": 200, "三千": 3000, "两千零五十": 2050, "一千零八": 1008, "贰仟叁佰": 2300,
        "一万二千三百四十五": 12345, "三十万": 300_000, "一万零五百": 10_500, "一百二十点五": 120.5,
    }  # fmt: skip
    assert {one: number_of(f"{one}元", "元") for one in large} == large
    unclear = [
        *("一百五", "三千二", "百", "百二十", "一百两十", "一百零十二", "一千五十", "一百一百"),
        *("一百百", "零百", "十百", "一千万万", "一百多", "一千零", "上百", "几百", "百万"),
        "二三",
        "三四十",
        "一十百",
        "点五",
        "三点",
        "三.五",
        "十十",
        "两点",
        "十五六",
        "一二",
    ]
    assert [number_of(one, "分") for one in unclear] == [None] * len(unclear)


@pytest.mark.parametrize(
    ("written", "kept"), [("三分", 3.0), ("三分半", 3.5), ("两", 2.0), ("七分", 7.0)]
)
def test_points_are_read_in_characters(written, kept):
    assert filled_form(EVERY_KIND, [("item-yards", written)]).answers["yards"].value == kept


def test_without_scripts_words_for_a_number_are_taken_and_a_number_out_of_range_is_told(wang, cast):
    assert submitted(wang, cast, {**ALL_PASS, "item-days": "99"}).status_code == 422
    assert submitted(wang, cast, {**ALL_PASS, "item-days": "十来天"}).status_code == 303


def test_a_count_beyond_the_largest_is_told_in_digits():
    form = filled_form(EVERY_KIND, [("item-cleaners", "100000000")])
    assert "请填 0 到 99999999 之间的数" in form["item-cleaners"].errors
