"""The demo's addresses and password; kept, because real links are shown only once."""

import json
import os
from pathlib import Path
from typing import TypedDict, cast


class Office(TypedDict):
    """The office's log-in."""

    url: str
    login: str
    password: str


class DeputyLink(TypedDict):
    """A deputy's personal link."""

    name: str
    url: str


class InspectionState(TypedDict):
    """An inspection and where it stands."""

    id: int
    title: str
    state: str


class Entrances(TypedDict):
    """What to open; the finished inspection stands first."""

    office: Office
    deputies: list[DeputyLink]
    inspections: list[InspectionState]


def keep(entrances: Entrances, path: Path) -> None:
    """Write the entrances for their owner's eyes only."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(entrances, file, ensure_ascii=False, indent=1)


def read(path: Path) -> Entrances:
    """Return the entrances that were kept."""
    return cast(Entrances, json.loads(path.read_text()))
