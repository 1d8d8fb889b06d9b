"""Orders of one account at TikTok Shop: read, handed to the courier, labelled, cancelled, answered, settled."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import (
    Money,
    MoneyLine,
    NeedsLogin,
    OrderPage,
    Package,
    Paper,
    Rejected,
    RemoteLine,
    RemoteOrder,
    Statement,
    Unread,
)
from shopdesk.sync.acting import NotYet
from shopdesk.sync.channels import answers, reading, windows
from shopdesk.sync.channels.answers import read
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.tiktok import mapping, refusals, settling
from shopdesk.sync.channels.tiktok.client import Client, Tree
from shopdesk.sync.channels.tiktok.mapping import Return

PAGE, REVERSE_PAGE, TOGETHER, MOST_PAGES = 100, 50, 50, 40
LONGEST, DAY = 15 * 86_400, 86_400
LOOKS = 3
SEARCH, DETAIL = "/order/202309/orders/search", "/order/202507/orders"
PACKAGES, REVERSE = "/fulfillment/202309/packages", "/return_refund/202309"
# Where the statement stands in the text of a transaction that is held.
STATEMENT = "statement"
LABEL = {"document_type": "SHIPPING_LABEL", "document_size": "A6"}
# A parcel is carried to the courier; a pick-up would want a time.
HANDED_OVER = {"handover_method": "DROP_OFF"}
PENDING = "CANCELLATION_REQUEST_PENDING"
REASONS = {
    "out_of_stock": "seller_cancel_reason_out_of_stock", "price": "seller_cancel_reason_wrong_price",
    "address": "seller_cancel_paid_reason_address_not_deliver",
}  # fmt: skip
UNPAID_REASONS = {
    "out_of_stock": "seller_cancel_unpaid_reason_out_of_stock", "price": "seller_cancel_unpaid_reason_wrong_price",
    "buyer": "seller_cancel_unpaid_reason_buyer_hasnt_paid_within_time_allowed",
}  # fmt: skip
PACKED = "seller_reject_apply_product_has_been_packed"
AGREED = {"REFUND": "APPROVE_REFUND", "RETURN_AND_REFUND": "APPROVE_RETURN", "REPLACEMENT": "APPROVE_REPLACEMENT"}
_TRACKING = re.compile(r"[0-9A-Z]{5,40}")


class Orders:
    """What a shop does with its orders there."""

    def __init__(self, client: Client, now: Clock) -> None:
        self._client, self._now = client, now

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        """Orders changed since then, and with the last of them those of which only a return changed."""
        first, last = windows.seconds(since), windows.seconds(self._now()) + 1
        part = windows.part(self._listed, cursor, first, last, LONGEST)
        rows: list[Tree] = [one if isinstance(one, dict) else {"": one} for one in part.rows]
        returns = self._returns_of(rows)
        if not part.next:
            late = self._returns({"update_time_ge": first})
            known = {reading.id_or_none(row.get("id")) for row in rows}
            others = list(dict.fromkeys(one.order for one in late if one.order not in known))
            rows += self._details(others)
            returns += [one for one in late if one.order in others]
        taken = [_one(row, returns) for row in rows]
        return OrderPage(
            tuple(one for one in taken if isinstance(one, RemoteOrder)),
            tuple(one for one in taken if isinstance(one, Unread)), part.next,
        )  # fmt: skip

    def order(self, remote: str) -> RemoteOrder:
        """One order as it stands now."""
        told = self._detail(remote)
        try:
            return mapping.order(told, self._returns_of([told]))
        except Odd as odd:
            raise answers.unreadable(odd.field) from None

    def reread(self, told: Tree) -> RemoteOrder:
        """An order as it was held."""
        return answers.reread(lambda: mapping.order(told, self._returns_of([told])))

    def reread_money(self, told: Tree) -> Money:
        """A transaction as it was held, or a statement with its transactions, which are asked for."""
        if STATEMENT in told:
            return answers.reread(lambda: Money(tuple(settling.lines(told, _statement(told[STATEMENT])))))
        of = answers.reread(lambda: settling.statement(told))
        found = self._transactions(told, of)
        lines = [line for one in found if not isinstance(one, Unread) for line in one]
        return Money(tuple(lines), (of,), tuple(one for one in found if isinstance(one, Unread)))

    def pack(self, order: str, lines: Sequence[RemoteLine]) -> Sequence[Package]:
        """Say that the parcels are ready for the courier; what was said already stays as it is.

        An order the shop sends by itself is told with its parcel number, when it leaves.
        """
        told = self._detail(order)
        raw = _raw(told)
        if mapping.STATES.get(raw) not in ("new", "packing", "ready", "shipped", "delivered", "completed"):
            raise Rejected(N_("The order has moved on at the platform."), fix=answers.THERE, code="status")
        if raw in (mapping.TO_SHIP, mapping.PART) and not _by_seller(told):
            for package in _packages(told):
                self._shipped(package.id, HANDED_OVER)
            told = self._detail(order)
        made = _packages(told)
        if not made:
            raise NotYet(N_("The platform does not know the parcel yet."), fix=answers.WAIT)
        return made

    def label(self, package: str) -> Paper | None:
        """The label as PDF, which is made when it is asked for; none for a parcel the shop sends by itself."""
        for look in range(LOOKS):
            try:
                told = self._client.call("GET", f"{PACKAGES}/{package}/shipping_documents", LABEL)
            except Rejected as problem:
                if problem.code == refusals.STILL_MADE and look < LOOKS - 1:
                    continue
                if problem.code == refusals.STILL_MADE:
                    why = N_("The platform still makes the label.")
                    raise NotYet(why, fix=answers.WAIT, detail=problem.detail) from None
                if self._sent_by_seller(package):
                    return None
                raise
            address = reading.text(told.get("doc_url"), 2_000)
            if address:
                return Paper("pdf", self._client.paper(address))
        raise answers.garbled(writes=False)

    def ship(self, order: str, package: Package) -> None:
        """Hand the parcel over: the courier was told before, a parcel we send ourselves is told with its number."""
        told = self._detail(order)
        if _raw(told) not in (mapping.TO_SHIP, mapping.PART):
            return
        if not _by_seller(told):
            self._shipped(package.id, HANDED_OVER)
            return
        number = "".join(package.tracking.split()).upper()
        if not _TRACKING.fullmatch(number):
            why = N_("This is no parcel number.") if number else N_("The parcel number is missing.")
            raise Rejected(why, fix=N_("Scan it from the label again."), code="tracking")
        provider = self._provider(reading.text(told.get("delivery_option_id"), 60), package.carrier)
        own = {"tracking_number": number, "shipping_provider_id": provider}
        self._shipped(package.id, {"self_shipment": own})

    def cancel(self, order: str, lines: Sequence[RemoteLine], reason: str) -> None:
        """Cancel an order from our side; the platform cancels whole orders only, each stage for reasons of its own."""
        told = self._detail(order)
        unpaid = _raw(told) == mapping.UNPAID
        word = (UNPAID_REASONS if unpaid else REASONS).get(reason)
        if word is None:
            raise Rejected(N_("The platform offers no such reason."), fix=N_("Cancel it on the platform."), code=reason)
        try:
            there = mapping.order(told).lines
        except Odd as odd:
            raise answers.unreadable(odd.field) from None
        if sum(line.quantity for line in lines) < sum(line.quantity - line.cancelled for line in there):
            raise Rejected(
                N_("This platform cancels whole orders only."), fix=N_("Speak with the buyer, or cancel all of it."),
                code="part",
            )  # fmt: skip
        body = {"order_id": order, "cancel_reason": word}
        self._client.call("POST", f"{REVERSE}/cancellations", body=body, writes=True)

    def answer(self, order: str, wants: str, agree: bool, more: Mapping[str, str]) -> None:
        """Answer a buyer who wants to cancel, or agree to a return; to say no to one the platform wants photos."""
        if wants == "cancel":
            self._answer_cancel(order, agree=agree)
            return
        if not agree:
            raise Rejected(
                N_("ShopDesk cannot refuse a return there."), fix=N_("Answer it on the platform."), code="return"
            )
        reverse, kind = more.get("reverse", ""), more.get("kind", "")
        if not reverse.isdecimal() or kind not in AGREED:
            raise Rejected(N_("The buyer's wish is no longer open."), fix=answers.THERE, code="return")
        body = {"decision": AGREED[kind]}
        self._client.call("POST", f"{REVERSE}/returns/{reverse}/approve", body=body, writes=True)

    def _answer_cancel(self, order: str, *, agree: bool) -> None:
        asked = {"order_ids": [order]}
        told = self._client.call("POST", f"{REVERSE}/cancellations/search", {"page_size": str(REVERSE_PAGE)}, asked)
        rows = [one for one in reading.trees(told.get("cancellations"))
                if reading.text(one.get("cancel_status")).upper() == PENDING]  # fmt: skip
        wish = next((name for one in rows if (name := reading.id_or_none(one.get("cancel_id"))).isdecimal()), "")
        if not wish:
            raise Rejected(N_("The buyer's wish is no longer open."), fix=answers.THERE, code="cancel")
        if agree:
            self._client.call("POST", f"{REVERSE}/cancellations/{wish}/approve", body={}, writes=True)
            return
        body = {"reject_reason": self._reject_reason(wish)}
        self._client.call("POST", f"{REVERSE}/cancellations/{wish}/reject", body=body, writes=True)

    def _reject_reason(self, wish: str) -> str:
        """That it is packed, where that may be said; else the first reason they offer."""
        told = self._client.call("GET", f"{REVERSE}/reject_reasons", {"return_or_cancel_id": wish})
        names = [name for one in reading.trees(told.get("reasons")) if (name := reading.text(one.get("name"), 200))]
        return PACKED if PACKED in names or not names else names[0]

    def money(self, starts: str, ends: str, cursor: str) -> Money:
        """What was settled between two days: a statement for each, with its transactions.

        An app that was let see orders and goods alone goes on without.
        """
        query = {
            "sort_field": "statement_time", "sort_order": "ASC", "page_size": "20",
            "statement_time_ge": str(windows.midnight(starts)), "statement_time_lt": str(windows.midnight(ends) + DAY),
            **({"page_token": cursor} if cursor else {}),
        }  # fmt: skip
        told = self._statements(query)
        lines: list[MoneyLine] = []
        statements: list[Statement] = []
        unread: list[Unread] = []
        for row in reading.trees(told.get("statements")):
            found = read("money", reading.id_or_none(row.get("id")), row, partial(settling.statement, row))
            if isinstance(found, Unread):
                unread.append(found)
                continue
            statements.append(found)
            for one in self._transactions(row, found):
                unread += [one] if isinstance(one, Unread) else []
                lines += [] if isinstance(one, Unread) else one
        return Money(tuple(lines), tuple(statements), tuple(unread), reading.text(told.get("next_page_token"), 500))

    def _statements(self, query: Mapping[str, str]) -> Tree:
        try:
            return self._client.call("GET", "/finance/202309/statements", query)
        except NeedsLogin as problem:
            if problem.why != refusals.NOT_LET:
                raise
            raise Rejected(
                N_("The app was not let see the money."), fix=N_("Read the platform's export instead."), code="scope",
                detail=problem.detail,
            ) from None  # fmt: skip

    def _transactions(self, statement: Tree, of: Statement) -> list[list[MoneyLine] | Unread]:
        path = f"/finance/202501/statements/{of.number}/statement_transactions"
        query = {"sort_field": "order_create_time", "sort_order": "ASC", "page_size": str(PAGE)}
        rows = self._all("GET", path, query, None, "transactions")
        return [
            read("money", reading.id_or_none(row.get("id")), {**row, STATEMENT: statement},
                 partial(settling.lines, row, of))
            for row in rows
        ]  # fmt: skip

    def _listed(self, start: int, end: int, place: str) -> tuple[Sequence[object], str]:
        query = {
            "page_size": str(PAGE), "sort_field": "update_time", "sort_order": "ASC",
            **({"page_token": place} if place else {}),
        }  # fmt: skip
        told = self._client.call("POST", SEARCH, query, {"update_time_ge": start, "update_time_lt": end})
        rows = [] if told.get("orders") is None else told["orders"]
        if not isinstance(rows, list):
            raise answers.garbled(writes=False)
        return rows[: PAGE * 4], reading.text(told.get("next_page_token"), 500)

    def _detail(self, order: str) -> Tree:
        rows = self._details([order])
        if not rows:
            raise Rejected(N_("The platform does not know this order."), fix=answers.THERE, code="order")
        return rows[0]

    def _details(self, numbers: Sequence[str]) -> list[Tree]:
        found: list[Tree] = []
        for at in range(0, len(numbers), TOGETHER):
            told = self._client.call("GET", DETAIL, {"ids": ",".join(numbers[at : at + TOGETHER])})
            found += [one for one in reading.trees(told.get("orders")) if reading.id_or_none(one.get("id")) in numbers]
        return found

    def _returns_of(self, rows: Sequence[Tree]) -> list[Return]:
        """What buyers of these orders want back, of those that left."""
        left = [name for row in rows if _raw(row) in mapping.CAN_RETURN and (name := reading.id_or_none(row.get("id")))]
        found: list[Return] = []
        for at in range(0, len(left), TOGETHER):
            found += self._returns({"order_ids": left[at : at + TOGETHER]})
        return found

    def _returns(self, asked: Tree) -> list[Return]:
        """An app that was not let see returns goes on without: their orders are seen all the same."""
        query = {"page_size": str(REVERSE_PAGE), "sort_field": "update_time", "sort_order": "ASC"}
        try:
            rows = self._all("POST", f"{REVERSE}/returns/search", query, asked, "return_orders")
        except NeedsLogin as problem:
            if problem.why != refusals.NOT_LET:
                raise
            return []
        return [one for row in rows if (one := mapping.a_return(row))]

    def _all(self, method: str, path: str, query: Mapping[str, str], body: Tree | None, name: str) -> list[Tree]:
        """The members of a list, page by page."""
        found: list[Tree] = []
        own = dict(query)
        for _page in range(MOST_PAGES):
            told = self._client.call(method, path, own, body)
            found += reading.trees(told.get(name))
            token = reading.text(told.get("next_page_token"), 500)
            if not token or token == own.get("page_token"):
                break
            own["page_token"] = token
        return found

    def _shipped(self, package: str, how: Tree) -> None:
        if not package.isdecimal():
            raise Rejected(
                N_("The platform does not know this parcel."), fix=N_("Pack the order again."), code="parcel"
            )
        self._client.call("POST", f"{PACKAGES}/{package}/ship", body=how, writes=True)

    def _sent_by_seller(self, package: str) -> bool:
        """Whether a parcel has no label of the platform because the shop sends it itself."""
        told = self._client.call("GET", f"{PACKAGES}/{package}")
        rows = [name for one in reading.trees(told.get("orders")) if (name := reading.id_or_none(one.get("id")))]
        return any(_by_seller(one) for one in self._details(rows))

    def _provider(self, option: str, carrier: str) -> str:
        """The number of who carries it, by the name the shop wrote; the post where it wrote nothing they know."""
        if not option.isdecimal():
            raise Rejected(N_("The courier wants to know more."), fix=N_("Arrange it on the platform."), code="way")
        told = self._client.call("GET", f"/logistics/202309/delivery_options/{option}/shipping_providers")
        known = {reading.text(one.get("name"), 100).lower(): reading.id_or_none(one.get("id"))
                 for one in reading.trees(told.get("shipping_providers"))}  # fmt: skip
        wanted = carrier.lower().strip()
        fitting = [number for name, number in known.items() if wanted and (wanted in name or name in wanted)]
        post = [number for name, number in known.items() if "post" in name or "ไปรษณีย์" in name]
        found = next((one for one in (*fitting, *post) if one), "")
        if not found:
            raise Rejected(N_("The platform does not know this courier."), fix=N_("Arrange it on the platform."))
        return found


def _one(row: Tree, returns: Sequence[Return]) -> RemoteOrder | Unread:
    key = reading.id_or_none(row.get("id"))
    mine = [one for one in returns if one.order == key]
    return read("order", key, row, partial(mapping.order, row, mine))


def _statement(told: object) -> Statement:
    return settling.statement(reading.tree(told, STATEMENT))


def _packages(told: Tree) -> list[Package]:
    try:
        return mapping.packages(told)
    except Odd as odd:
        raise answers.unreadable(odd.field) from None


def _raw(told: Tree) -> str:
    return reading.text(told.get("status"), 60).upper()


def _by_seller(told: Tree) -> bool:
    return reading.text(told.get("shipping_type")).upper() == mapping.BY_SELLER
