"""Counting an inspection anew from the rows of the database, without a line of the product.

Records and findings are read by SQL; what an answer says of its item is told here once more.
"""

import json
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tests.cast import THREE_SECTIONS

# The cast's checklist, and a section that gives points.
SCORED = {
    **THREE_SECTIONS,
    "sections": [
        *THREE_SECTIONS["sections"],
        {
            "id": "points",
            "title": "打分",
            "items": [
                {"id": "spots", "kind": "deduction", "question": "路面垃圾", "problem": "有垃圾",
                 "points": 10, "each": 1.5, "cap": 6, "severity": "major"},
                {"id": "toilet", "kind": "deduction", "question": "公厕干净", "problem": "公厕脏",
                 "points": 5, "all_or_nothing": True},
            ],
        },
    ],
}  # fmt: skip
SECTION = {item["id"]: one["title"] for one in SCORED["sections"] for item in one["items"]}
QUESTION = {item["id"]: item["question"] for one in SCORED["sections"] for item in one["items"]}
JUDGED = ("heap", "bin", "ditch", "named", "happy", "spots", "toilet")
SEVERITIES = ("minor", "major", "critical")


@dataclass
class Checked:
    """A record that counts."""

    number: int
    deputy: int
    site_id: int
    site: str
    village: str
    suggestion: str
    answers: dict

    def verdict(self, item: str) -> str:
        """Return pass, fail, na, or nothing."""
        value = self.answers.get(item, {}).get("value")
        if item == "spots":
            if value is None:
                return ""
            return "fail" if value > 0 else "pass"
        return {"yes": "pass", "no": "fail"}.get(value, value) or ""

    @property
    def points(self) -> tuple[Decimal, Decimal] | None:
        """Return the points reached of those possible, None where no item that gives any applied."""
        reached, possible = Decimal(0), Decimal(0)
        if self.verdict("spots"):
            lost = min(Decimal(6), Decimal("1.5") * Decimal(self.answers["spots"]["value"]))
            reached, possible = 10 - lost, Decimal(10)
        if self.verdict("toilet") in ("pass", "fail"):
            reached += 5 * (self.verdict("toilet") == "pass")
            possible += 5
        return (reached, possible) if possible else None


@dataclass
class Found:
    """A finding that counts, as the office left it."""

    item: str
    severity: str
    unit: str
    description: str
    site_id: int
    village: str


def records(made, inspection: int) -> list[Checked]:
    rows = made.rows(
        "SELECT r.number, r.deputy_id, s.id, s.name, v.name, r.suggestion, r.answers FROM record r"
        " JOIN assignment a ON a.id = r.assignment_id JOIN site s ON s.id = a.site_id"
        " JOIN village v ON v.id = s.village_id"
        " WHERE r.inspection_id = ? AND r.state IN ('submitted', 'incomplete') ORDER BY r.number",
        inspection,
    )
    return [Checked(*row[:6], json.loads(row[6])) for row in rows]


def findings(made, inspection: int) -> list[Found]:
    rows = made.rows(
        "SELECT f.item_id, coalesce(f.reviewed_severity, f.own_severity),"
        " coalesce(f.reviewed_unit, f.own_unit),"
        " coalesce(f.reviewed_description, f.own_description), s.id, v.name FROM finding f"
        " JOIN site s ON s.id = f.site_id JOIN village v ON v.id = s.village_id"
        " WHERE f.inspection_id = ? AND f.state IN ('recorded', 'kept', 'merged')",
        inspection,
    )
    return [Found(*row) for row in rows]


def suggestions(made, inspection: int) -> list[list]:
    """Return of each suggestion what it says, who should see to it, whether it is reviewed."""
    rows = made.rows(
        "SELECT r.suggestion, s.own, s.words, s.unit FROM record r LEFT JOIN suggestion_review s"
        " ON s.id = (SELECT max(id) FROM suggestion_review WHERE record_id = r.id"
        " AND undoes_id IS NULL AND id NOT IN"
        " (SELECT undoes_id FROM suggestion_review WHERE undoes_id IS NOT NULL))"
        " WHERE r.inspection_id = ? AND r.suggestion <> ''"
        " AND r.state IN ('submitted', 'incomplete') ORDER BY r.number",
        inspection,
    )
    return [[words or said, unit or None, own == said] for said, own, words, unit in rows]


def handed_over(made, inspection: int) -> dict[str, set[int]]:
    """Return the numbers of the findings that each unit is to see to."""
    rows = made.rows(
        "SELECT coalesce(reviewed_unit, own_unit), number FROM finding"
        " WHERE inspection_id = ? AND state IN ('kept', 'merged') AND corrected_at IS NULL",
        inspection,
    )
    units = {unit for unit, _ in rows}
    return {unit or "未定责任单位": {n for of, n in rows if of == unit} for unit in units}


def verdicts(checked: list[Checked], items=JUDGED) -> Counter:
    return Counter(one.verdict(item) for one in checked for item in items)


def rate(counts: Counter) -> float | None:
    judged = counts["pass"] + counts["fail"]
    return counts["pass"] / judged if judged else None


def by(found: list[Found], of) -> dict[str, list[int]]:
    """Return under each name how many findings, and how many of each severity."""
    names = {of(one) for one in found}
    return {name: _counts([one for one in found if of(one) == name]) for name in names}


def _counts(found: list[Found]) -> list[int]:
    return [len(found), *(sum(one.severity == grave for one in found) for grave in SEVERITIES)]


def total_of(found: list[Found]) -> list[int]:
    return _counts(found)


def score(checked: list[Checked]) -> list[float] | None:
    """Return (总分, 满分) of a site; there is one section that gives points."""
    every = [points for one in checked if (points := one.points)]
    return [_tenth(column) for column in zip(*every, strict=True)] if every else None


def _tenth(numbers) -> float:
    mean = sum(numbers) / len(numbers)
    return float(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))


def wrong(found: list[Found]) -> set[tuple[int, str]]:
    """Return at which site which item has a finding."""
    return {(one.site_id, one.item) for one in found}


def fine(checked: list[Checked]) -> set[tuple[int, str]]:
    """Return at which site which item was judged, and by nobody as failed."""
    said: dict[tuple[int, str], set[str]] = {}
    for one in checked:
        for item in JUDGED:
            said.setdefault((one.site_id, item), set()).add(one.verdict(item))
    return {spot for spot, words in said.items() if "pass" in words and "fail" not in words}
