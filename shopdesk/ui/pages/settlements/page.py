"""เงินจากร้านออนไลน์: what each platform owes, what it settled of which order, and what does not add up."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.latest import Latest
from shopdesk.ui.page import Page
from shopdesk.ui.pages.orders import headings
from shopdesk.ui.pages.settlements import tables, words
from shopdesk.ui.pages.settlements.gathered import Gathered, gather
from shopdesk.ui.pages.settlements.received import ReceivedSheet, SeenSheet
from shopdesk.ui.pages.settlements.side import MoneySide
from shopdesk.ui.pages.stock.panes import Panes, plain
from shopdesk.ui.widgets.buttons import Button, Segments, fit_words
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.arrivals import Seen
    from shopdesk.shop.byfile.money import Read
    from shopdesk.shop.collecting import Received
    from shopdesk.shop.settlements import OfStatement
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window

EVERY = "0"


class SettlementsPage(Page):
    """Orders, statements and fees of one account or of all; a file of money is read in the background."""

    name = "settlements"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._accounts: Sequence[Standing] = ()
        self._found: Gathered | None = None
        self._latest = Latest(self, self._show, self._unread)
        self._to_list = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        whole.addWidget(Head(window, self.name))
        whole.addLayout(self._above())
        whole.addWidget(self.strip)
        self.side = MoneySide(self.open_task, self.ask_seen, self.take_back)
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
        self.orders, self.statements, self.sums = tables.orders(), tables.statements(), tables.sums()
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
        self._to_list = True
        self.look()

    def back(self) -> bool:
        """Esc: from one of them to the list."""
        return self.panes.back()

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        return {"new": self.choose_file}

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [(_("Read a file of money"), self.choose_file), (_("The money came"), self.ask_received)]

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
        self._select()

    def look(self) -> None:
        """Read what is shown, in the background; who may not see it is told so."""
        account, shops = int(self.account.value() or EVERY), self._accounts
        self._latest.ask(lambda desk: gather(desk, account, shops))

    def _unread(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.refuse(error)

    def _show(self, found: Gathered) -> None:
        self._found = found
        self.orders.show_rows(found.orders)
        self.statements.show_rows(found.statements)
        owing = [one for one in self._accounts if found.account in (0, one.id)]
        self.sums.show_rows(words.sums(owing, found.fees, found.transit))
        anything = bool(found.orders or found.statements or any(one.owes for one in self._accounts))
        self.panes.setVisible(anything)
        self.none.setVisible(not anything)
        self.side.show_tasks(words.tasks(found.tasks))
        self.came.setVisible(bool(self._owing()))
        self._select()
        if self._to_list:
            self._to_list = False
            table = self.stack.currentWidget()
            (table if table.isVisibleTo(self) else self.main).setFocus(Qt.FocusReason.OtherFocusReason)

    def _select(self) -> None:
        """Mark a row of the list that is shown, and show it at the side: a mark that stays tells nothing by itself."""
        orders, payouts = self.orders.rows.rows(), self.statements.rows.rows()
        if self.stack.currentWidget() is self.orders and orders:
            self.side.show_order(orders[_at(self.orders)])
        elif self.stack.currentWidget() is self.statements and payouts:
            self.side.show_statement(payouts[_at(self.statements)])

    def open_task(self, task: "words.Task") -> None:
        """To what does not add up."""
        self.choose(task.which)
        if task.which == "orders":
            _mark(self.orders, [row.number for row in self.orders.rows.rows()], task.number)
        else:
            _mark(self.statements, [row.number for row in self.statements.rows.rows()], task.number)
        self.panes.show_side(True)

    # Money nobody tells of

    def _owing(self) -> "list[Standing]":
        """Accounts of which money may have come: counted by hand, or paid out and on its way."""
        if self._found is None:
            return []
        chosen, open_ = self._found.account, self._found.by_hand | self._found.expected.keys()
        return [one for one in self._accounts if one.id in open_ and chosen in (0, one.id)]

    def ask_received(self) -> None:
        """Ask how much reached the bank or the drawer, of the account that is chosen."""
        found = self._owing()
        if self._found is None or len(found) != 1:
            self.strip.say(_("Which shop is it?"), _("Choose the online shop above first."), tone="accent", seconds=8)
            self.account.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        one = found[0]
        if one.id not in self._found.by_hand:
            self._ask_seen(one.id, one.name, "", self._found.expected[one.id])
            return
        sheet = ReceivedSheet(one, lambda amount, fee, way: self._received(one, amount, fee, way))
        self.win.open(sheet)
        sheet.answered(lambda done: self._came(one, done))

    def ask_seen(self) -> None:
        """Ask what of the marked payout is in the bank."""
        row = self._marked()
        if row is not None:
            self._ask_seen(row.account, row.number, row.number, row.payout - (row.came or 0))

    def _marked(self) -> "OfStatement | None":
        at, rows = self.statements.currentIndex().row(), self.statements.rows.rows()
        return rows[at] if 0 <= at < len(rows) else None

    def _ask_seen(self, account: int, title: str, number: str, open_: int) -> None:
        today = clock.calendar_date(self.win.clock()).isoformat()

        def take(amount: int, fee: int, on: str) -> "list[Seen]":
            from shopdesk.shop import arrivals

            assert self.win.office is not None
            with self.win.office.writing(self.win.actor) as desk:
                return arrivals.came(desk, account, amount, number, on=on, fee=fee)

        sheet = SeenSheet(_("Money from {name}").format(name=title), open_, today, take)
        self.win.open(sheet)
        sheet.answered(self._seen)

    def _seen(self, done: "list[Seen]") -> None:
        self.enter()
        said = _("{amount} is in the bank.").format(amount=money.text(abs(sum(one.amount for one in done))))
        self.strip.say(said, _("Open: {amount}").format(amount=money.text(abs(done[-1].open))), tone="primary")

    def take_back(self) -> None:
        """What was said to have come of the marked payout did not."""
        from shopdesk.shop import arrivals, collecting

        row = self._marked()
        if row is None or self.win.office is None:
            return
        try:
            with self.win.office.writing(self.win.actor) as desk:
                told = arrivals.is_told(desk, row.account, row.number)
                (arrivals.take_back if told else collecting.take_back)(desk, row.account, row.number)
        except ShopError as error:
            self.refuse(error)
            return
        self.enter()

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


def _at(table: QTableView) -> int:
    """The row that is marked, the first where none was."""
    at = max(table.currentIndex().row(), 0)
    table.selectRow(at)
    return at


def _mark(table: QTableView, numbers: Sequence[str], number: str) -> None:
    if number in numbers:
        table.selectRow(numbers.index(number))
