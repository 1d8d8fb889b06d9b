"""One producer: what is owed, what lies here, what was sold since the last payout, the terms, what was paid."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from shopdesk.base.i18n import _
from shopdesk.core import money, thaidate, unit
from shopdesk.shop import payouts, producers, purse, statements
from shopdesk.shop.producers import Producer
from shopdesk.ui import theme
from shopdesk.ui.pages.producers import choices
from shopdesk.ui.pages.products.photo_box import Frame
from shopdesk.ui.widgets.amounts import Amount
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.payouts import PaidOut
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.shares import Owed
    from shopdesk.ui.pages.producers.page import ProducersPage

Rows = Sequence[Any]
# Narrower than this there is no room for the deeds beside the balance.
WIDE, SHOWN = 860, 4
# Lower than this, the list needs the room of who it is.
LOW = 450


class PersonPane(QFrame):
    """Head with the balance and the deeds, below it four lists of which one is shown."""

    def __init__(self, page: "ProducersPage") -> None:
        super().__init__()
        self.setProperty("kind", "plain")
        self._page, self.win = page, page.win
        self.person: Producer | None = None
        self.owed: Owed | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addLayout(self._top())
        column.addWidget(self._head())
        self.parts = Segments(choices.parts(), "goods", lambda _part: self._show_part())
        column.addWidget(self.parts)
        self.tables: dict[str, Table[Any]] = {part: Table(made, words) for part, words, made in _tables()}
        self.tables["paid"].opened.connect(lambda paid: page.show_slips([paid.number]))
        self.tables["terms"].opened.connect(lambda _terms: self.terms())
        for table in self.tables.values():
            column.addWidget(table, 1)
        self.empty = Empty("basket", _("Nothing here yet."))
        column.addWidget(self.empty, 1)
        column.addLayout(self._foot())

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        words = _("Back to the list")
        row.addWidget(Button("", "icon", icon="arrow-left", key="Esc", name=words, on=self._page.to_list))
        self.name = Elided("", "title")
        row.addWidget(self.name, 1)
        row.addWidget(self.win.top_bar())
        return row

    def _head(self) -> QFrame:
        head = QFrame()
        head.setProperty("kind", "card")
        row = QHBoxLayout(head)
        row.setContentsMargins(*[theme.px(12)] * 4)
        row.setSpacing(theme.px(14))
        self.photo = Frame(self.win)
        self.photo.setFixedSize(theme.px(84), theme.px(84))
        row.addWidget(self.photo)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        self.about, self.said, self.amount = Plain("", "sub", wrap=True), Plain("", "label"), Amount(34)
        self.bare = Plain(choices.no_terms(), "sub", tone="accent", wrap=True)
        texts.addWidget(self.about)
        texts.addWidget(self.bare)
        line = QHBoxLayout()
        line.addWidget(self.said)
        line.addWidget(self.amount, 1)
        texts.addLayout(line)
        row.addLayout(texts, 1)
        row.addLayout(self._deeds())
        return head

    def _deeds(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(theme.px(8))
        self.pay = Button(_("Pay out"), "primary", icon="cash", key="Ctrl+S", on=self._page.pay)
        self.acts = [Button(words, icon=icon, on=act) for words, icon, act in self._acts()[:SHOWN]]
        self.more = Button("", "icon", icon="dots", name=_("More"), on=self._more)
        grid.addWidget(self.pay, 0, 0, 2, 1)
        for number, button in enumerate(self.acts):
            grid.addWidget(button, number % 2, 1 + number // 2)
        grid.addWidget(self.more, 0, 3, 2, 1)
        return grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, rarer deeds stand behind one button and the photo gives way; where low, who it is."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(WIDE)
        for button in self.acts:
            button.setVisible(wide)
        self.photo.setVisible(wide)
        self.about.setVisible(self.height() >= theme.px(LOW))

    def _more(self) -> None:
        from shopdesk.ui.pages.customers.sheets import MoreSheet

        acts = self._acts()
        sheet = MoreSheet([(words, icon) for words, icon, _act in acts])
        self.win.open(sheet.answered(lambda place: self.win.later(0, acts[place][2])))

    def _acts(self) -> list[tuple[str, str, Callable[[], object]]]:
        return [
            (_("Receive goods"), "truck-delivery", self.take_in),
            (_("Give goods back"), "arrow-back-up", self.give_back),
            (_("New terms"), "percentage", self.terms),
            (_("Edit details"), "edit", self.edit),
            (_("Statement of the year"), "file-text", self.statement),
            (_("Take them off the list"), "archive", self.put_away),
            (_("Erase this person"), "trash", self.erase),
        ]

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(10))
        self.sums = Elided("", "sub")
        self.back_button = Button(_("Take the payout back"), "danger", icon="arrow-back-up", on=self.take_back)
        self.print_button = Button(_("Print this slip"), icon="printer", key="Ctrl+P", on=self.print_)
        foot.addWidget(self.sums, 1)
        for button in (self.back_button, self.print_button):
            foot.addWidget(button)
        return foot

    @property
    def table(self) -> Table[Any]:
        """The list that is shown."""
        return self.tables[self.parts.value()]

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """For the palette."""
        return [(words, act) for words, _icon, act in self._acts()]

    # What is shown

    def show_person(self, person: Producer) -> None:
        """Show somebody."""
        self.person = person
        self.read_again()

    def read_again(self) -> None:
        """Read all of it anew; raises NotFound where the person is gone."""
        assert self.person is not None
        assert self.win.office is not None
        with self.win.office.reading(self._page.who) as desk:
            self.person = person = producers.one(desk, self.person.id)
            rows = self._read(desk, person)
            self.bare.setVisible(person.owner in producers.without_terms(desk))
        for part, found in rows.items():
            self.tables[part].show_rows(found)
        self._show_head(person)
        self._show_part()

    def _read(self, desk: "Desk", person: Producer) -> dict[str, Rows]:
        self.owed = payouts.owed(desk, person.party)
        return {
            "goods": producers.lying(desk, person.id),
            "sold": self.owed.lines[::-1],
            "terms": [choices.told(desk, terms) for terms in producers.agreements(desk, person.id)],
            "paid": payouts.listing(desk, "producer", person.party),
        }

    def _show_head(self, person: Producer) -> None:
        self.name.show_text(person.name)
        number = choices.masked(person.promptpay)
        known = _("PromptPay {number}").format(number=number) if number else _("no PromptPay number")
        self.about.show_text(" · ".join((*statements.about(person), known)))
        self.photo.name = person.photo
        self.photo.update()
        self.said.show_text(_("Owes the shop") if person.balance < 0 else _("Unpaid"))
        self.amount.set_amount(abs(person.balance), "danger_text" if person.balance < 0 else "text")
        self.pay.setEnabled(person.balance > 0)

    def _show_part(self) -> None:
        for part, table in self.tables.items():
            table.setVisible(part == self.parts.value() and table.rows.rowCount() > 0)
        self.empty.setVisible(self.table.rows.rowCount() == 0)
        paid = self.parts.value() == "paid" and self.table.rows.rowCount() > 0
        for button in (self.back_button, self.print_button):
            button.setVisible(paid)
        carried = self.owed.carried if self.owed is not None else 0
        words = _("Carried from before: {amount}").format(amount=money.text(carried))
        self.sums.show_text(words if carried and self.parts.value() == "sold" else "")

    # Deeds

    def take_in(self) -> None:
        """Goods come in to be sold."""
        from shopdesk.ui.pages.producers.bringing import BringSheet

        if self.person is not None:
            self.win.open(BringSheet(self.win, self.person).answered(self._brought))

    def give_back(self) -> None:
        """Goods that were not sold go home."""
        from shopdesk.ui.pages.producers.bringing import HomeSheet

        if self.person is not None and self.tables["goods"].rows.rowCount():
            heaps = self.tables["goods"].rows.rows()
            self.win.open(HomeSheet(self.win, self.person, heaps).answered(self._brought))
        else:
            self._page.strip.say(_("None of their goods are here."), tone="info", seconds=6)

    def _brought(self, number: str) -> None:
        self._page.changed(_("Paper {number}").format(number=number))

    def terms(self) -> None:
        """Terms from a day on."""
        from shopdesk.ui.pages.producers.terms import TermsSheet

        if self.person is not None:
            heaps = self.tables["goods"].rows.rows()
            self.win.open(TermsSheet(self.win, self.person, heaps).answered(lambda _ok: self._agreed()))

    def _agreed(self) -> None:
        self.parts.choose("terms")
        self._page.changed(_("The terms are kept. What was sold before stays as it was."))

    def edit(self) -> None:
        """Name, phone, number, photo."""
        from shopdesk.ui.pages.producers.edit import EditSheet

        if self.person is not None:
            self.win.open(EditSheet(self.win, self.person).answered(lambda _person: self._page.changed()))

    def statement(self) -> None:
        """The year on paper."""
        from shopdesk.ui.pages.producers.yearly import YearSheet

        if self.person is not None:
            self.win.open(YearSheet(self.win, self.person, self._page.who))

    def put_away(self) -> None:
        """Off the list."""
        person = self.person
        if person is not None:
            self.win.attempt(lambda approver: self._put_away(person, approver), lambda _done: self._page.to_list())

    def erase(self) -> None:
        """Empty everything that says who it was, number and photo too."""
        from shopdesk.ui.pages.customers.sheets import EraseSheet

        person = self.person
        if person is not None:
            wipe = lambda _yes: self.win.attempt(lambda approver: self._erase(person, approver), self._erased)  # noqa: E731
            self.win.open(EraseSheet(person.name).answered(wipe))

    def _erase(self, person: Producer, approver: "Actor | None") -> tuple[str, ...]:
        from shopdesk.shop import erasing

        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            return erasing.erase_producer(desk, person.id)

    def _erased(self, pictures: tuple[str, ...]) -> None:
        from shopdesk.shop import erasing

        office = self.win.office
        assert office is not None
        self._page.to_list()
        self._page.strip.say(_("The person is erased. Bills and sums stay."), tone="primary", seconds=8)
        self.win.jobs.run(lambda _job: erasing.finish(office, *pictures))

    def _put_away(self, person: Producer, approver: "Actor | None") -> None:
        assert self.win.office is not None
        with self.win.office.writing(self.win.actor, approver) as desk:
            producers.put_away(desk, person.id)

    def print_(self) -> None:
        """The slip of the payout chosen."""
        paid = self.tables["paid"].current() or next(iter(self.tables["paid"].rows.rows()), None)
        if paid is not None:
            self._page.show_slips([paid.number])

    def take_back(self) -> None:
        """The payout chosen is taken back by its opposite."""
        from shopdesk.ui.pages.producers.undoing import UndoSheet

        paid: PaidOut | None = self.tables["paid"].current()
        if paid is not None:
            self.win.open(UndoSheet(self.win, paid).answered(self._taken_back))

    def _taken_back(self, back: "PaidOut") -> None:
        self._page.changed(_("Taken back by {number}. It is owed again.").format(number=back.number))


def _tables() -> "list[tuple[str, str, list[Column[Any]]]]":
    return [
        ("goods", _("Goods here"), [
            Column(_("Goods"), lambda row: row.name, strong=True),
            Column(_("Place"), lambda row: row.place, width=150),
            Column(_("Last came"), lambda row: choices.day(row.received), width=140),
            Column(
                _("In stock"), lambda row: unit.quantity_text(row.qty, row.unit), right=True, width=120, strong=True
            ),
        ]),
        ("sold", _("Sold since"), [
            Column(_("Time"), lambda row: thaidate.moment(row.at), width=196),
            Column(_("Goods"), lambda row: row.name, strong=True),
            Column("", choices.what, width=150, tone=choices.tone),
            Column(_("Sold for"), lambda row: money.text(row.net) if row.net else "", right=True, width=110),
            Column(_("Gets"), lambda row: money.text(row.owed), tone=choices.tone, right=True, width=120, strong=True),
        ]),
        ("terms", _("Terms"), [
            Column(_("From"), lambda row: row.starts, width=140),
            Column(_("Goods"), lambda row: row.goods),
            Column(_("Terms"), lambda row: row.words, strong=True),
            Column("", lambda row: row.kind, width=150),
        ]),
        ("paid", _("Paid so far"), [
            Column(_("Time"), lambda row: thaidate.moment(row.at), width=196),
            Column(_("Slip"), lambda row: row.number, width=150, strong=True),
            Column("", lambda row: _("taken back") if row.taken_back else "", tone=lambda _row: "danger_text"),
            Column(_("Paid by"), lambda row: purse.label(row.paid_by), width=190),
            Column(_("Amount"), lambda row: money.text(row.amount), right=True, width=120, strong=True),
        ]),
    ]  # fmt: skip
