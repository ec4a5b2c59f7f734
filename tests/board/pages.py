"""The pages of one inspection: the board, the lists of its records and photos."""

from bs4 import BeautifulSoup

from tests.cast import Cast


def board(office, cast):
    return BeautifulSoup(
        office.get(f"/office/inspections/{cast.inspection}").text, "html5lib"
    ).get_text()


def address(cast: Cast, which: str = "") -> str:
    return f"/office/inspections/{cast.inspection}{which}"


def soup(answer) -> BeautifulSoup:
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def listed(office, path: str) -> list[int]:
    """Return the numbers of the records that a page lists."""
    return [int(link.text) for link in soup(office.get(path)).select("table.records td.num > a")]


def captions(office, path: str) -> list[str]:
    """Return what stands below the photos of the wall."""
    tiles = soup(office.get(path)).select(".wall li")
    return [" ".join(tile.get_text(" ", strip=True).split()) for tile in tiles]
