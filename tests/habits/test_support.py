"""What tests share stands in modules without tests, beside those that use it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Modules of tests; all else in these folders is there for whoever imports it.
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))
NAMES = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in TESTS}
FOLDERS = ("tests", "bench", "faults", "simulate", "founding")


def imported(tree: ast.Module) -> set[str]:
    """Return the modules that are imported, and what is imported from packages, by full name."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name for one in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
    return found


def modules_of_tests(tree: ast.Module) -> list[str]:
    """Return which modules of tests are imported."""
    return sorted(imported(tree) & NAMES)


def holds_tests(tree: ast.Module) -> bool:
    return any(
        isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        for node in ast.walk(tree)
    )


def test_nobody_imports_from_a_module_of_tests():
    guilty = {}
    for path in (one for folder in FOLDERS for one in (ROOT / folder).rglob("*.py")):
        if found := modules_of_tests(ast.parse(path.read_text(encoding="utf-8"))):
            guilty[str(path.relative_to(ROOT))] = found
    assert guilty == {}


def test_modules_of_tests_hold_tests_and_others_hold_none():
    paths = sorted((ROOT / "tests").rglob("*.py"))
    holding = [one for one in paths if holds_tests(ast.parse(one.read_text(encoding="utf-8")))]

    assert len(TESTS) > 150
    assert holding == TESTS


@pytest.mark.parametrize(
    "line",
    [
        "from tests.habits.test_support import holds_tests",
        "from tests.habits import test_support",
        "import tests.habits.test_support",
        "def test_it():\n    from tests.habits.test_support import holds_tests",
    ],
)
def test_an_import_is_seen_however_it_is_written(line):
    assert modules_of_tests(ast.parse(line)) == ["tests.habits.test_support"]
