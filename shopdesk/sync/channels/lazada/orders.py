"""Orders of one account at Lazada: read, packed, labelled, handed over, cancelled, answered, settled."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from functools import partial
from typing import Any

from shopdesk.base import clock
from shopdesk.base.clock import Clock
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import (
    Money,
    MoneyLine,
    OrderPage,
    Package,
    Paper,
    Rejected,
    RemoteLine,
    RemoteOrder,
    Retry,
    Statement,
    Unread,
)
from shopdesk.sync.channels import answers, reading
from shopdesk.sync.channels.lazada import mapping, refusals
from shopdesk.sync.channels.lazada.client import Client
from shopdesk.sync.channels.lazada.mapping import Tree
from shopdesk.sync.channels.reading import Odd

PAGE, LAST_OFFSET, MOST_TOGETHER = 50, 5_000, 500
MONEY_PAGE, MONEY_DAYS = 500, 90
# Reasons are told by name: their numbers differ from country to country.
REASONS = {
    "out_of_stock": ("out of stock", "หมด"),
    "price": ("price", "pricing", "ราคา"),
    "address": ("address", "deliver", "ที่อยู่", "จัดส่ง"),
    "buyer": ("buyer", "customer", "ผู้ซื้อ", "ลูกค้า"),
}
LOCAL_DELIVERY = "TFS"
# Where the pieces stand in the text of an order that is held.
PIECES = "order_items"
_MOVED = N_("The order has moved on at the platform.")


class Orders:
    """What a shop does with its orders there."""

    def __init__(self, client: Client, now: Clock) -> None:
        self._client, self._now = client, now

    @property
    def _zone(self) -> tzinfo:
        return mapping.zone(self._client.country)

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        """Orders changed since then, in the order they were placed.

        The day of an order never moves: what changes while pages are turned is shown again, and nothing is jumped
        over. Behind the last offset it goes on at the last order's day.
        """
        after, offset = _place(cursor)
        asked = {
            "update_after": _written(since), "sort_by": "created_at", "sort_direction": "ASC", "status": "all",
            "limit": str(PAGE), "offset": str(offset),
        }  # fmt: skip
        told = self._data("GET", "/orders/get", asked | ({"created_after": after} if after else {}))
        rows = told.get("orders")
        if not isinstance(rows, list):
            raise answers.garbled(writes=False)
        rows = rows[: PAGE * 4]
        taken = self._taken_in(rows)
        return OrderPage(
            tuple(one for one in taken if isinstance(one, RemoteOrder)),
            tuple(one for one in taken if isinstance(one, Unread)),
            self._next(rows, told.get("countTotal"), after, offset),
        )

    def order(self, remote: str) -> RemoteOrder:
        """One order as it stands now."""
        head = self._data("GET", "/order/get", {"order_id": remote})
        try:
            return self._made(head, self._pieces(remote))
        except Odd as odd:
            raise answers.unreadable(odd.field) from None

    def reread(self, told: Tree) -> RemoteOrder:
        """An order as it was held, with its pieces; those that were not told are asked for."""
        pieces = (
            reading.trees(told[PIECES]) if PIECES in told else self._pieces(reading.id_or_none(told.get("order_id")))
        )
        return answers.reread(lambda: self._made(told, pieces))

    def reread_money(self, told: Tree) -> Money:
        """A line of their account or a statement, as it was held."""
        if "statement_number" in told:
            return Money((), (answers.reread(lambda: mapping.statement(told, self._zone)),))
        line = answers.reread(lambda: mapping.money_line(told, self._zone))
        return Money((line,) if line else ())

    def pack(self, order: str, lines: Sequence[RemoteLine]) -> Sequence[Package]:
        """Tell that these are packed; what is packed already stays as it is. Answers the parcels."""
        pieces = self._pieces(order)
        wanted = _chosen(pieces, lines, lambda one: mapping.waits(one) or mapping.is_packed(one))
        fresh = [one for one in wanted if mapping.waits(one)]
        if fresh:
            pieces = self._packed_once(order, fresh)
        found = mapping.packages(pieces, [mapping.piece_id(one) for one in wanted])
        if not found:
            raise Rejected(_MOVED, fix=answers.THERE, code="600201")
        return found

    def _packed_once(self, order: str, fresh: Sequence[Tree]) -> list[Tree]:
        """The pieces of the order once these are packed; a refusal is none where they are packed all the same."""
        ids = {mapping.piece_id(one) for one in fresh}
        try:
            self._packed(order, sorted(ids))
        except Rejected:
            pieces = self._pieces(order)
            if any(mapping.waits(one) for one in pieces if mapping.piece_id(one) in ids):
                raise
            return pieces
        return self._pieces(order)

    def _packed(self, order: str, ids: Sequence[str]) -> None:
        of_order = {"order_id": _number(order), "order_item_ids": [_number(one) for one in ids]}
        asked = json.dumps({"orders": [of_order]})
        how = _data(self._client.result("GET", "/order/shipment/providers/get", {"getShipmentProvidersReq": asked}))
        kind = reading.text(how.get("shipping_allocate_type"), 20) or LOCAL_DELIVERY
        wish: dict[str, Any] = {
            "pack_order_list": [{"order_id": _number(order), "order_item_list": [_number(one) for one in ids]}],
            "delivery_type": "dropship", "shipping_allocate_type": kind,
        }  # fmt: skip
        if kind != LOCAL_DELIVERY:
            codes = (reading.text(one.get("provider_code"), 60) for one in reading.trees(how.get("shipment_providers")))
            wish["shipment_provider_code"] = next((one for one in codes if one), "")
        told = _data(self._client.result("POST", "/order/fulfill/pack", {"packReq": json.dumps(wish)}, writes=True))
        rows = [
            row
            for one in reading.trees(told.get("pack_order_list"))
            for row in reading.trees(one.get("order_item_list"))
        ]
        _each_done(rows)

    def label(self, package: str) -> Paper | None:
        """The label of a package as PDF."""
        asked = {"doc_type": "PDF", "packages": [{"package_id": package}], "print_item_list": False}
        told = self._client.result("POST", "/order/package/document/get", {"getDocumentReq": json.dumps(asked)})
        try:
            return mapping.paper(told.get("data"))
        except Odd:
            raise Retry(N_("The label that came cannot be read."), fix=answers.WAIT) from None

    def ship(self, order: str, package: Package) -> None:
        """Say that the package is ready for the courier; one that is under way already is well."""
        asked = json.dumps({"packages": [{"package_id": package.id}]})
        try:
            told = _data(self._client.result("POST", "/order/package/rts", {"readyToShipReq": asked}, writes=True))
            _each_done(reading.trees(told.get("packages")))
        except Rejected:
            own = [one for one in self._pieces(order) if mapping.package_of(one) == package.id]
            if not own or mapping.state(own) not in ("ready", "shipped", "delivered"):
                raise

    def cancel(self, order: str, lines: Sequence[RemoteLine], reason: str) -> None:
        """Cancel pieces from our side. For out of stock and for the price the platform takes the goods off sale.

        Whoever calls says the stock of these goods again afterwards, and that the rest of a package is packed.
        """
        pieces = self._pieces(order)
        wanted = _chosen(pieces, lines, mapping.can_cancel)
        if not wanted:
            raise Rejected(N_("This can no longer be cancelled."), fix=answers.THERE, code="122")
        self._taken_apart(pieces, wanted)
        ids = json.dumps([_number(mapping.piece_id(one)) for one in wanted])
        asked = {"order_id": order, "order_item_id_list": ids}
        told = self._data("GET", "/order/reverse/cancel/validate", asked)
        if reading.text(told.get("tip_type")).lower() == "error":
            detail = reading.text(told.get("tip_content"), 300)
            raise Rejected(N_("This can no longer be cancelled."), fix=answers.THERE, code="122", detail=detail)
        number = _reason(reading.trees(told.get("reason_options")), reason)
        done = self._data("GET", "/order/reverse/cancel/create", {**asked, "reason_id": number}, writes=True)
        if reading.text(done.get("tip_type")).lower() == "error":
            detail = reading.text(done.get("tip_content"), 300)
            raise Rejected(N_("This can no longer be cancelled."), fix=answers.THERE, code="122", detail=detail)

    def _taken_apart(self, pieces: Sequence[Tree], wanted: Sequence[Tree]) -> None:
        """The pieces of a package are cancelled together: one that keeps some is undone first, and packed again."""
        left = [one for one in pieces if one not in wanted and mapping.is_packed(one)]
        shared = {mapping.package_of(one) for one in wanted} & {mapping.package_of(one) for one in left} - {""}
        if not shared:
            return
        asked = json.dumps({"packages": [{"package_id": name} for name in sorted(shared)]})
        told = self._client.result("POST", "/order/package/repack", {"rePackReq": asked}, writes=True)
        _each_done(reading.trees(_data(told).get("packages")))

    def answer(self, order: str, wants: str, agree: bool, more: Mapping[str, str]) -> None:
        """Answer a buyer who wants to cancel, to send goods back, or his money alone."""
        reverse = more.get("reverse") or self.order(order).more.get("reverse", "")
        if not reverse:
            raise Rejected(N_("The buyer's wish is no longer open."), fix=answers.THERE, code="122")
        if wants == "cancel":
            asked = {"reverse_order_id": reverse, "agree_cancel": "true" if agree else "false"}
            self._data("GET", "/order/reverse/cancel/seller/decide", asked, writes=True)
            return
        if more.get("kind") == "ONLY_REFUND":
            action = {"reverse_order_id": reverse, "action": "agreeRefund" if agree else "refuseRefund"}
            self._data("GET", "/order/reverse/onlyrefund/seller/decide", action, writes=True)
            return
        own = [one for one in more.get("lines", "").split(",") if one]
        said = {"action": "agreeReturn" if agree else "refuseReturn", "reverse_order_id": reverse}
        said |= {"reverse_order_item_ids": json.dumps([_number(one) for one in own])}
        said |= {} if agree else self._why_not(own[:1])
        self._data("GET", "/order/reverse/return/update", said, writes=True)

    def _why_not(self, lines: Sequence[str]) -> dict[str, str]:
        """Why a return is refused: the platform's first reason; the buyer and its people read it, not the shop."""
        for line in lines:
            told = self._client.call("GET", "/order/reverse/reason/list", {"reverse_order_line_id": line}).get("data")
            found = (reading.id_or_none(one.get("reason_id")) for one in reading.trees(told))
            return next(({"reason_id": one} for one in found if one), {})
        return {}

    def money(self, starts: str, ends: str, cursor: str) -> Money:
        """Their account with us between two days, in spans they answer; statements stand on the first page."""
        first, _, typed = cursor.partition("/")
        start, offset = date.fromisoformat(first or starts), int(typed or 0)
        end = min(date.fromisoformat(ends), start + timedelta(days=MONEY_DAYS))
        asked = {
            "start_time": start.isoformat(), "end_time": end.isoformat(), "limit": str(MONEY_PAGE),
            "offset": str(offset),
        }  # fmt: skip
        rows = self._rows("/finance/transaction/details/get", asked)
        read = [answers.read("money", _own(one), one, partial(mapping.money_line, one, self._zone)) for one in rows]
        statements = [] if cursor else self._statements(starts)
        following = f"{start}/{offset + len(rows)}" if len(rows) >= MONEY_PAGE else ""
        if not following and end.isoformat() < ends:
            following = f"{end + timedelta(days=1)}/0"
        both = [*read, *statements]
        return Money(
            tuple(one for one in both if isinstance(one, MoneyLine)),
            tuple(one for one in both if isinstance(one, Statement)),
            tuple(one for one in both if isinstance(one, Unread)), following,
        )  # fmt: skip

    def _statements(self, starts: str) -> list[Statement | Unread]:
        rows = self._rows("/finance/payout/status/get", {"created_after": starts})
        return [
            answers.read("statement", reading.text(one.get("statement_number"), 80), one,
                         partial(mapping.statement, one, self._zone))
            for one in rows
        ]  # fmt: skip

    def _rows(self, path: str, asked: Mapping[str, str]) -> list[Tree]:
        rows = self._client.call("GET", path, asked).get("data")
        if not isinstance(rows, list):
            raise answers.garbled(writes=False)
        return reading.trees(rows)

    def _data(self, method: str, path: str, params: Mapping[str, str] | None = None, *, writes: bool = False) -> Tree:
        """The `data` of an answer."""
        found = self._client.call(method, path, params, writes=writes).get("data")
        if isinstance(found, dict):
            return found
        if writes and found in (None, "", []):
            return {}
        raise answers.garbled(writes=writes)

    def _pieces(self, order: str) -> list[Tree]:
        return reading.trees(self._client.call("GET", "/order/items/get", {"order_id": order}).get("data"))

    def _made(self, head: Tree, pieces: Sequence[Tree]) -> RemoteOrder:
        """An order, after a look at a return its buyer may ask for."""
        reverse, wish = mapping.returns_asked(pieces), None
        if reverse:
            try:
                asked = {"reverse_order_id": reverse}
                told = self._client.call("GET", "/order/reverse/return/detail/list", asked)
                wish = mapping.wish(told.get("data"), reverse)
            except Rejected:
                wish = None
        return mapping.order(head, pieces, self._zone, wish)

    def _taken_in(self, rows: Sequence[object]) -> list[RemoteOrder | Unread]:
        """Each order of a page with its pieces; what cannot be read stands for itself alone."""
        pieces = self._pieces_of([one for one in rows if isinstance(one, dict)])
        return [self._one(row, pieces) for row in rows]

    def _one(self, row: object, pieces: Mapping[str, list[Tree] | Rejected]) -> RemoteOrder | Unread:
        key = reading.id_or_none(row.get("order_id")) if isinstance(row, dict) else ""
        own = pieces.get(key, [])
        if isinstance(own, Rejected):
            return answers.refused(key, row, own)
        whole = {**row, PIECES: own} if isinstance(row, dict) else row
        return answers.read("order", key, whole, lambda: self._made(reading.tree(row, "order"), own))

    def _pieces_of(self, heads: Sequence[Tree]) -> dict[str, list[Tree] | Rejected]:
        """The pieces of orders, many orders a call; an order that spoils a call is asked for alone."""
        found: dict[str, list[Tree] | Rejected] = {}
        together: list[str] = []
        room = MOST_TOGETHER
        for head in heads:
            key, size = reading.id_or_none(head.get("order_id")), _size(head)
            if not key.isdecimal() or size > mapping.MOST_PIECES:
                continue
            if together and (size > room or len(together) >= PAGE):
                found |= self._asked_for(together)
                together, room = [], MOST_TOGETHER
            together.append(key)
            room -= size
        return found | (self._asked_for(together) if together else {})

    def _asked_for(self, keys: Sequence[str]) -> dict[str, list[Tree] | Rejected]:
        ids = json.dumps([int(key) for key in keys])
        try:
            told = reading.trees(self._client.call("GET", "/orders/items/get", {"order_ids": ids}).get("data"))
        except Rejected as problem:
            if len(keys) == 1:
                return {keys[0]: problem}
            return {key: value for one in keys for key, value in self._asked_for([one]).items()}
        return {reading.id_or_none(one.get("order_id")): reading.trees(one.get("order_items")) for one in told}

    def _next(self, rows: Sequence[object], total: object, after: str, offset: int) -> str:
        """Where the next page begins; `count` is what came, `countTotal` what there is, and neither is always there."""
        reached = offset + len(rows)
        told = reading.text(total, 12)
        more = reached < int(told) if told.isdecimal() else False
        if not rows or not (more or len(rows) >= PAGE):
            return ""
        if reached <= LAST_OFFSET:
            return f"{reached} {after}".strip()
        heads = reading.trees(list(rows))
        try:
            last = max(reading.moment(one.get("created_at"), "created_at", self._zone) for one in heads)
        except ValueError:
            raise answers.garbled(writes=False) from None
        return f"0 {_written(last)}"


def _place(cursor: str) -> tuple[str, int]:
    """The day and the offset in a cursor."""
    offset, _, after = cursor.partition(" ")
    return after, int(offset or 0)


def _written(at: datetime) -> str:
    """To the second, as the platform counts, never later than it is."""
    return f"{at.astimezone(clock.BANGKOK):%Y-%m-%dT%H:%M:%S}+07:00"


def _number(name: str) -> int | str:
    return int(name) if name.isdecimal() else name


def _size(head: Tree) -> int:
    told = reading.text(head.get("items_count"), 10)
    return max(int(told), 1) if told.isdecimal() else 1


def _own(row: Tree) -> str:
    return reading.text(row.get("transaction_number"), 60)


def _data(result: Tree) -> Tree:
    found = result.get("data")
    return found if isinstance(found, dict) else {}


def _each_done(rows: Sequence[Tree]) -> None:
    """Raise for the first of several that was not done; `retry` says whether the same may be tried again."""
    for row in rows:
        code, said = reading.text(row.get("item_err_code"), 60), reading.text(row.get("msg"), 300)
        if code in ("", "0"):
            continue
        if reading.yes(row.get("retry")):
            raise Retry(N_("The platform has trouble of its own."), fix=answers.WAIT, detail=f"{code} {said}")
        raise refusals.behind_it(code, said, writes=True)


def _reason(options: Sequence[Tree], reason: str) -> str:
    for one in options:
        name = reading.text(one.get("reason_name"), 200).lower()
        if any(part in name for part in REASONS.get(reason, ())) and reading.id_or_none(one.get("reason_id")):
            return reading.id_or_none(one["reason_id"])
    raise Rejected(N_("The platform offers no such reason."), fix=N_("Cancel it on the platform."), code="104")


def _chosen(pieces: Sequence[Tree], lines: Sequence[RemoteLine], fits: Callable[[Tree], bool]) -> list[Tree]:
    """As many fitting pieces as the lines say: their own first, then others of the same goods."""
    chosen: list[Tree] = []
    try:
        for line in lines:
            own = [one for one in mapping.same_goods(pieces, line) if fits(one) and one not in chosen]
            chosen += own[: line.quantity]
    except Odd:
        raise answers.garbled(writes=False) from None
    return chosen
