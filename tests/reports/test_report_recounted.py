"""Every figure of 视察报告 equals a recount from the raw rows, whatever was handed in."""

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.apps import create_app
from tests.cast import bring_on
from tests.examples import examples
from tests.person import Person
from tests.records.filling import places_of_failed, submitted
from tests.reports.report_text import lines

VERDICTS = st.sampled_from(["pass", "fail", "na"])
RECORD = st.fixed_dictionaries(
    {f"item-{item}": VERDICTS for item in ("heap", "bin", "ditch", "named")},
    optional={
        "item-happy": st.sampled_from(["yes", "no"]),
        "item-heap-1-description": st.just("又一处"),
        "suggestion": st.just("建议"),
    },
).map(places_of_failed)
REVIEW = st.sampled_from(
    [None, {"do": "keep", "severity": "critical"}, {"do": "withdraw", "reason": "不是问题"}]
)


@examples(8)
@given(st.lists(RECORD, min_size=3, max_size=3), st.lists(REVIEW, min_size=20, max_size=20))
def test_every_figure_equals_a_recount_from_the_raw_rows(
    tmp_path_factory, empty_database, sent, reviews
):
    """Counted from the forms' own fields and the database's rows, without the product's rules."""
    folder = tmp_path_factory.mktemp("recount")
    app = create_app({"DATA_DIR": str(folder), "BASE_URL": "http://localhost"})
    database = app.extensions["settings"].database
    shutil.copy(empty_database, database)
    cast = bring_on(app, date(2026, 11, 23))
    for n, name in enumerate(("wang", "li", "chen")):
        person = Person(app).enter(cast.links[name])
        assert submitted(person, cast, sent[n], n % 2).status_code == 303
    office = Person(app).log_in("甲镇")
    with closing(sqlite3.connect(database)) as raw:
        review_all(office, raw, reviews)
        said = "".join(lines(office, cast))
        app.extensions["database"].engine.dispose()
        compare_records(said, raw, sent)
        compare_findings(said, raw)


def review_all(office, raw: sqlite3.Connection, reviews) -> None:
    ids = [row[0] for row in raw.execute("SELECT id FROM finding ORDER BY id")]
    for number, review in zip(ids, reviews, strict=False):
        if review:
            sent_form = {"severity": "minor", **review, "seen": 0}
            assert office.post(f"/office/findings/{number}", sent_form).status_code == 303


def compare_records(said: str, raw: sqlite3.Connection, sent) -> None:
    query = "SELECT count(*), count(DISTINCT deputy_id) FROM record"
    records, deputies = raw.execute(query).fetchone()
    query = "SELECT count(*) FROM record WHERE suggestion <> ''"
    (suggestions,) = raw.execute(query).fetchone()
    answers = [v for f in sent for k, v in f.items() if re.fullmatch(r"item-[a-z]+", k)]
    passed = sum(v in ("pass", "yes") for v in answers)
    checked = passed + sum(v in ("fail", "no") for v in answers)
    assert f"代表{deputies}人按《人居环境》填写检查记录{records}份，检查{checked}项次" in said
    assert (f"收到意见建议{suggestions}条" in said) == bool(suggestions)
    if 0 < passed < checked:
        rate = f"{passed / checked:.1%}".replace(".0%", "%")
        assert f"检查的{checked}项次中，{passed}项次符合，符合率{rate}。" in said


def compare_findings(said: str, raw: sqlite3.Connection) -> None:
    by_severity = dict(
        raw.execute(
            "SELECT coalesce(reviewed_severity, own_severity), count(*) FROM finding"
            " WHERE state NOT IN ('withdrawn', 'duplicate') GROUP BY 1"
        ).fetchall()
    )
    found = sum(by_severity.values())
    assert f"发现问题{found}个" in said
    labels = {"重大": "critical", "较大": "major", "一般": "minor"}
    told = {label: by_severity[name] for label, name in labels.items() if name in by_severity}
    if len(told) > 1:
        each = "、".join(f"{label}{count}个" for label, count in told.items())
        assert f"共发现问题{found}个，其中{each}" in said
    if "个类别" in said:
        problems = said.partition("三、存在问题")[2].partition("四、意见建议")[0]
        assert sum(map(int, re.findall(r"(?<!共)发现问题(\d+)个", problems))) == found
