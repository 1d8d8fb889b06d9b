"""A paper before it is printed: the strip at the left, what can be done with it at the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core.documents import short_number
from shopdesk.ui import printing, theme
from shopdesk.ui.pages.receipt import saving
from shopdesk.ui.pages.receipt.paper import Preview
from shopdesk.ui.pages.settings.page import SettingsPage
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.stepper import Stepper
from shopdesk.ui.widgets.text import Plain, copy

if TYPE_CHECKING:
    from shopdesk.paper.layout import Document
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

MOST_COPIES = 9


def open_receipt(win: "Window", sale: int) -> "PaperSheet":
    """Show the receipt of a bill or refund; raises NotFound."""
    from shopdesk.shop import documents
    from shopdesk.shop import printing as queue

    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        paper = documents.receipt(desk, sale)
    title = _("Receipt {number}").format(number=short_number(paper.number))
    sheet = PaperSheet(win, title, paper, paper.number, lambda desk: queue.queue_receipt(desk, sale))
    win.open(sheet)
    return sheet


def open_report(win: "Window", number: str) -> "PaperSheet":
    """Show the paper of a closing: the Z, or the slip of the count. Raises NotFound, NotAllowed."""
    from shopdesk.shop import printing as queue
    from shopdesk.shop import reports

    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        paper = reports.closing_paper(desk, number)
    sheet = PaperSheet(win, paper.title, paper, number, lambda desk: queue.queue_report(desk, number))
    win.open(sheet)
    return sheet


def open_so_far(win: "Window", approver: "Actor | None" = None) -> "PaperSheet | None":
    """Show the report of the open day so far (X), as whoever stands in may see it; nothing where no day is open.

    Raises NotAllowed.
    """
    from shopdesk.shop import printing as queue
    from shopdesk.shop import reports

    assert win.office is not None
    with win.office.reading(approver or win.actor) as desk:
        paper = reports.x_report(desk)
    if paper is None:
        return None
    sheet = PaperSheet(win, _("The day so far"), paper, "X", queue.queue_so_far, by=approver)
    win.open(sheet)
    return sheet


class PaperSheet(Sheet):
    """One paper: print it, keep it as a file, or leave it.

    `queue` puts it into the print queue; `by` is who stands in for the person at the window, if anybody.
    """

    def __init__(
        self,
        win: "Window",
        title: str,
        paper: "Document",
        name: str,
        queue: "Callable[[Desk], int]",
        *,
        by: "Actor | None" = None,
    ) -> None:
        super().__init__(title, width=860, height=620)
        self._win, self.paper, self._name, self._queue, self._by = win, paper, name, queue, by
        self.ask_where, self.ask_printer = saving.ask_where, saving.ask_printer
        self.width_mm, self.has_printer = _printer_of(win)
        self.preview = Preview()
        self.preview.setMinimumSize(theme.px(300), theme.px(220))
        halves = QHBoxLayout()
        halves.setSpacing(theme.px(20))
        halves.addWidget(self.preview, 1)
        halves.addLayout(self._side())
        self.body.addLayout(halves, 1)
        words, icon = (_("Print"), "printer") if self.has_printer else (_("Choose a printer"), "settings")
        self.main = PayButton(words, icon=icon, on=self.enter)
        self.none = Button(_("Do not print"), key="Esc", on=lambda: self.finish(None))
        self.none.setMinimumHeight(theme.px(64))
        self.buttons.addWidget(self.none, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.main
        self.draw("read")

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.px(10))
        self.reading = Segments([("read", _("Easy to read")), ("true", _("True size"))], "read", self.draw)
        self.copies = Stepper(1, lowest=1, highest=MOST_COPIES, name=_("Copies"))
        side.addWidget(self.reading)
        if self.has_printer:
            side.addWidget(Plain(_("Copies"), "label"))
            side.addWidget(self.copies)
        side.addStretch(1)
        if not self.has_printer:
            side.addWidget(Plain(_("No receipt printer is set."), "sub", wrap=True))
        for words, icon, act in self._others():
            side.addWidget(Button(words, icon=icon, on=act))
        return side

    def _others(self) -> list[tuple[str, str, Callable[[], object]]]:
        others: list[tuple[str, str, Callable[[], object]]] = [
            (_("Keep as PDF"), "file-text", lambda: self.save("pdf")),
            (_("Keep as picture"), "photo", lambda: self.save("png")),
            (_("Another printer"), "printer", self.print_elsewhere),
        ]
        return others

    def draw(self, size: str) -> None:
        """Show the paper large enough to read ("read") or as wide as it will be ("true")."""
        self.preview.show_paper(self.paper, self.width_mm, true_width=size == "true")

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+P prints, Ctrl+S keeps it as a PDF."""
        return {"print": self.enter, "save": lambda: self.save("pdf")}

    def enter(self) -> None:
        """Print on the receipt printer; where there is none, go and choose one."""
        if not self.ready():
            return
        worker = printing.of(self._win)
        if not self.has_printer or worker is None:
            self.choose_printer()
            return
        worker.put(self._queue, self.copies.value(), self._by)
        self.finish("printed")

    def choose_printer(self) -> None:
        """To where the receipt printer is chosen; the paper can be printed from the bill afterwards."""
        self.finish(None)
        page = self._win.go("settings")
        if isinstance(page, SettingsPage):
            page.open_at("printer")

    def print_elsewhere(self) -> None:
        """Let the system ask for a printer, and print there."""
        worker, device = printing.of(self._win), self.ask_printer(self)
        if worker is None or device is None:
            return
        self._win.attempt(
            lambda _approver: worker.print_elsewhere(self._queue, device, self._by),
            lambda _done: self.finish("printed"),
            self.strip.refuse,
        )

    def save(self, ending: str) -> None:
        """Keep the paper as a file."""
        place = self.ask_where(self, f"{self._name}.{ending}")
        if place is None:
            return
        try:
            kept = saving.save(self.paper, self.width_mm, place, ending)
        except ShopError as error:
            self.strip.refuse(error)
            return
        words = _("Kept as {name}").format(name=kept.name)
        self.strip.say(words, tone="primary", button=_("Copy the place"), on=lambda: copy(str(kept)))


def _printer_of(win: "Window") -> tuple[int, bool]:
    """Paper width in mm, and whether there is a receipt printer."""
    from shopdesk.shop import settings

    assert win.office is not None
    with win.office.reading(win.actor) as desk:
        values = settings.get_all(desk)
    return values["receipt.width"], bool(values["printer.target"])
