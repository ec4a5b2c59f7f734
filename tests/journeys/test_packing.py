"""A file that is packed in the background, in the office's browser."""

from playwright.sync_api import expect

from tests.journeys.looks import DESK
from tests.journeys.phone import log_in
from tests.records.filling import ALL_PASS, submitted
from tests.records.sending import send_photo
from tests.reports.downloads import files, make_what_waits


def test_a_packed_file_is_downloaded_once_when_it_is_made(app, page, server, cast, wang):
    submitted(wang, cast, {**ALL_PASS, "item-seen": send_photo(wang, "blue")})
    page.set_viewport_size(DESK)
    log_in(page, server)
    page.goto(f"{server}/office/inspections/{cast.inspection}/papers")
    with page.expect_download() as fetched:
        page.get_by_role("button", name="打包照片").click()
        make_what_waits(app)
    assert fetched.value.suggested_filename.endswith(".zip")
    expect(page.get_by_role("link", name="下载")).to_be_visible()
    assert page.url == f"{server}{files(cast)}", "loaded again, it is not fetched again"
