"""A page as BeautifulSoup reads it."""

from bs4 import BeautifulSoup


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.text, "lxml")


def soup_of_page(answer) -> BeautifulSoup:
    """The same of a page that must be there."""
    assert answer.status_code == 200, answer.status_code
    return soup(answer)
