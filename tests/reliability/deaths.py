"""A deed done in a child process that is killed on its way, at moments spread over the time the deed takes."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def lasts(deed: Callable[[], object]) -> float:
    """How long the deed takes in a child of its own, in seconds."""
    begun = time.monotonic()
    with child(deed) as number:
        _, status = os.waitpid(number, 0)
    assert status == 0, "the deed itself fails"
    return time.monotonic() - begun


@contextmanager
def child(deed: Callable[[], object]) -> Iterator[int]:
    """The deed in a child process; the child's output goes nowhere near the test runner's."""
    number = os.fork()
    if number == 0:
        code = 1
        try:
            deed()
            code = 0
        finally:
            os._exit(code)
    yield number


def killed(deed: Callable[[], object], after: float) -> bool:
    """Do the deed and kill it `after` seconds; whether it was still at work then."""
    with child(deed) as number:
        time.sleep(after)
        os.kill(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
    return os.WIFSIGNALED(status)
