"""What a newcomer reads at once: no file over 300 lines, no function over 40, no script's line over 120."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import esprima
import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("inspect_app", "simulate", "faults", "bench", "founding", "readers")
MODULES = [
    path
    for room in ROOMS
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts  # each is written once and read by nobody after it
]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SCRIPTS = sorted((ROOT / "inspect_app" / "static" / "js").rglob("*.js"))
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_LINE = 300, 40, 120


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("paths", [MODULES, TESTS, SCRIPTS], ids=["modules", "tests", "scripts"])
def test_no_file_is_too_long_to_be_read_at_once(paths):
    assert len(paths) > 30
    long = {
        str(path.relative_to(ROOT)): lines(path) for path in paths if lines(path) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_longer_than_a_screen():
    long = {}
    for path in (*MODULES, *TESTS):
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef) and one.end_lineno:
                size = one.end_lineno - one.lineno + 1
                if size > LONGEST_FUNCTION:
                    long[f"{path.relative_to(ROOT)}: {one.name}"] = size
    assert long == {}


def functions(node: Any) -> Iterator[dict[str, Any]]:
    """Yield the functions of a script, those within others too."""
    if isinstance(node, dict):
        if "Function" in str(node.get("type")):
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for inside in node:
            yield from functions(inside)


def test_no_function_of_a_script_is_longer_than_a_screen():
    long = {}
    for path in SCRIPTS:
        # The first is the whole script, which it keeps from all others.
        _, *found = functions(esprima.parseScript(path.read_text("utf-8"), loc=True).toDict())
        assert found, path
        for one in found:
            first, last = one["loc"]["start"]["line"], one["loc"]["end"]["line"]
            if last - first + 1 > LONGEST_FUNCTION:
                long[f"{path.relative_to(ROOT)}:{first}"] = last - first + 1
    assert long == {}


def test_no_line_of_a_script_is_longer_than_a_screen():
    long = [
        f"{path.relative_to(ROOT)}:{number} has {len(line)} characters"
        for path in SCRIPTS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []
