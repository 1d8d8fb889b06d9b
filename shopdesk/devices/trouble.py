"""What can be wrong with a printer, in the words of the person who stands before it."""

import errno

from shopdesk.base.errors import NotFound, ShopError
from shopdesk.base.i18n import N_

# Windows' own numbers for a port or printer held by another program.
_HELD = {5, 32, 170}


def not_found() -> NotFound:
    """Nothing answers at that place."""
    return NotFound(N_("The printer was not found."), hint=N_("Look at its cable and switch, then print again."))


def busy() -> ShopError:
    """It is there, but takes no bytes now."""
    return ShopError(N_("The printer is busy."), hint=N_("Wait a little, then print again."))


def stopped() -> ShopError:
    """It took some bytes and no more."""
    return ShopError(
        N_("The printer stopped in the middle."), hint=N_("Look at paper, lid and cable, then print again.")
    )


def no_paper() -> ShopError:
    """The roll is at its end."""
    return ShopError(N_("The printer is out of paper."), hint=N_("Put in a new roll, then print again."))


def lid_open() -> ShopError:
    """The cover stands open."""
    return ShopError(N_("The printer's lid is open."), hint=N_("Close the lid, then print again."))


def not_permitted() -> ShopError:
    """The system keeps this user from the device."""
    return ShopError(
        N_("This computer does not let you use the printer."),
        hint=N_("Ask for the right to use printers, then sign in again."),
    )


def from_os(error: OSError) -> ShopError:
    """The trouble behind an operating system's error before any byte was sent."""
    if getattr(error, "winerror", None) in _HELD or error.errno in (errno.EBUSY, errno.EAGAIN):
        return busy()
    if isinstance(error, PermissionError) or error.errno in (errno.EACCES, errno.EPERM):
        return not_permitted()
    if error.errno == errno.ENOSPC:
        return no_paper()
    return not_found()
