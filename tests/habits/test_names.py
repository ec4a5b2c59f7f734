"""Names: one word has one meaning in the package, and in what is written around it."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("inspect_app", "tests", "bench", "faults", "simulate", "founding", "readers")


def named_types(tree: ast.Module) -> list[str]:
    """Return the classes of a module and its aliases of types, without the mark of what is private.

    Type variables are left out: each is bound in its own module alone, and its name says nothing.
    """
    found = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name, value = node.targets[0].id, node.value
            is_variable = isinstance(value, ast.Call) and ast.unparse(value.func) == "TypeVar"
            if name.lstrip("_")[:1].isupper() and not name.isupper() and not is_variable:
                found.append(name)
    return [name.lstrip("_") for name in found]


def shared(modules: dict[str, str]) -> dict[str, list[str]]:
    places = defaultdict(list)
    for module, text in modules.items():
        for name in named_types(ast.parse(text)):
            places[name].append(module)
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_two_classes_share_a_name():
    modules = {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in sorted((ROOT / room).rglob("*.py"))
    }
    assert len(modules) > 500
    assert shared(modules) == {}


def test_a_name_that_is_shared_is_seen():
    modules = {
        "a.py": "class Place: pass\nRow = TypeVar('Row')\nMOST = 3",
        "b.py": "class _Place: pass\nRow = TypeVar('Row')\nMOST = 4",
        "c.py": "Place = tuple[str, ...]",
    }
    assert shared(modules) == {"Place": ["a.py", "b.py", "c.py"]}
