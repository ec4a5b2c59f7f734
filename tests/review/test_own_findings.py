"""What a deputy reads on the phone of what became of the own findings and the group's."""

from inspect_app import db
from inspect_app.findings.models import Finding, FindingState
from tests.records.filling import ALL_PASS, correct, failing
from tests.review.reviewing import DUE, save
from tests.soup import soup


def became(person) -> list[str]:
    """Return what the deputy reads of each finding, the newest first."""
    return [one.get_text() for one in soup(person.get("/d/findings")).select(".became")]


def test_a_deputy_reads_every_state_in_words(app, office, wang, cast, three):
    heap, of_li = became(wang)[1], three[2]
    assert heap == "已收到，等镇人大办看"
    to_unit = f"将转交村委会办理，建议期限{DUE.year}年1月31日"
    save(office, three[0], do="keep", unit="村委会", due=DUE.isoformat())
    assert became(wang)[1] == f"镇人大办看过了，{to_unit}"
    with db.writing(app.extensions["database"]) as session:
        session.get_one(Finding, three[0]).state = FindingState.MERGED
    assert became(wang)[1] == f"镇人大办看过了，归到了要转交的事里，{to_unit}"
    save(office, three[0], do="withdraw", reason="现场已经清掉")
    assert became(wang)[1] == "不作为问题转交。原因：现场已经清掉"
    save(office, three[0], do="duplicate", main=str(of_li))
    assert became(wang)[1] == (
        "和别处反映的是同一个问题，已合并到“张家村 · 文化广场：垃圾桶没有满溢,没有做到”一并转交。"
        "那个问题已收到，等镇人大办看"
    )
    save(office, three[0], do="keep")
    correct(wang, cast, failing("只剩几块砖", "heap"))
    assert became(wang) == [f"镇人大办看过了，{to_unit}。您后来改的也收到了，等镇人大办再看"]
    save(office, three[0], do="reopen")
    correct(wang, cast, failing("只剩一块砖", "heap"))
    assert became(wang) == ["您改过的已收到，等镇人大办再看"]
    correct(wang, cast, ALL_PASS)
    gone = soup(wang.get("/d/findings")).select_one("details").get_text()
    assert "您已改掉或收回，不算数了" in gone and became(wang) == []


def test_a_deputy_finds_each_finding_and_a_liaison_that_of_the_group(office, wang, li, cast, three):
    today = wang.get("/d/").text
    assert "我反映的问题（2）" in today
    told = wang.get("/d/findings").text
    assert told.count("已收到，等镇人大办看") == 2
    assert "一堆砖头" in told and "广场的桶满了" not in told
    receipt = soup(wang.get("/d/findings")).select_one("article a")["href"]
    assert "看每个问题后来怎样了" in wang.get(receipt).text

    for_wang = li.get(f"/d/findings?for={cast.wang}").text
    assert "王建国代表反映的问题" in for_wang and "一堆砖头" in for_wang
    assert wang.get("/d/findings?for=2").status_code == 404


def test_without_findings_the_deputys_page_says_so(wang, cast):
    assert "还没有" in wang.get("/d/findings").text
    assert "反映的问题" not in wang.get("/d/").text
