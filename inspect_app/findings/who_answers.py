"""Who answers for the unit that a finding goes to. Pure."""

from collections.abc import Mapping


def who_answers(named: str | None, unit: str, persons: Mapping[str, str]) -> str:
    """Whom the office named, else who answers for the unit by the roster's ``persons``."""
    return persons.get(unit, "") if named is None else named
