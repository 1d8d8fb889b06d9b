"""Containers at customers: who holds which, and taking them back for their deposit, with a name or without."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import money, quantity
from shopdesk.core.extras import Empty
from shopdesk.shop import containers
from shopdesk.shop.containers import Held
from shopdesk.ui import theme
from shopdesk.ui.pages.customers import deeds
from shopdesk.ui.pages.till.empties import EmptiesSheet
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.strip import Empty as Nothing
from shopdesk.ui.widgets.table import Column, Table

if TYPE_CHECKING:
    from shopdesk.shop.customers import Customer
    from shopdesk.ui.pages.customers.page import CustomersPage


def words(held: Sequence[Held]) -> str:
    """What somebody holds, with the deposit for it; empty for nothing."""
    if not held:
        return ""
    counted = ", ".join(f"{one.container_name} {quantity.text(one.qty)}" for one in held)
    deposit = _("deposit {amount}").format(amount=money.text(sum(one.amount for one in held)))
    return _("Containers: {counted} · {deposit}").format(counted=counted, deposit=deposit)


class HoldersSheet(Sheet):
    """Everybody who holds containers. Answers who was chosen (a party), or 0 for somebody without a name."""

    def __init__(self, held: Sequence[Held]) -> None:
        super().__init__(_("Containers at customers"), width=680, height=520)
        self.table: Table[Held] = Table(
            [
                Column(_("Name"), lambda row: row.name or _("without a name"), strong=True),
                Column(_("Container"), lambda row: row.container_name),
                Column(_("How many"), lambda row: quantity.text(row.qty), right=True, width=90, strong=True),
                Column(_("Deposit"), lambda row: money.text(row.amount), right=True, width=120),
            ],
            _("Containers at customers"),
        )
        self.table.setMinimumHeight(theme.px(160))
        self.table.show_rows(held)
        self.table.opened.connect(lambda row: self.finish(row.party))
        self.table.clicked.connect(lambda index: self.finish(self.table.rows.rows()[index.row()].party))
        nobody = Nothing("package", _("Nobody holds containers."), _("They go out with goods that have a container."))
        self.body.addWidget(self.table if held else nobody, 1)
        back = Button(
            _("Containers come back"), "primary", icon="package", icon_color="on_primary", on=lambda: self.finish(0)
        )
        self.buttons.addWidget(back)
        self.first = self.table if held else back


def holders(page: "CustomersPage") -> None:
    """Show who holds what; a name opens the book, nobody's name takes containers back at once."""
    from shopdesk.shop import customers

    assert page.win.office is not None
    with page.win.office.reading(page.win.actor) as desk:
        held = containers.balances(desk, "customer")
    sheet = HoldersSheet(held)

    def chosen(party: int) -> None:
        if not party:
            take_back(page, None)
            return
        assert page.win.office is not None
        with page.win.office.reading(page.win.actor) as desk:
            person = customers.of_party(desk, party)
        page.open_book(person)

    page.win.open(sheet.answered(lambda party: page.win.later(0, lambda: chosen(party))))


def take_back(page: "CustomersPage", person: "Customer | None") -> None:
    """Containers come back without a bill: their deposit leaves the drawer."""
    party = person.party if person is not None else None
    assert page.win.office is not None
    with page.win.office.reading(page.win.actor) as desk:
        known = containers.listing(desk)
        held = {one.container: one.qty for one in containers.balances(desk, "customer", party)} if party else {}
    sheet = EmptiesSheet(known, {}, on_bill=False, held=held)

    def told(amount: int) -> None:
        if amount:
            said = _("Give {amount} from the drawer.").format(amount=money.text(amount))
            page.strip.say(said, tone="primary", seconds=10)
            page.win.bus.day_changed.emit()

    def ended(answer: tuple[str, list[Empty]]) -> None:
        brought = [one for one in answer[1] if one.qty]
        deeds.done(
            page, lambda desk: sum(containers.give_back(desk, one.container, one.qty, party) for one in brought), told
        )

    page.win.open(sheet.answered(ended))
