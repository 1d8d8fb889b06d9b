"""demo: market days on a sample shop, told as they happen."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk.base import paths
from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Option, command
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.cli.market import Bill, Evening, Market, Note
    from shopdesk.db.check import Result

ROOM_FOR_GOODS = 60


@command("demo", N_("Play market days on a sample shop"))
def demo(
    run: Run,
    days: Annotated[int, Option("--days", min=1, max=366, help=N_("How many days"))] = 2,
    seed: Annotated[int, Option("--seed", help=N_("The same number plays the same days"))] = 1,
) -> Answer:
    """In --data, which must hold no shop yet, or in a folder that is thrown away."""
    if run.named:
        if paths.shop_file(run.data).exists():
            raise Conflict(N_("There is a shop in {place} already."), hint=N_("Name an empty folder."), place=run.data)
        return _played(run, run.data, days, seed)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return _played(run, Path(folder), days, seed)


def _played(run: Run, folder: Path, days: int, seed: int) -> Answer:
    from shopdesk.cli.market import Market

    market = Market(folder, seed)
    try:
        evenings = [_day(run, market, number) for number in range(days)]
        result = _checked(market)
    finally:
        market.office.close()
    data = {
        "seed": seed,
        "shop": str(folder) if run.named else None,
        "days": [_figures(evening) for evening in evenings],
        "check": result.ok,
    }
    lines = [_("Everything adds up ({count} things looked at).").format(count=result.checked)]
    if run.named:
        lines.append(_("The sample shop is in {place}.").format(place=folder))
    return Answer(data, tuple(lines), code=0 if result.ok else 1)


def _day(run: Run, market: "Market", number: int) -> "Evening":
    from shopdesk.cli import columns
    from shopdesk.cli.market import Bill, Evening, heading

    till = _("till {code}").format(code=market.office.till.code)
    run.say("", f"━━ {heading(number)} · {till} " + "━" * 40)
    for event in market.day(number):
        if isinstance(event, Evening):
            run.say("", *(f"    {line}" for line in columns.report(event.paper)))
            return event
        run.say(_bill(event) if isinstance(event, Bill) else _note(event))
    raise AssertionError("a day has an evening")


def _bill(bill: "Bill") -> str:
    from shopdesk.cli.columns import padded
    from shopdesk.core import documents, money, unit

    names = ", ".join(f"{line.name} {unit.quantity_text(line.qty, line.unit)}" for line in bill.cart.lines)
    words = {"cash": _("cash"), "promptpay": _("PromptPay"), "welfare": _("welfare card")}
    how = words[bill.tender]
    if bill.change:
        how = _("{how} {paid}, change {change}").format(
            how=how, paid=money.short(bill.paid), change=money.short(bill.change)
        )
    number = documents.short_number(bill.number)
    return f"{bill.at:%H:%M}  {number}  {padded(names, ROOM_FOR_GOODS)} {money.text(bill.total):>9}  {how}"


def _note(note: "Note") -> str:
    return f"{note.at:%H:%M}         · {note.text}"


def _checked(market: "Market") -> "Result":
    from shopdesk.db import check

    with market.office.engine.connect() as connection:
        return check.check(connection)


def _figures(evening: "Evening") -> dict[str, object]:
    from shopdesk.cli.days import figures_data

    return {**figures_data(evening.figures), "closing": evening.closing}
