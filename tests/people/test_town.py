"""镇设置: one page of the administrator; what is chosen there is what everybody meets."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from inspect_app.people.access import Role
from tests.accounts.adding import account
from tests.entering.signing_in import code_for
from tests.examples import examples
from tests.hostile import HOSTILE
from tests.people.town_settings import AS_IT_IS, keep
from tests.person import Person
from tests.reports.books import opened


def logged(person) -> list[str]:
    page = BeautifulSoup(person.get("/office/audit?kind=setting").text, "lxml")
    return [row.select("td")[5].get_text(strip=True) for row in page.select("#log tbody tr")]


def test_the_name_stands_in_heads_and_reports_and_the_log_says_before_and_after(
    admin, office, other_office, cast
):
    assert keep(admin, name=" 嘉禾\n镇 ").location == "/office/settings?saved=1"

    assert "已保存" in admin.get("/office/settings?saved=1").text
    settings_page = office.get("/office/settings").text
    assert "嘉禾 镇人大办" in settings_page and "<h1>镇设置</h1>" in settings_page
    page = opened(office, f"{cast.inspection}/workbook.xlsx")["问题清单"]
    assert page["A2"].value == "填报单位（盖章）：嘉禾 镇人大主席团"
    assert logged(office) == ["改了设置：镇的名称，原来是“甲镇”，现在是“嘉禾 镇”"]
    assert "乙镇人大办" in other_office.get("/office/settings").text and logged(other_office) == []


@pytest.mark.parametrize(
    "office_name", ["人大", "人大办", "人大主席团", "人民代表大会", "人民政府"]
)
def test_a_name_that_goes_on_to_the_office_is_asked_back(admin, office, office_name):
    refused = keep(admin, name=f"嘉禾镇{office_name}")
    assert refused.status_code == 422 and "只填到镇，如“嘉禾镇”" in refused.text
    assert "甲镇人大办" in office.get("/office/settings").text and logged(office) == []


def test_a_town_may_ask_every_phone_for_a_code(app, admin, office, cast):
    keep(admin, asks_code="1")
    link = f"/m/{cast.links['wang']}"
    second = Person(app)
    assert second.post(link).status_code == 422
    assert second.post(link, {"code": code_for(office, cast.wang)}).status_code == 303
    assert Person(app).post(f"/m/{cast.links['sun']}").status_code == 303  # another town

    keep(admin)
    assert Person(app).post(f"/m/{cast.links['zhao']}").status_code == 303
    what = "改了设置：第一部手机也要验证码，原来是“{}”，现在是“{}”"
    assert logged(office) == [what.format("要", "不要"), what.format("不要", "要")]


def test_deputies_read_whom_to_turn_to_and_the_log_keeps_no_telephone(
    admin, office, wang, anybody, cast
):
    keep(admin, contact="镇人大办 新来的刘秘书 0000-0000009")

    for page in (wang.get("/d/feedback"), anybody.get(f"/m/{cast.links['zhao']}")):
        assert "新来的刘秘书" in page.text and "王秘书" not in page.text
    assert "王秘书" in anybody.get(f"/m/{cast.links['sun']}").text
    assert "新来的刘秘书 0000-0000009" in office.get("/office/links").text
    assert logged(office) == [
        "改了设置：代表有问题找谁，原来是“甲镇人大办 王秘书 ……”，现在是“镇人大办 新来的刘秘书 ……”"
    ]


def test_a_mistake_is_told_with_all_that_was_entered_and_nothing_is_changed(admin, office):
    wrong = {
        "请填镇的名称": {"name": " "},
        "最多30个字": {"name": "甲" * 31},
        "已经有叫这个名称的镇": {"name": "乙镇"},
        "请写明找谁": {"contact": ""},
        "请选一套字体": {"font_set": "comic"},
        "请选页脚写什么": {"footer": None},
        "请填页脚的文字": {"footer": "words", "footer_words": " "},
        '<p class="error" id="footer_words-error">最多30个字': {
            "footer": "words",
            "footer_words": "页" * 31,
        },
        "不认识的字符": {"contact": "王秘书\ufffe"},
    }
    for words, fields in wrong.items():
        page = keep(admin, asks_code="1", **fields)
        assert page.status_code == 422 and words in page.text
        shown = BeautifulSoup(page.text, "lxml")
        assert shown.find("input", {"name": "asks_code"}).has_attr("checked")
        for name in fields.keys() & {"name", "footer_words"}:
            assert shown.find("input", {"name": name})["value"] == fields[name].strip()
    assert logged(office) == []
    assert "甲镇" in office.get("/office/settings").text


def test_saving_the_page_as_it_is_changes_nothing(admin, office):
    keep(admin)
    assert logged(office) == []


def test_of_two_who_save_at_once_the_second_is_told_and_undoes_nothing_unseen(admin, office):
    seen = seen_on(admin.get("/office/settings"))
    assert keep(admin, seen=seen, contact="镇人大办 刘秘书").status_code == 303
    late = keep(admin, seen=seen, footer="words", footer_words="仅供内部使用")
    assert late.status_code == 422 and "刚才由别人改过，这里还没有保存" in late.text
    assert "代表有问题找谁现在是“镇人大办 刘秘书”" in late.text and "仅供内部使用" in late.text
    assert len(logged(office)) == 1

    again = keep(
        admin, seen=seen_on(late), contact="镇人大办 刘秘书", footer="words", footer_words="内部"
    )
    assert again.status_code == 303 and "刘秘书" in admin.get("/office/settings").text


def seen_on(page) -> str:
    return BeautifulSoup(page.text, "lxml").find("input", {"name": "seen"})["value"]


def test_the_office_and_the_chair_read_and_do_not_change(app, cast, office, other_office):
    for reader in (office, account(app, cast, "zhuxi", Role.CHAIR)):
        page = reader.get("/office/settings")
        assert "王秘书" in page.text and "由系统管理员改" in page.text
        assert not BeautifulSoup(page.text, "lxml").select("main form")
        assert keep(reader, name="别的镇").status_code == 403
    assert "镇设置" in office.get("/office/links").text


@examples(25)
@given(
    sent=st.lists(
        st.tuples(st.sampled_from([*AS_IT_IS, "asks_code", "footer_words"]), HOSTILE), max_size=8
    )
)
def test_nothing_sent_to_the_settings_breaks_the_server(app, admin, sent):
    fields = {name: value.encode(errors="replace").decode() for name, value in sent}
    assert admin.post("/office/settings", fields).status_code in (303, 422)
    assert admin.get("/office/settings").status_code == 200
