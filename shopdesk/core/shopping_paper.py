"""The shopping list as values for paper: what to buy, by who brings it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShoppingRow:
    """Goods to buy: `24 ขวด`, and what lies there still."""

    name: str
    buy: str
    left: str


@dataclass(frozen=True, slots=True)
class ShoppingList:
    """`parts` are who brings goods ("" for nobody known) with what to buy there; `when` is its date in words."""

    shop_name: str
    when: str
    parts: tuple[tuple[str, tuple[ShoppingRow, ...]], ...]
    practice: bool = False
