"""代表一页纸: one sheet of A4 in letters that one reads without glasses, and the same on a phone."""

import subprocess

from inspect_app.people.access import Role
from tests.accounts.adding import account
from tests.journeys.looks import DESK, assert_looks_right
from tests.journeys.phone import log_in

# In points: what each text on the page is set in.
SIZES = """() => [...document.querySelectorAll("main *")].filter(one =>
  [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim())
).map(one => Math.round(parseFloat(getComputedStyle(one).fontSize) * 72 / 9.6) / 10)"""


def test_the_deputys_page_is_one_sheet_in_big_letters(page, server, app, cast, tmp_path):
    longest = ("甲镇人大办王秘书（电话0000-0000001）" + "，上班时间都有人接" * 9)[:100]
    settings = {"name": "甲镇", "contact": longest, "font_set": "papers", "footer": "nothing"}
    kept = account(app, cast, "admin", Role.ADMIN).post("/office/settings", settings)
    assert kept.status_code == 303
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/handbook/deputy")
    assert_looks_right(page, "sheet", DESK)
    page.emulate_media(media="print")
    assert min(page.evaluate(SIZES)) >= 16
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    words = subprocess.run(
        ["pdftotext", "sheet.pdf", "-"], cwd=tmp_path, check=True, capture_output=True
    ).stdout.decode()
    assert words.count("\f") == 1
    assert "Ctrl+P" not in words and longest in words.replace("\n", "")
