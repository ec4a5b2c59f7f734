"""The office's files in LibreOffice: they open without repair, print all they say on A4."""

import re
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from inspect_app import db
from inspect_app.inspections import models as inspections
from inspect_app.inspections.publish import publish
from inspect_app.sheets.excel.xlsx import NOT_FOR_PAPER, write
from tests.cast import checklist_from
from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send_photo
from tests.reports.scores import SCORED
from tests.review.reviewing import numbers, save
from tests.sheets.long_summary import TODAY, TOWN, like_summary

pytestmark = pytest.mark.outside

PLACES = range(1, 16)
# Each file: how it lies, and how many of the places it tells (Word tells of some in short).
FILES = {
    "workbook.xlsx": ("landscape", PLACES),
    "workbook.xlsx?public=1": ("landscape", PLACES),
    "ledger.xlsx": ("landscape", PLACES),
    "handover.xlsx": ("portrait", PLACES),
    "register.xlsx": ("landscape", ()),
    "audit.xlsx": ("landscape", ()),
    "report.docx": ("portrait", ()),
    "report.docx?public=1": ("portrait", ()),
    "plan.docx": ("portrait", ()),
    "notice.docx": ("portrait", ()),
    "entry.xlsx": ("landscape", ()),
    "roster.xlsx": ("landscape", ()),
}
# Those that are not of one inspection, and where they are.
OF_TOWN = {
    "register.xlsx": "inspections/register.xlsx", "audit.xlsx": "audit.xlsx",
    "roster.xlsx": "roster/roster.xlsx",
}  # fmt: skip
TO_FILL_IN = ("entry.xlsx", "roster.xlsx")  # on the screen: their pages have no numbers


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=240)
    return done.stdout.decode()


@pytest.fixture
def points(app, wang, cast) -> None:
    """The second site has a checklist with points, and loses some of each kind."""
    with db.writing(app.extensions["database"]) as session:
        version = publish(cast.jia, checklist_from(SCORED)).id
        session.get(inspections.Assignment, cast.assignments[1]).checklist_version_id = version
    said = {"heaps": "3", "toilet": "fail", "pond": "pass", "wall": "pass", "sign": "pass"}
    fields = {f"item-{item}": answer for item, answer in said.items()}
    assert submitted(wang, cast, {**fields, "item-lamp": "pass"}, site=1).status_code == 303


@pytest.fixture
def former(app, wang, cast) -> None:
    """The closed inspection has a record of the first site, to compare with."""
    with db.writing(app.extensions["database"]) as session:
        site = session.get(inspections.Assignment, cast.assignments[0]).site_id
        of_closed = session.query(inspections.Assignment).filter_by(inspection_id=cast.closed)
        there = of_closed.filter_by(site_id=site).one().id
        closed = session.get(inspections.Inspection, cast.closed)
        closed.state, closed.starts_on = "under_way", closed.starts_on - timedelta(days=30)
    answer = wang.post(f"/d/assignments/{there}", {"do": "submit", **ALL_PASS, "item-bin": "fail"})
    assert answer.status_code == 303
    with db.writing(app.extensions["database"]) as session:
        session.get(inspections.Inspection, cast.closed).state = "closed"


@pytest.fixture
def printed(tmp_path: Path, office, wang, cast, points, former) -> Path:
    """All files as PDF, numbered as above: LibreOffice starts once for them."""
    words = {
        f"item-heap-{n - 1}-description": f"第{n}处：{'路边堆着砖头' * 8}完{n}" for n in PLACES
    }
    photos = {"item-heap-0-photo": send_photo(wang, "red"), "suggestion": "多放两个桶"}
    submitted(wang, cast, {**ALL_PASS, "item-heap": "fail", "item-bin": "fail", **words, **photos})
    for number in numbers(office, cast):
        assert save(office, number, do="keep").status_code == 303
    names = []
    for n, file in enumerate(FILES):
        answer = office.get(f"/office/{OF_TOWN.get(file, f'inspections/{cast.inspection}/{file}')}")
        assert answer.status_code == 200
        names.append(f"{n}{Path(file.partition('?')[0]).suffix}")
        (tmp_path / names[-1]).write_bytes(answer.data)
    to_pdf(tmp_path, *names)
    return tmp_path


def to_pdf(folder: Path, *names: str) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    run(folder, "soffice", profile, "--headless", "--convert-to", "pdf", *names)


def pages_of(folder: Path, number: int) -> list[str]:
    return run(folder, "pdftotext", "-layout", f"{number}.pdf", "-").split("\f")[:-1]


def test_every_file_prints_on_a4_with_page_numbers_heads_and_nothing_cut(printed):
    for n, (file, (lies, places)) in enumerate(FILES.items()):
        pages = pages_of(printed, n)
        sizes = re.findall(
            r"size: +([\d.]+) x ([\d.]+)", run(printed, "pdfinfo", "-l", "-1", f"{n}.pdf")
        )
        a4 = (842, 595) if lies == "landscape" else (595, 842)
        assert pages and len(sizes) == len(pages), file
        assert {(round(float(wide)), round(float(high))) for wide, high in sizes} == {a4}, file
        for number, page in enumerate(pages, start=1):
            said = "".join(page.split())
            if file == "handover.xlsx":
                assert re.search(r"第\d页", said), file
            elif ".docx" in file:
                assert f"—{number}—" in said, file
            elif file not in TO_FILL_IN:
                assert f"第{number}页共{len(pages)}页" in said, file
            assert "###" not in said, file
        whole = "".join("".join(pages).split())
        for place in places:
            assert f"第{place}处" in whole and f"完{place}" in whole, (file, place)
    each_slip_is_numbered_by_itself(pages_of(printed, list(FILES).index("handover.xlsx")))
    heads_are_repeated(pages_of(printed, 0))
    of_what_is_not_for_paper_one_page_says_so(printed)
    points_are_told(pages_of(printed, 0))
    each_sheet_is_printed(pages_of(printed, 0))
    what_is_filled_in_says_how(printed)


def each_slip_is_numbered_by_itself(pages: list[str]) -> None:
    """And its pages after the first say whose they are."""
    said = ["".join(page.split()) for page in pages if "主送：" in page]
    firsts = [page for page in said if "（续）主送：" not in page]
    others = [page for page in said if page not in firsts]
    assert firsts and all("第1页" in page for page in firsts)
    assert others and all("第1页" not in page for page in others)


def heads_are_repeated(pages: list[str]) -> None:
    with_head = [page for page in pages if "提出小组" in page]
    assert len(with_head) >= 2
    assert all(any(f"第{n}处" in page for page in with_head) for n in PLACES)


def of_what_is_not_for_paper_one_page_says_so(printed: Path) -> None:
    for file, titles in (
        ("workbook.xlsx", ("检查记录", "数据说明")),
        ("ledger.xlsx", ("问题整改台账附表",)),
    ):
        pages = ["".join(page.split()) for page in pages_of(printed, list(FILES).index(file))]
        empty = [page for page in pages if NOT_FOR_PAPER in page]
        assert len(empty) == len(titles)
        for said, title in zip(empty, titles, strict=True):
            assert f"视察{title}" in said and "张家村" not in said and "编号" not in said, said
            assert sum(f"视察{title}" in page for page in pages) == 1


def points_are_told(pages: list[str]) -> None:
    (page,) = [page for page in pages if "点位得分表" in page]
    said = "".join(page.split())
    for words in ("各组得分", "总分", "满分", "垃圾堆扣4.5分", "公厕干净扣5分", "11.5", "21"):
        assert words in said, words


def each_sheet_is_printed(pages: list[str]) -> None:
    said = ["".join(page.split()) for page in pages]
    (compared,) = [page for page in said if "与上次对比" in page]
    for words in ("上次符合率", "变差", "仍有", "符合率按村（社区）"):
        assert words in compared, words
    assert any("视察照片" in page and "提交时间" in page for page in said)
    (suggested,) = [page for page in said if "意见建议清单" in page]
    assert "多放两个桶" in suggested and "待核定" in suggested


def what_is_filled_in_says_how(printed: Path) -> None:
    for file, words in (
        ("entry.xlsx", ("录入表", "怎么填", "没有成堆垃圾")),
        ("roster.xlsx", ("基础数据：填表说明", "张家村", "王建国")),
    ):
        pages = pages_of(printed, list(FILES).index(file))
        said = "".join("".join(pages).split())
        assert all(one in said for one in words), file


VILLAGES = (6, 60)


def test_of_few_and_of_many_villages_no_totals_and_no_head_stand_alone(tmp_path):
    for villages in VILLAGES:
        made = like_summary(13, 3, villages, 9, 14)
        (tmp_path / f"{villages}.xlsx").write_bytes(write([made], TOWN, TODAY))
    to_pdf(tmp_path, *(f"{villages}.xlsx" for villages in VILLAGES))
    for villages in VILLAGES:
        pages = pages_of(tmp_path, villages)
        assert len(pages) > 2
        for page in pages:
            lines = [line.split() for line in page.splitlines() if line.strip()]
            rows = [words[0] for words in lines if words[0].startswith(("表", "村", "合计"))]
            assert rows[0] != "合计" and rows[-1] != "村", page
        last = "".join(pages[-1].split())
        assert "表4" in last and "合计" in last and "负责人（签字）" in last
