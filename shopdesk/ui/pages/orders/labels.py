"""The papers of a parcel before they are printed: our own address labels, the packing slip, the platform's label."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopdesk.base import files, paths
from shopdesk.base.errors import Invalid, NotFound, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core.parcel_papers import AddressLabels
from shopdesk.ui import printing, theme
from shopdesk.ui.pages.labels.side import Look
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.pages.receipt import saving
from shopdesk.ui.pages.receipt.sheet import PaperSheet
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain, copy

if TYPE_CHECKING:
    from shopdesk.db import models
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.online.board import Whole
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

PAPERS = (
    ("a6x4", N_("A4, four of A6")),
    ("100x150", N_("Label printer, 100 × 150 mm")),
    ("roll", N_("Roll of the receipt printer")),
)


def open_label(win: "Window", whole: "Whole", box: int = 0) -> Sheet:
    """Show the label of an order, or of one `box` of it: the platform's own where it is here, else ours.

    Raises Invalid without an address.
    """
    from shopdesk.shop.online import papers

    there = [parcel for parcel in whole.parcels if parcel.label and box in (0, parcel.id)]
    if there:
        return win.open(PlatformLabelSheet(win, whole, there))
    labels = read(win, lambda desk: papers.labels(desk, [whole.card.id], box))
    return win.open(LabelSheet(win, labels, [whole.card.id], box))


def open_labels(win: "Window", orders: Sequence[int]) -> Sheet:
    """Show labels for several orders at once; those without an address are left out. Raises Invalid where all are."""
    from shopdesk.shop.online import board, papers

    def fitting(desk: "Desk") -> list[int]:
        return [order for order in orders if papers.has_address(board.one(desk, order).order)]

    found = read(win, fitting)
    if not found:
        raise Invalid(N_("No order here has an address."), hint=N_("Use the platform's own label."))
    return win.open(LabelSheet(win, read(win, lambda desk: papers.labels(desk, found)), found))


def open_slip(win: "Window", order: int) -> Sheet:
    """Show the packing slip of an order."""
    from shopdesk.shop import printing as queue
    from shopdesk.shop.online import papers

    paper = read(win, lambda desk: papers.packing_slip(desk, order))
    title = f"{_('Packing slip')} {paper.number}"
    return win.open(PaperSheet(win, title, paper, paper.number, lambda desk: queue.queue_packing_slip(desk, order)))


def open_handover(win: "Window", parcels: Sequence[int]) -> Sheet:
    """Show the list of these parcels for the carrier. Raises Invalid for none."""
    from shopdesk.shop import printing as queue
    from shopdesk.shop.online import papers

    paper = read(win, lambda desk: papers.handover(desk, parcels))
    title = _("Handover of parcels")
    return win.open(PaperSheet(win, title, paper, title, lambda desk: queue.queue_handover(desk, parcels)))


def printed(win: "Window", orders: Sequence[int], then: Callable[[], object], box: int = 0) -> None:
    """The labels of these orders, or of one box, came out: say so at each parcel."""
    from shopdesk.shop.online import packing

    def noted(desk: "Desk") -> None:
        for order in orders:
            for parcel in packing.parcels(desk, order):
                if box in (0, parcel.id):
                    packing.label_printed(desk, parcel.id or 0)

    write(win, noted, lambda _done: then())


class LabelSheet(Sheet):
    """Which paper, how it will look, and the printer. Answers True once labels were printed or kept."""

    def __init__(self, win: "Window", labels: AddressLabels, orders: Sequence[int], box: int = 0) -> None:
        super().__init__(_("Address labels: {count}").format(count=len(labels.labels)), width=860, height=640)
        self._win, self.labels, self.orders, self.box = win, labels, list(orders), box
        self.ask_where, self.ask_printer = saving.ask_where, saving.ask_printer
        halves = QHBoxLayout()
        halves.setSpacing(theme.px(20))
        self.look = Look()
        self.look.setMinimumSize(theme.px(240), theme.px(200))
        halves.addWidget(self.look, 1)
        halves.addLayout(self._side())
        self.body.addLayout(halves, 1)
        self.none = Button(_("Do not print"), key="Esc", on=lambda: self.finish(None))
        self.none.setMinimumHeight(theme.px(64))
        self.main = PayButton(_("Print"), icon="printer", on=self.enter)
        self.buttons.addWidget(self.none, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.main
        self.draw()

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.px(8))
        self.paper = Choice(_("Printed on"), free=False)
        self.paper.offer([(paper, _(words)) for paper, words in PAPERS])
        self.paper.setCurrentIndex(0)
        self.paper.setMinimumWidth(theme.px(250))
        self.paper.currentTextChanged.connect(lambda _text: self.draw())
        self.start_label = Plain(_("First free place on the sheet"), "label")
        self.start = Field("1", name=_("First free place on the sheet"), longest=1)
        self.start.textChanged.connect(lambda _text: self.draw())
        side.addWidget(Plain(_("Printed on"), "label"))
        side.addWidget(self.paper)
        side.addWidget(self.start_label)
        side.addWidget(self.start)
        side.addStretch(1)
        side.addWidget(Button(_("Keep as PDF"), icon="file-text", on=self.save))
        side.addWidget(Button(_("They are printed"), icon="check", on=self.note))
        return side

    def _start(self) -> int:
        typed = self.start.value() or "1"
        if not typed.isdecimal() or not int(typed):
            raise Invalid(N_("Cells are counted from 1."), hint=N_("Type a whole number."))
        return int(typed) - 1 if self.paper.value() == "a6x4" else 0

    def draw(self) -> None:
        """Show the paper as it will be."""
        from shopdesk.paper import render
        from shopdesk.paper.render import parcels

        paper = self.paper.value()
        for widget in (self.start_label, self.start):
            widget.setVisible(paper == "a6x4")
        if paper == "roll":
            self.look.show_image(render.preview(self.labels, 80))
            return
        try:
            start = self._start() % parcels.cells(paper)
        except ShopError as error:
            self.strip.refuse(error)
            return
        self.look.show_image(parcels.picture(self.labels.labels, paper, start))

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+P prints, Ctrl+S keeps a PDF."""
        return {"print": self.enter, "save": self.save}

    def enter(self) -> None:
        """Print: on the roll printer by its queue, else where the system's choice of printers says."""
        from shopdesk.shop import printing as queue

        if not self.ready():
            return
        worker, orders, box = printing.of(self._win), list(self.orders), self.box
        if self.paper.value() == "roll":
            if worker is None or not worker.has_printer():
                self.strip.say(_("No receipt printer is set."), tone="accent")
                return
            worker.put(lambda desk: queue.queue_address_labels(desk, orders, box))
            self.note()
            return
        device = self.ask_printer(self)
        if device is None:
            return
        from shopdesk.paper.render import parcels

        def draw(_approver: object) -> None:
            parcels.print_on(self.labels.labels, self.paper.value(), device, self._start())

        self._win.attempt(draw, lambda _done: self.note())

    def save(self) -> None:
        """Keep the labels as a PDF."""
        try:
            data = self.data()
        except ShopError as error:
            self.strip.refuse(error)
            return
        place = self.ask_where(self, f"{_('Address labels')}.pdf")
        if place is not None:
            _keep(self, place, data)

    def data(self) -> bytes:
        """The PDF; raises Invalid for a place the sheet does not have."""
        from shopdesk.paper import render
        from shopdesk.paper.render import parcels

        if self.paper.value() == "roll":
            return render.pdf(self.labels, 80)
        return parcels.pdf(self.labels.labels, self.paper.value(), self._start())

    def note(self) -> None:
        """They are on paper."""
        printed(self._win, self.orders, lambda: self.finish(True), self.box)


class PlatformLabelSheet(Sheet):
    """The platform's own labels, one for each box: open one, keep it, and say that it was printed. Answers True once
    all were."""

    def __init__(self, win: "Window", whole: "Whole", there: "Sequence[models.Parcel]") -> None:
        from shopdesk.shop.online import papers

        super().__init__(_("The platform's label"), width=620)
        self._win, self._order = win, whole.card.id
        self._number = whole.card.number
        self._labels = {str(one.id): one.label for one in there}
        boxes = [(str(one.id), papers.box(whole, one.id or 0)) for one in there]
        self.which = Segments(boxes, boxes[0][0], lambda _box: None)
        if len(boxes) < 2:
            self.which.hide()
        self.ask_where, self.show_file = saving.ask_where, show_file
        words = _("Order {number}: print this label as it is, nothing added.").format(number=self._number)
        self.body.addWidget(Plain(words, "h", wrap=True))
        state = _("Label printed") if whole.card.labelled >= 2 else _("Label is here, not printed yet")
        self.body.addWidget(Plain(state, "sub", wrap=True))
        self.body.addWidget(self.which)
        self.body.addWidget(Button(_("Keep as PDF"), icon="file-text", on=self.save))
        self.body.addWidget(Button(_("It is printed"), icon="check", on=self.note))
        self.none = Button(_("Close"), key="Esc", on=lambda: self.finish(None))
        self.none.setMinimumHeight(theme.px(64))
        self.main = PayButton(_("Open and print"), icon="printer", on=self.show_label)
        self.buttons.addWidget(self.none, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.main

    @property
    def _name(self) -> str:
        return self._labels[self.which.value()]

    def _fetch(self, then: Callable[[bytes], object]) -> None:
        from shopdesk.shop import photos

        office, name = self._win.office, self._name
        assert office is not None

        def got(_job: "Job[bytes]") -> bytes:
            found = photos.read(office, [name]).get(name)
            if found is None:
                raise NotFound(N_("The platform's label is not here yet."), hint=N_("It comes with the next sending."))
            return found

        self._win.jobs.run(got, then, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.strip.refuse(error)

    def show_label(self) -> None:
        """Open it in the program that shows PDF on this computer; printing is done there."""
        self._fetch(self._show)

    def _show(self, data: bytes) -> None:
        folder = paths.shown_dir(self._win.data_dir)
        place = folder / f"{self._name[:16]}.{_ending(data)}"
        try:
            folder.mkdir(exist_ok=True)
            files.write_whole(place, data)
        except OSError:
            self.strip.say(_("It could not be saved there."), _("Keep it as PDF instead."), tone="danger")
            return
        self.show_file(place)
        self.strip.say(_("Print it there, then say that it is printed."), tone="info")

    def save(self) -> None:
        """Keep it where a person says."""
        self._fetch(self._save)

    def _save(self, data: bytes) -> None:
        place = self.ask_where(self, f"{self._number}.{_ending(data)}")
        if place is not None:
            _keep(self, place, data)

    def note(self) -> None:
        """It came out of the printer; the next box's turn, if there is one."""
        boxes, now = list(self._labels), self.which.value()
        place = boxes.index(now) + 1
        on = partial(self.which.choose, boxes[place]) if place < len(boxes) else partial(self.finish, True)
        printed(self._win, [self._order], on, int(now))


def _ending(data: bytes) -> str:
    return "pdf" if data.startswith(b"%PDF") else "png" if data.startswith(b"\x89PNG") else "jpg"


def show_file(place: Path) -> None:
    """Open a file in the program this computer opens it with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def _keep(sheet: Sheet, place: Path, data: bytes) -> None:
    try:
        files.write_whole(place, data)
    except OSError:
        sheet.strip.say(_("It could not be saved there."), _("Choose another folder."), tone="danger")
        return
    words = _("Kept as {name}").format(name=place.name)
    sheet.strip.say(words, tone="primary", button=_("Copy the place"), on=lambda: copy(str(place)))
