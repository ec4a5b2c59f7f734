"""What is archived is out of the way with all that hangs on it, and comes back in order."""

from tests.records.filling import ALL_PASS, submitted
from tests.roster.entries import HOME, NEW, changed, link_to
from tests.soup import soup


def test_the_archive_of_a_deputy_shuts_the_link_and_ends_the_sessions(app, office, wang, cast):
    sent = office.post(f"{HOME}deputies/{cast.wang}/archive")

    assert wang.get("/d/").status_code == 403
    assert wang.get(f"/m/{cast.links['wang']}").status_code == 410
    assert "个人链接和登录已作废" in office.get(sent.location).text
    entry = office.get(f"/office/inspections/{cast.inspection}/entry").text
    assert "王建国" in entry  # who went on its first day may have left a paper form
    back = office.post(f"{HOME}deputies/{cast.wang}/restore")
    assert "已恢复“王建国”。原来的个人链接已作废" in office.get(back.location).text
    assert wang.get("/d/").status_code == 403
    assert wang.get(f"/m/{cast.links['wang']}").status_code == 404
    assert "王建国" in office.get(f"/office/inspections/{cast.inspection}/entry").text


def test_who_archives_a_deputy_is_told_that_the_group_is_out(office, cast):
    out = office.get(f"{HOME}deputies/{cast.wang}").text
    assert "正在参加“甲镇人居环境视察”，请先让这位代表提交完" in out and "30天" in out
    assert "请先让这位代表提交完" not in office.get(f"{HOME}deputies/4").text


def test_a_liaison_no_longer_fills_for_an_archived_deputy(office, li, cast):
    assert li.get(f"/d/?for={cast.wang}").status_code == 200
    office.post(f"{HOME}deputies/{cast.wang}/archive")
    assert li.get(f"/d/?for={cast.wang}").status_code == 404


def test_a_group_with_deputies_stays_and_says_why(office):
    link = link_to(office, "groups", "第一代表小组")
    refused = office.post(f"{link}/archive")

    assert refused.status_code == 422
    assert "还有3位代表在这个小组" in soup(refused).select_one(".error-summary").text


def test_a_deputy_comes_back_only_after_the_group(office, cast):
    link = link_to(office, "groups", "第二代表小组")
    deputy = link_to(office, "deputies", "赵大山")
    office.post(f"{deputy}/archive")
    assert office.post(f"{link}/archive").status_code == 303
    refused = office.post(f"{deputy}/restore")

    assert refused.status_code == 422
    assert "请先恢复它" in soup(refused).select_one(".error-summary").text
    office.post(f"{link}/restore")
    assert office.post(f"{deputy}/restore").status_code == 303


def test_a_villages_sites_are_offered_no_more_once_it_is_archived_but_may_be_changed(office):
    village, site = link_to(office, "villages", "张家村"), link_to(office, "sites", "文化广场")
    office.post(f"{village}/archive")

    assert "所在的已归档" in office.get(f"{HOME}sites").text
    assert office.post(f"{HOME}sites/new", NEW["sites"]).status_code == 422
    moved = {"village": "张家村", "name": "广场", "location": "村口"}
    assert changed(office, site, moved).status_code == 303


def test_an_archived_unit_gets_no_new_findings(office, wang, cast):
    office.post(f"{link_to(office, 'units', '镇村镇建设办公室')}/archive")
    receipt = submitted(wang, cast, {**ALL_PASS, "item-bin": "fail"}).location
    record = office.get(receipt.replace("/d/", "/office/")).text
    assert "责任单位</span> —" in record and "镇村镇建设办公室" not in record


def test_nobody_changes_the_group_while_it_is_out(office, cast):
    sent = {"name": "王建国", "group": "第二代表小组", "group_role": "组员", "levels": ["镇"]}
    path = f"/office/roster/deputies/{cast.wang}"
    refused = changed(office, path, sent)
    assert refused.status_code == 422
    assert (
        "第一代表小组正在参加“甲镇人居环境视察”" in refused.text and "请先结束视察" in refused.text
    )
    renamed = {**sent, "group": "第一代表小组", "constituency": "东片"}
    assert changed(office, path, renamed).status_code == 303
    office.post(f"/office/inspections/{cast.inspection}/state", {"do": "close"})
    assert changed(office, path, sent).status_code == 303
