"""名单 from a chat or a table, pasted: looked at first, then all of it or nothing."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from flask import Blueprint, g, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.people.access import Action, declares
from inspect_app.roster import keeping, terms
from inspect_app.roster.forms import read_entry
from inspect_app.roster.importing import RosterComparison, compare, put_all
from inspect_app.roster.kinds import COLUMNS, LABELS, PARENTS, EntryKind, name_of
from inspect_app.roster.name_signs import MEANINGLESS, ROLES_ASKED, SignedList, read_with_signs
from inspect_app.roster.pasted_list import MOST_LINES, with_parents
from inspect_app.roster.recognising import RosterLine
from inspect_app.roster.shelves import Roster
from inspect_app.roster.views.entries import KINDS
from inspect_app.roster.views.page import MOST_SHOWN, not_as_seen, roster_page
from inspect_app.text import carried, clean_text
from inspect_app.web import see_other, writing

blueprint = Blueprint("pasting", __name__, url_prefix="/office/roster")

NOTHING = "请先把名单粘贴到框里"
TOO_MANY = "最多{}行，现在是{}行。请分几次粘贴"
OTHER_WORDS = "还没有导入：名单改过了。下面是现在会做的，请看一遍，再点“导入”"
WHAT_SIGN = "还没有导入：名字后面的记号，请在下面选是什么意思，再点“导入”"
NO_NAMES = "没有认出名字。请一行一个，或用顿号隔开，再试一次"


@blueprint.get(f"/<{KINDS}:kind>/paste")
@declares(Action.KEEP_ROSTER)
def paste(kind: str) -> str:
    """Show the box to paste a list into."""
    return _page(terms.roster_of(g.actor.town_id), EntryKind(kind))


@blueprint.post(f"/<{KINDS}:kind>/paste")
@declares(Action.KEEP_ROSTER)
def take_pasted(kind: str) -> BaseResponse | str | tuple[str, int]:
    """Tell what a list would do, or do it where that was seen (``do=import``)."""
    which, roster = EntryKind(kind), terms.roster_of(g.actor.town_id)
    text, refused = _text(), ""
    count = text.count("\n") + 1
    if which in keeping.IN_TERM and roster.term is None:
        refused = keeping.NO_TERM
    elif not text.strip():
        refused = NOTHING
    elif count > MOST_LINES:
        refused = TOO_MANY.format(MOST_LINES, count)
    if refused:
        return _page(roster, which, refused=refused), 422
    parent = name_of(clean_text(request.form.get("parent", "")))
    known = {one: roster.of(one).offered for one in EntryKind}
    pasted = read_with_signs(which, text, parent, request.form, known)
    if not pasted.lines:
        return _page(roster, which, refused=NO_NAMES), 422
    return _keep(which, pasted) if request.form.get("do") == "import" else _look(which, pasted)


def _look(kind: EntryKind, pasted: SignedList) -> str | tuple[str, int]:
    roster = terms.roster_of(g.actor.town_id)
    lines, found = _compared(kind, pasted, roster)
    page = _page(roster, kind, found=found, lines=lines, pasted=pasted)
    return (page, 422) if _has_mistakes(lines) else page


def _keep(kind: EntryKind, pasted: SignedList) -> BaseResponse | tuple[str, int]:
    with writing():
        roster = terms.roster_of(g.actor.town_id)
        lines, found = _compared(kind, pasted, roster)
        has_mistakes = _has_mistakes(lines)
        refused = "" if has_mistakes else _not_as_seen(pasted, found, roster)
        if not (has_mistakes or refused):
            put_all(roster, found.changes)
            counts = f"新增{len(found.added)}条，修改{len(found.changed)}条"
            audit.note(g.actor, audit.Kind.CONTENT, f"粘贴名单：{counts}", LABELS[kind])
    if has_mistakes or refused:
        more: dict[str, Any] = {"lines": lines, "refused": refused, "pasted": pasted}
        return _page(terms.roster_of(g.actor.town_id), kind, found=found, **more), 422
    query: dict[str, Any] = {
        "added": len(found.added),
        "changed": len(found.changed),
        "same": found.same,
        **{kind.value: count for kind, count in found.added_by_kind.items()},
    }
    return see_other(url_for("entries.entries", kind=kind.value, **query))


def _not_as_seen(pasted: SignedList, found: RosterComparison, roster: Roster) -> str:
    """Why nothing is written yet: also where other words were looked at."""
    if not pasted.is_answered:
        return WHAT_SIGN
    is_other = request.form.get("looked") != _mark_of_text()
    return OTHER_WORDS if is_other else not_as_seen(found, roster)


def _compared(
    kind: EntryKind, pasted: SignedList, roster: Roster
) -> tuple[Sequence[RosterLine], RosterComparison]:
    lines: Sequence[RosterLine] = pasted.lines
    if kind in PARENTS:
        lines = with_parents(lines, roster.of(PARENTS[kind][1]).offered)
    clear = [line for line in lines if not line.mistakes]
    return lines, compare(clear, read_entry, roster, request.form)


def _text() -> str:
    """What was pasted; a tab that begins it is an empty cell."""
    return carried(request.form.get("text", "")).strip("\n ")


def _mark_of_text() -> str:
    """A mark of what was pasted: another one means that it was changed after the look."""
    return sha256(repr((_text(), request.form.get("parent", ""))).encode()).hexdigest()[:16]


def _has_mistakes(lines: Sequence[RosterLine]) -> bool:
    return any(line.mistakes for line in lines)


def _page(roster: Roster, kind: EntryKind, **context: Any) -> str:
    """The page with the list as it was pasted, and what became of it."""
    lines = context.pop("lines", [])
    text = _text()
    return roster_page(
        "roster/paste.html",
        roster,
        kind=kind,
        columns=COLUMNS[kind],
        COLUMNS=COLUMNS,
        parent=PARENTS.get(kind),
        offered=list(roster.of(PARENTS[kind][1]).offered) if kind in PARENTS else [],
        MEANINGLESS=MEANINGLESS,
        ROLES_ASKED=ROLES_ASKED,
        text=text,
        chosen=request.form.get("parent", ""),
        wrong=_wrong(lines, text),
        most=MOST_SHOWN,
        seen=roster.mark,
        looked=_mark_of_text(),
        needs_term=kind in keeping.IN_TERM and roster.term is None,
        **context,
    )


def _wrong(lines: Sequence[RosterLine], text: str) -> list[tuple[int, str, str]]:
    """Of each mistake its line's number, whose it is, and what is wrong."""
    rows = text.split("\n")
    return [
        (line.ordinal, line.entry["name"] or rows[line.ordinal - 1], words)
        for line in lines
        for words in line.mistakes.values()
    ]
