"""What became of a finding, in plain words; and what a change said. Pure."""

from datetime import date

from inspect_app.checklist.definition import SEVERITY_LABELS, Severity
from inspect_app.findings.models import FINDING_STATE_LABELS, Finding, FindingState

NOTHING = "(空)"


def day_words(day: date) -> str:
    """Return a day as 2026年11月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


def what_became(finding: Finding, main: Finding | None = None, where: str = "") -> str:
    """Return what a deputy reads about a finding; deputies propose, they order nobody.

    ``main`` is what it was merged into and ``where`` that is: its place and question, never
    another deputy's words.
    """
    if finding.taken_back_at:
        return "您已更正或撤回，不再计入"
    match finding.state:
        case FindingState.RECORDED if finding.corrected_at:
            return "您更正后的内容已收到，等待镇人大办再核定"
        case FindingState.RECORDED:
            return "已收到，等待镇人大办核定"
        case FindingState.KEPT | FindingState.MERGED:
            return f"已核定，{_to_whom(finding)}"
        case FindingState.DUPLICATE:
            return f"和别处反映的是同一个问题，已合并到{where}一并转交。{_of_main(main)}"
        case FindingState.WITHDRAWN:
            return f"不作为问题转交。原因：{finding.withdrawn_because}"


def _of_main(main: Finding | None) -> str:
    return f"那个问题{what_became(main)}" if main and main.is_counted else ""


def _to_whom(finding: Finding) -> str:
    unit = finding.responsible_unit
    due = finding.suggested_due
    to_unit = f"将转交{unit}办理" if unit else "将转交，由哪个单位办理待定"
    return f"{to_unit}，建议期限{day_words(due)}" if due else to_unit


def said_in_change(field: str, value: str | None) -> str:
    """Return a changed field's value as people read it."""
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
            return f"第{value}号问题"
        case "corrected":
            return "已更正，待再看"
        case "taken_back":
            return "已撤回"
        case "amount":
            return f"{float(value):g}"
        case _:
            return value
