"""ส่ง-รับข้อมูล: whether everything is sent, how each account stands, and what waits, with what can be done about it."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import paths
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import ago, theme
from shopdesk.ui.carried import Carried
from shopdesk.ui.head import Head
from shopdesk.ui.online import no_line_words
from shopdesk.ui.page import Page
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, plain
from shopdesk.ui.pages.sync import asking, words
from shopdesk.ui.pages.sync.backing import BackupCard
from shopdesk.ui.pages.sync.cards import Cards
from shopdesk.ui.pages.sync.detail import Detail
from shopdesk.ui.pages.sync.words import Thing
from shopdesk.ui.widgets.buttons import Button, fit_words
from shopdesk.ui.widgets.question import QuestionSheet
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.exchange import Line
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

LOG_FILE = "shopdesk.log"
LOW = 460
# So wide the card of the last backup has room beside an account.
BESIDE = 860


class SyncPage(Page):
    """It reads the shop's file alone; sending is the rounds' business."""

    name = "sync"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        # The last backup is read with the page, not at each beat of a round.
        self._asked, self._entered, self._carries = False, False, False
        self._failing: list[Standing] = []
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(8))
        whole.addWidget(Head(window, self.name))
        whole.addLayout(self._top())
        whole.addWidget(self.strip)
        self.cards = Cards(self.open_account, self.sign_in)
        self.carried = Carried(self, self._show_files)
        self.backing = BackupCard(window, self.strip, self._to_backup)
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(self.cards, 1)
        top.addWidget(self.backing, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(top)
        self.panes = Panes(self._list(), self._side(), width=340)
        whole.addWidget(self.panes, 1)
        self.add = Button(_("Add an online shop"), icon="plus", on=lambda: self.win.go("accounts"))
        self.none = Empty(
            "cloud",
            _("No online shop yet."),
            _("Orders, stock and prices then go and come by themselves."),
            (self.add,),
        )
        whole.addWidget(self.none, 1)
        window.bus.data_ready.connect(self.enter)
        if window.online is not None:
            window.online.changed.connect(self.look)
            window.online.ended.connect(self._round_over)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        column = QVBoxLayout()
        column.setSpacing(0)
        self.sentence, self.note = Plain("", "title", wrap=True), Plain("", "sub", wrap=True)
        column.addWidget(self.sentence)
        column.addWidget(self.note)
        row.addLayout(column, 1)
        self.backup = Button(_("Backup"), icon="device-usb", on=self._to_backup)
        self.helper = Button(_("For the helper"), icon="file-text", on=self.tell_helper)
        self.now = Button(_("Send now"), "primary", icon="upload", icon_color="on_primary", on=self.send_now)
        for button in (self.backup, self.helper, self.now):
            row.addWidget(button)
        return row

    def _list(self) -> QWidget:
        main, column = plain()
        self.table: FittingTable[Thing] = FittingTable(
            [
                Column(_("What it is"), lambda row: row.what, strong=True),
                Column(_("To which shop"), lambda row: row.where, width=170),
                Column(_("When"), lambda row: row.when, width=170),
                Column(_("State"), lambda row: row.state, width=180, tone=lambda row: row.tone),
            ],
            _("What waits"),
            {1: 620, 2: 480},
        )
        self.table.picked.connect(self.show_thing)
        self.table.opened.connect(self._opened)
        self.empty = Empty("cloud-check", _("Nothing waits."), _("What changes here is sent by itself."))
        self.goods = Button(_("Sell online"), icon="file-export", on=lambda: self.win.go("listing"))
        told = _("Fill them at “Sell online”, upload them, then say so there.")
        self.by_hand = Empty("file-export", _("You carry the files."), told, (self.goods,))
        for part in (self.table, self.empty, self.by_hand):
            column.addWidget(part, 1)
        return main

    def _side(self) -> QWidget:
        self.detail = Detail(self.again, self.mend, self.skip)
        return self.detail

    # What the window calls

    def enter(self) -> None:
        """Read it anew; the keyboard goes to the list."""
        self._entered = True
        self.look()
        self._entered = False
        if self.win.online is not None:
            self.win.online.ask_rules(lambda _known: self.look())
        wanted = (self.table, self.now, self.goods)
        first = next((part for part in wanted if part.isVisibleTo(self)), self.add)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: from the detail to the list."""
        if not self.panes.back():
            return False
        self._fit()
        return True

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [(_("Send now"), self.send_now), (_("For the helper"), self.tell_helper)]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Nothing here stops the till: selling goes on without internet."),
            _("What waits goes out by itself, the most pressing first."),
            _("A red row needs you: read what to do, then try again."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the list, the detail, the buttons."""
        return [self.table, self.detail.again, self.now]

    def keep(self) -> object:
        """Which row is marked."""
        return self.table.currentIndex().row()

    def restore(self, kept: Any) -> None:
        """Mark it again."""
        self.look()
        if 0 <= kept < self.table.rows.rowCount():
            self.table.selectRow(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the buttons keep their pictures."""
        super().resizeEvent(event)
        fit_words([self.backup, self.helper, self.now], self.width() // 2, theme.px(8))
        self._fit()

    def _fit(self, *, alone: bool = False) -> None:
        """In a low window what waits has the place of the accounts, which have a screen of their own; what is usual is
        not said there.
        """
        low, waits = self.height() < theme.px(LOW), self.table.rows.rowCount() > 0
        self.cards.setVisible(bool(self.cards.cards) and not (low and waits) and not alone)
        self.backing.fit(self.width())
        roomy = self.width() >= theme.px(BESIDE)
        self.backing.setVisible(not self.cards.isHidden() and roomy)
        self.backup.setVisible(self.backing.isHidden())
        self.note.setVisible(not low or self.note.said() != _usual())

    # Looking

    def look(self) -> None:
        """Read everything that is shown."""
        from shopdesk.shop import accounts, exchange, sides

        if self.win.office is None:
            return
        now = self.win.clock()
        try:
            with self.win.office.reading(self.win.actor) as desk:
                line, found = exchange.line(desk), accounts.listing(desk)
                if self._entered:
                    self.backing.fill(desk)
                things = [words.held(one, now, sides.sides(desk, one)) for one in exchange.held(desk)]
                waits = [words.waiting(one, now) for one in exchange.waiting(desk)]
        except ShopError as error:
            self.refuse(error)
            return
        label = self.win.online.label if self.win.online is not None else str
        self.cards.show_accounts(found, label, now)
        self._show_files()
        self.carried.look(found)
        self._carries = all(one.by_file for one in found)
        self._failing = [one for one in found if one.why and not one.paused and not one.by_file]
        self._show(line, [one for one in waits if _stuck(one)] + things + [one for one in waits if not _stuck(one)])
        for part in (self.panes, self.helper):
            part.setVisible(bool(found))
        self.now.setVisible(not self._carries)
        self.none.setVisible(not found)

    def _show(self, line: "Line", things: list[Thing]) -> None:
        self.sentence.show_text(self._sentence(line) if line.accounts or line.problems else _("Send and receive"))
        offline = bool(line.accounts) and line.away and not line.logins and line.reached is not None
        self.note.show_text(" ".join(no_line_words()) if offline else self._calm(line))
        had = self.table.hasFocus()
        self.table.show_rows(things)
        self.table.setVisible(bool(things))
        if had and not things:
            self.now.setFocus(Qt.FocusReason.OtherFocusReason)
        self.empty.setVisible(not things and not self._carries)
        self.by_hand.setVisible(not things and self._carries)
        self.panes.leave_alone(not things)
        if things and self.table.current() is None and self.panes.wide():
            self.table.selectRow(0)
        self.detail.show_thing(self.table.current())
        self._fit()

    def _sentence(self, line: "Line") -> str:
        """Nothing is called sent while a shop cannot be reached."""
        if self._failing and not line.waits and not line.problems:
            return ago.spoken(line.reached, self.win.clock())
        return words.top(line, self.win.clock())

    def _calm(self, line: "Line") -> str:
        if not line.accounts:
            return ""
        if line.logins and not line.fine:
            return _("Somebody has to sign in again. Selling at the counter goes on.")
        if line.begun and not line.fine and not line.away:
            return _("The internet is there; a shop does not answer. Selling at the counter goes on.")
        return _usual()

    def _show_files(self) -> None:
        self.cards.show_files(self.carried.lines)

    def show_thing(self, thing: Thing) -> None:
        """What a row is about."""
        self.detail.show_thing(thing)

    def _opened(self, thing: Thing) -> None:
        self.detail.show_thing(thing)
        self.panes.show_side(True)
        self._fit(alone=not self.panes.wide())

    # Deeds

    def send_now(self) -> None:
        """A round at once."""
        if self.win.online is not None:
            self.win.online.now()
        self._asked = True
        self.strip.say(_("Sending. You can go on selling."), tone="primary", seconds=6)

    def _round_over(self) -> None:
        """The round somebody asked for is over: how it went."""
        if not self._asked or not self.isVisible():
            return
        self._asked, now = False, self.win.clock()
        if self._failing:
            one = self._failing[0]
            said = _("{name} could not be reached: {why}").format(name=one.name, why=words.parted(one.why)[0])
            self.strip.say(said, ago.soon(one.not_before, now), tone="accent")
        else:
            self.strip.say(_("All shops were reached."), tone="primary", seconds=6)

    def again(self, thing: Thing) -> None:
        """Try it with the next round, which begins now."""
        from shopdesk.shop import exchange

        if thing.sides:
            self.skip(thing)
        elif thing.held is not None:
            self.mend(thing)
        elif thing.entry is not None:
            entry = thing.entry.id
            self._do(lambda desk: exchange.again(desk, entry), self.send_now)

    def mend(self, thing: Thing) -> None:
        """To where it is put right."""
        if thing.held is not None:
            from shopdesk.ui.pages.sync.sheets import HeldSheet

            self.win.open(HeldSheet(self.win, thing.held).answered(lambda _done: self._taken()))
        elif thing.entry is not None:
            self._to_subject(thing.entry.kind, thing.entry.key)

    def _to_subject(self, kind: str, key: int) -> None:
        """The very listing, price, order or parcel that waits."""
        from shopdesk.shop import exchange
        from shopdesk.ui.pages.listing.page import ListingPage
        from shopdesk.ui.pages.orders.page import OrdersPage

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            about = exchange.subject(desk, kind, key)
        if about.listing:
            page = self.win.go("listing")
            assert isinstance(page, ListingPage)
            page.mend(about.listing, kind, about.sale_unit)
        elif about.order:
            board = self.win.go("orders")
            assert isinstance(board, OrdersPage)
            board.mend(about.order, about.parcel if kind == "ship" else 0)
        else:
            self.strip.say(_("It is no longer there."), _("Leave this one out."), tone="accent")

    def _taken(self) -> None:
        if self.win.online is not None:
            self.win.online.look()
        self.look()
        self.strip.say(_("Done."), tone="primary", seconds=6)

    def skip(self, thing: Thing) -> None:
        """Ask, then leave it out."""
        self.win.open(QuestionSheet(asking.question(thing)).answered(lambda _yes: self._skip(thing)))

    def _skip(self, thing: Thing) -> None:
        from shopdesk.shop import exchange

        if thing.held is not None:
            reply = thing.held.id
            self._do(lambda desk: exchange.drop(desk, reply), lambda: None)
        elif thing.entry is not None:
            entry = thing.entry.id
            self._do(lambda desk: exchange.skip(desk, entry), lambda: None)

    def _do(self, deed: "Callable[[Desk], object]", then: "Callable[[], object]") -> None:
        def attempt(approver: "Actor | None") -> None:
            assert self.win.office is not None
            with self.win.office.writing(self.win.actor, approver) as desk:
                deed(desk)

        def done(_nothing: object) -> None:
            then()
            if self.win.online is not None:
                self.win.online.look()
            self.look()

        self.win.attempt(attempt, done)

    def sign_in(self, account: int) -> None:
        """Sign in at the account again, on the page of online shops."""
        self.open_account(account)
        self.win.page.ask_sign_in()  # type: ignore[attr-defined]  # the page of online shops has it

    def open_account(self, account: int) -> None:
        """The account on the page of online shops."""
        page = self.win.go("accounts")
        page.choose(account)  # type: ignore[attr-defined]  # the page of online shops has it

    def tell_helper(self) -> None:
        """What helps a helper, to read before it is given away."""
        from shopdesk.shop import exchange
        from shopdesk.ui.pages.sync.sheets import HelperSheet

        if self.win.office is None:
            return
        with self.win.office.reading(self.win.actor) as desk:
            text = exchange.report(desk, paths.log_dir(self.win.data_dir) / LOG_FILE)
        self.win.open(HelperSheet(self.win, text))

    def _to_backup(self) -> None:
        page = self.win.go("settings")
        page.open_at("backup")  # type: ignore[attr-defined]  # the settings page has it


def _usual() -> str:
    return _("Orders come in and stock goes out every two minutes.")


def _stuck(thing: Thing) -> bool:
    return thing.entry is not None and thing.entry.state == "stuck"
