"""What a checklist's items are made of: laws and bases, conditions, options, points.

What was added after checklists had been taken into use (``exclude_if``) is left out of a snapshot
where nothing is said: the same file stays the same version.
"""

from collections.abc import Sequence
from datetime import date
from operator import not_
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

Identifier = Annotated[
    str,
    Field(
        pattern=r"^[a-z][a-z0-9_]{0,39}$",
        description="小写字母开头，只用小写字母、数字、下划线，终身不变",
    ),
]
Line = Annotated[str, Field(min_length=1, max_length=200)]
Sentences = Annotated[str, Field(min_length=1, max_length=500)]
# On a phone three stand side by side.
OwnAnswer = Annotated[str, Field(min_length=1, max_length=8)]
Category = Annotated[str, Field(min_length=1, max_length=20)]


class Frozen(BaseModel):
    """A value that nobody changes; an unknown key is a mistake, not ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Law(Frozen):
    """One law or regulation that checklists cite, as it stands in ``laws.yaml``."""

    id: Identifier
    title: Line
    version: Line = Field(description="通过、修正、施行日期，照法律文本写")
    in_force: date | None = Field(
        default=None, description="施行日期；留空表示核对之日已在施行而施行日未核"
    )
    repealed: date | None = Field(default=None, description="废止或被新版取代之日")
    level: Literal["A", "B"] = Field(description="A 读到现行条文；B 读到条文但文本较早")
    text_of: date | None = Field(default=None, description="B 级：所读文本的日期")
    source: Line = Field(description="条文出处的网址")

    @model_validator(mode="after")
    def _level_b_names_its_text(self) -> Self:
        if self.level == "B" and self.text_of is None:
            raise ValueError("B 级依据要写 text_of：所读文本的日期")
        if self.in_force and self.repealed and self.repealed <= self.in_force:
            raise ValueError("repealed 要晚于 in_force")
        return self

    def is_in_force(self, day: date) -> bool:
        return (self.in_force is None or self.in_force <= day) and (
            self.repealed is None or day < self.repealed
        )


class Basis(Frozen):
    """依据: a law of ``laws.yaml``, the article and what it says in short."""

    law: Identifier
    article: Line
    gist: Sentences


class ShowIf(Frozen):
    """The item is shown only if an earlier item has one of these answers."""

    item: Identifier
    answers: tuple[Line, ...] = Field(alias="in", min_length=1)

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


class ZeroIf(ShowIf):
    """The item gives no points once another item, before or after it, has one of these answers."""


class Option(Frozen):
    """One answer of a ``choice`` or ``choices`` item."""

    id: Identifier
    label: Line
    fail: bool = Field(default=False, description="选中即记一个问题")
    deduct: float = Field(
        default=0, ge=0, le=100, exclude_if=not_, description="选中扣几分，本题要写 points"
    )


class Level(Frozen):
    """What a number stands for from here up to the next level: a degree of a score, 档次."""

    least: float = Field(alias="from", ge=0, le=1000)
    label: Line

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)


def _highest_first(levels: tuple[Level, ...]) -> tuple[Level, ...]:
    if len({level.least for level in levels}) < len(levels):
        raise ValueError("各档的 from 不能重复")
    return tuple(sorted(levels, key=lambda level: -level.least))


Levels = Annotated[tuple[Level, ...], Field(max_length=20), AfterValidator(_highest_first)]


def level_of(levels: Sequence[Level], number: float) -> str:
    """What the number stands for, empty if no level reaches so low."""
    return next((level.label for level in levels if level.least <= number), "")


class Bonus(Frozen):
    """加分: points for each one counted, beside the full marks."""

    each: float = Field(gt=0, le=100, description="每个加几分")
    cap: float = Field(gt=0, le=100, description="最多加几分")
    beyond: float = Field(default=0, ge=0, description="超过几个才加")

    @model_validator(mode="after")
    def _one_fits(self) -> Self:
        if self.each > self.cap:
            raise ValueError("bonus 的 each 不能大于 cap")
        return self
