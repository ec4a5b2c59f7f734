"""The roster brought in by a file: what is told of it, and what is there afterwards."""

from datetime import datetime

from tests.roster.entries import HOME, names
from tests.roster.roster_file import FILE, FIRST, book_of, saved, write
from tests.soup import soup

TODAY = datetime.now().date()


def told(office, answer):
    assert answer.status_code == 303
    return soup(office.get(answer.location)).select_one(".notice").text


def mistakes(answer):
    assert answer.status_code == 422
    rows = soup(answer).select(".error-summary tbody tr")
    return {row.th.text: row.select("td")[1].text for row in rows}


def entries(office, kind):
    return names(office.get(f"{HOME}{kind}"))


def everything(office):
    kinds = ("groups", "deputies", "villages", "sites", "units")
    return [
        [cell.text for cell in soup(office.get(f"{HOME}{kind}")).select("table.roster td, th a")]
        for kind in kinds
    ]


def is_over(office, cast) -> None:
    office.post(f"/office/inspections/{cast.inspection}/state", {"do": "close"})


def next_term(office, number=20, starts_on=TODAY):
    book = book_of(office)
    book["届"]["A5"], book["届"]["B5"] = number, starts_on.isoformat()
    book["代表"].delete_rows(FIRST + 1, 1)  # 李秀英 was not elected again
    write(book["代表"], FIRST + 3, "马新民", "第二代表小组")
    return saved(book)


def press(office, page, **more):
    """Press 导入 on the page that tells what a file would do, without choosing the file again."""
    form = soup(page).select_one("section form")
    sent = {tag["name"]: tag["value"] for tag in form.select("input[type=hidden]")}
    return office.post(FILE, sent | {"do": "import"} | more)
