"""The pay sheet: one bill, five ways of paying side by side, one button that finishes.

Nothing is stored before that button: Esc leaves the bill as it was, and what was typed is there when it opens again.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from shopdesk.base.errors import NotFound, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import cash, money
from shopdesk.core.cart import Cart
from shopdesk.shop import approving, bills
from shopdesk.shop.selling import Sold
from shopdesk.shop.settling import Paid, Standing
from shopdesk.ui import theme
from shopdesk.ui.pages.pay import bill, kept, slips
from shopdesk.ui.pages.pay.barred import Barred
from shopdesk.ui.pages.pay.cash import CashTab
from shopdesk.ui.pages.pay.codes import Codes
from shopdesk.ui.pages.pay.credit import CreditTab
from shopdesk.ui.pages.pay.mixed import MixedTab
from shopdesk.ui.pages.pay.named import NamedTab
from shopdesk.ui.pages.pay.promptpay import PromptPayTab
from shopdesk.ui.pages.pay.tab import FinishButton, Tab
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.customers import Customer
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

# Below this width, at 100 %, the tabs stand below the amount.
WIDE = 900
# A digit alone chooses a tab; one of a scanner's burst is followed by the next sooner than this.
ALONE_MS = 150
_DIGITS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# In a window lower than this at 100 %, the change is not seen beside what is typed.
LOW = 520


def open_pay(
    win: "Window",
    cart: Cart,
    tab: str,
    then: "Callable[[Sold], object]",
    named: "Callable[[int | None], object]",
) -> None:
    """Open the sheet on a tab ("cash", "promptpay", "credit", "named", "mixed").

    `then` gets the sale once it is made; `named` gets the party of the customer who was chosen on the sheet.
    """
    sheet = PaySheet(win, bill.read(win, cart), tab)
    sheet.named.connect(named)
    sheet.done.connect(lambda result: sheet.tell(result, then))
    win.open(sheet)


class PaySheet(Sheet):
    """Tabs at the top, the button at the bottom; which goods and which money is the tabs' affair."""

    where = "pay"
    named = Signal(object)
    """The party of the customer who was chosen here."""

    def __init__(self, win: "Window", paying: bill.PayBill, tab: str) -> None:
        super().__init__(_("Take the money"), width=960, height=660)
        self.win, self.bill, self.whole = win, paying, paying.cart
        self.codes, self.barred = Codes(self), Barred(self)
        self._sure_of = -1
        self._digit = 0
        self.tabs: dict[str, Tab] = {
            made.name: made
            for made in (
                CashTab(self, paying),
                PromptPayTab(self, paying),
                CreditTab(self, paying),
                NamedTab(self, paying),
                MixedTab(self, paying),
            )
        }
        self.tab: Tab = self.tabs[tab]
        self._build_head()
        for made in self.tabs.values():
            self.body.addWidget(made, 1)
            made.setVisible(made is self.tab)
        self.later = Button(_("Not in yet: hold the bill"), icon="player-pause", key="Ctrl+H", on=self.hold)
        self.buttons.addWidget(self.later)
        self.ok = FinishButton(_("Done"), icon="check", on=self.enter)
        self.buttons.addWidget(self.ok, 1)
        self.first = self.ok

    def _build_head(self) -> None:
        self.heading.hide()
        self.total = Amount(34)
        self.total.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        names = [_("Cash"), _("PromptPay"), _("On credit"), _("Others"), _("Several ways")]
        numbered = [f"{number}  {name}" for number, name in enumerate(names, 1)]
        self.segments = Segments(list(zip(self.tabs, numbered, strict=True)), self.tab.name, self.choose)
        self._numbered = list(zip(self._tab_buttons(), numbered, names, strict=True))
        for number, button in enumerate(self._tab_buttons(), 1):
            button.key = f"Ctrl+{number}"
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._number_tabs)
        self.head.insertWidget(0, Plain(_("To pay"), "h"))
        self.head.insertWidget(1, self.total)
        self.head.insertStretch(2, 1)
        self.head.insertWidget(3, self.segments)
        self.tab_keys = Plain(f"Ctrl+1 … {len(names)}", "cap")
        self.head.insertWidget(3, self.tab_keys)
        self.total.set_amount(self.bill.due.exact)

    def opened(self, window: "Window") -> None:
        """Show what was typed before, if it is still the same bill; then the tab."""
        for name, typed in kept.take(window, self.whole).items():
            self.tabs[name].restore(typed)
        self._enter_tab()

    def stand(self, window: "Window") -> None:
        """The keyboard goes where the tab wants it."""
        super().stand(window)
        self.tab.enter()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the tabs stand below the amount."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(WIDE)
        if wide and self.head.indexOf(self.segments) < 0:
            self.body.removeWidget(self.segments)
            self.head.insertWidget(4, self.segments)
        elif not wide and self.head.indexOf(self.segments) >= 0:
            self.head.removeWidget(self.segments)
            self.body.insertWidget(0, self.segments)
        for made in self.tabs.values():
            made.fit(self.width() - theme.px(40))

    def room(self) -> int:
        """The height a tab may fill, so that nothing moves when the strip speaks."""
        used = self.segments.height() + theme.px(10) if self.head.indexOf(self.segments) < 0 else 0
        margins = self.body.contentsMargins()
        strip = self.strip.height() + theme.px(12) if self.strip.isHidden() else 0
        return self._scroll.viewport().height() - used - strip - margins.top() - margins.bottom()

    # Tabs

    def _tab_buttons(self) -> "list[Button]":
        return cast("list[Button]", self.segments.findChildren(Button))

    def _number_tabs(self, _before: QWidget | None = None, now: QWidget | None = None) -> None:
        """A number stands on a tab while its key works: in a field, digits are typed, and Ctrl goes with them."""
        if now is not None and self.isAncestorOf(now):
            self.tab_keys.show_text(f"Ctrl+1 … {len(self.tabs)}" if isinstance(now, QLineEdit) else "")
            for button, numbered, plain in self._numbered:
                button.setMinimumWidth(max(button.minimumWidth(), button.sizeHint().width()))
                button.say(plain if isinstance(now, QLineEdit) else numbered)

    def choose(self, name: str) -> None:
        """Show another tab; what was typed in this one stays."""
        if name != self.tab.name:
            self.tab.leave()
            self.tab = self.tabs[name]
            self.strip.clear()
        self.segments.choose(name)
        self._enter_tab()

    def _enter_tab(self) -> None:
        """Show the tab; from now on it takes 400 ms until Enter may move money."""
        for made in self.tabs.values():
            made.setVisible(made is self.tab)
        self.rearm()
        self.tab.enter()
        self.later.setVisible(self.tab.waits and self.tab.can_pay())
        self.changed()

    def step(self, direction: int) -> None:
        """The next tab, or the one before."""
        names = list(self.tabs)
        self.choose(names[(names.index(self.tab.name) + direction) % len(names)])

    def changed(self) -> None:
        """Somebody typed: show where the money stands."""
        self._sure_of = -1
        stands = self.standing()
        self.tab.show_standing(stands)
        self.ok.show_standing(self.tab.done_words(), stands, tells_change=self.win.height() < theme.px(LOW))
        self.ok.setVisible(self.tab.can_pay())
        self.barred.tell()

    def standing(self) -> Standing | None:
        """Where the money of this tab stands; None while an amount cannot be read."""
        try:
            return self.bill.standing(self.tab.payments())
        except ShopError:
            return None

    def focus_button(self) -> None:
        """The keyboard goes to the button, where nothing has to be typed."""
        self.ok.setFocus(Qt.FocusReason.OtherFocusReason)

    def rearm(self) -> None:
        """What is shown now is new: Enter counts once it was painted, 400 ms from now."""
        self._opened_at, self.painted = self.win.monotonic(), False
        self.update()

    # Keys

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Tabs by Ctrl and their number, Ctrl+Tab, F9 and F12; F8 does what the strip offers."""
        found: dict[str, Callable[[], object]] = {
            "next-tab": lambda: self.step(1),
            "tab-before": lambda: self.step(-1),
            "turn": self.codes.turn,
            "agree": self.agree,
            "mixed": lambda: self.choose("mixed"),
            "credit": lambda: self.choose("credit"),
            "print": self.codes.print_,
        }
        for number, name in enumerate(self.tabs, 1):
            found[f"place-{number}"] = lambda name=name: self.choose(name)  # type: ignore[misc]
        if self.tab.waits:
            found["hold"] = self.hold
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter finishes, or presses the button the keyboard is on; a digit alone chooses a tab."""
        self._digit += 1
        key = Qt.Key(event.key())
        if key in _ENTERS and not event.isAutoRepeat():
            self._press()
        elif key in _DIGITS and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._digit_alone(list(self.tabs)[_DIGITS.index(key)])
        elif isinstance(self.tab, NamedTab) and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.tab.ways:
            self.tab.step(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def _press(self) -> None:
        on = QApplication.focusWidget()
        if isinstance(on, Button) and on is not self.ok:
            on.click()
        else:
            self.enter()

    def _digit_alone(self, name: str) -> None:
        """Choose a tab unless more keys follow at once, as they do from a scanner."""
        this = self._digit
        self.win.later(ALONE_MS, lambda: self.choose(name) if this == self._digit and self.is_open() else None)

    def is_open(self) -> bool:
        """Whether no other sheet lies over it."""
        return self.win.sheet is self

    def agree(self) -> None:
        """Do what the strip offers, if it offers anything."""
        if self.strip.said():
            self.strip.press()

    def show_bill(self, cart: Cart) -> None:
        """Take the money for this bill, or part of it."""
        self.bill = bill.read(self.win, cart)
        self.total.set_amount(self.bill.due.exact)
        for made in self.tabs.values():
            made.show_bill(self.bill)
        self._enter_tab()

    def name_customer(self, person: "Customer") -> None:
        """The bill is this customer's, at the prices that hold for them; the till's bill as well."""
        self.named.emit(person.party)
        self.whole = bill.for_customer(self.win, self.whole, person.party)
        self.show_bill(bill.for_customer(self.win, self.bill.cart, person.party))

    # Finishing

    def enter(self) -> None:
        """Take the money, unless nobody can have seen the sheet yet, too little is there, or it has to be asked."""
        if not self.ready() or not self.tab.can_pay():
            return
        try:
            stands = self.bill.standing(self.tab.payments())
        except ShopError as error:
            self.refuse(error)
            return
        if isinstance(self.tab, MixedTab) and self.tab.fill_here(stands.missing):
            self.rearm()
        elif stands.missing or stands.over:
            self._tell_short(stands)
        elif self.barred.any():
            self.win.sounds.play("attention")
            self.barred.tell()
        elif cash.surprising(self.bill.due.cash, stands.paid) and self._sure_of != stands.paid:
            self._ask_sure(stands)
        else:
            self.win.attempt(self._paid, self.finish, self.refuse)

    def _tell_short(self, stands: Standing) -> None:
        self.win.sounds.play("attention")
        if stands.over:
            words = _("The transfer is {over} more than the bill.").format(over=money.text(stands.over))
            self.strip.say(words, _("The shop gives no cash back for it."), tone="accent")
        else:
            words = _("{missing} is still missing.").format(missing=money.text(stands.missing))
            self.strip.say(words, _("Take the rest first."), tone="accent")
        self.tab.enter()

    def _ask_sure(self, stands: Standing) -> None:
        """So much cash is usually a slip of the finger."""
        self.win.sounds.play("attention")
        words = _("{paid} handed over? The change would be {change}.").format(
            paid=money.text(stands.paid), change=money.text(stands.change)
        )
        self.strip.say(words, tone="accent", button=_("Yes (F8)"), on=lambda: self._be_sure(stands.paid))

    def _be_sure(self, paid: int) -> None:
        self._sure_of = paid
        self.enter()

    def _paid(self, approver: "Actor | None") -> Sold:
        """The sale; goods that were split off wait as a bill of their own from the same moment on."""
        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            sold = approving.checkout(desk, self.bill.cart, self._given())
            if self.barred.apart is not None:
                bills.hold(desk, self.barred.apart, _("Split off"), split=True)
            return sold

    def _given(self) -> list[Paid]:
        return self.tab.payments()

    def refuse(self, error: ShopError) -> None:
        """The shop said no."""
        self.strip.refuse(error)
        self.tab.enter()

    def finish(self, result: object) -> None:
        """Close; a screen that is turned round comes back first."""
        if self.codes.turned is not None:
            self.codes.turned.turn_back()
            if result is None:
                return
        self.tab.leave()
        if result is None:
            kept.put(self.win, self.whole, {name: tab.keep() for name, tab in self.tabs.items()})
        super().finish(result)

    def tell(self, result: object, then: Callable[[Sold], object]) -> None:
        """After it closed: the sale to whoever opened it, and where the goods are that were split off."""
        if isinstance(result, Sold):
            then(result)
            if self.barred.apart is not None:
                words = _("The goods split off wait as a bill: {amount}").format(amount=self.barred.due_apart())
                self.win.page.strip.say(
                    words, tone="info", button=_("Recall (Ctrl+R)"), on=lambda: self.win.perform("recall")
                )

    def to_settings(self) -> None:
        """To where the PromptPay number is put in; the bill stays."""
        self.finish(None)
        self.win.go("settings")

    def hold(self) -> None:
        """The money is not in yet: put the bill aside, as the till does."""
        self.finish(None)
        self.win.perform("hold")

    # Scans

    def scanned(self, code: str) -> None:
        """A slip belongs to the tab; goods wait for a word."""
        self._digit += 1
        text = slips.text_of(code)
        if isinstance(self.tab, CreditTab) and self.tab.take_card(code):
            return
        if text is None:
            self._offer_goods(code)
        elif not self.tab.take_slip(text):
            self.choose("promptpay")
            if not self.tab.take_slip(text):
                self.refuse(NotFound(N_("The shop has no PromptPay number yet.")))

    def _offer_goods(self, code: str) -> None:
        if self.codes.turned is not None:
            return
        self.win.sounds.play("attention")
        self.strip.say(
            _("The money is not taken yet. A scan came in."), tone="accent", button=_("Add to the bill (F8)"),
            on=lambda: self._add_goods(code),
        )  # fmt: skip

    def _add_goods(self, code: str) -> None:
        """Back to the till, and the goods on the bill."""
        self.finish(None)
        self.win.page.scanned(code)
