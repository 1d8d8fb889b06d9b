"""Containers a customer brings back: on the bill at par, or for their deposit from the drawer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity
from shopdesk.core.extras import Empty
from shopdesk.ui import theme
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.strip import Empty as Nothing
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.containers import Container
    from shopdesk.ui.pages.till.page import TillPage


class EmptiesSheet(Sheet):
    """One row for each container. Answers ("bill" or "drawer", containers that came back)."""

    def __init__(
        self,
        known: "Sequence[Container]",
        brought: Mapping[int, int],
        *,
        on_bill: bool,
        held: Mapping[int, int] | None = None,
    ) -> None:
        super().__init__(_("Containers come back"), width=560)
        self._held = held or {}
        self._known = {one.id: one for one in known}
        self._counts = {one.id: brought.get(one.id, 0) // quantity.ONE for one in known}
        self.shown: dict[int, Plain] = {}
        for one in known:
            self.body.addLayout(self._row(one))
        if not known:
            self.body.addWidget(Nothing("package", _("No containers yet."), _("Add one in the details of goods."), ()))
        self.sum = Amount(34)
        self.body.addWidget(self.sum)
        if known and not on_bill:
            self.drawer = Button(
                _("Give the deposit back"),
                "primary",
                icon="cash",
                icon_color="on_primary",
                on=lambda: self._end("drawer"),
            )
            self.buttons.addWidget(self.drawer)
            self.first = self.drawer
        elif known:
            self.ok = Button(
                _("Put on the bill"), "primary", icon="check", icon_color="on_primary", on=lambda: self._end("bill")
            )
            self.buttons.addWidget(self.ok)
            self.first = self.ok
        self._show()

    def _row(self, one: "Container") -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(Plain(f"{one.name} · {money.short(one.deposit)}", "strong"))
        has = self._held.get(one.id, 0)
        row.addWidget(Plain(_("has {count}").format(count=quantity.text(has)) if has else "", "sub"), 1)
        self.shown[one.id] = Plain("", "h")
        less, more = _("One {name} less").format(name=one.name), _("One {name} more").format(name=one.name)
        row.addWidget(Button("", "icon", icon="minus", name=less, on=lambda: self.step(one.id, -1)))
        row.addWidget(self.shown[one.id])
        row.addWidget(Button("", "icon", icon="plus", name=more, on=lambda: self.step(one.id, 1)))
        return row

    def step(self, container: int, by: int) -> None:
        """One more or one less came back."""
        self._counts[container] = max(self._counts[container] + by, 0)
        self._show()

    def _show(self) -> None:
        for number, count in self._counts.items():
            self.shown[number].show_text(str(count))
        self.sum.set_amount(sum(count * self._known[number].deposit for number, count in self._counts.items()))

    def _end(self, where: str) -> None:
        found = [
            Empty(number, self._known[number].name, count * quantity.ONE, self._known[number].deposit)
            for number, count in self._counts.items()
        ]
        self.finish((where, found))


def bring_back(page: "TillPage") -> None:
    """Ask which containers came back, and put them on the bill or pay for them."""
    from shopdesk.shop import containers

    cart = page.counter.bill.cart
    with page.counter.office.reading(page.win.actor) as desk:
        known, whose = containers.listing(desk), cart.customer
        held = {one.container: one.qty for one in containers.balances(desk, "customer", whose)} if whose else {}
    brought = {one.container: one.qty for one in cart.empties}
    sheet = EmptiesSheet(known, brought, on_bill=bool(cart.lines), held=held)
    page.win.open(sheet)
    ends: dict[str, Callable[[list[Empty]], object]] = {
        "bill": lambda found: _on_bill(page, found),
        "drawer": lambda found: _from_drawer(page, found),
    }
    sheet.answered(lambda answer: ends[answer[0]](answer[1]))


def _on_bill(page: "TillPage", found: list[Empty]) -> None:
    bill = page.counter.bill
    bill.put(replace(bill.cart, empties=tuple(one for one in found if one.qty)))


def _from_drawer(page: "TillPage", found: list[Empty]) -> None:
    from shopdesk.shop import containers
    from shopdesk.shop.rights import Actor

    def pay(approver: Actor | None) -> int:
        with page.counter.office.writing(page.win.actor, approver) as desk:
            back = [(one.container, one.qty) for one in found if one.qty]
            return sum(containers.give_back(desk, *one, page.counter.bill.cart.customer) for one in back)

    def said(amount: int) -> None:
        if amount:
            words = _("Give {amount} from the drawer.").format(amount=money.text(amount))
            page.strip.say(words, tone="primary", seconds=10)

    page.win.attempt(pay, said)
