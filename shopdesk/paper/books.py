"""Papers of the credit book."""

from datetime import date

from shopdesk.base.i18n import _, language
from shopdesk.core import bahttext, documents, money, thaidate
from shopdesk.core.book_papers import BookRow, ReminderList, ReminderRow, Repayment, Statement
from shopdesk.paper.blocks import Banner, Block, Facts, Row, Rule, Space, Text
from shopdesk.paper.parts import amount, centred, practice, signature


def statement(paper: Statement) -> list[Block]:
    """Line by line as in the paper book, and what is open as the one large number."""
    return [
        *practice(paper.practice),
        Text(paper.shop_name, "title", "center"),
        *centred(paper.header),
        Space(),
        Text(_("Statement of the credit book"), "heading", "center"),
        *_person(paper.who, paper.about),
        Rule(),
        *([amount(_("Brought forward"), paper.brought)] if paper.brought else []),
        *[block for row in paper.rows for block in _row(row)],
        Rule(),
        amount(_("Owing") if paper.balance >= 0 else _("Money paid ahead"), abs(paper.balance), "total"),
        *([amount(_("Past the due day"), paper.overdue, "strong")] if paper.overdue else []),
        *([Row(_("To be paid by"), _day(paper.due_on), "strong")] if paper.due_on else []),
        *signature(_("Signature")),
        Facts((thaidate.moment(paper.at), paper.cashier)),
        *practice(paper.practice),
    ]


def _person(who: str, about: tuple[str, ...]) -> list[Block]:
    return [Text(who, "total", "center"), *centred(about)]


def _row(row: BookRow) -> list[Block]:
    """One block, so that the end of a page never cuts a line of the book in two."""
    kind = _("On credit") if row.amount >= 0 else _("Paid")
    words = [thaidate.day(row.on), *([row.words] if row.words != kind else []), f"{kind} {money.text(abs(row.amount))}"]
    return [Row(" · ".join(words), money.text(row.balance), "small", "body"), Space("item")]


def _day(day: str) -> str:
    return thaidate.day(date.fromisoformat(day))


def repayment(paper: Repayment) -> list[Block]:
    """What was paid, so large that it can be read across the counter, and what is still open."""
    words = [Text(bahttext.words(paper.paid), "small", "center")] if language() == "th" else []
    after = paper.before - paper.paid
    return [
        *practice(paper.practice),
        Text(paper.shop_name, "title", "center"),
        *centred(paper.header),
        Space(),
        Text(_("Paid into the credit book"), "heading", "center"),
        *([Banner(documents.COPY, quiet=True)] if paper.copy else []),
        *([Banner(_("This was taken back"))] if paper.taken_back else []),
        *_person(paper.who, paper.about),
        Text(f"฿{money.text(paper.paid)}", "huge", "center"),
        *words,
        Text(paper.means, "body", "center"),
        Rule(),
        amount(_("Owed before"), paper.before),
        amount(_("Still owed") if after >= 0 else _("Money paid ahead"), abs(after), "strong"),
        *signature(_("Receiver")),
        Facts((thaidate.moment(paper.at), paper.number, paper.cashier)),
        *practice(paper.practice),
    ]


def reminders(paper: ReminderList) -> list[Block]:
    """Everybody who owes, for the shop's own eyes."""
    return [
        *practice(paper.practice),
        Text(paper.shop_name, "title", "center"),
        Text(_("Who owes"), "heading", "center"),
        Facts((thaidate.moment(paper.at), _("{count} people").format(count=len(paper.rows)))),
        Rule(),
        *[block for row in paper.rows for block in _reminder(row)],
        Rule(),
        amount(_("Owed in all"), paper.total, "total"),
    ]


def _reminder(row: ReminderRow) -> list[Block]:
    since = _("since {day}").format(day=thaidate.day(row.since))
    due = _("to pay by {day}").format(day=_day(row.due_on)) if row.due_on else ""
    late = _("overdue {amount}").format(amount=money.text(row.overdue)) if row.overdue else ""
    return [
        Row(row.who, money.text(row.balance), "strong"),
        Text(" · ".join(filter(None, (row.about, since, due, late))), "small"),
        Space("item"),
    ]
