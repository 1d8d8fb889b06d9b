"""settlement list: what the platforms credited, kept and paid out."""

from typing import TYPE_CHECKING, Any

from shopdesk.base.i18n import N_, _
from shopdesk.cli import online
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Option, command
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.shop.settlements import OfOrder, OfStatement


@command("settlement list", N_("What the platforms credited, kept and paid out"))
def settlement(
    run: Run,
    account: Annotated[str, Option("--account", metavar="NAME", help=N_("Only this account"))] = "",
) -> Answer:
    """Order by order, statement by statement; `differs` is what does not agree."""
    from shopdesk.core import money
    from shopdesk.shop import arrivals, settlements

    with run.looking() as desk:
        number = online.account_id(desk, account, put_away=True)
        orders = settlements.orders(desk, number)
        statements = settlements.statements(desk, number)
        fees = settlements.fees(desk, number)
        tasks = settlements.tasks(desk, number)
        waits = arrivals.waiting(desk, number)
    data = {
        "orders": [_settled(one) for one in orders],
        "statements": [_statement(one) for one in statements],
        "waiting": [_statement(one) for one in waits],
        "fees": {kind: money.plain(amount) for kind, amount in fees},
        "tasks": [
            {"kind": one.kind, "number": one.number, "account": one.account, "amount": money.plain(one.amount)}
            for one in tasks
        ],
    }
    words = [_order_line(one) for one in orders]
    words += [_payout_line(one) for one in statements]
    words += [row(f"  {settlements.kind_label(kind)}", money.text(amount)) for kind, amount in fees]
    words += [_("{count} do not add up").format(count=len(tasks))] if tasks else []
    return Answer(data, tuple(words) or (_("Nothing is settled yet."),))


def _payout_line(one: "OfStatement") -> str:
    from shopdesk.core import money

    off = f" ({_('not seen in the bank')})" if one.waits else ""
    if one.short:
        off = f" ({_('in the bank: {amount}').format(amount=money.text(one.came or 0))})"
    return row(f"{one.account_name} · {one.number}", f"{money.text(one.payout)}{off}")


def _order_line(one: "OfOrder") -> str:
    from shopdesk.core import money

    off = f" ({_('differs by {amount}').format(amount=money.text(one.differs))})" if one.differs else ""
    return row(f"{one.number} · {one.account}", f"{money.text(one.gets)}{off}")


def _settled(one: "OfOrder") -> dict[str, Any]:
    from shopdesk.core import money

    return {
        "number": one.number, "account": one.account, "state": one.state, "sold": money.plain(one.sold),
        "credited": money.plain(one.credited), "fees": money.plain(one.fees), "gets": money.plain(one.gets),
        "differs": money.plain(one.differs), "before": bool(one.before),
    }  # fmt: skip


def _statement(one: "OfStatement") -> dict[str, Any]:
    from shopdesk.core import money

    return {
        "number": one.number, "account": one.account_name, "starts": one.starts, "ends": one.ends,
        "payout": money.plain(one.payout), "paid_on": one.paid_on, "lines": money.plain(one.lines),
        "differs": money.plain(one.differs), "before": money.plain(one.before),
        "came": None if one.came is None else money.plain(one.came), "came_on": one.came_on, "waits": one.waits,
        "wallet": one.wallet,
    }  # fmt: skip
