"""检查清单 of the town: which are in use, taking one into use, the form that deputies will see.

A room above ``records``, because the preview is a deputy's form.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, g, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as BaseResponse

from inspect_app.checklist import answers as rules
from inspect_app.checklist.changes import changes
from inspect_app.checklist.definition import Checklist
from inspect_app.checklist.loader import load_checklist, load_laws, load_sent
from inspect_app.checklist.mistakes import ChecklistError
from inspect_app.checklist.point_words import how_scored
from inspect_app.checklist.reading import MAX_BYTES
from inspect_app.checklist.scoring import overall_score_of_record
from inspect_app.checklist.shipped import LAWS, SAMPLE, sample, shipped
from inspect_app.checklist_book.sheet import checklist_of as checklist_in_workbook
from inspect_app.checklist_book.sheet import workbook
from inspect_app.findings.arising import finding_values
from inspect_app.inspections import models
from inspect_app.inspections.models import ChecklistVersion, plans
from inspect_app.inspections.publish import checklist_of, published, take_into_use
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.records.form_buttons import one_more_place, pass_the_rest
from inspect_app.records.forms.record_form import RecordForm, form_class
from inspect_app.records.views.sent import mistake_rows, received
from inspect_app.spreadsheet import EXCEL, MOST_BYTES, SheetError
from inspect_app.text import clean_text, number_sent
from inspect_app.web import (
    download,
    file_brought_back,
    file_for_page,
    see_other,
    today,
    uploaded,
    writing,
)
from inspect_app.web.bodies import MIB, brings_files
from inspect_app.web.few_at_once import few_at_once

BINARY = (b"PK", b"\xd0\xcf\x11\xe0")  # how a workbook of today begins, and an old one
SOME_VILLAGE = "所在村"  # a trial is of no site

blueprint = Blueprint("checklists", __name__, url_prefix="/office/checklists")


@dataclass(frozen=True)
class ChecklistRow:
    """A checklist as the page lists it.

    ``in_use`` is its last version; ``is_new`` says that the shipped file has a content that the
    town never took into use.
    """

    checklist: Checklist
    in_use: ChecklistVersion | None
    is_new: bool


@blueprint.get("/")
@declares(Action.READ)
def all_checklists() -> str:
    """List the shipped checklists and the town's own, with the versions in use."""
    adopted = models.version(g.actor.town_id, number_sent(request.args, "done"))
    return _page(adopted=adopted, is_known="known" in request.args)


def _page(
    adopted: ChecklistVersion | None = None,
    is_known: bool = False,
    refused: str = "",
    mistakes: Iterable[ChecklistError] = (),
) -> str:
    files, spoilt = shipped()
    in_use = {one.checklist_id: one for one in plans.versions_offered(g.actor.town_id)}
    new = {id_: one for id_, one in files.items() if published(g.actor.town_id, one) is None}
    rows = [
        ChecklistRow(new.get(id_) or checklist_of(in_use[id_]), in_use.get(id_), id_ in new)
        for id_ in dict.fromkeys([*files, *in_use])
    ]
    return render_template(
        "checklist_page/checklists.html",
        rows=rows,
        adopted=adopted,
        last=in_use.get(adopted.checklist_id) if adopted else None,
        is_known=is_known,
        refused=refused,
        mistakes=[line for error in mistakes for line in error.mistakes],
        spoilt=[line for error in spoilt for line in error.mistakes],
    )


@blueprint.post("/shipped/<path:checklist_id>")
@declares(Action.PLAN)
def adopt(checklist_id: str) -> BaseResponse:
    """Take a shipped checklist into use; pressed twice it is the same version."""
    return _adopt(_shipped_checklist(checklist_id))


def _shipped_checklist(checklist_id: str) -> Checklist:
    """:raise 404: if there is no such file, or it has mistakes."""
    return shipped()[0].get(checklist_id) or abort(404)


def _adopt(checklist: Checklist) -> BaseResponse:
    with writing():
        version, is_new = take_into_use(g.actor, checklist)
        done = version.id
    known: dict[str, Any] = {} if is_new else {"known": 1}
    return see_other(url_for("checklists.all_checklists", done=done, **known))


@blueprint.get("/sample")
@declares(Action.READ)
def sample_file() -> Response | tuple[str, int]:
    """Download a checklist to write one's own by, with the laws that it may cite."""
    try:
        content = sample()
    except ChecklistError:
        return _page(), 422  # which tells what is wrong on the server
    return download(content.encode(), "检查清单样例.yaml", "application/yaml")


@blueprint.get("/sample.xlsx")
@declares(Action.READ)
@few_at_once
def sample_workbook() -> Response | tuple[str, int]:
    try:
        own = load_checklist(SAMPLE, load_laws(LAWS)).model_copy(update={"id": ""})
        return _workbook(own, "检查清单样例")
    except ChecklistError:
        return _page(), 422  # which tells what is wrong on the server


@blueprint.get("/shipped/<path:checklist_id>.xlsx")
@declares(Action.READ)
@few_at_once
def shipped_workbook(checklist_id: str) -> Response:
    checklist = _shipped_checklist(checklist_id)
    return _workbook(checklist, checklist.title)


@blueprint.get("/<int:version_id>.xlsx")
@declares(Action.READ)
@few_at_once
def version_workbook(version_id: int) -> Response:
    """Download a version as a workbook: changed and sent, it is the next one."""
    checklist = _checklist_of(version_id)
    return _workbook(checklist, checklist.title)


def _workbook(checklist: Checklist, name: str) -> Response:
    laws = load_laws(LAWS) | checklist.law_by_id
    return download(workbook(checklist, laws.values()), f"{name}.xlsx", EXCEL)


@blueprint.post("/own")
@declares(Action.PLAN)
@brings_files(MOST_BYTES + MIB)
@few_at_once
def adopt_own() -> BaseResponse | str | tuple[str, int]:
    """Take the town's own file into use, or tell every mistake by its line; ``do=look`` looks.

    So does one that takes another's title or gives up its own: that is asked before.
    """
    data, name = uploaded("file", MOST_BYTES), "清单"
    if is_new := bool(data):
        name = clean_text(request.files["file"].filename or "")[:100]
    elif not (data := file_brought_back()):
        return _page(refused="请先选清单文件（.xlsx 或 .yaml）"), 422
    try:
        checklist = _read_sent(name, data)
    except SheetError as error:
        return _page(refused=str(error)), 422
    except ChecklistError as error:
        return _page(mistakes=[error]), 422
    adopting = _effect_of_adopting(checklist)
    is_asked = is_new and (
        adopting["has_namesake"] or (adopting["changed"] and adopting["changed"].is_renamed)
    )
    if is_asked or request.form.get("do") == "look":
        return _form(checklist, to_adopt=file_for_page(data), **adopting)
    return _adopt(checklist)


def _effect_of_adopting(checklist: Checklist) -> dict[str, Any]:
    """What becomes of the town's checklists if this one is taken into use."""
    in_use = {one.checklist_id: one for one in plans.versions_offered(g.actor.town_id)}
    version = in_use.get(checklist.id)
    before = checklist_of(version) if version else shipped()[0].get(checklist.id)
    others = [checklist_of(one) for id_, one in in_use.items() if id_ != checklist.id]
    return {
        "changed": changes(before, checklist) if before else None,
        "version": version.version + 1 if version else 1,
        "has_namesake": any(one.title == checklist.title for one in others),
    }


def _read_sent(name: str, data: bytes) -> Checklist:
    """The checklist of a workbook or a text file.

    :raise SheetError: if it is no workbook of a checklist.
    :raise ChecklistError: with every mistake of the file.
    """
    laws = load_laws(LAWS)
    if not data.startswith(BINARY) and not name.lower().endswith(".csv"):
        return load_sent(name, data[: MAX_BYTES + 1], laws)
    in_use = [checklist_of(one) for one in plans.versions_offered(g.actor.town_id)]
    former = shipped()[0] | {one.id: one for one in in_use}
    cited = {id_: law for one in in_use for id_, law in one.law_by_id.items()}
    return checklist_in_workbook(name, data, cited | laws, former)


@blueprint.get("/shipped/<path:checklist_id>")
@declares(Action.READ)
def look_at_shipped(checklist_id: str) -> str:
    """Show the form of a shipped checklist as a deputy sees it."""
    checklist = _shipped_checklist(checklist_id)
    return _form(checklist, to_try=url_for("checklists.try_shipped", checklist_id=checklist_id))


@blueprint.post("/shipped/<path:checklist_id>/trial")
@declares(Action.READ)
def try_shipped(checklist_id: str) -> str | tuple[str, int]:
    """试填 of a shipped checklist: tell what would come of it, keep nothing."""
    return _try_form(_shipped_checklist(checklist_id))


@blueprint.get("/<int:version_id>")
@declares(Action.READ)
def look(version_id: int) -> str:
    """Show the form of a version as a deputy sees it."""
    return _form(
        _checklist_of(version_id), to_try=url_for("checklists.try_version", version_id=version_id)
    )


def _checklist_of(version_id: int) -> Checklist:
    """:raise 404: if the town has no such version."""
    return checklist_of(models.version(g.actor.town_id, version_id) or abort(404))


@blueprint.post("/<int:version_id>")
@declares(Action.READ)
def try_version(version_id: int) -> str | tuple[str, int]:
    """试填 of a version: tell what would come of it, keep nothing."""
    return _try_form(_checklist_of(version_id))


def _try_form(checklist: Checklist) -> str | tuple[str, int]:
    """Answer a form as a deputy's plain form is answered, but from what was sent alone."""
    sent = received()
    step, _, target = sent.get("do", "").partition("-")
    fields = list(sent.items(multi=True))
    if step == "rest":
        fields = pass_the_rest(checklist, fields, target)
    elif step == "more" and target in checklist.item_by_id:
        fields = one_more_place(fields, checklist.item_by_id[target])
    form = form_class(checklist)(MultiDict(fields))
    if step != "submit":
        return _form(checklist, form, to_try=request.path)
    is_valid = form.validate_as_shown()
    page = _form(
        checklist,
        form,
        to_try=request.path,
        is_tried=True,
        found=_findings_of(form),
        overall_score=overall_score_of_record(checklist, form.counted_answers()),
        how_scored=how_scored(checklist, form.counted_answers()),
        mistakes=mistake_rows(checklist, form.mistakes),
    )
    return page if is_valid else (page, 422)


def _findings_of(form: RecordForm) -> list[dict[str, Any]]:
    """What the findings would say, had a deputy handed the form in today."""
    units = people.responsible_units(g.actor.town_id)
    failures = rules.failures(form.checklist, form.counted_answers())
    return [finding_values(failure, SOME_VILLAGE, today(), units) for failure in failures]


def _form(checklist: Checklist, form: RecordForm | None = None, **context: Any) -> str:
    """The page of the form; without ``to_try`` it is only looked at."""
    return render_template(
        "checklist_page/checklist_form.html",
        checklist=checklist,
        form=form or form_class(checklist)(),
        day=today(),
        is_blank=True,
        whose={},
        **context,
    )
