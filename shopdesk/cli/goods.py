"""import products, import undo, import catalogue, export products."""

from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.shop.importing import Outcome


@command("import products", N_("Bring goods in from a file, all of them or none"))
def import_products(
    run: Run,
    file: Annotated[Path, Argument(metavar="FILE", help=N_("CSV or XLSX, also of another program"))],
    dry_run: Annotated[bool, Option("--dry-run", help=N_("Only say what would happen"))] = False,
    skip_bad: Annotated[bool, Option("--skip-bad", help=N_("Leave out rows that cannot be used"))] = False,
    counted: Annotated[bool, Option("--counted", help=N_("The file's stock was counted just now"))] = False,
) -> Answer:
    """Code 1 where a row is rejected and --skip-bad is not given; nothing is stored then."""
    from shopdesk.shop import importing

    plan = importing.plan(file)
    with run.office(make=True) as office:
        actor = run.actor(office)
        if dry_run:
            outcome = importing.preview(office, plan, actor=actor, counted=counted)
        else:
            outcome = importing.run(office, plan, actor=actor, skip_bad=skip_bad, counted=counted)
    refused = bool(outcome.rejected) and not skip_bad
    data = {**outcome.to_data(), "stored": outcome.stored}
    if refused and not dry_run:
        data |= {"created": 0, "updated": 0, "unchanged": 0}
    return Answer(data, _imported(outcome, refused), code=1 if refused else 0)


def _imported(outcome: "Outcome", refused: bool) -> tuple[str, ...]:
    from shopdesk.cli.columns import row

    bad = [_("Row {row}: {reason}").format(row=found.row, reason=found.reason) for found in outcome.rejected]
    sums = [
        row(_("New goods"), str(outcome.created)),
        row(_("Changed"), str(outcome.updated)),
        row(_("Unchanged"), str(outcome.unchanged)),
        row(_("Rejected rows"), str(len(outcome.rejected))),
    ]
    last = () if outcome.stored else (_("Nothing was stored."),)
    hint = (_("Correct the rows, or leave them out with --skip-bad."),) if refused else ()
    return (*bad, *sums, *last, *hint)


@command("import undo", N_("Take the last import back, all of it"))
def import_undo(run: Run) -> Answer:
    """New goods leave the shelf, changed ones are set back; refused where some were sold or changed since."""
    from shopdesk.shop import importing

    with run.office() as office:
        actor = run.actor(office)
        with office.reading(actor) as desk:
            found = importing.last(desk)
        if found is None:
            raise NotFound(N_("There is no import to take back."))
        count = importing.take_back(office, found.batch, actor=actor)
    return Answer({"taken_back": count}, (_("Taken back: {count} goods.").format(count=count),))


@command("import catalogue", N_("Learn barcodes from a catalogue that another shop shares"))
def import_catalogue(
    run: Run, file: Annotated[Path, Argument(metavar="FILE", help=N_("CSV or XLSX, also of another program"))]
) -> Answer:
    """Nothing comes onto the shelf; an unknown scan that the catalogue knows asks only for its price."""
    from shopdesk.shop import catalogue

    with run.office(make=True) as office:
        count = catalogue.load(office, file, actor=run.actor(office))
    return Answer({"known": count}, (_("{count} barcodes are known from it.").format(count=count),))


@command("export products", N_("Give the goods out as a file"))
def export_products(
    run: Run,
    file: Annotated[Path, Argument(metavar="FILE", help=N_("A .csv or .xlsx file"))],
    as_catalogue: Annotated[
        bool, Option("--as-catalogue", help=N_("To share: barcodes, names and photos, no price or stock"))
    ] = False,
) -> Answer:
    """All goods on the shelf; the file comes back whole by import products."""
    from shopdesk.shop import exporting

    ending = file.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise Invalid(N_("The file must end in .csv or .xlsx."))
    with run.office() as office:
        with office.reading(run.actor(office)) as desk:
            table = exporting.as_catalogue(desk) if as_catalogue else exporting.products(desk)
            now = desk.now
        if as_catalogue:
            table = exporting.with_photos(office, table)
    if ending == ".csv":
        exporting.write_csv(file, table)
    else:
        exporting.write_xlsx(file, table, now)
    count = len(table) - 1
    said = _("{count} goods are in {file}.").format(count=count, file=file)
    return Answer({"file": str(file), "count": count}, (said,))
