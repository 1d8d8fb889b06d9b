"""One at a time over all programs on this machine: a lock of the operating system, which a crash lets go by itself."""

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_LOOK_AGAIN = 0.02


@contextlib.contextmanager
def held(path: Path, seconds: float = 90.0) -> Iterator[None]:
    """Hold the lock of this file; raises TimeoutError when another program or thread holds it for so long."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        end = time.monotonic() + seconds
        while not _take(handle):
            if time.monotonic() > end:
                raise TimeoutError(f"{path.name} is held by another program")
            time.sleep(_LOOK_AGAIN)
        try:
            yield
        finally:
            _let_go(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _let_go(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_go(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
