"""Everything a shop has, as ordinary CSV files and photos, and a shop made from them again, to the last number.

Rows keep their identifiers and deeds their hashes, so the chain of the journal goes along and proves what came back.
What is derived is made anew; PINs and what belongs to one machine stay behind. A folder or a shop appears whole or not
at all, whatever is cut when.
"""

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from random import SystemRandom
from typing import Any

from sqlalchemy import Connection, exc
from sqlcipher3 import dbapi2 as driver
from sqlmodel import Session, col, select

from shopdesk.base import clock, files, paths
from shopdesk.base.clock import Clock
from shopdesk.base.errors import Conflict, DatabaseProblem, Invalid
from shopdesk.base.i18n import N_
from shopdesk.db import backup, carried, check, engine, journal, media, migrations, models
from shopdesk.shop import backups, erasing
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.rights import Actor, Right, use_case

FORMAT = 1
LIST, README, PHOTOS = "shopdesk.json", "README.txt", "photos"
# What people look for is called so; every other table keeps its own name.
NAMES = {
    "product": "products",
    "sale_unit": "sale_units",
    "sale_code": "codes",
    "price_rule": "prices",
    "customer": "customers",
    "ledger_entry": "ledger",
    "sale": "sales",
    "sale_line": "sale_lines",
    "payment": "payments",
    "stock_move": "stock_moves",
    "stock_document": "papers",
    "producer": "producers",
    "contract": "contracts",
    "payout": "payouts",
    "supplier": "suppliers",
    "expense": "expenses",
    "setting": "settings",
}
_LONGEST_CELL = 8_000_000
_LARGEST_LIST = 1_000_000
_ENDINGS = ((b"\xff\xd8", "jpg"), (b"\x89PNG", "png"))
Tell = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Carried:
    """What went out or came in: rows by table, and how many photos. `aside` is where the shop before it is kept."""

    rows: dict[str, int]
    photos: int
    aside: Path | None = None


def export_all(office: Office, folder: Path, actor: Actor | None = None, tell: Tell | None = None) -> Carried:
    """Write everything into a folder that is new or empty; it appears only when all of it is there.

    Raises NotAllowed, Conflict for a folder that holds something, OSError.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Conflict(N_("{place} is not empty."), hint=N_("Choose a new folder."), place=folder)
    beside = folder.absolute().with_name(f".{folder.absolute().name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        with office.reading(actor) as desk:
            counts = _write(desk, beside, tell)
        photos = _write_photos(office.data_dir, beside / PHOTOS)
        _finish(beside, counts, photos)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
        files.sync_folder(folder.absolute().parent)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Carried(counts, photos)


@use_case(Right.MONEY_SETTINGS)
def _write(desk: Desk, folder: Path, tell: Tell | None) -> dict[str, int]:
    connection, counts, names = desk.session.connection(), {}, carried.tables()
    for done, table in enumerate(names):
        if tell is not None:
            tell(done, len(names))
        with (folder / file_of(table)).open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([word.name for word in carried.words(table)])
            counts[table] = 0
            for row in carried.rows(connection, table):
                writer.writerow(row)
                counts[table] += 1
            file.flush()
            os.fsync(file.fileno())
    return counts


def file_of(table: str) -> str:
    """The file a table stands in."""
    return f"{NAMES.get(table, table)}.csv"


def _write_photos(data_dir: Path, folder: Path) -> int:
    if not (data_dir / paths.MEDIA_FILE).exists():
        return 0
    stored = media.open_media(data_dir)
    try:
        with stored.connect() as connection:
            names = sorted(connection.exec_driver_sql("SELECT sha FROM blob").scalars())
        for name in names:
            folder.mkdir(exist_ok=True)
            data = media.get(stored, name) or b""
            ending = next((ending for start, ending in _ENDINGS if data.startswith(start)), "bin")
            files.write_whole(folder / f"{name}.{ending}", data)
    finally:
        stored.dispose()
    return len(names)


def _finish(folder: Path, counts: dict[str, int], photos: int) -> None:
    listed = {"format": FORMAT, "schema": migrations.VERSION, "photos": photos, "rows": counts}
    files.write_whole(folder / LIST, json.dumps(listed, indent=1, sort_keys=True).encode())
    files.write_whole(folder / README, _readme().encode("utf-8-sig"))


def _readme() -> str:
    with paths.resource("export", README).open(encoding="utf-8") as file:
        return file.read()


# The way back


def import_all(data_dir: Path, folder: Path, *, now: Clock = clock.system_clock, tell: Tell | None = None) -> Carried:
    """Make the shop in a folder from an export of everything; one already there without a sale is kept aside.

    Which machine goes on with its tills is asked when it is opened. Raises Invalid for files that cannot be read,
    Conflict where a shop with sales is there or open, DatabaseProblem where it does not add up, OSError; then nothing
    has changed.
    """
    listed = _listed(folder)
    data_dir.mkdir(parents=True, exist_ok=True)
    target, fresh = paths.shop_file(data_dir), data_dir / ".carried.db"
    _refuse_sales(target)
    backup.discard(fresh)
    try:
        _fill(fresh, folder, listed, tell)
        _erase_again(fresh, data_dir, now())
        photos = _read_photos(data_dir, folder / PHOTOS)
        aside = _put_in_place(fresh, target, now())
    finally:
        backup.discard(fresh)
    return Carried(listed["rows"], photos, aside)


def _listed(folder: Path) -> dict[str, Any]:
    """The list of what should be there; raises Invalid for none, or one of another version."""
    try:
        listed = json.loads(files.read_bounded(folder / LIST, _LARGEST_LIST))
    except (OSError, ValueError) as error:
        raise Invalid(
            N_("There is no export of everything in {place}."), hint=N_("Choose another folder."), place=folder
        ) from error
    match listed:
        case {"format": int(kind), "schema": int(schema), "rows": dict(rows)} if set(rows) == set(carried.tables()):
            if kind == FORMAT and schema == migrations.VERSION:
                return dict(listed)
    raise Invalid(
        N_("This export is of another version of ShopDesk."), hint=N_("Export it again with the same version.")
    )


def _refuse_sales(target: Path) -> None:
    if not target.exists():
        return
    reader = engine.open_reader(target)
    try:
        with reader.connect() as connection:
            sold = connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM sale)").scalar_one()
    finally:
        reader.dispose()
    if sold:
        raise Conflict(
            N_("This shop has sold already."), hint=N_("Bring everything into a new folder, so that nothing is lost.")
        )


def _fill(fresh: Path, folder: Path, listed: dict[str, Any], tell: Tell | None) -> None:
    opened = engine.open_engine(fresh)
    try:
        migrations.migrate(opened, before=lambda: None, verify=check.verify)
        with Session(engine.writer(opened)) as session, session.begin():
            connection = session.connection()
            # Records name each other in both directions; what points nowhere is found at the commit.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            _put_tables(connection, folder, listed["rows"], tell)
            check.verify(connection)
        engine.checkpoint(opened, truncate=True)
    except (exc.DatabaseError, driver.Error, OverflowError) as error:
        raise DatabaseProblem(N_("These files do not fit together."), hint=N_("Export everything again.")) from error
    finally:
        opened.dispose()


def _erase_again(fresh: Path, data_dir: Path, now: datetime) -> None:
    """Whoever was erased since the export was made stays so."""
    known = backups.erased_before(data_dir, paths.shop_file(data_dir), None)
    opened = engine.open_engine(fresh)
    try:
        with Session(engine.writer(opened), expire_on_commit=False) as session, session.begin():
            entry = journal.Entry(kind="carrying.import_all")
            anybody = erasing.again(session, entry, known, now)
            session.flush()
            till = session.exec(select(models.Till.id).order_by(col(models.Till.id))).first() or 1
            owner = session.exec(select(models.User.party).order_by(col(models.User.id))).first() or 1
            deed = journal.Deed(till, owner, None, now, clock.business_date(now), SystemRandom())
            journal.store(entry, session.connection(), deed)
        if anybody:
            erasing.scrub(opened)
        engine.checkpoint(opened, truncate=True)
    finally:
        opened.dispose()


def _put_tables(connection: Connection, folder: Path, rows: dict[str, int], tell: Tell | None) -> None:
    names = carried.tables()
    for done, table in enumerate(names):
        if tell is not None:
            tell(done, len(names))
        found = _rows_of(folder / file_of(table), table)
        count = 0
        while part := list(islice(found, carried.AT_ONCE)):
            carried.put(connection, table, part, count + 2)
            count += len(part)
        if count != rows[table]:
            raise _cut(folder / file_of(table))


def _rows_of(path: Path, table: str) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            if next(reader, None) != [word.name for word in carried.words(table)]:
                raise _cut(path)
            yield from reader
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _cut(path) from error


def _cut(path: Path) -> Invalid:
    return Invalid(
        N_("{name} is not as it was written."), hint=N_("Copy the whole folder again, unchanged."), name=path.name
    )


def _read_photos(data_dir: Path, folder: Path) -> int:
    """Bring the photos in; one that is not what its name says is left behind."""
    if not folder.is_dir():
        return 0
    stored, count = media.open_media(data_dir), 0
    try:
        for path in sorted(folder.iterdir()):
            data = files.read_bounded(path, media.LARGEST)
            if hashlib.sha256(data).hexdigest() == path.stem:
                media.put(stored, data)
                count += 1
    finally:
        stored.dispose()
    return count


def _put_in_place(fresh: Path, target: Path, now: datetime) -> Path | None:
    aside = None
    kept = target.with_name(f"{target.stem}-before-import-{now.astimezone(clock.BANGKOK):%Y%m%d-%H%M%S}.db")
    if target.exists():
        backups.alone(target, None)
        aside = kept
    backups.keep_aside(target, kept)
    files.replace(fresh, target)
    files.sync_folder(target.parent)
    return aside
