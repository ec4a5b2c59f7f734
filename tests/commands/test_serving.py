"""The server as it is started: many phones at once, and processes that are killed."""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest

from bench.server import ROOT, Server
from bench.town import BenchTown, fields, prepare
from founding.waiting import PATIENCE, until

pytestmark = pytest.mark.outside

PHONES = 150
RECORDS, TIMES = 30, 4
MANY = 500
CHECKPOINT_BYTES = 1000 * 4096  # SQLite moves the log into the database at 1000 pages


@pytest.fixture
def server(tmp_path):
    with Server(tmp_path) as running:
        yield running


def workers(server: Server) -> list[int]:
    """Return those that serve; the one that works in the background is behind them (nice)."""
    asked = ["ps", "-o", "pid=,ni=", "--ppid", str(server.process.pid)]
    found = subprocess.run(asked, capture_output=True, text=True).stdout.splitlines()
    return [int(pid) for pid, nice in map(str.split, found) if nice == "0"]


def answer(server: Server) -> int:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as phone:
        phone.request("GET", "/office/login")
        return phone.getresponse().status


def test_connections_that_browsers_keep_open_keep_nobody_out(server):
    """A browser keeps its connection for minutes; waitress takes 100 where it is not told."""
    with ExitStack() as kept:
        for _ in range(PHONES):
            phone = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            kept.enter_context(closing(phone))
            phone.request("GET", "/office/login")
            answer = phone.getresponse()
            assert answer.status == 200 and answer.read()


def test_two_processes_take_each_record_once(tmp_path):
    town = prepare(tmp_path, sites=1, deputies=RECORDS)
    town.app.extensions["database"].engine.dispose()
    server = Server(tmp_path)
    records = [uuid4() for _ in range(RECORDS)]
    both = workers(server)
    try:
        with ThreadPoolExecutor(16) as phones:
            sent = phones.map(
                lambda n: hand_in(town, server, n, records[n]), list(range(RECORDS)) * TIMES
            )
        assert set(sent) == {200}
        assert len(both) == 2 and workers(server) == both
    finally:
        server.stop()

    with closing(sqlite3.connect(tmp_path / "inspect.db")) as database:
        stored = database.execute("SELECT id, number FROM record WHERE state = 'submitted'")
        kept = {UUID(one): number for one, number in stored}
    assert set(kept) == set(records) and sorted(kept.values()) == list(range(1, RECORDS + 1))


def test_the_write_ahead_log_does_not_grow_while_phones_hand_in(tmp_path):
    """SQLite begins it anew only in a moment in which nobody reads an older state."""
    town = prepare(tmp_path, sites=1, deputies=MANY)
    town.app.extensions["database"].engine.dispose()
    server = Server(tmp_path)
    try:
        with ThreadPoolExecutor(4) as phones:
            sent = phones.map(lambda n: hand_in(town, server, n, uuid4()), range(MANY))
        assert set(sent) == {200}
        assert (tmp_path / "inspect.db-wal").stat().st_size < 2 * CHECKPOINT_BYTES
    finally:
        server.stop()


def hand_in(town: BenchTown, server: Server, deputy: int, record: UUID) -> int:
    sent = [("assignment", town.assignments[0]), *fields(town.checklist).items(multi=True)]
    form = {"Content-Type": "application/x-www-form-urlencoded", **town.headers(deputy)}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as phone:
        phone.request("PUT", f"/d/records/{record}", urlencode(sent), form)
        return phone.getresponse().status


def test_a_process_that_is_killed_is_replaced_and_the_other_serves_meanwhile(server):
    killed, other = workers(server)
    os.kill(killed, signal.SIGKILL)
    assert answer(server) == 200

    until(lambda: len(set(workers(server)) - {killed}) == 2)
    os.kill(other, signal.SIGKILL)
    assert answer(server) == 200


def test_nobody_serves_on_when_the_watching_process_is_killed(server):
    left = workers(server)
    server.process.kill()
    server.process.wait()

    until(lambda: not any(is_there(one) for one in left))
    server.start()  # the port is free again
    assert answer(server) == 200


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


STOPPED_IN_A_FORK = """
import os, signal, threading
from inspect_app.web import serving
stop = [signal.SIGTERM]
os.register_at_fork(before=lambda: stop and os.kill(os.getpid(), stop.pop()))
serving.serve(lambda *_: [], serving.listen("127.0.0.1", 0), threading.Event().wait)
print("stopped")
"""


def test_who_asks_it_to_stop_while_it_starts_a_process_is_heard():
    """What a signal raises in a hook of the fork is ignored: it stood still and heard no other."""
    command = [sys.executable, "-c", STOPPED_IN_A_FORK]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            said, _ = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert (process.returncode, said) == (0, "stopped\n")
