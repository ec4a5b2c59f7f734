"""Tells .ci/run how the run ended: what failed in one that was broken off has no second chance."""

import pytest


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if not hasattr(session.config, "workerinput"):  # a worker knows its share alone
        session.config.cache.set("run/exit_code", int(exitstatus))
