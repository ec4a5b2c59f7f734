"""What items have in common: those of every kind, and those whose bad answer is a finding."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from operator import not_

from pydantic import Field, field_validator

from inspect_app.checklist.parts import (
    Basis,
    Category,
    Frozen,
    Identifier,
    Line,
    Sentences,
    ShowIf,
)
from inspect_app.checklist.ratings import Severity

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
        """What papers call what was noted under this item."""
        return self.question

    @cached_property
    def offered(self) -> Mapping[str, str]:
        """The answers to tap, with their words; none where something is typed."""
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
        """The sentence a finding falls back to when nothing was written."""
        return self.problem or f"{self.category or self.question.rstrip('?？')}：不符合"

    @property
    def subject(self) -> str:
        """What papers call a finding of this item.

        The question often asks for the opposite (没有成堆垃圾？), so it is the last resort, and
        without what turns it: checklists in use from before may have neither of the two.
        """
        asked = self.question.rstrip("?？")
        return self.category or self.problem or re.sub("有?没有", "", asked, count=1) or asked
