"""The states of the producers' pages for the tour."""

from typing import TYPE_CHECKING

from shopdesk.shop import goods, payouts, producers, receiving, refunds, selling
from shopdesk.shop.producers import Agreement
from shopdesk.ui import sample
from shopdesk.ui.pages.producers.page import ProducersPage
from shopdesk.ui.tour import settle, state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window

# name, village, PromptPay, percent the shop keeps, goods of the sample shop by their place
PEOPLE = (
    ("ป้าสมศรี ใจดี", "บ้านโนน", "0812345678", 1_500, (5,)),
    ("ลุงคำ สวนมะม่วง", "บ้านโนน", "0898765432", 1_000, (4,)),
    ("กลุ่มผักบ้านโนน", "บ้านโนนกลาง", "", 2_000, (6,)),
    ("กลุ่มเลี้ยงผึ้งดอยใหม่", "บ้านดอยใหม่", "0823456789", 2_000, (7,)),
    ("ย่าบุญมี", "บ้านหนองแสง", "", 2_500, (12,)),
    ("กลุ่มแม่บ้านทำสบู่และสมุนไพรตำบลโนนสวรรค์", "บ้านโนนสวรรค์", "0834567890", 2_000, (13,)),
)


def prepare(window: "Window") -> None:
    """Six producers with goods, some sold, one paid and one who owes."""
    office = window.office
    assert office is not None
    for name, village, number, percent, places in PEOPLE:
        with office.writing() as desk:
            made = producers.add(desk, name, "08x-xxx-1234", promptpay_id=number, village=village)
            producers.agree(desk, made.id, Agreement("percent", percent, "2026-01-01"))
            things = [goods.find(desk, sample.GOODS[place][0], limit=1)[0] for place in places]
            lines = tuple(receiving.Incoming(thing.item, 24_000, 0) for thing in things)
            receiving.receive(desk, receiving.Load(lines, owner=made.owner, paid_by=receiving.CONSIGNMENT))
    _sell(window)


def _sell(window: "Window") -> None:
    from shopdesk.core.cart import Cart

    office = window.office
    assert office is not None
    sold = []
    for number, (_name, _village, _number, _percent, places) in enumerate(PEOPLE * 2):
        with office.writing() as desk:
            thing = goods.find(desk, sample.GOODS[places[0]][0], limit=1)[0]
            beyond = (thing.stock or 0) - 24_000 if number < len(PEOPLE) else 0
            cart = Cart(f"sample-{number}").add(goods.line_of(thing, f"l{number}", max(beyond, 0) + 2_000))
            sold.append(selling.checkout(desk, cart, [selling.Paid("cash", selling.due(desk, cart).cash)]).id)
    with office.writing() as desk:
        payouts.pay(desk, "producer", producers.listing(desk)[-1].party)
        first = next(one for one in producers.listing(desk) if one.name.startswith("ป้า"))
        payouts.pay(desk, "producer", first.party)
    with office.writing() as desk:
        refunds.refund(desk, sold[0])


def page(window: "Window") -> ProducersPage:
    """The page with its people."""
    prepare(window)
    return shown(window)


def shown(window: "Window") -> ProducersPage:
    """The page as it is."""
    found = window.go("producers")
    assert isinstance(found, ProducersPage)
    settle(window)
    return found


def opened(window: "Window", part: str = "goods", place: int = 1) -> ProducersPage:
    """Somebody's page with one of its lists."""
    found = page(window)
    found.open_person(found.list.cards.rows.cards[place].person)
    found.person.parts.choose(part)
    found.person.read_again()
    return found


@state("producers")
def listed(window: "Window") -> None:
    """The cards; two are ticked."""
    found = page(window)
    found.list.cards.rows.ticked = {card.person.party for card in found.list.cards.rows.cards[:2]}
    found.list.show_found()


@state("producers-empty")
def empty(window: "Window") -> None:
    """Nobody yet."""
    shown(window)


@state("producers-new")
def new(window: "Window") -> None:
    """Somebody new, with a number that cannot receive."""
    from shopdesk.ui.pages.producers.edit import EditSheet

    shown(window).new()
    sheet = window.sheet
    assert isinstance(sheet, EditSheet)
    sheet.fields[0].setText("ยายคำ")
    sheet.fields[2].setText("08123")
    sheet.enter()


@state("producer")
def one(window: "Window") -> None:
    """What lies here of somebody."""
    opened(window)


@state("producer-sold")
def sold(window: "Window") -> None:
    """Line by line since the last payout; she owes the shop."""
    found = page(window)
    person = next(card.person for card in found.list.cards.rows.cards if card.person.balance < 0)
    found.open_person(person)
    found.person.parts.choose("sold")
    found.person.read_again()


@state("producer-paid")
def paid(window: "Window") -> None:
    """What was paid."""
    found = page(window)
    found.open_person(next(card.person for card in found.list.cards.rows.cards if card.person.balance < 0))
    found.person.parts.choose("paid")
    found.person.read_again()
    found.person.table.selectRow(0)


@state("producer-terms")
def terms(window: "Window") -> None:
    """The terms that hold."""
    opened(window, "terms")


@state("producer-new-terms")
def new_terms(window: "Window") -> None:
    """New terms, as an agent."""
    from shopdesk.ui.pages.producers.terms import TermsSheet

    opened(window).person.terms()
    sheet = window.sheet
    assert isinstance(sheet, TermsSheet)
    sheet.typed.setText("20")
    sheet.agent.setChecked(True)


@state("producer-take-in")
def take_in(window: "Window") -> None:
    """Goods come in."""
    from shopdesk.ui.pages.producers.bringing import BringSheet

    opened(window).person.take_in()
    sheet = window.sheet
    assert isinstance(sheet, BringSheet)
    sheet.search.field.setText("น้ำ")
    next(iter(sheet.steppers.values())).set_qty(12_000)


@state("producer-give-back")
def give_back(window: "Window") -> None:
    """Goods go home."""
    from shopdesk.ui.pages.producers.bringing import HomeSheet

    opened(window).person.give_back()
    sheet = window.sheet
    assert isinstance(sheet, HomeSheet)
    sheet.take_all()


@state("producer-year")
def year(window: "Window") -> None:
    """The statement of a year."""
    opened(window).person.statement()


@state("producer-take-back")
def take_back(window: "Window") -> None:
    """Asked whether a payout is taken back."""
    paid(window)
    found = window.page
    assert isinstance(found, ProducersPage)
    found.person.take_back()


@state("payout")
def payout(window: "Window") -> None:
    """Everybody who is owed is ticked."""
    found = page(window)
    found.pay()
    found.round.means.choose("transfer")
    found.round.look()


@state("payout-lines")
def lines(window: "Window") -> None:
    """Every line of one of them."""
    found = page(window)
    found.pay()
    found.round.show_lines(found.round.cards()[0])


@state("payout-code")
def code(window: "Window") -> None:
    """A QR to somebody's own number."""
    payout(window)
    found = window.page
    assert isinstance(found, ProducersPage)
    found.round.enter()


@state("payout-done")
def done(window: "Window") -> None:
    """Paid; the slips are next."""
    found = page(window)
    found.pay()
    found.round.enter()


@state("payout-slip")
def slip(window: "Window") -> None:
    """The slips as paper."""
    done(window)
    found = window.page
    assert isinstance(found, ProducersPage)
    found.round.print_()
