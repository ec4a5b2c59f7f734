"""The form as a page shows it: exactly what was typed, and what is wrong with it. Pure."""

from dataclasses import dataclass, field


@dataclass
class ItemEntry:
    """One item as the page shows it: what was entered, its error and its places."""

    value: str = ""
    values: list[str] = field(default_factory=list)
    error: str | None = None
    places: list["PlaceEntry"] = field(default_factory=list)


@dataclass
class PlaceEntry:
    """One place as the page shows it."""

    number: int
    description: str = ""
    severity: str = ""
    suggestion: str = ""
    amount: str = ""
    photos: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
