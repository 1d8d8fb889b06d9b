"""The papers of a parcel before they are printed: our own address labels, the packing slip, the platform's label."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from shopdesk.base import files, paths
from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core.parcel_papers import AddressLabels
from shopdesk.ui import printing, theme
from shopdesk.ui.jobs import Always
from shopdesk.ui.pages.labels.side import Look
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.pages.receipt import saving
from shopdesk.ui.pages.receipt.sheet import PaperSheet
from shopdesk.ui.pages.stock.panes import plain, scrolled
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.strip import Strip
from shopdesk.ui.widgets.text import Plain, copy

if TYPE_CHECKING:
    from shopdesk.core.parcel_papers import PlatformPage
    from shopdesk.paper.render.parcels import Piece
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.online.board import Whole
    from shopdesk.shop.online.labelling import Leaf
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

PAPERS = (
    ("a6x4", N_("A4, four of A6")),
    ("100x150", N_("Label printer, 100 × 150 mm")),
    ("roll", N_("Roll of the receipt printer")),
)
MOST_TOLD = 3


def open_label(win: "Window", whole: "Whole", box: int = 0) -> Sheet:
    """Show the label of an order, or of one `box` of it: the platform's own where it is here, else ours.

    Raises Invalid where there is none.
    """
    return _open(win, [whole.card.id], box)


def open_labels(win: "Window", orders: Sequence[int]) -> Sheet:
    """Show labels for several orders at once; those without one are left out. Raises Invalid where all are."""
    return _open(win, orders)


def _open(win: "Window", orders: Sequence[int], box: int = 0) -> Sheet:
    from shopdesk.shop.online import labelling

    found = read(win, lambda desk: labelling.leaves(desk, orders, box))
    if not found:
        raise Invalid(N_("No order here has an address."), hint=N_("Use the platform's own label."))
    sheet = LabelSheet(win, found)
    without = len(set(orders) - {leaf.order for leaf in found})
    if without:
        sheet.strip.say(_("{count} orders have no label yet.").format(count=without), tone="accent")
    return win.open(sheet)


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


class LabelSheet(Sheet):
    """Which labels, which paper, how it will look, and the printer. Answers True once labels were printed."""

    def __init__(self, win: "Window", leaves: "Sequence[Leaf]") -> None:
        super().__init__(_("Parcel labels: {count}").format(count=len(leaves)), width=860, height=640)
        self._win, self.leaves, self.left_out = win, list(leaves), set[int]()
        self.ask_where, self.ask_printer, self.show_file = saving.ask_where, saving.ask_printer, show_file
        self._theirs: dict[str, tuple[PlatformPage, ...] | Invalid] = {}
        self._contents: dict[str, bytes] = {}
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
        self._fetch()

    # What is shown

    def _side(self) -> QVBoxLayout:
        side = QVBoxLayout()
        side.setSpacing(theme.px(8))
        ours = all(leaf.ours for leaf in self.leaves)
        self.paper = Choice(_("Printed on"), free=False)
        # No roll is as wide as a platform's label.
        self.paper.offer([(paper, _(words)) for paper, words in PAPERS if ours or paper != "roll"])
        self.paper.setCurrentIndex(0)
        self.paper.setMinimumWidth(theme.px(250))
        self.paper.currentTextChanged.connect(lambda _text: self.draw())
        self.start_label = Plain(_("First free place on the sheet"), "label")
        self.start = Field("1", name=_("First free place on the sheet"), longest=1)
        self.start.textChanged.connect(lambda _text: self.draw())
        self.told = Plain("", "sub", tone="danger", wrap=True)
        self.as_it_came = Button(_("Open and print"), icon="external-link", on=self.show_label)
        for choice in (Plain(_("Printed on"), "label"), self.paper, self.start_label, self.start):
            side.addWidget(choice)
        side.addWidget(self._which(), 1)
        side.addWidget(self.told)
        side.addWidget(self.as_it_came)
        side.addWidget(Button(_("Keep as PDF"), icon="file-text", on=self.save))
        side.addWidget(Button(_("They are printed"), icon="check", on=self.note))
        return side

    def _which(self) -> QWidget:
        """A tick for each label; one alone needs none."""
        content, column = plain(2)
        self.ticks = [Button(self._named(leaf), "quiet", icon="square-check") for leaf in self.leaves]
        for place, button in enumerate(self.ticks):
            button.clicked.connect(partial(self.turn, place))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        area = scrolled(content)
        content.setVisible(len(self.ticks) > 1)
        area.setMinimumHeight(theme.px(84) if len(self.ticks) > 1 else 0)
        return area

    def _named(self, leaf: "Leaf") -> str:
        box = leaf.ours.box if leaf.ours else ""
        boxes = [one.parcel for one in self.leaves if one.order == leaf.order]
        if not box and len(boxes) > 1:
            box = _("Box {number}").format(number=boxes.index(leaf.parcel) + 1)
        return " · ".join(filter(None, (leaf.number, box)))

    def turn(self, place: int) -> None:
        """This label is not printed, or is after all."""
        self.left_out ^= {place}
        self.ticks[place].set_icon("square" if place in self.left_out else "square-check", "text")
        self.draw()

    def _start(self) -> int:
        typed = self.start.value() or "1"
        if not typed.isdecimal() or not int(typed):
            raise Invalid(N_("Cells are counted from 1."), hint=N_("Type a whole number."))
        return int(typed) - 1 if self.paper.value() == "a6x4" else 0

    def _fetch(self) -> None:
        """The platforms' labels are read in the background; ours are here."""
        from shopdesk.paper.render import courier
        from shopdesk.shop import photos

        office, names = self._win.office, [leaf.digest for leaf in self.leaves if leaf.digest]
        assert office is not None

        def got(_job: "Job[dict[str, bytes]]") -> dict[str, bytes]:
            found = photos.read(office, names)
            self._theirs = {name: courier.looked(found.get(name)) for name in names}
            return found

        def came(found: dict[str, bytes]) -> None:
            self._contents = found
            self.draw()

        if names:
            self.main.setEnabled(False)
            self.as_it_came.hide()
            self._win.jobs.run(got, came, self._failed)
        else:
            self.draw()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        (self.strip.refuse if isValid(self) else self._win.refuse)(error)

    def chosen(self) -> "list[tuple[Leaf, tuple[Piece, ...] | Invalid]]":
        """The labels that are ticked, and what each becomes on the paper."""
        from shopdesk.paper.render import parcels

        paper = self.paper.value() if self.paper.value() in parcels.PAPERS else "a6x4"
        here = [leaf for place, leaf in enumerate(self.leaves) if place not in self.left_out]
        return [(leaf, parcels.taken(paper, leaf.ours or self._theirs.get(leaf.digest, ()))) for leaf in here]

    def pieces(self) -> "list[Piece]":
        """What is drawn, one to a place."""
        return [piece for _leaf, own in self.chosen() if not isinstance(own, Invalid) for piece in own]

    def labels(self) -> AddressLabels:
        """Ours, for the roll."""
        return AddressLabels(tuple(leaf.ours for leaf, _own in self.chosen() if leaf.ours))

    def draw(self) -> None:
        """Show the paper as it will be, and what cannot be printed on it."""
        from shopdesk.paper import render
        from shopdesk.paper.render import parcels

        paper = self.paper.value()
        for widget in (self.start_label, self.start):
            widget.setVisible(paper == "a6x4")
        self._tell()
        if paper == "roll":
            self.look.show_image(render.preview(self.labels(), 80))
            return
        try:
            start = self._start() % parcels.cells(paper)
        except ShopError as error:
            self.strip.refuse(error)
            return
        self.look.show_image(parcels.picture(self.pieces(), paper, start))

    def _tell(self) -> None:
        """Why some cannot be printed; these open in another program, and so does one that is alone."""
        refused = [(leaf, own) for leaf, own in self.chosen() if isinstance(own, Invalid)]
        lines = [f"{leaf.number}: {own}" for leaf, own in refused[:MOST_TOLD]]
        more = _("and {count} more").format(count=len(refused) - MOST_TOLD) if len(refused) > MOST_TOLD else ""
        self.told.show_text("\n".join(filter(None, (*lines, more))))
        self.told.setVisible(bool(lines))
        self.main.setEnabled(bool(self.pieces()))
        self.as_it_came.setVisible(self._to_open() is not None)

    def _to_open(self) -> "Leaf | None":
        """What is opened as it came: the first that cannot be printed here, else one that is alone."""
        theirs = [(leaf, own) for leaf, own in self.chosen() if leaf.digest in self._contents]
        refused = [leaf for leaf, own in theirs if isinstance(own, Invalid)]
        alone = [leaf for leaf, _own in theirs] if len(self.leaves) == 1 else []
        return next(iter((*refused, *alone)), None)

    # What is done

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+P prints, Ctrl+S keeps a PDF."""
        return {"print": self.enter, "save": self.save}

    def enter(self) -> None:
        """Print: on the roll printer by its queue, else where the system's choice of printers says."""
        if not self.ready() or not self.main.isEnabled():
            return
        if self.paper.value() == "roll":
            self._print_on_roll()
            return
        try:
            start = self._start()
        except ShopError as error:
            self.strip.refuse(error)
            return
        device = self.ask_printer(self)
        if device is None:
            return
        from shopdesk.paper.render import parcels

        pieces, paper = self.pieces(), self.paper.value()

        chosen = self.chosen()

        def draw(_job: "Job[None]") -> None:
            parcels.print_on(pieces, paper, device, start)

        self.main.setEnabled(False)
        # Paper comes out of the printer though the sheet is closed meanwhile.
        self._win.jobs.run(draw, Always(lambda _done: self._note(chosen)), Always(self._not_printed))

    def _not_printed(self, error: Exception) -> None:
        if isValid(self):
            self.main.setEnabled(True)
        self._failed(error)

    def _print_on_roll(self) -> None:
        worker = printing.of(self._win)
        if worker is None or not worker.has_printer():
            self.strip.say(_("No receipt printer is set."), tone="accent")
            return
        for leaf, _own in self.chosen():
            worker.put(partial(_queued, leaf))
        self.note()

    def save(self) -> None:
        """Keep the labels as a PDF, drawn in the background."""
        from shopdesk.paper import render
        from shopdesk.paper.render import parcels

        try:
            start = self._start()
        except ShopError as error:
            self.strip.refuse(error)
            return
        place = self.ask_where(self, f"{_('Parcel labels')}.pdf") if self.main.isEnabled() else None
        if place is None:
            return
        labels, pieces, paper = self.labels(), self.pieces(), self.paper.value()

        def made(_job: "Job[bytes]") -> bytes:
            return render.pdf(labels, 80) if paper == "roll" else parcels.pdf(pieces, paper, start)

        self._win.jobs.run(made, Always(lambda data: self._keep(place, data)), Always(self._failed))

    def _keep(self, place: Path, data: bytes) -> None:
        _keep(self.strip if isValid(self) else (self._win.sheet or self._win.page).strip, place, data)

    def show_label(self) -> None:
        """Open it in the program that shows PDF on this computer; printing is done there."""
        leaf = self._to_open()
        if leaf is None:
            return
        place = paths.shown_dir(self._win.data_dir) / f"{leaf.digest[:16]}.{_ending(self._contents[leaf.digest])}"
        try:
            place.parent.mkdir(exist_ok=True)
            files.write_whole(place, self._contents[leaf.digest])
        except OSError:
            self.strip.say(_("It could not be saved there."), _("Keep it as PDF instead."), tone="danger")
            return
        self.show_file(place)
        self.strip.say(_("Print it there, then say that it is printed."), tone="info")

    def note(self) -> None:
        """They are on paper: those that can be printed here, or those alone that cannot."""
        self._note(self.chosen())

    def _note(self, chosen: "Sequence[tuple[Leaf, tuple[Piece, ...] | Invalid]]") -> None:
        from shopdesk.shop.online import labelling

        drawn = [leaf for leaf, own in chosen if not isinstance(own, Invalid)]
        done = drawn or [leaf for leaf, _own in chosen]

        def then(_done: None) -> None:
            if not isValid(self):
                _look_again(self._win)
                return
            if len(done) == len(chosen):
                self.finish(True)
                return
            for place, leaf in enumerate(self.leaves):
                if leaf in done:
                    self.turn(place)

        write(self._win, lambda desk: labelling.printed(desk, done), then)


def _look_again(win: "Window") -> None:
    """What was noted without the sheet stands on the board too."""
    from shopdesk.ui.pages.orders.page import OrdersPage

    if isinstance(win.page, OrdersPage):
        win.page.look()


def _queued(leaf: "Leaf", desk: "Desk") -> int:
    from shopdesk.shop import printing as queue

    return queue.queue_address_labels(desk, [leaf.order], leaf.parcel)


def _ending(data: bytes) -> str:
    return "pdf" if data.startswith(b"%PDF") else "png" if data.startswith(b"\x89PNG") else "jpg"


def show_file(place: Path) -> None:
    """Open a file in the program this computer opens it with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(place)))


def _keep(strip: Strip, place: Path, data: bytes) -> None:
    try:
        files.write_whole(place, data)
    except OSError:
        strip.say(_("It could not be saved there."), _("Choose another folder."), tone="danger")
        return
    words = _("Kept as {name}").format(name=place.name)
    strip.say(words, tone="primary", button=_("Copy the place"), on=lambda: copy(str(place)))
