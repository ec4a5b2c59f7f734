"""镇设置: the administrator's page of what the town chooses; the office reads it."""

from flask import Blueprint, g, render_template, request, url_for
from werkzeug.wrappers import Response

from inspect_app import audit
from inspect_app.people import models
from inspect_app.people.access import Action, declares
from inspect_app.people.forms import TownForm
from inspect_app.people.town_settings import SETTINGS, as_they_stand, change, mark
from inspect_app.web import see_other, writing

blueprint = Blueprint("town", __name__, url_prefix="/office/settings")

OVERTAKEN = "设置刚才由别人改过，这里还没有保存：{}。下面是您填的，请对照后再保存一次"
SAME = "和您填的一样"
TAKEN = "这台服务器上已经有叫这个名称的镇了，请写得更具体"


@blueprint.get("")
@declares(Action.SETTINGS)
def show() -> str:
    """The administrator sees a form, others words."""
    return _page(TownForm(obj=models.town(g.actor.town_id)))


@blueprint.post("")
@declares(Action.KEEP_SETTINGS)
def keep() -> Response | tuple[str, int]:
    form = TownForm(request.form)
    if not form.validate():
        return _page(form), 422
    with writing():
        town = models.town(g.actor.town_id)
        is_taken = models.has_namesake(town.id, form.name.data or "")
        is_overtaken = request.form.get("seen", mark(town)) != mark(town)
        if not is_taken and not is_overtaken:
            for words in change(town, form.data):
                audit.note(g.actor, audit.Kind.SETTING, words)
    if is_overtaken:
        overtaken = OVERTAKEN.format("；".join(as_they_stand(town, form.data)) or SAME)
        return _page(form, overtaken), 422
    if is_taken:
        form.name.errors = [TAKEN]
        return _page(form), 422
    return see_other(url_for("town.show", saved=1))


def _page(form: TownForm, overtaken: str = "") -> str:
    town = models.town(g.actor.town_id)
    return render_template(
        "people/town.html",
        town=town,
        form=form,
        settings=SETTINGS,
        seen=mark(town),
        overtaken=overtaken,
    )
