"""What is done with a customer and a book, one short function each."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.shop import credit, customers
from shopdesk.shop.customers import Card, Customer

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.pages.customers.page import CustomersPage

Deed = Callable[["Desk"], Any]


def pay_days() -> dict[str, str]:
    """The days that can be agreed, in words."""
    return {
        "": _("No day agreed"),
        "month_end": _("Month end"),
        "harvest": _("After the harvest"),
        "welfare": _("Welfare day"),
    }


def done(page: "CustomersPage", deed: Deed, then: Callable[[Any], object] | None = None) -> None:
    """Do a deed, read the page anew, then go on."""

    page.strip.clear()

    def act(approver: "Actor | None") -> Any:
        assert page.win.office is not None
        with page.win.office.writing(page.win.actor, approver) as desk:
            return deed(desk)

    def shown(answer: Any) -> None:
        page.read_again()
        if then is not None:
            then(answer)

    page.win.attempt(act, shown)


def more(page: "CustomersPage") -> list[tuple[str, str, Callable[[], object]]]:
    """What is done less often: words, picture, deed."""
    return [
        (_("Debt from the old book"), "notebook", lambda: carry_in(page)),
        (_("Write off"), "circle-x", lambda: write_off(page)),
        (_("The same person twice"), "users", lambda: merge(page)),
        (_("What this person agreed to"), "shield-lock", lambda: consents(page)),
        (_("Give out this person's data"), "file-export", lambda: give_out(page)),
        (_("Take off the list"), "archive", lambda: put_away(page)),
        (_("Erase this person"), "trash", lambda: erase(page)),
    ]


def choose_more(page: "CustomersPage") -> None:
    """Show them."""
    from shopdesk.ui.pages.customers.sheets import MoreSheet

    sheet = MoreSheet([(words, icon) for words, icon, _act in more(page)])
    page.win.open(sheet)
    sheet.answered(lambda place: page.win.later(0, more(page)[place][2]))


def new(page: "CustomersPage") -> None:
    """Somebody new."""
    from shopdesk.ui.pages.customers.card import CardSheet

    sheet = CardSheet(page.win, None)
    page.win.open(sheet)
    sheet.answered(page.open_book)


def edit(page: "CustomersPage") -> None:
    """What the card says."""
    from shopdesk.ui.pages.customers.card import CardSheet

    if page.person is not None:
        sheet = CardSheet(page.win, page.person)
        page.win.open(sheet)
        sheet.answered(lambda _person: page.read_again())


def card_of(person: Customer) -> Card:
    """What a customer's card says now."""
    return Card(
        person.name, person.nickname, person.house, person.phone, person.member, person.group, person.tab,
        person.limit, person.pay_day, person.note, person.address,
    )  # fmt: skip


def repay(page: "CustomersPage") -> None:
    """Money comes in."""
    from shopdesk.ui.pages.customers.sheets import RepaySheet

    person = page.person
    if person is None:
        return

    def pay(amount: int, way: str) -> None:
        done(page, lambda desk: credit.repay(desk, person.id, amount, way), sheet.finish)

    sheet = RepaySheet(person, pay)
    page.win.open(sheet)

    def paid(left: int) -> None:
        page.win.sounds.play("sale")
        words = _("Paid. Still owed: {amount}").format(amount=money.text(left))
        if left <= 0:
            words = (
                _("Paid. Nothing is owed.") if not left else _("Paid ahead: {amount}").format(amount=money.text(-left))
            )
        page.strip.say(words, tone="primary", button=_("Print its receipt"), on=lambda: last_receipt(page))
        page.book.repay.setFocus()

    sheet.answered(paid)


def last_receipt(page: "CustomersPage") -> None:
    """The receipt of the payment just taken."""
    paid = [line for line in page.book.table.rows.rows() if line.kind in ("payment", "prepaid")]
    if paid:
        _open_receipt(page, paid[-1].entry or 0)


def receipt(page: "CustomersPage") -> None:
    """The receipt of the chosen line again."""
    line = page.book.table.current()
    if line is not None and line.entry is not None:
        _open_receipt(page, line.entry)


def _open_receipt(page: "CustomersPage", entry: int) -> None:
    from shopdesk.ui.pages.customers import papers

    page.win.attempt(lambda _approver: papers.open_repayment(page.win, entry), None, page.refuse)


def statement(page: "CustomersPage", person: Customer) -> None:
    """The book on paper."""
    from shopdesk.ui.pages.customers import papers

    page.win.attempt(lambda _approver: papers.open_statement(page.win, person), None, page.refuse)


def carry_in(page: "CustomersPage") -> None:
    """What stands in the old paper book."""
    from shopdesk.ui.pages.customers.sheets import NotedSheet

    person = page.person
    if person is not None:
        sheet = NotedSheet(_("Debt from the old book"), _("Write in the book"), _("Note"))
        page.win.open(sheet)
        sheet.answered(lambda answer: done(page, lambda desk: credit.carry_in(desk, person.id, *answer)))


def write_off(page: "CustomersPage") -> None:
    """Let go of a debt."""
    from shopdesk.ui.pages.customers.sheets import NotedSheet

    person = page.person
    if person is not None:
        sheet = NotedSheet(_("Write off a debt"), _("Write off"), _("Why"), max(person.balance, 0))
        page.win.open(sheet)
        sheet.answered(lambda answer: done(page, lambda desk: credit.write_off(desk, person.id, *answer)))


def take_back(page: "CustomersPage") -> None:
    """The chosen line, by its opposite."""
    from shopdesk.ui.pages.till.sheets import NoteSheet

    line = page.book.table.current()
    if line is None or line.entry is None:
        return
    entry = line.entry
    sheet = NoteSheet(_("Take back this line? Say why."), "", _("Take back the line"))
    page.win.open(sheet)
    sheet.answered(lambda why: done(page, lambda desk: credit.take_back(desk, entry, why)))


def merge(page: "CustomersPage") -> None:
    """Another card is the same person: it becomes this one."""
    from shopdesk.ui.pages.customers.choosing import ChooseSheet

    person = page.person
    if person is None:
        return
    sheet = ChooseSheet(page.win, _("Which card is also {name}?").format(name=person.name))
    page.win.open(sheet)

    def chosen(other: Customer) -> None:
        def told(_none: object) -> None:
            page.strip.say(_("The cards are merged."), tone="primary", seconds=8)

        done(page, lambda desk: customers.merge(desk, other.id, person.id), told)

    sheet.answered(chosen)


def consents(page: "CustomersPage") -> None:
    """What the person agreed to."""
    from shopdesk.ui.pages.customers.sheets import ConsentSheet

    person = page.person
    if person is None or page.win.office is None:
        return
    with page.win.office.reading(page.win.actor) as desk:
        known = customers.consents(desk, person.id)
    sheet = ConsentSheet(known)
    page.win.open(sheet)

    def kept(desk: "Desk", answer: dict[str, bool]) -> None:
        for purpose, given in answer.items():
            customers.consent(desk, person.id, purpose, given)

    sheet.answered(lambda answer: done(page, lambda desk: kept(desk, answer)))


def put_away(page: "CustomersPage") -> None:
    """Off the list; the book and the bills stay."""
    person = page.person
    if person is not None:
        done(page, lambda desk: customers.put_away(desk, person.id))


def give_out(page: "CustomersPage") -> None:
    """Everything the shop knows of the person, as a file."""
    from shopdesk.ui.pages.customers import exporting

    if page.person is not None:
        exporting.person(page, page.person)


def erase(page: "CustomersPage") -> None:
    """Empty everything that says who it was."""
    from shopdesk.shop import erasing
    from shopdesk.ui.pages.customers.sheets import EraseSheet

    person = page.person
    if person is None:
        return
    sheet = EraseSheet(person.name)
    page.win.open(sheet)

    def told(_none: object) -> None:
        office = page.win.office
        assert office is not None
        page.strip.say(_("The person is erased. Bills and sums stay."), tone="primary", seconds=8)
        page.win.jobs.run(lambda _job: erasing.finish(office))

    sheet.answered(lambda _yes: done(page, lambda desk: erasing.erase(desk, person.id), told))
