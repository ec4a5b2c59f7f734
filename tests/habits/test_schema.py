"""Models and migrations cannot part; scripts parse on old phones; kinds are complete."""

import inspect
import re
from pathlib import Path

import esprima
import pytest

from inspect_app.accounts import models as accounts
from inspect_app.audit import models as audit
from inspect_app.board import finding_list, progress, record_list, suggestion_list
from inspect_app.checklist.base_items import ItemKind
from inspect_app.db import Database
from inspect_app.demo import models as demo
from inspect_app.desk import models as desk
from inspect_app.entering import models as entering
from inspect_app.entering import phone_tables
from inspect_app.feedback import models as feedback
from inspect_app.findings import acts, numbers
from inspect_app.findings import models as findings
from inspect_app.inspections import models as inspections
from inspect_app.inspections import plans, visits, ways_in
from inspect_app.people import models as people
from inspect_app.photos import models as photos
from inspect_app.records import models as records
from inspect_app.records import own_findings, own_records, revisions
from inspect_app.records.item_fields import FIELD_FOR_KIND
from inspect_app.reports import models as reports
from inspect_app.roster import models as roster
from inspect_app.suggestions import models as suggestions

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted((ROOT / "inspect_app/static/js").glob("*.js"))

# They find out which town somebody is of, or serve the operator's command line.
DOORS = {
    "deputy_of_link", "account_of_login", "person_of_session", "former_of_session", "session_of", "any_town", "only_town", "towns_of_host", "is_bound",
    "account_of_ticket", "guesses_at_log_in", "note_guess_at_nobody", "left_of_link", "town_of_name", "group_link_of",
    "any_inspection", "towns_and_inspections", "unfinished", "with_its_place", "is_taken", "is_handed_in", "is_new", "insert", "town", "let_go", "leaving", "forget_leaving",
    "is_file_used",
}  # fmt: skip


def test_migrations_make_the_tables_of_the_models(tmp_path):
    database = Database(tmp_path / "new.db")
    database.upgrade()
    database.differs_from_models()
    database.engine.dispose()


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_es2017_at_most_and_say_the_same_without_their_comments(script, anybody):
    written = esprima.parseScript(script.read_text())
    text = anybody.get(f"/static/js/{script.name}").text
    served = esprima.parseScript(re.sub(r"\?v=\w+", "", text))  # the worker names versions
    assert served.toDict() == written.toDict()


def names_of_functions(node: object) -> list[list[str]]:
    """Return the names declared in each block of statements."""
    functions = []
    if isinstance(node, list):
        functions.append([one["id"]["name"] for one in node if is_function(one)])
    inside = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return functions + [names for one in inside for names in names_of_functions(one)]


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


QUERIES = [
    people, entering, phone_tables, accounts, desk, inspections, plans, visits, ways_in, feedback, findings, acts, numbers, records,
    own_records, revisions, finding_list, record_list, own_findings, progress, suggestion_list, photos, audit,
    roster, reports, suggestions, demo,
]  # fmt: skip


@pytest.mark.parametrize("models", QUERIES)
def test_every_query_takes_the_town_first(models):
    for name, function in inspect.getmembers(models, inspect.isfunction):
        if function.__module__ != models.__name__ or name.startswith("_") or name in DOORS:
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
