"""Files that are not the roster's, or made to hurt: refused in one sentence, at once."""

import io
import zipfile
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.examples import SHARE, examples
from tests.hostile import bomb
from tests.roster.entries import HOME
from tests.roster.importing import told
from tests.roster.roster_file import FILE, book_of, filled, saved, upload, write
from tests.soup import soup


def rebuilt(office, change):
    book = book_of(office)
    change(book)
    return saved(book)


def with_macro(data):
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


def test_other_files_are_refused_in_one_sentence(office, other_office):
    files = {
        "这不是 Excel 文件": b"<html>",
        "不是下载的《基础数据》": saved(Workbook()),
        "解压后太大": bomb(),
        "超过5兆": b"x" * (5 * 1024 * 1024 + 1),
        "有宏": with_macro(office.get(FILE).data),
        "另一个乡镇": other_office.get(FILE).data,
        "请先选": b"",
        "表头和下载的不一样": rebuilt(office, lambda book: book["代表"].insert_cols(1)),
        "“代表”第5行“选区”右边还有字": rebuilt(
            office, lambda book: book["代表"].cell(5, 6, "13800000000")
        ),
        "“代表”第3行的表头": rebuilt(
            office,
            lambda book: write(
                book["代表"], 3, *["姓名", "代表小组", "组内职务", "代表层级", "选区", "手机"]
            ),
        ),
        "只能填一行": rebuilt(office, lambda book: write(book["届"], 7, "20", "2026-09-01")),
        "“村”第1005行还有内容，最多填到第1004行": rebuilt(
            office, lambda book: write(book["村"], 1005, "末村")
        ),
        "“代表”第3000行还有内容": rebuilt(office, lambda book: write(book["代表"], 3000, "周大")),
        "“代表”第5行右边很远的地方（AD列）": rebuilt(
            office, lambda book: book["代表"].cell(5, 30, "13800000000")
        ),
    }
    for words, data in files.items():
        answer = upload(office, data)
        assert answer.status_code == 422, words
        assert words in soup(answer).select_one(".error-summary").text
    assert office.post(FILE).status_code == 422


def test_a_head_may_have_a_star_or_a_hint_beside_it(office):
    heads = ["*姓名", "代表小组（必填）", "组内职务(下拉选择)", "代表层级", "选区＊"]
    data = rebuilt(office, lambda book: write(book["代表"], 3, *heads))
    assert "完全一样" in told(office, upload(office, data))


def test_an_empty_file_says_that_nothing_was_in_it(office):
    assert "表里没有填内容" in told(office, upload(office, filled(office)))


def test_the_fullest_file_is_read_in_seconds(office):
    """`make check` sends a share of its rows; the whole of it takes four times as long."""
    groups, deputies, villages, sites = (
        min(most, round(most * SHARE)) for most in (100, 1000, 200, 1000)
    )
    data = filled(
        office,
        小组=[(f"片区{n}组",) for n in range(groups)],
        代表=[
            (f"代表{n}号", f"片区{n % groups}组", "组员", "县、镇", "选区") for n in range(deputies)
        ],
        村=[(f"{n}村",) for n in range(villages)],
        点位=[(f"{n % villages}村", f"点位{n}", "村委会往东") for n in range(sites)],
    )
    rows = groups + deputies + villages + sites
    assert f"新增 {rows} 条" in told(office, upload(office, data))
    assert f"表里的 {rows} 条和名册完全一样" in told(office, upload(office, data))


@examples(30)
@given(st.binary(max_size=2000))
def test_no_file_whatever_breaks_the_server(office, data):
    assert upload(office, data).status_code == 422


CELLS = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1901, 1, 1)), st.times(), st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=70),
    st.sampled_from(["第一代表小组", "王建国", "张家村", "=A1", "#N/A", "20", "\ufffe", "联络员", "镇"]),
)  # fmt: skip


@examples(30)
@given(
    st.dictionaries(
        st.sampled_from(["届", "小组", "代表", "村", "点位", "责任单位"]),
        st.lists(st.lists(CELLS, min_size=1, max_size=6), max_size=3),
    ),
    st.booleans(),
)
def test_no_sheet_whatever_breaks_the_server(office, rows, starts):
    more = {"start": "1"} if starts else {}
    try:
        data = filled(office, **rows)
    except ValueError:
        return  # openpyxl cannot write it
    assert upload(office, data, **more).status_code in (303, 422)
    assert office.get(HOME).status_code == 200
