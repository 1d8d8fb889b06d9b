"""PromptPay QR codes: who receives, how much, for what (Bank of Thailand, Thai QR Code guideline of April 2019).

The program makes the code itself, with no network. It names a receiver and an amount; nothing in it can be used up, so
a payment is known by the bank's word alone.
"""

import re
from dataclasses import dataclass
from typing import Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import banks, emv, money, thaiid
from shopdesk.core.digits import arabic

Kind = Literal["mobile", "id", "ewallet", "account", "biller"]
KINDS: tuple[Kind, ...] = ("mobile", "id", "ewallet", "account", "biller")

CREDIT_TRANSFER = "A000000677010111"
BILL_PAYMENT = "A000000677010112"
SHOWN_BY_PAYER = "A000000677010114"
CROSS_BORDER = "A000000677012006"
# The longest amount field has 13 characters.
LARGEST = 999_999_999_999

_SUBTAG = {"mobile": "01", "id": "02", "ewallet": "03", "account": "04"}
_SEPARATORS = re.compile(r"[\s().+\-]")
_REFERENCE = re.compile(r"[A-Z0-9]+")
_TRUEMONEY = "14000"
_LONGEST_MESSAGE = 24
_SHAPES = {
    "mobile": re.compile(r"0066[0-9]{9}"),
    "id": re.compile(r"[0-9]{13}"),
    "ewallet": re.compile(r"[0-9]{15}"),
    "account": re.compile(r"[0-9]{3}[0-9A-Za-z]{1,40}"),
    "biller": re.compile(r"[0-9]{13,15}"),
}
_AMOUNT = re.compile(r"([0-9]{1,10})(?:\.([0-9]{1,2}))?")


@dataclass(frozen=True, slots=True)
class Target:
    """Who receives, as it stands in the code: `0066812345678`, 13 digits, 15 digits, or bank code and account."""

    kind: Kind
    wire: str

    def masked(self) -> str:
        """Enough to recognise the own number by, not enough to copy it: `08x-xxx-5678`, `1-xxxx-xxxxx-xx-8`."""
        if self.kind == "mobile":
            return f"0{self.wire[4]}x-xxx-{self.wire[-4:]}"
        if self.kind == "id":
            return f"{self.wire[0]}-xxxx-xxxxx-xx-{self.wire[-1]}"
        if self.kind == "account":
            return f"{banks.name(self.wire[:3])} xxx-{self.wire[-4:]}"
        return f"xxx-{self.wire[-4:]}"


@dataclass(frozen=True, slots=True)
class Payment:
    """What a payment QR asks for. `amount` in satang, None where the payer types it.

    `number_fits` is False where the receiver's check digit is wrong or no such mobile number is given out. `fields` are
    the root tags without the checksum, for whatever is not named here.
    """

    to: Target
    amount: int | None
    static: bool
    ref1: str
    ref2: str
    ref3: str
    message: str
    merchant: str
    cross_border: bool
    number_fits: bool
    fields: tuple[tuple[str, str], ...]


def target(to: str, kind: Kind | None = None, strict_id: bool = True) -> Target:
    """The receiver from a number as people write it, with or without spaces, dashes, country code or Thai digits.

    Without a kind, 13 digits are an ID, 15 an e-wallet, the rest a mobile number; an account (bank code first) and a
    biller must be named. `strict_id=False` lets a number with a wrong check digit pass, which no shop should.
    Raises Invalid for a number that cannot receive.
    """
    digits = _SEPARATORS.sub("", arabic(to))
    if not (digits.isascii() and digits.isdigit()):
        raise _refused(to)
    known: Kind = kind or {13: "id", 15: "ewallet"}.get(len(digits), "mobile")  # type: ignore[assignment]
    if known == "mobile":
        return Target("mobile", _mobile(to, digits, strict_id))
    if known == "id" and (thaiid.fits(digits) or (not strict_id and len(digits) == thaiid.LENGTH)):
        return Target("id", digits)
    if known == "ewallet" and len(digits) == 15:
        return Target("ewallet", digits)
    if known == "account" and 9 <= len(digits) <= 43 and (digits[:3] in banks.BANKS or not strict_id):
        return Target("account", digits)
    right = thaiid.fits(digits[:13]) if strict_id else len(digits) in (13, 14, 15)
    if known == "biller" and right and (len(digits) == 15 or not strict_id):
        return Target("biller", digits)
    raise _refused(to, known)


def build(
    to: Target,
    amount: int | None = None,
    *,
    ref1: str = "",
    ref2: str = "",
    ref3: str = "",
    message: str = "",
    static: bool | None = None,
) -> str:
    """The text of the QR, tags ascending. `amount` in satang; None lets the payer type it.

    A biller takes ref1, and ref2 if wanted; ref3 names the terminal; a message goes to TrueMoney wallets only. `static`
    says the QR is shown for many payments; by default it is exactly when there is no amount. Raises Invalid.
    """
    fixed = amount is None if static is None else static
    body = emv.joined(
        (
            ("00", "01"),
            ("01", "11" if fixed else "12"),
            ("29", "" if to.kind == "biller" else _transfer(to)),
            ("30", _bill(to, ref1, ref2)),
            ("53", "764"),
            ("54", "" if amount is None else money.plain(_payable(amount))),
            ("58", "TH"),
            ("62", emv.joined([("07", _checked_reference(ref3, 25))]) if ref3 else ""),
        )
    )
    # The checksum comes last although its tag is lower.
    return emv.sealed(body + emv.joined([("81", _message(to, message))]), "63")


def parse(payload: str) -> Payment:
    """What a scanned payment QR says, its tags in any order; raises Invalid for anything that is not a right Thai one.

    Tag 00 must come first and the checksum 63 last and fit (in capitals or not); the currency must be baht, the country
    Thailand, and the receiver one transfer (29) or one bill (30), which a vendor's tag 31 may accompany.
    """
    found = emv.unsealed(emv.scanned(payload), "63")
    if next(iter(found)) != "00" or found["00"] != "01" or not re.fullmatch("[123][12]", found.get("01", "11")):
        raise emv.broken()
    if found.get("53") != "764" or found.get("58") != "TH":
        raise Invalid(N_("This QR is not for Thai baht."), hint=N_("Ask for a Thai QR"))
    if ("29" in found) == ("30" in found):
        raise emv.broken()
    inner = emv.fields(found.get("29") or found["30"])
    to, cross_border = _receiver(inner) if "29" in found else _biller(inner)
    extra = emv.fields(found.get("62", ""))
    return Payment(
        to,
        _asked(found.get("54")),
        found.get("01", "11")[1] == "1",
        inner.get("02", "") if to.kind == "biller" else "",
        inner.get("03", "") if to.kind == "biller" else "",
        extra.get("07", ""),
        _said(found.get("81", "")),
        found.get("59", ""),
        cross_border,
        _number_fits(to),
        tuple(found.items()),
    )


def reference(text: str) -> str:
    """A bill number or the like as a reference banks accept: capital letters and digits, the last 20 of them."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())[-20:]


def _mobile(typed: str, digits: str, strict: bool) -> str:
    found = re.fullmatch(r"(?:0066|66|0)([689][0-9]{8})", digits)
    if found is None and not strict:
        found = re.fullmatch(r"(?:0066|66|0)([0-9]{9})", digits)
    if found is None:
        raise _refused(typed)
    return f"0066{found[1]}"


def _transfer(to: Target) -> str:
    return emv.joined((("00", CREDIT_TRANSFER), (_SUBTAG[to.kind], to.wire)))


def _bill(to: Target, ref1: str, ref2: str) -> str:
    if to.kind != "biller":
        if ref1 or ref2:
            raise Invalid(N_("Only a biller number takes references."), hint=N_("Leave the references empty"))
        return ""
    second = _checked_reference(ref2) if ref2 else ""
    return emv.joined((("00", BILL_PAYMENT), ("01", to.wire), ("02", _checked_reference(ref1)), ("03", second)))


def _checked_reference(text: str, most: int = 20) -> str:
    if not _REFERENCE.fullmatch(text) or len(text) > most:
        raise Invalid(
            N_("“{typed}” is not a reference."),
            hint=N_("1 to {most} capital letters and digits"),
            typed=text[:40],
            most=most,
        )
    return text


def _receiver(inner: emv.Fields) -> tuple[Target, bool]:
    """The transfer template: one of 01 to 04; with the payer's own application a one-time code in 05 belongs to it."""
    given = [(kind, inner[tag]) for kind, tag in _SUBTAG.items() if tag in inner]
    shown_by_payer = inner.get("00") == SHOWN_BY_PAYER and len(inner.get("05", "")) == 10
    if len(given) != 1 or not (inner.get("00") == CREDIT_TRANSFER or shown_by_payer):
        raise emv.broken()
    kind, wire = given[0]
    return _shaped(kind, wire), False  # type: ignore[arg-type]


def _biller(inner: emv.Fields) -> tuple[Target, bool]:
    if inner.get("00") not in (BILL_PAYMENT, CROSS_BORDER) or not 1 <= len(inner.get("02", "")) <= 20:
        raise emv.broken()
    if len(inner.get("03", "")) > 20:
        raise emv.broken()
    return _shaped("biller", inner.get("01", "")), inner["00"] == CROSS_BORDER


def _shaped(kind: Kind, wire: str) -> Target:
    if not _SHAPES[kind].fullmatch(wire):
        raise Invalid(N_("The QR names no right receiver."), hint=N_("Ask for another QR"))
    return Target(kind, wire)


def _number_fits(to: Target) -> bool:
    if to.kind == "mobile":
        return to.wire[4] in "689"
    return to.kind in ("ewallet", "account") or thaiid.fits(to.wire[:13])


def _asked(amount: str | None) -> int | None:
    if amount is None:
        return None
    found = _AMOUNT.fullmatch(amount)
    satang = int(found[1]) * money.BAHT + int((found[2] or "").ljust(2, "0")) if found else 0
    if satang == 0:
        raise Invalid(N_("The QR asks for no right amount."), hint=N_("Ask for another QR"))
    return satang


def _said(code: str) -> str:
    try:
        return bytes.fromhex(code).decode("utf-16-be")
    except ValueError:
        raise emv.broken() from None


def _message(to: Target, text: str) -> str:
    if text and not (to.kind == "ewallet" and to.wire.startswith(_TRUEMONEY)):
        raise Invalid(N_("Only a TrueMoney wallet takes a message."), hint=N_("Leave the message empty"))
    code = text.encode("utf-16-be", "replace").hex().upper()
    if len(code) > _LONGEST_MESSAGE * 4:
        raise Invalid(N_("The message is too long."), hint=N_("Write at most {most} letters"), most=_LONGEST_MESSAGE)
    return code


def _payable(satang: int) -> int:
    if not 0 < satang <= LARGEST:
        raise Invalid(N_("The amount is out of range."), hint=N_("A payment is from 0.01 to 9,999,999,999.99"))
    return satang


def _refused(typed: str, kind: Kind = "mobile") -> Invalid:
    hints = {
        "mobile": N_("A mobile number has 10 digits and begins with 06, 08 or 09"),
        "id": N_("Check all 13 digits again"),
        "ewallet": N_("An e-wallet number has 15 digits"),
        "account": N_("Write the bank's 3 digits, then the account number"),
        "biller": N_("A biller number has 15 digits: the tax number and two more"),
    }
    return Invalid(N_("“{typed}” cannot receive PromptPay."), hint=hints[kind], typed=typed[:40])
