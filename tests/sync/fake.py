"""A platform in memory behind the channel's protocol: it sells, it misbehaves on order, and it remembers every call."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from shopdesk.shop import channels
from shopdesk.shop.channels import (
    ChannelProblem,
    Draft,
    Money,
    OrderPage,
    Outcome,
    Package,
    Paper,
    Rejected,
    RemoteLine,
    RemoteListing,
    RemoteOrder,
    RemoteUnit,
    Rules,
    Unread,
    Write,
)
from shopdesk.shop.reviews import Review

REVIEWED = "in review"


@dataclass
class Fake:
    """`faults` are raised by the next calls of that name before they act, `lost` after they acted."""

    rules: Rules = field(default_factory=lambda: Rules("fake", "Fake", writes_at_once=3, labels=True))
    log: list[str] = field(default_factory=list)
    faults: dict[str, list[BaseException]] = field(default_factory=dict)
    lost: dict[str, list[ChannelProblem]] = field(default_factory=dict)
    told: dict[str, RemoteOrder] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    page_size: int = 2
    after: Callable[[str], str] | None = None
    asked: list[tuple[datetime, str]] = field(default_factory=list)
    units: dict[str, RemoteUnit] = field(default_factory=dict)
    refuses: dict[str, ChannelProblem] = field(default_factory=dict)
    shows_more: int = 0
    deleted: set[str] = field(default_factory=set)
    photos: list[bytes] = field(default_factory=list)
    shipped: list[Package] = field(default_factory=list)
    cancelled: list[tuple[RemoteLine, ...]] = field(default_factory=list)
    answered: list[bool] = field(default_factory=list)
    under_review: dict[str, Review] = field(default_factory=dict)
    accounts: Money = field(default_factory=lambda: Money(()))

    def _call(self, name: str) -> None:
        self.log.append(name)
        if self.faults.get(name):
            raise self.faults[name].pop(0)

    def _end(self, name: str) -> None:
        if self.lost.get(name):
            raise self.lost[name].pop(0)

    def sells(self, *orders: RemoteOrder) -> None:
        for order in orders:
            self.told[order.remote] = order

    def step(self, remote: str, state: str, **more: object) -> None:
        self.told[remote] = replace(self.told[remote], state=state, raw=state, **more)  # type: ignore[arg-type]

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        self._call("orders")
        self.asked.append((since, cursor))
        start = int(cursor or 0)
        found = sorted((o for o in self.told.values() if o.changed_at >= since), key=lambda o: o.changed_at)
        more = str(start + self.page_size) if start + self.page_size < len(found) else ""
        page = tuple(found[start : start + self.page_size])
        return OrderPage(page, self.unread if not more else (), self.after(cursor) if self.after else more)

    def order(self, remote: str) -> RemoteOrder:
        self._call("order")
        return self.told[remote]

    def reread(self, told: Mapping[str, Any]) -> RemoteOrder:
        self._call("reread")
        if not isinstance(told.get("qty"), int):
            raise Rejected("This order cannot be read.")
        return self.told[str(told["id"])]

    def reread_money(self, told: Mapping[str, Any]) -> Money:
        self._call("reread_money")
        return self.accounts

    def find(self, seller_skus: Sequence[str]) -> Sequence[RemoteUnit]:
        self._call("find")
        found = [self.units[sku] for sku in seller_skus if sku in self.units]
        return [replace(unit, stock=(unit.stock or 0) + self.shows_more) for unit in found]

    def _set(self, name: str, what: str, writes: Sequence[Write]) -> Sequence[Outcome]:
        self._call(name)
        outcomes = []
        for write in writes:
            problem = self.refuses.get(write.seller_sku)
            if self.deleted & {write.listing, write.seller_sku} and write.seller_sku not in self.units:
                problem = Rejected("There is no such listing.")
            if problem is None:
                before = self.units.get(write.seller_sku, RemoteUnit(write.listing, write.remote, write.seller_sku))
                self.units[write.seller_sku] = replace(before, **{what: write.value})
            outcomes.append(Outcome(write.seller_sku, problem))
        self._end(name)
        return outcomes

    def set_stock(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        return self._set("set_stock", "stock", writes)

    def set_price(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        return self._set("set_price", "price", writes)

    def upload_photo(self, content: bytes) -> str:
        self._call("upload_photo")
        self.photos.append(content)
        return f"photo-{len(self.photos)}"

    def create(self, draft: Draft) -> RemoteListing:
        self._call("create")
        listing = f"L{len(self.units) + 1}"
        for n, unit in enumerate(draft.units):
            self.units[unit.seller_sku] = RemoteUnit(
                listing, f"{listing}-{n}", unit.seller_sku, unit.price, unit.stock, "live"
            )
        self._end("create")
        return self._listing(listing)

    def _listing(self, listing: str) -> RemoteListing:
        own = {unit.seller_sku: unit.remote for unit in self.units.values() if unit.listing == listing}
        state = REVIEWED if self.rules.reviewing else "live"
        return RemoteListing(listing, own, state, live=state == "live", link=f"https://fake.example/{listing}")

    def update(self, draft: Draft) -> RemoteListing:
        self._call("update")
        if draft.remote in self.deleted:
            raise Rejected("There is no such listing.")
        for n, unit in enumerate(draft.units):
            made = RemoteUnit(draft.remote, f"{draft.remote}-{n}", unit.seller_sku, unit.price, unit.stock, "live")
            self.units.setdefault(unit.seller_sku, made)
        return self._listing(draft.remote)

    def delete(self, name: str) -> None:
        """Somebody takes a listing, or a unit of it, away on the platform's own page."""
        self.deleted.add(name)
        self.units = {sku: unit for sku, unit in self.units.items() if name not in (sku, unit.listing)}

    def reviews(self, listings: Sequence[str]) -> Sequence[Review]:
        self._call("reviews")
        return [self.under_review.get(one, Review(one, "waits", REVIEWED)) for one in listings]

    def pause(self, listing: str, remote_units: Sequence[str]) -> None:
        self._call("pause")

    def resume(self, listing: str, remote_units: Sequence[str]) -> None:
        self._call("resume")

    def remove(self, listing: str, remote_units: Sequence[str]) -> None:
        self._call("remove")
        self.units = {sku: unit for sku, unit in self.units.items() if unit.listing != listing}

    def pack(self, order: str, lines: Sequence[RemoteLine]) -> Sequence[Package]:
        self._call("pack")
        self.step(order, "ready", tracking="TRK1", carrier="Kerry", more={"package": "P1"})
        self._end("pack")
        return [Package("P1", (), "TRK1", "Kerry")]

    def label(self, package: str) -> Paper | None:
        self._call("label")
        return Paper("pdf", b"%PDF-1.4 " + package.encode())

    def ship(self, order: str, package: Package) -> None:
        self._call("ship")
        self.shipped.append(package)
        self.step(order, "shipped")
        self._end("ship")

    def cancel(self, order: str, lines: Sequence[RemoteLine], reason: str) -> None:
        self._call("cancel")
        self.cancelled.append(tuple(lines))
        gone = {one for line in lines for one in line.ids}
        ours = tuple(
            replace(line, cancelled=line.cancelled + len(gone & set(line.ids))) for line in self.told[order].lines
        )
        over = all(line.cancelled >= line.quantity for line in ours)
        self.step(order, "cancelled" if over else self.told[order].state, lines=ours)
        self._end("cancel")

    def answer(self, order: str, wants: str, agree: bool, more: Mapping[str, str]) -> None:
        self._call("answer")
        self.answered.append(agree)
        self.step(order, "cancelled" if agree else self.told[order].state, wants="")

    def money(self, starts: str, ends: str, cursor: str) -> Money:
        self._call("money")
        return self.accounts

    def sign_in(self, comes_back_to: str, state: str) -> channels.SignIn:
        raise Rejected("not here")

    def finish_sign_in(self, address: str, state: str) -> channels.Seller:
        raise Rejected("not here")

    def seller(self) -> channels.Seller:
        return channels.Seller("1", "Fake")

    def categories(self, language: str) -> Sequence[channels.Category]:
        return []

    def suggest(self, title: str) -> Sequence[channels.Category]:
        return []

    def attributes(self, category: str, language: str) -> Sequence[channels.Attribute]:
        return []
