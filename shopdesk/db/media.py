"""Photos and signatures: blobs named by their SHA-256, in a file of their own, stored before any row refers to them."""

import hashlib
from pathlib import Path

from sqlalchemy import Engine, text

from shopdesk.base import paths
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.db import engine

LARGEST = 2_000_000


def open_media(data_dir: Path, key: str | None = None) -> Engine:
    """The media file of a shop, made when absent."""
    opened = engine.open_engine(data_dir / paths.MEDIA_FILE, key)
    with engine.writer(opened).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS blob (sha TEXT PRIMARY KEY, data BLOB NOT NULL)")
    return opened


def put(media: Engine, data: bytes) -> str:
    """Store a blob of at most 2 MB and answer its name; the same blob twice is stored once. Raises Invalid."""
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
