"""What a changed checklist asks otherwise than the one before it. Pure."""

from dataclasses import dataclass

from inspect_app.checklist.definition import Checklist


@dataclass(frozen=True)
class ChecklistChanges:
    """The questions that came and went, those in other words, how many changed otherwise."""

    before: Checklist
    added: list[str]
    dropped: list[str]
    reworded: list[tuple[str, str]]  # before, after
    others: int
    is_renamed: bool

    @property
    def is_none(self) -> bool:
        """Whether all questions stayed as they were."""
        return not (self.added or self.dropped or self.reworded or self.others)


def changes(before: Checklist, after: Checklist) -> ChecklistChanges:
    """Compare the questions by their ids."""
    old, new = before.item_by_id, after.item_by_id
    both = [(old[one], new[one]) for one in new if one in old]
    reworded = [(a.question, b.question) for a, b in both if a.question != b.question]
    return ChecklistChanges(
        before=before,
        added=[item.question for one, item in new.items() if one not in old],
        dropped=[item.question for one, item in old.items() if one not in new],
        reworded=reworded,
        others=sum(a != b and a.question == b.question for a, b in both),
        is_renamed=before.title != after.title,
    )
