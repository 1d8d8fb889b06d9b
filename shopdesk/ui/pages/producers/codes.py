"""One PromptPay QR after another, each to the producer's own number, for the telephone of whoever pays."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import slip
from shopdesk.shop import payouts
from shopdesk.shop.payouts import PaidOut
from shopdesk.shop.producers import Producer
from shopdesk.ui import theme
from shopdesk.ui.pages.pay.slips import text_of
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button, PayButton
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.qr import QrCode
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class CodeSheet(Sheet):
    """Each person is paid as soon as the button says so; `made` holds what was paid until it is closed."""

    def __init__(self, win: "Window", people: Sequence[Producer], who: "Actor | None") -> None:
        super().__init__(_("Pay by PromptPay"), width=780)
        self._win, self._people, self._place, self._who = win, list(people), 0, who
        self.made: list[PaidOut] = []
        self._scanned = ""
        halves, right = QHBoxLayout(), QVBoxLayout()
        halves.setSpacing(theme.px(20))
        self.qr = QrCode(_("PromptPay QR"))
        halves.addWidget(self.qr)
        self.count, self.name, self.receiver = Plain("", "sub"), Elided("", "title"), Elided("", "sub")
        self.amount = Amount(46)
        for widget in (self.count, self.name, self.receiver, self.amount):
            right.addWidget(widget)
        words = _("Scan with the payer's own bank app. Look at the name there.")
        right.addWidget(Plain(words, "sub", wrap=True))
        right.addStretch(1)
        self.typed = Field(hint=_("Scan its QR, or 6 last signs"), on_enter=self.enter)
        self.slip = Row(_("Slip (may stay empty)"), self.typed)
        right.addWidget(self.slip)
        halves.addLayout(right, 1)
        self.body.addLayout(halves)
        self.skip = Button(_("Skip this person"), icon="arrow-right", on=self.next)
        self.skip.setMinimumHeight(theme.px(64))
        self.main = PayButton(_("It is paid"), icon="check", on=self.enter)
        self.buttons.addWidget(self.skip, 1)
        self.buttons.addWidget(self.main, 2)
        self.first = self.main
        self._show()

    @property
    def person(self) -> Producer:
        """Who is paid now."""
        return self._people[self._place]

    def _show(self) -> None:
        assert self._win.office is not None
        with self._win.office.reading(self._who) as desk:
            code = payouts.code(desk, self.person.party)
        self.qr.show_payload(code.payload)
        count = _("{number} of {count}").format(number=self._place + 1, count=len(self._people))
        self.count.show_text(count)
        self.name.show_text(self.person.name)
        self.receiver.show_text(f"{_('PromptPay')} {code.receiver}")
        self.amount.set_amount(code.amount)
        self.main.set_amount(code.amount)
        self._scanned = ""
        self.typed.clear()
        self.slip.refuse(None)

    def scanned(self, code: str) -> None:
        """The slip of the transfer."""
        text = text_of(code)
        if text is None:
            super().scanned(code)
            return
        self._scanned = text
        self.slip.refuse(None)
        self.typed.setText(slip.parse(text).tail)

    def next(self) -> None:
        """The next person; closed after the last."""
        if self._place + 1 == len(self._people):
            self.finish(self.made)
            return
        self._place += 1
        self._show()

    def enter(self) -> None:
        """The bank app says the money went: keep it, with the slip where there is one."""
        if self.ready():
            self._win.attempt(self._pay, self._paid, self.slip.refuse)

    def _pay(self, approver: "Actor | None") -> PaidOut:
        typed = self._scanned or self.typed.value()
        assert self._win.office is not None
        with self._win.office.writing(self._win.actor, approver) as desk:
            reference = payouts.slip_reference(desk, typed) if typed else ""
            return payouts.pay(desk, "producer", self.person.party, None, "transfer", reference)

    def _paid(self, paid: PaidOut) -> None:
        self.made.append(paid)
        self.next()
