"""The command line as an operator calls it, in this process."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from click.testing import Result
from flask import Flask

from tests.apps import create_app

Fault = Callable[[Flask], AbstractContextManager[None]]


def flask(*arguments: str, fault: Fault | None = None, **env: str) -> Result:
    app = create_app(env)
    try:
        with fault(app) if fault else nullcontext():
            return app.test_cli_runner().invoke(args=arguments)
    finally:
        app.extensions["database"].engine.dispose()


def free_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return str(free.getsockname()[1])


ROOT = Path(__file__).parents[2]


def flask_process(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    """As a process of its own: what only that can show."""
    command = [sys.executable, "-m", "flask", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True
    )
