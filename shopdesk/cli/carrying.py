"""export all, import all: everything a shop has as ordinary files, and a shop made from them again."""

from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.shop.carrying import Carried


@command("export all", N_("Give everything out as CSV files and photos"))
def export_all(run: Run, folder: Annotated[Path, Argument(metavar="DIR", help=N_("A new or empty folder"))]) -> Answer:
    """One file for each kind of thing, readable in any spreadsheet; no PINs."""
    from shopdesk.shop import carrying

    with run.office() as office:
        done = carrying.export_all(office, folder, run.actor(office))
    said = _("{rows} rows and {photos} photos are in {place}.")
    return _answer(done, folder, said.format(rows=sum(done.rows.values()), photos=done.photos, place=folder))


@command("import all", N_("Make a new shop from an export of everything"))
def import_all(run: Run, folder: Annotated[Path, Argument(metavar="DIR", help=N_("Folder of the export"))]) -> Answer:
    """Refused where the shop has sold already; the numbers are proven before the shop appears."""
    from shopdesk.cli.keeping import may_replace
    from shopdesk.shop import carrying

    if not folder.is_dir():
        raise NotFound(N_("There is no folder {name}."), hint=N_("Check its name."), name=folder)
    may_replace(run)
    done = carrying.import_all(run.data, folder)
    if done.aside is not None:
        run.say(_("The shop that was there is kept: {file}").format(file=done.aside))
    said = _("Everything is in: {rows} rows, {photos} photos. Say which till this is: shopdesk till moved, or copy.")
    return _answer(done, folder, said.format(rows=sum(done.rows.values()), photos=done.photos))


def _answer(done: "Carried", folder: Path, said: str) -> Answer:
    aside = None if done.aside is None else str(done.aside)
    data = {"folder": str(folder), "rows": done.rows, "photos": done.photos, "aside": aside}
    return Answer(data, (said,))


@command("export pricelist", N_("A price list to print, or a page to send by LINE"))
def price_list(
    run: Run,
    file: Annotated[Path, Argument(metavar="FILE", help=N_("A .pdf to print or an .html for phones"))],
    pictures: Annotated[bool, Option("--pictures", help=N_("With the photos of the goods, in a PDF"))] = False,
) -> Answer:
    """Everything with a price, by category; never alcohol or tobacco."""
    from shopdesk.base import files
    from shopdesk.shop import pricelist

    ending = file.suffix.lower()
    if ending not in (".pdf", ".html"):
        raise Invalid(N_("The file must end in .pdf or .html."))
    with run.office() as office:
        listed, shown = pricelist.of(office, run.actor(office))
    if ending == ".html":
        data = pricelist.page(listed, shown).encode()
    else:
        from shopdesk.paper import render
        from shopdesk.paper.render import table_pages

        _app = render.ensure_app()
        shown = shown if pictures else {}
        data = table_pages.pdf(listed.showing(shown), listed.shop_name, shown)
    files.write_whole(file, data)
    said = _("{count} goods are in {file}.").format(count=listed.count, file=file)
    return Answer({"file": str(file), "count": listed.count, "bytes": len(data)}, (said,))
