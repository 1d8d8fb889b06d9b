"""Numbers on packs: EAN-13, EAN-8, UPC-A, UPC-E (GS1 General Specifications, sections 5 and 7.9)."""

from shopdesk.core.digits import arabic

LENGTHS = (8, 12, 13, 14)


def is_number(text: str) -> bool:
    """Whether a text is nothing but 0 to 9."""
    return text.isascii() and text.isdigit()


def check_digit(body: str) -> str:
    """The last digit that belongs to the digits before it: weights 3 and 1 from the right."""
    total = sum(int(digit) * (3 if n % 2 == 0 else 1) for n, digit in enumerate(reversed(body)))
    return str(-total % 10)


def checked(code: str) -> bool:
    """Whether this is 8, 12, 13 or 14 digits of which the last one fits."""
    return is_number(code) and len(code) in LENGTHS and check_digit(code[:-1]) == code[-1]


def expanded(upc_e: str) -> str | None:
    """The EAN-13 behind an 8-digit UPC-E (zero-suppressed UPC-A), or None where it is none."""
    if not is_number(upc_e) or len(upc_e) != 8 or upc_e[0] not in "01":
        return None
    system, six, check = upc_e[0], upc_e[1:7], upc_e[7]
    last = six[5]
    if last in "012":
        body = f"{six[:2]}{last}0000{six[2:5]}"
    elif last == "3":
        body = f"{six[:3]}00000{six[3:5]}"
    elif last == "4":
        body = f"{six[:4]}00000{six[4]}"
    else:
        body = f"{six[:5]}0000{last}"
    full = f"{system}{body}"
    return f"0{full}{check}" if check_digit(full) == check else None


def canonical(code: str) -> str:
    """A code as it is stored: Arabic digits, no spaces round it, and a UPC-A as the EAN-13 it is (a 0 in front)."""
    plain = arabic(code.strip())
    return f"0{plain}" if len(plain) == 12 and checked(plain) else plain
