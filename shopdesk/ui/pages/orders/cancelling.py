"""An order that cannot be sent, whole or in part, with words for the buyer; and one that came back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity
from shopdesk.ui import theme
from shopdesk.ui.pages.orders.doing import read, write
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.stepper import QuantityStepper
from shopdesk.ui.widgets.text import Plain, copy

if TYPE_CHECKING:
    from shopdesk.db import models
    from shopdesk.shop.channels import Rules
    from shopdesk.shop.online.board import Whole
    from shopdesk.ui.shell import Window


class CancelSheet(Sheet):
    """What is missing of each line, why, and what to write to the buyer. Answers True once it is cancelled."""

    def __init__(self, win: "Window", whole: "Whole", missing: "dict[int, int] | None" = None) -> None:
        super().__init__(_("What can you not send?"), width=720)
        self._win, self._whole = win, whole
        from shopdesk.shop.online import elsewhere

        self.steppers: dict[int, QuantityStepper] = {}
        lines = [line for line in elsewhere.ours(whole.order, whole.lines) if line.qty > line.cancelled]
        for line in lines:
            self.body.addLayout(self._line(line, (missing or {}).get(line.id or 0, 0 if missing else None)))
        reasons = [
            ("out_of_stock", _("Sold out")),
            ("price", _("Wrong price")),
            ("address", _("Bad address")),
            ("buyer", _("Buyer asked")),
        ]
        self.why = Segments(reasons, "out_of_stock", lambda _reason: self._say())
        self.body.addWidget(Plain(_("Why?"), "label"))
        self.body.addWidget(self.why)
        self.limit = Plain("", tone="danger", wrap=True)
        self.body.addWidget(self.limit)
        self.body.addWidget(Plain(_("Words for the buyer, to copy"), "label"))
        self.words = Plain("", wrap=True)
        self.copy = Button(_("Copy the words"), icon="copy", on=self.copy_words)
        self.body.addWidget(self.words)
        self.body.addWidget(self.copy)
        self.back_ = Button(_("Back"), key="Esc", on=lambda: self.finish(None))
        self.yes = Button("", "danger", icon="ban", icon_color="danger_text", on=self.cancel)
        self.buttons.addWidget(self.back_, 1)
        self.buttons.addWidget(self.yes, 2)
        self.first = self.back_
        self.part = "pieces"
        self._say()
        if win.online is not None:
            win.online.ask_rules(self.knows)

    def knows(self, known: "Sequence[Rules]") -> None:
        """What its platform cancels is known."""
        channel = self._whole.card.channel
        self.part = next((one.cancels_part for one in known if one.name == channel), "pieces")
        self._say()

    def _line(self, line: "models.OnlineLine", missing: int | None) -> QHBoxLayout:
        most = line.qty - line.cancelled
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        name = Plain(line.name, "strong", wrap=True)
        row.addWidget(name, 1)
        row.addWidget(Plain(_("of {count}").format(count=quantity.text(most)), "sub"))
        stepper = QuantityStepper(most if missing is None else missing, highest=most, name=line.name)
        stepper.changed.connect(lambda _qty: self._say())
        self.steppers[line.id or 0] = stepper
        row.addWidget(stepper)
        return row

    def missing(self) -> dict[int, int]:
        """Line -> how much of it cannot be sent, in thousandths."""
        return {line: stepper.qty() for line, stepper in self.steppers.items() if stepper.qty()}

    def whole(self) -> bool:
        """Whether nothing of the order is left."""
        return all(stepper.qty() == self._most(line) for line, stepper in self.steppers.items())

    def _most(self, line: int) -> int:
        own = next(one for one in self._whole.lines if one.id == line)
        return own.qty - own.cancelled

    def _say(self) -> None:
        names = [line.name for line in self._whole.lines if line.id in self.missing()]
        self.words.show_text(wording(names, self.why.value(), self._whole.card.number, whole=self.whole()))
        self.yes.say(_("Cancel the whole order") if self.whole() else _("Cancel these goods"))
        limit = self._limit()
        self.limit.show_text(limit)
        self.limit.setVisible(bool(limit))
        self.yes.setEnabled(bool(names) and not limit)
        self.refit()

    def _limit(self) -> str:
        """Why the platform does not cancel just these by itself, "" where it does."""
        if self.whole() or not self.missing() or self.part == "pieces":
            return ""
        if self.part == "order":
            return _("This platform cancels whole orders only.")
        pieces = any(qty < self._most(line) for line, qty in self.missing().items())
        if pieces or self.why.value() != "out_of_stock":
            return _("This platform cancels all pieces of goods that are sold out, or the whole order.")
        return ""

    def copy_words(self) -> None:
        """The words go to the clipboard."""
        copy(self.words.said())
        self.strip.say(_("Copied. Paste it into the chat with the buyer."), tone="primary", seconds=8)

    def cancel(self) -> None:
        """Do it; the goods are free at once."""
        from shopdesk.shop.online import packing

        if not self.ready():
            return
        order, why, missing = self._whole.card.id, self.why.value(), self.missing()
        write(
            self._win,
            lambda desk: packing.cancel(desk, order, why, missing),
            lambda _done: self._done(),
        )

    def _done(self) -> None:
        self._win.bus.goods_changed.emit()
        self.finish(True)


def wording(names: Sequence[str], why: str, number: str, *, whole: bool) -> str:
    """What to write to the buyer about goods that cannot be sent."""
    goods = ", ".join(names)
    because = {
        "out_of_stock": _("“{goods}” is sold out."),
        "price": _("The price of “{goods}” was wrong."),
        "address": _("We cannot read the address for “{goods}”."),
        "buyer": _("We cancel “{goods}” as you asked."),
    }[why].format(goods=goods)
    rest = (
        _("We have to cancel order {number}. Your money comes back through the platform.")
        if whole
        else _("We send the rest of order {number} today. Is that all right?")
    )
    return f"{_('The shop is sorry.')} {because} {rest.format(number=number)}"


class ReturnedSheet(Sheet):
    """A sent order came back: whole, or not to be sold again. Answers the number of the refund.

    Where its buyer got money back and nobody said what for, what came is counted first; it may be nothing.
    """

    def __init__(self, win: "Window", whole: "Whole") -> None:
        from shopdesk.shop.online import returning

        super().__init__(_("Order {number} came back").format(number=whole.card.number), width=560)
        self._win, self._order = win, whole.card.id
        self.steppers: dict[int, QuantityStepper] = {}
        self.body.addWidget(Plain(whole.card.goods, "h", wrap=True))
        back = read(win, lambda desk: returning.asked(desk, self._order))
        self._some = bool(back.money) and not back.named
        if self._some:
            self._ask(whole, back.money)
        else:
            self.body.addWidget(Plain(_("The sale is taken back. Look at the goods first."), "sub", wrap=True))
        self.good = Button(_("Whole, back on the shelf"), icon="circle-check", on=lambda: self._back(whole=True))
        self.bad = Button(_("Spoiled, thrown away"), icon="trash", on=lambda: self._back(whole=False))
        self.none = Button(_("Nothing came back"), icon="x", on=lambda: self._back(whole=True, none=True))
        self.wait = Button(_("Not now"), key="Esc", on=lambda: self.finish(None))
        for button in (self.good, self.bad, self.none, self.wait):
            self.body.addWidget(button)
        self.none.setVisible(self._some)
        self.first = self.wait
        self._say()

    def _ask(self, whole: "Whole", paid: int) -> None:
        words = _("The buyer got {amount} back. Count what came.").format(amount=money.text(paid))
        self.body.addWidget(Plain(words, "strong", wrap=True))
        for line in whole.lines:
            most = line.qty - line.cancelled
            if most:
                stepper = QuantityStepper(0, highest=most, name=line.name)
                stepper.changed.connect(lambda _qty: self._say())
                self.steppers[line.id or 0] = stepper
                row = QHBoxLayout()
                row.setSpacing(theme.px(10))
                row.addWidget(Plain(line.name, "strong", wrap=True), 1)
                row.addWidget(Plain(_("of {count}").format(count=quantity.text(most)), "sub"))
                row.addWidget(stepper)
                self.body.addLayout(row)

    def came(self) -> dict[int, int]:
        """Line -> how much of it came, in thousandths."""
        return {line: stepper.qty() for line, stepper in self.steppers.items() if stepper.qty()}

    def _say(self) -> None:
        for button in (self.good, self.bad):
            button.setEnabled(bool(self.came()) or not self._some)
        self.none.setEnabled(not self.came())

    def _back(self, *, whole: bool, none: bool = False) -> None:
        from shopdesk.shop.online import returning

        came = ({} if none else self.came()) if self._some else None
        if self.ready():
            write(
                self._win,
                lambda desk: returning.came_back(desk, self._order, whole=whole, came=came),
                self._taken,
            )

    def _taken(self, number: str) -> None:
        self._win.bus.goods_changed.emit()
        self.finish(number)
