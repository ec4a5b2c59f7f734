"""How many examples a property is tried with: all in the suite, a share after each change.

``make check`` sets EXAMPLES. They are the same each time: what breaks on one run of two tells
nobody what broke it.
"""

import os

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

SHARE = float(os.environ.get("EXAMPLES", "1"))


def examples(number: int, **more: object) -> settings:
    return settings(max_examples=max(1, round(number * SHARE)), **more)  # type: ignore[arg-type]


# Hypothesis mixes numbers and words of the modules loaded so far among the examples: what was tried
# hung on which tests had run before in the same process.
providers._get_local_constants = lambda: providers._local_constants
settings.register_profile(
    "repeatable",
    examples(100),
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("repeatable")
