"""The figures of 登记表, 台账 and 交办单 over random inspections: those of an independent recount."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.apps import create_app
from tests.cast import bring_on
from tests.examples import examples
from tests.person import Person
from tests.records.filling import places_of_failed, submitted
from tests.reports.books import opened, rows_of
from tests.review.reviewing import numbers, save

SENDERS = [("wang", 0), ("wang", 1), ("li", 0), ("li", 1), ("chen", 0), ("chen", 1)]
VERDICTS = st.sampled_from(["pass", "fail", "na"])
RECORD = st.fixed_dictionaries(
    {f"item-{item}": VERDICTS for item in ("heap", "bin", "ditch", "named")},
    optional={
        "item-bin-0-description": st.just("桶满了"),
        "item-bin-1-description": st.just("桥头的也满了"),
        "item-happy": st.sampled_from(["yes", "no"]),
        "suggestion": st.just("多放两个桶"),
    },
).map(places_of_failed)
DECISIONS = st.sampled_from(
    [
        {"do": "keep"},
        {"do": "keep", "unit": "镇村镇建设办公室"},
        {"do": "withdraw", "reason": "不属实"},
        {"do": "duplicate"},
        {"do": "save", "description": "改写"},
        {},
    ]
)


@examples(5)
@given(
    st.dictionaries(st.sampled_from(SENDERS), RECORD, min_size=1, max_size=4),
    st.lists(DECISIONS, min_size=8, max_size=8),
    st.booleans(),
)
def test_every_figure_equals_a_recount_of_the_database(
    tmp_path_factory, empty_database, sent, decisions, takes_back
):
    app = create_app(
        {"DATA_DIR": str(tmp_path_factory.mktemp("recount")), "BASE_URL": "http://localhost"}
    )
    database = app.extensions["settings"].database
    shutil.copy(empty_database, database)
    cast = bring_on(app, date(2026, 11, 23))
    people = {name: Person(app).enter(cast.links[name]) for name in ("wang", "li", "chen")}
    receipts = {
        name: submitted(people[name], cast, fields, site).location
        for (name, site), fields in sent.items()
    }
    office = Person(app).log_in("甲镇")
    review(office, cast, decisions)
    if takes_back:
        name, receipt = next(iter(receipts.items()))
        assert people[name].post(f"{receipt}/withdraw").status_code == 303

    compare(office, cast, database)
    app.extensions["database"].engine.dispose()


def review(office, cast, decisions) -> None:
    """Let the office decide one finding after the other; duplicates are of the first one kept."""
    main = 0
    for number, decision in zip(numbers(office, cast), decisions, strict=False):
        if decision.get("do") == "duplicate":
            decision = {**decision, "main": main} if main else {}
        if decision:
            assert save(office, number, **decision).status_code == 303
        main = main or (number if decision.get("do") == "keep" else 0)


COUNTED = "FROM finding WHERE inspection_id = ? AND state IN ('recorded', 'kept', 'merged')"
Query = Callable[[str], list[tuple]]


def compare(office, cast, database) -> None:
    def count(query: str) -> list[tuple]:
        with closing(sqlite3.connect(database)) as found:
            return found.execute(query, [cast.inspection]).fetchall()

    ((findings,),) = count(f"SELECT count(*) {COUNTED}")
    compare_register(office, findings, count)
    compare_ledger(office, f"{cast.inspection}/ledger.xlsx", findings, count)
    compare_handover(office, f"{cast.inspection}/handover.xlsx", count)


def compare_register(office, findings: int, count: Query) -> None:
    ((suggestions,),) = count(
        "SELECT count(*) FROM record WHERE inspection_id = ? AND suggestion <> '' "
        "AND state IN ('submitted', 'incomplete')"
    )
    closed, under_way, total = rows_of(opened(office, "register.xlsx")["监督视察活动登记表"])
    figures = ("发现问题", "意见建议")
    assert [closed[one] for one in figures] == [0, 0]
    assert [under_way[one] for one in figures] == [findings, suggestions]
    assert [total[one] for one in figures] == [findings, suggestions]


def compare_ledger(office, ledger: str, findings: int, count: Query) -> None:
    if findings:
        rows = rows_of(opened(office, ledger)["台账附表"])
        states = {"recorded": "待核定", "kept": "已核定"}
        assert {(row["问题编号"], row["状态"]) for row in rows} == {
            (number, states[state]) for number, state in count(f"SELECT number, state {COUNTED}")
        }
        assert len(rows_of(opened(office, ledger)["整改台账"])) == len(rows) == findings
    else:
        assert office.get(f"/office/inspections/{ledger}").status_code == 422


def compare_handover(office, handover: str, count: Query) -> None:
    units = count(
        "SELECT coalesce(reviewed_unit, own_unit), count(*) FROM finding "
        "WHERE inspection_id = ? AND state = 'kept' AND corrected_at IS NULL GROUP BY 1"
    )
    if units:
        book = opened(office, handover)
        *rows, whole = rows_of(book["目录"], "编号")
        listed = {row["主送"]: row["问题（个）"] for row in rows}
        assert listed == {unit or "未定责任单位": number for unit, number in units}
        assert whole["问题（个）"] == sum(len(rows_of(book[unit])) for unit in listed)
    else:
        assert office.get(f"/office/inspections/{handover}").status_code == 422
