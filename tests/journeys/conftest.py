"""What the journeys share: a phone with a disk, the network between it and the server, photos."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.looks import DESK, PHONE
from tests.journeys.network import Network
from tests.journeys.phone import PhoneWithDisk, log_in

expect.set_options(timeout=15_000)  # a busy machine is no defect of the product


@pytest.fixture
def network(server: str) -> Iterator[Network]:
    network = Network(server)
    yield network
    network.close()


@pytest.fixture
def make_phone(browser_type, browser_type_launch_args, tmp_path) -> Iterator:
    made: list[PhoneWithDisk] = []

    def make(address: str, *more: str, name: str = "phone") -> PhoneWithDisk:
        arguments = {**browser_type_launch_args}
        arguments["args"] = [*arguments["args"], *more]
        made.append(PhoneWithDisk(browser_type, arguments, tmp_path / name, address))
        return made[-1]

    yield make
    for one in made:
        one.kill()


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two photos, large enough for a phone to make them smaller."""
    folder = tmp_path_factory.mktemp("photos")
    paths = [folder / f"现场{n}.jpg" for n in range(2)]
    for n, path in enumerate(paths):
        Image.effect_noise((1800 - 100 * n, 1300), 40).convert("RGB").save(path, quality=90)
    return paths


@pytest.fixture(scope="session")
def large_photos(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two photos as a good camera makes them, which keep a phone busy."""
    path = tmp_path_factory.mktemp("large") / "大照片.jpg"
    fine = Image.effect_noise((1000, 750), 40).convert("RGB").resize((4000, 3000))
    fine.save(path, quality=90)
    return [path] * 2


@pytest.fixture
def phone(browser, server, cast):
    """A phone without a service worker (as iPhones in WeChat); what its browser lacks is given."""
    made: list[BrowserContext] = []

    def make(lacks: str = "") -> BrowserContext:
        context = browser.new_context(viewport=PHONE, service_workers="block")
        context.set_default_timeout(15_000)
        if lacks:
            context.add_init_script(lacks)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def draft(cast) -> str:
    return f"/d/assignments/{cast.assignments[0]}/draft"


@pytest.fixture
def blank(server, cast) -> str:
    return f"{server}/d/assignments/{cast.assignments[0]}/blank"


@pytest.fixture
def sight(page: Page, server: str, cast) -> Page:
    """The office of 甲镇 in a browser."""
    page.set_viewport_size(DESK)
    log_in(page, server)
    return page
