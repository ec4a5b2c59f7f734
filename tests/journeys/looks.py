"""How a page looks at both sizes: what axe finds broken, and what sticks out."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PHONE = {"width": 360, "height": 640}
DESK = {"width": 1280, "height": 800}


def broken_rules(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    broken = page.evaluate(
        "axe.run({resultTypes: ['violations']}).then(results => results.violations)"
    )
    return [f"{rule['id']}: {node['html'][:120]}" for rule in broken for node in rule["nodes"]]


def assert_looks_right(page: Page, name: str, size: dict[str, int]) -> None:
    """Neither size may push a page sideways; axe looks at the one that it is made for."""
    for other in (PHONE, DESK):
        page.set_viewport_size(other)
        assert (name, sticks_out(page)) == (name, 0)
    page.set_viewport_size(size)
    assert (name, broken_rules(page)) == (name, [])


def sticks_out(page: Page) -> int:
    """Return how many pixels the page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def looks_right(page: Page) -> None:
    assert (broken_rules(page), sticks_out(page)) == ([], 0)
