"""Handing in: one record of 25 answers and 2 findings, on disk before the answer (FULL).

Baseline: a plain Flask view with the same WTForms class and SQLAlchemy Core behind one lock; beside
it the bare loop (parse the fields, sqlite3, commit), which no form library can reach.
"""

import http.client
import json
import sqlite3
import statistics
import threading
import time
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

from flask import Flask, redirect, request
from sqlalchemy import event, insert

from bench.measure import Result, compared, cpu_ms
from bench.server import Server
from bench.town import BenchTown, fields
from inspect_app.checklist import answers as rules
from inspect_app.checklist import stored_answers
from inspect_app.db import Database, now
from inspect_app.findings.models import Finding
from inspect_app.records.forms.record_form import form_class
from inspect_app.records.models import Record

ROUNDS, EACH = 30, 15
CONNECTIONS, PER_CONNECTION = 8, 100


def one_at_a_time(town: BenchTown) -> Iterator[Result]:
    """CPU of one POST, through the whole application."""
    body = urlencode(list(fields(town.checklist).items(multi=True)))
    ours, open_sites = town.app.test_client(use_cookies=False), iter(town.assignments[2:])
    core = _core_app(town).test_client()
    bare = _bare_loop(town)
    form = {"content_type": "application/x-www-form-urlencoded", "headers": town.headers()}

    def hand_in() -> None:
        answer = ours.post(f"/d/assignments/{next(open_sites)}", data=body, **form)
        assert answer.status_code == 303, answer.status_code

    def hand_in_to_core() -> None:
        answer = core.post("/core", data=body, **form)
        assert answer.status_code == 303, answer.status_code

    times = cpu_ms(
        {
            "ours": hand_in,
            "core": hand_in_to_core,
            "bare": lambda: bare(body),
        },
        ROUNDS,
        EACH,
    )
    what = "POST of a record vs WTForms + Core with one lock"
    yield compared(what, times, "ours", "core", 2.0)
    yield compared("  beside it: vs the bare loop", times, "ours", "bare", None)


def _core_app(town: BenchTown) -> Flask:
    database = Database(town.folder / "core.db")
    database.upgrade()
    database.engine.dispose()
    # The baseline has no towns and sites to refer to.
    event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=OFF"))
    app, lock, made = Flask("core"), threading.Lock(), form_class(town.checklist)

    @app.post("/core")
    def core():  # type: ignore[no-untyped-def]
        form = made(request.form)
        assert form.validate()
        answers = form.counted_answers()
        record = {
            "id": uuid4(), "town_id": 1, "inspection_id": 1, "assignment_id": uuid4().int % 2**62,
            "deputy_id": 1, "state": "submitted", "fields": [list(f) for f in request.form.items()],
            "answered": 1, "asked": 1, "saved_at": now(), "number": uuid4().int % 2**62,
            "revision": 1, "content_hash": "", "answers": stored_answers.to_json(answers),
            "suggestion": "", "highlight": "", "submitted_at": now(), "filled_on": None,
            "checklist_version_id": 1, "mistakes": {}, "photos": {},
            "entered_by": "", "saves": 0, "saved_from": "", "saved_n": 0, "corrections": 0,
        }  # fmt: skip
        found = [
            {
                "town_id": 1, "number": uuid4().int % 2**62, "inspection_id": 1, "site_id": 1,
                "record_id": record["id"],
                "item_id": failure.item.id, "ordinal": failure.ordinal, "state": "recorded",
                "withdrawn_because": None, "own_severity": failure.severity,
                "own_description": failure.description, "own_suggestion": "", "amount": None,
                "unit": None, "photos": [], "own_unit": "", "found_on": now().date(),
                "own_due": None, "recorded_at": now(),
            }
            for failure in rules.failures(town.checklist, answers)
        ]  # fmt: skip
        with lock, database.writer.begin() as connection:
            connection.execute(insert(Record.__table__), [record])
            connection.execute(insert(Finding.__table__), found)
        return redirect("/", 303)

    return app


def _bare_loop(town: BenchTown):  # type: ignore[no-untyped-def]
    connection = sqlite3.connect(town.folder / "bare.db", isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE record (id TEXT PRIMARY KEY, answers TEXT);"
        "CREATE TABLE finding (record TEXT, item TEXT, words TEXT)"
    )

    def hand_in(body: str) -> None:
        sent = dict(parse_qsl(body))
        record = str(uuid4())
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO record VALUES (?, ?)", (record, json.dumps(sent)))
        rows = [
            (record, name, sent.get(f"{name}-0-description", ""))
            for name, value in sent.items()
            if value == "fail"
        ]
        connection.executemany("INSERT INTO finding VALUES (?, ?, ?)", rows)
        connection.execute("COMMIT")

    return hand_in


def eight_connections(town: BenchTown) -> Iterator[Result]:
    """p95 / p50 of POSTs over 8 connections, to the real server in a process of its own."""
    server = Server(town.folder)
    try:
        sites = town.assignments[-CONNECTIONS * PER_CONNECTION :]
        times: list[float] = []
        threads = [
            threading.Thread(target=_phone, args=(town, server.port, sites[n::CONNECTIONS], times))
            for n in range(CONNECTIONS)
        ]
        start = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        rate = len(times) / (time.perf_counter() - start)
    finally:
        server.stop()
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    detail = f"p50 {p50 * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms, {rate:.0f}/s"
    yield Result("POST p95 / p50 at 8 connections", p95 / p50, "x", 3, detail)


def _phone(town: BenchTown, port: int, sites: list[int], times: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {**town.headers(), "Content-Type": "application/x-www-form-urlencoded"}
    for site in sites:
        body = urlencode(list(fields(town.checklist, site).items(multi=True)))
        start = time.perf_counter()
        connection.request("POST", f"/d/assignments/{site}", body, headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 303, answer.status
        times.append(time.perf_counter() - start)
