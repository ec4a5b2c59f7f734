"""The office's forms about an inspection: a draw, who came."""

import secrets
from collections.abc import Collection, Iterator

from werkzeug.datastructures import MultiDict
from wtforms import Form, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

from inspect_app.form_parts import (
    at_most,
    no_lost_characters,
    one_line_of,
)
from inspect_app.inspections.models.plans import Presence

Ticked = tuple[Presence, str]  # with the reason of a leave

MAX_REASON = 100


class DrawForm(Form):
    """How many villages are drawn, and by which seed; from which ones, the view reads."""

    number = IntegerField(
        "抽几个村",
        validators=[InputRequired("请填抽几个村"), NumberRange(1, 500, "请填1以上的数")],
        invalid_value_message="请填数字",
    )
    seed = StringField("种子", filters=[one_line_of], validators=[at_most(80), no_lost_characters])

    @property
    def seed_or_chance(self) -> str:
        return self.seed.data or secrets.token_hex(8)


def presences_sent(
    sent: MultiDict[str, str], deputy_ids: Collection[int]
) -> Iterator[tuple[int, Ticked]]:
    """Yield what was ticked of these deputies, with the reason of a leave.

    What the page had already is left out: a colleague may have ticked another since.
    """
    for deputy_id in deputy_ids:
        presence = sent.get(f"presence-{deputy_id}", "")
        if presence in set(Presence):
            reason = one_line_of(sent.get(f"reason-{deputy_id}"))[:MAX_REASON]
            was = sent.get(f"was-{deputy_id}")
            if was != in_one_word((Presence(presence), reason)):
                yield deputy_id, (Presence(presence), reason)


def in_one_word(ticked: Ticked) -> str:
    """As the page carries what it has of a deputy."""
    return f"{ticked[0].value} {ticked[1]}"
