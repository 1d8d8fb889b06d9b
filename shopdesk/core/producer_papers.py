"""Papers between a shop and the people whose goods it sells, as values: payout slip, year, agreement."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Given:
    """One line of what somebody is owed: `22 พ.ย. น้ำผึ้งป่า · 2 ขวด` and satang."""

    words: str
    amount: int


@dataclass(frozen=True, slots=True)
class PayoutSlip:
    """What one person got, and why. `carried` stood open before the lines, `left` stays open; amounts in satang."""

    shop_name: str
    number: str
    at: datetime
    payee: str
    about: tuple[str, ...]
    lines: tuple[Given, ...]
    carried: int
    total: int
    paid: int
    left: int
    means: str
    cashier: str
    taken_back: bool = False
    takes_back: bool = False
    practice: bool = False


@dataclass(frozen=True, slots=True)
class PayoutRun:
    """The slips of one round of payouts, one below the other with a line to tear along."""

    slips: tuple[PayoutSlip, ...]

    @property
    def number(self) -> str:
        """From the first to the last."""
        return f"{self.slips[0].number}–{self.slips[-1].number[-6:]}" if len(self.slips) > 1 else self.slips[0].number


@dataclass(frozen=True, slots=True)
class ItemSum:
    """What of one kind of goods was sold in a year: words of the quantity, what it brought, the shop's share, satang.

    `commission` is the part of the share that is the shop's taxable income as an agent.
    """

    name: str
    quantity: str
    sold: int
    share: int
    commission: int

    @property
    def owed(self) -> int:
        """What the producer gets of it."""
        return self.sold - self.share


@dataclass(frozen=True, slots=True)
class YearStatement:
    """A producer's year. `carried` + what was sold − share + `borne` − paid = `open`; amounts in satang.

    `borne` are goods that were not sold and that the shop pays for, as (words, amount).
    """

    shop_name: str
    producer: str
    about: tuple[str, ...]
    year: int
    made: datetime
    carried: int
    items: tuple[ItemSum, ...]
    borne: tuple[Given, ...]
    payouts: tuple[Given, ...]
    open: int
    practice: bool = False

    @property
    def number(self) -> str:
        """What a file of it is called."""
        return f"{self.producer}-{self.year}"

    @property
    def sold(self) -> int:
        """What all goods brought."""
        return sum(item.sold for item in self.items)

    @property
    def share(self) -> int:
        """What the shop kept of it."""
        return sum(item.share for item in self.items)

    @property
    def commission(self) -> int:
        """What of the share is commission of an agent, the shop's own taxable income."""
        return sum(item.commission for item in self.items)

    @property
    def paid(self) -> int:
        """What was handed over."""
        return sum(row.amount for row in self.payouts)


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """The agreement an agent needs on file before it sells: who, what, on what terms, from when. To be signed."""

    shop_name: str
    shop_about: tuple[str, ...]
    shop_tax_id: str
    producer: str
    about: tuple[str, ...]
    goods: str
    terms: str
    waste: str
    unsold: str
    starts: str
    agent: bool
    practice: bool = False

    @property
    def number(self) -> str:
        """What a file of it is called."""
        return f"{self.producer}-{self.starts}"


@dataclass(frozen=True, slots=True)
class ConsentPaper:
    """A producer's word that buyers may see photos, name and story; to be signed."""

    shop_name: str
    producer: str
    text: str
    made: datetime
    practice: bool = False

    @property
    def number(self) -> str:
        """What a file of it is called."""
        return f"{self.producer}-{self.made:%Y-%m-%d}"
