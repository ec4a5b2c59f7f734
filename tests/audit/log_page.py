"""The page of the log, line by line."""

from bs4 import BeautifulSoup


def lines(person, query="") -> list[list[str]]:
    """Return (who, role, kind, what, object) of the lines that the page shows."""
    page = BeautifulSoup(person.get("/office/audit" + query).text, "lxml")
    rows = page.select("#log tbody tr")
    return [[cell.get_text(strip=True) for cell in row.select("td")][2:] for row in rows]
