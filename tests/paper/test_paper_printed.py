"""The paper form as it is printed: every code, room to write, two sheets of A4 at most."""

import json
import re
import subprocess
from datetime import date

from inspect_app.checklist.loader import load_checklist, load_laws
from inspect_app.checklist.shipped import FOLDER as LISTS
from tests.cast import bring_on
from tests.paper.entering import SQUARE, STREET, address
from tests.soup import soup


def test_the_paper_form_names_every_code_and_leaves_room_to_write(office, cast):
    page = soup(office.get(address(cast, f"paper?assignment={cast.assignments[0]}")))
    codes = [cell.text for cell in page.select(".items td.code")]
    assert codes == ["1", "2", "3", "4", "5", "6", "7", "8"]
    text = page.get_text()
    assert "张家村 · 村主干道" in text and "□符合" in text and "□2 不满意" in text
    assert len(page.select(".places tbody tr")) == 4


def test_all_forms_of_a_checklist_are_printed_from_one_page_each_on_its_own_sheet(office, cast):
    one = soup(office.get(address(cast, "paper")))
    link = one.find("a", string="全部打印（2份）")
    page = soup(office.get(link["href"]))
    sheets = page.select("main section.sheet")
    assert [sheet.select_one(".head td:not([colspan])").text for sheet in sheets] == [
        STREET,
        SQUARE,
    ]
    assert all(len(sheet.select(".items td.code")) == 8 for sheet in sheets)
    assert "每份另起一页" in page.nav.text and len(one.select("section.sheet")) == 1


LONGEST = max(
    (load_checklist(path, load_laws(LISTS / "laws.yaml")) for path in LISTS.glob("[!l]*.yaml")),
    key=lambda checklist: len(checklist.items),
)


def told_by(command, *arguments):
    return subprocess.run([command, *arguments], capture_output=True, text=True, check=True).stdout


def test_the_longest_paper_form_prints_on_two_sheets_of_a4_with_every_code(
    app, at_the_desk, server, tmp_path
):
    raw = json.loads(LONGEST.model_dump_json(by_alias=True))
    cast = bring_on(app, date(2026, 11, 23), raw)
    page = at_the_desk()
    page.goto(server + address(cast, "paper"))
    page.get_by_role("link", name="张家村 · 文化广场").click()
    page.wait_for_url("**assignment=*")
    pdf = tmp_path / "paper.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)

    about = told_by("pdfinfo", pdf)
    assert "(A4)" in about and "Pages:           2" in about
    sheets = told_by("pdftotext", "-layout", pdf, "-").split("\f")[:-1]
    assert "张家村 · 文化广场" in sheets[0] and "请用浏览器的打印" not in sheets[0]
    codes = [int(n) for n in re.findall(r"^ *(\d+) {2,}\S", "".join(sheets), re.M)]
    assert codes == list(range(1, len(LONGEST.number_by_item) + 1))
    assert all("编号" in sheet for sheet in sheets), "the head repeats"
    assert "代表签名" in sheets[1] and "请勿填写涉密内容" in sheets[1]


def test_a_short_paper_form_prints_on_one_page(at_the_desk, server, cast, tmp_path):
    page = at_the_desk()
    page.goto(server + address(cast, "paper"))
    page.pdf(path=tmp_path / "paper.pdf", prefer_css_page_size=True)
    assert "Pages:           1" in told_by("pdfinfo", tmp_path / "paper.pdf")


def test_the_paper_form_says_when_an_item_is_asked(office, cast):
    text = soup(office.get(address(cast, "paper"))).get_text()
    assert "“群众满意吗?”答了不满意时才填" in "".join(text.split())
