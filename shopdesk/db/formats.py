"""Which columns of each fact the journal's hash covers, by format. A format is never changed; a new one is added.

Free notes are left out: a customer's name may stand in them.
"""


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


CURRENT = 3

JOURNAL: dict[int, tuple[str, ...]] = {
    1: _columns("uid till seq kind at business_date actor on_behalf_of approved_by format"),
    2: _columns("uid till seq kind at business_date actor on_behalf_of approved_by format"),
    3: _columns("uid till seq kind at business_date actor on_behalf_of approved_by format"),
}

# Facts are stored in this order, so that what a row points to is there before it.
ORDER = (
    "shift_open",
    "change",
    "event",
    "consent",
    "erasure",
    "sale",
    "sale_line",
    "sale_take",
    "extra",
    "container_move",
    "stock_document",
    "receiving",
    "count_line",
    "stock_move",
    "payment",
    "payment_event",
    "slip",
    "sale_void",
    "print_event",
    "cash_move",
    "expense",
    "payout",
    "ledger_entry",
    "order_event",
    "reservation",
    "parcel_event",
    "settlement",
    "settlement_line",
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

# Format 2: what the shop behind the counter adds.
COLUMNS[2] = {
    **COLUMNS[1],
    "sale": COLUMNS[1]["sale"] + _columns("extra happened_at trip"),
    "sale_take": COLUMNS[1]["sale_take"] + _columns("item owed net"),
    "stock_move": COLUMNS[1]["stock_move"] + _columns("document"),
    "payment": COLUMNS[1]["payment"] + _columns("party due_on"),
    "stock_document": _columns("id journal n uid kind series seq number reason trip reverses"),
    "receiving": _columns(
        "id journal n document supplier paid_by total vat due_on paper_number paper_date tax_number photo"
    ),
    "count_line": _columns("id journal n document item location owner lot recorded counted agreed reason"),
    "expense": _columns("id journal n uid kind on_date amount paid_by party photo reverses"),
    "payout": _columns("id journal n uid book series seq number party amount paid_by reference up_to reverses"),
    "ledger_entry": _columns(
        "id journal n book party kind amount due_on sale document reverses signer paid_by reference"
    ),
    "consent": _columns("id journal n party purpose given"),
    "erasure": _columns("id journal n party_uid"),
    "container_move": _columns("id journal n container party book qty amount"),
    "extra": _columns("id journal n sale kind container product name qty amount"),
}

# Format 3: selling online.
COLUMNS[3] = {
    **COLUMNS[2],
    "order_event": _columns("id journal n online_order state raw happened_at"),
    "reservation": _columns("id journal n online_order line item qty reason"),
    "parcel_event": _columns("id journal n parcel kind detail"),
    "settlement": _columns("id journal n uid account statement starts ends payout paid_on"),
    "settlement_line": _columns(
        "id journal n account statement remote online_order order_number kind name amount on_date"
    ),
}
