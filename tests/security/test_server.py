"""The server as it is started: what strangers may cost it, and what it writes into its log."""

import re
import socket
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from uuid import uuid4

import pytest

from bench.server import Server
from tests.cast import PASSWORD
from tests.records.filling import jpeg
from tests.security.strangers import ask, memory, sent_raw
from tests.security.world import FAILING, World, make_world, words_of

pytestmark = pytest.mark.outside

DRIPPING, SLOW_BODIES, NOT_READING = 60, 20, 10


@pytest.fixture(scope="module")
def served(tmp_path_factory, empty_database):
    folder: Path = tmp_path_factory.mktemp("served")
    world = make_world(folder, empty_database)
    world.app.extensions["database"].engine.dispose()
    with Server(folder / "var", log=folder / "log") as server:
        yield world, server


def test_a_body_that_says_it_is_huge_is_refused_before_it_comes(served):
    _, server = served
    head = f"POST /office/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: {10**9}\r\n\r\n"
    assert b" 413 " in sent_raw(server, head.encode()).partition(b"\r\n")[0]


def test_a_body_without_an_end_is_cut_off_and_takes_no_memory(served):
    _, server = served
    before, sent = memory(server), 0
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=60)) as line:
        head = b"PUT /d/photos/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        line.sendall(head)
        piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
        with suppress(ConnectionError):
            while sent < 300:
                line.sendall(piece)
                sent += 1
    assert sent < 150
    assert memory(server) - before < 64


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 400_000 + b"\r\n\r\n",
        b"POST /office/login HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        b"POST /office/login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /office/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\nA : b\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    ],
    ids=["headers", "two lengths", "negative", "coding", "space", "tls"],
)
def test_a_request_that_is_none_is_refused_and_told_nothing(served, head):
    _, server = served
    answer = sent_raw(server, head)
    status = answer.split(b" ", 2)[1] if answer else b"400"
    assert status in (b"400", b"404", b"413", b"431", b"501")
    assert b"Traceback" not in answer and b"<script" not in answer
    assert ask(server, "GET", "/office/login")[0] == 200


def test_where_two_lengths_disagree_the_chunks_decide(served):
    """Content-Length is not looked at beside Transfer-Encoding (RFC 9112, 6.3)."""
    _, server = served
    answer = sent_raw(
        server,
        b"POST /office/login HTTP/1.1\r\nHost: a\r\nContent-Length: 60\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: a\r\n"
        b"Connection: close\r\n\r\n",
    )
    assert re.findall(rb"HTTP/1.1 (\d+)", answer) == [b"403", b"404"]


def test_who_dribbles_or_does_not_read_keeps_nobody_waiting(served):
    world, server = served
    slow = []
    with ExitStack() as opened:
        for n in range(DRIPPING + SLOW_BODIES + NOT_READING):
            line = socket.create_connection(("127.0.0.1", server.port), timeout=60)
            slow.append(opened.enter_context(closing(line)))
            if n < DRIPPING:
                line.sendall(b"GET /office/login HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
            elif n < DRIPPING + SLOW_BODIES:
                line.sendall(
                    b"POST /office/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60000\r\n\r\nx"
                )
            else:
                line.sendall(b"GET /static/js/htmx.min.js HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
        for _ in range(10):
            assert ask(server, "GET", "/d/", Cookie=world.cookies["wang"])[0] == 200
        # Whoever was answered was so beside them: none had to be cut off before.
        assert [line for line in slow if is_cut_off(line)] == []


def is_cut_off(line: socket.socket) -> bool:
    """Whether the server has ended a connection, as far as it has sent what comes before its end."""
    line.setblocking(False)
    try:
        return line.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def journeys(world: World, server: Server) -> list[str]:
    """Walk the ways in and out, right and wrong, and return what no log may hold."""
    chen, wrong = world.cast.links["chen"], "swept-under-the-carpet"
    code = world.cast.code("chen")
    group, ticket = str(world.things["wang"]["group link"]), str(world.things["wang"]["ticket"])
    _, _, headers = ask(server, "POST", f"/m/{chen}", {"code": code})
    device = [one.split("=")[1].split(";")[0] for one in headers.get_all("Set-Cookie")]
    hand_in(world, server)
    knock(world, server, (f"/m/{chen}", f"/g/{group}", f"/office/password/{ticket}"))
    for login, password in (("甲镇", wrong), (wrong, wrong), ("甲镇", PASSWORD)):
        ask(server, "POST", "/office/login", {"login": login, "password": password})
    walk_the_office(world, server)
    meet_errors(world, server)
    sessions = [one.partition("=")[2] for one in world.cookies.values() if one]
    names = ["王建国", "陈志强", "李秀英", "0000-0000001", words_of("wang")]
    key = world.app.extensions["settings"].secret_key
    return [chen, group, ticket, code, wrong, PASSWORD, key, *device, *sessions, *names]


def hand_in(world: World, server: Server) -> None:
    wang, record = world.cookies["wang"], uuid4()
    sent = {
        **FAILING,
        "assignment": world.cast.assignments[1],
        "base": 0,
        "suggestion": words_of("wang"),
    }
    ask(server, "PUT", f"/d/records/{record}", sent, Cookie=wang)
    ask(server, "PUT", f"/d/photos/{uuid4()}?record={record}", jpeg(), Cookie=wang)


def knock(world: World, server: Server, addresses: Sequence[str]) -> None:
    """Ask for addresses that hold a secret, in ways that lead nowhere."""
    wrong = {"code": "000000", "deputy": world.deputies["li"], "password": "x"}
    for path in addresses:
        ask(server, "GET", path)
        ask(server, "POST", path, wrong)
        ask(server, "POST", path, Origin="https://evil.example")
        ask(server, "GET", f"{path}/more?token={world.cast.links['chen']}")
        sent_raw(server, f"GET {path} HTTP/9.9\r\nX: \r\n\r\n".encode())


def walk_the_office(world: World, server: Server) -> None:
    office = world.cookies["office"]
    ask(server, "POST", f"/office/links/{world.deputies['li']}/code", Cookie=office)
    asked = {"who": "ticked", "deputy": 4, "do": "texts"}
    ask(server, "POST", "/office/links/new", asked, Cookie=office)
    for path in ("/office/audit", "/office/links", "/office/nowhere?words=王建国"):
        ask(server, "GET", path.replace("王建国", "%E7%8E%8B"), Cookie=office)


def meet_errors(world: World, server: Server) -> None:
    with closing(sqlite3.connect(world.database)) as database:
        database.execute("UPDATE inspection SET starts_on = 'nonsense'")
        database.commit()
    assert ask(server, "GET", "/d/", Cookie=world.cookies["wang"])[0] == 500
    assert ask(server, "GET", "/office/inspections", Cookie=world.cookies["office"])[0] == 500


def test_the_log_tells_what_went_wrong_and_holds_no_secret_and_no_name(served):
    world, server = served
    secrets = journeys(world, server)
    log = server.log.read_text()
    assert "refused a foreign POST of /m/<token>" in log and "unexpected error at /d/" in log
    assert "Traceback" in log  # whoever runs it can find the mistake
    assert [one for one in secrets if one in log] == []
