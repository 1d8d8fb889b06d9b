"""payout list, make, undo: what producers got, and paying them."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopdesk.shop.desk import Desk
    from shopdesk.shop.payouts import PaidOut

BOOK = "producer"


@command("payout list", N_("Payouts, the latest first"))
def listed(
    run: Run,
    producer: Annotated[str, Option("--producer", metavar="NAME", help=N_("Only of this producer"))] = "",
    limit: Annotated[int, Option("--limit", min=1, help=N_("How many at most"))] = 50,
) -> Answer:
    """Those taken back and what took them back included."""
    from shopdesk.cli import finding
    from shopdesk.shop import payouts

    with run.looking() as desk:
        party = finding.producer(desk, producer).party if producer else 0
        found = payouts.listing(desk, BOOK, party, limit)
    return _answer(found)


@command("payout make", N_("Pay producers what they are owed"))
def make(
    run: Run,
    names: Annotated[list[str] | None, Argument(metavar="NAME...", help=N_("Whom to pay"))] = None,
    everybody: Annotated[bool, Option("--all", help=N_("Everybody who is owed"))] = False,
    amount: Annotated[str, Option("--amount", help=N_("A part, for one person"))] = "",
    paid: Annotated[
        Literal["drawer", "transfer", "owner"], Option("--paid", help=N_("Where the money comes from"))
    ] = "drawer",
    slip: Annotated[str, Option("--slip", help=N_("The transfer slip: its QR or the last 6 signs"))] = "",
    out: Annotated[Path | None, Option("--out", metavar="FILE", help=N_("The slips as a PDF"))] = None,
) -> Answer:
    """One deed for all; nobody is paid more than is owed, so nobody is paid twice."""
    _check(names or [], everybody, amount or slip, out)
    with run.office() as office:
        settled(office)
        actor = run.actor(office)
        with office.writing(actor) as desk:
            made = _made(desk, names or [], everybody, amount, paid, slip)
        if out is not None:
            from shopdesk.shop import settings

            with office.reading(actor) as desk:
                _print(desk, [one.number for one in made], out, settings.get(desk, "receipt.width"))
    return _answer(made, _("Nobody is owed anything."))


def _check(names: "Sequence[str]", everybody: bool, alone: str, out: Path | None) -> None:
    if bool(names) == everybody:
        raise Invalid(N_("Choose whom to pay."), hint=N_("Name them, or use --all"))
    if alone and len(names) != 1:
        raise Invalid(N_("A part or a slip is for one person."), hint=N_("Name one person."))
    if out is not None and out.suffix.lower() != ".pdf":
        raise Invalid(N_("The file must end in .pdf."))


def _made(desk: "Desk", names: "Sequence[str]", everybody: bool, amount: str, paid: str, slip: str) -> "list[PaidOut]":
    from shopdesk.cli import finding
    from shopdesk.core import money
    from shopdesk.shop import payouts, producers

    if everybody:
        return payouts.pay_all(desk, [one.party for one in producers.listing(desk)], paid)
    parties = [finding.producer(desk, name).party for name in names]
    if len(parties) > 1:
        return payouts.pay_all(desk, parties, paid)
    reference = payouts.slip_reference(desk, slip) if slip else ""
    return [payouts.pay(desk, BOOK, parties[0], money.parse(amount) if amount else None, paid, reference)]


def _print(desk: "Desk", numbers: "Sequence[str]", out: Path, width: int) -> None:
    from shopdesk.base import files
    from shopdesk.paper import render
    from shopdesk.shop import statements

    if numbers:
        _app = render.ensure_app()
        files.write_whole(out, render.pdf(statements.slips(desk, numbers), 80 if width == 80 else 58))


@command("payout undo", N_("Take a payout back; it is owed again"))
def undo(run: Run, number: Annotated[str, Argument(metavar="NUMBER", help=N_("Number of the payout"))]) -> Answer:
    """By its opposite, once; both papers stay."""
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            back = taken_back(desk, number, BOOK)
    return _answer([back])


def taken_back(desk: "Desk", number: str, book: str) -> "PaidOut":
    """A payment taken back in its own book: the papers of producers and suppliers share their numbers.

    Raises NotFound, Conflict for one of the other book.
    """
    from shopdesk.shop import payouts

    if payouts.by_number(desk, number).book != book:
        hint = N_("Use: shopdesk suppliers undo") if book == BOOK else N_("Use: shopdesk payout undo")
        said = N_("{number} was paid to a supplier.") if book == BOOK else N_("{number} was paid to a producer.")
        raise Conflict(said, hint=hint, number=number.strip().upper()[:40])
    return payouts.take_back(desk, number)


def _answer(found: "Sequence[PaidOut]", none: str = "") -> Answer:
    from shopdesk.cli.columns import row
    from shopdesk.core import money

    total = sum(one.amount for one in found)
    lines = [row(f"{one.number} · {one.name}", money.text(one.amount)) for one in found]
    data = {"payouts": [_told(one) for one in found], "total": money.plain(total)}
    return Answer(data, tuple(lines) or (none or _("No payouts."),))


def _told(one: "PaidOut") -> dict[str, Any]:
    from shopdesk.core import money

    return {"number": one.number, "at": one.at.isoformat(), "name": one.name, "amount": money.plain(one.amount),
            "paid": one.paid_by, "reference": one.reference, "taken_back": one.taken_back,
            "takes_back": one.takes_back}  # fmt: skip
