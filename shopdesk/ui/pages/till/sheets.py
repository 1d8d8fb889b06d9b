"""The small sheets of the till: a note, the chosen line, which goods, what goods are, held bills."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.i18n import N_, _
from shopdesk.core import money, unit
from shopdesk.core.line import Line
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.goods import Goods


class NoteSheet(Sheet):
    """A note under a line or on the bill. Answers the text."""

    def __init__(self, title: str, text: str, done: str = "") -> None:
        super().__init__(title)
        self.field = Field(text, name=title, on_enter=self.enter)
        self.body.addWidget(self.field)
        self.buttons.addWidget(Button(done or _("Keep"), "primary", key="Enter", on=self.enter))
        self.first = self.field

    def enter(self) -> None:
        """Finish with what was typed."""
        self.finish(self.field.value())


class HoldSheet(NoteSheet):
    """For whom a bill is put aside. Answers the words, and whether its slip is printed."""

    def __init__(self, *, can_print: bool) -> None:
        super().__init__(_("Hold this bill. For whom?"), "", _("Hold"))
        if can_print:
            slip = Button(
                _("Hold and print the slip"), icon="printer", on=lambda: self.finish((self.field.value(), True))
            )
            self.buttons.insertWidget(0, slip)

    def enter(self) -> None:
        """Put aside without a slip."""
        self.finish((self.field.value(), False))


class LineSheet(Sheet):
    """What can be done with one line of the bill. Answers the name of a deed."""

    def __init__(self, line: Line) -> None:
        super().__init__(line.name, width=420)
        deeds = [
            ("quantity", N_("Change the quantity"), "calculator"),
            ("price", N_("Change the price"), "tag"),
            ("discount", N_("Give a discount"), "discount"),
            ("note", N_("Write a note"), "note"),
            ("remove", N_("Remove from the bill"), "trash"),
        ]
        if line.by_weight:
            deeds[0] = ("weigh", N_("Weigh again"), "scale")
        for deed, words, symbol in deeds:
            self.body.addWidget(Button(_(words), icon=symbol, on=lambda deed=deed: self.finish(deed)))  # type: ignore[misc]


class ChoiceSheet(Sheet):
    """One code, several goods. Answers the goods."""

    def __init__(self, found: "list[Goods]") -> None:
        super().__init__(_("Which one is it?"), width=520)
        for goods in found:
            price = money.text(goods.price) if goods.price is not None else ""
            self.body.addWidget(Button(f"{goods.name}  {price}", on=lambda goods=goods: self.finish(goods)))  # type: ignore[misc]


class GoodsSheet(Sheet):
    """What goods are: price and stock, as a right click on a tile asks. Answers "sell" or "edit"."""

    def __init__(self, goods: "Goods", can_edit: bool) -> None:
        super().__init__(goods.name, width=460)
        self.body.addWidget(
            self._row(_("Price"), money.text(goods.price) if goods.price is not None else _("Asked at the till"))
        )
        if goods.stock is not None:
            left = money.share(goods.stock, 1000, goods.ratio) if goods.ratio else goods.stock
            self.body.addWidget(self._row(_("In stock"), unit.quantity_text(left, goods.unit)))
        if goods.code:
            self.body.addWidget(self._row(_("Barcode"), goods.code))
        if can_edit:
            self.buttons.addWidget(Button(_("Edit"), icon="pencil", on=lambda: self.finish("edit")))
        sell = Button(
            _("Put on the bill"), "primary", icon="plus", icon_color="on_primary", on=lambda: self.finish("sell")
        )
        self.buttons.addWidget(sell)
        self.first = sell

    @staticmethod
    def _row(name: str, value: str) -> Plain:
        return Plain(f"{name}: {value}", wrap=True)


class HeldSheet(Sheet):
    """The bills that wait. `bills`: (uid, words, satang); `slip` prints the slip of one, None hides it.

    Answers the uid of the one to go on with.
    """

    def __init__(
        self,
        bills: list[tuple[str, str, int]],
        drop: Callable[[str], object],
        slip: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(_("Held bills"), width=720 if slip else 620)
        self._drop, self._slip = drop, slip
        if not bills:
            self.body.addWidget(Plain(_("No bill is held."), wrap=True))
        for uid, words, amount in bills:
            self.body.addLayout(self._bill(uid, words, amount))

    def _bill(self, uid: str, words: str, amount: int) -> QHBoxLayout:
        row = QHBoxLayout()
        go_on = Button(f"{words} · {money.text(amount)}", icon="player-play", on=lambda: self.finish(uid))
        row.addWidget(go_on, 1)
        if self._slip is not None:
            row.addWidget(Button(_("Print the slip"), icon="printer", on=lambda: self._printed(uid)))
        row.addWidget(
            Button(_("Throw away"), "danger", icon="trash", icon_color="danger_text", on=lambda: self._thrown(uid))
        )
        return row

    def _printed(self, uid: str) -> None:
        if self._slip is not None:
            self._slip(uid)
            self.strip.say(_("The slip is being printed."), tone="primary", seconds=6)

    def _thrown(self, uid: str) -> None:
        self._drop(uid)
        self.finish(None)
