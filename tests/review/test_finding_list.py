"""The list of findings: filters, pages, what still lacks something, what comes next."""

from inspect_app import db
from inspect_app.findings.models import Finding
from inspect_app.inspections.models import Inspection, InspectionState
from tests.records.filling import ALL_PASS, failing, submitted
from tests.review.reviewing import DUE, batch, listing, numbers, save
from tests.soup import soup


def test_filters_and_search_find_what_they_say(office, cast, three):
    bricks, street, square = three
    assert numbers(office, cast, "?severity=major") == [bricks]
    assert numbers(office, cast, "?unit=镇村镇建设办公室") == [street, square]
    assert numbers(office, cast, "?words=广场") == [square]
    assert numbers(office, cast, "?words=李秀英") == [square]
    assert numbers(office, cast, f"?words={street}") == [street]
    assert numbers(office, cast, "?words=%25") == []
    assert numbers(office, cast, "?village=999&group=x&assignment=999&checklist=none") == three
    assert numbers(office, cast, "?state=kept") == []
    options = soup(office.get(listing(cast))).select("#state option")
    counted = ["全部（3）", "计入统计的（3）", "待核定（3）"]
    assert [one.text for one in options] == counted


def test_what_is_told_to_be_reviewed_leads_to_exactly_that(office, cast, three):
    save(office, three[0], do="keep")
    state = f"/office/inspections/{cast.inspection}/state"
    assert office.post(state, {"do": "close"}).status_code == 303
    for page, words in (("papers", "先去核定"), ("plan", "核定剩下的问题")):
        told = soup(office.get(f"/office/inspections/{cast.inspection}/{page}"))
        link = told.find("a", string=words)["href"]
        shown = soup(office.get(link)).select("table.reviewed tbody td.num a")
        assert [int(one.text) for one in shown] == three[1:], page
    assert "还要核定的（2）" in office.get(link).text


def test_thousands_are_paged_and_the_figure_equals_the_rows(office, wang, cast):
    places = {f"item-bin-{n}-description": f"第{n}个桶" for n in range(20)}
    places |= {f"item-heap-{n}-description": f"第{n}堆" for n in range(20)}
    places |= {f"item-ditch-{n}-description": f"第{n}条沟" for n in range(20)}
    failed = {"item-bin": "fail", "item-heap": "fail", "item-ditch": "fail"}
    submitted(wang, cast, {**ALL_PASS, **failed, **places})

    first, second = numbers(office, cast), numbers(office, cast, "?page=2")
    assert (len(first), len(second)) == (50, 10) and len({*first, *second}) == 60
    assert numbers(office, cast, "?page=99") == second
    assert sorted(numbers(office, cast, "?all=1")) == sorted([*first, *second])
    assert "共 60 个" in office.get(listing(cast)).text


def test_htmx_gets_the_list_alone(office, cast, three):
    fragment = office.get(listing(cast) + "?words=砖", headers={"HX-Request": "true"})

    assert fragment.text.lstrip().startswith('<div id="found">')
    assert fragment.headers["Vary"].startswith("HX-Request")


def test_inspections_of_the_same_title_are_told_apart_by_their_days(app, wang, cast, three):
    with db.writing(app.extensions["database"]) as session:
        former = session.get(Inspection, cast.closed)
        former.state = InspectionState.UNDER_WAY
        assert former.title == session.get(Inspection, cast.inspection).title
        day = former.starts_on
    wang.post("/d/assignments/3", {**failing("去年的桶"), "do": "submit"})
    heads = [one.text for one in soup(wang.get("/d/findings")).select("h2")][1:]
    assert len(heads) == 2 and f"{day.month}月{day.day}日" in heads[1]
    today = [one.text for one in soup(wang.get("/d/")).select("h2")]
    assert today.count("甲镇人居环境视察") == 2


def test_what_lacks_a_limit_or_who_answers_is_counted_with_the_way_to_exactly_these(
    app, office, cast, persons, three
):
    with db.writing(app.extensions["database"]) as session:
        session.get(Finding, three[1]).own_due = None
    ways = soup(office.get(listing(cast))).select("#lacking a")
    assert [one.text for one in ways] == [
        "有 1 个问题没有整改时限",
        "有 1 个问题没有责任单位或责任人",
    ]
    for way, expected in zip(ways, (three[1], three[0]), strict=True):
        shown = soup(office.get(way["href"])).select("table.reviewed td.num a")
        assert [int(one.text) for one in shown] == [expected]
    papers = soup(office.get(f"/office/inspections/{cast.inspection}/papers"))
    assert [one["href"] for one in papers.select("#lacking a")] == [one["href"] for one in ways]
    save(office, three[0], person="张村长", due=DUE.isoformat(), do="keep")
    save(office, three[1], due=DUE.isoformat(), do="keep")
    assert not soup(office.get(listing(cast))).select("#lacking")


def test_after_the_last_one_the_page_says_that_all_are_reviewed_and_what_comes_next(
    office, cast, three
):
    waiting = listing(cast) + "?state=recorded"
    assert not soup(office.get(waiting)).select("#all-reviewed")
    sent = {"finding": three, "do": "keep", "seen": batch(office, cast)["seen"]}
    page = soup(office.get(office.post(waiting, sent).location))
    assert "问题都核定完了。接下来 结束视察" in page.select_one("#all-reviewed").get_text(
        " ", strip=True
    ).replace("。 ", "。")
    assert page.select_one("#state option[selected]").text == "待核定（0）"
    assert "没有符合条件" not in page.text and not page.select(".facts")
    every = soup(office.get(page.select_one("#show-reviewed")["href"]))
    assert len(every.select("table.reviewed tbody tr")) == 3
    assert soup(office.get(f"/office/findings/{three[0]}")).select("#all-reviewed")
