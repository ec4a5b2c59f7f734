"""The server: processes that take requests from one socket, one that works, one that watches.

Python runs one thread at a time in a process: with one of them, 500 records at once used one core
of two (p99 4.2 s). Who writes waits for the other process in ``turns.Turns``. What takes minutes is
done by a process of its own, which lets those that serve go first.
"""

import errno
import gc
import logging
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any

import waitress
from flask import Flask

from inspect_app.db.turns import THREADS

PROCESSES = 2
MAX_BODY = 96 * 1024 * 1024
# A browser keeps its connection open for two minutes: with waitress's 100, the 101st phone waited
# for that long. Each is an open file, of which a process may have 1024 in most places.
CONNECTIONS = 800
# A photo's 300 kB in a few pieces. Measured with waitress's 8 kB: 10 ms of CPU for each record of a
# herd that sends photos after it, so 8.
READ_AT_ONCE = 256 * 1024
STOP = (signal.SIGINT, signal.SIGTERM)
BEHIND = 10  # how much the process that works is behind those that serve (nice)
PAUSE_SECONDS = 1  # before a process that died is replaced; one that cannot start must not spin

Task = Callable[[Any, list[socket.socket]], None]

_fork = multiprocessing.get_context("fork")


class CannotListenError(Exception):
    """The address cannot be served from; the message tells the operator why."""


def listen(host: str, port: int) -> list[socket.socket]:
    """A socket for each address of the host.

    :raise CannotListenError: if the host is unknown or the port is taken.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return [socket.create_server(where, family=family) for family, _, _, _, where in found]
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            words = f"端口 {port} 已经有程序在用（也许是另一个视察通）；请停下它，或用 PORT 换一个"
        else:
            words = f"不能在 {host} 的端口 {port} 上服务：{error.strerror}。请检查 HOST 和 PORT"
        raise CannotListenError(words) from error


def spare_the_collector() -> None:
    """Let Python's collector walk no more through what is there by now, and come more seldom.

    It is most of what there will be, and the processes share it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def serve(app: Flask, sockets: list[socket.socket], work: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM, then finish the requests under way.

    ``work`` is called in a process of its own, and again whenever that one has ended. Call this
    with no thread and no database connection open: neither survives the fork.
    """
    for asked_to_stop in STOP:
        signal.signal(asked_to_stop, _stop)
    tasks: list[tuple[Task, Any]] = [*[(_serve, app)] * PROCESSES, (_work, work)]
    running: dict[int, BaseProcess] = {}
    try:
        while True:
            for place, (task, what) in enumerate(tasks):
                if place not in running or not running[place].is_alive():
                    with _signals_held_back():
                        running[place] = _start(task, what, sockets)
            multiprocessing.connection.wait([one.sentinel for one in running.values()])
            time.sleep(PAUSE_SECONDS)
    except SystemExit:
        pass
    finally:
        for one in running.values():
            one.terminate()
        for one in running.values():
            one.join()


@contextmanager
def _signals_held_back() -> Iterator[None]:
    """Let who asks to stop wait for a fork: what a signal raises in its midst is ignored, and lost.

    Python calls hooks before and after it, whose errors it only prints; nobody stopped then.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, STOP)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)


def _start(task: Task, what: Any, sockets: list[socket.socket]) -> BaseProcess:
    process = _fork.Process(target=task, args=(what, sockets), daemon=True)
    process.start()
    return process


def _serve(app: Flask, sockets: list[socket.socket]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all; the watching one says stop
    signal.signal(signal.SIGTERM, _stop)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)
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


def _work(work: Callable[[], None], sockets: list[socket.socket]) -> None:
    for one in sockets:
        one.close()
    for asked_to_stop in STOP:  # it ends at once: what it was making is asked for again
        signal.signal(asked_to_stop, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP)
    os.nice(BEHIND)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    work()


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
