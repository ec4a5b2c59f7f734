"""What a newcomer reads at once: no module and no script over 300 lines, no function over 40."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("inspect_app", "simulate", "faults", "bench", "founding", "readers")
MODULES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts  # each is written once and read by nobody after it
]
SCRIPTS = sorted((ROOT / "inspect_app" / "static" / "js").rglob("*.js"))
LONGEST_FILE, LONGEST_FUNCTION = 300, 40


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("paths", [MODULES, SCRIPTS], ids=["modules", "scripts"])
def test_no_file_is_too_long_to_be_read_at_once(paths):
    assert len(paths) > 30
    long = {
        str(path.relative_to(ROOT)): lines(path) for path in paths if lines(path) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen():
    long = {}
    for path in MODULES:
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.end_lineno:
                size = one.end_lineno - one.lineno + 1
                if size > LONGEST_FUNCTION:
                    long[f"{path.relative_to(ROOT)}: {one.name}"] = size
    assert long == {}
