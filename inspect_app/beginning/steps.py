"""开始使用: which steps a town takes first, how far each is, where it goes on. Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from inspect_app.people.models import Town
from inspect_app.people.report_options import FONT_SET_LABELS, FOOTER_LABELS
from inspect_app.people.town_settings import has_telephone


class State(StrEnum):
    """How far a step is."""

    NOTHING = "nothing"
    PARTLY = "partly"
    DONE = "done"


ENTRIES = "entries.entries"  # a list of the roster, where an empty one says how it is filled
NO_PLAN = "方案还没有建；建好方案，开始视察，再发链接给代表"
STATE_LABELS = {State.NOTHING: "还没有", State.PARTLY: "做了一部分", State.DONE: "好了"}


@dataclass(frozen=True)
class Counts:
    """What the roster holds and uses; groups and deputies are those of the term in office."""

    villages: int = 0
    sites: int = 0
    groups: int = 0
    deputies: int = 0
    units: int = 0


@dataclass(frozen=True)
class FirstInspection:
    """The first inspection, planned or under way, as far as it is."""

    id: int
    title: str
    is_open: bool
    has_assignments: bool = False
    has_links: bool = False
    expected: int = 0  # deputies who may enter
    entered: int = 0  # of them, who has opened a link
    visits: int = 0
    visited: int = 0
    records: int = 0
    to_review: int = 0


@dataclass(frozen=True)
class Facts:
    """What a town has entered so far; ``term`` is the number of the one in office."""

    town: Town
    counts: Counts
    term: int | None
    checklists: list[str]
    words_without_unit: int
    first: FirstInspection | None


@dataclass(frozen=True)
class Accounts:
    """How many accounts a town's office has, and how many of them have a password."""

    made: int
    in_use: int


@dataclass(frozen=True)
class FirstStep:
    """A step: its state, what is there, and the one link to where it goes on."""

    title: str
    state: State
    there: str
    link: str
    endpoint: str
    to: dict[str, Any] = field(default_factory=dict)

    @property
    def state_words(self) -> str:
        return STATE_LABELS[self.state]


def steps(facts: Facts) -> list[FirstStep]:
    """In the order in which most towns take them."""
    return [
        _contact(facts.town, "看镇设置", "；由系统管理员改"),
        _places(facts.counts),
        _deputies(facts.term, facts.counts),
        _units(facts.counts.units, facts.words_without_unit),
        _checklists(facts.checklists),
        _inspection(facts.first),
    ]


def steps_of_admin(town: Town, office: Accounts) -> list[FirstStep]:
    return [_accounts(office), _contact(town, "改镇设置")]


def _contact(town: Town, link: str, by: str = "") -> FirstStep:
    if has_telephone(town.contact):
        state, whom = State.DONE, f"代表有问题找“{town.contact}”"
    elif town.contact:
        state, whom = State.PARTLY, f"代表有问题找“{town.contact}”，里面没有电话号码"
    else:
        state, whom = State.NOTHING, "还没有写代表有问题找谁"
    looks = f"报表用{FONT_SET_LABELS[town.font_set]}，页脚：{FOOTER_LABELS[town.footer]}"
    return FirstStep("单位和落款", state, f"{town.name}；{whom}；{looks}{by}", link, "town.show")


def _accounts(office: Accounts) -> FirstStep:
    title, link, to = "人大办的账号", "添加账号", {"_anchor": "add"}
    if not office.made:
        there = "人大办还没有账号，登录不了"
        return FirstStep(title, State.NOTHING, there, link, "accounts.all_accounts", to)
    if not office.in_use:
        there = "账号有了，还没有设密码；一次性链接过期的，可以重新生成"
        return FirstStep(title, State.PARTLY, there, "看账号", "accounts.all_accounts")
    return FirstStep(
        title, State.DONE, f"{office.in_use} 个在用", link, "accounts.all_accounts", to
    )


def _places(counts: Counts) -> FirstStep:
    title, there = "村和点位", f"{counts.villages} 个村（社区），{counts.sites} 个点位"
    if not counts.villages:
        there += "；村、点位、代表、单位可以填在一个 Excel 里，一次传上来"
        return FirstStep(title, State.NOTHING, there, "登记村和点位", "roster.home")
    state, link = (State.DONE, "看点位") if counts.sites else (State.PARTLY, "登记点位")
    return FirstStep(title, state, there, link, ENTRIES, {"kind": "sites"})


def _deputies(term: int | None, counts: Counts) -> FirstStep:
    title = "代表和小组"
    if term is None:
        there = "还没有在任的一届，也就没有小组和代表"
        return FirstStep(title, State.NOTHING, there, "登记届次、小组和代表", "roster.home")
    there = f"第{term}届，{counts.groups} 个小组，{counts.deputies} 位代表"
    if not counts.groups:
        return FirstStep(title, State.PARTLY, there, "登记小组", ENTRIES, {"kind": "groups"})
    state, link = (State.DONE, "看代表") if counts.deputies else (State.PARTLY, "登记代表")
    return FirstStep(title, state, there, link, ENTRIES, {"kind": "deputies"})


def _units(units: int, without: int) -> FirstStep:
    title, there, to = "责任单位", f"{units} 个单位", {"kind": "units"}
    if without:
        state = State.PARTLY if units else State.NOTHING
        there += f"；检查清单里有 {without} 种叫法还没有单位对应"
        to["_anchor"] = "units-wanted"
        return FirstStep(title, state, there, "对上这些叫法", ENTRIES, to)
    if not units:
        return FirstStep(title, State.NOTHING, there, "登记责任单位", ENTRIES, to)
    return FirstStep(title, State.DONE, there, "看责任单位", ENTRIES, to)


def _checklists(titles: list[str]) -> FirstStep:
    title, to_all = "选清单、试填", "checklists.all_checklists"
    if not titles:
        return FirstStep(
            title, State.NOTHING, "0 份在用；没有采用的也能先试填", "选检查清单", to_all
        )
    there = f"{len(titles)} 份在用：{'、'.join(f'《{one}》' for one in titles)}"
    return FirstStep(title, State.DONE, there, "试填、再选", to_all)


def _inspection(first: FirstInspection | None) -> FirstStep:
    title = "第一次视察"
    if first is None:
        return FirstStep(title, State.NOTHING, NO_PLAN, "新建视察", "plan.new")
    there, link, endpoint = _next(first)
    there = f"“{first.title}”{there}"
    to: dict[str, Any] = {"inspection_id": first.id}
    if endpoint == "review.several":
        to["state"] = "waiting"
    return FirstStep(title, State.PARTLY, there, link, endpoint, to)


def _next(first: FirstInspection) -> tuple[str, str, str]:
    """How far the first inspection is; words and address of the link to what comes next."""
    if not first.has_assignments:
        return "还没有安排谁去哪里", "安排谁去哪里", "plan.edit"
    if not first.is_open:
        return "筹备好了，还没有开始；开始以后发链接给代表", "开始视察", "plan.show"
    if not first.records and not first.has_links:
        return "开始了，代表还没有链接", "发链接给代表", "plan.show"
    if not first.records:
        return f"开始了，还没有收到记录{_opened(first)}", "看进展", "board.board"
    so_far = f"收到 {first.records} 份记录，已填 {first.visited}/{first.visits}"
    if first.to_review:
        to_review = f"{first.to_review} 个问题待核定"
        return f"{so_far}，{to_review}{_opened(first)}", "核定问题", "review.several"
    if first.visited < first.visits:
        return f"{so_far}，收到的都核定了{_opened(first)}", "看进展", "board.board"
    return f"{so_far}，都核定了，可以结束", "结束视察", "closing.show"


def _opened(first: FirstInspection) -> str:
    """How many have opened their links; nothing once all have."""
    if first.entered >= first.expected:
        return ""
    return f"；发链接：{first.expected} 位代表里 {first.entered} 位打开过"
