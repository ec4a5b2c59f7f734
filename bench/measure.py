"""How things are measured: CPU time, interleaved, the median of several rounds' ratios."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One figure with its bar; ``bar`` None: reported beside another, not judged."""

    what: str
    value: float
    unit: str
    bar: float | None
    detail: str = ""

    @property
    def is_met(self) -> bool:
        return self.bar is None or self.value <= self.bar

    def __str__(self) -> str:
        bar = ""
        if self.bar is not None:
            bar = f"bar {self.bar:g}  {'ok' if self.is_met else 'MISSED'}"
        return f"{self.what:<58} {self.value:8.2f} {self.unit:<6} {bar:<16} {self.detail}"


def cpu_ms(
    calls: dict[str, Callable[[], object]], rounds: int, each: int
) -> dict[str, list[float]]:
    """CPU milliseconds of one call of each, a figure per interleaved round."""
    for call in calls.values():
        call()
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            start = time.process_time()
            for _ in range(each):
                call()
            times[name].append((time.process_time() - start) / each * 1000)
    return times


def compared(
    what: str, times: dict[str, list[float]], ours: str, baseline: str, bar: float | None
) -> Result:
    """The median of the rounds' ratios: what disturbs a round disturbs both of its parts."""
    pairs = zip(times[ours], times[baseline], strict=True)
    ratio = statistics.median(one / other for one, other in pairs)
    medians = [statistics.median(times[name]) for name in (ours, baseline)]
    return Result(what, ratio, "x", bar, f"{medians[0]:.2f} ms / {medians[1]:.2f} ms")
