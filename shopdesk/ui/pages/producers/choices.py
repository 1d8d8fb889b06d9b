"""Words of the producers' pages: parts, means, terms."""

from dataclasses import dataclass
from datetime import date

from shopdesk.base.i18n import _
from shopdesk.core import promptpay, thaidate, unit
from shopdesk.db import models
from shopdesk.shop import statements
from shopdesk.shop.desk import Desk
from shopdesk.shop.shares import Share


@dataclass(frozen=True, slots=True)
class Told:
    """Terms in words."""

    starts: str
    goods: str
    words: str
    kind: str


def told(desk: Desk, terms: models.Contract) -> Told:
    """A contract in words."""
    kind = _("As agent") if terms.agent else _("Shop buys")
    return Told(day(terms.starts), statements.goods_of(desk, terms.item), statements.said(desk, terms), kind)


def parts() -> list[tuple[str, str]]:
    """The lists of a producer's page."""
    return [("goods", _("Goods here")), ("sold", _("Sold since")), ("terms", _("Terms")), ("paid", _("Paid so far"))]


def means() -> list[tuple[str, str]]:
    """How a payout is handed over."""
    return [("drawer", _("Cash, drawer")), ("transfer", _("PromptPay")), ("owner", _("Owner's money"))]


def no_terms() -> str:
    """What it means that nothing is agreed with somebody."""
    return _("No terms yet: all that their goods bring is owed to them.")


def unsold(rule: str) -> str:
    """What becomes of goods that were not sold."""
    return {"return": _("Taken home"), "buy": _("Shop buys it"), "share": _("Half each")}[rule]


def masked(number: str) -> str:
    """Enough of a PromptPay number to know it by."""
    return promptpay.target(number).masked() if number else ""


def day(iso: str) -> str:
    """A stored date as people read it."""
    return thaidate.day(date.fromisoformat(iso)) if iso else ""


def what(share: Share) -> str:
    """How much was sold, or what else it was."""
    much = unit.quantity_text(share.qty, share.unit) if share.qty else ""
    return much if share.kind == "sale" else f"{statements.kind(share.kind)} {much}".strip()


def tone(share: Share) -> str:
    """What takes money off is said in another colour too."""
    return "danger_text" if share.owed < 0 else ""
