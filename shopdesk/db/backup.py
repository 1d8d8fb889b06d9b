"""Copies of the shop that count: made by the backup API, opened, checked, and only then given their name."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlcipher3 import dbapi2 as driver

from shopdesk.base import files
from shopdesk.base.clock import BANGKOK
from shopdesk.base.errors import DatabaseProblem, Invalid
from shopdesk.base.i18n import N_
from shopdesk.db import check, engine, migrations

SUFFIX = ".shopdesk-backup"
# What lies beside a file of SQLite and is read with it.
LOGS = ("-wal", "-shm", "-journal")
KEPT = 14
# No copy takes longer, even of a large shop to a slow stick.
LONGEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Copy:
    """A backup that was opened and checked."""

    path: Path
    size: int


def make(source: Engine, folder: Path, now: datetime, key: str | None = None) -> Copy:
    """Copy the open shop into the folder, check the copy, name it, and remove all but the newest 14.

    Raises DatabaseProblem or OSError; a copy that fails the check never replaces or removes a good one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = _name(now)
    part, target = folder / f".{name}.part", folder / name
    discard(*_abandoned(folder, now), part)
    try:
        _copy(source, part, key)
        examine(part, key)
        files.replace(part, target)
    finally:
        discard(part)
    files.sync_folder(folder)
    # By name the newest is not the first where the clock went back.
    for old in [path for path in existing(folder) if path != target][KEPT - 1 :]:
        old.unlink()
    return Copy(target, target.stat().st_size)


def _name(now: datetime) -> str:
    return f"shop-{now.astimezone(BANGKOK):%Y%m%d-%H%M%S}{SUFFIX}"


def _abandoned(folder: Path, now: datetime) -> list[Path]:
    """Copies that were cut while they were made; a younger one may be another program's, at work on it."""
    limit = f".{_name(now - LONGEST)}"
    return [path for path in folder.glob(f".shop-*{SUFFIX}.part") if path.name < limit]


def existing(folder: Path) -> list[Path]:
    """The backups in a folder, newest first."""
    if not folder.is_dir():
        return []
    return sorted(folder.glob(f"shop-*{SUFFIX}"), reverse=True)


def examine(path: Path, key: str | None = None) -> None:
    """Prove a copy whole, as a stranger's file is met: only looked at, even where it is a shop that is in use.

    Raises DatabaseProblem or Invalid.
    """
    with closing(_open(path, key)) as connection:
        _refuse_strange(connection)
    opened = engine.open_reader(path, key)
    try:
        if migrations.version_of(opened) > migrations.VERSION:
            raise DatabaseProblem(
                N_("This shop file was made by a newer ShopDesk."), hint=N_("Update ShopDesk, then open it again.")
            )
        with opened.connect() as reading:
            row = reading.exec_driver_sql("PRAGMA integrity_check(1)").fetchone()
            if row is None or row[0] != "ok":
                raise DatabaseProblem(N_("The shop file is damaged."), hint=N_("Choose an older backup."))
            if migrations.version_of(opened) == migrations.VERSION:
                check.verify(reading)
    finally:
        opened.dispose()


def put_back(path: Path, target: Path, key: str | None = None) -> None:
    """Make `target` from a backup after proving it whole; a file already there must have been moved away before.

    The backup itself is only read. The result is a real shop file again; its number series must go on in a new letter
    before it sells. Raises DatabaseProblem or Invalid, and leaves nothing then.
    """
    part = target.with_name(f".{target.name}.part")
    # The log of one that was cut would be read as the log of this one.
    discard(part, target)
    try:
        with closing(_open(path, key)) as source, closing(_open(part, key, writing=True)) as copy:
            _refuse_strange(source)
            source.backup(copy)
            copy.execute(f"PRAGMA application_id = {engine.APPLICATION_REAL}")
        examine(part, key)
        files.replace(part, target)
    except driver.Error as error:
        raise engine.known(error) or Invalid(N_("This is not a backup of ShopDesk.")) from error
    finally:
        discard(part)
    files.sync_folder(target.parent)


def _copy(source: Engine, target: Path, key: str | None) -> None:
    raw = source.raw_connection()
    try:
        with closing(_open(target, key, writing=True)) as copy:
            assert raw.driver_connection is not None
            # 256 pages at a time: the till may sell between two bites.
            raw.driver_connection.backup(copy, pages=256)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.execute(f"PRAGMA application_id = {engine.APPLICATION_BACKUP}")
    except driver.Error as error:
        raise engine.known(error) or error from error
    finally:
        raw.close()


def _open(path: Path, key: str | None, *, writing: bool = False) -> Any:
    mode = "rwc" if writing else "ro"
    try:
        connection = driver.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("PRAGMA trusted_schema = OFF")
    except driver.Error as error:
        raise engine.known(error) or error from error
    return connection


def _refuse_strange(connection: Any) -> None:
    steps = iter(range(2_000))
    connection.set_progress_handler(lambda: next(steps, None) is None, 100_000)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application not in (engine.APPLICATION_BACKUP, engine.APPLICATION_REAL):
            raise Invalid(
                N_("This is not a backup of ShopDesk."), hint=N_("Choose a file that ends in .shopdesk-backup.")
            )
        odd = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'view' OR sql LIKE '%load_extension%' LIMIT 1"
        ).fetchone()
        if odd is not None:
            raise Invalid(N_("This backup holds things that do not belong there."), hint=N_("Choose another backup."))
    except driver.Error as error:
        raise engine.known(error) or Invalid(N_("This is not a backup of ShopDesk.")) from error
    finally:
        connection.set_progress_handler(None, 0)


def discard(*paths: Path) -> None:
    """Remove files of SQLite with what lies beside them."""
    for path in paths:
        for ending in ("", *LOGS):
            path.with_name(path.name + ending).unlink(missing_ok=True)


__all__ = ["KEPT", "LOGS", "SUFFIX", "Copy", "discard", "examine", "existing", "make", "put_back"]
