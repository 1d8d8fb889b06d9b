"""What a PIN is: four to six digits, short enough to keep in mind; wrong tries make the next ones wait."""

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import digits

SHORTEST, LONGEST = 4, 6


def read(typed: str) -> str:
    """The digits of a new PIN, Thai ones as ours, or "" for none; raises Invalid."""
    pin = digits.arabic(typed)
    if pin and not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise Invalid(N_("A PIN has {shortest} to {longest} digits."), shortest=SHORTEST, longest=LONGEST)
    return pin
