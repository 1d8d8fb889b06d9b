"""What goes on and into a parcel, as values: the address label, and the slip of what is inside."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AddressLabel:
    """The label of a parcel: who sends it, who gets it, and what the driver collects (satang, None: nothing).

    `number` is drawn as bars too; `goods` say what is inside in few words, `channel` where it was ordered,
    `box` which of several parcels it is.
    """

    number: str
    sender: str
    sender_lines: tuple[str, ...]
    receiver: str
    phone: str
    lines: tuple[str, ...]
    cod: int | None = None
    goods: tuple[str, ...] = ()
    channel: str = ""
    practice: bool = False
    box: str = ""


@dataclass(frozen=True, slots=True)
class AddressLabels:
    """Labels one after the other."""

    labels: tuple[AddressLabel, ...]


@dataclass(frozen=True, slots=True)
class PlatformPage:
    """A page of the label a platform made for a parcel, as its PDF came: nothing is added to it.

    `ink` is where something stands on it: left, top, width and height in tenths of a millimetre.
    """

    content: bytes
    page: int
    ink: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A parcel that is handed over: its number, whose order, to whom and where, what the driver collects (satang)."""

    tracking: str
    number: str
    receiver: str
    where: str = ""
    cod: int | None = None
    weight: str = ""


@dataclass(frozen=True, slots=True)
class HandoverList:
    """ใบส่งมอบ: parcels for one carrier, to be signed by whoever takes them."""

    shop_name: str
    carrier: str
    when: str
    rows: tuple[HandoverRow, ...]
    practice: bool = False


@dataclass(frozen=True, slots=True)
class PackingRow:
    """Goods to put in: `2 กล่อง`; `code` is what the scanner reads."""

    name: str
    quantity: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class PackingSlip:
    """ใบจัดของ of one order; `when` says until when it has to leave, in words."""

    shop_name: str
    number: str
    channel: str
    buyer: str
    rows: tuple[PackingRow, ...]
    note: str = ""
    when: str = ""
    cod: int | None = None
    practice: bool = False
