"""The app as the product makes it; what is the same for every app of a run is worked out once.

Each test has an app of its own: compiling its templates, SQL statements and routes anew took two
thirds of the suite's time. What a server learns while it runs is forgotten: each app is as it is
after a start.
"""

import pickle
import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from functools import _lru_cache_wrapper, lru_cache
from pathlib import Path
from typing import Any

import waitress
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Dialect, create_engine
from sqlalchemy.sql.compiler import Compiled
from werkzeug.routing import Rule

import inspect_app
from founding.waiting import PATIENCE
from inspect_app.accounts import signing
from inspect_app.checklist import reading
from inspect_app.db import Database
from inspect_app.demo import loading
from inspect_app.inspections import publish
from inspect_app.records.forms import place_forms, record_form
from inspect_app.records.views import fill


class Templates(BytecodeCache):
    """The code of each template, kept while the run lasts."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Templates()
STATEMENTS: dict[Any, Compiled] = {}
ADDRESSES: dict[tuple[object, ...], Any] = {}
PARSED: dict[str, tuple[Any, ...]] = {}
CHECKLISTS: dict[tuple[str, bytes], bytes] = {}
MIGRATED: list[bytes] = []


def _compile_once(rule: Rule, append_unknown: bool = True) -> Any:
    """Return the function that builds a route's addresses; werkzeug writes it as code each time."""
    asked = (rule.rule, repr(rule.defaults), append_unknown)
    if asked not in ADDRESSES:
        ADDRESSES[asked] = _compile(rule, append_unknown)
    return ADDRESSES[asked]


def _parse_once(rule: Rule, path: str) -> Any:
    """Return the parts of a route's path, and note in the route what stands between them."""
    if path in PARSED:
        parts, trace, converters = PARSED[path]
        rule._trace += trace
        rule._converters.update(converters)
        rule.arguments.update(converters)
        return parts
    noted = len(rule._trace)
    parts = list(_parse(rule, path))
    PARSED[path] = parts, rule._trace[noted:], rule._converters
    return parts


def _read_once(file: reading.YamlFile, data: bytes) -> reading.YamlFile:
    """Return what stands in a checklist's file; to read the demo's takes a second."""
    if (file.name, data) not in CHECKLISTS:
        CHECKLISTS[file.name, data] = pickle.dumps(_read(file, data))
    return pickle.loads(CHECKLISTS[file.name, data])


def _upgrade_once(database: Database) -> None:
    """Bring the schema up to date; a new database gets that of the first one of the run."""
    path = Path(str(database.engine.url.database))
    if path.exists() or not MIGRATED:
        is_new = not path.exists()
        _upgrade(database)
        if is_new:
            with closing(sqlite3.connect(path)) as connection:
                MIGRATED.append(connection.serialize())
    else:
        path.write_bytes(MIGRATED[0])


def _dialect() -> Dialect:
    """Return how to speak to SQLite; statements are kept by their dialect: all apps share it."""
    engine = create_engine("sqlite://")
    engine.connect().close()  # it asks SQLite what it can
    engine.dispose()
    return engine.dialect


_compile, Rule._compile_builder = Rule._compile_builder, _compile_once
_parse, Rule._parse_rule = Rule._parse_rule, _parse_once
_read, reading._read = reading._read, _read_once
_upgrade, Database.upgrade = Database.upgrade, _upgrade_once
# What makes guessing slow makes each test slow that sets a password.
signing._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
loading.draw = lru_cache(maxsize=100)(loading.draw)  # the demo's photos, the same each time
loading.read_picture = lru_cache(maxsize=100)(loading.read_picture)
DIALECT = _dialect()
LEARNED = [
    one
    for module in (record_form, place_forms, fill)
    for one in vars(module).values()
    if isinstance(one, _lru_cache_wrapper)
]


def forget() -> None:
    """Let the process forget what it learned of checklists and forms, as if just started."""
    publish._parsed.clear()
    for learned in LEARNED:
        learned.cache_clear()


def always_as_after_a_start(app: Flask) -> Flask:
    """Let the app forget before each request: what is learned in one hides what the next lacks."""
    answer = app.wsgi_app

    def answer_as_the_first(environ: Any, start_response: Any) -> Any:
        forget()
        return answer(environ, start_response)

    app.wsgi_app = answer_as_the_first  # type: ignore[method-assign]
    return app


def create_app(env: Mapping[str, str]) -> Flask:
    """Return the application of these settings, as after a start."""
    forget()
    app = inspect_app.create_app(env)
    app.jinja_env.bytecode_cache = TEMPLATES
    database = app.extensions["database"]
    for engine in (database.engine, database.writer):
        engine.dialect = DIALECT
        engine.update_execution_options(compiled_cache=STATEMENTS)
    return app


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the app in threads of this process; give its address. Nothing is left open after it."""
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=4)

    pulled = threading.Event()

    def hang_up() -> None:
        pulled.wait()  # it may be called while the trigger that it closes is still being pulled
        for channel in list(server.active_channels.values()):
            channel.handle_close()
        server.close()

    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown(timeout=PATIENCE)
        server.trigger.pull_trigger(hang_up)  # in its own thread, which ends when nothing is open
        pulled.set()
        thread.join()
