"""Photos and signatures: blobs named by their SHA-256, in a file of their own, stored before any row refers to them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Engine, text

from shopdesk.base import paths
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.db import engine

# A platform's label is a page of pictures; photos were made small before.
LARGEST = 8_000_000


def open_media(folder: Path, key: str | None = None) -> Engine:
    """The media file of a shop, or the one beside its backups, made when absent."""
    opened = engine.open_engine(folder / paths.MEDIA_FILE, key)
    with engine.writer(opened).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS blob (sha TEXT PRIMARY KEY, data BLOB NOT NULL)")
    return opened


def put(media: Engine, data: bytes) -> str:
    """Store a blob of at most 8 MB and answer its name; the same blob twice is stored once. Raises Invalid."""
    if len(data) > LARGEST:
        raise Invalid(N_("The picture is too large."), hint=N_("Choose a smaller picture."))
    sha = hashlib.sha256(data).hexdigest()
    with engine.writer(media).begin() as connection:
        connection.execute(
            text("INSERT OR IGNORE INTO blob (sha, data) VALUES (:sha, :data)"), {"sha": sha, "data": data}
        )
    return sha


def get(media: Engine, sha: str) -> bytes | None:
    """The blob; None where it is not there."""
    with media.connect() as connection:
        found = connection.execute(text("SELECT data FROM blob WHERE sha = :sha"), {"sha": sha}).scalar_one_or_none()
    return bytes(found) if found is not None else None


def holds(folder: Path, names: Iterable[str]) -> bool:
    """Whether one of these blobs is in the media file of a folder."""
    if not (folder / paths.MEDIA_FILE).exists():
        return False
    opened = open_media(folder)
    try:
        return any(get(opened, name) is not None for name in names)
    finally:
        opened.dispose()


def drop(folder: Path, names: Iterable[str]) -> None:
    """Take blobs of erased people out, so that no byte of them stays; raises DatabaseProblem."""
    if not (folder / paths.MEDIA_FILE).exists():
        return
    opened = open_media(folder)
    try:
        with engine.writer(opened).begin() as connection:
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
            for name in names:
                connection.execute(text("DELETE FROM blob WHERE sha = :sha"), {"sha": name})
        engine.checkpoint(opened, truncate=True)
    finally:
        opened.dispose()


def copy_missing(source: Path, target: Path, key: str | None = None) -> int:
    """Bring what is in the media file of one folder and not in the other's; answers how many blobs that were.

    Blobs never change, so a copy only grows. A blob that is not what its name says is left behind.
    """
    if not (source / paths.MEDIA_FILE).exists():
        return 0
    here, there = open_media(source, key), open_media(target, key)
    try:
        with here.connect() as reading:
            names = set(reading.exec_driver_sql("SELECT sha FROM blob").scalars())
        with there.connect() as reading:
            names -= set(reading.exec_driver_sql("SELECT sha FROM blob").scalars())
        copied = 0
        for name in sorted(names):
            data = get(here, name)
            if data is not None and hashlib.sha256(data).hexdigest() == name:
                put(there, data)
                copied += 1
        return copied
    finally:
        here.dispose()
        there.dispose()
