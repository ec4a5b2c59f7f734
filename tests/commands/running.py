"""The command line as an operator calls it, in this process."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

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
