"""The files of 交材料, opened: their figures recounted from what the deputies handed in."""

import csv
import io
import re
import zipfile
from collections import Counter

from docx import Document
from docx.document import Document as DocumentObject
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from tests.journeys.first_town import FOUND, HANDED_IN, ON_PAPER, SITES, VILLAGES, FoundThere
from tests.reports.books import rows_of, words_of

SEVERITIES = ("一般", "较大", "重大")
# What 汇总 calls the figures that are recounted here.
FIGURES = (
    "点位（计划，个）", "点位（已查，个）", "检查记录（份）", "参与代表（人）", "检查项次", "其中：符合",
    "其中：不符合", "符合率", "不适用（项次）", "问题（个）", "意见建议（条）",
)  # fmt: skip


def assert_recounted(name: str, content: bytes) -> None:
    """Open a file; its figures are those of what was handed in."""
    match name.rpartition(".")[2]:
        case "xlsx":
            assert_book(name, opened(content))
        case "docx":
            assert_document(name, Document(io.BytesIO(content)))
        case "zip":
            assert_data(zipfile.ZipFile(io.BytesIO(content)))
        case "jpg":
            assert Image.open(io.BytesIO(content)).size == (400, 300)
        case _:
            assert name == "说明.txt" and "没有放进来的" not in content.decode("utf-8-sig")


def assert_book(name: str, book: Workbook) -> None:
    if "交办单" in name:
        assert_slips(name, book)
    elif "台账" in name:
        assert listed(book["整改台账"]) == told_of(FOUND)
    else:
        assert listed(book["问题清单"]) == told_of(FOUND)
    if "工作簿" in name:
        assert_summary(numbers_of(book["汇总"]))
        assert_items(rows_of(book["逐项统计"], "分组"))
        (suggestion,) = rows_of(book["意见建议"])
        assert suggestion["意见建议内容"] == ON_PAPER.suggestion
        records = [row for row in book["检查记录"].values if isinstance(row[0], int)]
        assert len(records) == len(HANDED_IN)
        assert_answers(Counter(value for row in records for value in row))
    if "公开版" in name:
        assert not [one.deputy for one in HANDED_IN if one.deputy in all_words(book)]


def told_of(found: list[FoundThere]) -> Counter[tuple[str, str]]:
    return Counter((one.words, one.unit) for one in found)


def listed(sheet: Worksheet) -> Counter[tuple[object, object]]:
    return Counter((row["存在问题"], row["责任单位"]) for row in rows_of(sheet))


def assert_slips(name: str, book: Workbook) -> None:
    """A sheet for each unit (or the one that the file's name says), with its findings alone."""
    alone = re.search(r"（(.+)）", name)
    units = [alone[1]] if alone else sorted({one.unit for one in FOUND})
    assert sorted(set(book.sheetnames) - {"目录"}) == units
    for unit in units:
        words = [row["存在问题及依据"].split("\n")[0] for row in rows_of(book[unit])]
        assert sorted(words) == sorted(one.words for one in FOUND if one.unit == unit)
    if not alone:
        contents = rows_of(book["目录"], "编号")
        assert contents[-1]["问题（个）"] == len(FOUND)


def numbers_of(summary: Worksheet) -> dict[object, float]:
    """Return the numbers of 汇总 by what stands left of them, the first of each name."""
    found: dict[object, float] = {}
    for line in summary.values:
        cells = [cell for cell in line if cell is not None]
        for label, number in zip(cells[::2], cells[1::2], strict=False):
            if isinstance(number, int | float):
                found.setdefault(label, number)
    return found


def assert_summary(numbers: dict[object, float]) -> None:
    judged = sum(one.judged for one in HANDED_IN)
    expected = (
        len(SITES), len({one.village for one in HANDED_IN}), len(HANDED_IN),
        len({one.deputy for one in HANDED_IN}), judged, judged - len(FOUND), len(FOUND),
        (judged - len(FOUND)) / judged, sum(len(one.not_applicable) for one in HANDED_IN),
        len(FOUND), sum(bool(one.suggestion) for one in HANDED_IN),
    )  # fmt: skip
    assert {name: numbers[name] for name in FIGURES} == dict(zip(FIGURES, expected, strict=True))
    severities = Counter(one.severity for one in FOUND)
    units = Counter(one.unit for one in FOUND)
    villages = Counter(one.village for one in HANDED_IN for _ in one.found)
    seen = {one.village for one in HANDED_IN}
    for name in (*SEVERITIES, *units, *seen):
        assert numbers[name] == (severities | units | villages)[name], name
    assert not numbers.keys() & (set(VILLAGES) - seen)  # of what nobody visited there is no number


def assert_items(rows: list[dict[str, object]]) -> None:
    *items, total = rows
    for answer in ("符合", "不符合", "不适用"):
        assert total[answer] == sum(row[answer] for row in items)
    assert_answers(Counter({answer: total[answer] for answer in ("符合", "不符合", "不适用")}))


def assert_answers(values: Counter[object]) -> None:
    judged = sum(one.judged for one in HANDED_IN)
    counted = (values["符合"], values["不符合"], values["不适用"])
    assert counted == (judged - len(FOUND), len(FOUND), len(ON_PAPER.not_applicable))


def assert_document(name: str, document: DocumentObject) -> None:
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    if "报告" not in name:
        assert "参加视察的代表45人，分6个小组" in said
        places = [row.cells[2].text for table in document.tables for row in table.rows[1:]]
        assert sorted(set(places)) == sorted(f"{village}{place}" for village, place in SITES)
        return
    judged = sum(one.judged for one in HANDED_IN)
    for words in (
        "应到代表45人，分6个小组", "共查看青石村、石桥村2个村（社区）的2个点位（计划20个）",
        f"填写检查记录{len(HANDED_IN)}份，检查{judged}项次，发现问题{len(FOUND)}个，收到意见建议1条",
        f"检查的{judged}项次中，{judged - len(FOUND)}项次符合",
        "共发现问题4个，其中重大1个、较大1个、一般2个",
        *[one.words for one in FOUND if one.severity != "一般"],
        *[f"{unit}（问题{n}个）" for unit, n in Counter(one.unit for one in FOUND).items()],
    ):  # fmt: skip
        assert words in said
    if "公开版" in name:
        assert not [one.deputy for one in HANDED_IN if one.deputy in said]


def assert_data(data: zipfile.ZipFile) -> None:
    records, findings = (
        list(csv.DictReader(io.StringIO(data.read(name).decode("utf-8-sig"))))
        for name in ("检查记录.csv", "问题.csv")
    )
    assert [row["deputy"] for row in records] == [one.deputy for one in HANDED_IN]
    assert_answers(Counter(value for row in records for value in row.values()))
    found = Counter((row["problem"], row["severity"], row["responsible_unit"]) for row in findings)
    assert found == Counter((one.words, one.severity, one.unit) for one in FOUND)


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def all_words(book: Workbook) -> str:
    return "\n".join(words_of(sheet) for sheet in book)
