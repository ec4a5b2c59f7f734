"""Pages of reports: where a link of a file leads, the preview, what is behind a figure."""

from urllib.parse import urlsplit

from bs4 import BeautifulSoup


def page_at(office, address: str):
    answer = office.get(urlsplit(address)._replace(scheme="", netloc="").geturl())
    assert answer.status_code == 200
    return answer


def listed(office, path: str) -> list[str]:
    """Return the lines of all pages behind a figure."""
    lines, link = [], path
    while link:
        shown = BeautifulSoup(office.get(link).text, "lxml")
        lines += [row.get_text(" ") for row in shown.select("table.sheet tbody tr")]
        further = shown.find("a", string="下一页 ›")
        link = further and further["href"]
    return lines
