"""The office gives deputies their ways in: personal links, cards, codes; ends phones."""

from flask import Blueprint, Response, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit
from inspect_app.desk.views import once
from inspect_app.entering import models, personal_links, phones, shut_out
from inspect_app.entering.codes import give_code
from inspect_app.entering.models import phone_tables
from inspect_app.people import models as people
from inspect_app.people.access import Action, declares
from inspect_app.text import MOST_ROWS, number_sent
from inspect_app.web import see_other, settings, writing

DeputyRow = tuple[people.Deputy, people.DeputyGroup, models.PersonalLink | None]

blueprint = Blueprint("links", __name__, url_prefix="/office/links")

NOBODY = "还没有选代表：请勾选，或选“所有还没有链接的”。"
NO_CARDS = (
    "没有生成卡片，原来的链接照旧能用：网址只有本机能打开，印不了二维码。"
    "请管服务器的人先把网址设好，再来生成；您选的代表还在下面。"
)

NOT_REPLACED = (
    "没有换新，原来的链接照旧能用：网址只有本机能打开，新链接到了手机上打不开。"
    "请管服务器的人先把网址设好，再来换。只在本机试用的，请先收回原来的链接，再生成。"
)


@blueprint.get("")
@declares(Action.LINKS)
def all_links() -> str:
    return _list(None)


def _list(error: str | None) -> str:
    town_id = g.actor.town_id
    return render_template(
        "entering/links.html",
        town=people.town(town_id),
        is_loopback=settings().is_loopback,
        rows=models.deputies_and_links(town_id),
        phones=phone_tables.counts_of_phones(town_id),
        shut_out=shut_out.of_town(town_id),
        who=request.form.get("who", "missing"),
        ticked=_ticked(),
        error=error,
    )


@blueprint.post("/new")
@declares(Action.LINKS)
def make() -> Response | tuple[str, int]:
    """Make links and show them once, as cards to print or as texts; ask before replacing any.

    Where no phone reaches the address no cards are made, and no link is replaced that may have
    been made when one did.
    """
    as_cards = request.form.get("do") == "cards"
    if as_cards and settings().is_loopback:
        return _list(NO_CARDS), 422
    key = settings().secret_key
    with writing():
        once.tell_again(url_for("links.all_links"))
        rows = _chosen()
        if objection := _objection_to(rows):
            return objection
        made = [
            (deputy, group, f"{settings().base_url}/m/{personal_links.make_link(deputy, key)}")
            for deputy, group, _ in rows
        ]
        for deputy, _, _ in made:
            _note("生成个人链接", deputy)
        once.take()
    return make_response(
        render_template(
            "entering/cards.html" if as_cards else "entering/link_texts.html",
            town=people.town(g.actor.town_id),
            made=made,
            is_loopback=settings().is_loopback,
        )
    )


def _objection_to(rows: list[DeputyRow]) -> Response | tuple[str, int] | None:
    """Asked for in the turn to write: a colleague may have made links in the moment before."""
    if not rows:
        return _list(NOBODY), 422
    replaced = [deputy for deputy, _, link in rows if link]
    if replaced and settings().is_loopback:
        return _list(NOT_REPLACED), 422
    if replaced and "sure" not in request.form:
        return make_response(_ask(rows, replaced))
    return None


def _chosen() -> list[DeputyRow]:
    """All, those ticked, or those ticked and all without a link; of the own town alone."""
    who, ticked = request.form.get("who"), _ticked()
    return [
        (deputy, group, link)
        for deputy, group, link in models.deputies_and_links(g.actor.town_id)
        if _is_chosen(who, deputy.id in ticked, link is not None)
    ]


def _is_chosen(who: str | None, is_ticked: bool, has_link: bool) -> bool:
    if who == "all":
        return True
    if who == "missing":
        return is_ticked or not has_link
    return who == "ticked" and is_ticked


def _ticked() -> set[int]:
    return {one for one in request.form.getlist("deputy", int) if 0 < one <= MOST_ROWS}


def _ask(rows: list[DeputyRow], replaced: list[people.Deputy]) -> str:
    return render_template(
        "entering/replace_links.html",
        replaced=replaced,
        everybody=[deputy.id for deputy, _, _ in rows],
        others=[deputy.id for deputy, _, link in rows if link is None],
        do=request.form.get("do"),
    )


@blueprint.get("/<int:deputy_id>")
@declares(Action.LINKS)
def deputys_ways(deputy_id: int) -> str:
    return _deputys_page(_deputy(deputy_id), None)


def _deputy(deputy_id: int) -> people.Deputy:
    """:raise 404: if the town has no such deputy."""
    return people.deputy(g.actor.town_id, deputy_id) or abort(404)


def _is_former(deputy: people.Deputy) -> bool:
    term = people.current_term(deputy.town_id)
    return bool(deputy.archived_at) or term is None or term.id != deputy.term_id


def _note(what: str, deputy: people.Deputy) -> None:
    audit.note(g.actor, audit.Kind.LINK, what, f"{deputy.name}代表")


def _deputys_page(deputy: people.Deputy, code: str | None) -> str:
    _, group = people.deputy_with_group(deputy.town_id, deputy.id)
    links = models.personal_links(deputy.town_id, deputy.id)
    return render_template(
        "entering/deputys_ways.html",
        deputy=deputy,
        group=group,
        is_former=_is_former(deputy),
        link=next((link for link in links if link.withdrawn_at is None), None),
        phones=phones.signed_in_phones(deputy.town_id, deputy.id),
        shut_out=shut_out.of_town(deputy.town_id).get(deputy.id),
        code=code,
    )


@blueprint.post("/<int:deputy_id>/code")
@declares(Action.LINKS)
def new_code(deputy_id: int) -> str:
    with writing():
        deputy = _deputy(deputy_id)
        if _is_former(deputy):
            return _deputys_page(deputy, None)
        once.tell_again(url_for("links.deputys_ways", deputy_id=deputy_id))
        code = give_code(deputy, settings().secret_key)
        _note("生成验证码", deputy)
        once.take()
    return _deputys_page(deputy, code)


@blueprint.post("/<int:deputy_id>/withdraw")
@declares(Action.LINKS)
def withdraw(deputy_id: int) -> BaseResponse:
    with writing():
        deputy = _deputy(deputy_id)
        personal_links.withdraw(deputy)
        _note("收回个人链接", deputy)
    return see_other(url_for("links.deputys_ways", deputy_id=deputy_id))


@blueprint.post("/<int:deputy_id>/end")
@declares(Action.LINKS)
def end_phone(deputy_id: int) -> BaseResponse:
    with writing():
        deputy = _deputy(deputy_id)
        chosen = number_sent(request.form, "phone")
        for phone in phone_tables.phones(deputy.town_id, deputy.id):
            if phone.id == chosen and phone.ended_at is None:
                phones.end_phone(phone)
                _note("结束一部手机", deputy)
    return see_other(url_for("links.deputys_ways", deputy_id=deputy_id))
