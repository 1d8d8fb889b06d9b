"""Who bought an online order is erased, once the order is done with: name, telephone, address, label and photos."""

from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.ui.pages.customers.sheets import EraseSheet
from shopdesk.ui.pages.orders.doing import write

if TYPE_CHECKING:
    from shopdesk.ui.pages.orders.whole import OrderSheet
    from shopdesk.ui.shell import Window


def erase(sheet: "OrderSheet") -> None:
    """Ask, then erase; the sheet of the order is shown anew. Who may not is asked for somebody's PIN."""
    from shopdesk.shop import erasing

    win, order = sheet.window_, sheet.order
    assert win is not None
    question = EraseSheet(
        sheet.whole.card.buyer or sheet.whole.card.number,
        _("The buyer's name, telephone and address are gone for good."),
        _("Labels and photos of the parcel go with them."),
        _("Bills and sums stay, without a name."),
        _("A backup put back later does not bring the person back."),
    )

    def done(papers: tuple[str, ...]) -> None:
        sheet.show_order()
        sheet.strip.say(_("The person is erased. Bills and sums stay."), tone="primary", seconds=8)
        _finish(win, papers)

    wipe = lambda _yes: write(win, lambda desk: erasing.erase_buyer(desk, order), done)  # noqa: E731
    win.open(question.answered(wipe))


def _finish(win: "Window", papers: tuple[str, ...]) -> None:
    """Between the pages of the file, too, nothing is left of it."""
    from shopdesk.shop import erasing

    office = win.office
    assert office is not None
    win.jobs.run(lambda _job: erasing.finish(office, *papers))
