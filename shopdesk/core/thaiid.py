"""The 13 digits of a Thai person or taxpayer, of which the last one checks the rest."""

import re

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core.digits import arabic

LENGTH = 13


def fits(digits: str) -> bool:
    """Whether these are 13 digits and the last is (11 − Σ digit × weight mod 11) mod 10 with weights 13 down to 2."""
    if len(digits) != LENGTH or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(13, 1, -1), strict=False))
    return (11 - total % 11) % 10 == int(digits[-1])


def parse(typed: str) -> str:
    """13 digits from a number as people write it (`1-1017-00230-70-8`); raises Invalid where the last one is wrong."""
    digits = re.sub(r"[\s-]", "", arabic(typed))
    if not fits(digits):
        raise Invalid(
            N_("“{typed}” is not a Thai ID or tax number."), hint=N_("Check all 13 digits again"), typed=typed[:40]
        )
    return digits
