"""The demo's addresses and password; kept, because real links are shown only once."""

import json
from pathlib import Path
from typing import TypedDict, cast

from inspect_app.disk import write_atomically


class Office(TypedDict):
    """The office's log-in."""

    url: str
    login: str
    password: str


class DeputyLink(TypedDict):
    """A deputy's personal link."""

    name: str
    url: str


class DemoInspection(TypedDict):
    """An inspection and where it stands."""

    id: int
    title: str
    state: str


class Entrances(TypedDict):
    """What to open; the finished inspection stands first."""

    office: Office
    deputies: list[DeputyLink]
    inspections: list[DemoInspection]


def write(entrances: Entrances, path: Path) -> None:
    """Write the entrances for their owner's eyes only."""
    write_atomically(path, json.dumps(entrances, ensure_ascii=False, indent=1).encode())


def read(path: Path) -> Entrances:
    """:raise ValueError: if the file is not, or no longer, what was written."""
    found = json.loads(path.read_text())
    if not isinstance(found, dict) or not Entrances.__required_keys__ <= found.keys():
        raise ValueError(f"{path} holds no entrances")
    return cast(Entrances, found)
