"""Bills found again: a list with one field to find them, and the chosen bill beside it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.core.documents import short_number
from shopdesk.ui import printing, theme
from shopdesk.ui.page import Page
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.history import Bill, Entry, Found
    from shopdesk.shop.refunds import Refunded
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

SIDE = 390
# Narrower than this, the bill takes the whole page and Esc goes back to the list.
BOTH = 860
# Where the list is narrower than this, it leaves out what was sold.
GOODS_FROM = 590
# The key R on the Latin, the shifted and the Thai (Kedmanee) layout.
REFUND_KEY = "rRพ"
GOODS_COLUMN, STATE_COLUMN = 2, 3


class BillsPage(Page):
    """List at the left, bill at the right; on a narrow window one at a time."""

    name = "bills"

    def __init__(self, window: "Window") -> None:
        from shopdesk.ui.pages.bills.detail import Deeds, Detail

        super().__init__(window)
        self._span, self._found, self._entries = "all", None, list["Entry"]()
        deeds = Deeds(self.print_, self.refund, self.void, self.confirm, self.bank, self.show_sale, self.back)
        self.detail = Detail(deeds)
        self.list = QFrame()
        self.list.setProperty("kind", "plain")
        self._fill_list()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list, 1)
        row.addWidget(self.detail)
        self._arrange()
        window.bus.sale_changed.connect(self._changed)
        window.bus.paper_changed.connect(self._show_waiting)

    def _fill_list(self) -> None:
        column = QVBoxLayout(self.list)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        column.setSpacing(theme.px(12))
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        self.search = SearchField(_("Number, amount, goods or date"), lambda _text: self.look())
        self.search.field.returnPressed.connect(self._to_list)
        top.addWidget(self.search, 1)
        top.addWidget(self.win.top_bar())
        column.addLayout(top)
        column.addLayout(self._make_chips())
        column.addWidget(self.strip)
        self.table: Table[Entry] = Table(self._columns(), _("Bills"))
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._typed)
        self.table.clicked.connect(lambda _index: self._open(self.table.current()))
        column.addWidget(self.table, 1)
        self.empty = Empty("receipt", _("No bill was found."), _("Try another word, or another day."))
        column.addWidget(self.empty, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(12))
        self.paper = Button("", "strip", icon="printer", on=self.open_paper)
        self.paper.hide()
        foot.addWidget(self.paper)
        self.note = Plain("", "cap")
        self.more = Button(_("Older bills"), "quiet", icon="chevron-down", on=self.older)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.more)
        column.addLayout(foot)

    def _make_chips(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.chips: dict[str, Button] = {}
        group = QButtonGroup(self)
        for span, words in _spans():
            chip = Button(words, "chip", on=lambda span=span: self.choose(span))  # type: ignore[misc]
            chip.setCheckable(True)
            group.addButton(chip)
            row.addWidget(chip)
            self.chips[span] = chip
        self.chips[self._span].setChecked(True)
        row.addStretch(1)
        return row

    def _columns(self) -> "list[Column[Entry]]":
        from shopdesk.ui.pages.bills import words

        return [
            Column(_("Time"), lambda row: words.when(row.at, self.win.clock()), width=124),
            Column(_("Bill"), words.name, width=98, strong=True, tone=words.tone),
            Column(_("Goods"), words.goods),
            Column("", words.state, width=126, tone=words.tone),
            Column(_("Total"), lambda row: money.text(row.total), right=True, width=104, strong=True, tone=words.tone),
        ]

    # What the window calls

    def enter(self) -> None:
        """Read the bills anew; the keyboard goes to the field."""
        self.look()
        self._show_waiting()
        self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: the bill, then what was typed."""
        if self.detail.bill is not None:
            self.table.clearSelection()
            self.show_bill(None)
            self.search.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.search.field.value():
            self.search.clear()
        else:
            return False
        return True

    def scanned(self, code: str) -> bool:
        """Somebody brings goods back: the bills they are on."""
        from shopdesk.core import barcode

        self.search.field.setText(next(iter(barcode.parse(code).codes), code))
        self.look()
        return True

    def deeds(self) -> dict[str, Callable[[], object]]:
        """The keys of this page."""
        return {"find": self.search.field.setFocus, "print": self.print_}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """R on a button of the bill."""
        if not self._typed(event.text()):
            super().keyPressEvent(event)

    def _typed(self, text: str) -> bool:
        """R gives money back, all of it until somebody says less. True where it was that key."""
        if text not in REFUND_KEY or not text:
            return False
        self.refund(whole=True)
        return True

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """More for the palette."""
        offers: list[tuple[str, Callable[[], object]]] = [(words, self.chips[span].click) for span, words in _spans()]
        if self.detail.bill is not None:
            offers += [(_("Give money back"), self.refund), (_("Void the bill"), self.void)]
        return offers

    def help(self) -> list[str]:
        """For the help panel."""
        return [
            _("Type the bill's number, its amount, goods or a date such as 22/11/2026."),
            _("Scan goods that come back: the bills they are on appear."),
            _("Choose a bill, then print it again or give money back."),
            _("Say that money came only after you saw it in the shop's own bank app."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: field, list, bill."""
        return [self.search.field, self.table, self.detail.print_button]

    def keep(self) -> object:
        """What was typed and chosen."""
        return self.search.field.text(), self._span, self.detail.bill.entry.id if self.detail.bill else 0

    def restore(self, kept: object) -> None:
        """Put it back."""
        assert isinstance(kept, tuple)
        typed, span, sale = kept
        self.search.field.setText(typed)
        self._span = span
        self.chips[span].setChecked(True)
        if sale:
            self.show_sale(sale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One or both, as there is room."""
        super().resizeEvent(event)
        self._arrange()

    # Finding

    def choose(self, span: str) -> None:
        """Show the bills of a span: all, today, yesterday, week, unconfirmed."""
        self._span = span
        self.look()

    def look(self) -> None:
        """Read the list for what is typed and chosen."""
        if self.win.office is None:
            return
        found = self._read(None)
        self._entries = list(found.entries)
        self._show(found)

    def older(self) -> None:
        """The bills after the last one shown."""
        found = self._read(self._entries[-1].id)
        self._entries += found.entries
        self._show(found)

    def _read(self, before: int | None) -> "Found":
        from shopdesk.shop import history

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            if self._span == "unconfirmed":
                return history.unconfirmed(desk)
            return history.find(desk, self.search.field.value(), history.days(desk, self._span), before=before)

    def _show(self, found: "Found") -> None:
        self.table.show_rows(self._entries, keep=False)
        self._mark_shown()
        self.table.setVisible(bool(self._entries))
        self.empty.setVisible(not self._entries)
        self.more.setVisible(found.more)
        self.note.show_text("" if found.whole else _("Among the newest bills. Choose a day for older ones."))

    def _mark_shown(self) -> None:
        """The row of the bill beside the list, wherever it stands now."""
        shown = self.detail.bill.entry.id if self.detail.bill is not None else 0
        for place, entry in enumerate(self._entries):
            if entry.id == shown:
                self.table.selectRow(place)

    def _to_list(self) -> None:
        self.look()
        if self._entries:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.table.selectRow(0)
            if len(self._entries) == 1:
                self._open(self._entries[0])

    def _picked(self, entry: "Entry") -> None:
        if self._wide():
            self.show_sale(entry.id)

    def _open(self, entry: "Entry | None") -> None:
        if entry is not None:
            self.show_sale(entry.id)

    # One bill

    def show_sale(self, sale: int) -> None:
        """Show a bill by its id."""
        from shopdesk.shop import history

        if self.win.office is None:
            return
        try:
            with self.win.office.reading(self.win.actor) as desk:
                self.show_bill(history.bill(desk, sale))
        except ShopError as error:
            self.strip.refuse(error)

    def show_bill(self, bill: "Bill | None") -> None:
        """Show a bill, or none."""
        self.detail.show_bill(bill)
        self._arrange()

    def print_(self) -> None:
        """Show the paper of the bill, to be printed."""
        from shopdesk.ui.pages.receipt.sheet import open_receipt

        if self.detail.bill is not None:
            open_receipt(self.win, self.detail.bill.entry.id)

    def refund(self, *, whole: bool = False) -> None:
        """Ask which lines go back; with `whole` all of them are chosen already."""
        from shopdesk.ui.pages.bills.sheets import RefundSheet

        if self.detail.bill is not None and self.detail.bill.refundable:
            sheet = RefundSheet(self.win, self.detail.bill)
            self.win.open(sheet.answered(self._refunded))
            if whole:
                sheet.take_all()

    def _refunded(self, made: "Refunded") -> None:
        from shopdesk.ui.pages.bills.sheets import ways_back

        worker = printing.of(self.win)
        if worker is not None:
            worker.after(made.id)
        self.win.bus.sale_changed.emit(made.id)
        words = _("Give back {ways}").format(ways=ways_back(made.words))
        self.strip.say(words, tone="primary", button=_("Print"), on=lambda: self._print(made.id))

    def _print(self, sale: int) -> None:
        if self.win.print_receipt is not None:
            self.win.print_receipt(sale)

    def void(self) -> None:
        """Ask why the bill is taken back."""
        from shopdesk.ui.pages.bills.sheets import VoidSheet

        if self.detail.bill is not None and self.detail.bill.voidable:
            sale = self.detail.bill.entry.id
            self.win.open(VoidSheet(self.win, self.detail.bill).answered(lambda number: self._voided(sale, number)))

    def _voided(self, sale: int, number: str) -> None:
        self.win.bus.sale_changed.emit(sale)
        self.strip.say(
            _("Bill {number} is void. Give the money back.").format(number=short_number(number)), tone="primary"
        )

    def confirm(self, payment: int) -> None:
        """Somebody saw the money in the shop's own bank app."""
        self._forward(payment, "confirmed_cashier")

    def bank(self, payment: int) -> None:
        """The bank's own list shows the money."""
        self._forward(payment, "confirmed_bank")

    def _forward(self, payment: int, state: str) -> None:
        def confirmed(approver: "Actor | None") -> None:
            from shopdesk.shop import payments

            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                payments.confirm(desk, payment, state)

        assert self.detail.bill is not None
        sale = self.detail.bill.entry.id
        self.win.attempt(confirmed, lambda _none: self.win.bus.sale_changed.emit(sale))

    def _changed(self, _sale: int) -> None:
        if self.detail.bill is not None:
            self.show_sale(self.detail.bill.entry.id)
        self.look()

    # Paper that waits

    def open_paper(self) -> None:
        """Show what waits for paper."""
        from shopdesk.ui.pages.receipt.queue import QueueSheet

        worker = printing.of(self.win)
        if worker is not None and worker.waiting:
            self.win.open(QueueSheet(worker))

    def _show_waiting(self) -> None:
        worker = printing.of(self.win)
        count = len(worker.waiting) if worker is not None else 0
        self.paper.say(_("To print: {count}").format(count=count))
        self.paper.setVisible(bool(count))

    # Room

    def _wide(self) -> bool:
        return self.width() >= theme.px(BOTH)

    def _arrange(self) -> None:
        chosen = self.detail.bill is not None
        wide = self._wide()
        self.detail.setMaximumWidth(theme.px(SIDE) if wide else 16_777_215)
        self.detail.setMinimumWidth(theme.px(SIDE) if wide else 0)
        self.detail.setVisible(wide or chosen)
        self.list.setVisible(wide or not chosen)
        tight = self.width() - (theme.px(SIDE) if wide else 0) < theme.px(GOODS_FROM)
        modes = QHeaderView.ResizeMode
        self.table.setColumnHidden(GOODS_COLUMN, tight)
        self.table.horizontalHeader().setSectionResizeMode(STATE_COLUMN, modes.Stretch if tight else modes.Fixed)


def _spans() -> list[tuple[str, str]]:
    return [
        ("all", _("Latest")),
        ("today", _("Today")),
        ("yesterday", _("Yesterday")),
        ("week", _("7 days")),
        ("unconfirmed", _("To confirm")),
    ]
