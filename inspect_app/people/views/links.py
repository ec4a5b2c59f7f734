"""The office gives deputies their ways in: personal links, cards, codes; ends phones."""

from flask import Blueprint, Response, abort, g, make_response, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from inspect_app import audit, db
from inspect_app.people import entering, keys, models
from inspect_app.people.access import Action, declares
from inspect_app.people.codes import give_code
from inspect_app.web import MOST_ROWS, database, see_other, settings, today, whole

blueprint = Blueprint("links", __name__, url_prefix="/office/links")

NOBODY = "还没有选代表：请勾选，或选“所有还没有链接的”。"


@blueprint.get("")
@declares(Action.LINKS)
def all_links() -> str:
    """List the deputies: who has a link, with how many phones."""
    return _list(None)


def _list(error: str | None) -> str:
    town_id = g.actor.town_id
    return render_template(
        "people/links.html",
        town=models.town(town_id),
        rows=keys.deputies_and_links(town_id, today()),
        phones=keys.counts_of_phones(town_id),
        error=error,
    )


@blueprint.post("/new")
@declares(Action.LINKS)
def make() -> Response | tuple[str, int]:
    """Make links and show them once, as cards to print or as texts; ask before replacing any."""
    rows = _chosen()
    if not rows:
        return _list(NOBODY), 422
    replaced = [deputy for deputy, _, link in rows if link]
    if replaced and "sure" not in request.form:
        return make_response(_ask(rows, replaced))
    key = settings().secret_key
    with db.writing(database()):
        made = [
            (deputy, group, f"{settings().base_url}/m/{entering.make_link(deputy, key)}")
            for deputy, group, _ in _chosen()
        ]
        for deputy, _, _ in made:
            _note("生成个人链接", deputy)
    as_cards = request.form.get("do") == "cards"
    return make_response(
        render_template(
            "people/cards.html" if as_cards else "people/link_texts.html",
            town=models.town(g.actor.town_id),
            made=made,
            is_loopback=settings().is_loopback,
        )
    )


def _chosen() -> list[tuple[models.Deputy, models.DeputyGroup, models.PersonalLink | None]]:
    """Return the deputies meant: ticked, all, or all without a link; no other town's."""
    who, ticked = request.form.get("who"), _ticked()
    return [
        (deputy, group, link)
        for deputy, group, link in keys.deputies_and_links(g.actor.town_id, today())
        if who == "all" or (who == "missing" and link is None) or deputy.id in ticked
        if who in ("all", "missing", "ticked")
    ]


def _ticked() -> set[int]:
    return {one for one in request.form.getlist("deputy", int) if 0 < one <= MOST_ROWS}


def _ask(
    rows: list[tuple[models.Deputy, models.DeputyGroup, models.PersonalLink | None]],
    replaced: list[models.Deputy],
) -> str:
    return render_template(
        "people/replace_links.html",
        town=models.town(g.actor.town_id),
        replaced=replaced,
        everybody=[deputy.id for deputy, _, _ in rows],
        others=[deputy.id for deputy, _, link in rows if link is None],
        do=request.form.get("do"),
    )


@blueprint.post("/setting")
@declares(Action.LINKS)
def change_setting() -> BaseResponse:
    """Ask a code of every phone, or not of a deputy's first."""
    with db.writing(database()):
        town = models.town(g.actor.town_id)
        town.asks_code = "asks_code" in request.form
        what = "第一部手机也要验证码" if town.asks_code else "第一部手机不要验证码"
        audit.note(g.actor, audit.Kind.RIGHTS, f"改了设置：{what}")
    return see_other(url_for("links.all_links"))


@blueprint.get("/<int:deputy_id>")
@declares(Action.LINKS)
def deputys_ways(deputy_id: int) -> str:
    """Show a deputy's link and phones."""
    return _deputys_page(_deputy(deputy_id), None)


def _deputy(deputy_id: int) -> models.Deputy:
    """:raise 404: if the town has no such deputy."""
    return keys.deputy(g.actor.town_id, deputy_id) or abort(404)


def _note(what: str, deputy: models.Deputy) -> None:
    audit.note(g.actor, audit.Kind.LINK, what, f"{deputy.name}代表")


def _deputys_page(deputy: models.Deputy, code: str | None) -> str:
    _, group = models.deputy_with_group(deputy.town_id, deputy.id)
    links = models.personal_links(deputy.town_id, deputy.id)
    return render_template(
        "people/deputys_ways.html",
        town=models.town(deputy.town_id),
        deputy=deputy,
        group=group,
        link=next((link for link in links if link.withdrawn_at is None), None),
        phones=entering.signed_in_phones(deputy.town_id, deputy.id),
        code=code,
    )


@blueprint.post("/<int:deputy_id>/code")
@declares(Action.LINKS)
def new_code(deputy_id: int) -> str:
    """Give a six-digit code and show it once."""
    with db.writing(database()):
        deputy = _deputy(deputy_id)
        code = give_code(deputy, settings().secret_key)
        _note("生成验证码", deputy)
    return _deputys_page(deputy, code)


@blueprint.post("/<int:deputy_id>/withdraw")
@declares(Action.LINKS)
def withdraw(deputy_id: int) -> BaseResponse:
    """Take the link back; whatever the deputy entered with is signed out at once."""
    with db.writing(database()):
        deputy = _deputy(deputy_id)
        entering.withdraw(deputy)
        _note("收回个人链接", deputy)
    return see_other(url_for("links.deputys_ways", deputy_id=deputy_id))


@blueprint.post("/<int:deputy_id>/end")
@declares(Action.LINKS)
def end_phone(deputy_id: int) -> BaseResponse:
    """Sign one phone out; what it keeps stays on it."""
    with db.writing(database()):
        deputy = _deputy(deputy_id)
        chosen = whole(request.form, "phone")
        for phone in keys.phones(deputy.town_id, deputy.id):
            if phone.id == chosen and phone.ended_at is None:
                entering.end_phone(phone)
                _note("结束一部手机", deputy)
    return see_other(url_for("links.deputys_ways", deputy_id=deputy_id))
