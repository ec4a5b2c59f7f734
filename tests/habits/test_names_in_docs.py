"""A name of the code that a page for developers gives is in the code.

A name of the code is what stands in backticks and is one word, words joined by dots, or a call:
`admit`, `Finding.is_settled`, `form_class(checklist)`. A path beside it, as in "`views/fill.py`
`take_plain_form`" or "`ItemKind` in `checklist/base_items.py`", says where it stands. What has blanks
or other signs in it (commands, SQL, addresses) is no name; paths alone are held by test_contributing.py.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ("inspect_app", "bench", "faults", "founding", "readers", "simulate", "tests")
OTHERS = ("inspect_app/static", "simulate", "tests", "templates", "checklists")
ENDINGS = {".js", ".css", ".html", ".yaml"}
COMMENT = re.compile(r"/\*.*?\*/|\{#.*?#\}|(?<![:\"'])//[^\n]*", re.DOTALL)
NAME = r"`([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)(?:\(([\w, ]*)\))?`"
FILE = r"`([\w/-]+\.py)`"
# Words of libraries, browsers and programs, which the code never says by themselves.
FROM_ELSEWHERE = {"AUTOINCREMENT", "FieldList", "LIMIT", "gpg"}


@cache
def trees() -> dict[Path, ast.Module]:
    """Return the modules; not this one, whose last test names what is nowhere."""
    paths = [path for folder in PYTHON for path in sorted((ROOT / folder).rglob("*.py"))]
    here = Path(__file__).resolve()
    return {path: ast.parse(path.read_text("utf-8")) for path in paths if path.resolve() != here}


def names_of(node: ast.AST) -> Iterator[str]:
    """Yield what is a name in Python: not the words of comments, docstrings and sentences."""
    for field in ("id", "attr", "name", "arg", "asname"):
        value = getattr(node, field, None)
        if isinstance(value, str):
            yield from value.split(".")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if re.fullmatch(r"[\w./-]+", node.value):  # a table, a field, a file
            yield node.value.rpartition("/")[2]
        if re.fullmatch(r"[\w.]+|/[\w/:<>-]+", node.value):  # an endpoint, an address
            yield from re.findall(r"\w+", node.value)


@cache
def names_in(tree: ast.AST) -> frozenset[str]:
    return frozenset(name for node in ast.walk(tree) for name in names_of(node))


@cache
def all_names() -> set[str]:
    names = {name for tree in trees().values() for name in names_in(tree)}
    for folder in OTHERS:
        for path in (ROOT / folder).rglob("*"):
            names |= {path.name, path.stem}
            if path.suffix in ENDINGS:
                names |= set(re.findall(r"\w+", COMMENT.sub("", path.read_text("utf-8"))))
    for path in trees():
        names |= {path.name, path.stem, path.parent.name}
    return names | {path.name for path in ROOT.iterdir()}


@cache
def parameters() -> dict[str, list[set[str] | frozenset[str]]]:
    """Return by name what each function takes, and each class, whose fields may be its arguments."""
    found = defaultdict(list)
    for tree in trees().values():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                every = node.args.posonlyargs + node.args.args + node.args.kwonlyargs
                found[node.name].append({one.arg for one in every})
            elif isinstance(node, ast.ClassDef):
                found[node.name].append(names_in(node))
    return found


@cache
def owners() -> dict[str, list[ast.AST]]:
    """Return modules and classes by name; a class also as its table is called, `review_act`."""
    found = defaultdict(list)
    for path, tree in trees().items():
        found[path.parent.name if path.stem == "__init__" else path.stem].append(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                table = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", node.name).lower()
                for name in {node.name, table}:
                    found[name].append(node)
    return found


def is_there(name: str, arguments: str) -> bool:
    if name in FROM_ELSEWHERE:
        return True
    *before, last = name.split(".")
    if before:
        return name in all_names() or any(last in names_in(owner) for owner in owners()[before[-1]])
    given = set(re.findall(r"\w+", arguments))
    takes = parameters()[last]
    return last in all_names() and (not given or any(given <= one for one in takes))


def names_given(text: str) -> set[tuple[str, str]]:
    """Return the names in backticks, each with the arguments that it is given, "" without any."""
    return set(re.findall(NAME, without_code(text)))


def without_code(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def places_given(text: str) -> set[tuple[str, str]]:
    """Return (file, name) where a page says in which file a name stands."""
    text = without_code(text)
    after = {(file, name) for file, name, _ in re.findall(rf"{FILE} {NAME}", text)}
    before = {(file, name) for name, _, file in re.findall(rf"{NAME} (?:of|in) {FILE}", text)}
    return after | before


def stands_in(file: str, name: str) -> bool:
    return any(
        path.as_posix().endswith(f"/{file}") and name.split(".")[0] in names_in(tree)
        for path, tree in trees().items()
    )


@pytest.mark.parametrize(
    ("page", "at_least"),
    [
        ("architecture", 100),
        ("contributing", 15),
        ("decisions", 30),
        ("security", 10),
        ("terms", 100),
    ],
)
def test_every_name_that_a_page_gives_is_in_the_code(page, at_least):
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    given = names_given(text)
    assert len(given) >= at_least
    assert [
        f"{name}({arguments})" for name, arguments in given if not is_there(name, arguments)
    ] == []
    assert [place for place in places_given(text) if not stands_in(*place)] == []


def test_names_that_are_nowhere_are_seen():
    text = (
        "`ready(desk, wanted)`, `admit`, `Finding.is_settled`, `Finding.is_nowhere_at_all`; "
        "`views/fill.py` `take_plain_form`, `views/fill.py` `admit`, `prepare` in `file_kinds.py`; `a b`"
    )
    missing = {name for name, arguments in names_given(text) if not is_there(name, arguments)}
    assert missing == {"ready", "Finding.is_nowhere_at_all"}
    assert {place for place in places_given(text) if not stands_in(*place)} == {
        ("views/fill.py", "admit")
    }
