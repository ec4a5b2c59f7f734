"""Write a line into the audit log. Every place that has something to tell calls ``note``."""

from dataclasses import dataclass
from typing import Protocol

from inspect_app.audit import models
from inspect_app.audit.models import Kind
from inspect_app.text import clean_text


class Who(Protocol):
    """Who did it: an ``Actor``, or ``Somebody`` where there is none."""

    @property
    def town_id(self) -> int:
        """The town whose log it goes to."""

    @property
    def role(self) -> str:
        """What the person is in the product."""

    @property
    def person_id(self) -> int | None:
        """A deputy's or an account's id, as the role says."""

    @property
    def name(self) -> str:
        """What people call the person."""


@dataclass(frozen=True)
class Somebody:
    """Who acts without being signed in: the operator's command line, a refused log-in."""

    town_id: int
    name: str
    role: str = ""
    person_id: int | None = None


def note(who: Who, kind: Kind, what: str, about: str = "") -> None:
    """Keep that ``who`` did ``what``; call it while writing, in the transaction of the deed.

    ``what`` and ``about`` (on which object) are for people to read: plain Chinese, no secret, no
    text of a deputy, no telephone number, no address.
    """
    models.insert(
        who.town_id,
        kind,
        {
            "by_role": str(who.role), "by_id": who.person_id, "by_name": who.name,
            "what": clean_text(what), "about": about,
        },
    )  # fmt: skip
