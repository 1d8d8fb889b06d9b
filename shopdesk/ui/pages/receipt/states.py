"""The states of a paper before it is printed, for the tour."""

from typing import TYPE_CHECKING

from shopdesk.ui.pages.bills import states as bills
from shopdesk.ui.tour import state

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window


def _printer(window: "Window") -> None:
    from shopdesk.shop import settings
    from shopdesk.ui import printing

    assert window.office is not None
    with window.office.writing() as desk:
        settings.change(desk, "printer.target", "os:POS-58")
    if printing.of(window) is None:
        printing.Printing(window)


@state("receipt")
def receipt(window: "Window") -> None:
    """A receipt with a receipt printer set."""
    _printer(window)
    bills.of(window, 1).print_()


@state("receipt-true-size")
def true_size(window: "Window") -> None:
    """As wide as the paper will be."""
    from shopdesk.ui.pages.receipt.sheet import PaperSheet

    receipt(window)
    assert isinstance(window.sheet, PaperSheet)
    window.sheet.reading.choose("true")
    window.sheet.draw("true")


@state("receipt-no-printer")
def no_printer(window: "Window") -> None:
    """A receipt where no receipt printer is set."""
    bills.of(window, 1).print_()
