"""payments list, payments seen, payments settled: money without cash, held against the bank's own list."""

from typing import TYPE_CHECKING, Any

from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.desk import Desk
    from shopdesk.shop.transfers import Transfer

Payments = Annotated[list[int], Argument(metavar="PAYMENT…", help=N_("Numbers of payments, as the list has them"))]


@command("payments list", N_("List what was paid without cash"))
def listed(
    run: Run,
    date: Annotated[str, Option("--date", metavar="DATE", help=N_("2026-11-22 or 22/11/2026; today if left out"))] = "",
    days: Annotated[int, Option("--days", min=1, max=366, help=N_("How many days up to that date"))] = 1,
    unsettled: Annotated[bool, Option("--unsettled", help=N_("Only what is not settled"))] = False,
) -> Answer:
    """Each payment with its state, the latest first."""
    from datetime import timedelta

    from shopdesk.base import clock
    from shopdesk.core import thaidate
    from shopdesk.shop import transfers

    with run.looking() as desk:
        last = thaidate.parse(date) if date else clock.business_date(desk.now, desk.change_hour)
        first = last - timedelta(days=days - 1)
        rows = transfers.listed(desk, first.isoformat(), last.isoformat(), unsettled=unsettled)
    told = tuple(_line(row) for row in rows) or (_("Nothing came without cash."),)
    return Answer({"payments": [_data(row) for row in rows]}, told)


@command("payments seen", N_("Say that the bank's own list shows these payments"))
def seen(run: Run, payments: Payments) -> Answer:
    """All of them or none."""
    from shopdesk.shop import transfers

    return _marked(run, transfers.mark_seen_by_bank, payments)


@command("payments settled", N_("Say that these payments were paid out in full"))
def paid_out(run: Run, payments: Payments) -> Answer:
    """All of them or none."""
    from shopdesk.shop import transfers

    return _marked(run, transfers.settle, payments)


def _marked(run: Run, deed: "Callable[[Desk, list[int]], None]", payments: list[int]) -> Answer:
    with run.office() as office:
        settled(office)
        with office.writing(run.actor(office)) as desk:
            deed(desk, payments)
    return Answer({"payments": payments}, (_("Noted: {count}").format(count=len(payments)),))


def _data(row: "Transfer") -> dict[str, Any]:
    from shopdesk.core import money

    return {
        "payment": row.payment,
        "number": row.number,
        "at": row.at.isoformat(),
        "tender": row.tender,
        "amount": money.plain(row.amount),
        "state": row.state,
    }


def _line(row: "Transfer") -> str:
    from shopdesk.cli import columns
    from shopdesk.core import money, tender

    words = f"{row.payment}  {row.number}  {row.label} · {tender.state_label(row.state)}"
    return columns.row(words, money.text(row.amount))
