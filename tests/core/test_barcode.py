"""What scanners and people put into the search field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.base.errors import Invalid
from shopdesk.core import barcode, gtin, keyboard, labels
from shopdesk.core.barcode import parse
from shopdesk.core.labels import LabelRule
from tests.core.vectors import load

US_TO_KEDMANEE: dict[str, str] = load("kedmanee_map")["us_to_kedmanee"]
PATTACHOTE_DIGITS = dict(zip("1234567890", "=๒๓๔๕ู๗๘๙๐", strict=True))
EANS = st.text("0123456789", min_size=12, max_size=12).map(lambda body: body + gtin.check_digit(body))


def kedmanee(text: str) -> str:
    return "".join(US_TO_KEDMANEE[char] for char in text)


@pytest.mark.parametrize(
    ("body", "check"), [("885000000012", "6"), ("210001001250", "0"), ("230001001250", "4"), ("885099932001", "4")]
)
def test_the_check_digit_of_an_ean(body: str, check: str) -> None:
    assert gtin.check_digit(body) == check


@pytest.mark.parametrize(
    ("typed", "kind", "codes"),
    [
        ("8850999320014", "ean13", ("8850999320014",)),
        ("96385074", "ean8", ("96385074",)),
        ("036000291452", "upc_a", ("0036000291452", "036000291452")),
        ("0036000291452", "ean13", ("0036000291452", "036000291452")),
        ("04252614", "upc_e", ("0042100005264", "04252614")),
        ("ABC-123", "code128", ("ABC-123",)),
        ("10614141000415", "code128", ("10614141000415",)),
        ("101", "plu", ("101",)),
        ("8 850999 320014", "ean13", ("8850999320014",)),
        ("\x028850999320014\r\n", "ean13", ("8850999320014",)),
        ("น้ำปลา", "text", ("น้ำปลา", "ohex]k", "kaDxcj")),
        ("coke zero", "text", ("coke zero",)),
        ("", "empty", ()),
        (" \r\n", "empty", ()),
    ],
)
def test_what_is_scanned_is_known_for_what_it_is(typed: str, kind: str, codes: tuple[str, ...]) -> None:
    scan = parse(typed)
    assert (scan.kind, scan.codes) == (kind, codes)


@pytest.mark.parametrize("typed", ["8850999320015", "885099932002", "88509993200144", "96385075", "7" * 64, "1234567"])
def test_a_wrong_or_short_number_is_itself_and_never_a_near_match(typed: str) -> None:
    scan = parse(typed)
    assert scan.kind == "code128"
    assert scan.codes == (typed,)


def test_a_pack_number_with_a_wrong_check_digit_is_marked_doubtful() -> None:
    assert parse("8850999320015").doubtful
    assert not parse("8850999320014").doubtful
    assert not parse("1234567").doubtful


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("04252614", "0042100005264"),
        ("01234531", "0012300000451"),
        ("01234543", "0012340000053"),
        ("01234565", "0012345000065"),
    ],
)
def test_a_short_american_number_is_its_long_one(short: str, full: str) -> None:
    assert gtin.expanded(short) == full
    assert full in parse(short).codes


def test_letters_in_a_number_make_it_another_code() -> None:
    assert parse("88509993200l4").codes == ("88509993200l4",)


@given(EANS)
def test_a_pack_number_is_read_through_every_keyboard_layout(code: str) -> None:
    through = [
        kedmanee(code),
        "".join(PATTACHOTE_DIGITS[digit] for digit in code),
        code.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")),
    ]
    for typed in through:
        assert parse(typed).codes == parse(code).codes
        assert parse(typed).kind == parse(code).kind


def test_the_scan_that_fails_most_in_the_field() -> None:
    assert parse("คคถจตตต-/จจๅภ").codes == ("8850999320014",)


def test_every_key_of_the_thai_layout_maps_back() -> None:
    assert {thai: us for us, thai in US_TO_KEDMANEE.items()} == keyboard.KEDMANEE


def test_letters_scanned_through_the_thai_layout_are_found_as_typed() -> None:
    assert "ABC-123" in parse(kedmanee("ABC-123")).codes


@pytest.mark.parametrize("word", ["ถุ", "ตุ", "คุ", "จุ", "ถึ", "ตึ", "ถุง"])
def test_the_beginning_of_a_thai_word_is_not_taken_for_a_number(word: str) -> None:
    scan = parse(word)
    assert (scan.kind, scan.codes) == ("text", (word,))


def test_a_short_number_typed_on_the_thai_layout_is_a_number() -> None:
    assert parse("ๅจๅ").plu == "101"


@pytest.mark.parametrize("typed", ["3*8850999320014", "3 * 8850999320014", "8850999320014*3", "๓*คคถจตตต-/จจๅภ"])
def test_a_quantity_goes_before_or_after_the_code(typed: str) -> None:
    scan = parse(typed)
    assert (scan.qty, scan.codes) == (3000, ("8850999320014",))


@pytest.mark.parametrize(("typed", "last"), [("3*", False), ("*3", True)])
def test_a_quantity_alone_is_for_the_next_scan_or_the_last_line(typed: str, last: bool) -> None:
    scan = parse(typed)
    assert (scan.kind, scan.qty, scan.last) == ("quantity", 3000, last)


@pytest.mark.parametrize("typed", ["50บ", "50บ.", "50 บาท", "50฿", "฿50", "๕๐บ", "50.00บ"])
def test_an_amount_of_money_alone(typed: str) -> None:
    scan = parse(typed)
    assert (scan.kind, scan.money, scan.qty) == ("money", 5000, None)


@pytest.mark.parametrize("typed", ["50บ*101", "101*50บ", "฿50*101", "101 * ฿50"])
def test_an_amount_of_money_with_a_code(typed: str) -> None:
    scan = parse(typed)
    assert (scan.money, scan.qty, scan.plu) == (5000, None, "101")


@pytest.mark.parametrize("typed", ["0*101", "*0"])
def test_no_quantity_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        parse(typed)


def test_a_price_label_of_the_scale() -> None:
    scan = parse("2301000123453")
    assert (scan.kind, scan.price, scan.plu) == ("embedded_price", 12345, "1000")
    assert scan.codes == ("2301000000006", "2301000")


def test_a_weight_label_of_the_scale() -> None:
    body = "210004201350"
    scan = parse(body + gtin.check_digit(body))
    assert (scan.kind, scan.grams, scan.plu) == ("embedded_weight", 1350, "42")


def test_a_label_that_stands_at_nothing_leaves_weight_and_price_to_be_asked() -> None:
    empty_price, body = parse("2301000000006"), "210004200000"
    empty_weight = parse(body + gtin.check_digit(body))
    assert (empty_price.kind, empty_price.price, empty_price.plu) == ("embedded_price", None, "1000")
    assert (empty_weight.kind, empty_weight.grams, empty_weight.plu) == ("embedded_weight", None, "42")


def test_a_label_with_a_wrong_check_digit_says_no_weight_and_no_price() -> None:
    scan = parse("2301000123454")
    assert (scan.kind, scan.price, scan.grams, scan.doubtful) == ("code128", None, None, True)


def test_a_shop_with_another_scale_writes_its_own_rules() -> None:
    rules = labels.rules_from_data([["price", "02.....{NNNDD}"], ["weight", "25....{NNNDDD}"]])
    upc = "200042012340"
    code = upc[:11] + gtin.check_digit(upc[:11])
    assert parse(code, rules).price is not None
    body = "250042001350"
    assert parse(body + gtin.check_digit(body), rules).grams == 1350
    assert parse("2301000123453", rules).kind == "ean13"


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        [["weight"]],
        [["volume", "21.....{NNDDD}"]],
        [["weight", 21]],
        [["weight", "21.....{NNDDDD}"]],
        [["weight", "21....{NNDDD}"]],
        [["price", "23.....{NNDDD}"]],
        [["weight", "2100000{NNDDD}"]],
        [["weight", "21.....{}"]],
        [["weight", ".*"]],
        [["weight", "21.....{NNDDD}"]] * 51,
    ],
)
def test_label_rules_that_cannot_be_read_are_refused(data: object) -> None:
    with pytest.raises(Invalid):
        labels.rules_from_data(data)


def test_a_code_is_stored_in_one_form() -> None:
    assert gtin.canonical(" 036000291452 ") == "0036000291452"
    assert gtin.canonical("๘๘๕๐๙๙๙๓๒๐๐๑๔") == "8850999320014"
    assert gtin.canonical("ก-12") == "ก-12"
    assert gtin.canonical("036000291453") == "036000291453"


@given(st.text(max_size=600))
def test_anything_at_all_is_read_or_refused(typed: str) -> None:
    try:
        scan = parse(typed)
    except Invalid:
        return
    assert len(scan.text) <= barcode.LONGEST_TEXT
    assert all(len(code) <= barcode.LONGEST_CODE for code in scan.codes)


def test_a_rule_shows_what_is_wrong_with_its_pattern() -> None:
    with pytest.raises(Invalid) as refusal:
        LabelRule("weight", "{0.__class__}")
    assert "{0.__class__}" in str(refusal.value)
    assert "21.....{NNDDD}" in refusal.value.hint
