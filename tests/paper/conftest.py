"""?"""

import pytest


@pytest.fixture
def at_the_desk(page, server):
    """The office of 甲镇 in a browser, logged in; call it once the cast is there."""

    def sit_down():
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(f"{server}/office/login")
        page.fill("#login", "甲镇")
        page.fill("#password", "correct-horse-battery")
        page.get_by_role("button", name="登录").click()
        return page

    return sit_down
