"""Many paper forms typed in at once: rows of cells become records, all of them or none."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from inspect_app.checklist import answers as rules
from inspect_app.checklist.answers import Answer
from inspect_app.checklist.answers_in_words import answer_as_given
from inspect_app.checklist.base_items import ItemKind
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.items import Item
from inspect_app.checklist.parts import ShowIf
from inspect_app.inspections.models import ChecklistVersion, Inspection
from inspect_app.inspections.queries.visits import Visit
from inspect_app.paper.cell import Fields, fields_of
from inspect_app.paper.day_written import DayError, day_written
from inspect_app.paper.doubts import NotationError
from inspect_app.people.access import Actor, Role
from inspect_app.people.models import Deputy
from inspect_app.records.content import Content, content_of
from inspect_app.records.forms.record_form import filled_form
from inspect_app.records.hand_in import Arrival, Filler
from inspect_app.records.hand_in import hand_in as hand_in_record
from inspect_app.records.models import HANDED_IN, RecordState
from inspect_app.records.queries.own_records import own_record_of
from inspect_app.text import alike, bare, clean_text, names_meant, names_with, without_group

SITE, DEPUTY = "site", "deputy"
DAY = "filled-on"  # no item has a hyphen in its id
REMARKS = {"suggestion": "意见建议", "highlight": "亮点"}
NO_SITE = "请选点位"
NO_SUCH = "{}，列表里没有“{}”"
NEAR = "，相近的有{}"
IS_IT = "。是“{}”吗？"
MOST_NEAR = 4
SEVERAL = "{}，“{}”可能是{}"
NO_DEPUTY = "请选代表"
NOT_OF_GROUP = "这位代表不在去这个点位的小组"
OF_ANOTHER = "这个点位定了由另一位代表去"
TWICE = "和第{}行是同一位代表、同一个点位，只能有一份"
EMPTY = "没有填"
MERGED = "这一格和左边的合并了，里面填不了。请在 Excel 里取消合并，把两格都填上"
NOT_ASKED = "前面第{}项“{}”没有选“{}”，这一格不用填，请清空或改前面"
THERE = "这位代表在这个点位已有第{}号记录，内容不同。要更正请{}由代表或联络员在手机上更正"
OTHER_DAY = "这份已有（第{0}号），日期是{1.year}年{1.month}月{1.day}日，不再改。请填这一天，或空着"
ONCE_OPEN = "先“撤销结束”，再"
NOT_COUNTED = {
    RecordState.WITHDRAWN: "代表撤回了这份记录（第{}号）。要算数请{}由代表或联络员在手机上重新提交",
    RecordState.LATE: "这份记录（第{}号）已有，没有计入统计。要算数请打开它点“计入统计”",
}


@dataclass
class PaperRow:
    """One paper form: where, whose, and a cell an item by the item's id (or a remark's name).

    The cell of ``DAY`` says when it was filled. ``ordinal`` is the row's number on the screen or in
    Excel; ``mistakes`` tells by column; ``there`` is the record that stands in the row's way,
    ``unread`` tells by column of what Excel itself does not know what it says, ``covered`` are the
    columns of cells that are merged with the one on their left.
    """

    ordinal: int
    site: str
    deputy: str
    cells: Mapping[str, str]
    mistakes: dict[str, str] = field(default_factory=dict)
    there: UUID | None = None
    unread: Mapping[str, str] = field(default_factory=dict)
    covered: Collection[str] = ()

    @property
    def unfilled(self) -> list[str]:
        """The columns that must be filled and are not."""
        return [name for name, words in self.mistakes.items() if words == EMPTY]

    @property
    def is_empty(self) -> bool:
        return not (self.site or self.deputy or any(cell.strip() for cell in self.cells.values()))


@dataclass(frozen=True)
class PaperContext:
    """What rows are read against: the checklist, where and when it is used, who may have filled it.

    Sites by their words on the sheet, deputies likewise.
    """

    inspection: Inspection
    version: ChecklistVersion
    checklist: Checklist
    sites: Mapping[str, Visit]
    deputies: Mapping[str, Deputy]
    entered_by: str
    today: date


@dataclass(frozen=True)
class CheckedRow:
    """A row that can be handed in."""

    row: PaperRow
    visit: Visit
    deputy: Actor
    content: Content
    filled_on: date | None


@dataclass
class PaperNumbers:
    """The numbers of the records that rows became, and of those that were there already."""

    new: list[int] = field(default_factory=list)
    known: list[int] = field(default_factory=list)


def columns(checklist: Checklist) -> list[Item]:
    """What a paper form has a cell for."""
    return [item for item in checklist.items if item.kind not in (ItemKind.NOTE, ItemKind.PHOTO)]


def check(
    context: PaperContext, rows: Sequence[PaperRow], *, may_be_incomplete: bool
) -> list[CheckedRow]:
    """The rows that can be handed in; what is wrong with the others is written into them."""
    ready = [
        one for row in rows if not row.is_empty and (one := _read(context, row, may_be_incomplete))
    ]
    seen: dict[tuple[int, int], int] = {}
    for one in ready:
        key = (one.visit.Assignment.id, one.deputy.person_id)
        if key in seen:
            one.row.mistakes[DEPUTY] = TWICE.format(seen[key])
        seen.setdefault(key, one.row.ordinal)
    return ready


def _read(context: PaperContext, row: PaperRow, may_be_incomplete: bool) -> CheckedRow | None:
    sites, deputies = meant_by(context.sites, row.site), meant_by(context.deputies, row.deputy)
    visit = context.sites[sites[0]] if len(sites) == 1 else None
    deputy = context.deputies[deputies[0]] if len(deputies) == 1 else None
    if visit is None:
        row.mistakes[SITE] = _unclear(NO_SITE, row.site, sites, context.sites)
    if deputy is None:
        row.mistakes[DEPUTY] = _unclear(NO_DEPUTY, row.deputy, deputies, context.deputies)
    elif visit is not None and deputy.group_id != visit.Assignment.group_id:
        row.mistakes[DEPUTY] = NOT_OF_GROUP
    elif visit is not None and visit.Assignment.deputy_id not in (None, deputy.id):
        row.mistakes[DEPUTY] = OF_ANOTHER
    content, filled_on = _content(context, row, may_be_incomplete), _filled_on(context, row)
    row.mistakes |= row.unread
    row.mistakes |= {name: MERGED for name in row.mistakes if name in row.covered}
    if row.mistakes or visit is None or deputy is None:
        return None
    actor = Actor(deputy.town_id, Role.DEPUTY, deputy.id, deputy.name)
    ready = CheckedRow(row, visit, actor, content, filled_on)
    _is_there_already(ready)
    return None if row.mistakes else ready


def meant_by(offered: Iterable[str], words: str) -> list[str]:
    """Which of those offered the words mean: also without the group, dots and separators."""
    names = list(offered)
    found = names_meant(names, words)
    for shape in (alike, bare):
        typed = shape(words)
        if typed and not found:
            found = [one for one in names if typed in (shape(one), shape(without_group(one)))]
    return found


def _unclear(remedy: str, words: str, meant: Sequence[str], offered: Iterable[str]) -> str:
    """What to say of a name that means nobody, or several.

    A part of a name chooses nobody here: 王建 on a paper may be somebody else than 王建国.
    """
    if meant:
        return SEVERAL.format(remedy, words, "、".join(meant))
    if not words.strip():
        return remedy
    answer = NO_SUCH.format(remedy, words)
    near = names_with(offered, words)[:MOST_NEAR]
    if not near:
        return answer
    hint = IS_IT if len(near) == 1 else NEAR
    return answer + hint.format("、".join(near))


def _is_there_already(one: CheckedRow) -> bool:
    """Whether the row's record is there already; if it says otherwise, the row names it."""
    assignment = one.visit.Assignment
    known = own_record_of(one.deputy.town_id, one.deputy.person_id, assignment.id)
    if known is None or known.revision == 0:
        return False
    is_late = known.state == RecordState.LATE and not one.visit.Inspection.is_open
    stands = known.state in HANDED_IN or is_late
    if not stands or known.content_hash != one.content.digest:
        first = "" if one.visit.Inspection.is_open else ONCE_OPEN
        one.row.mistakes[DEPUTY] = NOT_COUNTED.get(known.state, THERE).format(known.number, first)
        one.row.there = known.id
    elif one.filled_on not in (None, known.filled_on):
        one.row.mistakes[DAY] = OTHER_DAY.format(known.number, known.filled_on)
        one.row.there = known.id
    return True


def _filled_on(context: PaperContext, row: PaperRow) -> date | None:
    """The day on the paper form, None where none was typed or the row says what is wrong."""
    days = (context.inspection.starts_on, context.inspection.ends_on, context.today)
    try:
        return day_written(clean_text(row.cells.get(DAY, "")), *days)
    except DayError as error:
        row.mistakes[DAY] = str(error)
        return None


def _content(context: PaperContext, row: PaperRow, may_be_incomplete: bool) -> Content:
    """What the row says; ``row.mistakes`` tells what is wrong with the cells that count.

    A phone hides an item that is not asked; on paper somebody may have filled it, and the desk
    decides whether that or the answer before it is the slip.
    """
    fields, unread = _typed_fields(context, row)
    content = content_of(filled_form(context.checklist, fields), context.version)
    asked = {item.id for item in rules.shown_items(context.checklist, content.answers)}
    row.mistakes |= {item_id: words for item_id, words in unread.items() if item_id in asked}
    for item in columns(context.checklist):
        is_typed = bool(row.cells.get(item.id, "").strip())
        unmet = _unmet(context.checklist, item, asked)
        # Where the answer before it cannot be read, that is what must be put right first.
        if is_typed and unmet and unmet.item not in unread:
            row.mistakes[item.id] = _not_asked(context.checklist, unmet)
    for name, words in content.mistakes.items():
        is_blank = not row.cells.get(name, "").strip()
        if not is_blank:
            row.mistakes.setdefault(name, words)
        elif not may_be_incomplete:
            row.mistakes[name] = EMPTY
    return content


def _unmet(checklist: Checklist, item: Item, asked: Collection[str]) -> ShowIf | None:
    """Why an item is not asked: the first of the conditions that hang on each other."""
    unmet = item.show_if if item.id not in asked else None
    while unmet and unmet.item not in asked:
        unmet = checklist.item_by_id[unmet.item].show_if
    return unmet


def _not_asked(checklist: Checklist, condition: ShowIf) -> str:
    before = checklist.item_by_id[condition.item]
    answers = "、".join(answer_as_given(before, Answer(one)) for one in condition.answers)
    number = checklist.number_by_item[before.id]
    return NOT_ASKED.format(number, before.question, answers)


def _typed_fields(context: PaperContext, row: PaperRow) -> tuple[Fields, dict[str, str]]:
    """The form's fields, and by item what to type where a cell cannot be read."""
    fields: Fields = [(name, clean_text(row.cells.get(name, ""))) for name in REMARKS]
    unread: dict[str, str] = {}
    for item in columns(context.checklist):
        try:
            fields += fields_of(item, f"item-{item.id}", clean_text(row.cells.get(item.id, "")))
        except NotationError as error:
            unread[item.id] = str(error)
    return fields, unread


def hand_in(context: PaperContext, ready: Sequence[CheckedRow]) -> PaperNumbers | None:
    """Hand all rows in, each on its deputy's behalf; call it while writing.

    What is there already with the same content stays as it is. None if a phone was faster than a
    row and says otherwise: then nothing is handed in, and the row names it.
    """
    numbers = PaperNumbers()
    are_known = [_is_there_already(one) for one in ready]
    if any(one.row.mistakes for one in ready):
        return None
    for one, is_known in zip(ready, are_known, strict=True):
        filler = Filler(one.deputy, context.entered_by, from_paper=True)
        arrival = Arrival(filled_on=one.filled_on)
        record = hand_in_record(
            filler, one.visit, context.checklist, one.content, arrival, context.today
        )
        assert record.number is not None
        (numbers.known if is_known else numbers.new).append(record.number)
    return numbers
