"""The office's forms of planning: the plan's facts and lines, a draw, who came."""

import secrets
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, NumberRange, ValidationError

from inspect_app.form_parts import (
    NOT_A_DATE,
    at_most,
    day_in_range,
    no_lost_characters,
    one_line_of,
)
from inspect_app.inspections.models import KIND_LABELS
from inspect_app.inspections.models.plans import Presence
from inspect_app.inspections.planning import PlanLine
from inspect_app.web import MOST_ROWS

MOST_LINES = 20  # of one site
MAX_REASON = 100


class PlanForm(Form):
    """The facts of a plan."""

    title = StringField(
        "名称",
        filters=[one_line_of],
        validators=[DataRequired("请填名称"), at_most(60), no_lost_characters],
    )
    topic = StringField(
        "专题",
        filters=[one_line_of],
        validators=[DataRequired("请填专题"), at_most(60), no_lost_characters],
    )
    kind = SelectField(
        "活动类型", choices=[SelectChoice(one.value, words) for one, words in KIND_LABELS.items()]
    )
    starts_on = DateField(
        "开始日期",
        validators=[InputRequired("请填开始日期"), day_in_range],
        invalid_value_message=NOT_A_DATE,
    )
    ends_on = DateField(
        "结束日期",
        validators=[InputRequired("请填结束日期"), day_in_range],
        invalid_value_message=NOT_A_DATE,
    )
    lead = StringField("带队", filters=[one_line_of], validators=[at_most(60), no_lost_characters])

    def validate_ends_on(self, field: Any) -> None:
        """:raise ValidationError: if it ends before it starts."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("结束日期不能早于开始日期")


class ReasonForm(Form):
    """Why a plan, or the end of an inspection, is taken back."""

    reason = StringField(
        "为什么撤销",
        filters=[one_line_of],
        validators=[DataRequired("请写明为什么撤销"), at_most(MAX_REASON), no_lost_characters],
    )


def lines_sent(sent: MultiDict[str, str], site_ids: Iterable[int]) -> list[PlanLine]:
    """Return the plan's lines as they were sent, empty ones too; of no other sites than these."""
    return [
        PlanLine(site_id, sent[f"who-{site_id}-{n}"], _ids(sent.getlist(f"what-{site_id}-{n}")))
        for site_id in site_ids
        for n in range(MOST_LINES)
        if f"who-{site_id}-{n}" in sent
    ]


def versions_sent(sent: MultiDict[str, str]) -> frozenset[int]:
    """Return the checklists that were ticked for all lines."""
    return _ids(sent.getlist("what"))


def _ids(values: Iterable[str]) -> frozenset[int]:
    numbers = {int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 19}
    return frozenset(one for one in numbers if 0 < one <= MOST_ROWS)


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
        """Return the seed that was agreed on, or one of chance."""
        return self.seed.data or secrets.token_hex(8)


def presences_sent(
    sent: MultiDict[str, str], deputy_ids: Collection[int]
) -> Iterator[tuple[int, tuple[Presence, str]]]:
    """Yield what was ticked of these deputies, with the reason of a leave."""
    for deputy_id in deputy_ids:
        presence = sent.get(f"presence-{deputy_id}", "")
        if presence in set(Presence):
            reason = one_line_of(sent.get(f"reason-{deputy_id}"))[:MAX_REASON]
            yield deputy_id, (Presence(presence), reason)
