"""export customers, import customers: their cards as a file and back."""

from pathlib import Path

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, command
from shopdesk.cli.running import Answer, Run, settled


@command("export customers", N_("Give the customers out as a file"))
def export_customers(
    run: Run, file: Annotated[Path, Argument(metavar="FILE", help=N_("A .csv or .xlsx file"))]
) -> Answer:
    """Every card; the file comes back whole by import customers. Debts stay in the book."""
    from shopdesk.shop import customer_files, exporting

    ending = file.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise Invalid(N_("The file must end in .csv or .xlsx."))
    with run.looking() as desk:
        table, now = customer_files.table(desk), desk.now
    if ending == ".csv":
        exporting.write_csv(file, table)
    else:
        exporting.write_xlsx(file, table, now)
    said = _("{count} customers are in {file}.").format(count=len(table) - 1, file=file)
    return Answer({"file": str(file), "count": len(table) - 1}, (said,))


@command("import customers", N_("Bring customers in from a file, all of them or none"))
def import_customers(
    run: Run, file: Annotated[Path, Argument(metavar="FILE", help=N_("A .csv or .xlsx file"))]
) -> Answer:
    """Known by member number, else by name, nickname and house."""
    from shopdesk.shop import customer_files

    with run.office(make=True) as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            new, changed = customer_files.bring_in(desk, file)
    said = _("New customers: {new}, changed: {changed}").format(new=new, changed=changed)
    return Answer({"created": new, "changed": changed}, (said,))
