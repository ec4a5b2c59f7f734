"""视察报告: downloaded, opened again, its sentences read and its figures counted again."""

import io
import re
import zipfile
from datetime import date
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup
from docx import Document

from inspect_app import db
from inspect_app.findings.models import Finding
from inspect_app.inspections import models as inspections
from inspect_app.people import models as people
from inspect_app.records.models import Record
from tests.records.filling import ALL_PASS, set_state, submitted
from tests.reports.report_text import downloaded, lines, part


def change(app, cast, **values):
    with db.writing(app.extensions["database"]) as session:
        inspection = session.get(inspections.Inspection, cast.inspection)
        for name, value in values.items():
            setattr(inspection, name, value)


HEAP = {
    **ALL_PASS,
    "item-heap": "fail",
    "item-heap-0-description": "村口老槐树下一堆砖头,占了半边路",
    "item-heap-0-amount": "2",
    "item-heap-0-severity": "critical",
    "suggestion": "多放两个桶.",
    "highlight": "广场很干净",
}


def test_the_report_says_what_was_found_in_a_clerks_words(app, office, cast, wang):
    change(app, cast, starts_on=date(2026, 3, 5), ends_on=date(2026, 3, 6))
    submitted(wang, cast, HEAP)
    said = lines(office, cast)

    assert said[:3] == ["甲镇人大主席团", "关于人居环境视察情况的报告", "（内部版）"]
    assert said[4] == "中共甲镇委员会、甲镇人民政府："
    assert said[5] == (
        "根据甲镇人大主席团工作安排，2026年3月5日至6日，镇人大主席带队，"
        "组织代表围绕人居环境开展视察。现将有关情况报告如下。"
    )
    (facts,) = part(said, "一、基本情况")
    assert facts.startswith(
        "这次视察应到代表4人，由第一代表小组进行。共查看张家村的1个点位（计划2个）。"
        "代表1人按《人居环境》填写检查记录1份，检查3项次，发现问题1个（其中1个还没有核定），收到意见建议1条。"
        "活动还在进行，以上是截至"
    )
    assert part(said, "二、主要成效") == [
        "检查的3项次中，2项次符合，符合率66.7%。其中，“群众评价”的检查项全部符合。",
        "代表反映亮点1条。张家村村主干道：广场很干净。",
    ]
    assert part(said, "三、存在问题") == [
        "共发现问题1个，为重大问题（“重大”指需要优先反映，不等于法定的重大事故隐患），"
        "属“垃圾治理”。全部问题见附件1。",
        "张家村村主干道：村口老槐树下一堆砖头，占了半边路（重大，2处）。"
        "依据：《乡村振兴促进法》第37条，治理垃圾。",
    ]
    assert part(said, "四、意见建议") == [
        "（一）整改建议",
        "针对上述问题，提请甲镇人民政府研究，转有关单位办理。其中重大问题1个，建议优先办理。",
        "张家村村民委员会（问题1个）：尽快清运。",
        "（二）代表的意见建议",
        "代表提出意见建议1条。张家村村主干道：多放两个桶。",
        "以上意见建议请研究处理，并将研究处理情况及时反馈甲镇人大主席团。",
    ]
    annexes = ["", "附件：1.问题清单", "　　　2.意见建议清单", "　　　3.情况汇总", ""]
    assert said[-7:-2] == annexes
    assert said[-2] == "甲镇人大主席团"
    assert "None" not in "".join(said) and "还没施行" not in "".join(said)


def test_the_annexes_stay_on_one_page_with_the_signature(office, cast, wang):
    submitted(wang, cast, HEAP)
    document = Document(io.BytesIO(downloaded(office, cast).data))
    *together, day = document.paragraphs[-8:]
    assert [line.text for line in together] == [
        "以上意见建议请研究处理，并将研究处理情况及时反馈甲镇人大主席团。",
        "",
        "附件：1.问题清单",
        "　　　2.意见建议清单",
        "　　　3.情况汇总",
        "",
        "甲镇人大主席团",
    ]
    assert all(line.paragraph_format.keep_with_next for line in together)
    assert not day.paragraph_format.keep_with_next


def test_an_inspection_without_findings_reads_well(app, office, cast, wang):
    submitted(wang, cast, ALL_PASS)
    set_state(app, cast, inspections.InspectionState.CLOSED)
    said = lines(office, cast)

    assert "发现问题0个。" in part(said, "一、基本情况")[0]
    assert part(said, "二、主要成效") == ["检查的3项次全部符合。"]
    assert part(said, "三、存在问题") == ["代表按检查清单逐项查看，没有发现问题。"]
    assert part(said, "四、意见建议") == ["代表没有提出意见建议。"]
    assert "附件：情况汇总" in said
    assert not [line for line in said if "活动还在进行" in line]


@pytest.mark.parametrize(
    ("title", "lines_of_it"),
    [
        ("2026年人居环境视察", ["关于2026年人居环境视察情况的报告"]),
        ("2026年第四季度综合监督视察", ["关于2026年第四季度综合监督视察", "情况的报告"]),
        ("2026年秋季人居环境和安全生产监督视察", ["关于2026年秋季人居环境和安全生产", "监督视察情况的报告"]),
    ],
)  # fmt: skip
def test_a_long_title_is_broken_before_a_word(app, office, cast, wang, title, lines_of_it):
    submitted(wang, cast, ALL_PASS)
    change(app, cast, title=title)
    said = lines(office, cast)
    assert said[1 : said.index("（内部版）")] == lines_of_it


def test_records_that_judge_nothing_claim_no_rate(office, cast, wang):
    nothing = dict.fromkeys(ALL_PASS, "na")
    submitted(wang, cast, nothing)
    assert part(lines(office, cast), "二、主要成效") == [
        "代表填写的检查记录中，没有可以判断是否符合的检查项次。"
    ]


def test_what_the_office_reviewed_is_told_in_its_words(app, office, cast, wang):
    said_by_deputy = {**HEAP, "item-heap-0-amount": "1200000", "item-bin-0-description": "桶翻了"}
    submitted(wang, cast, {**said_by_deputy, "item-bin": "fail"})
    with db.reading(app.extensions["database"]) as session:
        ids = {one.item_id: one.id for one in session.query(Finding)}
    reworded = {
        "do": "keep", "seen": 0, "severity": "major", "unit": "镇城管队",
        "description": "村口堆放建筑垃圾", "suggestion": "建议七日内清完。",
    }  # fmt: skip
    office.post(f"/office/findings/{ids['heap']}", reworded)
    gone = {"do": "withdraw", "seen": 0, "severity": "minor", "reason": "当场扶起来了"}
    office.post(f"/office/findings/{ids['bin']}", gone)
    said = "\n".join(lines(office, cast))

    assert "张家村村主干道：村口堆放建筑垃圾（较大）。" in said
    assert "镇城管队（问题1个）：七日内清完。" in said
    assert (
        "老槐树" not in said
        and "桶翻了" not in said
        and "共发现问题1个，为较大问题，属“垃圾治理”。" in said
    )


def test_many_findings_stay_a_short_report_with_the_gravest_told(office, cast, wang, li):
    for person in (wang, li):
        for site in (0, 1):
            many = {f"item-{item}": "fail" for item in ("heap", "bin", "ditch", "named")}
            for item in ("heap", "bin", "named"):
                for n in range(20):
                    many[f"item-{item}-{n}-description"] = f"第{n + 1}处，" + "路边堆着砖头" * 40
            many["item-happy"] = "no"
            submitted(person, cast, {**many, "suggestion": "多放桶" * 300}, site)
    said = lines(office, cast)

    problems = part(said, "三、存在问题")
    assert problems[0].startswith("共发现问题248个，其中重大4个、较大80个、一般164个")
    assert problems[1:3] == [
        "（一）污水",
        "发现问题4个，均为重大问题。都是没有黑臭水沟，没有做到。",
    ]
    assert sum(re.match(r"\d+\.", line) is not None for line in problems) <= 8
    assert 1500 < len("".join(said)) < 3000
    assert "代表提出意见建议4条：" in said


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (inspections.InspectionState.PLANNED, "视察还没有开始"),
        (inspections.InspectionState.UNDER_WAY, "还没有收到检查记录"),
    ],
)
def test_without_records_the_office_is_told_instead_of_given_a_silly_report(
    app, office, cast, state, told
):
    set_state(app, cast, state)
    answer = office.get(f"/office/inspections/{cast.inspection}/report.docx")
    assert answer.status_code == 409
    assert told in answer.text


def test_the_pages_buttons_lead_to_both_copies_and_the_log_knows(office, cast, wang):
    submitted(wang, cast, HEAP)
    page = BeautifulSoup(office.get(f"/office/inspections/{cast.inspection}/papers").text, "lxml")
    whole, public = page.select_one("#report form"), page.select_one("#public_report form")
    assert whole["action"] == public["action"] and whole["action"].endswith("/report.docx")
    chosen = public.select_one("input[type=hidden]")

    for query, mark in (("", "内部版"), (f"?{chosen['name']}={chosen['value']}", "公开版")):
        answer = downloaded(office, cast, query)
        name = unquote(answer.headers["Content-Disposition"].split("''")[1])
        assert re.fullmatch(rf"甲镇人大主席团人居环境视察报告（{mark}）20\d{{6}}\.docx", name)
        assert name in office.get("/office/audit").text


def test_a_copy_for_publication_gives_no_person_and_no_number_away(app, office, cast, wang):
    with db.writing(app.extensions["database"]) as session:
        unit = people.ResponsibleUnit(
            town_id=cast.jia, name="镇水务站", answers_for=[], responsible_person="周敏"
        )
        session.add(unit)
    change(app, cast, title="王建国点位视察", lead="代表 赵大山")
    said = {
        **HEAP,
        "item-heap-0-description": "陈志强家门口的垃圾，找过周敏，电话13800000000",
        "suggestion": "请给李秀英（13911112222）回话",
        "highlight": "王 建国天天扫",
    }
    submitted(wang, cast, said)

    whole, public = lines(office, cast), lines(office, cast, "?public=1")
    secrets = ("王建国", "赵大山", "陈志强", "李秀英", "周敏", "13800000000", "13911112222")
    assert all(one in "".join(whole).replace(" ", "") for one in secrets)
    with zipfile.ZipFile(io.BytesIO(downloaded(office, cast, "?public=1").data)) as packed:
        everything = "".join(packed.read(name).decode() for name in packed.namelist()
                             if name.endswith((".xml", ".rels")))  # fmt: skip
    assert not [one for one in secrets if one in everything]
    assert public[2] == "（公开版）"
    assert public[1] == "关于王某某点位视察情况的报告"
    assert "陈某某家门口的垃圾，找过周某，电话（号码已隐去）" in "".join(public)
    assert public[-2] == "甲镇人大主席团"


def test_another_towns_office_gets_nothing(other_office, cast):
    path = f"/office/inspections/{cast.inspection}/report.docx"
    assert other_office.get(path).status_code == 404


def test_what_no_word_file_carries_is_replaced_visibly(app, office, cast, wang):
    submitted(wang, cast, {**HEAP, "suggestion": "多放两个桶"})
    with db.writing(app.extensions["database"]) as session:
        session.query(Record).one().suggestion = "多放\x01两个桶\ufffe"
        session.get(people.Town, cast.jia).name = "甲\x01镇"
    for paper in ("report", "plan", "notice"):
        answer = office.get(f"/office/inspections/{cast.inspection}/{paper}.docx")
        said = "\n".join(line.text for line in Document(io.BytesIO(answer.data)).paragraphs)
        assert "甲\ufffd镇" in said, paper
    report = "\n".join(lines(office, cast))
    assert "多放\ufffd两个桶\ufffd" in report and "\n\u3000\u3000\u30002.意见建议清单" in report


def test_an_unseen_mark_does_not_turn_the_papers_own_words_round(app, office, cast, wang):
    mark = "\u202e"
    change(app, cast, lead=f"主席{mark}", title=f"视{mark}察")
    typed = {
        "item-heap-0-description": f"一堆{mark}砖头",
        "suggestion": "多放\u2067桶",
        "highlight": f"干净{mark}",
    }
    submitted(wang, cast, HEAP | typed)
    plan = office.get(f"/office/inspections/{cast.inspection}/plan.docx").data
    report, asked = lines(office, cast), Document(io.BytesIO(plan)).paragraphs
    said = "\n".join([*report, *(line.text for line in asked)])
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", said)
    assert all(words in said for words in ("一堆砖头", "多放桶", "干净", "主席带队", "关于视察"))
