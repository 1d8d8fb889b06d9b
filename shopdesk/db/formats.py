"""Which columns of each fact the journal's hash covers, by format. A format is never changed; a new one is added.

Free notes are left out: a customer's name may stand in them.
"""


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


CURRENT = 1

JOURNAL: dict[int, tuple[str, ...]] = {
    1: _columns("uid till seq kind at business_date actor on_behalf_of approved_by format"),
}

# Facts are stored in this order, so that what a row points to is there before it.
ORDER = (
    "shift_open",
    "change",
    "event",
    "sale",
    "sale_line",
    "sale_take",
    "stock_move",
    "payment",
    "payment_event",
    "slip",
    "sale_void",
    "print_event",
    "cash_move",
    "shift_close",
)

COLUMNS: dict[int, dict[str, tuple[str, ...]]] = {
    1: {
        "shift_open": _columns("id journal n uid till float_amount"),
        "change": _columns("id journal n record row field old new"),
        "event": _columns("id journal n kind subject detail"),
        "sale": _columns(
            "id journal n uid kind series seq number refund_of bill customer currency gross discount total "
            "rounding vat_base vat heading"
        ),
        "sale_line": _columns(
            "id journal n sale position item sale_unit refund_of name unit code qty base_qty list_price "
            "price gross line_discount bill_discount net vat_class vat_rate vat tare"
        ),
        "sale_take": _columns("id journal n line owner lot qty value terms"),
        "stock_move": _columns("id journal n item location owner lot qty value reason"),
        "payment": _columns("id journal n uid sale tender kind amount currency digits request"),
        "payment_event": _columns("id journal n payment state detail"),
        "slip": _columns("id journal n payment bank reference tail"),
        "sale_void": _columns("id journal n sale kind reason"),
        "print_event": _columns("id journal n sale copy_number"),
        "cash_move": _columns("id journal n till kind amount reason"),
        "shift_close": _columns(
            "id journal n shift number first_date last_date expected counted agreed kept reason pieces totals"
        ),
    }
}
