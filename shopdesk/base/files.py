"""Files that matter are whole or absent: written beside, flushed, then renamed over."""

import os
import time
from pathlib import Path

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_

# Windows answers these while a virus scanner or an indexer holds the file for a moment.
_HELD_BY_ANOTHER = (5, 32, 33)
_LONGEST_WAIT = 2.5


def replace(source: Path, target: Path) -> None:
    """Rename source over target, trying again for up to 2.5 s where another program holds the target."""
    wait, waited = 0.05, 0.0
    while True:
        try:
            os.replace(source, target)
            return
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD_BY_ANOTHER or waited >= _LONGEST_WAIT:
                raise
        time.sleep(wait)
        waited += wait
        wait = min(wait * 2, 1.0)


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder survive a power cut, where the system offers it."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Put data at path so that a cut leaves the old file or the new one, never a part."""
    beside = path.with_name(f".{path.name}.part")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    replace(beside, path)
    sync_folder(path.parent)


def read_bounded(path: Path, limit: int) -> bytes:
    """The bytes of a file of at most `limit` bytes; raises Invalid for a larger one."""
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise Invalid(
            N_("{name} is too large."),
            hint=N_("Choose a file of at most {megabytes} MB."),
            name=path.name,
            megabytes=max(1, limit // 1_000_000),
        )
    return data
