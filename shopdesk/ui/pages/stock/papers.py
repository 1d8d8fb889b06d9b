"""Papers of the store room found again: a list by kind, the chosen paper beside it, taken back whole."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from shopdesk.base.i18n import N_, _
from shopdesk.core import money, moves, thaidate, unit
from shopdesk.shop import purse
from shopdesk.ui import theme
from shopdesk.ui.head import Head
from shopdesk.ui.page import Page
from shopdesk.ui.pages.stock.dates import short
from shopdesk.ui.pages.stock.fitting import FittingTable
from shopdesk.ui.pages.stock.panes import Panes, card, drawn_row, plain, scrolled
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.papers import Listed, Paper
    from shopdesk.shop.paperwork import Moved, Opened
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

CHIPS = (
    ("", N_("All")),
    *((kind, moves.KINDS[kind]) for kind in ("receive", "count", "waste", "own_use", "transfer", "grade", "return")),
)


class PapersPage(Page):
    """List at the left, paper at the right."""

    name = "papers"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.kind = ""
        self.paper: Opened | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(14))
        whole.setSpacing(theme.px(10))
        whole.addWidget(Head(window, self.name))
        whole.addWidget(self.strip)
        self.panes = Panes(self._list(), self._side(), width=420)
        whole.addWidget(self.panes, 1)
        window.bus.data_ready.connect(self.enter)

    def _list(self) -> QWidget:
        main, column = plain()
        group = QButtonGroup(self)
        self.chips: dict[str, Button] = {}
        for kind, said in CHIPS:
            chip = Button(_(said), "chip", on=lambda kind=kind: self.choose(kind))  # type: ignore[misc]
            chip.setCheckable(True)
            group.addButton(chip)
            self.chips[kind] = chip
        self.chips[""].setChecked(True)
        column.addWidget(drawn_row(list(self.chips.values())))
        self.table: FittingTable[Listed] = FittingTable(
            [
                Column(_("Paper"), lambda row: row.number, width=144, strong=True, tone=_tone),
                Column(_("Date"), lambda row: thaidate.moment(row.at), width=176),
                Column(_("What"), _what, tone=_tone),
                Column(_("Value"), lambda row: money.text(row.value) if row.value else "", right=True, width=104),
            ],
            _("Papers"),
            {1: 560, 3: 440},
        )
        self.table.picked.connect(lambda row: self.open_paper(row.number) if self.panes.wide() else None)
        self.table.opened.connect(lambda row: self._open(row))
        self.table.clicked.connect(lambda index: self._open(self.table.rows.row(index.row())))
        self.empty = Empty("file-text", _("No papers of this kind yet."), _("Each deed in the store room leaves one."))
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        return main

    def _side(self) -> QWidget:
        side, column = card()
        self.title = Plain("", "h", wrap=True)
        self.facts = Plain("", "sub", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        self.moves: Table[Moved] = Table(
            [
                Column(_("Goods"), self._moved_name),
                Column(_("How much"), lambda row: unit.quantity_text(row.qty, row.unit), right=True, width=110),
                Column(_("Cost"), lambda row: money.text(row.value), right=True, width=112),
            ],
            _("Lines of the paper"),
        )
        column.addWidget(self.moves, 1)
        self.reverse = Button(_("Take this paper back"), "danger", icon="arrow-back-up", on=self.take_back)
        column.addWidget(self.reverse)
        self.moves.setMinimumHeight(theme.px(140))
        self._show(None)
        return scrolled(side)

    # What the window calls

    def enter(self) -> None:
        """Read the list anew."""
        self.look()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> bool:
        """Esc: from the paper to the list."""
        return self.panes.back()

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """The keys of this page."""
        return {"undo": self.take_back} if self.paper is not None and self.paper.reversible else {}

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Choose a paper to see what it moved."),
            _("Taking it back writes a second paper; nothing is ever rubbed out."),
        ]

    def regions(self) -> list[QWidget]:
        """F6: chips, list, paper."""
        return [self.chips[""], self.table, self.reverse]

    def keep(self) -> object:
        """The chip and the paper."""
        return self.kind, self.paper.number if self.paper else ""

    def restore(self, kept: Any) -> None:
        """Put them back."""
        self.kind, number = kept
        self.chips[self.kind].setChecked(True)
        if number:
            self.open_paper(number)

    # Finding and taking back

    def choose(self, kind: str) -> None:
        """Only papers of this kind."""
        self.kind = kind
        self.look()

    def look(self) -> None:
        """Read the list, and the open paper again."""
        from shopdesk.shop import papers

        if self.win.office is None:
            return
        with self.win.office.reading(self.win.actor) as desk:
            found = papers.listing(desk, self.kind)
        self.table.show_rows(found, keep=False)
        self.table.setVisible(bool(found))
        self.empty.setVisible(not found)
        self.panes.leave_alone(not found and not self.kind)
        if self.paper is not None:
            self.open_paper(self.paper.number)

    def _open(self, row: "Listed") -> None:
        self.open_paper(row.number)
        self.panes.show_side(True)

    def open_paper(self, number: str) -> None:
        """Show a paper by its number."""
        from shopdesk.shop import paperwork

        def read(_approver: "Actor | None") -> "Opened":
            assert self.win.office is not None
            with self.win.office.reading(self.win.actor) as desk:
                return paperwork.opened(desk, number)

        self.win.attempt(read, self._show)

    def _show(self, paper: "Opened | None") -> None:
        self.paper = paper
        self.reverse.setVisible(paper is not None and paper.reversible)
        self.moves.show_rows(paper.moves if paper else (), keep=False)
        self.title.show_text(f"{moves.label(paper.kind)} · {paper.number}" if paper else _("Choose a paper."))
        self.facts.show_text("\n".join(_facts(paper)) if paper else "")

    def _moved_name(self, row: "Moved") -> str:
        own = self.paper is not None and row.reason != self.paper.kind
        said = (row.name, moves.label(row.reason) if own else "", row.owner, short(row.expires))
        return " · ".join(part for part in said if part)

    def take_back(self) -> None:
        """Take the open paper back whole, its money as well."""
        if self.paper is not None:
            number = self.paper.number
            self.win.attempt(lambda approver: self._reverse(number, approver), self._taken_back)

    def _reverse(self, number: str, approver: "Actor | None") -> "Paper":
        from shopdesk.shop import reversing

        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            return reversing.reverse(desk, number)

    def _taken_back(self, made: "Paper") -> None:
        self.look()
        self.strip.say(_("It is taken back by paper {number}.").format(number=made.number), tone="primary", seconds=8)
        self.win.bus.goods_changed.emit()
        self.win.bus.day_changed.emit()


def _tone(row: "Listed") -> str:
    return "muted" if row.taken_back else ""


def _what(row: "Listed") -> str:
    goods = _("{count} goods").format(count=row.goods)
    parts = [moves.label(row.kind), goods, row.reason, _("taken back") if row.taken_back else ""]
    return " · ".join(part for part in parts if part)


def _facts(paper: "Opened") -> list[str]:
    """What stands on the head of a paper, line by line."""
    places = ", ".join(dict.fromkeys(move.place for move in paper.moves))
    money_words = f"{purse.label(paper.paid_by)} {money.text(paper.total)}" if paper.paid_by else ""
    said = [
        f"{thaidate.moment(paper.at)} · {paper.by} · {places}",
        " · ".join(part for part in (paper.supplier, money_words) if part),
        _("To be paid by {date}").format(date=short(paper.due_on)) if paper.due_on else "",
        _("Their paper {number} {date}").format(number=paper.paper_number, date=short(paper.paper_date)).strip()
        if paper.paper_number
        else "",
        _("VAT {amount}").format(amount=money.text(paper.vat)) if paper.vat else "",
        paper.reason,
        paper.note,
        _("Taken back by {number}").format(number=paper.taken_back_by) if paper.taken_back_by else "",
        _("Takes back {number}").format(number=paper.takes_back) if paper.takes_back else "",
    ]
    return [line for line in said if line]
