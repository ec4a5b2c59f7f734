"""What a checklist is: frozen values, parsed once, never dug out of dicts.

The same classes are the schema of ``checklists/*.yaml`` (pydantic reports every
mistake of a file at once), the JSON Schema for editors, and what the form, the
paper form and the reports walk.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import not_
from typing import Annotated, Literal, Self

from pydantic import Field, field_validator, model_validator

from inspect_app.checklist.parts import (
    Basis,
    Bonus,
    Category,
    Frozen,
    Identifier,
    Law,
    Levels,
    Line,
    Option,
    OwnAnswer,
    Sentences,
    ShowIf,
    ZeroIf,
)

MAX_PHOTOS_PER_ITEM = 9
# Mistakes and cells are told by item or by one of these names.
PARTS_OF_THE_FORM = {"site", "deputy", "suggestion", "highlight", "version"}


class ItemKind(StrEnum):
    """The kinds of item; each has a field, a template, an example and a column."""

    CHECK = "check"
    DEDUCTION = "deduction"
    COUNT = "count"
    CHOICE = "choice"
    CHOICES = "choices"
    SCORE = "score"
    TEXT = "text"
    DATE = "date"
    PHOTO = "photo"
    NOTE = "note"


class Verdict(StrEnum):
    """The answer of a ``check`` item."""

    PASS = "pass"  # noqa: S105  (not a password)
    FAIL = "fail"
    NA = "na"


class Severity(StrEnum):
    """严重程度. ``critical`` means: tell the competent department by telephone at once."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


SEVERITY_LABELS = {Severity.MINOR: "一般", Severity.MAJOR: "较大", Severity.CRITICAL: "重大"}
# By what a form sends, too.
VERDICT_LABELS: Mapping[str, str] = {
    Verdict.PASS: "符合",
    Verdict.FAIL: "不符合",
    Verdict.NA: "不适用",
}


class BaseItem(Frozen):
    """What every kind of item has."""

    id: Identifier
    question: Line
    guidance: Sentences | None = Field(default=None, description="查看要点，用大白话")
    basis: tuple[Basis, ...] = ()
    show_if: ShowIf | None = None
    required: bool = False

    @field_validator("id")
    @classmethod
    def _not_named_as_a_part_of_the_form(cls, item_id: str) -> str:
        if item_id in PARTS_OF_THE_FORM:
            raise ValueError(f"{item_id} 是表里固定的栏目，检查项请换一个 id")
        return item_id

    @property
    def can_fail(self) -> bool:
        """Whether an answer of this item can be a finding."""
        return False

    @property
    def subject(self) -> str:
        """Return what papers call what was noted under this item."""
        return self.question

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """Return the answers to tap, with their words; none where something is typed."""
        return {}


class FailingItem(BaseItem):
    """An item whose bad answer is a finding (问题), with the presets of its follow-ups."""

    category: Category | None = Field(
        default=None,
        exclude_if=not_,
        description="问题的类别，写成名称，用在问题清单、交办单、台账里",
    )
    problem: Line | None = Field(default=None, description="问题的一句话，代表没写描述时用它")
    severity: Severity = Field(default=Severity.MINOR)
    suggestion: Sentences | None = None
    responsible: tuple[Line, ...] = Field(default=(), description="建议的责任单位，先写的优先")
    days: int | None = Field(default=None, ge=1, le=365, description="建议期限，天")

    @field_validator("category")
    @classmethod
    def _a_category_asks_nothing(cls, category: str | None) -> str | None:
        if category and ("？" in category or "?" in category):
            raise ValueError("category 写成名称，不写成问句，例如 垃圾桶满溢破损")
        return category

    @property
    def can_fail(self) -> bool:
        """An answer can be a finding."""
        return True

    @property
    def problem_sentence(self) -> str:
        """Return the sentence a finding falls back to when nothing was written."""
        return self.problem or f"{self.category or self.question.rstrip('?？')}：不符合"

    @property
    def subject(self) -> str:
        """Return what papers call a finding of this item.

        The question often asks for the opposite (没有成堆垃圾？), so it is the last resort.
        """
        return self.category or self.problem or self.question.rstrip("?？")


class Amount(Frozen):
    """An optional amount that a failed ``check`` asks: 3 处, 2.5 亩."""

    label: Line = "数量"
    unit: Annotated[str, Field(min_length=1, max_length=8)]


# What means something else on paper; so do numbers.
_NO_OWN_ANSWERS = {"√", "×", "不适用", "没看"}


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
    def _answers_can_be_told_apart(cls, answers: tuple[str, str] | None) -> tuple[str, str] | None:
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
        """Return the verdicts, in the item's own words where it has some."""
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
            raise ValueError("each(每处扣分)和 all_or_nothing: true 要且只要写一个")
        if self.cap is not None and self.each is None:
            raise ValueError("cap 只和 each 一起用")
        if self.cap is not None and self.cap > self.points:
            raise ValueError("cap 不能大于 points")
        if self.each is not None and self.each > self.most:
            raise ValueError("each 不能大于最多扣分")
        return self

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """Return the verdicts; none where places are counted."""
        return VERDICT_LABELS if self.all_or_nothing else {}

    @property
    def most(self) -> float:
        """Return the largest deduction, in points."""
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
        """Return the options' words by their ids."""
        return {option.id: option.label for option in self.options}

    def label_of(self, option_id: str) -> str:
        """Return the words of an option; the id itself if the item has no such option."""
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
            raise ValueError("写了 deduct(扣分)或 zero_if 的单选，要写 points(满分)")
        if self.points is not None and not most:
            raise ValueError("写了 points(满分)的单选，要有选项写 deduct(扣分)")
        if self.points is not None and most > self.points:
            raise ValueError("deduct 不能大于 points")
        return self


class ChoicesItem(OptionsItem):
    """Any of several options."""

    kind: Literal[ItemKind.CHOICES]

    @model_validator(mode="after")
    def _deducts_nothing(self) -> Self:
        if any(option.deduct for option in self.options):
            raise ValueError("deduct(扣分)只能写在单选(choice)的选项里")
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
            raise ValueError("照片不得设为必填(不把拍照留痕当任务)")
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


class Section(Frozen):
    """分组: items that are looked at in one place."""

    id: Identifier
    title: Line
    items: tuple[Item, ...] = Field(min_length=1, max_length=100)


class Checklist(Frozen):
    """检查清单: a topic's items. ``laws`` is filled by the loader with the laws it cites."""

    id: Identifier
    title: Line
    topic: Line
    introduction: Sentences | None = None
    sections: tuple[Section, ...] = Field(min_length=1, max_length=30)
    total: float | None = Field(default=None, gt=0, le=1000, exclude_if=not_, description="总分")
    bands: Levels = Field(default=(), exclude_if=not_, description="总分的档次，只供内部参考")
    laws: tuple[Law, ...] = ()

    def __hash__(self) -> int:
        # Checklists are keys of caches; hashing every word of one at each look-up would be slow.
        return hash(self.id)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Return all items in order."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def item_by_id(self) -> dict[str, Item]:
        """Return the items by their id."""
        return {item.id: item for item in self.items}

    @cached_property
    def number_by_item(self) -> dict[str, int]:
        """Return the running number of each item that asks something, by the item's id.

        The phone shows it beside the question; on paper and in Excel it is the item's code.
        """
        asking = (item for item in self.items if item.kind != ItemKind.NOTE)
        return {item.id: number for number, item in enumerate(asking, start=1)}

    @cached_property
    def section_by_item(self) -> dict[str, Section]:
        """Return each item's section by the item's id."""
        return {item.id: section for section in self.sections for item in section.items}

    @cached_property
    def law_by_id(self) -> dict[str, Law]:
        """Return the cited laws by their id."""
        return {law.id: law for law in self.laws}

    def basis_on(self, item: Item, day: date) -> list[str]:
        """Return the item's bases that are in force on ``day``, as 《法》第几条：要点."""
        return [
            f"《{law.title}》{basis.article}：{basis.gist}"
            for basis in item.basis
            if (law := self.law_by_id[basis.law]).is_in_force(day)
        ]
