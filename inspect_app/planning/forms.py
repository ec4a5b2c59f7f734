"""The office's forms of planning: the plan's facts and lines, why something is taken back."""

from collections.abc import Iterable
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import DateField, Form, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from inspect_app.form_parts import (
    NOT_A_DATE,
    at_most,
    day_in_range,
    no_lost_characters,
    one_line_of,
)
from inspect_app.inspections.models import KIND_LABELS
from inspect_app.planning.who_goes_where import PlanLine
from inspect_app.web import MOST_ROWS

MOST_LINES = 20  # of one site
MAX_REASON = 100
LONGEST_TOPIC = 60


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
        validators=[DataRequired("请填专题"), at_most(LONGEST_TOPIC), no_lost_characters],
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
    """The plan's lines as they were sent, empty ones too; of no other sites than these."""
    return [
        PlanLine(site_id, sent[f"who-{site_id}-{n}"], _ids(sent.getlist(f"what-{site_id}-{n}")))
        for site_id in site_ids
        for n in range(MOST_LINES)
        if f"who-{site_id}-{n}" in sent
    ]


def versions_sent(sent: MultiDict[str, str]) -> frozenset[int]:
    """The checklists that were ticked for all lines."""
    return _ids(sent.getlist("what"))


def _ids(values: Iterable[str]) -> frozenset[int]:
    numbers = {int(one) for one in values if one.isascii() and one.isdigit() and len(one) < 19}
    return frozenset(one for one in numbers if 0 < one <= MOST_ROWS)


def topic_of(topics: list[str]) -> str:
    """The topics of checklists as one; the first where all together are too long."""
    whole = "、".join(dict.fromkeys(topics))
    return whole if len(whole) <= LONGEST_TOPIC else topics[0]
