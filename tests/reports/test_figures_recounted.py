"""Every figure of the workbook over random inspections: those of an independent recount.

Records are corrected and withdrawn, findings reviewed: graver, of another unit, merged, not passed
on. What is counted anew is in ``recount``.
"""

from collections import Counter
from uuid import UUID

import pytest
from hypothesis import Phase, example, given
from hypothesis import strategies as st

from inspect_app import db
from inspect_app.inspections import models as inspections
from tests.examples import examples
from tests.reports import recount
from tests.reports.books import rows_of
from tests.reports.random_inspections import EVERYTHING, PROPOSALS, RECORDS, REVIEWS, SAID
from tests.reports.random_town import town
from tests.workbook_lint import read_workbook


def reviewed(made, inspection: int, reviews) -> None:
    """Let the office decide one finding after the other; duplicates are of the first one kept."""
    rows = made.rows(
        "SELECT id, number FROM finding WHERE inspection_id = ? ORDER BY id", inspection
    )
    main = 0
    for (finding, number), said in zip(rows, reviews, strict=False):
        if said["do"] == "duplicate" and not main:
            continue
        sent = {**said, "seen": 0} | ({"main": main} if said["do"] == "duplicate" else {})
        answer = made.office.post(f"/office/findings/{finding}", sent)
        assert answer.status_code == 303, answer.text
        main = main or (number if said["do"] == "keep" else 0)


def proposed(made, inspection: int, proposals) -> None:
    """Let the office say of one suggestion after the other who should see to it."""
    rows = made.rows(
        "SELECT id, revision FROM record WHERE inspection_id = ? AND suggestion <> '' ORDER BY number",
        inspection,
    )
    for (record, revision), said in zip(2 * rows, proposals, strict=False):
        ((counting, seen),) = made.rows(
            "SELECT count(*) - 2 * count(undoes_id), coalesce(max(id), 0)"
            " FROM suggestion_review WHERE record_id = ?",
            record,
        )
        if said or counting:
            address = f"/office/records/{UUID(record)}/suggestion{'' if said else '/undo'}"
            sent = {**(said or {}), "seen": seen, "revision": revision}
            answer = made.office.post(address, sent)
            assert answer.status_code == 303, answer.text


def tables(sheet) -> dict[str, list[list]]:
    """Return the rows under each heading of a sheet, below the head, without empty cells."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    found: dict[str, list[list]] = {}
    heading = ""
    for line, above in zip(lines, [[None], *lines], strict=False):
        if str(line[0])[:2] in ("一、", "二、", "三、", "四、", "五、"):
            heading = line[0][2:]
            found[heading] = []
        elif not line[0]:
            heading = ""
        elif heading and str(above[0])[2:] != heading:
            found[heading].append([value for value in line if value is not None])
    return found


def rows_below(sheet, first: str) -> list[list]:
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(n for n, line in enumerate(lines) if line[0] == first)
    return [line for line in lines[start + 1 :] if line[0] and not line[0].startswith("负责人")]


# Not made smaller where one fails: each is a town, and it would take minutes.
@examples(4, phases=[Phase.explicit, Phase.generate])
@example(**EVERYTHING)
@given(
    first=RECORDS,
    former=RECORDS,
    said=RECORDS,
    corrections=st.lists(SAID, max_size=2),
    takes_back=st.booleans(),
    reviews=REVIEWS,
    former_reviews=REVIEWS,
    proposals=PROPOSALS,
)
def test_every_figure_equals_a_recount(
    tmp_path_factory, empty_database, first, former, said, corrections, takes_back, reviews,
    former_reviews, proposals,
):  # fmt: skip
    folder = tmp_path_factory.mktemp("recount")
    with town(folder, empty_database, recount.SCORED) as made:
        two_villages(made)
        for inspection, records in zip(made.inspections[:2], (first, former), strict=True):
            made.fill(inspection, records)
        now = made.inspections[2]
        receipts = made.fill(now, said)
        reviewed(made, now, reviews)
        proposed(made, now, proposals)
        reviewed(made, made.inspections[1], former_reviews)
        corrected = zip(said, corrections, strict=False)
        made.fill(now, {who: {**words, "base": 1} for who, words in corrected})
        if takes_back:
            (deputy, _), receipt = list(receipts.items())[-1]
            made.withdraw(deputy, receipt)
        answer = made.office.get(f"/office/inspections/{now}/workbook.xlsx")
        book = read_workbook(answer.data)
        check_summary(made, now, tables(book["汇总"]))
        check_items(made, now, rows_below(book["逐项统计"], "分组"))
        check_scores(made, now, book)
        check_comparison(made, tables(book["对比"]))
        check_suggestions(made, now, book["意见建议"])
        check_slips(made, now)


def two_villages(made) -> None:
    with db.writing(made.app.extensions["database"]) as session:
        village = inspections.Village(town_id=made.cast.jia, name="李家村")
        session.add(village)
        session.flush()
        site = session.query(inspections.Site).filter_by(town_id=made.cast.jia, name="文化广场")
        site.one().village_id = village.id


def check_summary(made, now: int, shown) -> None:
    checked, found = recount.records(made, now), recount.findings(made, now)
    counts = recount.verdicts(checked)
    rate = recount.rate(counts)
    assert shown["总体情况"] == [
        ["点位（计划，个）", 2, "符合率", *([] if rate is None else [near(rate)])],
        ["点位（已查，个）", len({one.site_id for one in checked}), "不适用（项次）", counts["na"]],
        ["检查记录（份）", len(checked), "问题（个）", len(found)],
        ["参与代表（人）", len({one.deputy for one in checked}),
         "意见建议（条）", sum(bool(one.suggestion) for one in checked)],
        ["检查项次", counts["pass"] + counts["fail"], "交办（个）"],
        ["其中：符合", counts["pass"], "已销号（个）"],
        ["其中：不符合", counts["fail"]],
    ]  # fmt: skip
    whole, *severe = recount.total_of(found)
    names = ["一般", "较大", "重大"]
    assert shown["问题按严重程度"] == [
        *map(list, zip(names, severe, strict=True)), ["合计", whole]
    ]  # fmt: skip
    last = ["合计", whole, *severe]
    seen = {one.village for one in checked}
    counts_of = recount.by(found, lambda one: one.village)
    villages = sorted(("张家村", "李家村"), key=lambda name: name not in seen)
    assert shown["按村（社区）"] == [
        *([name, *(counts_of.get(name, [0] * 4) if name in seen else ["—"] * 4)] for name in villages),
        last,
    ]  # fmt: skip
    for heading, name in (
        ("按类别（检查清单分组）", lambda one: recount.SECTION[one.item]),
        ("按责任单位（建议）", lambda one: one.unit or "未定"),
    ):
        *rows, total = shown[heading]
        assert total == last
        expected = recount.by(found, name) or {"无": []}
        assert {row[0]: row[1:] for row in rows} == expected and len(rows) == len(expected)


def near(number: float | None) -> object:
    return pytest.approx(number) if number is not None else None


def check_items(made, now: int, lines) -> None:
    checked, found = recount.records(made, now), recount.findings(made, now)
    *lines, total = lines
    if not checked:
        assert lines[0][0] == "无"
        return
    assert [line[1] for line in lines] == [recount.QUESTION[item] for item in recount.JUDGED]
    for item, line in zip(recount.JUDGED, lines, strict=True):
        counts = recount.verdicts(checked, [item])
        judged = counts["pass"] + counts["fail"]
        assert line[0] == recount.SECTION[item]
        assert line[3:7] == [judged, counts["pass"], counts["fail"], counts["na"]]
        assert line[7] == near(recount.rate(counts))
        said = Counter(one.description for one in found if one.item == item)
        listed = (line[8] or "").split("\n") if said else []
        most = sorted(said.values(), reverse=True)[:3]
        assert [said[words] for words in listed] == most
    counts = recount.verdicts(checked)
    judged = counts["pass"] + counts["fail"]
    assert total[3:7] == [judged, counts["pass"], counts["fail"], counts["na"]]
    assert total[7] == near(recount.rate(counts))


def check_scores(made, now: int, book) -> None:
    checked = recount.records(made, now)
    sites = dict.fromkeys((one.village, one.site) for one in checked)
    of = {place: [one for one in checked if (one.village, one.site) == place] for place in sites}
    expected = {
        (place[1], place[0]): ["人居环境", points[0], *points]
        for place, records in of.items()
        if (points := recount.score(records))
    }
    if not expected:
        assert "点位得分" not in book.sheetnames
        return
    lines = rows_below(book["点位得分"], "点位")
    lines = [line for line in lines if line[1]]  # the second row of the head
    assert {(line[0], line[1]): line[2:6] for line in lines} == expected
    assert len(lines) == len(expected)


def check_suggestions(made, now: int, sheet) -> None:
    shown = [row for row in rows_of(sheet) if row["序号"] != "无"]
    assert [
        [row["意见建议内容"], row["建议承办单位"], row["备注"] != "待核定"] for row in shown
    ] == recount.suggestions(made, now)


def check_slips(made, now: int) -> None:
    expected = recount.handed_over(made, now)
    answer = made.office.get(f"/office/inspections/{now}/handover.xlsx")
    if not expected:
        assert answer.status_code == 422
        return
    book = read_workbook(answer.data)
    *listed, whole = rows_of(book["目录"], "编号")
    counts = {row["主送"]: row["问题（个）"] for row in listed}
    assert counts == {unit: len(numbers) for unit, numbers in expected.items()}
    assert whole["问题（个）"] == sum(counts.values())
    for unit, numbers in expected.items():
        told = [row[1].value for row in book[unit].iter_rows() if isinstance(row[0].value, int)]
        # Each once to be seen to, once to be answered.
        assert sorted(told) == sorted([*numbers, *numbers])


def change(then, now) -> str:
    if then == now:
        return "持平"
    return "变好" if now > then else "变差"


def check_comparison(made, shown) -> None:
    before, then, now = made.inspections
    checked = {one: recount.records(made, one) for one in (then, now)}
    found = {one: recount.findings(made, one) for one in made.inspections}
    wrong = {one: recount.wrong(found[one]) for one in found}
    village = dict(
        made.rows("SELECT s.id, v.name FROM site s JOIN village v ON v.id = s.village_id")
    )
    again = wrong[now] & wrong[then]
    relapsed = wrong[now] & (recount.fine(checked[then]) - wrong[then]) & wrong[before]

    def line(records, findings, spots) -> list:
        counts = [recount.verdicts(records[one], items) for one in (then, now)]
        numbers = [len(findings[one]) for one in (then, now)]
        seen = [bool(one["pass"] + one["fail"]) for one in counts]
        rates = [recount.rate(one) for one in counts]
        return [
            *(near(one) if one is not None else "—" for one in rates),
            change(*rates) if all(seen) else "—",
            *(n if is_seen or n else "—" for n, is_seen in zip(numbers, seen, strict=True)),
            *((sum(map(spots, again)), sum(map(spots, relapsed))) if seen[1] else ("—", "—")),
        ]  # fmt: skip

    items: tuple = recount.JUDGED
    for name, *row in shown["按村（社区）"]:
        records = {
            key: [one for one in rows if one.village == name] for key, rows in checked.items()
        }
        of = {key: [one for one in rows if one.village == name] for key, rows in found.items()}
        assert row == line(records, of, lambda spot, name=name: village[spot[0]] == name)
    assert [row[0] for row in shown["按村（社区）"]] == ["张家村", "李家村"]
    asked = {recount.QUESTION[item]: item for item in recount.JUDGED}
    assert {row[0].partition("(")[0] for row in shown["按检查项"]} == set(asked)
    for question, *row in shown["按检查项"]:
        item = asked[question.partition("(")[0]]
        items = (item,)
        of = {key: [one for one in rows if one.item == item] for key, rows in found.items()}
        assert row == line(checked, of, lambda spot, item=item: spot[1] == item)
