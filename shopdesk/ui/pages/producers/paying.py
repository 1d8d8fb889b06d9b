"""Paying producers (จ่ายค่าของ): pick people, see every line, choose the means, hand over, print the slips."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.shop import payouts, producers
from shopdesk.ui import theme
from shopdesk.ui.pages.producers import choices
from shopdesk.ui.pages.producers.cards import Card
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.payouts import PaidOut
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.producers.page import ProducersPage

NAME, LINES = 1, 5


class Ticked(Table[Card]):
    """Rows that Space ticks; a tap ticks too, one at the right end shows the lines."""

    tick = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space ticks, Enter shows the lines."""
        row = self.current()
        if event.key() == Qt.Key.Key_Space and row is not None:
            self.tick.emit(row)
            return
        super().keyPressEvent(event)


class PayPane(QFrame):
    """Everybody who is owed; those who owe are shown and cannot be ticked."""

    def __init__(self, page: "ProducersPage") -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._page, self.win = page, page.win
        self.chosen: set[int] = set()
        self.of_one, self.made = False, list[str]()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(self._top())
        self.table = Ticked(self._columns(), _("Whom to pay"))
        self.table.setIconSize(QSize(theme.px(26), theme.px(26)))
        self.table.tick.connect(self._tick)
        self.table.opened.connect(self.show_lines)
        self.table.clicked.connect(lambda index: self._tapped(index.row(), index.column()))
        column.addWidget(self.table, 1)
        self.empty = Empty("circle-check", _("Nobody is owed anything."), _("Everything is paid."))
        column.addWidget(self.empty, 1)
        column.addLayout(self._foot())

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        back = _("Back to the list")
        row.addWidget(Button("", "icon", icon="arrow-left", key="Esc", name=back, on=lambda: self._page.back()))
        row.addWidget(Elided(_("Pay producers"), "title"), 1)
        self.all = Button(_("All or none"), "quiet", icon="users", on=self.tick_all)
        row.addWidget(self.all)
        row.addWidget(self.win.top_bar())
        return row

    def _columns(self) -> list[Column[Card]]:
        number = lambda row: choices.masked(row.person.promptpay)  # noqa: E731
        return [
            Column("", lambda _row: "", width=56, icon=self._sign),
            Column(_("Name"), lambda row: row.person.name, strong=True, tone=_tone),
            Column(_("PromptPay"), number, width=150),
            Column(_("Sold for"), lambda row: money.text(row.sold), right=True, width=120),
            Column(_("Unpaid"), lambda row: money.text(row.person.balance), right=True, width=130, strong=True,
                   tone=_tone),
            Column("", lambda _row: _("Lines"), width=136, icon=lambda _row: "list"),
        ]  # fmt: skip

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        left = QVBoxLayout()
        left.setSpacing(theme.px(4))
        self.means = Segments(choices.means(), "drawer", lambda _means: self._sums())
        self.sum = Elided("", "sub")
        line = QHBoxLayout()
        self.slips = Button(_("Print slips"), "strip", icon="printer", key="Ctrl+P", on=self.print_)
        self.slips.hide()
        line.addWidget(self.sum, 1)
        line.addWidget(self.slips)
        left.addLayout(line)
        left.addWidget(self.means)
        self.main = PayButton(_("Pay out"), icon="cash", key="Ctrl+S", on=self.enter)
        foot.addLayout(left, 3)
        foot.addWidget(self.main, 2)
        return foot

    def _sign(self, row: Card) -> str:
        if row.person.balance < 0:
            return "minus"
        return "circle-check" if self._on(row) else "circle"

    def _on(self, row: Card) -> bool:
        return row.person.party in self.chosen

    # Choosing

    def begin(self, parties: set[int]) -> None:
        """A new round: these people, or everybody who is owed."""
        self.made, self.of_one = [], len(parties) == 1
        self.slips.hide()
        self.chosen = set(parties)
        self.look()
        if not parties:
            self.chosen = {card.person.party for card in self.table.rows.rows() if card.person.balance > 0}
        self._sums()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.selectRow(max(self._place(), 0))

    def _place(self) -> int:
        """The first row that is ticked."""
        return next((place for place, row in enumerate(self.table.rows.rows()) if self._on(row)), -1)

    def look(self) -> None:
        """Read who is owed how much now."""
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            sold = producers.sold_since(desk)
            found = [Card(one, sold.get(one.party, 0)) for one in producers.listing(desk) if one.balance]
        found.sort(key=lambda card: card.person.balance < 0)
        self.chosen &= {card.person.party for card in found if card.person.balance > 0}
        self.table.show_rows(found)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._sums()

    def _tapped(self, row: int, column: int) -> None:
        card = self.table.rows.row(row)
        if column == LINES:
            self.show_lines(card)
        else:
            self._tick(card)

    def _tick(self, card: Card) -> None:
        if card.person.balance > 0:
            self.chosen ^= {card.person.party}
        else:
            words = _("{name} owes the shop. It is taken off later sales.").format(name=card.person.name)
            self._page.strip.say(words, tone="info", seconds=8)
        self._sums()

    def tick_all(self) -> None:
        """Everybody who is owed; nobody where all are ticked."""
        owed = {card.person.party for card in self.table.rows.rows() if card.person.balance > 0}
        self.chosen = set() if self.chosen == owed else owed
        self._sums()

    def cards(self) -> list[Card]:
        """Those ticked."""
        return [card for card in self.table.rows.rows() if self._on(card)]

    def _sums(self) -> None:
        cards = self.cards()
        without = sum(1 for card in cards if not card.person.promptpay) if self.means.value() == "transfer" else 0
        words = _("{count} people ticked").format(count=len(cards))
        if without:
            words += " · " + _("{count} have no PromptPay number, pay them in cash").format(count=without)
        self.sum.show_text(words)
        self.sum.set_tone("accent" if without else "")
        self.main.set_amount(sum(card.person.balance for card in self._payable()))
        self.main.setEnabled(bool(self._payable()))
        self.table.viewport().update()

    def _payable(self) -> list[Card]:
        by_code = self.means.value() == "transfer"
        return [card for card in self.cards() if card.person.promptpay or not by_code]

    def show_lines(self, card: Card) -> None:
        """Every line of what somebody is owed."""
        from shopdesk.ui.pages.producers.lines import LinesSheet

        self.win.open(LinesSheet(self.win, card.person, self._page.who))

    # Paying

    def enter(self) -> None:
        """Pay those ticked by the means chosen."""
        if not self._payable():
            return
        if self.means.value() == "transfer":
            from shopdesk.ui.pages.producers.codes import CodeSheet

            sheet = CodeSheet(self.win, [card.person for card in self._payable()], self._page.who)
            sheet.done.connect(lambda _result: self._paid(sheet.made))
            self.win.open(sheet)
        else:
            self.win.attempt(self._pay, self._paid)

    def _pay(self, approver: "Actor | None") -> "list[PaidOut]":
        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            return payouts.pay_all(desk, [card.person.party for card in self.cards()], self.means.value())

    def _paid(self, made: "Sequence[PaidOut]") -> None:
        if not made:
            return
        self.made += [paid.number for paid in made]
        self.look()
        self.slips.show()
        self.win.bus.day_changed.emit()
        amount = money.text(sum(paid.amount for paid in made))
        words = _("{count} people are paid {amount}.").format(count=len(made), amount=amount)
        self._page.strip.say(words, tone="primary")

    def print_(self) -> None:
        """The slips of this round in one go."""
        self._page.print_slips(self.made)


def _tone(row: Card) -> str:
    return "danger_text" if row.person.balance < 0 else ""
