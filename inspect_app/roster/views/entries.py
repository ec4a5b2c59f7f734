"""The roster's entries: listed, searched, added, changed, archived."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, abort, g, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.inspections.models.plans import versions_offered
from inspect_app.inspections.units import words_case_by_case, words_without_unit
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.roster import keeping, terms
from inspect_app.roster.answering import BY_CASE
from inspect_app.roster.forms import FORM_FOR_KIND, EntryForm
from inspect_app.roster.keeping import PerhapsTheSameError, RosterError
from inspect_app.roster.kinds import (
    COLUMNS,
    IN_ORDER,
    LABELS,
    PARENTS,
    PURPOSES,
    ROLE_LABELS,
    EntryKind,
    RosterEntry,
    matching,
)
from inspect_app.roster.shelves import KnownEntry, Roster, Shelf
from inspect_app.roster.views.page import frame, kinds_added, roster_page
from inspect_app.text import clean_text, number_sent
from inspect_app.web import page_asked, page_or_fragment, see_other, writing

blueprint = Blueprint("entries", __name__, url_prefix="/office/roster")

KINDS = f"any({','.join(kind.value for kind in EntryKind)})"
PAGE = 50
CHANGED_SINCE = "这一条刚才被别人改过，还没有保存。下面是您填的，核对后再保存一次。现在登记的是："


@blueprint.get(f"/<{KINDS}:kind>")
@declares(Action.ROSTER)
def entries(kind: str) -> Response:
    """List a kind's entries: searched, page by page; ``?archived`` lists what is archived."""
    which, roster = EntryKind(kind), terms.roster_of(g.actor.town_id)
    shelf, archived = roster.of(which), "archived" in request.args
    words = clean_text(request.args.get("q", "")[:100])
    listed = [one for one in shelf.entries if one.is_archived == archived]
    fits = matching([one.entry for one in listed], words)
    found = [one for one, does in zip(listed, fits, strict=True) if does]
    part = page_asked(len(found), PAGE)
    shown = found[part.rows]
    return page_or_fragment(
        "roster/entries.html",
        "roster/_entries.html",
        **frame(roster),
        kind=which,
        columns=COLUMNS[which],
        purpose=PURPOSES[which],
        words=words,
        archived=archived,
        archived_count=sum(one.is_archived for one in shelf.entries),
        total=len(listed),
        part=part,
        shown=shown,
        below=_below(roster, which, shown),
        needs_term=which in keeping.IN_TERM and roster.term is None,
        **(_words_to_answer(shelf) if which is EntryKind.UNIT and not archived else {}),
        done=shelf.by_id.get(number_sent(request.args, "done")),
        overfull=shelf.by_id.get(number_sent(request.args, "overfull")),
        imported={
            name: number_sent(request.args, name)
            for name in ("added", "changed", "same", "answered")
        },
        kinds_added=kinds_added(),
        next_kind=_next_empty(roster, which),
    )


def _next_empty(roster: Roster, kind: EntryKind) -> EntryKind | None:
    """The first kind after this one, in the order of 开始使用, of which there is nothing."""
    later = IN_ORDER[IN_ORDER.index(kind) + 1 :]
    return next(
        (one for one in later if not any(e.is_in_use for e in roster.of(one).entries)), None
    )


def _words_to_answer(units: Shelf) -> dict[str, Any]:
    """The words of the checklists in use for which no unit answers, and who could."""
    town_id = g.actor.town_id
    versions = versions_offered(town_id)
    return {
        "without_unit": words_without_unit(town_id, versions),
        "by_case": words_case_by_case(town_id, versions),
        "units": [one for one in units.entries if one.is_in_use],
        "BY_CASE": BY_CASE,
    }


def _below(roster: Roster, kind: EntryKind, shown: Sequence[KnownEntry]) -> dict[int, str]:
    """In words what belongs to each group or village that is shown."""
    if kind is EntryKind.VILLAGE:
        return {one.row.id: f"{len(roster.below(kind, one))} 个点位" for one in shown}
    if kind is EntryKind.GROUP:
        return {one.row.id: _members(roster.below(kind, one)) for one in shown}
    return {}


def _members(deputies: Sequence[KnownEntry]) -> str:
    parts = [f"{len(deputies)} 人"]
    for role in (people.GroupRole.LEADER, people.GroupRole.LIAISON):
        label = ROLE_LABELS[role]
        names = [one.entry["name"] for one in deputies if one.entry["group_role"] == label]
        parts.append(f"{label} {'、'.join(names) or '未定'}")
    return " · ".join(parts)


@blueprint.get(f"/<{KINDS}:kind>/new")
@declares(Action.KEEP_ROSTER)
def new(kind: str) -> str:
    """Show the empty form of an entry; ``?group``, ``?village`` or ``?answers_for`` is given."""
    which = EntryKind(kind)
    given = {"group_role": ROLE_LABELS[people.GroupRole.MEMBER], "levels": ["镇"]}
    if which in PARENTS:
        given[PARENTS[which][0]] = request.args.get(PARENTS[which][0], "")
    if which is EntryKind.UNIT:
        given["answers_for"] = clean_text(request.args.get("answers_for", ""))
    return _form_page(terms.roster_of(g.actor.town_id), which, FORM_FOR_KIND[which](data=given))


def _form_page(
    roster: Roster,
    kind: EntryKind,
    form: EntryForm,
    known: KnownEntry | None = None,
    **context: Any,
) -> str:
    return roster_page(
        "roster/entry.html",
        roster,
        kind=kind,
        form=form,
        known=known,
        hints={column.name: column.hint for column in COLUMNS[kind]},
        parent=PARENTS.get(kind),
        offered=_offered(roster, kind, known),
        below=len(roster.below(kind, known)) if known else 0,
        **context,
    )


def _offered(roster: Roster, kind: EntryKind, known: KnownEntry | None) -> list[str]:
    """The groups or villages to choose from; what an entry has it may keep."""
    if kind not in PARENTS:
        return []
    column, parent = PARENTS[kind]
    names = list(roster.of(parent).offered)
    return names if known is None else list(dict.fromkeys([*names, known.entry[column]]))


@blueprint.post(f"/<{KINDS}:kind>/new")
@declares(Action.KEEP_ROSTER)
def add(kind: str) -> BaseResponse | tuple[str, int]:
    """Keep a new entry; the same one sent twice is kept once."""
    return _keep(EntryKind(kind), None)


@blueprint.get(f"/<{KINDS}:kind>/<int:row_id>")
@declares(Action.KEEP_ROSTER)
def entry(kind: str, row_id: int) -> str:
    """Show an entry's form, and how to archive or restore it."""
    which, roster = EntryKind(kind), terms.roster_of(g.actor.town_id)
    known = roster.of(which).by_id.get(row_id) or abort(404)
    return _form_page(roster, which, _form_of(which, known), known)


def _form_of(kind: EntryKind, known: KnownEntry) -> EntryForm:
    data: dict[str, Any] = dict(known.entry)
    if kind is EntryKind.DEPUTY:
        data["levels"] = [known.entry["levels"]]
    return FORM_FOR_KIND[kind](data=data)


@blueprint.post(f"/<{KINDS}:kind>/<int:row_id>")
@declares(Action.KEEP_ROSTER)
def change(kind: str, row_id: int) -> BaseResponse | tuple[str, int]:
    """Keep what was changed in an entry as it was seen; without ``seen`` nobody saw it."""
    return _keep(EntryKind(kind), row_id)


def _keep(kind: EntryKind, row_id: int | None) -> BaseResponse | tuple[str, int]:
    form, refused = FORM_FOR_KIND[kind](request.form), ""
    near: Sequence[KnownEntry] = []
    if form.validate():
        try:
            with writing():
                roster = terms.roster_of(g.actor.town_id)
                known = _in_use(roster, kind, row_id)
                if known and request.form.get("seen") != known.mark:
                    _refuse_unseen(kind, known, form.entry())
                is_another = "another" in request.form
                row = keeping.keep(roster, kind, form.entry(), known, is_another=is_another)
                _note("修改" if known else "添加", kind, row.name)
            return see_other(url_for("entries.entries", kind=kind.value, done=row.id))
        except _EntryChangedError as error:
            refused = str(error)
        except PerhapsTheSameError as error:
            near, form[error.column].errors = error.near, [str(error)]
        except RosterError as error:
            form[error.column].errors = [str(error)]
    roster = terms.roster_of(g.actor.town_id)
    known = _in_use(roster, kind, row_id)
    return _form_page(roster, kind, form, known, refused=refused, near=near), 422


class _EntryChangedError(Exception):
    """Somebody else changed the entry after its form was opened."""


def _refuse_unseen(kind: EntryKind, known: KnownEntry, entry: RosterEntry) -> None:
    """:raise _EntryChangedError: if the form says otherwise than what stands there now."""
    differing = [
        f"{column.heading}：{known.entry[column.name] or '（空）'}"
        for column in COLUMNS[kind]
        if known.entry[column.name] != entry[column.name]
    ]
    if differing:
        raise _EntryChangedError(CHANGED_SINCE + "；".join(differing))


def _note(what: str, kind: EntryKind, name: str) -> None:
    audit.note(g.actor, audit.Kind.CONTENT, f"{what}{LABELS[kind]}", name)


def _in_use(roster: Roster, kind: EntryKind, row_id: int | None) -> KnownEntry | None:
    if row_id is None:
        return None
    known = roster.of(kind).by_id.get(row_id) or abort(404)
    return abort(404) if known.is_archived else known


@blueprint.post(f"/<{KINDS}:kind>/<int:row_id>/archive")
@declares(Action.KEEP_ROSTER)
def archive(kind: str, row_id: int) -> BaseResponse | tuple[str, int]:
    """Take an entry out of use; pressed twice it is archived once."""
    return _turn(EntryKind(kind), row_id, keeping.archive)


@blueprint.post(f"/<{KINDS}:kind>/<int:row_id>/restore")
@declares(Action.KEEP_ROSTER)
def restore(kind: str, row_id: int) -> BaseResponse | tuple[str, int]:
    """Take an archived entry into use again."""
    return _turn(EntryKind(kind), row_id, keeping.restore, restored=1)


def _turn(
    kind: EntryKind,
    row_id: int,
    verb: Callable[[Roster, EntryKind, KnownEntry], None],
    **query: Any,
) -> BaseResponse | tuple[str, int]:
    try:
        with writing():
            roster = terms.roster_of(g.actor.town_id)
            known = roster.of(kind).by_id.get(row_id) or abort(404)
            verb(roster, kind, known)
            _note("恢复" if query else "归档", kind, known.row.name)
    except RosterError as error:
        roster = terms.roster_of(g.actor.town_id)
        known = roster.of(kind).by_id[row_id]
        page = _form_page(roster, kind, _form_of(kind, known), known, refused=str(error))
        return page, 422
    return see_other(url_for("entries.entries", kind=kind.value, done=row_id, **query))
