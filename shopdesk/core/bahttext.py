"""An amount in Thai words, as receipts and cheques spell it."""

from shopdesk.core.money import BAHT

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def words(satang: int) -> str:
    """`หนึ่งพันสองร้อยห้าสิบบาทห้าสิบสตางค์`; whole baht end in ถ้วน, less than a baht begins with the satang."""
    if satang < 0:
        return f"ลบ{words(-satang)}"
    baht, rest = divmod(satang, BAHT)
    if rest == 0:
        return f"{number(baht)}บาทถ้วน"
    return f"{number(baht)}บาท{number(rest)}สตางค์" if baht else f"{number(rest)}สตางค์"


def number(value: int) -> str:
    """A whole number of 0 or more in words; a final one after a higher digit reads เอ็ด (101: หนึ่งร้อยเอ็ด)."""
    return _grouped(value) or "ศูนย์"


def _grouped(value: int, after: bool = False) -> str:
    millions, rest = divmod(value, _MILLION)
    head = f"{_grouped(millions)}ล้าน" if millions else ""
    return head + _group(rest, after or millions > 0)


def _group(value: int, after: bool) -> str:
    """Up to six digits; `after` says whether higher digits stand before them."""
    text = ""
    for place in range(5, -1, -1):
        digit = value // 10**place % 10
        if digit == 0:
            continue
        if place == 0 and digit == 1 and (text or after):
            text += "เอ็ด"
        elif place == 1 and digit <= 2:
            text += ("สิบ", "ยี่สิบ")[digit - 1]
        else:
            text += _DIGITS[digit] + _PLACES[place]
    return text
