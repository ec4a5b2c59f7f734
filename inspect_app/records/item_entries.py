"""The form as a page shows it: exactly what was typed, and what is wrong with it. Pure."""

from dataclasses import dataclass, field


@dataclass
class ItemEntry:
    """One item as the page shows it: what was entered, its error and its places."""

    value: str = ""
    values: list[str] = field(default_factory=list)
    error: str | None = None
    places: list["PlaceEntry"] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether neither an answer nor anything of a place was entered."""
        return not self.value and all(place.is_blank for place in self.places)


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

    @property
    def is_blank(self) -> bool:
        """Whether nothing was entered; a severity alone is a preset."""
        return not (self.description or self.suggestion or self.amount or self.photos)
