"""The command line as an operator calls it, in this process."""

from click.testing import Result

from tests.apps import create_app


def flask(*arguments: str, **env: str) -> Result:
    app = create_app(env)
    try:
        return app.test_cli_runner().invoke(args=arguments)
    finally:
        app.extensions["database"].engine.dispose()
