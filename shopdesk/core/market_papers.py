"""The paper that goes along to a market, as values: what was taken and room for a tick at each sale."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TickRow:
    """Goods that went along: `20 กล่อง`, and the price of one in satang (None: asked)."""

    name: str
    taken: str
    price: int | None


@dataclass(frozen=True, slots=True)
class TickSheet:
    """ใบขีดขาย of one trip; `when` is its date in words."""

    shop_name: str
    name: str
    when: str
    rows: tuple[TickRow, ...]
    practice: bool = False
