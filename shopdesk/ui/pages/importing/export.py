"""Goods as a file: what for, then where to."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from shopdesk.base.i18n import N_, _
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor

KINDS = (
    ("xlsx", N_("For Excel (.xlsx)"), N_("All goods with price, cost and stock"), "file-text"),
    ("csv", N_("For any program (.csv)"), N_("All goods with price, cost and stock"), "list"),
    ("catalogue", N_("A catalogue to share"), N_("Barcode, name, unit, category, photo; no price, no stock"), "tags"),
    ("pricelist", N_("A price list to print (.pdf)"), N_("By category, with pictures"), "printer"),
    ("page", N_("A page to send by LINE (.html)"), N_("One file with pictures; opens on any phone"), "device-mobile"),
)
ENDINGS = {"xlsx": "xlsx", "pricelist": "pdf", "page": "html"}


class ExportSheet(Sheet):
    """What the file is for. Answers one of KINDS."""

    def __init__(self) -> None:
        super().__init__(_("Save goods to a file"), width=520)
        for kind, words, hint, icon in KINDS:
            button = Button(_(words), icon=icon, on=lambda kind=kind: self.finish(kind))  # type: ignore[misc]
            self.body.addWidget(button)
            self.body.addWidget(Plain(_(hint), "cap", wrap=True))


def ask_where(parent: QWidget, title: str, name: str) -> Path | None:
    """Ask a person for the place of a file; None where they would rather not."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kind = f"*{Path(name).suffix}"
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(Path(folder) / name), kind)
    if not chosen:
        return None
    place = Path(chosen)
    return place if place.suffix.lower() == Path(name).suffix else place.with_name(place.name + Path(name).suffix)


def file_name(kind: str) -> str:
    """What the file is called, unless a person says otherwise."""
    words = {"catalogue": _("catalogue"), "pricelist": _("prices"), "page": _("prices")}.get(kind, _("goods"))
    return f"{words}.{ENDINGS.get(kind, 'csv')}"


def write(office: "Office", actor: "Actor | None", kind: str, place: Path) -> int:
    """Write the file; answers how many goods are in it. Raises NotAllowed, OSError."""
    from shopdesk.shop import exporting

    if kind in ("pricelist", "page"):
        return _write_prices(office, actor, kind, place)
    with office.reading(actor) as desk:
        table = exporting.as_catalogue(desk) if kind == "catalogue" else exporting.products(desk)
        now = desk.now
    if kind == "catalogue":
        table = exporting.with_photos(office, table)
    if kind == "xlsx":
        exporting.write_xlsx(place, table, now)
    else:
        exporting.write_csv(place, table)
    return len(table) - 1


def _write_prices(office: "Office", actor: "Actor | None", kind: str, place: Path) -> int:
    from shopdesk.base import files
    from shopdesk.shop import pricelist

    listed, shown = pricelist.of(office, actor)
    if kind == "page":
        data = pricelist.page(listed, shown).encode()
    else:
        from shopdesk.paper.render import table_pages

        data = table_pages.pdf(listed.showing(shown), listed.shop_name, shown)
    files.write_whole(place, data)
    return listed.count
