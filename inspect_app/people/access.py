"""Who may do what: roles, actions and the person who acts. Pure."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

View = TypeVar("View", bound=Callable[..., object])


class Role(StrEnum):
    """Who somebody is in the product (terms: domain glossary in docs/terms.md)."""

    DEPUTY = "deputy"
    OFFICE = "office"
    CHAIR = "chair"
    ADMIN = "admin"
    COUNTY = "county"


ROLE_LABELS: dict[str, str] = {
    Role.DEPUTY: "代表",
    Role.OFFICE: "人大办",
    Role.CHAIR: "主席、副主席",
    Role.ADMIN: "系统管理员",
    Role.COUNTY: "县级人大",
}


class Action(StrEnum):
    """What a view lets somebody do; every view declares exactly one."""

    ENTER = "enter"  # log-in pages and pages that hold nobody's data
    FILL = "fill"  # a deputy's own work
    HAND_IN = "hand_in"  # what a phone has kept; former deputies', too, for a while
    READ = "read"  # the office's pages
    RECORD = "record"  # the office types paper forms in, lets late records count
    PLAN = "plan"  # inspections: who goes where, draws, states, who came
    REPORT = "report"  # the files the office hands in
    REVIEW = "review"  # what becomes of findings
    AUDIT = "audit"  # who did what
    LINKS = "links"  # the office gives deputies their ways in, and takes them back
    ACCOUNTS = "accounts"  # who logs in, in which role
    SETTINGS = "settings"  # what the town has chosen for itself: look it up
    KEEP_SETTINGS = "keep_settings"  # the same: change it
    OWN = "own"  # one's own account
    COUNTY = "county"  # the figures of a county's towns
    ROSTER = "roster"  # deputies and places: look them up
    HANDBOOK = "handbook"  # how to work with the product
    FEEDBACK = "feedback"  # what deputies say of the product: tick it off
    KEEP_ROSTER = "keep_roster"  # deputies and places: add, change, archive, import
    EXAMPLE = "example"  # the town's example: put it in, look at it, take it out


ALLOWED: dict[Action, frozenset[Role]] = {
    Action.FILL: frozenset({Role.DEPUTY}),
    Action.HAND_IN: frozenset({Role.DEPUTY}),
    Action.READ: frozenset({Role.OFFICE, Role.CHAIR}),
    Action.RECORD: frozenset({Role.OFFICE}),
    Action.PLAN: frozenset({Role.OFFICE}),
    Action.REPORT: frozenset({Role.OFFICE, Role.CHAIR}),
    Action.REVIEW: frozenset({Role.OFFICE}),
    Action.AUDIT: frozenset({Role.OFFICE, Role.CHAIR, Role.ADMIN}),
    Action.LINKS: frozenset({Role.OFFICE}),
    Action.ACCOUNTS: frozenset({Role.ADMIN}),
    Action.SETTINGS: frozenset({Role.OFFICE, Role.CHAIR, Role.ADMIN}),
    Action.KEEP_SETTINGS: frozenset({Role.ADMIN}),
    Action.OWN: frozenset({Role.OFFICE, Role.CHAIR, Role.ADMIN, Role.COUNTY}),
    Action.COUNTY: frozenset({Role.COUNTY}),
    Action.ROSTER: frozenset({Role.OFFICE, Role.CHAIR, Role.ADMIN}),
    Action.HANDBOOK: frozenset({Role.OFFICE, Role.CHAIR, Role.ADMIN}),
    Action.FEEDBACK: frozenset({Role.OFFICE}),
    Action.KEEP_ROSTER: frozenset({Role.OFFICE, Role.ADMIN}),
    Action.EXAMPLE: frozenset({Role.OFFICE}),
}

# An example has none of these: from inside it they would be the real town's.
OF_THE_TOWN_ITSELF = frozenset(
    {Action.AUDIT, Action.ACCOUNTS, Action.SETTINGS, Action.KEEP_SETTINGS, Action.COUNTY}
)


@dataclass(frozen=True)
class Actor:
    """Who asks: somebody of one town, in one role. ``person_id`` is a deputy's or an account's.

    ``is_former`` is a deputy whose term has ended or who was archived: see
    ``entering/former_deputies.py``.
    ``example_of`` is the town whose example ``town_id`` is: an account of that town looks at it.
    """

    town_id: int
    role: Role
    person_id: int
    name: str
    is_former: bool = False
    example_of: int | None = None

    def may(self, action: Action) -> bool:
        """In an example, what belongs to the town itself is closed."""
        is_there = self.example_of is None or action not in OF_THE_TOWN_ITSELF
        return is_there and self.role in ALLOWED.get(action, frozenset())

    @property
    def home(self) -> int:
        """The town to which the account belongs, also while it looks at the example."""
        return self.example_of or self.town_id

    def at_home(self) -> "Actor":
        return replace(self, town_id=self.home, example_of=None)


def declares(action: Action) -> Callable[[View], View]:
    """Mark a view with its action; a view without one answers 403 to everybody."""

    def mark(view: View) -> View:
        view.__dict__["action"] = action
        return view

    return mark


def declared_action(view: object) -> Action | None:
    action = getattr(view, "action", None)
    return action if isinstance(action, Action) else None
