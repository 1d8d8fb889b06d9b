"""What a channel is: the values that pass between the shop and the platforms, and the protocol each platform fulfils.

The shop and its screens know no platform by name: what differs between them (fields, limits, what cannot be sold) a
channel says itself in `Rules`. Money is satang, quantities are whole listing units, instants are aware.

    channel.orders(since, "")      -> OrderPage     what they sold
    channel.set_stock(writes)      -> [Outcome]     what is there now: absolute, never a difference
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from shopdesk.shop.channel_problems import ChannelProblem as ChannelProblem
from shopdesk.shop.channel_problems import NeedsLogin as NeedsLogin
from shopdesk.shop.channel_problems import Offline as Offline
from shopdesk.shop.channel_problems import Rejected as Rejected
from shopdesk.shop.channel_problems import Retry as Retry
from shopdesk.shop.channel_problems import Unknown as Unknown
from shopdesk.shop.channel_rules import Rules as Rules


@dataclass(frozen=True, slots=True)
class Account:
    """What a channel is opened with. `options` are the account's own, nothing secret; secrets come from the vault."""

    id: int
    uid: str
    channel: str
    name: str
    place: str
    shop: str
    app_key: str
    options: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SignIn:
    """The page to open in a browser, and what the address that comes back is checked against.

    `asks` is an English catalogue sentence where a secret is typed that the page does not show.
    """

    page: str
    state: str
    comes_back_to: str
    asks: str = ""


@dataclass(frozen=True, slots=True)
class Seller:
    """Who the platform says we are, and whether this account takes photos."""

    shop: str
    name: str
    place: str = ""
    active: bool = True
    photos: bool = True
    currency: str = "THB"


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the platform's living tree; only a leaf takes goods. `path` from the root, with " > "."""

    id: str
    path: str
    leaf: bool = True


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something a category asks for. `kind` is text, number, date, choice or choices; `options` id to name."""

    id: str
    label: str
    required: bool
    kind: str = "text"
    options: tuple[tuple[str, str], ...] = ()
    for_variants: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """What a buyer can put in the basket: `choice` names it among variants, weight in grams, size in millimetres."""

    seller_sku: str
    price: int
    stock: int
    weight: int
    size: tuple[int, int, int]
    choice: Mapping[str, str] = field(default_factory=dict)
    remote: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A listing as it should stand. `photos` are the platform's own names of photos it already holds."""

    title: str
    description: str
    category: str
    attributes: Mapping[str, object]
    photos: Sequence[str]
    units: Sequence[DraftUnit]
    key: str
    remote: str = ""
    preorder_days: int = 0


@dataclass(frozen=True, slots=True)
class RemoteUnit:
    """A unit as the platform holds it; `stock` is what a buyer can buy there, None where it cannot be read."""

    listing: str
    remote: str
    seller_sku: str
    price: int | None = None
    stock: int | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class RemoteListing:
    """A listing as the platform answered: ids by seller SKU; `state` is its own word, `live` what it means."""

    remote: str
    units: Mapping[str, str]
    state: str = ""
    live: bool = True
    link: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """A price in satang or a stock in whole units to be set for one unit."""

    listing: str
    remote: str
    seller_sku: str
    value: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one write of a batch ended: None is well."""

    seller_sku: str
    problem: ChannelProblem | None = None


@dataclass(frozen=True, slots=True)
class RemoteLine:
    """A line of an order. `ids` are the platform's ids of its pieces, or of the line; `price` is what one cost.

    `theirs` are goods that lie in the platform's own house: it packs and sends them itself.
    """

    ids: tuple[str, ...]
    sku: str
    name: str
    quantity: int
    price: int
    cancelled: int = 0
    remote_unit: str = ""
    theirs: bool = False


@dataclass(frozen=True, slots=True)
class RemoteOrder:
    """An order as the platform tells it. `state` is one of ours, `raw` its own word; money in satang.

    `discount` is what the shop itself gave up; what the platform paid for the buyer is no discount of the shop.

    `wants` is what the buyer asks and the shop has to answer: "cancel" or "return", with its id in `more`.
    """

    remote: str
    number: str
    state: str
    raw: str
    placed_at: datetime
    changed_at: datetime
    lines: tuple[RemoteLine, ...]
    goods: int
    shipping: int
    discount: int
    total: int
    deadline: datetime | None = None
    cod: bool = False
    currency: str = "THB"
    buyer: str = ""
    phone: str = ""
    address: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    wants: str = ""
    tracking: str = ""
    carrier: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unread:
    """One member of a page that could not be understood: kept, never a reason to stop."""

    key: str
    body: str
    why: str
    fix: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OrderPage:
    """Some orders, in the order of their last change as far as the platform gives one; `next` is "" at the end."""

    orders: tuple[RemoteOrder, ...]
    unread: tuple[Unread, ...] = ()
    next: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A parcel the platform knows: its id, and what it gave us for it."""

    id: str
    line_ids: tuple[str, ...]
    tracking: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A label as it came: PDF or picture bytes."""

    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """A line of the platform's account with the shop; `kind` as SettlementLine has it, amount in signed satang."""

    remote: str
    kind: str
    name: str
    amount: int
    on: str
    order_number: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A span the platform settled: what it paid out, in satang; `paid_on` is empty until the money went."""

    number: str
    starts: str
    ends: str
    payout: int
    paid_on: str = ""


@dataclass(frozen=True, slots=True)
class Money:
    """A page of the platform's account with the shop."""

    lines: tuple[MoneyLine, ...]
    statements: tuple[Statement, ...] = ()
    unread: tuple[Unread, ...] = ()
    next: str = ""


class Channel(Protocol):
    """One account at a platform. Every call may raise Retry, Offline, Unknown, Rejected or NeedsLogin, nothing else."""

    rules: Rules

    def sign_in(self, comes_back_to: str, state: str) -> SignIn:
        """Where the person signs in with the browser."""

    def finish_sign_in(self, address: str, state: str) -> Seller:
        """Take the address the browser came back with, check its state, keep the tokens in the vault."""

    def seller(self) -> Seller:
        """Who we are there; the way to test an account."""

    def categories(self, language: str) -> Sequence[Category]:
        """The living tree, flat."""

    def suggest(self, title: str) -> Sequence[Category]:
        """Categories the platform proposes for a title; none where it proposes none."""

    def attributes(self, category: str, language: str) -> Sequence[Attribute]:
        """What the category asks for."""

    def upload_photo(self, content: bytes) -> str:
        """Hand a photo over; answers the platform's name of it."""

    def create(self, draft: Draft) -> RemoteListing:
        """Make a listing. Never called twice for one key without `find` in between."""

    def update(self, draft: Draft) -> RemoteListing:
        """Bring words, photos and attributes up to date; price and stock have calls of their own."""

    def find(self, seller_skus: Sequence[str]) -> Sequence[RemoteUnit]:
        """The units the platform holds under these SKUs of ours."""

    def pause(self, listing: str, remote_units: Sequence[str]) -> None:
        """Take a listing off the shelf."""

    def resume(self, listing: str, remote_units: Sequence[str]) -> None:
        """Put it back."""

    def remove(self, listing: str, remote_units: Sequence[str]) -> None:
        """Delete it there; what is gone already counts as removed."""

    def set_stock(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Say how many a buyer can buy, absolutely; one outcome for each write."""

    def set_price(self, writes: Sequence[Write]) -> Sequence[Outcome]:
        """Say what one costs; one outcome for each write."""

    def orders(self, since: datetime, cursor: str) -> OrderPage:
        """Orders changed since then; `cursor` goes on where the page before ended."""

    def order(self, remote: str) -> RemoteOrder:
        """One order as it stands now."""

    def reread(self, told: Mapping[str, Any]) -> RemoteOrder:
        """An order in the platform's own words, as it was held and a person mended it; read as every other."""

    def reread_money(self, told: Mapping[str, Any]) -> Money:
        """The same of a line of its account with the shop."""

    def pack(self, order: str, lines: Sequence[RemoteLine]) -> Sequence[Package]:
        """Tell that these lines are packed, where the platform wants to know; answers its parcels."""

    def label(self, package: str) -> Paper | None:
        """The label of a parcel; None where the platform gives none."""

    def ship(self, order: str, package: Package) -> None:
        """Hand the parcel over, with our tracking number where the platform takes one."""

    def cancel(self, order: str, lines: Sequence[RemoteLine], reason: str) -> None:
        """Cancel lines from our side; `reason` is out_of_stock, price, address or buyer."""

    def answer(self, order: str, wants: str, agree: bool, more: Mapping[str, str]) -> None:
        """Answer what a buyer asked: a cancellation or a return."""

    def money(self, starts: str, ends: str, cursor: str) -> Money:
        """The platform's account with the shop between two days."""


class Renumbering(Channel, Protocol):
    """A channel whose rules say `renumbers`."""

    def renumber(self, order: str, package: Package) -> None:
        """Tell the number of an order that was sent, once: it has another one, or none was told before."""
