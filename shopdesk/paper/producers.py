"""Papers of producers: the slip that goes with the money, the statement of a year, the agreement to sign."""

from shopdesk.base.i18n import _, language
from shopdesk.core import bahttext, money, thaidate
from shopdesk.core.producer_papers import AgreementPaper, ConsentPaper, ItemSum, PayoutRun, PayoutSlip, YearStatement
from shopdesk.paper.blocks import Banner, Block, Facts, Row, Rule, Space, Text
from shopdesk.paper.parts import amount, centred, practice, signature


def payouts(run: PayoutRun) -> list[Block]:
    """Slip below slip, each with a line to tear along."""
    found: list[Block] = []
    for number, slip in enumerate(run.slips):
        if number:
            found += [Space("line"), Rule(dashed=True), Space("line")]
        found += payout(slip)
    return found


def payout(slip: PayoutSlip) -> list[Block]:
    """The slip of one person: the lines small, the sum so large that it can be read aloud across a table."""
    head: list[Block] = [
        *practice(slip.practice),
        Text(slip.shop_name, "heading", "center"),
        Text(_("Payout taken back") if slip.takes_back else _("Payout"), "heading", "center"),
        *([Banner(_("This payout was taken back"))] if slip.taken_back else []),
        Text(slip.payee, "title", "center"),
        *centred(slip.about),
        Rule(),
        *[Row(line.words, money.text(line.amount), "small", "body") for line in slip.lines],
        *([amount(_("Carried from before"), slip.carried)] if slip.carried else []),
    ]
    if slip.lines or slip.carried:
        head.append(Rule())
    if slip.left or slip.paid != slip.total:
        head += [amount(_("Owed"), slip.total, "strong"), amount(_("Still owed"), slip.left)]
    words = [Text(bahttext.words(slip.paid), "strong", "center")] if language() == "th" else []
    return [
        *head,
        Text(_("Given back") if slip.takes_back else _("Money received"), "strong", "center"),
        Text(f"฿{money.text(abs(slip.paid) if slip.takes_back else slip.paid)}", "huge", "center"),
        *([] if slip.takes_back else words),
        Text(slip.means, "body", "center"),
        *signature(_("Receiver")),
        Facts((thaidate.moment(slip.at), slip.number, slip.cashier)),
        *practice(slip.practice),
    ]


def year(statement: YearStatement) -> list[Block]:
    """What was sold in a year, what the shop kept, what was paid and what is open."""
    found: list[Block] = [
        *practice(statement.practice),
        Text(statement.shop_name, "title", "center"),
        Text(_("Statement of goods sold, year {year}").format(year=thaidate.year(statement.year)), "heading", "center"),
        Space(),
        Text(statement.producer, "total"),
        *[Text(line, "small") for line in statement.about],
        Rule(),
        amount(_("Carried from the year before"), statement.carried),
        Rule(),
    ]
    for item in statement.items:
        found += _item(item)
    found += [amount(row.words, row.amount) for row in statement.borne]
    found += [
        Rule(),
        amount(_("Sold for"), statement.sold, "strong"),
        amount(_("Shop's share"), statement.share),
        amount(_("Of it commission as agent (income of the shop)"), statement.commission, "small"),
        Rule(),
        *[amount(row.words, row.amount) for row in statement.payouts],
        amount(_("Paid in the year"), statement.paid, "strong"),
        Rule(),
        amount(_("Open at the end of the year"), statement.open, "total"),
        *signature(_("For the shop")),
        Facts((thaidate.moment(statement.made),)),
    ]
    return found


def _item(item: ItemSum) -> list[Block]:
    share = _("{quantity} · sold for {sold} · shop {share}").format(
        quantity=item.quantity, sold=money.text(item.sold), share=money.text(item.share)
    )
    return [Row(item.name, money.text(item.owed), "strong"), Text(share, "small"), Space("item")]


def agreement(paper: AgreementPaper) -> list[Block]:
    """Who sells for whom, what, and on what terms, in plain words, with room for two names and two witnesses."""
    title = _("Agreement to sell as an agent") if paper.agent else _("Agreement on goods left to sell")
    seller = (
        _("The shop sells the goods for the producer and names the producer on the receipt.")
        if paper.agent
        else _("The shop buys the goods at the moment it sells them.")
    )
    clauses = [
        _("Goods: {goods}").format(goods=paper.goods), seller, paper.terms, paper.waste, paper.unsold,
        _("The shop pays on the days both agree on, with a slip of every line."),
        _("The goods belong to the producer until they are sold."),
    ]  # fmt: skip
    tax = (_("Tax ID {number}").format(number=paper.shop_tax_id),) if paper.shop_tax_id else ()
    found: list[Block] = [
        *practice(paper.practice),
        Text(title, "title", "center"),
        Text(_("From {date} on").format(date=paper.starts), "heading", "center"),
        Rule(),
        Text(_("Shop: {name}").format(name=paper.shop_name), "strong"),
        *[Text(line, "small") for line in (*paper.shop_about, *tax)],
        Text(_("Producer: {name}").format(name=paper.producer), "strong"),
        *[Text(line, "small") for line in paper.about],
        Rule(),
    ]
    for number, clause in enumerate(clauses, 1):
        found += [Text(f"{number}. {clause}"), Space("item")]
    for who in (_("For the shop"), _("Producer"), _("Witness"), _("Witness")):
        found += signature(who)
    return found


def consent(paper: ConsentPaper) -> list[Block]:
    """One large sentence and one line to sign on, so that it can be read aloud before."""
    return [
        *practice(paper.practice),
        Text(paper.shop_name, "heading", "center"),
        Text(_("Consent to be shown online"), "title", "center"),
        Rule(),
        Text(paper.producer, "total"),
        Space("line"),
        Text(paper.text, "strong"),
        Space("line"),
        *signature(_("Producer")),
        *signature(_("Witness")),
        Facts((thaidate.moment(paper.made),)),
    ]
