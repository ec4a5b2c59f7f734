"""A finding's number counts in its town alone, whoever else is on the host, and is one everywhere.

乙镇 hands in first here, so that no number of 甲镇 is the id of its row, which addresses keep.
"""

import csv
import io
import zipfile

import pytest

from tests.records.filling import ALL_PASS, correct, failing, submitted
from tests.reports.books import opened, rows_of
from tests.review.reviewing import batch, history, listing, numbers, save
from tests.soup import soup

FOUR = {**ALL_PASS, **{f"item-{item}": "fail" for item in ("heap", "bin", "ditch", "named")}}
FIRST_TWO = failing("桶满了", **{"item-heap": "fail", "item-heap-0-description": "一堆砖头"})


@pytest.fixture
def beside(sun, wang, li, cast) -> None:
    """乙镇 has four findings on the host, then come 甲镇's: two of 王建国's, one of 李秀英's."""
    sun.post(f"/d/assignments/{cast.yi_assignment}", {"do": "submit", **FOUR})
    submitted(wang, cast, FIRST_TWO)
    submitted(li, cast, failing("广场的桶满了"), site=1)


@pytest.fixture
def ids(office, cast, beside) -> dict[int, int]:
    """The ids in the addresses of 甲镇's findings, by number; the two have nothing in common."""
    found = addresses(office, cast)
    assert found == {1: 5, 2: 6, 3: 7}
    return found


def addresses(office, cast) -> dict[int, int]:
    links = soup(office.get(listing(cast))).select("table.reviewed tbody td.num a")
    return {int(link.text): int(link["href"].rpartition("/")[2]) for link in links}


def test_numbers_have_no_gap_and_follow_the_order_in_which_findings_arose(raw, wang, cast, beside):
    correct(wang, cast, ALL_PASS)
    correct(wang, cast, {**ALL_PASS, "item-ditch": "fail"})
    rows = raw.execute("SELECT number FROM finding WHERE town_id = ? ORDER BY id", (cast.jia,))

    assert [number for (number,) in rows] == [1, 2, 3, 4]


def test_two_towns_on_one_host_each_count_from_1(office, other_office, wang, cast, beside):
    others = f"/office/inspections/{cast.yi_inspection}/findings"
    correct(wang, cast, {**FIRST_TWO, "item-ditch": "fail"})
    links = soup(other_office.get(others)).select("table.reviewed tbody td.num a")

    assert sorted(numbers(office, cast)) == [1, 2, 3, 4]
    assert sorted(int(link.text) for link in links) == [1, 2, 3, 4]


def test_the_findings_of_a_record_are_numbered_in_the_order_of_its_questions(office, wang, cast):
    submitted(wang, cast, FOUR)
    rows = soup(office.get(listing(cast))).select("table.reviewed tbody tr")
    asked = {
        int(row.select_one("td.num").text): row.select_one("td.wide small").text for row in rows
    }

    words = ("没有成堆垃圾", "垃圾桶没有满溢", "没有黑臭水沟", "保洁员有名有姓")
    assert [number for number in sorted(asked) if words[number - 1] in asked[number]] == [
        1,
        2,
        3,
        4,
    ]


def test_neither_a_correction_nor_a_withdrawal_frees_a_number(office, wang, li, cast, beside):
    correct(wang, cast, ALL_PASS)
    receipt = submitted(li, cast, ALL_PASS, site=1).location
    li.post(receipt + "/withdraw")
    assert numbers(office, cast) == []
    assert sorted(numbers(office, cast, "?state=taken_back")) == [1, 2, 3]

    correct(wang, cast, {**ALL_PASS, "item-ditch": "fail"})
    assert numbers(office, cast) == [4]
    correct(wang, cast, FIRST_TWO)
    assert sorted(numbers(office, cast)) == [1, 2]  # said again they are the same ones
    correct(wang, cast, {**FIRST_TWO, "item-named": "fail"})
    assert sorted(numbers(office, cast)) == [1, 2, 5]


def test_the_search_takes_the_number_and_not_the_id(office, cast, ids):
    for number, finding_id in ids.items():
        assert numbers(office, cast, f"?words={number}") == [number]
        assert numbers(office, cast, f"?words={finding_id}") == []


def test_the_page_of_a_finding_says_its_number_and_not_its_id(office, ids):
    page = soup(office.get(f"/office/findings/{ids[1]}"))

    assert "第 1 号问题" in page.select_one("h1").text and "第1号问题" in page.title.text
    likely = {one["value"]: one.parent.text for one in page.select("input[type=radio][name=main]")}
    assert set(likely) == {"2"} and "第2号" in likely["2"]


def test_what_is_read_aloud_in_the_list_is_the_number(office, cast, ids):
    labels = [
        one["aria-label"] for one in soup(office.get(listing(cast))).select("td [aria-label]")
    ]

    assert sorted(labels) == sorted(
        f"{verb}第{number}号问题" for number in ids for verb in ("选", "打开")
    )


def test_a_duplicate_is_merged_by_number_and_says_so_everywhere(office, cast, ids):
    answer = save(office, ids[3], main=2, do="duplicate")
    assert answer.status_code == 303

    page = soup(office.get(f"/office/findings/{ids[3]}"))
    notice = next(one for one in page.select(".notice") if "已合并到" in one.text)
    assert "已合并到第 2 号" in notice.text
    assert notice.a["href"] == f"/office/findings/{ids[2]}"
    assert page.select_one("input#main")["value"] == "2"
    changes = [row[2:5] for row in history(office, ids[3])]
    assert ["合并到", "（空）", "第2号问题"] in changes
    main = soup(office.get(f"/office/findings/{ids[2]}"))
    assert "第 3 号" in main.select_one(".notice li").text
    merged = soup(office.get(listing(cast))).select_one(f"#main-{ids[3]}")
    assert (merged.text, merged["href"]) == ("2", f"/office/findings/{ids[2]}")
    record = soup(office.get(main.select_one("#own ~ p a")["href"]))
    assert "第2号问题" in record.select_one(f"#finding-{ids[2]}").text
    record = soup(office.get(page.select_one("#own ~ p a")["href"]))
    assert "到第2号" in record.select_one(f"#finding-{ids[3]}").text


def test_many_are_merged_by_number(office, cast, ids):
    sent = {**batch(office, cast), "finding": [*ids.values()], "main": "1", "do": "duplicate"}
    answer = office.post(listing(cast), sent)

    assert answer.status_code == 303
    for number in (2, 3):
        page = office.get(f"/office/findings/{ids[number]}").text
        assert f'已合并到第 <a href="/office/findings/{ids[1]}">1</a> 号' in page


def test_the_id_of_a_finding_is_no_number(office, ids):
    answer = save(office, ids[1], main=ids[2], do="duplicate")

    assert answer.status_code == 422
    assert f"没有计入的第{ids[2]}号问题" in answer.text
    assert "不能合并到它自己" in save(office, ids[1], main=1, do="duplicate").text


def test_what_is_refused_is_named_by_its_number(office, wang, cast, ids):
    opened_before = {**batch(office, cast), "finding": [ids[1]], "unit": "镇政府", "do": "keep"}
    save(office, ids[3], main=2, do="duplicate")
    left = save(office, ids[2], do="withdraw", reason="误报")
    assert "第3号问题合并在第2号里" in left.text

    save(office, ids[1], unit="镇城管队", do="keep")
    seen = office.post(listing(cast), opened_before)
    assert "第1号问题刚才有人改过" in seen.text
    undo = soup(office.get(listing(cast))).select_one("form.last-act")["action"]
    save(office, ids[1], person="刘强", do="save")
    assert "第1号问题后来又改过" in office.post(undo).text

    correct(wang, cast, ALL_PASS)
    gone = office.post(listing(cast), {"finding": [ids[1]], "do": "keep"})
    assert "更正或撤回了第1号问题" in gone.text


def test_the_log_names_findings_by_their_numbers(office, cast, ids):
    office.post(listing(cast), {**batch(office, cast), "finding": [*ids.values()], "do": "keep"})

    log = soup(office.get("/office/audit")).select_one("table").text
    assert "第1、2、3号问题" in log


def test_every_report_says_the_number_of_the_review_page(office, cast, ids):
    reviewed = {**batch(office, cast), "finding": [*ids.values()], "unit": "镇政府", "do": "keep"}
    office.post(listing(cast), reviewed)
    words = {
        number: soup(office.get(f"/office/findings/{finding_id}")).select_one(".words").text
        for number, finding_id in ids.items()
    }
    root = f"/office/inspections/{cast.inspection}"

    workbook = rows_of(opened(office, f"{cast.inspection}/workbook.xlsx")["问题清单"])
    assert {row["问题编号"]: row["存在问题"] for row in workbook} == words
    slip = rows_of(opened(office, f"{cast.inspection}/handover.xlsx")["镇政府"])
    said = {row["问题编号"]: row["存在问题及依据"].split("\n")[0] for row in slip}
    assert said == words
    beside = rows_of(opened(office, f"{cast.inspection}/ledger.xlsx")["台账附表"])
    assert {row["问题编号"] for row in beside} == set(ids)
    assert {int(row["no"]): row["problem"] for row in data_file(office, root)} == words


def test_a_number_on_a_page_opens_the_finding_of_that_number(office, cast, ids):
    save(office, ids[3], do="keep", unit="镇政府")
    root = f"/office/inspections/{cast.inspection}"
    slip = soup(office.get(f"{root}/handover?sheet=镇政府"))
    assert links_by_text(slip)["3"] == f"/office/findings/{ids[3]}"
    annex = links_by_text(soup(office.get(f"{root}/ledger?sheet=台账附表")))
    assert {number: annex[str(number)] for number in ids} == {
        number: f"/office/findings/{finding_id}" for number, finding_id in ids.items()
    }
    counted = links_by_text(soup(office.get(f"{root}/behind?what=findings")))
    assert counted["第1号问题"] == f"/office/findings/{ids[1]}"


def links_by_text(page) -> dict[str, str]:
    return {link.text: link["href"] for link in page.select("table a")}


def data_file(office, root: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(office.get(f"{root}/data.zip").data)) as files:
        text = files.read("问题.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))
