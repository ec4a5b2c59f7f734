"""The kinds of item, each with the rules that its keys keep."""

from collections.abc import Mapping
from functools import cached_property
from operator import not_
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from inspect_app.checklist.base_items import BaseItem, FailingItem, ItemKind
from inspect_app.checklist.parts import (
    Bonus,
    Frozen,
    Levels,
    Line,
    Option,
    OwnAnswer,
    ZeroIf,
)
from inspect_app.checklist.ratings import VERDICT_LABELS, Verdict

# What means something else on paper; so do numbers.
_NO_OWN_ANSWERS = {"√", "×", "不适用", "没看"}


class Amount(Frozen):
    """An optional amount that a failed ``check`` asks: 3 处, 2.5 亩."""

    label: Line = "数量"
    unit: Annotated[str, Field(min_length=1, max_length=8)]


class CheckItem(FailingItem):
    """符合 / 不符合 / 不适用; for the first two an item may have words of its own."""

    kind: Literal[ItemKind.CHECK]
    problem: Line = Field(description="问题的一句话，代表没写描述时用它")
    answers: tuple[OwnAnswer, OwnAnswer] | None = Field(
        default=None,
        exclude_if=not_,
        description="代表怎样答，两个：前一个是符合，后一个是不符合，例如 没有、有",
    )
    amount: Amount | None = None
    required: bool = True

    @field_validator("answers")
    @classmethod
    def _answers_differ(cls, answers: tuple[str, str] | None) -> tuple[str, str] | None:
        passes, fails = answers or ("", "-")
        if passes == fails:
            raise ValueError("answers 里两个回答要不一样")
        for answer in answers or ():
            if answer in _NO_OWN_ANSWERS or answer.isdigit():
                raise ValueError(f"answers 里不能写 {answer}，录入纸质表时它另有意思")
        if passes == VERDICT_LABELS[Verdict.FAIL] or fails == VERDICT_LABELS[Verdict.PASS]:
            raise ValueError("answers 里前一个是符合，后一个是不符合，现在写反了")
        return answers

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """The verdicts, in the item's own words where it has some."""
        if self.answers is None:
            return VERDICT_LABELS
        passes, fails = self.answers
        return {**VERDICT_LABELS, Verdict.PASS: passes, Verdict.FAIL: fails}


class DeductionItem(FailingItem):
    """Full points less a deduction: per place with a cap, or all or nothing."""

    kind: Literal[ItemKind.DEDUCTION]
    points: float = Field(gt=0, le=100)
    each: float | None = Field(default=None, gt=0, le=100, description="每处扣分")
    cap: float | None = Field(default=None, gt=0, le=100, description="最多扣分")
    all_or_nothing: bool = Field(default=False, description="不符合即不得分")
    zero_if: ZeroIf | None = Field(default=None, exclude_if=not_)

    @model_validator(mode="after")
    def _one_way_of_deducting(self) -> Self:
        if self.all_or_nothing == (self.each is not None):
            raise ValueError("each（每处扣分）和 all_or_nothing: true 要且只要写一个")
        if self.cap is not None and self.each is None:
            raise ValueError("cap 只和 each 一起用")
        if self.cap is not None and self.cap > self.points:
            raise ValueError("cap 不能大于 points")
        if self.each is not None and self.each > self.most:
            raise ValueError("each 不能大于最多扣分")
        return self

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """The verdicts; none where places are counted."""
        return VERDICT_LABELS if self.all_or_nothing else {}

    @property
    def most(self) -> float:
        """In points."""
        return self.points if self.cap is None else self.cap


class CountItem(BaseItem):
    """A number with its unit."""

    kind: Literal[ItemKind.COUNT]
    unit: Annotated[str, Field(min_length=1, max_length=8)]
    minimum: float = Field(default=0)
    maximum: float = Field(default=99_999_999)
    bonus: Bonus | None = Field(default=None, exclude_if=not_, description="加分，不算在满分里")

    @model_validator(mode="after")
    def _some_number_fits(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError("minimum 不能大于 maximum")
        return self


class OptionsItem(FailingItem):
    """What ``choice`` and ``choices`` share."""

    options: tuple[Option, ...] = Field(min_length=2, max_length=50)

    @field_validator("options")
    @classmethod
    def _options_have_their_own_ids(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        ids = [option.id for option in options]
        if len(set(ids)) < len(ids):
            raise ValueError("同一题里选项的 id 不能重复")
        return options

    @property
    def can_fail(self) -> bool:
        """Whether one of the options is a finding."""
        return any(option.fail for option in self.options)

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """The options' words by their ids."""
        return {option.id: option.label for option in self.options}

    def label_of(self, option_id: str) -> str:
        """The option's words; the id itself if the item has no such option."""
        return self.offered.get(option_id, option_id)


class ChoiceItem(OptionsItem):
    """One of several options; with ``points`` each may deduct some of them."""

    kind: Literal[ItemKind.CHOICE]
    points: float | None = Field(default=None, gt=0, le=100, exclude_if=not_, description="满分")
    zero_if: ZeroIf | None = Field(default=None, exclude_if=not_)

    @model_validator(mode="after")
    def _deducts_from_its_points(self) -> Self:
        most = max(option.deduct for option in self.options)
        if self.points is None and (most or self.zero_if):
            raise ValueError("写了 deduct（扣分）或 zero_if 的单选，要写 points（满分）")
        if self.points is not None and not most:
            raise ValueError("写了 points（满分）的单选，要有选项写 deduct（扣分）")
        if self.points is not None and most > self.points:
            raise ValueError("deduct 不能大于 points")
        return self


class ChoicesItem(OptionsItem):
    """Any of several options."""

    kind: Literal[ItemKind.CHOICES]

    @model_validator(mode="after")
    def _deducts_nothing(self) -> Self:
        if any(option.deduct for option in self.options):
            raise ValueError("deduct（扣分）只能写在单选（choice）的选项里")
        return self


class ScoreItem(BaseItem):
    """Points that whoever inspects gives, from ``minimum`` to the full ``points``."""

    kind: Literal[ItemKind.SCORE]
    points: float = Field(gt=0, le=100, description="满分")
    minimum: float = Field(default=0, ge=0, description="最低分")
    step: float = Field(default=1, gt=0, le=100, description="每隔几分一档")
    levels: Levels = Field(default=(), description="几分以上是什么样")
    zero_if: ZeroIf | None = None

    @model_validator(mode="after")
    def _full_points_can_be_given(self) -> Self:
        if self.minimum >= self.points:
            raise ValueError("minimum 要小于 points")
        if not self.can_give(self.points):
            raise ValueError("从 minimum 起每次加一个 step，要正好到 points")
        if not all(self.can_give(level.least) for level in self.levels):
            raise ValueError("levels 的 from 要是打得出的分")
        return self

    def can_give(self, points: float) -> bool:
        """Whether the points are one of the steps, from the lowest to the full ones."""
        steps = (points - self.minimum) / self.step
        return self.minimum <= points <= self.points and abs(steps - round(steps)) < 1e-9


class TextItem(BaseItem):
    """Free words."""

    kind: Literal[ItemKind.TEXT]


class DateItem(BaseItem):
    """A day."""

    kind: Literal[ItemKind.DATE]


class PhotoItem(BaseItem):
    """Photos that belong to no finding; never compulsory (为基层减负)."""

    kind: Literal[ItemKind.PHOTO]

    @field_validator("required")
    @classmethod
    def _photos_are_never_compulsory(cls, required: bool) -> bool:
        if required:
            raise ValueError("照片不得设为必填（不把拍照留痕当任务）")
        return required


class NoteItem(BaseItem):
    """Words for the deputy to read; asks nothing."""

    kind: Literal[ItemKind.NOTE]

    @field_validator("required")
    @classmethod
    def _a_note_asks_nothing(cls, required: bool) -> bool:
        if required:
            raise ValueError("说明文字不能设为必填")
        return required


Item = Annotated[
    CheckItem
    | DeductionItem
    | CountItem
    | ChoiceItem
    | ChoicesItem
    | ScoreItem
    | TextItem
    | DateItem
    | PhotoItem
    | NoteItem,
    Field(discriminator="kind"),
]
