"""The plan and the board lead to each other and say the same of who goes where."""

import re

from bs4 import BeautifulSoup

from tests.person import Person
from tests.planning.planning import made, step
from tests.records.filling import ALL_PASS, submitted


def test_the_board_says_who_goes_to_a_site_alone_as_the_plan_does(office, cast):
    planned = made(office, what="1", **{"who-1-0": "g1", "who-2-0": f"d{cast.wang}"})
    for page in (f"/office/inspections/{planned}", f"/office/inspections/{planned}/plan"):
        shown = BeautifulSoup(office.get(page).text, "lxml").select("td")
        cells = [cell.text for cell in shown if cell.text.startswith("第一代表小组")]
        assert cells == ["第一代表小组", "第一代表小组 王建国一人"]


def test_the_plan_and_the_board_lead_to_each_other(office, cast):
    board, plan = (f"/office/inspections/{cast.inspection}{end}" for end in ("", "/plan"))
    assert f'<a href="{plan}">方案</a>' in office.get(board).text
    page = office.get(plan).text
    assert f'<a href="{board}">进展</a>' in page
    assert f'<a href="{plan}" aria-current="page">方案</a>' in page


def test_the_board_of_a_plan_without_sites_says_so(office, cast):
    planned = made(office)
    page = office.get(f"/office/inspections/{planned}").text
    assert "还没有安排谁去哪里" in page and f'href="/office/inspections/{planned}/plan"' in page


def test_once_it_has_started_the_plan_leads_to_the_links(office, cast):
    planned = made(office, what="1", **{"who-1-0": "g1"})
    page = f"/office/inspections/{planned}/plan"
    assert "接下来发链接给代表" not in office.get(page).text
    told = office.get(step(office, planned, "start").location).text
    assert (
        "接下来发链接给代表" in told and f'href="/office/inspections/{planned}/group-link"' in told
    )


def test_the_board_says_that_nobody_has_a_link_until_one_is_there_or_a_record(app, office, cast):
    board = f"/office/inspections/{cast.inspection}"

    def is_told() -> bool:
        return "还没有给代表链接" in office.get(board).text

    assert not is_told()  # the cast has links
    for deputy in (cast.wang, cast.wang + 1, cast.wang + 2):
        office.post(f"/office/links/{deputy}/withdraw")
    assert is_told()

    office.post(f"{board}/group-link")
    assert not is_told()
    office.post(f"{board}/group-link/withdraw")
    assert is_told()

    made_now = office.post(
        "/office/links/new", {"who": "ticked", "deputy": cast.wang, "do": "texts"}
    )
    assert not is_told()
    link = re.search(r"/m/([\w-]+)", made_now.text)[1]
    submitted(Person(app).enter(link), cast, ALL_PASS)
    office.post(f"/office/links/{cast.wang}/withdraw")
    assert not is_told()
