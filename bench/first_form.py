"""The first form on a phone: its bytes over the wire, the CPU of its GET.

Baseline of the CPU figures: a plain Flask view that renders the same templates to the same HTML
from ready values, without session, database or form, compressed by the same library.
"""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from flask import Flask, render_template
from flask_compress import Compress
from werkzeug.datastructures import MultiDict

from bench.measure import Result, compared, cpu_ms
from bench.town import BenchTown, fields
from inspect_app import db
from inspect_app.checklist.retired import NOTHING
from inspect_app.inspections.queries.visits import visit_of_deputy
from inspect_app.people import models as people
from inspect_app.records.forms.record_form import RecordForm, form_class


def wire_bytes(town: BenchTown) -> Iterator[Result]:
    """All bytes before the form can be filled: page, style, scripts, icon; brotli, cold cache."""
    client = town.app.test_client(use_cookies=False)
    path = f"/d/assignments/{town.assignments[0]}/blank"
    page = client.get(path, headers=town.headers())
    plain = client.get(path, headers={**town.headers(), "Accept-Encoding": "identity"})
    soup = BeautifulSoup(plain.text, "html.parser")
    addresses = [tag["src"] for tag in soup.find_all("script")]
    addresses += [tag["href"] for tag in soup.find_all("link")]
    sizes = {
        address: len(client.get(address, headers=town.headers()).data) for address in addresses
    }
    own, rest = len(page.data) / 1000, sum(sizes.values()) / 1000
    detail = f"page {own:.1f} kB, {len(sizes)} files {rest:.1f} kB"
    yield Result("first form, all bytes over the wire (brotli)", own + rest, "kB", 30, detail)


def blank(town: BenchTown) -> Iterator[Result]:
    """GET of the blank form, the one phones keep."""
    path = f"/d/assignments/{town.assignments[0]}/blank"
    yield from _compared(town, path, MultiDict(), 0.6, "GET of the blank form vs plain Jinja")


def with_values(town: BenchTown) -> Iterator[Result]:
    """GET of the form with values, for phones without scripts."""
    path, sent = f"/d/assignments/{town.assignments[1]}", fields(town.checklist)
    town.app.test_client(use_cookies=False).put(path + "/draft", data=sent, headers=town.headers())
    yield from _compared(town, path, sent, 1.5, "GET of the form with values vs plain Jinja")


def _compared(
    town: BenchTown, path: str, sent: MultiDict[str, str], bar: float, what: str
) -> Iterator[Result]:
    ours = town.app.test_client(use_cookies=False)
    plain = _plain_app(town, form_class(town.checklist)(sent)).test_client()
    assert ours.get(path, headers=town.headers()).status_code == 200
    times = cpu_ms(
        {
            "ours": lambda: ours.get(path, headers=town.headers()).data,
            "plain": lambda: plain.get("/plain", headers=town.headers()).data,
        },
        rounds=15,
        each=20,
    )
    yield compared(what, times, "ours", "plain", bar)


def _plain_app(town: BenchTown, form: RecordForm) -> Flask:
    """An app whose one view renders the form's templates from ready values."""
    with db.reading(town.app.extensions["database"]) as session:
        deputy = session.query(people.Deputy).one()
        visit = visit_of_deputy(deputy.town_id, deputy.id, town.assignments[0])
    assert visit
    app = Flask("plain", template_folder=town.app.template_folder, static_folder=None)
    for name in ("filters", "globals"):
        getattr(app.jinja_env, name).update(getattr(town.app.jinja_env, name))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for rule in town.app.url_map.iter_rules():
        app.add_url_rule(rule.rule, rule.endpoint, lambda **_: "", methods=rule.methods)
    ready = _Ready(form)

    def plain() -> str:
        items = render_template(
            "records/_items.html",
            form=ready,
            checklist=form.checklist,
            day=visit.Inspection.starts_on,
        )
        return render_template(
            "records/fill.html",
            visit=visit,
            items=items,
            form=form,
            retired=NOTHING,
            record="",
            mistakes=[],
            whose={},
        )

    app.add_url_rule("/plain", "plain", plain)
    app.config.update(COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=5)
    Compress(app)
    return app


class _Ready:
    """A form whose entries were made before the measurement."""

    def __init__(self, form: RecordForm) -> None:
        self.entries = {item.id: form.entry(item) for item in form.checklist.items}

    def entry(self, item):  # type: ignore[no-untyped-def]
        return self.entries[item.id]
