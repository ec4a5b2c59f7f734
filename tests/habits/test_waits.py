"""No test sleeps for a fixed time and then judges: it waits for what happens."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
SLEEPS = re.compile(r"\bsleep\(|\bwait_for_timeout\b")
MAY = {"waiting.py", Path(__file__).name}  # a poll pauses


def test_a_test_waits_for_what_happens_and_not_for_a_time():
    asked = [path for path in TESTS.rglob("*.py") if path.name not in MAY]
    assert [path.name for path in asked if SLEEPS.search(path.read_text())] == []
