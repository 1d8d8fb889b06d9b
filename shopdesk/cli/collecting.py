"""settlement received, settlement undo: money of platforms reached the bank or the drawer."""

from typing import TYPE_CHECKING, Literal

from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopdesk.shop.arrivals import Seen
    from shopdesk.shop.collecting import Received
    from shopdesk.shop.desk import Desk

Name = Annotated[str, Argument(metavar="NAME", help=N_("Name or number of the account"))]


@command("settlement received", N_("Money of an online shop reached the bank or the drawer"))
def received(
    run: Run,
    name: Name,
    amount: Annotated[str, Argument(metavar="AMOUNT", help=N_("Baht that came"))],
    fee: Annotated[str, Option("--fee", metavar="BAHT", help=N_("What was kept of it on the way"))] = "0",
    into: Annotated[Literal["transfer", "drawer"], Option("--into", help=N_("Where it came"))] = "transfer",
    payout: Annotated[str, Option("--payout", metavar="NUMBER", help=N_("Which payout it is"))] = "",
    on: Annotated[str, Option("--on", metavar="DATE", help=N_("The day it came; without it today"))] = "",
) -> Answer:
    """A payout the platform told is found by its amount, or named; of an own web shop it is counted by hand."""
    from shopdesk.core import money
    from shopdesk.shop import accounts, arrivals, collecting

    came, kept = money.parse(amount), money.parse(fee)
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            account = accounts.named(desk, name, put_away=True).id or 0
            if payout or arrivals.are_payouts(desk, account):
                return _seen(desk, account, arrivals.came(desk, account, came, payout, on=on, fee=kept, way=into))
            return _told(collecting.received(desk, account, came, kept, into, on=on))


@command("settlement undo", N_("Money that was said to have come did not"))
def undo(
    run: Run, name: Name, number: Annotated[str, Argument(metavar="NUMBER", help=N_("Its number"))]
) -> Answer:  # fmt: skip
    """It is owed again; a payout the platform told waits again."""
    from shopdesk.shop import accounts, arrivals, collecting

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            account = accounts.named(desk, name, put_away=True).id or 0
            if arrivals.is_told(desk, account, number):
                return _seen(desk, account, [arrivals.take_back(desk, account, number)])
            return _told(collecting.take_back(desk, account, number))


def _seen(desk: "Desk", account: int, done: "Sequence[Seen]") -> Answer:
    """The payouts by themselves, and what is owed beside what is on its way."""
    from shopdesk.core import money
    from shopdesk.shop import collecting

    parts = [
        {
            "number": one.number, "amount": money.plain(one.amount), "fee": money.plain(one.fee),
            "open": money.plain(one.open),
        }
        for one in done
    ]  # fmt: skip
    data = {
        "number": done[0].number, "amount": money.plain(sum(one.amount for one in done)),
        "fee": money.plain(sum(one.fee for one in done)), "owes": money.plain(collecting.owed(desk, account)),
        "payouts": parts,
    }  # fmt: skip
    lines = [row(one.number, money.text(one.amount)) for one in done]
    lines += [row(f"  {_('Open: {amount}').format(amount=money.text(one.open))}", "") for one in done if one.open]
    return Answer(data, tuple(lines))


def _told(done: "Received") -> Answer:
    from shopdesk.core import money

    data = {
        "number": done.number, "amount": money.plain(done.amount), "fee": money.plain(done.fee),
        "owes": money.plain(done.left),
    }  # fmt: skip
    lines = (row(done.number, money.text(done.amount)), row(f"  {_('The platform owes')}", money.text(done.left)))
    return Answer(data, lines)
