"""The office's page of checklists, read."""

from bs4 import BeautifulSoup

HOME = "/office/checklists/"


def rows(page) -> dict[str, list[str]]:
    """Return the cells of the page's table by the title of the checklist."""
    table = BeautifulSoup(page.text, "lxml").find("tbody")
    lines = [[cell.get_text(" ", strip=True) for cell in row] for row in table.find_all("tr")]
    lines = [[cell for cell in line if cell] for line in lines]
    return {line[0]: line[1:] for line in lines}
