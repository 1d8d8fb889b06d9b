"""Selling online: accounts at channels, what is offered there, the orders that come home, the money they settle.

Orders and listings mirror what others hold, so they are records; what binds the shop (a reservation, a step of an
order, a settled line) is a fact. What is still to be said to a channel stands in the outbox, which is neither.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from shopdesk.db.models.columns import Fact, Record, Table, data, index_where, instant, of_journal, one_of, whole

ORDER_STATES = (
    "promised",
    "unpaid",
    "new",
    "packing",
    "ready",
    "shipped",
    "delivered",
    "completed",
    "problem",
    "cancelled",
    "returned",
    "attention",
)


class ChannelAccount(Record, table=True):
    """A shop's account at a channel; its secrets stand in the vault under `uid`, never here.

    `party` is the platform as somebody who owes; `place` the country, host or file kind; `share` how much of the stock
    to publish in basis points, `cap` the most per listing in listing units, `keep` units kept for the counter (None:
    learnt). `added_by` answers for what the engine does.
    """

    __tablename__ = "channel_account"
    channel: str
    name: str
    place: str = ""
    shop: str = ""
    app_key: str = ""
    party: int = Field(foreign_key="party.id")
    added_by: int = Field(foreign_key="party.id")
    paused: bool = False
    share: int = whole(default=10_000)
    cap: int | None = whole(default=None, nullable=True)
    keep: int | None = whole(default=None, nullable=True)
    options: Any = data(default_factory=dict)


class Offer(Record, table=True):
    """A product as a buyer far away sees it, the same for all channels. Photos are media digests.

    `weight` in grams, `size` in millimetres (length, width, height); dates are ISO days; `boxes` is "until N are sold".
    `postage` is what the shop itself pays for sending one, in satang: nothing where the buyer pays.
    """

    __tablename__ = "offer"
    product: int = Field(foreign_key="product.id", unique=True)
    producer: int | None = Field(default=None, foreign_key="producer.id")
    title: str
    english: str = ""
    description: str = ""
    words: str = ""
    photos: Any = data(default_factory=list)
    weight: int = whole(default=0)
    size: Any = data(default_factory=list)
    season_from: str = ""
    season_until: str = ""
    harvest_on: str = ""
    preorder: bool = False
    boxes: int | None = whole(default=None, nullable=True)
    ship_days: int = 2
    cutoff: str = ""
    perishable: bool = False
    consent: bool = False
    postage: int = whole(default=0)


class Listing(Record, table=True):
    """An offer at one account: its category there, what that asks for, and how it stands. `remote` is their id."""

    __tablename__ = "listing"
    __table_args__ = (
        UniqueConstraint("account", "offer"),
        one_of("state", "draft", "wanted", "live", "paused", "removed", "refused"),
    )
    account: int = Field(foreign_key="channel_account.id")
    offer: int = Field(foreign_key="offer.id", index=True)
    category: str = ""
    attributes: Any = data(default_factory=dict)
    state: str = "draft"
    remote: str = ""
    remote_state: str = ""
    link: str = ""
    why: str = ""


class ListingUnit(Record, table=True):
    """What a buyer can put in the basket: a sale unit at a price in satang. `seller_sku` is ours, `remote` theirs."""

    __tablename__ = "listing_unit"
    __table_args__ = (UniqueConstraint("account", "seller_sku"),)
    listing: int = Field(foreign_key="listing.id", index=True)
    account: int = Field(foreign_key="channel_account.id")
    sale_unit: int = Field(foreign_key="sale_unit.id", index=True)
    item: int = Field(foreign_key="item.id", index=True)
    seller_sku: str
    remote: str = ""
    price: int = whole()
    cap: int | None = whole(default=None, nullable=True)


class CategoryMatch(Record, table=True):
    """A villager's word and the category it came to at a channel, remembered for the next product.

    `channel` is the channel's name, behind it the uid of the account where each shop there has a tree of its own.
    """

    __tablename__ = "category_match"
    __table_args__ = (UniqueConstraint("channel", "word"),)
    channel: str
    word: str
    category: str
    path: str = ""


class OnlineOrder(Record, table=True):
    """An order of a channel, or promised by telephone for one. Money in satang; `remote` is unique in its account.

    `changed_at` is the channel's own time of its last change, `seen_at` when we last read it; `raw` its own word for
    the state. Its sale is the one whose bill is `uid`. Buyer's words are personal: they stand in no journal.
    """

    __tablename__ = "online_order"
    __table_args__ = (
        UniqueConstraint("account", "remote"),
        Index("ix_online_order_number", "account", "number"),
        one_of("state", *ORDER_STATES),
    )
    account: int = Field(foreign_key="channel_account.id")
    remote: str
    number: str
    state: str = Field(index=True)
    raw: str = ""
    source: str = "api"
    placed_at: datetime = instant()
    changed_at: Any = instant(default=None, nullable=True)
    seen_at: Any = instant(default=None, nullable=True)
    deadline: Any = instant(default=None, nullable=True)
    cod: bool = False
    currency: str = "THB"
    goods: int = whole(default=0)
    shipping: int = whole(default=0)
    discount: int = whole(default=0)
    total: int = whole(default=0)
    buyer: str = ""
    phone: str = ""
    address: Any = data(default_factory=dict)
    note: str = ""
    wants: str = ""
    more: Any = data(default_factory=dict)


class OnlineLine(Record, table=True):
    """Goods of an online order: `qty` in thousandths of the sale unit, `price` in satang for one.

    `remote` are the channel's line ids: one for each piece where a channel counts so.
    Goods we do not know have no unit.
    """

    __tablename__ = "online_line"
    __table_args__ = (UniqueConstraint("online_order", "position"),)
    online_order: int = Field(foreign_key="online_order.id")
    position: int
    unit: int | None = Field(default=None, foreign_key="listing_unit.id", index=True)
    sale_unit: int | None = Field(default=None, foreign_key="sale_unit.id")
    item: int | None = Field(default=None, foreign_key="item.id")
    sku: str = ""
    name: str = ""
    qty: int = whole()
    price: int = whole()
    cancelled: int = whole(default=0)
    packed: int = whole(default=0)
    remote: Any = data(default_factory=list)


class OrderEvent(Fact, table=True):
    """A step of an online order; `raw` is the channel's word, `happened_at` its time where it told one."""

    __tablename__ = "order_event"
    __table_args__ = of_journal(one_of("state", *ORDER_STATES))
    online_order: int = Field(foreign_key="online_order.id", index=True)
    state: str
    raw: str = ""
    happened_at: Any = instant(default=None, nullable=True)


class Reservation(Fact, table=True):
    """Goods promised to an online order (or let go again: negative), in thousandths of the item's base unit."""

    __tablename__ = "reservation"
    __table_args__ = of_journal(one_of("reason", "order", "phone", "cancelled", "sold", "changed", "let_go"))
    online_order: int = Field(foreign_key="online_order.id", index=True)
    line: int = Field(foreign_key="online_line.id", index=True)
    item: int = Field(foreign_key="item.id")
    qty: int = whole()
    reason: str


class Reserved(Table, table=True):
    """Derived: what of an item is promised, the sum of its reservations."""

    __tablename__ = "reserved"
    item: int = Field(primary_key=True, foreign_key="item.id")
    qty: int = whole()


class Parcel(Record, table=True):
    """A parcel of an online order. `package` is the channel's id of it, `label` the digest of the label's paper.

    `contents` are thousandths of the sale unit by the line's position; `postage` what the shop paid the
    post, in satang.
    """

    __tablename__ = "parcel"
    online_order: int = Field(foreign_key="online_order.id", index=True)
    carrier: str = ""
    tracking: str = Field(default="", index=True)
    package: str = ""
    weight: int = whole(default=0)
    label: str = ""
    photo: str = ""
    contents: Any = data(default_factory=dict)
    postage: int = whole(default=0)


class ParcelEvent(Fact, table=True):
    """What was done with a parcel; label got, label printed and handed over are apart from packed."""

    __tablename__ = "parcel_event"
    __table_args__ = of_journal(
        one_of("kind", "packed", "told", "label_got", "label_printed", "handed_over", "unpacked")
    )
    parcel: int = Field(foreign_key="parcel.id", index=True)
    kind: str
    detail: str = ""


class Settlement(Fact, table=True):
    """A statement of a channel: what it paid out for a span of days, in satang; `paid_on` the day the money went.

    Where a shop holds its own money it is what a person counted, with lines of its own (shop/collecting).
    """

    __tablename__ = "settlement"
    __table_args__ = of_journal(UniqueConstraint("account", "statement"))
    uid: str = Field(unique=True)
    account: int = Field(foreign_key="channel_account.id")
    statement: str
    starts: str = ""
    ends: str = ""
    payout: int = whole()
    paid_on: str = ""


class SettlementLine(Fact, table=True):
    """One line of the channel's account with the shop, signed satang. `remote` is their id of it, once per account."""

    __tablename__ = "settlement_line"
    __table_args__ = of_journal(
        UniqueConstraint("account", "remote"),
        one_of(
            "kind", "item", "shipping", "commission", "payment_fee", "service", "tax", "refund", "adjustment", "other"
        ),
    )
    account: int = Field(foreign_key="channel_account.id")
    statement: str = Field(default="", index=True)
    remote: str
    online_order: int | None = Field(default=None, foreign_key="online_order.id", index=True)
    order_number: str = ""
    kind: str
    name: str = ""
    amount: int = whole()
    on_date: str = ""


class Outbox(Table, table=True):
    """What is out of date at a channel: never what to say, only that something is to be said. One row for one thing.

    `done` deletes a row only where `version` is still the one that was read. `stuck` is a refusal a person mends.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("account", "kind", "key"),
        one_of("kind", "listing", "stock", "price", "pack", "ship", "label", "cancel", "answer"),
        one_of("state", "due", "unknown", "stuck"),
        index_where("ix_outbox_due", "account state not_before", "state <> 'stuck'"),
    )
    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="channel_account.id")
    kind: str
    key: int
    version: int = 1
    attempts: int = 0
    not_before: int = whole(default=0)
    state: str = "due"
    why: str = ""
    fix: str = ""


class Published(Table, table=True):
    """What a channel last confirmed of a listing unit: whole units, the price in satang, and when."""

    __tablename__ = "published"
    unit: int = Field(primary_key=True, foreign_key="listing_unit.id")
    stock: int | None = whole(default=None, nullable=True)
    price: int | None = whole(default=None, nullable=True)
    at: Any = instant(default=None, nullable=True)


class AccountState(Table, table=True):
    """How it stands with an account: cursors, the last word, and until when nobody calls. `why` is for a person.

    `not_before` is back-off, rate limit and breaker in one. `login` says whether somebody has to sign in again.
    """

    __tablename__ = "account_state"
    __table_args__ = (one_of("login", "ok", "soon", "needed"),)
    account: int = Field(primary_key=True, foreign_key="channel_account.id")
    cursors: Any = data(default_factory=dict)
    pulled_at: Any = instant(default=None, nullable=True)
    pushed_at: Any = instant(default=None, nullable=True)
    tried_at: Any = instant(default=None, nullable=True)
    not_before: int = whole(default=0)
    failures: int = 0
    why: str = ""
    fix: str = ""
    login: str = "ok"
    login_until: Any = instant(default=None, nullable=True)


class HeldReply(Table, table=True):
    """What a channel sent and could not be taken in: its text and the reason, to be mended and tried again."""

    __tablename__ = "held_reply"
    __table_args__ = (UniqueConstraint("account", "kind", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    account: int = Field(foreign_key="channel_account.id")
    kind: str
    key: str
    body: str
    why: str
    fix: str = ""
    at: datetime = instant()


class LineUse(Table, table=True):
    """Bytes sent and received for an account in a month (YYYY-MM): people pay for each."""

    __tablename__ = "line_use"
    month: str = Field(primary_key=True)
    account: int = Field(primary_key=True, foreign_key="channel_account.id")
    sent: int = whole(default=0)
    received: int = whole(default=0)


class ContactDay(Table, table=True):
    """The longest an account was out of reach on a day, in seconds: what is kept for the counter learns from it."""

    __tablename__ = "contact_day"
    day: str = Field(primary_key=True)
    account: int = Field(primary_key=True, foreign_key="channel_account.id")
    longest_gap: int = 0
    last_at: Any = instant(default=None, nullable=True)
