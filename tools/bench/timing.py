"""Times in milliseconds, and what they come to."""

import time
from collections.abc import Callable, Sequence
from typing import Any


def milliseconds(work: Callable[[], Any]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def quantile(times: Sequence[float], part: float) -> float:
    """The value below which this part of the times lies."""
    ordered = sorted(times)
    return round(ordered[min(int(len(ordered) * part), len(ordered) - 1)], 3)


def summary(times: Sequence[float]) -> dict[str, float]:
    """Median, 95th and 99th part of a hundred, and the worst."""
    return {
        "median": quantile(times, 0.5),
        "p95": quantile(times, 0.95),
        "p99": quantile(times, 0.99),
        "worst": round(max(times), 3),
    }
