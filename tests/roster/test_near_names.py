"""Names in a file that are those of others, typed otherwise: the same, or asked about."""

from inspect_app import db
from inspect_app.people import models as people
from tests.roster import pasting
from tests.roster.entries import HOME, names
from tests.roster.importing import entries, is_over, mistakes, press, told
from tests.roster.roster_file import FILE, FIRST, book_of, filled, saved, upload
from tests.soup import soup


def test_names_are_the_same_however_they_are_typed_and_stay_as_they_were_first(office, cast):
    is_over(office, cast)
    office.post(f"{HOME}groups/new", {"name": "东片1组"})
    data = filled(
        office,
        小组=[("东片１组",)],
        代表=[("买买提·吐尔逊", "东片1组"), ("古丽（东片）", "东片１组")],
    )
    assert "新增 2 条" in told(office, upload(office, data))
    again = filled(
        office, 代表=[(" 买买提•\u200b吐尔逊", "东片１　组"), ("古丽（东片）", "东片1组")]
    )
    looked = upload(office, again, do="check")
    assert "“买买提•吐尔逊”即“买买提·吐尔逊”" in soup(looked).select_one(".notice").text
    assert "表里的 2 条和名册完全一样" in told(office, upload(office, again))
    assert entries(office, "deputies")[-2:] == ["买买提·吐尔逊", "古丽（东片）"]
    twice = filled(office, 代表=[("阿依·古丽", "东片1组"), ("阿依・古丽", "东片1组")])
    assert mistakes(upload(office, twice)) == {
        "代表!A6": "和第5行重复，只能有一行。真有两位同名的，请在姓名后注明，如“阿依·古丽（石桥）”"
    }


def test_a_near_name_is_asked_about_before_a_second_one_is_made(office):
    data = filled(office, 代表=[("王建国（石桥）", "第一代表小组"), ("赵·大山", "第二代表小组")])
    asked = upload(office, data)  # without a look
    assert asked.status_code == 422
    questions = soup(asked).select("fieldset.question")
    assert [one.legend.text for one in questions] == ["名册里有“赵大山”，和“赵·大山”是同一位吗？"]
    name = questions[0].input["name"]
    assert press(office, asked).status_code == 422
    assert "新增 2 条" in told(office, press(office, asked, **{name: "new"}))
    assert entries(office, "deputies").count("赵·大山") == 1


def test_two_that_look_alike_from_before_are_both_kept_apart(app, office):
    with db.writing(app.extensions["database"]) as session:
        group = session.query(people.DeputyGroup).filter_by(name="第一代表小组").first()
        session.add_all(
            people.Deputy(
                town_id=group.town_id, term_id=group.term_id, group_id=group.id, name=name,
                group_role=people.GroupRole.MEMBER,
            )
            for name in ("阿依·古丽", "阿依•古丽")
        )  # fmt: skip
    assert "完全一样" in told(office, upload(office, office.get(FILE).data))
    book = book_of(office)
    for row in book["代表"].iter_rows(min_row=FIRST):
        if row[0].value == "阿依•古丽":
            row[4].value = "东片"
    assert "修改 1 条" in told(office, upload(office, saved(book)))
    assert names(office.get(f"{HOME}deputies?q=东片")) == ["阿依•古丽"]


def test_a_village_that_differs_in_one_sign_is_pointed_at(office):
    office.post(f"{HOME}villages/new", {"name": "石桥村"})
    office.post(f"{HOME}villages/new", {"name": "东湾一村"})
    data = filled(office, 点位=[("石乔村", "河边")])
    assert mistakes(upload(office, data)) == {
        "点位!A5": "没有“石乔村”这个村（社区）。名册里有“石桥村”，是它就请照着写；不是，请先加上"
    }
    looked = pasting.look(
        office, "sites", "石乔村：河边\n石拱桥村：路口\n东湾二村：桥头\n木桥村：井边"
    )
    told_so = [one.text for one in soup(looked).select("section.notice p") if "只差" in one.text]
    assert told_so == [
        "新增的“石乔村”和名册里的“石桥村”只差一个字。写错了的，请改正再检查一次；没有错，不用管。"
    ]
    assert pasting.press(office, looked).status_code == 303


def test_of_two_villages_of_a_file_too(office):
    data = filled(office, 村=[("石桥村",)], 点位=[("石乔村", "河边")])
    assert "表里有“石桥村”，是它就请照着写" in mistakes(upload(office, data))["点位!A5"]
