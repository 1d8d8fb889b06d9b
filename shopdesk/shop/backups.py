"""Backups of a shop and the way back: to a second place the owner chose, checked before they count.

Photos lie beside the copies in one media file that only grows.

After a restore every till goes on in a new letter, so that no number of the lost hours is used twice. The letters taken
are noted beside the backups as well: the next machine that is restored from there takes others. Accounts at platforms
wait until a person lets them go on: the stock of the backup may be sold long since.
"""

import contextlib
import logging
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random, SystemRandom

from sqlcipher3 import dbapi2 as driver
from sqlmodel import Session, col, select

from shopdesk.base import clock, files, machine, paths
from shopdesk.base.clock import Clock
from shopdesk.base.errors import Conflict, DatabaseProblem, NotFound
from shopdesk.base.i18n import N_
from shopdesk.db import backup, engine, journal, media, models
from shopdesk.shop import accounts, erasing, settings, starting
from shopdesk.shop.desk import Desk, Office, record
from shopdesk.shop.rights import Actor, Right, use_case

REMIND_AFTER = timedelta(days=3)
EVERY = timedelta(days=1)
OWN_FOLDER = "backups"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Standing:
    """How safe the shop's data are: the second place, and when the last good copy went there (None: never)."""

    folder: str
    hours_ago: int | None
    remind: bool
    due: bool


def make(office: Office, actor: Actor | None = None, folder: Path | None = None) -> backup.Copy:
    """Copy the shop to the second place (or `folder`, or beside the shop where none was chosen) and check the copy.

    Raises NotFound where the second place is not there (a stick that was pulled out), DatabaseProblem, OSError.
    """
    with office.reading(actor) as desk:
        chosen = _folder(desk)
    target = folder or (Path(chosen) if chosen else office.data_dir / OWN_FOLDER)
    if chosen and folder is None and not target.parent.exists():
        raise NotFound(
            N_("The place for backups is not there: {place}"),
            hint=N_("Plug in the USB stick, then try again."),
            place=chosen,
        )
    made = backup.make(office.engine, target, office.clock())
    media.copy_missing(office.data_dir, target)
    with office.writing(actor) as desk:
        _note(desk, made.path.name, second=bool(chosen) and folder is None)
    return made


@use_case(Right.BACKUP)
def _folder(desk: Desk) -> str:
    folder: str = settings.get(desk, "backup.folder")
    return folder


@use_case(Right.BACKUP)
def _note(desk: Desk, name: str, *, second: bool) -> None:
    record(desk, "event", kind="backup.made", subject=name, detail={"second": second})


@use_case(Right.LOOK)
def standing(desk: Desk) -> Standing:
    """Whether to remind quietly: no good copy in a second place for three days; `due` after one day."""
    folder = settings.get(desk, "backup.folder")
    rows = desk.session.exec(
        select(models.Journal.at, models.Event.detail)
        .join(models.Event, col(models.Event.journal) == models.Journal.id)
        .where(models.Event.kind == "backup.made")
        .order_by(col(models.Event.id).desc())
        .limit(50)
    ).all()
    last = next((at for at, detail in rows if detail["second"]), None)
    begun = desk.session.exec(select(models.Journal.at).order_by(col(models.Journal.id))).first()
    since = last or begun or desk.now
    hours = None if last is None else max(int((desk.now - last).total_seconds() // 3600), 0)
    recent = rows[0][0] if rows else begun or desk.now
    return Standing(folder, hours, desk.now - since > REMIND_AFTER, desk.now - recent > EVERY)


def try_place(folder: Path) -> None:
    """Prove that backups can be written to a folder, which is made where it is not there. Raises DatabaseProblem."""
    trial = folder / ".shopdesk-trial"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files.write_whole(trial, b"trial")
        trial.unlink()
    except OSError as error:
        raise DatabaseProblem(
            N_("Nothing can be written to this place."),
            hint=N_("Choose another folder, or a USB stick that is not locked."),
        ) from error


def examine(file: Path) -> None:
    """Prove that a backup could be restored, without touching the shop; raises DatabaseProblem or Invalid."""
    backup.examine(file)


def existing(office: Office, folder: str) -> list[Path]:
    """The backups in the second place, else those beside the shop, newest first."""
    return backup.existing(Path(folder) if folder else office.data_dir / OWN_FOLDER)


def made_at(file: Path) -> datetime:
    """When a backup was made, as its name says; of a file that was given another name, when it was written."""
    try:
        return datetime.strptime(f"{file.name.partition('.')[0]}+0700", "shop-%Y%m%d-%H%M%S%z")
    except ValueError:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def make_beside(office: Office, actor: Actor | None = None) -> backup.Copy:
    """A copy beside the shop, for when the second place is not there; raises DatabaseProblem, OSError."""
    return make(office, actor, office.data_dir / OWN_FOLDER)


def restore(
    data_dir: Path,
    file: Path,
    *,
    now: Clock = clock.system_clock,
    random: Random | None = None,
    key: str | None = None,
    whole: Callable[[], object] = lambda: None,
) -> Path | None:
    """Make the shop in a folder from a backup. A shop already there is kept aside; answers where, or None.

    `whole()` is called once the backup is copied and proved.

    Raises Conflict where another program has that shop open, DatabaseProblem or Invalid for a bad backup, OSError; then
    nothing has changed.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    target = paths.shop_file(data_dir)
    aside = None
    fresh = data_dir / ".restored.db"
    backup.put_back(file, fresh, key)
    try:
        erased = erased_before(data_dir, target, key)
        whole()
        _new_letters(fresh, data_dir, file.parent, now, random or SystemRandom(), key, erased)
        kept = data_dir / f"{target.stem}-before-restore-{now().astimezone(clock.BANGKOK):%Y%m%d-%H%M%S}.db"
        if target.exists():
            alone(target, key)
            aside = kept
        try:
            keep_aside(target, kept)
            files.replace(fresh, target)
        except OSError:
            _back_from_aside(target, kept)
            raise
        files.sync_folder(data_dir)
        _bring_photos(file.parent, data_dir, key)
    finally:
        backup.discard(fresh)
    return aside


def keep_aside(target: Path, aside: Path) -> None:
    """A second name for the shop that is there, so that at no moment there is none under its own."""
    for ending in backup.LOGS:
        # A log of a damaged shop, or of one that is gone: beside the restored one it would be taken for its own.
        part = target.with_name(target.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    if not target.exists():
        return
    try:
        os.link(target, aside)
    except OSError:
        shutil.copyfile(target, aside)


def _back_from_aside(target: Path, aside: Path) -> None:
    """The restored shop could not take its place: a log that lay there is the last of what was there."""
    for ending in backup.LOGS:
        part = aside.with_name(aside.name + ending)
        if part.exists():
            part.replace(target.with_name(target.name + ending))
    aside.unlink(missing_ok=True)


def _bring_photos(source: Path, data_dir: Path, key: str | None) -> None:
    """The shop is back already: photos that cannot be read are missing and no more."""
    try:
        media.copy_missing(source, data_dir, key)
    except (DatabaseProblem, OSError):
        _log.warning("the photos beside the backup could not be read", exc_info=True)


def erased_before(data_dir: Path, target: Path, key: str | None) -> list[str]:
    """Who was erased, as this machine remembers it and as the shop that is replaced knows it, where it can be read."""
    known = set(erasing.remembered(data_dir))
    if target.exists():
        with contextlib.suppress(DatabaseProblem):
            known |= _erased_there(target, key)
    erasing.remember(data_dir, known)
    return sorted(known)


def _erased_there(target: Path, key: str | None) -> set[str]:
    opened = engine.open_reader(target, key)
    try:
        return set(erasing.erased(opened))
    finally:
        opened.dispose()


def _new_letters(
    fresh: Path, data_dir: Path, source: Path, now: Clock, random: Random, key: str | None, erased: Sequence[str]
) -> None:
    """The restored shop goes on in new letters, its accounts wait, and whoever was erased since stays so."""
    opened = engine.open_engine(fresh, key)
    try:
        from shopdesk.db import check, migrations

        migrations.migrate(opened, before=lambda: None, verify=check.verify)
        with Session(engine.writer(opened), expire_on_commit=False) as session, session.begin():
            entry = journal.Entry(kind="backups.restore")
            letters = starting.letters_for_restore(session, data_dir, source, random)
            till = starting.after_restore(session, machine.installation(data_dir), entry, letters)
            owner = session.exec(select(models.User.party).order_by(col(models.User.id))).first()
            assert till.id is not None
            assert owner is not None
            journal.add(entry, session.connection(), "event", {"kind": "backup.restored", "subject": till.code})
            accounts.pause_all(session, entry)
            anybody = erasing.again(session, entry, erased, now())
            session.flush()
            deed = journal.Deed(till.id, owner, None, now(), clock.business_date(now()), random)
            journal.store(entry, session.connection(), deed)
        if anybody:
            erasing.scrub(opened)
        engine.checkpoint(opened, truncate=True)
    finally:
        opened.dispose()


def alone(path: Path, key: str | None) -> None:
    """Empty the log of a shop nobody else has open, so that its one file can be put aside whole."""
    connection = driver.connect(str(path), isolation_level=None, timeout=1)
    try:
        if key is not None:
            connection.execute(f"PRAGMA key = \"x'{key}'\"")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except driver.OperationalError as error:
        raise Conflict(N_("The shop is open in another window."), hint=N_("Close ShopDesk, then restore.")) from error
    except driver.DatabaseError:
        # A damaged shop is the reason to restore: it is put aside as it is, with its log.
        return
    finally:
        connection.close()
