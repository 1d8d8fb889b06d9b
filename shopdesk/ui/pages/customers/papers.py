"""The papers of the credit book before they are printed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base import files
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.shop import bookpapers, printing
from shopdesk.ui.pages.receipt.sheet import PaperSheet

if TYPE_CHECKING:
    from shopdesk.shop.customers import Customer
    from shopdesk.ui.shell import Window


class BookSheet(PaperSheet):
    """A paper that is also handed over on A4."""

    def _others(self) -> list[tuple[str, str, Callable[[], object]]]:
        return [(_("Keep as A4 PDF"), "file-text", self.save_a4), *super()._others()]

    def save_a4(self) -> None:
        """Keep it as a PDF of A4 pages."""
        from shopdesk.paper import render

        place = self.ask_where(self, f"{self._name}-A4.pdf")
        if place is None:
            return
        whole = place if place.suffix.lower() == ".pdf" else place.with_name(f"{place.name}.pdf")
        try:
            files.write_whole(whole, render.a4(self.paper))
        except OSError:
            self.strip.refuse(ShopError(N_("It could not be saved there."), hint=N_("Choose another folder.")))
            return
        self.strip.say(_("Kept as {name}").format(name=whole.name), tone="primary")


def open_statement(win: "Window", person: "Customer") -> PaperSheet:
    """The book of a customer; raises NotFound."""
    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        paper = bookpapers.statement(desk, person.id)
    return _opened(
        win, PaperSheet(win, paper.number, paper, paper.number, lambda desk: printing.queue_statement(desk, person.id))
    )


def open_repayment(win: "Window", entry: int) -> PaperSheet:
    """The receipt of a payment into a book; raises NotFound."""
    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        paper = bookpapers.repayment(desk, entry)
    title = _("Receipt {number}").format(number=paper.number)
    return _opened(win, PaperSheet(win, title, paper, paper.number, lambda desk: printing.queue_repayment(desk, entry)))


def open_reminders(win: "Window") -> PaperSheet:
    """Who owes."""
    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        paper = bookpapers.reminder_list(desk)
    return _opened(win, BookSheet(win, paper.number, paper, paper.number, printing.queue_reminders))


def _opened(win: "Window", sheet: PaperSheet) -> PaperSheet:
    win.open(sheet)
    return sheet
