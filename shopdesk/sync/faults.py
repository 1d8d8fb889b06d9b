"""A fault of ours in the middle of a round: kept to the thing it happened at, told without a word a buyer wrote."""

import logging

from sqlalchemy.exc import SQLAlchemyError

from shopdesk.base import log
from shopdesk.base.i18n import N_
from shopdesk.shop.channels import Unknown

# What a strange answer makes of a mapping that did not expect it, and what the computer itself does not do: a file that
# is locked or a full disk.
FAULTS = (
    LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RuntimeError, SQLAlchemyError, OSError
)  # fmt: skip
_log = logging.getLogger(__name__)


class Fault(Unknown):
    """Ours, not the platform's: what was being done may have been done there."""


def told(account: int, what: str, error: BaseException) -> Fault:
    """The fault as a problem of whatever it happened at, written to the log."""
    _log.error("account %s: a fault of ours (%s): %s", account, what, log.place(error))
    if isinstance(error, OSError):
        why, fix = N_("A file of this computer could not be used."), N_("Check the disk, then do it again.")
        return Fault(why, fix=fix, detail=type(error).__name__)
    return Fault(N_("ShopDesk does not understand this platform's answer."), detail=type(error).__name__)
