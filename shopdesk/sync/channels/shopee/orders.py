"""Orders of one account at Shopee: read, arranged, labelled, handed over, cancelled, answered, settled."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

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
    Statement,
    Unread,
)
from shopdesk.sync.acting import NotYet
from shopdesk.sync.channels import answers, reading, windows
from shopdesk.sync.channels.answers import read
from shopdesk.sync.channels.reading import Odd
from shopdesk.sync.channels.shopee import mapping
from shopdesk.sync.channels.shopee.client import Client
from shopdesk.sync.channels.shopee.mapping import Return, Tree
from shopdesk.sync.channels.windows import Part

PAGE, RETURNS_PAGE, MOST_PAGES = 50, 100, 20
# Fifteen days are allowed; returns are asked for a day beyond.
SPAN, AROUND = 14 * 86_400, 86_400
LOOKS = 3
FIELDS = (
    "buyer_username,estimated_shipping_fee,recipient_address,item_list,pay_time,buyer_cancel_reason,cancel_reason,"
    "package_list,shipping_carrier,payment_method,total_amount,fulfillment_flag"
)
# Where the order stands in the text of money that is held.
ORDER = "order"
LABEL = "THERMAL_AIR_WAYBILL"
REASONS = {"out_of_stock": "OUT_OF_STOCK", "buyer": "CUSTOMER_REQUEST", "address": "UNDELIVERABLE_AREA"}
_NUMBER = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")


class Orders:
    """What a shop does with its orders there."""

    def __init__(self, client: Client, now: Clock) -> None:
        self._client, self._now = client, now

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        """Orders changed since then, one part of the time after the other.

        A list is not turned where that can be helped: an order that changes meanwhile leaves its place, and the next
        one would be jumped over. So the time is halved until its orders are on one page.
        """
        page, start, end, following = self._listed(windows.seconds(since), cursor, self._until())
        told = _rows(page)
        numbers = [reading.id_or_none(row.get("order_sn")) for row in told]
        details = self._details([number for number in numbers if number])
        states = {reading.text(one.get("order_status")) for one in details.values() if not isinstance(one, Rejected)}
        returns = self._returns(start, end) if states & {mapping.TO_RETURN, mapping.COMPLETED} else []
        taken = [self._one(row, details, returns) for row in told]
        return OrderPage(
            tuple(one for one in taken if isinstance(one, RemoteOrder)),
            tuple(one for one in taken if isinstance(one, Unread)), following,
        )  # fmt: skip

    def order(self, remote: str) -> RemoteOrder:
        """One order as it stands now, with its parcel number where it has one."""
        told = self._detail(remote)
        try:
            made = self._made(told)
        except Odd as odd:
            raise answers.unreadable(odd.field) from None
        arranged = reading.text(told.get("order_status")) in mapping.ARRANGED
        return replace(made, tracking=self._tracking(remote, mapping.numbers(told)[0]) if arranged else "")

    def reread(self, told: Tree) -> RemoteOrder:
        """An order as it was held."""
        return answers.reread(lambda: self._made(told))

    def _made(self, told: Tree) -> RemoteOrder:
        """An order with what its buyer wants back, which is asked for. Raises Odd."""
        raw = reading.text(told.get("order_status"))
        back = self._returns_of(told) if raw in (mapping.TO_RETURN, mapping.COMPLETED) else []
        return mapping.order(told, back)

    def _returns_of(self, told: Tree) -> list[Return]:
        at = windows.seconds(reading.moment(told.get("update_time"), "update_time"))
        order = reading.id_or_none(told.get("order_sn"))
        return [one for one in self._returns(at - SPAN + AROUND, at) if one.order == order]

    def reread_money(self, told: Tree) -> Money:
        """What an order brought, as it was held with the order itself."""

        def made() -> Money:
            order = reading.tree(told.get(ORDER), ORDER)
            lines, statement = mapping.settled(order, told.get("order_income"), self._returns_of(order))
            return Money(tuple(lines), (statement,))

        return answers.reread(made)

    def pack(self, order: str, lines: Sequence[RemoteLine]) -> Sequence[Package]:
        """Arrange the courier, where there is one: what is arranged already stays as it is. Answers the parcels.

        An order the shop sends by itself is arranged with its parcel number, when it leaves.
        """
        told = self._detail(order)
        raw = reading.text(told.get("order_status"))
        if raw in mapping.TO_ARRANGE:
            for number in mapping.to_arrange(told):
                way = self._way(order, number)
                if "non_integrated" in way:
                    return mapping.packages(told)
                self._arrange(order, number, way)
            told = self._detail(order)
        elif raw not in mapping.ARRANGED:
            raise Rejected(N_("The order has moved on at the platform."), fix=answers.THERE, code="error_status_limit")
        return mapping.packages(told, {number: self._waited(order, number) for number in mapping.numbers(told)})

    def label(self, package: str) -> Paper | None:
        """The label as PDF: made there first, then fetched; none for a parcel the shop sends by itself."""
        order, _, number = package.partition(":")
        if reading.text(self._detail(order).get("order_status")) == "READY_TO_SHIP":
            return None
        tracking = self._tracking(order, number)
        if not tracking:
            raise _not_yet(N_("The courier gave no parcel number yet."))
        own = _of(order, number)
        if not self._is_made(own):
            self._client.response(
                "POST", "/logistics/create_shipping_document", (),
                {"order_list": [{**own, "tracking_number": tracking, "shipping_document_type": LABEL}]},
            )  # fmt: skip
            if not any(self._is_made(own) for _look in range(LOOKS)):
                raise _not_yet(N_("The platform still makes the label."))
        asked = {"shipping_document_type": LABEL, "order_list": [own]}
        return Paper("pdf", self._client.paper("/logistics/download_shipping_document", asked))

    def ship(self, order: str, package: Package) -> None:
        """Hand the parcel over: a courier was told before, one we chose ourselves is told with its number now."""
        told = self._detail(order)
        if reading.text(told.get("order_status")) not in mapping.TO_ARRANGE:
            return
        number = package.id.partition(":")[2] if len(mapping.numbers(told)) > 1 else ""
        if number not in mapping.to_arrange(told):
            return
        way = self._way(order, number)
        if "non_integrated" in way:
            way = {"non_integrated": {"tracking_number": _checked(package.tracking, package.carrier)}}
        self._arrange(order, number, way)

    def cancel(self, order: str, lines: Sequence[RemoteLine], reason: str) -> None:
        """Cancel an order from our side, or all pieces of some goods that ran out: no single piece of several."""
        if reason not in REASONS:
            raise Rejected(N_("The platform offers no such reason."), fix=N_("Cancel it on the platform."), code=reason)
        told = self._detail(order)
        try:
            there = mapping.lines(told)
        except Odd:
            raise answers.garbled(writes=False) from None
        gone = _whole_goods(there, lines)
        if gone is None or (reason != "out_of_stock" and len(gone) < len({line.remote_unit for line in there})):
            raise Rejected(
                N_("This platform cancels all pieces of goods, or the whole order."),
                fix=N_("Speak with the buyer, or cancel all of it."), code="part",
            )  # fmt: skip
        body: dict[str, Any] = {"order_sn": order, "cancel_reason": REASONS[reason]}
        if reason == "out_of_stock":
            pairs = [unit.split(":") for unit in gone]
            body["item_list"] = [{"item_id": _id(item), "model_id": _id(model)} for item, model in pairs]
        self._client.response("POST", "/order/cancel_order", (), body, writes=True)

    def answer(self, order: str, wants: str, agree: bool, more: Mapping[str, str]) -> None:
        """Answer a buyer who wants to cancel; a return is answered on the platform, which asks for photos and more."""
        if wants != "cancel":
            raise Rejected(
                N_("ShopDesk cannot answer a return there."), fix=N_("Answer it on the platform."), code="return"
            )
        body = {"order_sn": order, "operation": "ACCEPT" if agree else "REJECT"}
        self._client.response("POST", "/order/handle_buyer_cancellation", (), body, writes=True)

    def money(self, starts: str, ends: str, cursor: str) -> Money:
        """What finished orders brought between two days, each settled by itself."""
        begin, over = windows.midnight(starts), min(windows.midnight(ends) + AROUND, self._until())
        page, start, end, following = self._listed(begin, cursor, over, mapping.COMPLETED)
        told = _rows(page)
        returns = self._returns(start, end) if told else []
        lines: list[MoneyLine] = []
        statements: list[Statement] = []
        unread: list[Unread] = []
        details = self._details([number for row in told if (number := reading.id_or_none(row.get("order_sn")))])
        for number, detail in details.items():
            found = self._settled(number, detail, [one for one in returns if one.order == number])
            if isinstance(found, Unread):
                unread.append(found)
            else:
                lines += found[0]
                statements.append(found[1])
        return Money(tuple(lines), tuple(statements), tuple(unread), following)

    def _settled(
        self, number: str, detail: Tree | Rejected, returns: Sequence[Return]
    ) -> tuple[list[MoneyLine], Statement] | Unread:
        try:
            if isinstance(detail, Rejected):
                raise detail
            told = self._client.response("GET", "/payment/get_escrow_detail", {"order_sn": number})
        except Rejected as problem:
            return Unread(number, "", problem.why, problem.fix)
        order = detail
        held = {**told, ORDER: order}
        return read("money", number, held, lambda: mapping.settled(order, told.get("order_income"), returns))

    def _until(self) -> int:
        return windows.seconds(self._now()) + 1

    def _listed(self, first: int, cursor: str, last: int, status: str = "") -> Part:
        """A page of the list of orders, the time it is of, and where the next one begins."""
        return windows.part(partial(self._asked, status), cursor, first, last, SPAN)

    def _asked(self, status: str, start: int, end: int, token: str) -> tuple[Sequence[object], str]:
        asked = {
            "time_range_field": "update_time", "time_from": str(start), "time_to": str(end), "page_size": str(PAGE),
            "cursor": token, "response_optional_fields": "order_status",
        }  # fmt: skip
        told = self._client.response(
            "GET", "/order/get_order_list", asked | ({"order_status": status} if status else {})
        )
        rows, following = told.get("order_list"), reading.text(told.get("next_cursor"), 200)
        more = reading.yes(told.get("more"))
        if not isinstance(rows, list) or (more and not following):
            raise answers.garbled(writes=False)
        return rows, following if more else ""

    def _detail(self, order: str) -> Tree:
        told = self._details([order]).get(order)
        if isinstance(told, Rejected):
            raise told
        if told is None:
            raise Rejected(N_("The platform does not know this order."), fix=answers.THERE, code="order_not_found")
        return told

    def _details(self, numbers: Sequence[str]) -> dict[str, Tree | Rejected]:
        """Whole orders, many a call; one that spoils a call is asked for alone."""
        found: dict[str, Tree | Rejected] = {}
        for at in range(0, len(numbers), PAGE):
            found |= self._some(numbers[at : at + PAGE])
        return found

    def _some(self, numbers: Sequence[str]) -> dict[str, Tree | Rejected]:
        asked = {"order_sn_list": ",".join(numbers), "response_optional_fields": FIELDS}
        try:
            rows = self._client.response("GET", "/order/get_order_detail", asked).get("order_list")
        except Rejected as problem:
            if len(numbers) == 1:
                return {numbers[0]: problem}
            return {key: value for one in numbers for key, value in self._some([one]).items()}
        told = {reading.id_or_none(one.get("order_sn")): one for one in reading.trees(rows)}
        return {number: told[number] for number in numbers if number in told}

    def _one(
        self, row: Tree, details: Mapping[str, Tree | Rejected], returns: Sequence[Return]
    ) -> RemoteOrder | Unread:
        key = reading.id_or_none(row.get("order_sn"))
        own = details.get(key)
        if isinstance(own, Rejected):
            return answers.refused(key, row, own)
        mine = [one for one in returns if one.order == key]
        told = row if own is None else own
        return read("order", key, told, partial(mapping.order, told, mine))

    def _returns(self, start: int, end: int) -> list[Return]:
        """What buyers wanted back in a part of the time."""
        found: list[Return] = []
        for page in range(MOST_PAGES):
            asked = {
                "page_no": str(page), "page_size": str(RETURNS_PAGE), "update_time_from": str(start),
                "update_time_to": str(end + AROUND),
            }  # fmt: skip
            told = self._client.response("GET", "/returns/get_return_list", asked)
            found += [one for row in reading.trees(told.get("return")) if (one := mapping.a_return(row))]
            if not reading.yes(told.get("more")):
                break
        return found

    def _way(self, order: str, number: str) -> dict[str, dict[str, Any]]:
        """How an order or one of its packages is sent, with what its courier wants to know; exactly one way."""
        told = self._client.response("GET", "/logistics/get_shipping_parameter", _of(order, number))
        found = told.get("info_needed")
        needed: Tree = found if isinstance(found, dict) else {}
        if "dropoff" in needed and not needed["dropoff"]:
            return {"dropoff": {}}
        if "pickup" in needed:
            pickup = _pickup(told.get("pickup"), needed["pickup"])
            if pickup is not None:
                return {"pickup": pickup}
        if "non_integrated" in needed:
            return {"non_integrated": {}}
        branch = _branch(told.get("dropoff")) if needed.get("dropoff") == ["branch_id"] else None
        if branch is None:
            raise Rejected(N_("The courier wants to know more."), fix=N_("Arrange it on the platform."), code="way")
        return {"dropoff": branch}

    def _arrange(self, order: str, number: str, way: Mapping[str, Mapping[str, Any]]) -> None:
        self._client.response("POST", "/logistics/ship_order", (), {**_of(order, number), **way}, writes=True)

    def _waited(self, order: str, number: str) -> str:
        return next((found for _look in range(LOOKS) if (found := self._tracking(order, number))), "")

    def _tracking(self, order: str, number: str) -> str:
        """The parcel number of a package, which may come minutes later."""
        try:
            told = self._client.response("GET", "/logistics/get_tracking_number", _of(order, number))
        except Rejected:
            return ""
        return reading.text(told.get("tracking_number"), 60)

    def _is_made(self, own: Tree) -> bool:
        """Whether the label can be fetched; one that nobody asked for yet cannot."""
        asked = {"order_list": [{**own, "shipping_document_type": LABEL}]}
        try:
            told = self._client.response("POST", "/logistics/get_shipping_document_result", (), asked)
        except Rejected:
            return False
        rows = reading.trees(told.get("result_list"))
        return bool(rows) and reading.text(rows[0].get("status")).upper() == "READY"


def _rows(rows: Sequence[object]) -> list[Tree]:
    """The members of a page; what is none is held as one that says nothing."""
    return [one if isinstance(one, dict) else {"": one} for one in rows[: PAGE * 4]]


def _of(order: str, number: str) -> dict[str, str]:
    """An order, or the package of it that has this number; one that was not split needs none."""
    return {"order_sn": order, **({"package_number": number} if number else {})}


def _not_yet(why: str) -> NotYet:
    return NotYet(why, fix=answers.WAIT)


def _id(name: str) -> int | str:
    return int(name) if name.isdecimal() else name


def _pickup(told: object, needed: object) -> dict[str, Any] | None:
    """The first place and time the courier comes to; None where there is none."""
    wanted = needed if isinstance(needed, list) else []
    places = reading.trees(told.get("address_list")) if isinstance(told, dict) else []
    place = next((one for one in places if not wanted or reading.trees(one.get("time_slot_list"))), None)
    if not wanted:
        return {}
    if place is None:
        return None
    slots = reading.trees(place.get("time_slot_list"))
    slot = next((one for one in slots if "recommended" in (one.get("flags") or ())), slots[0])
    given = {"address_id": place.get("address_id"), "pickup_time_id": slot.get("pickup_time_id")}
    return {name: given[name] for name in wanted if name in given}


def _branch(told: object) -> dict[str, Any] | None:
    places = reading.trees(told.get("branch_list")) if isinstance(told, dict) else []
    return {"branch_id": places[0].get("branch_id")} if places else None


def _whole_goods(there: Sequence[RemoteLine], gone: Sequence[RemoteLine]) -> list[str] | None:
    """The goods all of whose pieces are to be cancelled; None where one keeps some of them."""
    wanted = {one.ids[0]: one.quantity for one in gone}
    left = {line.remote_unit: 0 for line in there if line.ids[0] in wanted}
    for line in there:
        if line.remote_unit in left:
            left[line.remote_unit] += line.quantity - wanted.get(line.ids[0], 0)
    return None if not left or any(left.values()) else list(left)


def _checked(tracking: str, carrier: str) -> str:
    """A parcel number of our own; the post's has 13 signs, EMS begins with E, registered with E, R or O, all end TH."""
    number, name = "".join(tracking.split()).upper(), carrier.lower()
    why = ""
    if not number:
        why = N_("The parcel number is missing.")
    elif "post" in name or "ไปรษณีย์" in name or "ems" in name:
        first = "ERO" if "regist" in name or "ลงทะเบียน" in name else "E"
        if not _NUMBER.fullmatch(number) or number[0] not in first or not number.endswith("TH"):
            why = N_("This is no parcel number of the post.")
    if why:
        raise Rejected(why, fix=N_("Scan it from the label again."), code="error_tracking_number")
    return number
