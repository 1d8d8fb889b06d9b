"""เงินจากร้านออนไลน์: what each platform owes, what it settled of which order, and what does not add up."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.orders import headings
from shopdesk.ui.pages.settlements import words
from shopdesk.ui.pages.settlements.received import ReceivedSheet
from shopdesk.ui.pages.settlements.side import MoneySide
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, plain
from shopdesk.ui.widgets.buttons import Button, Segments, fit_words
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.byfile.money import Read
    from shopdesk.shop.collecting import Received
    from shopdesk.shop.settlements import OfOrder, OfStatement
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

EVERY = "0"


def _orders() -> "FittingTable[OfOrder]":
    return FittingTable(
        [
            Column(_("Order"), lambda row: row.number, strong=True),
            Column(_("Online shop"), lambda row: row.account, width=150),
            Column(_("Sold"), words.sold, right=True, width=105),
            Column(_("Credited"), lambda row: money.text(row.credited), right=True, width=105,
                   tone=lambda row: "danger_text" if row.differs else ""),
            Column(_("Fees"), lambda row: words.signed(row.fees), right=True, width=105),
            Column(_("Left"), lambda row: words.signed(row.gets), right=True, width=105),
        ],
        _("Orders"),
        {1: 760, 2: 460, 4: 560},
    )  # fmt: skip


def _statements() -> "FittingTable[OfStatement]":
    return FittingTable(
        [
            Column(_("Payouts"), lambda row: row.number, strong=True),
            Column(_("Online shop"), lambda row: row.account_name, width=150),
            Column(_("Days"), words.days, width=190),
            Column(_("Paid out"), lambda row: money.text(row.payout), right=True, width=115),
            Column(_("Not explained"), lambda row: words.signed(row.differs) if row.differs else "✓", right=True,
                   width=120, tone=lambda row: "danger_text" if row.differs else "primary"),
        ],
        _("Payouts"),
        {1: 760, 2: 600},
    )  # fmt: skip


def _sums() -> FittingTable[tuple[str, str]]:
    return FittingTable(
        [
            Column(_("What"), lambda row: row[0], strong=True),
            Column(_("Baht"), lambda row: row[1], right=True, width=150),
        ],
        _("Sums"),
        {},
    )  # fmt: skip


class SettlementsPage(Page):
    """Orders, statements and fees of one account or of all; a file of money is read in the background."""

    name = "settlements"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._accounts: Sequence[Standing] = ()
        self._by_hand: set[int] = set()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        whole.addWidget(Head(window, self.name))
        whole.addLayout(self._above())
        whole.addWidget(self.strip)
        self.side = MoneySide(self.open_task)
        self.panes = Panes(self._lists(), self.side, width=360)
        whole.addWidget(self.panes, 1)
        self.none = Empty(
            "coins", _("Nothing was settled yet."), _("Platforms pay days after the buyer has the parcel."),
            (Button(_("Online shops"), icon="cloud", on=lambda: window.go("accounts")),),
        )  # fmt: skip
        whole.addWidget(self.none, 1)
        window.bus.data_ready.connect(self.enter)
        if window.online is not None:
            window.online.changed.connect(self._heard)

    def _above(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Elided(_("Money from online shops"), "title"), 1)
        self.account = Choice(_("Online shop"), free=False)
        self.account.currentIndexChanged.connect(lambda _place: self.look())
        row.addWidget(self.account, 1)
        self.main = Button(
            _("Read a file of money"), "primary", icon="file-import", icon_color="on_primary", key="Ctrl+N",
            on=self.choose_file,
        )  # fmt: skip
        self.came = Button(_("The money came"), icon="coins", on=self.ask_received)
        row.addWidget(self.came)
        row.addWidget(self.main)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the buttons keep their pictures, and the shop that is chosen can be read."""
        super().resizeEvent(event)
        fit_words([one for one in (self.came, self.main) if not one.isHidden()], self.width() // 3, theme.px(10))

    def _lists(self) -> QWidget:
        main, column = plain()
        both = [("orders", _("Orders")), ("statements", _("Payouts")), ("sums", _("Sums"))]
        self.which = Segments(both, "orders", self.choose)
        column.addWidget(self.which)
        self.orders, self.statements, self.sums = _orders(), _statements(), _sums()
        self.stack = QStackedWidget()
        for table in (self.orders, self.statements, self.sums):
            self.stack.addWidget(table)
        self.orders.picked.connect(self.side.show_order)
        self.statements.picked.connect(self.side.show_statement)
        self.orders.opened.connect(lambda _row: self.panes.show_side(True))
        self.statements.opened.connect(lambda _row: self.panes.show_side(True))
        column.addWidget(self.stack, 1)
        return main

    # What the window calls

    def enter(self) -> None:
        """Read it anew; the keyboard goes to the list."""
        if self.win.office is None:
            return
        self._offer_accounts()
        self.look()
        table = self.stack.currentWidget()
        (table if table.isVisibleTo(self) else self.main).setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: from one of them to the list."""
        return self.panes.back()

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        return {"new": self.choose_file}

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [(_("Read a file of money"), self.choose_file)]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Sold is what we sold, credited what the platform wrote down."),
            _("Red does not add up: ask the platform with the number of the order."),
            _("The same file read twice changes nothing."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the choice, the list, the button."""
        return [self.which, self.stack.currentWidget(), self.main]

    def keep(self) -> object:
        """Which account and list."""
        return self.account.value(), self.which.value()

    def restore(self, kept: Any) -> None:
        """Show them again."""
        account, which = kept
        self._offer_accounts()
        self.account.show_value(account)
        self.choose(which)

    # Looking

    def _heard(self) -> None:
        if self.isVisible():
            self.look()

    def _offer_accounts(self) -> None:
        from shopdesk.shop import accounts

        if self.win.office is None:
            return
        with self.win.office.reading(self.win.actor) as desk:
            self._accounts = accounts.listing(desk, owing=True)
        shown = self.account.value() or EVERY
        self.account.offer([(EVERY, _("All online shops")), *((str(one.id), one.name) for one in self._accounts)])
        self.account.show_value(shown)
        if not self.account.value():
            self.account.show_value(EVERY)
        self.main.setVisible(any(self._by_file(one) for one in self._accounts))

    def choose(self, which: str) -> None:
        """Orders, payouts or sums."""
        self.which.choose(which)
        places: dict[str, QWidget] = {"orders": self.orders, "statements": self.statements, "sums": self.sums}
        self.stack.setCurrentWidget(places[which])
        self.side.clear()
        self.look()

    def look(self) -> None:
        """Read what is shown; who may not see it is told so."""
        if self.win.office is None:
            return
        try:
            self._read(int(self.account.value() or EVERY))
        except ShopError as error:
            self.refuse(error)

    def _read(self, account: int) -> None:
        from shopdesk.shop import collecting, settlements

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            orders, statements = settlements.orders(desk, account), settlements.statements(desk, account)
            fees, tasks = settlements.fees(desk, account), settlements.tasks(desk, account)
            self._by_hand = {one.id for one in self._accounts if one.owes > 0 and collecting.by_hand(desk, one.id)}
        self.orders.show_rows(orders)
        self.statements.show_rows(statements)
        owing = [one for one in self._accounts if account in (0, one.id)]
        self.sums.show_rows(words.sums(owing, fees))
        anything = bool(orders or statements or any(one.owes for one in self._accounts))
        self.panes.setVisible(anything)
        self.none.setVisible(not anything)
        self.side.show_tasks(words.tasks(tasks))
        self.came.setVisible(bool(self._owing(account)))
        for table in (self.orders, self.statements):
            if table is self.stack.currentWidget() and table.rows.rowCount():
                table.selectRow(max(table.currentIndex().row(), 0))

    def open_task(self, task: "words.Task") -> None:
        """To what does not add up."""
        self.choose(task.which)
        if task.which == "orders":
            _mark(self.orders, [row.number for row in self.orders.rows.rows()], task.number)
        else:
            _mark(self.statements, [row.number for row in self.statements.rows.rows()], task.number)
        self.panes.show_side(True)

    # Money nobody tells of

    def _owing(self, account: int) -> "list[Standing]":
        return [one for one in self._accounts if one.id in self._by_hand and account in (0, one.id)]

    def ask_received(self) -> None:
        """Ask how much reached the bank or the drawer, of the account that is chosen."""
        found = self._owing(int(self.account.value() or EVERY))
        if len(found) != 1:
            self.strip.say(_("Which shop is it?"), _("Choose the online shop above first."), tone="accent", seconds=8)
            self.account.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        one = found[0]
        sheet = ReceivedSheet(one, lambda amount, fee, way: self._received(one, amount, fee, way))
        self.win.open(sheet)
        sheet.answered(lambda done: self._came(one, done))

    def _received(self, one: "Standing", amount: int, fee: int, way: str) -> "Received":
        from shopdesk.shop import collecting

        assert self.win.office is not None
        with self.win.office.writing(self.win.actor) as desk:
            return collecting.received(desk, one.id, amount, fee, way)

    def _came(self, one: "Standing", done: "Received") -> None:
        self.enter()
        said = _("{amount} came from {name}.").format(amount=money.text(done.amount), name=one.name)
        self.strip.say(said, _("Open: {amount}").format(amount=money.text(done.left)), tone="primary")

    # Files

    def _by_file(self, one: "Standing") -> bool:
        from shopdesk.shop.byfile import formats

        return one.channel in formats.FORMATS

    def choose_file(self) -> None:
        """Ask for a file of money, for the account that is chosen."""
        chosen = int(self.account.value() or EVERY)
        files = [one for one in self._accounts if self._by_file(one) and chosen in (0, one.id)]
        if len(files) != 1:
            self.strip.say(_("Whose file is it?"), _("Choose the online shop above first."), tone="accent", seconds=8)
            self.account.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.ask_file(files[0].id)

    def ask_file(self, account: int) -> None:
        """Ask for a file of money of this account, and read it."""
        self.account.show_value(str(account))
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        kinds = _("Files of platforms") + " (*.xlsx *.csv)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Read a file of money"), folder, kinds)
        if path:
            self.read_file(account, Path(path))

    def read_file(self, account: int, path: Path) -> None:
        """Take in what the platform settled, in the background."""
        office, actor = self.win.office, self.win.actor
        if office is None:
            return
        self.strip.say(_("Reading {name}…").format(name=path.name), tone="info")

        def read(job: "Job[Read]") -> "Read":
            from shopdesk.shop.byfile import money as files

            return files.read(office, account, path, actor, progress=job.tell)

        self.win.jobs.run(read, self._was_read, lambda error: self._not_read(account, path, error))

    def _was_read(self, read: "Read") -> None:
        self.enter()
        told = _("{file}: {lines} new lines, {statements} payouts.").format(
            file=read.file, lines=read.lines, statements=read.statements
        )
        held = _("{count} rows could not be read.").format(count=len(read.held)) if read.held else ""
        self.strip.say(told, held, tone="accent" if held else "primary")

    def _not_read(self, account: int, path: Path, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.strip.clear()
        headings.refused(self.win, account, error, lambda: self.read_file(account, path), self.refuse)


def _mark(table: QTableView, numbers: Sequence[str], number: str) -> None:
    if number in numbers:
        table.selectRow(numbers.index(number))
