"""What was changed in findings, and by whom, as the office's pages tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspect_app.findings import models as findings
from inspect_app.findings.changes import FIELDS, own_texts
from inspect_app.findings.models import Finding, acts
from inspect_app.findings.models.acts import ReviewAct
from inspect_app.findings.queries.numbers import numbers_of
from inspect_app.review.words import deed, value_in_words


@dataclass(frozen=True)
class HistoryEntry:
    """An act as the history tells it; ``lines`` are (finding's number, what, before, after)."""

    act: ReviewAct
    lines: list[tuple[int, str, str, str]]
    is_undoable: bool = False
    deed: str = ""


Own = dict[str, str | None]


def history_of(finding: Finding) -> list[HistoryEntry]:
    """The latest first."""
    standing = acts.standing_acts(finding.town_id, finding.id)[:1]
    own = own_texts(finding)
    rows = acts.changes_of_finding(finding.town_id, finding.id)
    by_id = _numbers(finding.town_id, [change for _, change in rows])
    entries: dict[int, HistoryEntry] = {}
    for act, change in rows:
        is_undoable = [act.id] == standing and _may_be_undone(act)
        line = _line(change, own, by_id)
        entries.setdefault(act.id, HistoryEntry(act, [], is_undoable)).lines.append(line)
        if change.field.startswith("own_"):  # before it, the deputy had said something else
            own[change.field.removeprefix("own_")] = change.before
    return list(entries.values())


def entry_of(act: ReviewAct) -> HistoryEntry:
    """With all that it changed, in whatever findings."""
    changes = acts.changes_of_act(act.town_id, act.id)
    labels = {name: field.label for name, field in FIELDS.items()}
    by_id = _numbers(act.town_id, changes)
    lines = [_line(change, {}, by_id) for change in changes]
    corrected = {change.finding_id for change in changes if change.field == "corrected"}
    now = findings.findings_by_id(act.town_id, act.inspection_id, corrected)
    kept = {one.id for one in now if one.state is findings.FindingState.KEPT}
    return HistoryEntry(act, lines, _may_be_undone(act), deed(changes, labels, kept))


def _may_be_undone(act: ReviewAct) -> bool:
    """Not where anybody, also a deputy, has changed its findings since."""
    is_review = act.kind == acts.ActKind.REVIEW
    return is_review and not acts.changed_after(act.town_id, act.id)


def _line(
    change: acts.ReviewChange, own: Own, by_id: Mapping[int, int]
) -> tuple[int, str, str, str]:
    """The line of a change; where the office says nothing else, ``own`` is what is said."""
    values = [own.get(change.field) if value is None else value for value in change.values]
    words = [value_in_words(change.field, value, by_id) for value in values]
    return (by_id[change.finding_id], FIELDS[change.field].label, words[0], words[1])


def _numbers(town_id: int, changes: Sequence[acts.ReviewChange]) -> dict[int, int]:
    """Of all findings that the changes name, by id."""
    mains = [value for one in changes if one.field == "main" for value in one.values if value]
    ids = [*(one.finding_id for one in changes), *map(int, mains)]
    return numbers_of(town_id, ids)
