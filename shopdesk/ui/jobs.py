"""The one door to the background. A function goes in, its answer comes out in the window's thread."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from functools import partial
from types import BuiltinMethodType, CellType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from shopdesk.base.log import place

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")
log = logging.getLogger("shopdesk.jobs")
# An import and a scale that is listened to may each keep one busy for long.
THREADS = 3


class Cancelled(Exception):
    """The person stopped the job."""


class Job(Generic[T]):
    """A piece of work in the background. The work gets it, to tell how far it is and to hear that it should stop."""

    def __init__(self, owner: "Jobs", progress: Callable[[int, int], object] | None) -> None:
        self._owner, self._progress = owner, progress
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask it to stop; nothing is called afterwards."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def tell(self, done: int, of: int) -> None:
        """From the work: how far it is. Raises Cancelled where the person stopped it."""
        if self.cancelled:
            raise Cancelled
        progress = self._progress
        if progress is not None:
            self._owner.post(lambda: None if self.cancelled or gone(progress) else progress(done, of))


class Always:
    """An answer that is told whatever became of the widgets it names: it looks after them itself."""

    __slots__ = ("_call",)

    def __init__(self, call: Callable[..., object]) -> None:
        self._call = call

    def __call__(self, *said: object) -> object:
        return self._call(*said)


def gone(told: Callable[..., object]) -> bool:
    """Whether Qt deleted a widget meanwhile that is needed to call this: its sheet or page was closed.

    Looked through are methods, partials and closures, one in the other, and what a helper without Qt keeps of widgets.
    """
    seen, left = set[int](), [told]
    while left:
        one = left.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if not isValid(one) or _helps_nobody(one):
            return True
        left += _parts(one)
    return False


def _parts(one: object) -> list[Any]:
    """What is called with it."""
    if isinstance(one, MethodType):
        return [one.__self__, one.__func__]
    if isinstance(one, partial):
        return [one.func, *one.args, *one.keywords.values()]
    if isinstance(one, FunctionType):
        named = (one.__kwdefaults__ or {}).values()
        return [*(_held(cell) for cell in one.__closure__ or ()), *(one.__defaults__ or ()), *named]
    return [one.__self__] if isinstance(one, BuiltinMethodType) else []


def _held(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return None


def _helps_nobody(one: object) -> bool:
    """Whether it is a helper of a widget that is gone. What a QObject keeps is its own: it may outlive its parts."""
    if isinstance(one, QObject | ModuleType | type | FunctionType):
        return False
    return any(isinstance(kept, QWidget) and not isValid(kept) for kept in getattr(one, "__dict__", {}).values())


class Jobs(QObject):
    """`run(fn, then, otherwise)` from the window's thread; `then` and `otherwise` are called there as well.

    Answers wait in a queue, and one signal without payload asks the window's thread to empty it, so that Qt never
    carries a Python object.
    """

    _waiting = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool: ThreadPoolExecutor | None = None
        self._posted: deque[Callable[[], object]] = deque()
        self._running: set[Job[object]] = set()
        self._waiting.connect(self._drain, Qt.ConnectionType.QueuedConnection)
        self._closed = False

    def run(
        self,
        fn: Callable[[Job[T]], T],
        then: Callable[[T], object] | None = None,
        otherwise: Callable[[Exception], object] | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Job[T]:
        """Do `fn(job)` in the background; `then(answer)` or `otherwise(error)` after, `progress(done, of)` meanwhile.

        What leads to a widget that is gone by then is not called (see `gone`), unless it is `Always`. An error without
        an `otherwise` goes where every fault goes: to the log and the crash box.
        """
        job: Job[T] = Job(self, progress)
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor

            self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="job")
        self._running.add(job)  # type: ignore[arg-type]
        self._pool.submit(self._work, job, fn, then, otherwise)
        return job

    def _work(
        self,
        job: Job[T],
        fn: Callable[[Job[T]], T],
        then: Callable[[T], object] | None,
        otherwise: Callable[[Exception], object] | None,
    ) -> None:
        try:
            answer = fn(job)
        except Cancelled:
            self.post(lambda: self._end(job, None))
        except Exception as problem:  # noqa: BLE001 - whatever it is, it belongs in the window's thread
            error = problem
            self.post(lambda: self._end(job, lambda: self._failed(error, otherwise)))
        else:
            self.post(lambda: self._end(job, (lambda: gone(then) or then(answer)) if then is not None else None))

    def _end(self, job: Job[T], last: Callable[[], object] | None) -> None:
        self._running.discard(job)
        if last is not None and not job.cancelled:
            last()

    @staticmethod
    def _failed(error: Exception, otherwise: Callable[[Exception], object] | None) -> None:
        if otherwise is None:
            raise error
        log.info("a job was refused: %s", place(error))
        if not gone(otherwise):
            otherwise(error)

    def post(self, call: Callable[[], object]) -> None:
        """From any thread: call this in the window's thread soon."""
        self._posted.append(call)
        if not self._closed:
            self._waiting.emit()

    @Slot()
    def _drain(self) -> None:
        while self._posted and not self._closed:
            self._posted.popleft()()

    def busy(self) -> bool:
        """Whether anything is still being done."""
        return bool(self._running)

    def others(self, job: Job[T]) -> bool:
        """From the work: whether anything besides this job is still being done."""
        return len(self._running) > 1 or (bool(self._running) and job not in self._running)

    def close(self) -> None:
        """Ask everything to stop and wait for it."""
        self._closed = True
        for job in self._running:
            job.cancel()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
