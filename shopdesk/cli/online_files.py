"""listing template, listing uploaded, orders import, settlement import: selling by files that a person carries."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from shopdesk.shop.byfile import Filled, Handed, Held, Stale
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.rights import Actor

File = Annotated[Path, Argument(metavar="FILE", help=N_("CSV or XLSX from the platform"))]
Account = Annotated[str, Option("--account", metavar="NAME", help=N_("The account it belongs to"))]
DryRun = Annotated[bool, Option("--dry-run", help=N_("Only say what would happen"))]


@command("listing template", N_("Fill the platform's own file with goods, prices and stock"))
def template(
    run: Run,
    file: File,
    account: Account,
    out: Annotated[Path | None, Option("--out", metavar="FILE", help=N_("Where the filled file goes"))] = None,
    dry_run: DryRun = False,
) -> Answer:
    """Without --out it is put beside the file. Code 1 where nothing could be filled."""
    from shopdesk.shop import byfile

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        number = _account(office, account, actor)
        made = byfile.fill(office, number, file, actor)
        target = out or file.with_name(f"{file.stem}-shopdesk{file.suffix}")
        stored = not dry_run and bool(made.lines)
        handed = byfile.save(office, made, target, actor) if stored else byfile.Handed()
        with office.reading(actor) as desk:
            stale = files(desk)[number]
    data = {
        **_filled(made, handed), "stored": stored, "out": str(target) if stored else "", **stale.data,
        "photos": handed.photos, "folder": str(handed.folder or ""),
    }  # fmt: skip
    photos = _("{count} photos lie in {folder}.").format(count=handed.photos, folder=handed.folder)
    last = (_("Filled: {file}").format(file=target), *((photos,) if handed.folder else ()))
    said = _("Upload it, then say: shopdesk listing uploaded --account {name}").format(name=number)
    lines = (*_filled_lines(made, handed), *((*last, said) if stored else ()))
    return Answer(data, lines, code=0 if made.lines else 1)


@command("listing uploaded", N_("Say that the platform took the file last filled"))
def uploaded(run: Run, account: Account) -> Answer:
    """From then on what changed since is shown."""
    from shopdesk.shop import byfile

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        number = _account(office, account, actor)
        with office.writing(actor) as desk:
            count = byfile.uploaded(desk, number)
        with office.reading(actor) as desk:
            stale = files(desk)[number]
    said = _("The platform shows {count} of our goods.").format(count=count)
    return Answer({"units": count, **stale.data}, (said, *stale.lines))


@command("channels heading", N_("Say once what a column is called in an account's files"))
def heading(
    run: Run,
    name: Annotated[str, Argument(metavar="NAME", help=N_("Name or number of the account"))],
    known: Annotated[str, Argument(metavar="KNOWN", help=N_("The column that was missed"))],
    there: Annotated[str, Argument(metavar="THERE", help=N_("What it is called in the file"))],
) -> Answer:
    """Remembered for all files of this account."""
    from shopdesk.shop import byfile

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        number = _account(office, name, actor)
        with office.writing(actor) as desk:
            byfile.name_heading(desk, number, known, there)
    return Answer({"known": known, "there": there}, (_("Remembered. Choose the file again."),))


@command("orders import", N_("Bring orders in from a platform's file"))
def orders(run: Run, file: File, account: Account, dry_run: DryRun = False) -> Answer:
    """The same file twice changes nothing. Code 3 where rows are held for somebody to look at."""
    from shopdesk.shop import byfile

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        number = _account(office, account, actor)
        read = (byfile.preview_orders if dry_run else byfile.read_orders)(office, number, file, actor)
    data = {
        "file": read.file, "orders": read.orders, "new": read.new, "changed": read.changed,
        "unchanged": read.unchanged, "unclear": list(read.unclear), "held": _held(read.held), "stored": read.stored,
        "older": read.older, "before": read.before,
    }  # fmt: skip
    sums = (
        *((row(_("Older than known"), str(read.older)),) if read.older else ()),
        *((row(_("Left before"), str(read.before)),) if read.before else ()),
        row(_("New orders"), str(read.new)), row(_("Changed"), str(read.changed)),
        row(_("Unchanged"), str(read.unchanged)), row(_("Held"), str(len(read.held))),
    )  # fmt: skip
    return Answer(data, (*_held_lines(read.held), *sums, *_nothing(stored=read.stored)), code=3 if read.held else 0)


@command("settlement import", N_("Bring in what a platform settled, from its file"))
def settlement(run: Run, file: File, account: Account, dry_run: DryRun = False) -> Answer:
    """The same file twice changes nothing. Code 3 where rows are held for somebody to look at."""
    from shopdesk.core import money
    from shopdesk.shop import byfile

    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        number = _account(office, account, actor, put_away=True)
        read = (byfile.preview_money if dry_run else byfile.read_money)(office, number, file, actor)
    data = {
        "file": read.file, "lines": read.lines, "told": read.told, "statements": read.statements,
        "amount": money.plain(read.amount), "passed": read.passed, "held": _held(read.held), "stored": read.stored,
    }  # fmt: skip
    sums = (
        row(_("Lines in the file"), str(read.told)), row(_("New lines"), str(read.lines)),
        row(_("Sum of the file"), money.text(read.amount)), row(_("New payouts"), str(read.statements)),
    )  # fmt: skip
    return Answer(data, (*_held_lines(read.held), *sums, *_nothing(stored=read.stored)), code=3 if read.held else 0)


def _account(office: "Office", name: str, actor: "Actor | None", *, put_away: bool = False) -> int:
    from shopdesk.shop import accounts

    with office.reading(actor) as desk:
        return accounts.named(desk, name, put_away=put_away).id or 0


def _nothing(*, stored: bool) -> tuple[str, ...]:
    return () if stored else (_("Nothing was stored."),)


def _held(held: "Sequence[Held]") -> list[dict[str, Any]]:
    return [{"row": one.row, "key": one.key, "reason": one.reason} for one in held]


def _held_lines(held: "Sequence[Held]") -> tuple[str, ...]:
    return tuple(_("Row {row}: {reason}").format(row=one.row, reason=one.reason) for one in held)


def _filled(made: "Filled", handed: "Handed") -> dict[str, Any]:
    from shopdesk.core import money

    return {
        "file": made.file, "kind": made.kind,
        "lines": [
            {"row": one.row, "sku": one.sku, "title": one.title, "price": money.plain(one.price), "stock": one.stock}
            for one in made.lines
        ],
        "unknown": [{"row": one.row, "what": one.what} for one in made.unknown],
        "left": [
            {"row": one.row, "what": one.what, "reason": one.reason} for one in (*made.left, *handed.left)
        ],
        "there": made.there,
    }  # fmt: skip


def _filled_lines(made: "Filled", handed: "Handed") -> tuple[str, ...]:
    left = tuple(f"{one.what}: {one.reason}" for one in (*made.left, *handed.left, *made.unknown))
    there = (made.nothing,) if made.nothing else ()
    sums = row(_("Rows filled"), str(len(made.lines))), row(_("Rows left alone"), str(len(made.unknown)))
    return (*left, *there, *sums)


@dataclass(frozen=True, slots=True)
class Files:
    """How old the numbers of an account are that is sold at by files, for commands and for people."""

    stale: "Stale"
    now: "datetime"

    @property
    def data(self) -> dict[str, Any]:
        """What `--json` says."""
        return {
            "filled_at": self.stale.filled_at.isoformat() if self.stale.filled_at else None,
            "uploaded_at": self.stale.uploaded_at.isoformat() if self.stale.uploaded_at else None,
            "changed_since": self.stale.numbers, "unlisted": self.stale.unlisted, "said": list(self.lines),
        }  # fmt: skip

    @property
    def lines(self) -> tuple[str, ...]:
        """What people read."""
        from shopdesk.shop import byfile

        return byfile.sentences(self.stale, self.now)


def files(desk: "Desk") -> dict[int, Files]:
    """Each account in use that is sold at by files."""
    from shopdesk.shop import byfile

    return {account: Files(stale, desk.now) for account, stale in byfile.every(desk).items()}
