"""The engine's thread: rounds by themselves, whatever one of them raises."""

import logging
import threading

from shopdesk.base import log
from shopdesk.base.errors import Conflict, DatabaseProblem
from shopdesk.sync.engine import Engine

_log = logging.getLogger(__name__)


class Runner:
    """The engine's thread: a round every so often, and one soon after something was sold."""

    def __init__(self, engine: Engine, every: float = 120.0, soon: float = 10.0) -> None:
        self._engine, self._every, self._soon = engine, every, soon
        self._woken, self._stopping, self._at_once = threading.Event(), threading.Event(), False
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin; a second call changes nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="online", daemon=True)
            self._thread.start()

    def wake(self, *, at_once: bool = False) -> None:
        """Something is to be said; `at_once` where a person waits for it."""
        self._at_once = self._at_once or at_once
        self._woken.set()

    def stop(self, seconds: float = 5.0) -> bool:
        """End; answers whether the thread ended in time. A call on the line goes on to its end without the shop."""
        self._stopping.set()
        self._engine.stop()
        self._woken.set()
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            at_once, self._at_once = self._at_once, False
            self._woken.clear()
            try:
                if self._engine.step(at_once=at_once):
                    continue
            except (Conflict, DatabaseProblem) as problem:
                _log.warning("the round ended: %s", problem)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next round may go well
                _log.error("the round ended: %s", log.place(error))
            if self._woken.wait(self._every) and not self._at_once:
                self._stopping.wait(self._soon)
