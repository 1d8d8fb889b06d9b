"""The papers of producers: the slip of a payout, the statement of a year, the agreement an agent keeps on file."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import select

from shopdesk.base import clock
from shopdesk.base.errors import Invalid, NotFound
from shopdesk.base.i18n import N_, _
from shopdesk.core import money, thaidate, unit
from shopdesk.core.producer_papers import AgreementPaper, Given, ItemSum, PayoutRun, PayoutSlip, YearStatement
from shopdesk.db import models, quick
from shopdesk.shop import payouts, producers, purse, settings, shares
from shopdesk.shop.desk import Desk
from shopdesk.shop.producers import Agreement, Producer
from shopdesk.shop.rights import Right, use_case
from shopdesk.shop.shares import Share

FIRST_YEAR, LAST_YEAR = 2000, 2400

_TAKEN = (
    f"SELECT l.name AS name, {shares.UNIT} AS unit, t.qty AS qty, t.net AS net, t.owed AS owed, "  # noqa: S608
    "coalesce(c.agent, 0) AS agent, j.business_date AS day FROM owner o JOIN sale_take t ON t.owner = o.id "
    "JOIN sale_line l ON l.id = t.line JOIN item i ON i.id = coalesce(t.item, l.item) "
    "JOIN journal j ON j.id = t.journal LEFT JOIN contract c ON c.uid = t.terms "
    "WHERE o.party = :party AND t.owner <> 1 "
    f"UNION ALL SELECT l.name, {shares.UNIT}, -t.qty, -t.net, -t.owed, coalesce(c.agent, 0), j.business_date "
    "FROM owner o JOIN sale_take t ON t.owner = o.id JOIN sale_line l ON l.id = t.line "
    "JOIN sale_void v ON v.sale = l.sale JOIN item i ON i.id = coalesce(t.item, l.item) "
    "JOIN journal j ON j.id = v.journal LEFT JOIN contract c ON c.uid = t.terms "
    "WHERE o.party = :party AND t.owner <> 1"
)
_ITEMS = (
    f"SELECT name, unit, sum(qty), sum(net), sum(net - owed), sum((net - owed) * agent) FROM ({_TAKEN}) "  # noqa: S608
    "WHERE day >= :first AND day < :after GROUP BY name, unit ORDER BY sum(net) DESC, name"
)
_CARRIED = (
    f"SELECT (SELECT coalesce(sum(owed), 0) FROM ({_TAKEN}) WHERE day < :first) "  # noqa: S608
    "+ (SELECT coalesce(sum(e.amount), 0) FROM ledger_entry e JOIN journal j ON j.id = e.journal "
    "WHERE e.book = 'producer' AND e.party = :party AND j.business_date < :first) "
    "- (SELECT coalesce(sum(p.amount), 0) FROM payout p JOIN journal j ON j.id = p.journal "
    "WHERE p.book = 'producer' AND p.party = :party AND j.business_date < :first)"
)
_BORNE = (
    "SELECT e.kind, e.note, sum(e.amount) FROM ledger_entry e JOIN journal j ON j.id = e.journal "
    "WHERE e.book = 'producer' AND e.party = :party AND j.business_date >= :first AND j.business_date < :after "
    "GROUP BY e.kind, e.note HAVING sum(e.amount) <> 0 ORDER BY min(e.id)"
)
_PAID = (
    "SELECT j.at, p.number, p.amount, p.paid_by FROM payout p JOIN journal j ON j.id = p.journal "
    "WHERE p.book = 'producer' AND p.party = :party AND j.business_date >= :first AND j.business_date < :after "
    "ORDER BY p.id"
)


def kind(share: str) -> str:
    """What a line of a producer's book is, in the language of the moment."""
    words = {
        "sale": N_("Sold"), "refund": N_("Goods came back"), "void": N_("Bill void"),
        "waste": N_("Thrown away, shop pays"), "own_use": N_("Used by the shop"),
        "lost": N_("Lost, shop pays"), "unsold": N_("Bought by the shop"),
    }  # fmt: skip
    return _(words[share]) if share in words else share


@use_case(Right.PAYOUT)
def slip(desk: Desk, number: str) -> PayoutSlip:
    """What a producer gets in hand with the money, the same each time it is printed. Raises NotFound."""
    row = payouts.by_number(desk, number)
    person = _by_party(desk, row.party) if row.book == "producer" else None
    if person is None:
        raise NotFound(N_("There is no payout {number}."), number=row.number)
    deed = desk.session.get_one(models.Journal, row.journal)
    stood = shares.before(desk, row.party, row.id or 0, row.up_to)
    gone = desk.session.exec(select(models.Payout.id).where(models.Payout.reverses == row.id)).first()
    return PayoutSlip(
        settings.get(desk, "shop.name") or _("Shop"), row.number, deed.at, person.name, about(person),
        () if row.reverses else summed(stood.lines), stood.balance if row.reverses else stood.carried, stood.balance,
        row.amount, stood.balance - row.amount, _means(row.paid_by, row.reference),
        desk.session.get_one(models.Party, deed.actor).name,
        gone is not None, row.reverses is not None, desk.practice,
    )  # fmt: skip


@use_case(Right.PAYOUT)
def slips(desk: Desk, numbers: Sequence[str]) -> PayoutRun:
    """The slips of several payouts on one strip; raises NotFound, Invalid for none."""
    if not numbers:
        raise Invalid(N_("Choose whom to pay."))
    return PayoutRun(tuple(slip(desk, number) for number in numbers))


def summed(lines: tuple[Share, ...]) -> tuple[Given, ...]:
    """Lines of one day and kind of goods as one line."""
    sums: dict[tuple[date, str, str, str], list[int]] = {}
    for line in lines:
        found = sums.setdefault((clock.calendar_date(line.at), line.kind, line.name, line.unit), [0, 0])
        found[0] += line.qty
        found[1] += line.owed
    return tuple(
        Given(_line(day, share, name, qty, measure), owed) for (day, share, name, measure), (qty, owed) in sums.items()
    )


def _line(day: date, share: str, name: str, qty: int, measure: str) -> str:
    said = "" if share == "sale" else f" ({kind(share)})"
    much = f" · {unit.quantity_text(qty, measure)}" if qty else ""
    return f"{thaidate.day(day).rpartition(' ')[0]} {name}{much}{said}"


def about(person: Producer) -> tuple[str, ...]:
    """Where somebody lives and how to reach them, as far as it is known."""
    phone = _("Tel. {phone}").format(phone=person.phone) if person.phone else ""
    return tuple(filter(None, (person.village, phone, person.code)))


def _means(paid_by: str, reference: str) -> str:
    said = _("PromptPay") if paid_by == "transfer" else purse.label(paid_by)
    return f"{said} …{reference[-6:]}" if reference else said


def _by_party(desk: Desk, party: int) -> Producer | None:
    return next((found for found in producers.listing(desk) if found.party == party), None)


@use_case(Right.PAYOUT)
def year(desk: Desk, producer: int, year: int) -> YearStatement:
    """A producer's year (common era) by the day each thing counts on: sold, the shop's share, paid, and what is open.

    Commission of agent sales is set apart: it is the shop's taxable income (Revenue Code section 40 (2)). Raises
    NotFound, Invalid.
    """
    if not FIRST_YEAR <= year < LAST_YEAR:
        raise Invalid(N_("The year must be from {low} to {high}."), low=FIRST_YEAR, high=LAST_YEAR - 1)
    person, connection = producers.one(desk, producer), desk.session.connection()
    asked = {"party": person.party, "first": f"{year}-01-01", "after": f"{year + 1}-01-01"}
    items = tuple(
        ItemSum(name, unit.quantity_text(qty, measure), net, share, commission)
        for name, measure, qty, net, share, commission in quick.rows(connection, _ITEMS, asked)
        if qty or net or share
    )
    borne = tuple(
        Given(f"{kind(what)}: {note}", amount) for what, note, amount in quick.rows(connection, _BORNE, asked)
    )
    paid = tuple(
        Given(f"{thaidate.day(clock.calendar_date(clock.from_ms(at)))} · {number} · {_means(by, '')}", amount)
        for at, number, amount, by in quick.rows(connection, _PAID, asked)
    )
    carried = quick.first(connection, _CARRIED, asked)[0]
    rest = carried + sum(item.owed for item in items) + sum(row.amount for row in borne)
    return YearStatement(
        settings.get(desk, "shop.name") or _("Shop"), person.name, about(person), year, desk.now, carried, items,
        borne, paid, rest - sum(row.amount for row in paid), desk.practice,
    )  # fmt: skip


def year_table(statement: YearStatement) -> list[list[str]]:
    """A year as rows of text for a file, amounts in baht, headings in the language of the moment."""
    rows = [
        [_("What"), _("Quantity"), _("Sold for"), _("Shop's share"), _("Commission as agent"), _("Owed"), _("Paid out")]
    ]
    rows.append([_("Carried from the year before"), "", "", "", "", money.plain(statement.carried), ""])
    for item in statement.items:
        sums = (item.sold, item.share, item.commission, item.owed)
        rows.append([item.name, item.quantity, *map(money.plain, sums), ""])
    rows += [[row.words, "", "", "", "", money.plain(row.amount), ""] for row in statement.borne]
    rows += [[row.words, "", "", "", "", "", money.plain(row.amount)] for row in statement.payouts]
    rows.append([_("Open at the end of the year"), "", "", "", "", money.plain(statement.open), ""])
    return rows


@use_case(Right.PRODUCERS)
def agreement(desk: Desk, producer: int, terms: Agreement) -> AgreementPaper:
    """The agreement to print and sign before the terms hold; raises NotFound, Invalid."""
    person = producers.one(desk, producer)
    values = settings.get_all(desk)
    return AgreementPaper(
        values["shop.name"] or _("Shop"), tuple(filter(None, values["shop.address"].split("\n"))),
        values["vat.tax_id"], person.name, about(person), goods_of(desk, terms.item), said(desk, terms),
        _spoiled(terms.waste), _unsold(terms.unsold), thaidate.long(thaidate.parse(terms.starts)), terms.agent,
        desk.practice,
    )  # fmt: skip


def goods_of(desk: Desk, item: int | None) -> str:
    """The goods terms are for; raises NotFound."""
    if item is None:
        return _("All goods")
    row = desk.session.get(models.Item, item)
    if row is None:
        raise NotFound(N_("These goods are no longer there."))
    return f"{desk.session.get_one(models.Product, row.product).name} {row.variant}".strip()


def said(desk: Desk, terms: Agreement | models.Contract) -> str:
    """The price of terms in words."""
    if terms.kind == "percent":
        percent = f"{money.text(terms.value).rstrip('0')}" if terms.value % 100 else str(terms.value // 100)
        return _("The shop keeps {percent} % of the sale").format(percent=percent)
    row = desk.session.get(models.Item, terms.item) if terms.item else None
    each = unit.name(row.base_unit) if row else _("piece or kilogram")
    return _("The producer gets {amount} for each {unit}").format(amount=money.text(terms.value), unit=each)


def _spoiled(who: str) -> str:
    if who == "shop":
        return _("The shop pays for goods that spoil.")
    return _("The producer pays for goods that spoil.")


def _unsold(rule: str) -> str:
    words = {
        "return": N_("What is not sold goes back to the owner."),
        "buy": N_("The shop buys what is not sold."),
        "share": N_("What is not sold is half the loss of each."),
    }
    return _(words[rule])
