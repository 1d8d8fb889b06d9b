"""Beside the chosen labels: what kind, which paper, how it will look, and the buttons."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.core.tickets import Kind, Ticket, TicketRoll
from shopdesk.ui import theme
from shopdesk.ui.pages.stock.panes import plain, scrolled
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

KINDS = (
    ("shelf", N_("Shelf label")),
    ("tag", N_("Price tag")),
    ("code", N_("Barcode")),
    ("weighed", N_("Weighed pack")),
    ("lot", N_("Lot, last day, producer")),
)
PAPERS = (
    ("3x8", N_("A4, 24 of 70 × 37 mm")),
    ("3x7", N_("A4, 21 of 63 × 38 mm")),
    ("2x7", N_("A4, 14 of 99 × 38 mm")),
    ("4x10", N_("A4, 40 of 52 × 30 mm")),
    ("5x13", N_("A4, 65 of 38 × 21 mm")),
    ("roll", N_("Roll of the receipt printer")),
)


class Look(QWidget):
    """The paper as wide as there is room, from its first label on: what is on it can be read."""

    def __init__(self) -> None:
        super().__init__()
        self.image, self._from = QImage(), 0.0
        self.setMinimumHeight(theme.px(110))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(_("How the labels look"))

    def show_image(self, image: QImage, start: float = 0.0) -> None:
        """Show another paper; what is above `start` (a part of its height) was used before."""
        self.image, self._from = image, start
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much of it as there is room for, never larger than the paper."""
        if self.image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wide = min(self.width(), self.image.width())
        scale = wide / self.image.width()
        top = round(self._from * self.image.height())
        tall = min(self.image.height() - top, round(self.height() / scale))
        shown = QRectF((self.width() - wide) / 2, 0, wide, tall * scale)
        painter.drawImage(shown, self.image, QRectF(0, top, self.image.width(), tall))
        painter.end()


class Side(QFrame):
    """`changed()` when another kind, paper or cell was chosen."""

    def __init__(
        self,
        window: "Window",
        changed: Callable[[], object],
        save: Callable[[], object],
        print_: Callable[[], object],
    ) -> None:
        super().__init__()
        self.win = window
        self.setProperty("kind", "card")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        whole.setSpacing(theme.px(6))
        content, column = plain(4)
        whole.addWidget(scrolled(content), 1)
        for widget in self._choices():
            column.addWidget(widget)
        self.look = Look()
        column.addWidget(self.look, 1)
        self.saver = Button(_("Save as PDF"), icon="download", key="Ctrl+S", on=save)
        whole.addWidget(self.saver)
        self.printer = Button(_("Print"), "primary", icon="printer", icon_color="on_primary", key="Ctrl+P", on=print_)
        whole.addWidget(self.printer)
        self.kind_choice.currentTextChanged.connect(lambda _text: changed())
        self.paper_choice.currentTextChanged.connect(lambda _text: self._paper_changed(changed))
        self.start.textChanged.connect(lambda _text: changed())

    def _choices(self) -> tuple[QWidget, ...]:
        """What kind, on which paper, from which cell."""
        self.kind_choice = Choice(_("Kind of label"), free=False)
        self.kind_choice.offer([(kind, _(words)) for kind, words in KINDS])
        self.kind_choice.setCurrentIndex(0)
        self.paper_choice = Choice(_("Printed on"), free=False)
        self.paper_choice.offer([(paper, _(words)) for paper, words in PAPERS])
        self.paper_choice.setCurrentIndex(0)
        self.start = Field("1", name=_("First free cell"), longest=2)
        self.start.setMaximumWidth(theme.px(72))
        self._start_row = QWidget()
        row = QHBoxLayout(self._start_row)
        row.setContentsMargins(0, 0, 0, 0)
        label = Plain(_("First free cell"), "label")
        label.setBuddy(self.start)
        row.addWidget(label, 1)
        row.addWidget(self.start)
        return (
            Plain(_("Kind of label"), "label"), self.kind_choice, Plain(_("Printed on"), "label"), self.paper_choice,
            self._start_row,
        )  # fmt: skip

    def _paper_changed(self, changed: Callable[[], object]) -> None:
        self._start_row.setVisible(self.paper_choice.value() != "roll")
        changed()

    def kind(self) -> Kind:
        """What kind of labels."""
        return cast(Kind, self.kind_choice.value())

    def keep(self) -> tuple[str, str, str]:
        """Kind, paper, cell."""
        return self.kind_choice.value(), self.paper_choice.value(), self.start.value()

    def restore(self, kept: tuple[str, str, str]) -> None:
        """Go on with them."""
        self.kind_choice.show_value(kept[0])
        self.paper_choice.show_value(kept[1])
        self.start.setText(kept[2])

    def _start(self) -> int:
        typed = self.start.value() or "1"
        if not typed.isdecimal() or not int(typed):
            raise Invalid(N_("Cells are counted from 1."), hint=N_("Type a whole number."))
        return int(typed) - 1

    def show_tickets(self, tickets: Sequence[Ticket]) -> None:
        """Show the paper with these labels; raises Invalid for no such cell."""
        from shopdesk.paper import render
        from shopdesk.paper.render import tickets as paper

        for button in (self.saver, self.printer):
            button.setEnabled(bool(tickets))
        if not tickets:
            self.look.show_image(QImage())
        elif self.paper_choice.value() == "roll":
            self.look.show_image(render.preview(TicketRoll(tuple(tickets[:4])), self._width()))
        else:
            grid = paper.GRIDS[self.paper_choice.value()]
            first = self._start() % grid.cells
            self.look.show_image(paper.page_picture(tickets, grid, first), first // grid.columns / grid.rows)

    def _width(self) -> Literal[58, 80]:
        from shopdesk.shop import settings

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            return 80 if settings.get(desk, "receipt.width") == 80 else 58

    def data(self, tickets: Sequence[Ticket]) -> bytes:
        """The PDF; raises Invalid for no such cell."""
        from shopdesk.paper import render
        from shopdesk.paper.render import tickets as paper

        if self.paper_choice.value() == "roll":
            return render.pdf(TicketRoll(tuple(tickets)), self._width())
        return paper.pdf(tickets, paper.GRIDS[self.paper_choice.value()], self._start())
