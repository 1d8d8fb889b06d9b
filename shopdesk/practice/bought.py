"""The page of an order: what was bought, and what its buyer (and the courier after the shop) does next."""

from collections.abc import Callable

from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.practice import deeds, ledger, trade
from shopdesk.practice.pages import Forms, safe, show
from shopdesk.practice.records import (
    ASKED,
    BEFORE_HANDOVER,
    CANCELED,
    COMING_BACK,
    DELIVERED,
    FAILED,
    READY,
    RETURNED,
    SHIPPED,
    UNPAID,
    MoneyRow,
    Order,
    Seller,
    Unit,
)
from shopdesk.practice.store import Store
from shopdesk.practice.trade import Refused
from shopdesk.practice.wire import Answer, Request, go_to

Deed = Callable[[Store, Order], object]

STATES = {
    UNPAID: N_("The shop waits for the money."), READY: N_("The shop handed the parcel over."),
    SHIPPED: N_("The parcel is on its way."), DELIVERED: N_("The parcel arrived."), CANCELED: N_("It was cancelled."),
    RETURNED: N_("It went back to the shop."), FAILED: N_("The parcel did not arrive."),
}  # fmt: skip


class Bought:
    """Orders as their buyers see them."""

    def __init__(self, store: Store, forms: Forms) -> None:
        self._store, self._forms = store, forms

    def page(self, word: str) -> Answer:
        """Thank you, and the order with its buttons."""
        try:
            order = deeds.order(self._store, word)
        except Refused:
            return show(_("There is nothing here."), "", 404)
        told = _("The order is {number}.").format(number=order.number)
        body = (
            f'<div class="card"><h1>{safe(_("Thank you"))}</h1><p>{safe(told)}</p>{self._lines(order)}'
            f'<p role="status">{safe(self._state(order))}</p></div>{self._buttons(word, order)}'
        )
        return show(_("Thank you"), body)

    def do(self, request: Request, word: str, name: str) -> Answer:
        """A button was pressed; one that no longer fits changes nothing, and the page says how things stand."""
        self._forms.read(request)
        try:
            order = deeds.order(self._store, word)
        except Refused:
            return show(_("There is nothing here."), "", 404)
        deed = next((deed for key, _words, deed in self._offered(order) if key == name), None)
        if deed is not None:
            deed(self._store, order)
        return go_to(f"/thanks/{word}")

    def _units(self, order: Order) -> list[Unit]:
        return self._store.under(Unit, order.id)

    def _lines(self, order: Order) -> str:
        units = self._units(order)
        said = [
            _("{name}: {count} for {price} baht").format(
                name=one.name, count=sum(unit.sku == one.sku for unit in units), price=money.plain(one.price)
            )
            for one in {unit.sku: unit for unit in units}.values()
        ]
        total = sum(unit.price for unit in units) + order.shipping - order.voucher_seller - order.voucher_platform
        said.append(_("With shipping: {total} baht").format(total=money.plain(total)))
        return "".join(f"<p>{safe(line)}</p>" for line in said)

    def _state(self, order: Order) -> str:
        units = self._units(order)
        live = [unit.state for unit in units if unit.state != CANCELED] or [CANCELED]
        if trade.wish(self._store, order, ASKED):
            return _("The shop has to answer what you asked for.")
        return _(STATES.get(live[0], N_("The shop packs it.")))

    def _buttons(self, word: str, order: Order) -> str:
        return "".join(
            f'<form class="card" method="post" action="/thanks/{safe(word)}/{name}">'
            f'<input type="hidden" name="mark" value="{self._forms.mark}"><button>{safe(_(words))}</button></form>'
            for name, words, _deed in self._offered(order)
        )

    def _offered(self, order: Order) -> list[tuple[str, str, Deed]]:
        """The buttons of this moment: name, words, what happens."""
        units = [unit for unit in self._units(order) if unit.state not in (CANCELED, RETURNED)]
        if not units or trade.wish(self._store, order, ASKED):
            return []
        shop = self._store.get(Seller, order.seller)
        own = shop is not None and shop.platform == "woocommerce"
        match units[0].state:
            case "unpaid":
                return [("pay", N_("Pay now"), trade.pay), ("cancel", N_("Do not buy it after all"), _cancelled)]
            case "ready_to_ship":
                return [("travel", N_("Play the courier: take the parcel"), _onward)]
            case "shipped":
                return [("travel", N_("I have the parcel"), _onward)]
            case "delivered" if not own:
                return _after_delivery(self._store, order)
            case state if state in BEFORE_HANDOVER:
                return [("cancel", N_("Ask to cancel"), _cancelled if own else _asked_to_cancel)]
        return []


def _after_delivery(store: Store, order: Order) -> list[tuple[str, str, Deed]]:
    asks: tuple[str, str, Deed] = ("return", N_("Ask to send it back"), _asked_to_return)
    back = [] if trade.wish(store, order, COMING_BACK) else [asks]
    owed = any(not row.statement for row in store.under(MoneyRow, order.id))
    return [("pay-out", N_("Play the platform: pay the shop"), _paid_out), *back] if owed else back


def _cancelled(store: Store, order: Order) -> None:
    deeds.cancel(store, deeds.named(store, order), (), "buyer", "เปลี่ยนใจ")


def _asked_to_cancel(store: Store, order: Order) -> None:
    deeds.ask_cancel(store, deeds.named(store, order), "สั่งผิด")


def _asked_to_return(store: Store, order: Order) -> None:
    deeds.ask_return(store, deeds.named(store, order), (), "RETURN", "ของไม่ตรงรูป")


def _onward(store: Store, order: Order) -> None:
    deeds.advance(store, deeds.named(store, order), "")


def _paid_out(store: Store, order: Order) -> None:
    ledger.statement(store, order.seller, True)
