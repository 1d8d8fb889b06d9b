"""settlement received, settlement undo: money of platforms that tell no payouts reached the shop."""

from typing import TYPE_CHECKING, Literal

from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from shopdesk.shop.collecting import Received

Name = Annotated[str, Argument(metavar="NAME", help=N_("Name or number of the account"))]


@command("settlement received", N_("Money of an own web shop reached the bank or the drawer"))
def received(
    run: Run,
    name: Name,
    amount: Annotated[str, Argument(metavar="AMOUNT", help=N_("Baht that came"))],
    fee: Annotated[str, Option("--fee", metavar="BAHT", help=N_("What was kept of it on the way"))] = "0",
    into: Annotated[Literal["transfer", "drawer"], Option("--into", help=N_("Where it came"))] = "transfer",
) -> Answer:
    """For platforms that tell no payouts, and for accounts that were put away."""
    from shopdesk.core import money
    from shopdesk.shop import accounts, collecting

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            account = accounts.named(desk, name, put_away=True).id or 0
            return _told(collecting.received(desk, account, money.parse(amount), money.parse(fee), into))


@command("settlement undo", N_("Money that was said to have come did not"))
def undo(
    run: Run, name: Name, number: Annotated[str, Argument(metavar="NUMBER", help=N_("Its number"))]
) -> Answer:  # fmt: skip
    """It is owed again."""
    from shopdesk.shop import accounts, collecting

    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            account = accounts.named(desk, name, put_away=True).id or 0
            return _told(collecting.take_back(desk, account, number))


def _told(done: "Received") -> Answer:
    from shopdesk.core import money

    data = {
        "number": done.number, "amount": money.plain(done.amount), "fee": money.plain(done.fee),
        "owes": money.plain(done.left),
    }  # fmt: skip
    lines = (row(done.number, money.text(done.amount)), row(f"  {_('The platform owes')}", money.text(done.left)))
    return Answer(data, lines)
