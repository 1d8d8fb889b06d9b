"""The small QR on a transfer slip. It holds the sending bank and a reference, and neither amount nor receiver.

So it tells a slip that was used before from a new one, and nothing more: it is never proof that money came.
"""

import re
from dataclasses import dataclass
from datetime import date

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import banks, emv
from shopdesk.core.digits import arabic

TRUEMONEY = "truemoney"
TAIL = 6

_REFERENCE = re.compile(r"[!-~]{1,25}")


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: three digits of the bank, or `truemoney`; the reference; for TrueMoney also the kind of event and day."""

    bank: str
    reference: str
    event: str = ""
    day: date | None = None

    @property
    def tail(self) -> str:
        """What a person can read off the reference and type, as `tail`."""
        return tail(self.reference)

    def bank_name(self) -> str:
        """The bank in the language of the moment."""
        return "TrueMoney" if self.bank == TRUEMONEY else banks.name(self.bank)


def tail(reference: str) -> str:
    """The last six letters and digits of a reference, in capitals: nobody types the signs between them."""
    return re.sub(r"[^0-9A-Z]", "", reference.upper())[-TAIL:]


def parse(payload: str) -> Slip:
    """The slip behind a scanned text; raises Invalid where it is none or was read wrongly.

    Some banks' apps drop leading zeros of the checksum, so one of one to three characters is filled up.
    """
    found = emv.unsealed(_filled(emv.scanned(payload)), "91")
    inner = emv.fields(found.get("00", ""))
    if found.get("51") == "TH" and set(found) == {"00", "51"} and inner.get("00") == "000001":
        return _bank_slip(inner)
    if set(found) == {"00"} and (inner.get("00"), inner.get("01")) == ("01", "01"):
        return _truemoney_slip(inner)
    raise not_a_slip()


def looks_like(payload: str) -> bool:
    """Whether a scan is a slip at all, so that a till can tell it from goods and from payment codes."""
    try:
        parse(payload)
    except Invalid:
        return False
    return True


def typed_tail(text: str) -> str:
    """The last six characters of a reference as typed from a slip, in capitals; raises Invalid for fewer."""
    typed = tail(arabic(text))
    if len(typed) < TAIL:
        raise Invalid(
            N_("That is too short."), hint=N_("Type the last {count} characters of the reference"), count=TAIL
        )
    return typed


def not_a_slip() -> Invalid:
    """The refusal of a text that is no slip."""
    return Invalid(N_("This is not the QR of a transfer slip."), hint=N_("Scan the small QR on the slip"))


def _filled(text: str) -> str:
    head, mark, tail = text.rpartition("9104")
    return f"{head}{mark}{tail.zfill(4)}" if mark and 1 <= len(tail) <= 3 else text


def _bank_slip(inner: emv.Fields) -> Slip:
    bank, reference = inner.get("01", ""), inner.get("02", "")
    if set(inner) != {"00", "01", "02"} or not re.fullmatch("[0-9]{3}", bank) or not _REFERENCE.fullmatch(reference):
        raise not_a_slip()
    return Slip(bank, reference)


def _truemoney_slip(inner: emv.Fields) -> Slip:
    when = re.fullmatch(r"([0-9]{2})([0-9]{2})([0-9]{4})", inner.get("04", ""))
    if set(inner) != {"00", "01", "02", "03", "04"} or when is None or not inner["03"].strip():
        raise not_a_slip()
    try:
        day = date(int(when[3]), int(when[2]), int(when[1]))
    except ValueError:
        raise not_a_slip() from None
    return Slip(TRUEMONEY, inner["03"], inner["02"], day)
