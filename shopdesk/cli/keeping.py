"""backup, restore, check, till: keeping the shop safe, and knowing whose it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shopdesk.base import paths
from shopdesk.base.errors import DatabaseProblem, Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, command
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.db.check import Result


@command("backup", N_("Make a checked copy of the shop"))
def backup(
    run: Run,
    folder: Annotated[
        Path | None, Argument(metavar="[DIR]", help=N_("Where to; the shop's second place if left out"))
    ] = None,
) -> Answer:
    """One file that was opened and checked before it got its name."""
    from shopdesk.shop import backups

    with run.office() as office:
        made = backups.make(office, run.actor(office), folder)
    return Answer({"file": str(made.path), "bytes": made.size}, (_("Backup made: {file}").format(file=made.path),))


@command("restore", N_("Bring the shop back from a backup"))
def restore(run: Run, file: Annotated[Path, Argument(metavar="FILE", help=N_("A .shopdesk-backup file"))]) -> Answer:
    """The shop as it was then; one already there is put aside, never thrown away."""
    from shopdesk.shop import backups

    if not file.is_file():
        raise NotFound(N_("There is no file {name}."), hint=N_("Check the name of the file."), name=file)
    may_replace(run)
    aside = backups.restore(run.data, file)
    if aside is not None:
        run.say(_("The shop that was there is kept: {file}").format(file=aside))
    said = _(
        "The shop is back. New bills begin in a new letter. Accounts of online shops wait until you let them go on."
    )
    return Answer({"restored": str(file), "aside": None if aside is None else str(aside)}, (said,))


def may_replace(run: Run) -> None:
    """Where a shop is there and can be read, the person must have the right over its money; a damaged one asks none."""
    from shopdesk.shop.rights import Right, require

    if not paths.shop_file(run.data).is_file():
        return
    try:
        with run.looking() as desk:
            require(desk, Right.MONEY_SETTINGS)
    except DatabaseProblem as error:
        run.say(str(error))


@command("check", N_("Prove that sales, stock and numbers add up"))
def check(
    run: Run,
    file: Annotated[
        Path | None, Argument(metavar="[FILE]", help=N_("A shop file or backup; this shop if left out"))
    ] = None,
) -> Answer:
    """Looks at everything and changes nothing; code 1 with the first wrong thing."""
    path = file or paths.shop_file(run.data)
    if not path.is_file():
        raise NotFound(N_("There is no file {name}."), hint=N_("Check the name of the file."), name=path)
    result = _examined(path)
    if not result.ok and path.with_name(f"{path.name}-wal").exists():
        # Somebody may have begun to sell while the file was read as it stood.
        result = _examined(path)
    data = {"ok": result.ok, "checked": result.checked, "first_error": result.first_error or None}
    if result.ok:
        return Answer(data, (_("Everything adds up ({count} things looked at).").format(count=result.checked),))
    return Answer(data, (_("This does not add up: {what}").format(what=result.first_error),), code=1)


def _examined(path: Path) -> "Result":
    from shopdesk.db import check, engine, migrations

    reader = engine.open_reader(path)
    try:
        with reader.connect() as connection:
            kind = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if kind not in engine.APPLICATIONS:
                raise Invalid(N_("{name} is not a shop file."), hint=N_("Choose another file."), name=path.name)
            if version > migrations.VERSION:
                raise DatabaseProblem(
                    N_("This shop file was made by a newer ShopDesk."), hint=N_("Update ShopDesk, then open it again.")
                )
            if version < migrations.VERSION:
                raise Invalid(N_("This shop file is of an older ShopDesk."), hint=N_("Open it in ShopDesk once."))
            return check.check(connection)
    finally:
        reader.dispose()


@command("till moved", N_("This is the same till, moved here"))
def till_moved(run: Run) -> Answer:
    """Numbers go on in a new letter."""
    return _claim(run, "moved")


@command("till copy", N_("This is a copy and becomes a till of its own"))
def till_copy(run: Run) -> Answer:
    """A till with a number of its own."""
    return _claim(run, "copy")


def _claim(run: Run, answer: Literal["moved", "copy"]) -> Answer:
    from shopdesk.shop import starting

    with run.office() as office:
        if office.question:
            starting.claim(office, answer, run.actor(office))
        code = office.till.code
    return Answer({"till": code}, (_("This is till {code}.").format(code=code),))
