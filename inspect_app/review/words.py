"""What became of a finding, in plain words; and what a change said. Pure."""

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from inspect_app.checklist.ratings import SEVERITY_LABELS, Severity
from inspect_app.findings.models import FINDING_STATE_LABELS, Finding, FindingState
from inspect_app.findings.models.acts import ReviewChange
from inspect_app.text import day_words, plain_number

NOTHING = "（空）"
DEEDS = {
    FindingState.RECORDED: "把 {} 个问题改回待核定",
    FindingState.KEPT: "核定了 {} 个问题",
    FindingState.DUPLICATE: "把 {} 个问题标为重复",
    FindingState.WITHDRAWN: "把 {} 个问题标为不作为问题",
}
KEPT_AGAIN = "再次核定了 {} 个问题"
CHANGED = "改了 {} 个问题"
_OF_RESULT = ("state", "reason", "main")


def what_became(finding: Finding, main: Finding | None = None, where: str = "") -> str:
    """What a deputy reads about a finding; deputies propose, they order nobody.

    ``main`` is what it was merged into and ``where`` that is: its place and kind, never
    another deputy's words.
    """
    if finding.taken_back_at:
        return "您已改掉或收回，不算数了"
    if not finding.corrected_at:
        return _result(finding, main, where)
    if finding.state is FindingState.RECORDED:
        return "您改过的已收到，等镇人大办再看"
    return f"{_result(finding, main, where)}。您后来改的也收到了，等镇人大办再看"


def _result(finding: Finding, main: Finding | None, where: str) -> str:
    match finding.state:
        case FindingState.RECORDED:
            return "已收到，等镇人大办看"
        case FindingState.KEPT:
            return f"镇人大办看过了，{_to_whom(finding)}"
        case FindingState.MERGED:
            return f"镇人大办看过了，归到了要转交的事里，{_to_whom(finding)}"
        case FindingState.DUPLICATE:
            return f"和别处反映的是同一个问题，已合并到{where}一并转交。{_of_main(main)}"
        case FindingState.WITHDRAWN:
            return f"不作为问题转交。原因：{finding.withdrawn_because}"


def _of_main(main: Finding | None) -> str:
    return f"那个问题{_result(main, None, '')}" if main and main.is_counted else ""


def _to_whom(finding: Finding) -> str:
    unit = finding.responsible_unit
    due = finding.suggested_due
    to_unit = f"将转交{unit}办理" if unit else "将转交，由哪个单位办理待定"
    return f"{to_unit}，建议期限{day_words(due)}" if due else to_unit


def deed(changes: Sequence[ReviewChange], labels: Mapping[str, str], kept: Collection[int]) -> str:
    """What an act of the office did, each finding counted once: by its result if it has one.

    Those of ``kept`` whose correction it looked at were reviewed again. In brackets stand the
    labels of what else it changed.
    """
    everybody = {change.finding_id for change in changes}
    results = Counter(change.after or "" for change in changes if change.field == "state")
    moved = {change.finding_id for change in changes if change.field == "state"}
    seen = {change.finding_id for change in changes if change.field == "corrected"}
    again = seen.intersection(kept) - moved
    counted = [(DEEDS[FindingState(state)], count) for state, count in results.items()]
    counted += [(KEPT_AGAIN, len(again)), (CHANGED, len(everybody - moved - again))]
    results_in_words = "，".join(words.format(count) for words, count in counted if count)
    others = dict.fromkeys(
        labels[one.field]
        for one in changes
        if one.field != "corrected" and not (one.finding_id in moved and one.field in _OF_RESULT)
    )
    return results_in_words + (f"（{'、'.join(others)}）" if others else "")


def value_in_words(field: str, value: str | None, numbers: Mapping[int, int]) -> str:
    """A changed field's value as people read it; ``numbers`` are those of findings by id."""
    if value is None or value == "":
        return NOTHING
    match field:
        case "state":
            return FINDING_STATE_LABELS[FindingState(value)]
        case "severity" | "own_severity":
            return SEVERITY_LABELS[Severity(value)]
        case "due":
            return day_words(date.fromisoformat(value))
        case "main":
            return f"第{numbers[int(value)]}号问题"
        case "corrected":
            return "已更正，待再看"
        case "taken_back":
            return "已撤回"
        case "amount":
            return plain_number(float(value))
        case "photos":
            return f"{len(json.loads(value))}张"
        case _:
            return value
