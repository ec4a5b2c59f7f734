"""Models and migrations cannot part; scripts parse on old phones; kinds are complete."""

import importlib
import inspect
import re
from pathlib import Path

import esprima
import pytest

from inspect_app.checklist.base_items import ItemKind
from inspect_app.db import Database
from inspect_app.records.forms.item_fields import FIELD_FOR_KIND

ROOT = Path(__file__).parents[2]
SCRIPT_FOLDER = ROOT / "inspect_app/static/js"
SCRIPTS = sorted(SCRIPT_FOLDER.rglob("*.js"))

# They find out which town somebody is of, or serve the operator's command line.
WITHOUT_TOWN = {
    "deputy_of_link", "account_of_login", "person_of_session", "former_of_session", "session_of", "any_town", "only_town", "towns_of_host", "is_bound",
    "account_of_ticket", "guesses_at_log_in", "note_guess_at_nobody", "departure_of_link", "town_of_name", "group_link_of",
    "any_inspection", "towns_and_inspections", "unfinished_jobs", "with_its_place", "is_taken", "is_handed_in", "is_new", "insert", "town", "note_for_removal", "files_to_remove", "forget_files",
    "is_file_used",
}  # fmt: skip

# They say which rows, for queries of which each has its town already.
CONDITIONS = {"conditions", "contains_alike", "holds"}


def test_migrations_make_the_tables_of_the_models(tmp_path):
    database = Database(tmp_path / "new.db")
    database.upgrade()
    database.differs_from_models()
    database.engine.dispose()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_es2017_at_most_and_say_the_same_without_their_comments(script, anybody):
    written = esprima.parseScript(script.read_text())
    text = anybody.get(f"/static/js/{script.relative_to(SCRIPT_FOLDER)}").text
    served = esprima.parseScript(re.sub(r"\?v=\w+", "", text))  # the worker names versions
    assert served.toDict() == written.toDict()


def names_of_functions(node: object) -> list[list[str]]:
    """Return the names declared in each block of statements."""
    functions = []
    if isinstance(node, list):
        functions.append([one["id"]["name"] for one in node if is_function(one)])
    elif isinstance(node, dict):
        node = list(node.values())
    else:
        return []
    return functions + [names for one in node for names in names_of_functions(one)]


def is_function(node: object) -> bool:
    return isinstance(node, dict) and node.get("type") == "FunctionDeclaration"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_declares_a_function_twice(script):
    """The later one would hide the earlier one, unsaid."""
    for names in names_of_functions(esprima.parseScript(script.read_text()).toDict()):
        assert sorted(set(names)) == sorted(names)


def test_every_kind_of_item_has_a_field_and_a_template():
    templates = {path.stem for path in (ROOT / "templates/records/items").glob("*.html")}

    assert set(FIELD_FOR_KIND) == set(ItemKind)
    assert templates == {kind.value for kind in ItemKind}


def modules_with_queries():
    """Yield every module that knows SQL, and the tables; not db, which gives them their session."""
    for path in sorted((ROOT / "inspect_app").rglob("*.py")):
        module = path.parent if path.stem == "__init__" else path.with_suffix("")
        parts = module.relative_to(ROOT).parts
        if {"migrations", "db"} & set(parts):
            continue
        if "models" in parts or re.search("^from sqlalchemy", path.read_text(), re.MULTILINE):
            yield importlib.import_module(".".join(parts))


QUERIES = list(modules_with_queries())


def test_modules_with_queries_are_found():
    assert len(QUERIES) > 30


@pytest.mark.parametrize("models", QUERIES, ids=lambda models: models.__name__)
def test_every_query_takes_the_town_first(models):
    for name, function in inspect.getmembers(models, inspect.isfunction):
        if function.__module__ != models.__name__ or name.startswith("_"):
            continue
        if name in WITHOUT_TOWN | CONDITIONS:
            continue
        assert next(iter(inspect.signature(function).parameters)) == "town_id", name


def test_no_view_asks_the_database_itself():
    """Queries stand in models, where the town comes first; views know of the database its turns."""
    views = [*ROOT.glob("inspect_app/**/views.py"), *ROOT.glob("inspect_app/**/views/*.py")]
    asking = re.compile(r"\bsession\(\)|from inspect_app\.db import .*\bsession\b")

    assert len(views) > 50
    assert [str(path) for path in views if asking.search(path.read_text())] == []


def test_every_template_is_used():
    root = ROOT / "templates"
    sources = [path.read_text() for path in ROOT.glob("inspect_app/**/*.py")]
    sources += [path.read_text() for path in root.rglob("*.html")]
    unused = [
        name
        for path in root.rglob("*.html")
        if (name := path.relative_to(root).as_posix())
        and not name.startswith("records/items/")
        and not any(name in source for source in sources)
    ]
    assert unused == []
