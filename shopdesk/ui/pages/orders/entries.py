"""Orders of every way on one board: what a card says, in which column it stands, and what presses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import orderstate
from shopdesk.ui.pages.orders import leaving

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.online.board import Card
    from shopdesk.shop.orders import Order

COLUMNS = ("new", "packing", "ready", "shipped", "problem")
ALL, OURS = 0, -1
# So many of the most pressing are shown, and as many more as often as somebody asks.
MOST = 200
SOON, VERY_SOON = timedelta(hours=6), timedelta(hours=2)
# A promise whose order has not come by then is asked about.
STALE = timedelta(days=2)
_WAITING = ("promised", "unpaid", "new", "packing", "ready", "attention")
_UNBEGUN = ("promised", "unpaid", "attention", "new")
_OVER = ("completed", "cancelled", "returned")
_PLACES = {
    "promised": "new", "unpaid": "new", "attention": "new", "delivered": "shipped", "returned": "problem",
    "fetched": "shipped", "cancelled": "problem", "completed": "shipped",
}  # fmt: skip
_TINTS = ("g", "y", "b", "p", "r", "n")
_LEADING = "เแโใไ"


@dataclass(frozen=True, slots=True)
class Entry:
    """One order on the board: of a channel (`card`) or written down here (`order`). `total` in satang."""

    id: int
    account: int
    mark: str
    number: str
    who: str
    goods: str
    total: int
    state: str
    card: "Card | None" = None
    order: "Order | None" = None

    @property
    def column(self) -> str:
        """The column it stands in."""
        if self.asked:
            return "problem"
        place = _PLACES.get(self.state, self.state)
        return "shipped" if self.theirs and place in ("new", "packing", "ready") else place

    @property
    def key(self) -> tuple[bool, int]:
        """What it is told by while the board is read anew."""
        return self.card is not None, self.id

    @property
    def letter(self) -> str:
        """The letter of its channel's mark."""
        name = self.mark.strip() or "?"
        return name[1] if name[0] in _LEADING and len(name) > 1 else name[0].upper()

    @property
    def tint(self) -> str:
        """The colour of its channel's mark."""
        return _TINTS[self.account % len(_TINTS)] if self.card is not None else "n"

    @property
    def waits(self) -> bool:
        """Whether the shop has still to do something."""
        return not self.theirs and self.state in (*_WAITING, "ready")

    @property
    def asked(self) -> bool:
        """Whether it left and its buyer waits for an answer."""
        return self.card is not None and self.card.asked

    @property
    def theirs(self) -> bool:
        """Whether its platform packs and sends it: there is nothing to do for it here."""
        return self.card is not None and self.card.theirs

    def stale(self, now: datetime) -> bool:
        """Whether it was promised by telephone and nothing came since."""
        card = self.card
        return self.state == "promised" and card is not None and now - (card.seen_at or card.placed_at) >= STALE


def column_words(column: str) -> str:
    """The heading of a column."""
    return {
        "new": _("New orders"),
        "packing": _("Being packed"),
        "ready": _("To send"),
        "shipped": _("Sent off"),
        "problem": _("Trouble"),
    }[column]


@dataclass(frozen=True, slots=True)
class Found:
    """What the board shows: the orders, how many `more` there are, the accounts, how many of all are `new` or asked."""

    entries: "Sequence[Entry]"
    more: int
    accounts: "Sequence[Standing]"
    new: int


def found(desk: "Desk", account: int = ALL, most: int = MOST, *, past: bool = False) -> Found:
    """What waits, or with `past` what is over: of one account, of all, or only what was written down here."""
    from shopdesk.shop import accounts, orders
    from shopdesk.shop.online import board

    cards: list[Entry] = []
    more = 0
    if account != OURS:
        states = _OVER if past else (*_WAITING, "problem", "shipped", "delivered")
        cards = [of_card(card) for card in board.cards(desk, states, account, most)]
        more = board.count(desk, states, account) - len(cards) if len(cards) >= most else 0
    waits = orders.listing(desk)
    if account in (ALL, OURS):
        written = orders.listing(desk, past=True) if past else waits
        cards = _in_order([*cards, *map(of_order, written)], past=past)
    return Found(cards, more, accounts.listing(desk), _new(desk, waits))


def new(desk: "Desk") -> int:
    """How many nobody has begun with: those of the first column, and those whose buyer waits for an answer."""
    from shopdesk.shop import orders

    return _new(desk, orders.listing(desk))


def _new(desk: "Desk", written: "Sequence[Order]") -> int:
    from shopdesk.shop.online import board

    counts = board.counts(desk)
    return sum(counts.get(state, 0) for state in (*_UNBEGUN, "asked")) + sum(order.state == "new" for order in written)


def _in_order(found: Sequence[Entry], *, past: bool) -> list[Entry]:
    """What has to leave first stands first; what was written down for a day counts from its morning."""
    return list(found) if past else sorted(found, key=_due)


def _due(entry: Entry) -> tuple[bool, bool, str]:
    if entry.order is not None or entry.asked:
        return not (entry.waits or entry.asked), False, entry.order.fetch_on if entry.order is not None else ""
    deadline = entry.card.until if entry.card is not None else None
    until = "" if deadline is None else deadline.astimezone(clock.BANGKOK).isoformat()
    return not entry.waits, deadline is None, until


def of_card(card: "Card") -> Entry:
    """An order of a channel."""
    return Entry(
        card.id, card.account, card.account_name, card.number, card.buyer, _goods(card), card.total, card.state, card
    )


def _goods(card: "Card") -> str:
    """The goods in few words; a promise has no words of a platform, its goods go by the shop's."""
    parts = card.goods.split(", ")
    if card.state != "promised" or any(part.lstrip(" ×0123456789") for part in parts):
        return card.goods
    return ", ".join(f"{one.name}{part}" for one, part in zip(card.pictures, parts, strict=False))


def of_order(order: "Order") -> Entry:
    """An order that was written down here."""
    ways = {"phone": _("Telephone"), "line": _("LINE"), "counter": _("Here")}
    return Entry(
        order.id, OURS, ways[order.came_by], order.number, order.name, ", ".join(order.lines),
        order.total, order.state, order=order,
    )  # fmt: skip


def state_words(entry: Entry) -> str:
    """How far it is."""
    if entry.order is not None:
        from shopdesk.shop import orders

        return orders.state_words(entry.state)
    return orderstate.label(entry.state)


def due(entry: Entry, now: datetime) -> tuple[str, str]:
    """Until when it has to leave, in words, and how pressing that is: "", accent or danger."""
    if entry.order is not None:
        return _fetched(entry.order.fetch_on, now) if entry.waits else ("", "")
    card = entry.card
    if card is None or card.until is None or not entry.waits:
        return "", ""
    if card.leaving.promised:
        return leaving.promised(card.until, now)
    left = card.until - now
    tone = "danger" if left < VERY_SOON else "accent" if left < SOON else ""
    if left < timedelta(0):
        return _("Should have left {span} ago").format(span=_span(-left)), tone
    return _("Send within {span}").format(span=_span(left)), tone


def _fetched(day: str, now: datetime) -> tuple[str, str]:
    from shopdesk.ui.pages.stock.dates import short

    today = clock.calendar_date(now).isoformat()
    tone = "danger" if day < today else "accent" if day == today else ""
    return _("Pick-up {day}").format(day=short(day)), tone


def _span(span: timedelta) -> str:
    minutes = span // timedelta(minutes=1)
    if minutes < 60:
        return _("{count} min").format(count=minutes)
    if minutes < 48 * 60:
        return _("{count} h").format(count=minutes // 60)
    return _("{count} days").format(count=minutes // (24 * 60))


def news(entry: Entry, now: datetime) -> str:
    """How old the news of an order are: `ข้อมูลเมื่อ 09:40`; empty for one that was written down here."""
    moment = seen(entry, now)
    return _("As of {when}").format(when=moment) if moment else ""


def seen(entry: Entry, now: datetime) -> str:
    """The moment of the last news alone."""
    return when(entry.card.seen_at, now) if entry.card is not None and entry.card.seen_at is not None else ""


def when(instant: datetime, now: datetime) -> str:
    """The time of day; with its date where that is another day."""
    local = instant.astimezone(clock.BANGKOK)
    today = local.date() == now.astimezone(clock.BANGKOK).date()
    return f"{local:%H:%M}" if today else f"{local.day}/{local.month} {local:%H:%M}"


def badges(entry: Entry, now: datetime) -> list[tuple[str, str]]:
    """The badges of a card: words and tone ("" for a quiet one)."""
    found = [due(entry, now)]
    card = entry.card
    if card is not None:
        # That it was cancelled is said together with what is to be done.
        state = orderstate.label(card.state) if card.state not in COLUMNS and card.look != orderstate.OPEN else ""
        found.append(leaving.waiting(card.leaving) if entry.waits else ("", ""))
        found.append((state, "accent" if card.state == "attention" else "danger" if entry.column == "problem" else ""))
        found.append((_("The platform sends it") if card.theirs else "", "info"))
        found.append((_("Practice") if card.practice else "", "info"))
        found.append((_("COD"), "info") if card.cod else ("", ""))
        found.append((_("Unknown goods: {count}").format(count=card.unknown) if card.unknown else "", "danger"))
        found.append((wish(card.wants), "danger"))
        found.append((short_words(card.short), "danger"))
        found.append((look_words(card.look), "danger"))
        found.append((_("Did it come?") if entry.stale(now) else "", "accent"))
        found.append((_boxes(card), "primary"))
        found.append((_packed(card), "primary" if card.packed == card.wanted else ""))
        found.append((_label(card), "" if card.labelled < 2 else "primary"))
    elif entry.order is not None and entry.order.deposit:
        found.append((_("Deposit paid"), "primary"))
    return [(words, tone) for words, tone in found if words]


def wish(wants: str) -> str:
    """What the buyer asks."""
    return {"cancel": _("Buyer wants to cancel"), "return": _("Buyer wants to send it back")}.get(wants, "")


def short_words(pieces: int) -> str:
    """How many of what is wanted are not there (thousandths)."""
    return _("Short by {count}").format(count=pieces // 1000) if pieces else ""


def look_words(look: str) -> str:
    """What there is to see about: the parcel holds more than is wanted, or is of an order nobody wants any more."""
    words = {
        orderstate.FEWER: _("Wanted less: open the parcel, take it out"),
        orderstate.OPEN: _("Cancelled: unpack the parcel"),
        orderstate.MONEY: _("Buyer got money back"),
    }
    return words.get(look, "")


def _packed(card: "Card") -> str:
    if card.state != "packing" or card.theirs:
        return ""
    return _("In the parcel: {packed} of {wanted}").format(packed=card.packed // 1000, wanted=card.wanted // 1000)


def _boxes(card: "Card") -> str:
    """Which box is next, of an order that leaves in several."""
    if card.state == "packing" and card.boxes:
        return _("Boxes closed: {count}").format(count=card.boxes)
    if card.state == "ready" and card.boxes > 1:
        return _("Box {number} of {count}").format(number=card.gone + 1, count=card.boxes)
    return ""


def _label(card: "Card") -> str:
    if card.state != "ready" or card.theirs:
        return ""
    return [_("No label yet"), _("Label is here"), _("Label printed"), _("Label printed")][card.labelled]
