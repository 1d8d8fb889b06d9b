"""The cards of the day: what was sold, what sells best, what went in and out of the drawer, what is held."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.core import money, tender, thaidate
from shopdesk.shop import reports
from shopdesk.shop.bills import Held
from shopdesk.shop.closings import Closing
from shopdesk.shop.day import Move
from shopdesk.shop.reports import Figures, Top
from shopdesk.shop.transfers import Transfer
from shopdesk.ui import theme
from shopdesk.ui.pages.day.words import difference
from shopdesk.ui.widgets.amounts import Amount, Figure
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided, Plain


class Card(QFrame):
    """A titled card; `said()` is everything on it."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.px(18), theme.px(12), theme.px(18), theme.px(14))
        self.column.setSpacing(theme.px(6))
        self.head = QHBoxLayout()
        self.head.addWidget(Plain(title, "h"), 1)
        self.column.addLayout(self.head)

    def said(self) -> list[str]:
        """Every sentence on the card."""
        labels = cast("list[Plain]", self.findChildren(Plain))
        return [label.said() for label in labels if label.said()]

    def row(self, words: str, satang: int, sub: str = "") -> None:
        """A line with an amount at its right."""
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(Elided(words), 1)
        if sub:
            line.addWidget(Plain(sub, "sub"))
        figure = Figure()
        figure.set_amount(satang)
        figure.setMinimumWidth(theme.px(84))
        line.addWidget(figure)
        self.column.addLayout(line)


def sold(figures: Figures) -> Card:
    """What was sold today, and how it was paid."""
    card = Card(_("Sold today"))
    amount = Amount(44)
    amount.set_amount(figures.net)
    card.column.addWidget(amount)
    card.column.addWidget(Plain(_summary(figures), "sub", wrap=True))
    for way in figures.tenders:
        card.row(way.label, way.amount, _("{count} times").format(count=way.count))
    return card


def _summary(figures: Figures) -> str:
    parts = [_("{count} bills").format(count=figures.kept)]
    if figures.refunds:
        back = money.text(figures.refund_total)
        parts.append(_("{count} refunds, {amount}").format(count=figures.refunds, amount=back))
    if figures.voids:
        parts.append(_("{count} voided, {amount}").format(count=figures.voids, amount=money.text(figures.void_total)))
    return " · ".join(parts)


def hidden() -> Card:
    """For who may not see totals."""
    card = Card(_("Sold today"))
    card.column.addWidget(Plain(_("The owner can see the totals."), "sub", wrap=True))
    return card


def best(tops: Sequence[Top]) -> Card:
    """What sells best today."""
    card = Card(_("Best sellers today"))
    for top in tops:
        card.row(top.name, top.net, reports.quantity_of(top))
    if not tops:
        card.column.addWidget(Plain(_("Nothing sold yet today."), "sub"))
    return card


def transfers(rows: Sequence[Transfer], show: Callable[[], object]) -> Card:
    """What came without cash today, by how sure it is, and the way to the list where it is ticked off."""
    card = Card(_("Transfers today"))
    sure: dict[str, list[int]] = {}
    for row in sorted(rows, key=lambda row: (not row.given_up, tender.STATES.index(row.state))):
        sure.setdefault(row.words, []).append(row.amount)
    for words, found in sure.items():
        card.row(words, sum(found), _("{count} times").format(count=len(found)))
    if not rows:
        card.column.addWidget(Plain(_("Nothing came without cash."), "sub"))
    card.column.addWidget(Button(_("Compare with the bank"), icon="building-bank", on=show))
    return card


def drawer(float_amount: int | None, moves: Sequence[Move], move: Callable[[int], object]) -> Card:
    """What lay in the drawer at opening, and what went in and out without a sale; `move` gets 1 for in, −1 for out."""
    card = Card(_("Drawer"))
    if float_amount is not None:
        card.row(_("In the drawer at opening"), float_amount)
    for moved in moves:
        at = moved.at.astimezone(clock.BANGKOK)
        card.row(moved.reason, moved.amount, f"{at:%H:%M} {moved.name}")
    line = QHBoxLayout()
    line.setSpacing(theme.px(8))
    line.addWidget(Button(_("Put cash in"), icon="plus", on=lambda: move(1)), 1)
    line.addWidget(Button(_("Take cash out"), icon="minus", on=lambda: move(-1)), 1)
    card.column.addSpacing(theme.px(4))
    card.column.addLayout(line)
    return card


def held(rows: Sequence[Held], resume: Callable[[str], object], drop: Callable[[Held], object]) -> Card:
    """The bills put aside, each to go on with or to throw away."""
    card = Card(_("Held bills"))
    for row in rows:
        words = row.label or _("No name")
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Elided(words, "strong"))
        counted = _("{count} items · {amount}").format(count=row.lines, amount=money.text(row.total))
        texts.addWidget(Elided(counted, "sub"))
        line = QHBoxLayout()
        line.setSpacing(theme.px(6))
        line.addLayout(texts, 1)
        line.addWidget(Button(_("Go on selling"), icon="player-play", on=lambda uid=row.uid: resume(uid)))  # type: ignore[misc]
        line.addWidget(Button(_("Throw away"), "quiet", icon="trash", on=lambda row=row: drop(row)))  # type: ignore[misc]
        card.column.addLayout(line)
    return card


def closings(rows: Sequence[Closing], show: Callable[[str], object], agree: Callable[[Closing], object]) -> Card:
    """The closings made before, to look at their papers, and to agree where the count did not fit."""
    card = Card(_("Earlier closings"))
    for row in rows:
        line = QHBoxLayout()
        line.addWidget(Elided(f"{thaidate.moment(row.at)} · {row.number}"), 1)
        if row.can_agree and row.expected is not None and row.agreed is not None:
            words = difference(row.agreed - row.expected)[0]
            if row.settled:
                line.addWidget(Plain(_("Agreed"), "sub"))
            kind = "quiet" if row.settled else "link"
            line.addWidget(Button(words, kind, on=lambda row=row: agree(row)))  # type: ignore[misc]
        line.addWidget(Button(_("See the paper"), "link", on=lambda number=row.number: show(number)))  # type: ignore[misc]
        card.column.addLayout(line)
    return card


def stacked(cards: Sequence[QWidget]) -> QVBoxLayout:
    """Cards one below the other."""
    column = QVBoxLayout()
    column.setSpacing(theme.px(12))
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column
