"""The server: processes that take requests from one socket, and one that watches over them.

Python runs one thread at a time in a process: with one of them, 500 records at once used one core
of two (p99 4.2 s). Who writes waits for the other process in ``db.Turns``.
"""

import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import sys
import threading
import time
from multiprocessing.process import BaseProcess

import waitress
from flask import Flask

from inspect_app.db import THREADS

PROCESSES = 2
MAX_BODY = 96 * 1024 * 1024
# A browser keeps its connection open for two minutes: with waitress's 100, the 101st phone waited
# for that long. Each is an open file, of which a process may have 1024 in most places.
CONNECTIONS = 800
# A photo's 300 kB in a few pieces. Measured with waitress's 8 kB: 10 ms of CPU for each record of a
# herd that sends photos after it, so 8.
READ_AT_ONCE = 256 * 1024
STOP = (signal.SIGINT, signal.SIGTERM)
PAUSE_SECONDS = 1  # before a process that died is replaced; one that cannot start must not spin

_fork = multiprocessing.get_context("fork")


def listen(host: str, port: int) -> list[socket.socket]:
    """Return a socket for each address of the host.

    :raise OSError: if the host is unknown or the port is taken.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    return [socket.create_server(where, family=family) for family, _, _, _, where in found]


def serve(app: Flask, sockets: list[socket.socket]) -> None:
    """Serve until SIGINT or SIGTERM, then finish the requests under way.

    Call it with no thread and no database connection open: neither survives the fork.
    """
    for asked_to_stop in STOP:
        signal.signal(asked_to_stop, _stop)
    workers: list[BaseProcess] = []
    try:
        while True:
            workers = [one for one in workers if one.is_alive()]
            workers += [_started(app, sockets) for _ in range(PROCESSES - len(workers))]
            multiprocessing.connection.wait([one.sentinel for one in workers])
            time.sleep(PAUSE_SECONDS)
    except SystemExit:
        pass
    finally:
        for one in workers:
            one.terminate()
        for one in workers:
            one.join()


def _started(app: Flask, sockets: list[socket.socket]) -> BaseProcess:
    worker = _fork.Process(target=_work, args=(app, sockets), daemon=True)
    worker.start()
    return worker


def _work(app: Flask, sockets: list[socket.socket]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the watching one says stop
    signal.signal(signal.SIGTERM, _stop)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Each statement of SQLite lets another thread run; with Python's 5 ms a writer that holds the
    # lock waits that long for its next turn. Measured: 500 records at once took 7 s, so 4 s.
    sys.setswitchinterval(0.0002)
    # It counts every moment in which all threads are busy as a warning.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = waitress.create_server(
        app,
        sockets=sockets,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,  # select() knows no file above 1023
        max_request_body_size=MAX_BODY,
        recv_bytes=READ_AT_ONCE,
    )
    server.run()  # returns on SystemExit, requests under way finished


def _stop(*_: object) -> None:
    for asked_to_stop in STOP:  # a second time would cut requests off
        signal.signal(asked_to_stop, signal.SIG_IGN)
    sys.exit(0)


def _end_with_parent() -> None:
    """End at once where the watching process was killed: nobody would stop this one."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
