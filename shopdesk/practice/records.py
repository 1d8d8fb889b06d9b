"""What the marketplace remembers: flat records, each kept as one row. Money in satang, instants in milliseconds."""

from dataclasses import dataclass, field
from typing import Any

UNPAID, PENDING, PACKED, READY = "unpaid", "pending", "packed", "ready_to_ship"
SHIPPED, DELIVERED, FAILED, CANCELED, RETURNED = "shipped", "delivered", "failed", "canceled", "returned"
BEFORE_HANDOVER = frozenset({UNPAID, PENDING, PACKED, READY})
# States of a wish: the shop has to answer it; agreed to, the goods are on their way back. All others are over.
ASKED, COMING_BACK = frozenset({"CANCEL_INIT", "REQUEST_INITIATE", "RTM_RECEIVE_ITEM"}), frozenset({"RTM_INIT"})

Data = dict[str, Any]
UNCOUNTED = 9_999


@dataclass(slots=True)
class App:
    """A program registered at one platform: its key and its secret. `seller` where the key belongs to one shop."""

    id: str
    platform: str
    secret: str
    seller: int = 0
    may: str = "read_write"


@dataclass(slots=True)
class Seller:
    """A shop at one platform. `more` is what only its platform knows of it."""

    id: int
    platform: str
    name: str
    email: str
    status: str = "ACTIVE"
    more: Data = field(default_factory=dict)


@dataclass(slots=True)
class Code:
    """A code of a finished sign-in: works once, until `until`."""

    id: str
    app: str
    seller: int
    until: int
    used: bool = False


@dataclass(slots=True)
class Token:
    """A pair of tokens, by its access token. `refreshed` when its refresh token was used, 0 while it was not."""

    id: str
    refresh: str
    app: str
    seller: int
    until: int
    refresh_until: int
    refreshed: int = 0


@dataclass(slots=True)
class Photo:
    """A photo the platform holds; `body` in base64."""

    id: str
    kind: str
    width: int
    height: int
    body: str


@dataclass(slots=True)
class Product:
    """Goods on offer. `status` is Active, InActive, Pending QC, Suspended or Deleted."""

    id: int
    seller: int
    name: str
    description: str
    category: str
    created: int
    updated: int
    status: str = "Active"
    images: list[str] = field(default_factory=list)
    attributes: Data = field(default_factory=dict)
    more: Data = field(default_factory=dict)


@dataclass(slots=True)
class Sku:
    """What a buyer can put in the basket. `real` pieces are there, of which some are promised already.

    withheld: ordered and unpaid; occupied: ordered, paid and not handed over.
    """

    id: int
    product: int
    seller_sku: str
    price: int
    real: int = 0
    withheld: int = 0
    occupied: int = 0
    active: bool = True
    special: int = 0
    special_from: int = 0
    special_until: int = 0
    choice: dict[str, str] = field(default_factory=dict)
    images: list[str] = field(default_factory=list)
    package: dict[str, str] = field(default_factory=dict)
    more: Data = field(default_factory=dict)

    @property
    def sellable(self) -> int:
        """How many a buyer can still put in the basket."""
        if self.more.get("unmanaged"):
            return UNCOUNTED
        return max(0, self.real - self.withheld - self.occupied)


@dataclass(slots=True)
class Order:
    """What one buyer ordered from one shop. `status` only where the platform gives whole orders a status."""

    id: int
    seller: int
    number: str
    created: int
    updated: int
    buyer: dict[str, str]
    cod: bool = False
    paid: int = 0
    method: str = "PAYMENT_ACCOUNT"
    note: str = ""
    status: str = ""
    shipping: int = 0
    voucher_seller: int = 0
    voucher_platform: int = 0
    more: Data = field(default_factory=dict)


@dataclass(slots=True)
class Unit:
    """One piece of an order. `holds` is what it takes of the stock: withheld, occupied, gone or nothing."""

    id: int
    order: int
    sku: int
    seller_sku: str
    name: str
    price: int
    state: str
    created: int
    updated: int
    holds: str = ""
    package: str = ""
    tracking: str = ""
    carrier: str = ""
    reason: str = ""
    by: str = ""
    reverse: int = 0
    more: Data = field(default_factory=dict)


@dataclass(slots=True)
class Reverse:
    """A buyer's or seller's wish to undo: kind CANCEL, RETURN or ONLY_REFUND for some pieces."""

    id: int
    order: int
    seller: int
    kind: str
    units: list[int]
    state: str
    reason: str
    created: int
    updated: int
    until: int = 0
    lines: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class MoneyRow:
    """A line of the platform's account with a shop; `amount` signed."""

    id: int
    seller: int
    order: int
    unit: int
    fee: str
    amount: int
    vat: int
    at: int
    statement: int = 0


@dataclass(slots=True)
class Statement:
    """A settled span: what it came to, and whether it was paid out."""

    id: int
    seller: int
    number: str
    starts: int
    ends: int
    opening: int
    payout: int
    paid: bool = False


KINDS: tuple[type, ...] = (
    App,
    Seller,
    Code,
    Token,
    Photo,
    Product,
    Sku,
    Order,
    Unit,
    Reverse,
    MoneyRow,
    Statement,
)
