"""The pages of one inspection: the board, the lists of its records and photos."""

from bs4 import BeautifulSoup

from tests.cast import Cast
from tests.soup import soup_of_page


def board(office, cast):
    return BeautifulSoup(
        office.get(f"/office/inspections/{cast.inspection}").text, "html5lib"
    ).get_text()


def address(cast: Cast, which: str = "") -> str:
    return f"/office/inspections/{cast.inspection}{which}"


def listed(office, path: str) -> list[int]:
    """Return the numbers of the records that a page lists."""
    return [
        int(link.text) for link in soup_of_page(office.get(path)).select("table.records td.num > a")
    ]


def captions(office, path: str) -> list[str]:
    """Return what stands below the photos of the wall."""
    tiles = soup_of_page(office.get(path)).select(".wall li")
    return [" ".join(tile.get_text(" ", strip=True).split()) for tile in tiles]
