"""A check in the words a farmer says: 没有 / 有 on phone and paper, 符合 / 不符合 in what is counted."""

import json

import pytest

from inspect_app.checklist.definition import Checklist
from tests.cast import changed_checklist
from tests.paper.entering import STREET, WANG, address, typed
from tests.records.filling import ALL_PASS, form_url, submitted
from tests.records.sending import send
from tests.records.versions import publish_changed
from tests.soup import soup
from tests.workbook_lint import read_workbook


def in_own_words(raw) -> None:
    heap = raw["sections"][0]["items"][0]
    heap["answers"], heap["category"] = ["没有", "有"], "村道垃圾"
    raw["sections"][2]["items"].append(
        {
            "id": "whose",
            "kind": "text",
            "question": "谁家的?",
            "show_if": {"item": "heap", "in": ["fail"]},
        }
    )


@pytest.fixture
def plain(app, cast):
    publish_changed(app, cast, in_own_words)


def labels(page, item: str) -> list[str]:
    return [label.text for label in page.select(f"#item-{item} .three > label")][:3]


def test_the_form_shows_the_items_words_and_others_theirs(wang, cast, plain):
    page = soup(wang.get(form_url(cast)))
    assert labels(page, "heap") == ["没有", "有", "不适用没看"]
    assert labels(page, "bin") == ["符合", "不符合", "不适用没看"]
    assert "答了有时才填" in page.select_one("#item-whose .if").text


def test_the_paper_form_has_the_same_words(office, cast, plain):
    paper = soup(office.get(address(cast, f"paper?assignment={cast.assignments[0]}")))
    answers = [cell.get_text(" ", strip=True) for cell in paper.select(".items td.answer")]
    assert answers[:2] == ["□没有 □有▲ □不适用", "□符合 □不符合▲ □不适用"]


def test_the_sheet_and_the_grid_say_what_may_be_typed(office, cast, plain):
    book = read_workbook(office.get(address(cast, "entry.xlsx")).data)
    guide = [row[2] for row in book["怎么填"].iter_rows(values_only=True)]
    assert guide[2].startswith("请填 1（没有）、2（有）或 3（不适用）；填“有”的后面空一格写情况")
    head = soup(office.get(address(cast))).select("thead th")[4]
    assert "请填 1（没有）、2（有）" in head["title"]


@pytest.mark.parametrize(("cell", "answer"), [("没有", "符合"), ("有 村口一堆", "不符合")])
def test_typed_words_are_counted_as_ever(office, cast, plain, cell, answer):
    rest = {"bin": "1", "ditch": "3", "named": "1"}
    sent = office.post(address(cast), typed((STREET, WANG, {"heap": cell, **rest})))
    assert sent.status_code == 303
    record = soup(office.get(address(cast, "records"))).select_one("tbody a[href*=records]")
    row = soup(office.get(record["href"])).select("table tbody tr")[0]
    assert row.select("td")[-1].text == answer


def test_a_choice_between_two_phones_is_told_in_the_words_that_were_tapped(wang, cast, plain):
    receipt = send(wang, cast, ALL_PASS).json["receipt"]
    send(wang, cast, {**ALL_PASS, "item-heap": "fail", "item-heap-0-description": "村口"})
    said = soup(wang.get(receipt + "/choose")).main.get_text(" ", strip=True)
    assert "没有成堆垃圾? 没有" in said and "没有成堆垃圾? 有；较大，村口" in said


def test_papers_name_the_category_and_no_amount_after_the_offices_own_sentence(
    office, wang, cast, plain
):
    fields = {**ALL_PASS, "item-heap": "fail", "item-heap-0-amount": "3"}
    submitted(wang, cast, fields)
    row = _row(office, cast, "workbook.xlsx", "问题清单")
    assert row["检查项/类别"] == "垃圾治理：村道垃圾" and row["存在问题"].endswith("（3处）")

    keep = {"do": "keep", "description": "村口老槐树下堆着垃圾"}
    office.post("/office/findings/1", {**_entered(office), **keep})
    row = _row(office, cast, "workbook.xlsx", "问题清单")
    assert row["存在问题"] == "村口老槐树下堆着垃圾"
    slip = _row(office, cast, "handover.xlsx", "张家村村民委员会")
    assert slip["存在问题及依据"].startswith(
        "村口老槐树下堆着垃圾\n类别：垃圾治理：村道垃圾\n依据："
    )


def _entered(office) -> dict[str, str]:
    form = soup(office.get("/office/findings/1")).select_one("form:has(#description)")
    fields = {
        one["name"]: one.get("value", "") for one in form.select("input[name]:not([type=radio])")
    }
    fields |= {one["name"]: one.text for one in form.select("textarea")}
    return fields | {"severity": "major"}


def _row(office, cast, file: str, sheet: str) -> dict[str, object]:
    answer = office.get(f"/office/inspections/{cast.inspection}/{file}")
    rows = list(read_workbook(answer.data)[sheet].iter_rows(values_only=True))
    at = next(n for n, row in enumerate(rows) if "序号" in row)
    return dict(zip(rows[at], rows[at + 1], strict=True))


def test_a_snapshot_of_before_still_loads():
    raw = changed_checklist(lambda _raw: None)
    old = Checklist.model_validate_json(json.dumps(raw))
    assert old.item_by_id["heap"].offered["pass"] == "符合"
    kept = Checklist.model_validate_json(old.model_dump_json(by_alias=True))
    assert kept.items == old.items
