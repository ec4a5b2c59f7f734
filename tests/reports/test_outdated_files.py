"""交材料 says of a file that was downloaded too early that it is outdated."""

import pytest

from tests.records.filling import ALL_PASS, correct, failing, submitted
from tests.review.reviewing import save
from tests.soup import soup

OUTDATED = "后来又有变化，要交的请重新下载"


def is_outdated(office, cast, kind: str) -> bool:
    page = soup(office.get(f"/office/inspections/{cast.inspection}/papers"))
    return OUTDATED in page.select_one(f"li#{kind}").text


def download(office, cast, *files: str) -> None:
    for file in files:
        assert office.get(f"/office/inspections/{cast.inspection}/{file}").status_code == 200


@pytest.mark.parametrize("change", ["reviewed", "suggestion", "corrected", "new record"])
def test_what_changed_since_a_file_was_downloaded_is_said_until_it_is_again(
    office, wang, li, cast, change
):
    submitted(wang, cast, failing("桶满了", suggestion="修路灯"))
    assert not is_outdated(office, cast, "findings")
    download(office, cast, "findings.xlsx", "notice.docx")
    assert not is_outdated(office, cast, "findings")

    if change == "reviewed":
        save(office, 1, do="keep")
    elif change == "suggestion":
        page = soup(office.get(f"/office/inspections/{cast.inspection}/suggestions"))
        form = page.find("textarea", attrs={"name": "words"}).find_parent("form")
        sent = {one["name"]: one.get("value", "") for one in form.select("input[name]")}
        assert office.post(form["action"], {**sent, "words": "装路灯"}).status_code == 303
    elif change == "corrected":
        correct(wang, cast, failing("桶都满了"))
    else:
        submitted(li, cast, ALL_PASS, site=1)
    assert is_outdated(office, cast, "findings") and not is_outdated(office, cast, "notice")
    download(office, cast, "findings.xlsx")
    assert not is_outdated(office, cast, "findings")
