"""Start, close and reopen an inspection: each step, and what stands against it. Pure.

To archive and to cancel it are steps too; and what may still be changed in which state.
"""

from dataclasses import dataclass

from inspect_app.inspections.models import STATE_LABELS, InspectionState


@dataclass(frozen=True)
class StateChange:
    """A button: from which state to which, its words, and what it means for deputies."""

    before: InspectionState
    after: InspectionState
    label: str
    meaning: str
    asks_why: bool = False


# Of the steps from one state the one that leads on comes first: its button stands out,
# but for 归档: what comes after the end is to hand in.
STEPS = {
    "start": StateChange(
        InspectionState.PLANNED,
        InspectionState.UNDER_WAY,
        "开始视察",
        "代表在手机上看到自己的点位，可以填写。",
    ),
    "close": StateChange(
        InspectionState.UNDER_WAY,
        InspectionState.CLOSED,
        "结束视察",
        "不再收新记录；晚到的另外保存，由人大办决定是否计入。",
    ),
    "back": StateChange(
        InspectionState.UNDER_WAY,
        InspectionState.PLANNED,
        "退回筹备",
        "代表暂时看不到；已有记录或草稿时不能退回。",
    ),
    "archive": StateChange(
        InspectionState.CLOSED,
        InspectionState.ARCHIVED,
        "归档",
        "只供查看和下载，到场情况也不再改。",
    ),
    "reopen": StateChange(
        InspectionState.CLOSED,
        InspectionState.UNDER_WAY,
        "撤销结束",
        "代表可以继续填写；已有的记录和核定都不变。",
        asks_why=True,
    ),
    "unarchive": StateChange(
        InspectionState.ARCHIVED, InspectionState.CLOSED, "撤销归档", "回到已结束。"
    ),
    "cancel": StateChange(
        InspectionState.PLANNED,
        InspectionState.CANCELLED,
        "撤销方案",
        "方案和抽取结果只供查看，不计入任何报表；以后可以恢复。",
        asks_why=True,
    ),
    "restore": StateChange(
        InspectionState.CANCELLED,
        InspectionState.PLANNED,
        "恢复方案",
        "回到筹备中，可以再改、再开始。",
    ),
}

TERM_ENDED = "这一届已经结束"
_INSTEAD = {
    InspectionState.PLANNED: "请在现在这一届新建方案。",
    InspectionState.CLOSED: "晚到的记录和纸质表照样能收、能录，按晚到保存，由人大办决定是否计入。",
}

# What must be taken back before anything is changed again.
_FIRST = {
    InspectionState.CLOSED: STEPS["reopen"].label,
    InspectionState.ARCHIVED: STEPS["unarchive"].label,
    InspectionState.CANCELLED: STEPS["restore"].label,
}


def steps_from(state: InspectionState) -> dict[str, StateChange]:
    """By their names, those that lead on or back."""
    return {name: step for name, step in STEPS.items() if step.before == state}


def objection(
    step: StateChange,
    state: InspectionState,
    *,
    has_assignments: bool,
    has_records: bool,
    has_counted: bool,
    in_office: bool,
) -> str:
    """Why the step cannot be taken now, "" if it can.

    ``has_records`` is true of drafts and what came late, too; ``in_office`` of the plan's term.
    """
    if state != step.before:
        return f"现在是“{STATE_LABELS[state]}”，不能{step.label}，请看过再点。"
    if step.after == InspectionState.UNDER_WAY and not in_office:
        return f"{TERM_ENDED}，不能{step.label}：代表进不来。{_INSTEAD[state]}"
    if step.after == InspectionState.UNDER_WAY and not has_assignments:
        return "还没有安排谁去哪里，不能开始。请先修改方案。"
    if step is STEPS["cancel"] and has_counted:
        return "已有计入统计的检查记录，不能撤销方案。"
    if step is STEPS["back"] and not in_office:
        return f"{TERM_ENDED}，不能{step.label}：代表手机里还没传上来的就收不下了。请点“结束视察”。"
    if step is STEPS["back"] and has_records:
        return "代表已经有记录或草稿，不能退回筹备；不再收记录请点“结束视察”。"
    return ""


def plan_may_change(state: InspectionState, *, in_office: bool) -> bool:
    """Whether title, days, sites and who goes where may still be changed."""
    return in_office and state not in _FIRST


def attendance_may_change(state: InspectionState, *, in_office: bool) -> bool:
    """Whether who came is still ticked: after the term only where somebody has gone out."""
    if state == InspectionState.PLANNED:
        return in_office
    return state in (InspectionState.UNDER_WAY, InspectionState.CLOSED)


def not_now(state: InspectionState, what: str, *, in_office: bool = True) -> str:
    """The sentence that refuses a change in a state, or a term, where it cannot be made."""
    if not in_office:
        return f"{TERM_ENDED}，{what}。"
    return f"视察{STATE_LABELS[state]}，{what}。要改请先“{_FIRST[state]}”。"
