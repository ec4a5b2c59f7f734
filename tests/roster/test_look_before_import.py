"""A look before the import: one press imports what was shown, and asks who is missing."""

import io
import random
import zipfile

from tests.roster.entries import HOME, names
from tests.roster.importing import entries, is_over, press, told
from tests.roster.roster_file import FILE, FIRST, book_of, filled, saved, upload, write
from tests.soup import soup


def test_after_a_look_one_press_imports_without_choosing_the_file_again(office):
    data = filled(office, 村=[("柳河村",)], 点位=[("柳河村", "柳河沿岸", None)])
    looked = upload(office, data, do="check")
    answer = press(office, looked)
    assert "新增 2 条" in told(office, answer)
    assert entries(office, "villages")[-1] == "柳河村"
    assert "和名册完全一样" in told(office, press(office, looked))  # pressed twice


def test_what_changed_between_look_and_press_is_shown_again(office):
    looked = upload(office, filled(office, 村=[("柳河村",)]), do="check")
    office.post(f"{HOME}villages/new", {"name": "石桥村"})
    again = press(office, looked)

    assert again.status_code == 422 and "名册刚才被改过" in again.text
    assert "柳河村" not in entries(office, "villages")
    assert "新增 1 条" in told(office, press(office, again))


def test_what_a_page_brings_back_is_read_as_warily_as_an_upload(office, other_office):
    looked = upload(office, filled(office, 村=[("柳河村",)]), do="check")
    assert press(other_office, looked).status_code == 422  # another town's
    for carried in ("", "x", "§", "UEsDBA==", "A" * 999_000):
        assert press(office, looked, carried=carried).status_code == 422
    assert "柳河村" not in entries(office, "villages") + entries(other_office, "villages")


def test_a_file_too_large_to_give_along_is_asked_for_again(office):
    out = io.BytesIO(filled(office, 村=[("柳河村",)]))
    with zipfile.ZipFile(out, "a") as packed:
        packed.writestr("xl/media/picture.bin", random.Random(1).randbytes(800_000))
    looked = upload(office, out.getvalue(), do="check")
    form = soup(looked).select_one("section form")
    assert "文件较大，请再选一次这个文件" in form.text and form.select_one("[type=file]")
    seen = form.select_one("[name=seen]")["value"]
    assert "新增 1 条" in told(office, upload(office, out.getvalue(), seen=seen))


def test_who_is_missing_is_asked_about_and_archived_only_where_ticked(office, cast):
    is_over(office, cast)
    book = book_of(office)
    book["代表"].delete_rows(FIRST, 2)  # 王建国, 李秀英
    looked = upload(office, saved(book), do="check")
    boxes = soup(looked).select("[name=leaving]")
    assert [box.parent.text.strip() for box in boxes] == ["归档代表“王建国”", "归档代表“李秀英”"]
    assert not any(box.has_attr("checked") for box in boxes)

    words = told(office, press(office, looked, leaving=boxes[0]["value"]))
    assert "归档 1 条" in words and "还有 1 条不在表里，没有变动" in words
    assert entries(office, "deputies") == ["李秀英", "陈志强", "赵大山"]
    assert names(office.get(f"{HOME}deputies?archived=1")) == ["王建国"]


def test_a_group_that_still_has_deputies_is_not_archived_and_nothing_else_is_done(office):
    book = book_of(office)
    book["小组"].delete_rows(FIRST, 1)  # 第一代表小组, whose deputies stay
    write(book["村"], FIRST + 3, "柳河村")
    looked = upload(office, saved(book), do="check")
    box = soup(looked).select_one("[name=leaving]")
    refused = press(office, looked, leaving=box["value"])

    assert refused.status_code == 422 and "没有导入：还有3位代表在这个小组" in refused.text
    assert soup(refused).select_one("[name=leaving]").has_attr("checked")
    assert "柳河村" not in entries(office, "villages")


def test_a_group_goes_together_with_its_deputies(office, cast):
    is_over(office, cast)
    book = book_of(office)
    book["小组"].delete_rows(FIRST + 1, 1)
    book["代表"].delete_rows(FIRST + 3, 1)  # 赵大山
    looked = upload(office, saved(book), do="check")
    boxes = [box["value"] for box in soup(looked).select("[name=leaving]")]
    assert "归档 2 条" in told(office, press(office, looked, leaving=boxes))
    assert entries(office, "groups") == ["第一代表小组"]


def test_only_what_a_file_leaves_out_can_be_archived_by_it(office, cast):
    book = book_of(office)
    write(book["村"], FIRST + 3, "柳河村")
    looked = upload(office, saved(book), do="check")
    leaving = [f"deputies-{cast.wang}", "deputies-x", "sites-1"]
    assert "归档" not in told(office, press(office, looked, leaving=leaving))
    assert "王建国" in entries(office, "deputies")


def test_a_file_that_says_nothing_new_offers_nothing_to_press(office):
    looked = soup(upload(office, office.get(FILE).data, do="check")).select_one(".notice")
    assert "名册里都有了，不用导入" in looked.text and not looked.select("button")
    book = book_of(office)
    book["责任单位"].delete_rows(FIRST, 1)
    looked = soup(upload(office, saved(book), do="check")).select_one(".notice")
    assert [one.text for one in looked.select("button")] == ["归档勾选的"]
