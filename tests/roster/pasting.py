"""Pasting a list: looked at, pressed, and what the list of entries then holds."""

from tests.roster.entries import HOME
from tests.soup import soup


def look(office, kind, text, **more):
    return office.post(f"{HOME}{kind}/paste", {"text": text, "do": "check"} | more)


def press(office, page, **more):
    """Press 导入 on a page that shows what was understood."""
    form = soup(page).select_one("main form.panel")
    sent = {tag["name"]: tag.get("value", "") for tag in form.select("input[type=hidden]")}
    sent |= {"text": form.textarea.text, "do": "import"}
    if form.select_one("select option[selected]"):
        sent["parent"] = form.select_one("select option[selected]").text
    return office.post(page.request.path, sent | more)


def rows(office, kind, words=""):
    page = soup(office.get(f"{HOME}{kind}?q={words}"))
    return {
        row.th.get_text(strip=True): [cell.text for cell in row.select("td")]
        for row in page.select("table.roster tbody tr")
    }


def mistakes(answer):
    assert answer.status_code == 422
    found = [row.select("th, td") for row in soup(answer).select(".error-summary tbody tr")]
    return [(int(number.text), words.text) for number, _, words in found]


def pasted(office, kind, text, **more):
    """Paste, look, press; return what the list then says was done."""
    answer = press(office, look(office, kind, text, **more))
    assert answer.status_code == 303
    return soup(office.get(answer.location)).select_one(".notice").text
