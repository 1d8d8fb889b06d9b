"""ลงขายออนไลน์: everything the shop offers online and how it stands; the wizard for something new."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import money, thaitext
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.latest import Latest
from shopdesk.ui.page import Page
from shopdesk.ui.pages.listing import words
from shopdesk.ui.pages.listing.brought import of_listing
from shopdesk.ui.pages.listing.deeds import Marked
from shopdesk.ui.pages.listing.filing import Filing
from shopdesk.ui.pages.listing.lacking import Lacking
from shopdesk.ui.pages.listing.side import ListingSide
from shopdesk.ui.pages.listing.step import CHAPTER, LAST, PAGES, focus
from shopdesk.ui.pages.listing.tree import Tree
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, plain
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.answers import Said
    from shopdesk.shop.channels import Account, Category, Rules
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.listed import Listed, Rule
    from shopdesk.ui.pages.listing.wizard import Wizard
    from shopdesk.ui.shell import Window


def _searchable(desk: "Desk") -> "list[tuple[Listed, str]]":
    """Everything that is offered, with what a search finds it by: folded here, since this is not the window's time."""
    from shopdesk.shop import listed

    return [(one, thaitext.fold(f"{one.title} {one.account_name}")) for one in listed.everything(desk)]


class ListingPage(Page):
    """The list and the wizard, one at a time; what asks a platform is asked in the background."""

    name = "listing"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.tree, self.files, self.lacking, self.marked = Tree(window), Filing(self), Lacking(), Marked(self)
        self._accounts: Sequence[Standing] = ()
        self._all: Sequence[tuple[Listed, str]] = ()
        self._latest = Latest(self, self._read, self._not_read)
        self._rule = Latest(self, self._ruled, self._not_read)
        self._wanted = (0, 0)
        self.wizard: Wizard | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        whole.addWidget(Head(window, self.name))
        whole.addWidget(self.strip)
        self.stack = QStackedLayout()
        whole.addLayout(self.stack, 1)
        self.stack.addWidget(self._front())
        window.bus.data_ready.connect(self.enter)
        if window.online is not None:
            window.online.changed.connect(self._heard)

    def _front(self) -> QWidget:
        front, column = plain()
        row = QHBoxLayout()
        row.addWidget(Elided(_("Sell online"), "title"), 1)
        self.search = SearchField(_("Name of the goods"), lambda _text: self._narrow())
        self.search.hide()
        row.addWidget(self.search, 2)
        self.main = Button(
            _("Put something on sale"), "primary", icon="plus", icon_color="on_primary", key="Ctrl+N", on=self.new
        )
        row.addWidget(self.main)
        column.addLayout(row)
        self.left = Button("", "strip", icon="pencil", on=self.go_on)
        column.addWidget(self.left)
        self.table: FittingTable[Listed] = FittingTable(
            [
                Column(_("Goods"), lambda row: row.title, strong=True),
                Column(_("Online shop"), lambda row: row.account_name or "–", width=170),
                Column(_("State"), lambda row: self._state(row)[0], width=160, tone=lambda row: self._state(row)[1]),
                Column(_("Price"), lambda row: money.text(row.price) if row.price else "–", right=True, width=110),
                Column(_("There now"), words.counts, right=True, width=110),
            ],
            _("Sell online"),
            {1: 480, 3: 560, 4: 660},
        )
        self.table.picked.connect(self._picked)
        self.table.opened.connect(self._opened)
        self.side = ListingSide(self)
        self.panes = Panes(self.table, self.side, width=380)
        column.addWidget(self.panes, 1)
        self.start = Button(_("Put something on sale"), icon="plus", on=self.new)
        self.none = Empty(
            "basket", _("Nothing is sold online yet."), _("Short questions, one by one, then it is on sale far away."),
            (self.start,),
        )  # fmt: skip
        column.addWidget(self.none, 1)
        return front

    # What everybody here asks

    def accounts(self) -> "Sequence[Standing]":
        """The accounts of the shop, as they stood when the page was entered."""
        return self._accounts

    def rules(self, channel: str) -> "Rules | None":
        """What a platform asks for, once that is known; of those sold at by files it always is."""
        from shopdesk.shop.byfile import formats

        if channel in formats.FORMATS:
            return formats.FORMATS[channel].rules
        known = (self.win.online.known if self.win.online is not None else None) or ()
        return next((one for one in known if one.name == channel), None)

    def by_file(self, channel: str) -> bool:
        """Whether an account is sold at by files."""
        rules = self.rules(channel)
        return rules is not None and rules.by_file

    def opened(self, account: int) -> "Account | None":
        """An account as a channel is opened with it."""
        from shopdesk.shop import accounts

        if self.win.office is None:
            return None
        with self.win.office.reading(self.win.actor) as desk:
            return accounts.account_of(accounts.one(desk, account))

    def choose_category(self, account: int, then: "Callable[[Category], object]") -> None:
        """Ask for the category at an account."""
        from shopdesk.ui.pages.listing.category import CategorySheet

        known = self.opened(account)
        if known is not None and self.wizard is not None:
            title = self.wizard.said.words.title or self.wizard.said.goods
            rules = self.rules(known.channel)
            sheet = CategorySheet(
                self.win, self.tree, known, title, free=self.by_file(known.channel),
                remembered=rules.tree(known.uid) if rules is not None else "",
            )  # fmt: skip
            self.win.open(sheet.answered(then))

    # What the window calls

    def enter(self) -> None:
        """Read it anew; the keyboard goes to the list, or to where the wizard was left."""
        if self.win.office is None:
            return
        if self.win.online is not None:
            self.win.online.ask_rules(lambda _known: None)
        self.look()
        if self._in_wizard():
            return
        (self.table if self.table.isVisibleTo(self) else self.start).setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """What was typed is on disk."""
        if self._in_wizard() and self.wizard is not None:
            self.wizard.keep_now()

    def _in_wizard(self) -> bool:
        return self.wizard is not None and self.stack.currentWidget() is self.wizard

    def back(self) -> bool:
        """Esc: one page of the wizard back, from one listing to the list."""
        if self._in_wizard() and self.wizard is not None:
            return self.wizard.back()
        return self.panes.back()

    def scanned(self, code: str) -> bool:
        """On the first page of the wizard the goods of a code; else the till has it."""
        from shopdesk.ui.pages.listing.goods import GoodsStep

        if not self._in_wizard() or self.wizard is None:
            return False
        if isinstance(self.wizard.step, GoodsStep):
            self.wizard.step.scanned(code)
        else:
            self.strip.say(_("Finish this first, then scan again."), tone="accent", seconds=6)
        return True

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        if self._in_wizard() and self.wizard is not None:
            return {"save": self.wizard.forward}
        return {"new": self.new, "find": self.search.field.setFocus}

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """More for the palette."""
        return [(_("Put something on sale"), self.new)]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("One question at a time. Go back whenever you like: nothing is lost."),
            _("Enter passes what may be left empty; the last page says what was left."),
            _("What no platform takes is said before the photos."),
            _("Without internet everything can be answered; it is sent later."),
            _("Refused? The reason stands beside the button that mends it."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: the list and its side, or the page of the wizard."""
        if self._in_wizard() and self.wizard is not None:
            return [self.wizard.step.first() or self.wizard.go_on, self.wizard.go_on]
        return [self.table, self.side.edit, self.search.field, self.main]

    def keep(self) -> object:
        """Where it stands; the answers are on disk."""
        self.leave()
        return self._in_wizard(), self._wanted

    def restore(self, kept: Any) -> None:
        """Go on there."""
        in_wizard, self._wanted = kept
        if in_wizard:
            self.go_on()

    # Looking

    def _heard(self) -> None:
        if self.isVisible() and not self._in_wizard():
            self.look()

    def look(self, then: "Callable[[], object] | None" = None) -> None:
        """Read what is offered, in the background, and what lies half answered; `then` is called once it is shown."""
        from shopdesk.shop import accounts

        if self.win.office is None:
            return
        try:
            with self.win.office.reading(self.win.actor) as desk:
                self._accounts = accounts.listing(desk)
        except ShopError as error:
            self.refuse(error)
            return
        self._show_left()
        self.files.carried.look(self._accounts)
        self._latest.ask(_searchable, then)

    def _read(self, found: "Sequence[tuple[Listed, str]]") -> None:
        self._all = found
        for part in (self.panes, self.main, self.search):
            part.setVisible(bool(found))
        self.none.setVisible(not found)
        if not found and self.isVisible() and not self._in_wizard() and self.win.sheet is None:
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
        self._narrow()

    def _not_read(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self.refuse(error)

    def _narrow(self) -> None:
        """What is looked for, of all there is; the marked one stays marked."""
        typed = thaitext.fold(self.search.field.value())
        found = [one for one, key in self._all if typed in key]
        place = next((n for n, one in enumerate(found) if (one.offer, one.account) == self._wanted), 0)
        with QSignalBlocker(self.table):
            self.table.show_rows(found, keep=False)
            if found:
                self.table.selectRow(place)
        if found:
            self._picked(found[place])

    def _show_left(self) -> None:
        from shopdesk.shop import answers

        assert self.win.office is not None
        left = answers.kept(self.win.office)
        self.left.setVisible(left is not None)
        if left is not None:
            bar = CHAPTER[PAGES[min(left.page, LAST)]] + 1
            self.left.say(_("Go on: {name}, page {page}").format(name=left.goods, page=bar))

    def _state(self, row: "Listed") -> tuple[str, str]:
        return words.state(row, by_file=self.by_file(row.channel))

    def _picked(self, one: "Listed") -> None:
        from shopdesk.shop import listed

        assert self.win.office is not None
        self._wanted = (one.offer, one.account)
        self._show(one, None, "")

        def asked(desk: "Desk") -> "tuple[Listed, Rule | None, str, list[str]]":
            missing = self.lacking.told(self, desk, one) if one.state == "draft" else ""
            told = (listed.rule(desk, one.listing), of_listing(desk, one)) if one.listing else (None, [])
            return one, told[0], missing, told[1]

        self._rule.ask(asked)

    def _ruled(self, told: "tuple[Listed, Rule | None, str, list[str]]") -> None:
        if self._wanted == (told[0].offer, told[0].account):
            self._show(*told)

    def _show(self, one: "Listed", rule: "Rule | None", missing: str, settled: Sequence[str] = ()) -> None:
        self.side.show_listing(one, rule, missing, by_file=self.by_file(one.channel), settled=settled)
        mends = self.side.mends and self.panes.wide()  # then mending is the next step, and the one green button
        self.main.set_kind("" if mends else "primary")
        self.main.set_icon("plus", "text" if mends else "on_primary")

    def _opened(self, one: "Listed") -> None:
        self._picked(one)
        self.panes.show_side(True)

    # The wizard

    def new(self) -> None:
        """Something new: its questions."""
        from shopdesk.shop import answers

        self._begin(answers.Said())

    def go_on(self) -> None:
        """What lies half answered."""
        from shopdesk.shop import answers

        left = answers.kept(self.win.office) if self.win.office is not None else None
        self._show_wizard(left or answers.Said())

    def mend(self, listing: int, kind: str, sale_unit: int = 0) -> None:
        """What the platform refused of a listing: its price's field, its stock's rule, else the page of what lacks."""
        self.search.field.clear()
        self.look(lambda: self._mend(listing, kind, sale_unit))

    def _mend(self, listing: int, kind: str, sale_unit: int) -> None:
        place = next((n for n, one in enumerate(self.table.rows.rows()) if one.listing == listing), -1)
        if place < 0:
            self.strip.say(_("It is no longer there."), tone="accent", seconds=8)
            return
        if self._in_wizard() and self.wizard is not None:
            self.wizard.close_for_now()
        self.table.selectRow(place)
        if kind == "stock":
            self._opened(self.table.rows.row(place))
            self.side.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.edit("price" if kind == "price" else words.mending(self.table.rows.row(place)))
            pricing = self.wizard.pricing if self.wizard is not None and kind == "price" else None
            if pricing is not None:
                focus(pricing.field_of(sale_unit))

    def edit(self, at: str = "") -> None:
        """The answers of the marked one; of a refused one the page that mends it."""
        from shopdesk.shop import answers

        one = self.table.current()
        if one is not None and self.win.office is not None:
            with self.win.office.reading(self.win.actor) as desk:
                said = answers.of_offer(desk, one.offer)
            why, fix = words.refusal(one)
            page = PAGES.index(at or (words.mending(one) if why else PAGES[0]))
            if not self._begin(replace(said, page=page, reached=LAST)):
                return
            if why:
                self.strip.say(why, fix, tone="danger")

    def _unfinished(self, left: "Said", error: ShopError) -> None:
        self._show_wizard(left)
        self.refuse(error)

    def _begin(self, said: "Said") -> bool:
        """Show the wizard with these answers; False where others that lie half done have to be ended first."""
        from shopdesk.ui.pages.listing.wizard import set_aside

        if self.win.office is None or not set_aside(self.win, said.product, self._unfinished):
            return False
        self._show_wizard(said)
        return True

    def _show_wizard(self, said: "Said") -> None:
        from shopdesk.ui.pages.listing.wizard import Wizard

        self.strip.clear()
        if self.wizard is None:
            self.wizard = Wizard(self, self._closed)
            self.stack.addWidget(self.wizard)
        self.stack.setCurrentWidget(self.wizard)
        self.wizard.begin(said)

    def _closed(self) -> None:
        self.stack.setCurrentIndex(0)
        if self.isVisible():
            self.enter()
