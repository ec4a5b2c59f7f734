"""视察方案 and 视察通知: the plan's facts in the words of a 公文, for the office to edit. Pure.

Only what the plan says: no law is cited, because which one applies is for the office to say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inspect_app.checklist.definition import Checklist
from inspect_app.inspections.models import KIND_LABELS, Inspection
from inspect_app.inspections.models.plans import Draw
from inspect_app.inspections.periods import days
from inspect_app.reports.word.paper import Heading, Paper, PaperTable, Paragraph, Part
from inspect_app.reports.wording import tidy, tidy_title, title_lines


@dataclass(frozen=True)
class Trip:
    """The same deputies of a group, all or one of them, go to these sites."""

    deputies: tuple[str, ...]
    sites: tuple[tuple[str, str], ...]  # place, checklists


@dataclass(frozen=True)
class GroupTrips:
    """A group that goes out: all of it who go anywhere, and who of them goes where."""

    group: str
    deputies: tuple[str, ...]
    trips: tuple[Trip, ...]


@dataclass(frozen=True)
class Plan:
    """All that the papers are made of."""

    presidium: str
    contact: str
    topic: str  # the inspection's title without the town's name
    inspection: Inspection
    groups: tuple[GroupTrips, ...]
    checklists: Sequence[Checklist]
    draw: Draw | None  # the last one


def plan_paper(plan: Plan, today: date) -> Paper:
    inspection = plan.inspection
    parts: list[Part] = [
        Paragraph(
            f"根据{plan.presidium}工作安排，决定开展{tidy_title(inspection.title)}。现制定如下方案。",
        ),
        Heading("一、视察专题"),
        Paragraph(f"{tidy_title(inspection.topic)}。"),
        Heading("二、时间和形式"),
        Paragraph(
            f"时间：{period(inspection)}。活动类型：{KIND_LABELS[inspection.kind]}。{_lead(plan)}"
        ),
        Heading("三、视察内容"),
        *(Paragraph(f"{n}.{words}") for n, words in enumerate(_contents(plan), 1)),
        Heading("四、参加人员和分组"),
        Paragraph(_participants(plan)),
        *_how_drawn(plan),
        _table(plan),
        Heading("五、方法和步骤"),
        *(Paragraph(words) for words in STEPS),
        Heading("六、有关要求"),
        *(Paragraph(words) for words in DEMANDS),
    ]
    return Paper(_title(plan, "方案"), tuple(parts), plan.presidium, today)


STEPS = (
    "1.现场察看。各小组到点位实地察看，听取介绍，走访群众，按检查清单逐项记录。",
    "2.汇总核定。人大办汇总各小组记录的问题和意见建议，逐条核定。",
    "3.形成报告。提出意见建议，按程序转交有关单位研究办理，并跟踪办理情况。",
)
DEMANDS = (
    "1.代表可以用手机填写，也可以填写纸质表，两种方式同样有效。",
    "2.代表只反映情况、提出建议，不直接处理问题。",
    "3.不在记录和照片中填写、拍摄涉密内容；遇到紧急危险，请立即打电话报告。",
)


def notice_paper(plan: Plan, today: date) -> Paper:
    inspection = plan.inspection
    parts: list[Part] = [
        Paragraph("各位代表，各有关村（社区）、单位：", indented=False),
        Paragraph(
            f"根据{plan.presidium}工作安排，定于{period(inspection)}开展{tidy_title(inspection.title)}。"
        ),
        Paragraph("现将有关事项通知如下。"),
        Heading("一、视察专题"),
        Paragraph(f"{tidy_title(inspection.topic)}。"),
        Heading("二、参加人员、分组和点位"),
        Paragraph(_participants(plan) + _lead(plan)),
        *_how_drawn(plan),
        _table(plan),
        Heading("三、有关事项"),
        Paragraph("1.请参加视察的代表安排好工作，按时参加；因故不能参加的，请提前请假。"),
        Paragraph("2.请有关村（社区）、单位如实介绍情况，不作专门准备，不安排迎送。"),
        Paragraph("3.代表可以用手机填写检查清单，也可以填写纸质表，两种方式同样有效。"),
        Paragraph(f"联系人：{tidy(plan.contact)}。"),
    ]
    return Paper(_title(plan, "通知"), tuple(parts), plan.presidium, today)


def _title(plan: Plan, what: str) -> tuple[str, ...]:
    return (plan.presidium, *title_lines(f"关于开展{tidy_title(plan.topic)}的{what}"))


def period(inspection: Inspection) -> str:
    return days(inspection.starts_on, inspection.ends_on)


def _lead(plan: Plan) -> str:
    return f"带队：{tidy(plan.inspection.lead)}。" if plan.inspection.lead else ""


def _contents(plan: Plan) -> list[str]:
    return [
        f"{one.title}：{'；'.join(section.title for section in one.sections)}。"
        for one in plan.checklists
    ]


def _participants(plan: Plan) -> str:
    people = sum(len(one.deputies) for one in plan.groups)
    groups = [one.group for one in plan.groups]
    if len(groups) == 1:
        split, arranged = f"，由{groups[0]}进行", "点位"
    else:
        split, arranged = f"，分{len(groups)}个小组" if groups else "", "分组和点位"
    return f"参加视察的代表{people}人{split}，{arranged}安排如下。"


def _how_drawn(plan: Plan) -> list[Part]:
    made = plan.draw
    if made is None:
        return []
    words = (
        f"随机抽取情况：从{len(made.candidates)}个村（社区）中抽取{made.number}个，"
        f"种子为{made.seed}，抽中{'、'.join(made.drawn)}。"
    )
    return [Paragraph(words)]


def _table(plan: Plan) -> PaperTable:
    rows = tuple(row for one in plan.groups for row in _rows(one))
    return PaperTable(
        ("小组", "代表", "点位", "检查清单"), rows, (32, 34, 50, 40), joined_columns=2
    )


def _rows(group: GroupTrips) -> list[tuple[str, ...]]:
    """The group's rows; group and deputies stand in the first that is theirs."""
    rows = [
        ("、".join(trip.deputies) or "—" if n == 0 else "", place, checklists)
        for trip in group.trips
        for n, (place, checklists) in enumerate(trip.sites)
    ]
    return [(group.group if n == 0 else "", *row) for n, row in enumerate(rows)]
