"""A shop with one account of a platform and one kind of goods listed there: what the tests of its orders share."""

from dataclasses import replace
from datetime import timedelta

from shopdesk.db import models, outbox, records
from shopdesk.shop import accounts, channels, publishing
from shopdesk.shop.online import board, intake, packing
from tests.conftest import MORNING, Shop


class Online:
    """A shop with one account and one kind of goods listed there."""

    def __init__(self, shop: Shop, pieces: int = 10) -> None:
        self.shop = shop
        self.jam = shop.add("แยมมะม่วง", 9_000, stock=pieces * 1000, codes=("8850000000017",))
        with shop.office.writing() as desk:
            self.account = accounts.add(desk, "lazada", "ร้านป้าสมศรี", place="th")
            offer = models.Offer(uid="", product=self.jam.product, title="แยมมะม่วงบ้านป้าสมศรี")
            records.create(desk.session, desk.entry, offer, desk.now, desk.random)
            listing = models.Listing(uid="", account=self.account.id, offer=offer.id or 0, state="live", remote="77")
            records.create(desk.session, desk.entry, listing, desk.now, desk.random)
            unit = models.ListingUnit(
                uid="", listing=listing.id or 0, account=self.account.id, sale_unit=self.jam.sale_unit,
                item=self.jam.item, seller_sku="JAM-1", remote="771", price=12_000,
            )  # fmt: skip
            records.create(desk.session, desk.entry, unit, desk.now, desk.random)
            self.unit = unit.id or 0

    def order(self, number: str = "500", pieces: int = 2, state: str = "new", **more: object) -> channels.RemoteOrder:
        line = channels.RemoteLine(tuple(f"{number}-{n}" for n in range(pieces)), "JAM-1", "Mango jam", pieces, 12_000)
        whole = channels.RemoteOrder(
            number, number, state, state, MORNING, MORNING, (line,), goods=12_000 * pieces, shipping=4_000, discount=0,
            total=12_000 * pieces + 4_000, buyer="สมหญิง",
        )  # fmt: skip
        return replace(whole, **more)  # type: ignore[arg-type]

    def take_in(self, order: channels.RemoteOrder) -> intake.Taken:
        with self.shop.office.writing() as desk:
            return intake.take_in(desk, self.account.id, order)

    def published(self) -> int | None:
        with self.shop.office.reading() as desk:
            return publishing.to_publish(desk, [self.unit])[self.unit]

    def due(self) -> list[str]:
        with self.shop.office.reading() as desk:
            return [entry.kind for entry in outbox.listing(desk.session.connection(), self.account.id, 50)]

    def pack(self, order: int) -> int:
        with self.shop.office.writing() as desk:
            for line in board.one(desk, order).lines:
                packing.put_in(desk, line.id or 0, line.qty - line.cancelled)
            return packing.packed(desk, order)


def later(order: channels.RemoteOrder, hours: int, **more: object) -> channels.RemoteOrder:
    """The same order as it is told some hours later."""
    return replace(order, changed_at=order.changed_at + timedelta(hours=hours), **more)  # type: ignore[arg-type]
