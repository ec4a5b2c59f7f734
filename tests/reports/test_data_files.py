"""数据文件: three CSV files in a zip, and what every column means."""

import io
import re
import zipfile
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.settings import ZONE
from inspect_app.sheets.csv_files import csv_file
from inspect_app.sheets.table import Column
from inspect_app.text import RISKY_START, clean_text
from tests.records.filling import ALL_PASS, failing, submitted
from tests.reports.books import downloaded, opened, rows_of
from tests.reports.downloads import read
from tests.review.reviewing import numbers, save

HOSTILE = "=1+1"


def path(cast) -> str:
    return f"{cast.inspection}/data.zip"


@pytest.fixture
def files(office, wang, li, cast) -> dict[str, list[dict[str, str]]]:
    """The rows of each file by their columns' names."""
    more = {
        "item-days": "3",
        "item-happy": "no",
        "item-why": "第一行\r\n第二行",
        "suggestion": HOSTILE,
    }
    submitted(wang, cast, failing('桶"满"了,没人管', **more))
    submitted(li, cast, failing("两处", **{"item-bin-1-description": "桥头"}), site=1)
    save(office, numbers(office, cast)[0], do="keep", person="刘强")
    with zipfile.ZipFile(io.BytesIO(downloaded(office, path(cast))[0])) as packed:
        assert all(entry.flag_bits & 0x800 for entry in packed.infolist())  # names are UTF-8
        for entry in packed.infolist():  # of the town's time: a zip knows no zones
            made = datetime(*entry.date_time, tzinfo=ZONE)
            assert datetime.now(ZONE) - timedelta(hours=1) < made <= datetime.now(ZONE)
        tables = {name: read(packed.read(name)) for name in packed.namelist()}
    for lines in tables.values():
        assert len({len(line) for line in lines}) == 1
        assert len(set(lines[0])) == len(lines[0])
    return {name: [dict(zip(head, line, strict=True)) for line in lines]
            for name, (head, *lines) in tables.items()}  # fmt: skip


def test_a_record_is_a_row_as_in_the_workbook(files, office, cast):
    first, second = files["检查记录.csv"]
    today = datetime.now(ZONE).date().isoformat()
    assert {**first, "time": ""} == {
        "no": "1", "day": today, "arrived_on": today, "time": "", "village": "张家村", "site": "村主干道",
        "checklist": "人居环境", "version": "1", "group": "第一代表小组", "deputy": "王建国",
        "heap": "符合", "bin": "不符合", "days": "3", "ditch": "不适用", "seen": "", "named": "符合",
        "happy": "不满意", "why": "第一行\n第二行", "suggestion": f"'{HOSTILE}", "highlight": "",
    }  # fmt: skip
    assert (second["no"], second["site"], second["days"]) == ("2", "文化广场", "")
    sheet = opened(office, f"{cast.inspection}/workbook.xlsx")["检查记录"]
    assert [cell.value for cell in sheet[3]] == list(first)


def test_a_finding_is_a_row_that_leads_to_its_record(files):
    rows = files["问题.csv"]
    assert [(row["record_no"], row["item"], row["problem"]) for row in rows] == [
        ("1", "bin", '桶"满"了,没人管'), ("1", "happy", "群众不满意"),
        ("2", "bin", "两处"), ("2", "bin", "桥头"),
    ]  # fmt: skip
    assert len({row["no"] for row in rows}) == 4
    kept = rows[0]
    assert (kept["state"], kept["responsible_person"], kept["severity"]) == (
        "已核定",
        "刘强",
        "一般",
    )
    assert kept["due"] > kept["found_on"] == datetime.now(ZONE).date().isoformat()


def test_every_column_is_explained_once(files, office, cast):
    lines = files["数据说明.csv"]
    for table in ("检查记录", "问题"):
        explained = [line["列名"] for line in lines if line["数据表"] == table]
        assert sorted(explained) == sorted(files[f"{table}.csv"][0])
    by_key = {line["列名"]: line for line in lines if line["数据表"] == "检查记录"}
    assert by_key["heap"] == {
        "数据表": "检查记录", "列名": "heap", "表头": "没有成堆垃圾?", "类型": "选项",
        "允许的值": "符合、不符合、不适用", "含义": "垃圾治理：没有成堆垃圾?",
        "检查清单和版本": "《人居环境》第1版",
    }  # fmt: skip
    assert (by_key["days"]["类型"], by_key["days"]["允许的值"]) == ("数字", "0到60（天）")
    assert by_key["happy"]["允许的值"] == "满意、不满意"

    sheet = rows_of(opened(office, f"{cast.inspection}/workbook.xlsx")["数据说明"], "数据表")
    assert [[cell or "" for cell in row.values()] for row in sheet] == [
        list(line.values()) for line in lines
    ]


def test_without_records_the_page_says_so_instead(office, cast):
    answer = office.get(f"/office/inspections/{path(cast)}")
    assert answer.status_code == 422 and "还没有检查记录，没有数据" in answer.text


def test_it_has_its_name_its_line_in_the_log_and_its_link_on_the_page(office, files, cast):
    page = office.get(f"/office/inspections/{cast.inspection}/papers").text
    assert f'action="/office/inspections/{path(cast)}"' in page
    name = downloaded(office, path(cast))[1]
    assert re.fullmatch(r"甲镇人大主席团人居环境视察数据文件20\d{6}\.zip", name)
    assert "下载数据文件" in office.get("/office/audit").text


def test_another_towns_office_gets_none(other_office, cast):
    assert other_office.get(f"/office/inspections/{path(cast)}").status_code == 404


texts = st.text(st.characters(codec="utf-8"), max_size=20) | st.builds(
    "{}{}".format, st.sampled_from(RISKY_START), st.text(max_size=5)
)


@given(st.lists(st.tuples(texts, texts), max_size=4))
def test_whatever_was_entered_is_no_formula_and_can_be_read_back(rows):
    columns = [Column("甲", 1, lambda row: row[0]), Column("乙", 1, lambda row: row[1])]
    content = csv_file(columns, rows)
    assert content[3:].endswith(b"\r\n")
    _, *lines = read(content)
    formula = tuple(start for start in RISKY_START if start != "'")
    assert not any(field.startswith(formula) for line in lines for field in line)
    assert [[field.removeprefix("'") for field in line] for line in lines] == [
        [clean_text(text) for text in row] for row in rows
    ]


@given(st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.dates())
def test_numbers_and_dates_are_read_back_as_they_were(value):
    ((field,),) = read(csv_file([Column("数", 1, lambda row: row)], [value]))[1:]
    assert (
        type(value)(field) == value
        if not isinstance(value, date)
        else (date.fromisoformat(field) == value)
    )


def test_every_field_is_quoted_and_how_to_keep_zeros_is_said(office, cast, wang):
    said = {"item-heap": "fail", "item-heap-0-description": "0012", "suggestion": "13800000000"}
    submitted(wang, cast, {**ALL_PASS, **said})
    answer = office.get(f"/office/inspections/{cast.inspection}/data.zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        files = {name: packed.read(name).decode("utf-8-sig") for name in packed.namelist()}
    assert '"0012"' in files["问题.csv"] and '"13800000000"' in files["检查记录.csv"]
    for text in files.values():
        (line, *_) = text.split("\r\n")
        assert all(field[0] == field[-1] == '"' for field in line.split(","))
    assert "“自文本/CSV”导入" in files["数据说明.csv"]
