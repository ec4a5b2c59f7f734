"""How what was seen is rated: the verdict of a ``check``, the severity of a finding."""

from collections.abc import Mapping
from enum import StrEnum


class Verdict(StrEnum):
    """The answer of a ``check`` item."""

    PASS = "pass"  # noqa: S105  (not a password)
    FAIL = "fail"
    NA = "na"


# By what a form sends, too.
VERDICT_LABELS: Mapping[str, str] = {
    Verdict.PASS: "符合",
    Verdict.FAIL: "不符合",
    Verdict.NA: "不适用",
}


class Severity(StrEnum):
    """严重程度. ``critical`` means: tell the competent department by telephone at once."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


SEVERITY_LABELS = {Severity.MINOR: "一般", Severity.MAJOR: "较大", Severity.CRITICAL: "重大"}
