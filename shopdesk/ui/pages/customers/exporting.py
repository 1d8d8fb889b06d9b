"""Files from the customers' page: what members bought in a year, everything of one person."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from shopdesk.base import files
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.shop import customers, erasing, exporting, settings
from shopdesk.shop.customers import Customer

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.customers.page import CustomersPage


def ask_where(parent: QWidget, name: str) -> Path | None:
    """Where a person wants the file; None where they would rather not."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save the file"), str(Path(folder) / name))
    return Path(chosen) if chosen else None


def bought(page: "CustomersPage") -> None:
    """What each member bought this year, as a table for the average back (เฉลี่ยคืน)."""

    def read(approver: "Actor | None") -> list[Sequence[str]]:
        assert page.win.office is not None
        with page.win.office.writing(page.win.actor, approver) as desk:
            return customers.bought_table(desk, str(settings.today(desk).year))

    def keep(rows: list[Sequence[str]]) -> None:
        _keep(page, "members.csv", lambda place: exporting.write_csv(place, rows))

    page.win.attempt(read, keep, page.refuse)


def person(page: "CustomersPage", who: Customer) -> None:
    """Everything the shop knows of a person: a table, and the same for another program beside it."""

    def read(approver: "Actor | None") -> dict[str, Any]:
        assert page.win.office is not None
        with page.win.office.writing(page.win.actor, approver) as desk:
            return erasing.person(desk, who.id)

    def keep(known: dict[str, Any]) -> None:
        def write(place: Path) -> None:
            exporting.write_csv(place, erasing.as_table(known))
            files.write_whole(place.with_suffix(".json"), erasing.as_json(known))

        _keep(page, "person.csv", write)

    page.win.attempt(read, keep, page.refuse)


def _keep(page: "CustomersPage", name: str, write: Callable[[Path], object]) -> None:
    place = page.ask_where(page, name)
    if place is None:
        return
    whole = place if place.suffix else place.with_suffix(".csv")
    try:
        write(whole)
    except OSError:
        page.refuse(ShopError(N_("It could not be saved there."), hint=N_("Choose another folder.")))
        return
    page.strip.say(_("Kept as {name}").format(name=whole.name), tone="primary", seconds=10)
