"""The server as it is started: what many phones at once may take of it."""

import http.client
from contextlib import ExitStack, closing

from bench.server import Server

PHONES = 150


def test_connections_that_browsers_keep_open_keep_nobody_out(tmp_path):
    """A browser keeps its connection for minutes; waitress takes 100 where it is not told."""
    server = Server(tmp_path)
    try:
        with ExitStack() as kept:
            for _ in range(PHONES):
                phone = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
                kept.enter_context(closing(phone))
                phone.request("GET", "/office/login")
                answer = phone.getresponse()
                assert answer.status == 200 and answer.read()
    finally:
        server.stop()
