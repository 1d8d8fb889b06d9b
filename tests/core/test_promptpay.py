"""PromptPay codes, against payloads other programs and two banks made."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopdesk.base.errors import Invalid
from shopdesk.core import emv, promptpay, thaiid
from shopdesk.core.promptpay import Kind, Target, build, parse, target
from tests.core.vectors import load, satang

DATA = load("promptpay")
VECTORS: list[dict[str, Any]] = DATA["vectors"]
KINDS: dict[str, Kind] = {
    "mobile": "mobile",
    "national_id": "id",
    "tax_id": "id",
    "e_wallet": "ewallet",
    "true_money": "ewallet",
    "bank_account": "account",
    "bill_payment": "biller",
    "bill_payment_cross_border": "biller",
    "bill_payment+tag31": "biller",
}
# Numbers the makers of the vectors invented, whose check digit is wrong; ShopDesk refuses them unless told not to.
INVENTED = {"0105536000315", "0123456789012", "1234567890123", "0000000000", "099999999999990"}
# Vectors that carry what a shop's own code never does: another bank's tags, a city, a biller number without suffix.
FOREIGN = {81, 111, 113, 115}
NUMBERED = [vector for vector in VECTORS if vector["n"] not in FOREIGN]
MOBILE = Target("mobile", "0066812345678")


def amount_of(vector: dict[str, Any]) -> int | None:
    return None if vector["amount"] is None else satang(vector["amount"])


def receiver(vector: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The number and the references of a vector, some of which tell them in words."""
    refs = {key: vector[key] for key in ("ref1", "ref2", "ref3") if vector.get(key)}
    number = vector["id"]
    if number.startswith("biller="):
        told = dict(part.split("=", 1) for part in number.split() if "=" in part)
        number, refs = told.pop("biller"), told
    if vector["target_type"] == "true_money":
        number, refs = f"14000{number.split()[0]}", {"message": "Hello World!"}
    return number, refs


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["n"])
def test_payloads_of_other_programs_are_read(vector: dict[str, Any]) -> None:
    payment = parse(vector["payload"])
    number, refs = receiver(vector)
    assert payment.to.kind == KINDS[vector["target_type"]]
    assert payment.amount == amount_of(vector)
    assert payment.static == (vector["poi"] == "static")
    if vector["n"] not in FOREIGN:
        assert payment.to == target(number, payment.to.kind, strict_id=False)
        told = {"ref1": payment.ref1, "ref2": payment.ref2, "ref3": payment.ref3, "message": payment.message}
        assert {key: value for key, value in told.items() if value} == refs
        assert payment.number_fits == (number not in INVENTED)


@pytest.mark.parametrize("vector", NUMBERED, ids=lambda vector: vector["n"])
def test_our_payload_says_the_same_as_theirs(vector: dict[str, Any]) -> None:
    number, refs = receiver(vector)
    to = target(number, KINDS[vector["target_type"]], strict_id=number not in INVENTED)
    ours = build(to, amount_of(vector), static=vector["poi"] == "static", **refs)
    assert emv.unsealed(ours, "63") == emv.unsealed(vector["payload"], "63")
    if vector["tag_order"] == "ascending":
        assert ours == vector["payload"]


@pytest.mark.parametrize("number", sorted(INVENTED))
def test_numbers_with_a_wrong_check_digit_are_refused(number: str) -> None:
    kind: Kind = {10: "mobile", 13: "id", 15: "biller"}[len(number)]  # type: ignore[assignment]
    with pytest.raises(Invalid):
        target(number, kind)


def test_what_a_vendor_or_another_country_adds_is_passed_through() -> None:
    by_number = {vector["n"]: parse(vector["payload"]) for vector in VECTORS}
    assert dict(by_number[81].fields)["60"] == "BANGKOK"
    assert by_number[81].ref3 == "SCB"
    assert by_number[113].cross_border
    assert "31" in dict(by_number[115].fields)
    assert by_number[115].ref2 == "LEX0260393069"
    assert by_number[111].to.wire == "0112233445566"


@pytest.mark.parametrize("case", DATA["invalid"], ids=lambda case: case["why"][:30])
def test_wrong_payloads_are_refused(case: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        parse(case["payload"])
    assert str(refusal.value)
    assert refusal.value.hint


@pytest.mark.parametrize("case", DATA["disagreements"], ids=lambda case: str(case["input"]))
def test_where_programs_disagree_ours_follows_the_rule(case: dict[str, Any]) -> None:
    asked = case["input"]
    kind: Kind = {"mobile": "mobile", "natid": "id", "ewallet": "ewallet"}[asked["k"]]  # type: ignore[assignment]
    amount = asked.get("amount")
    if amount == "0.00" or asked["id"] == "812345678":
        with pytest.raises(Invalid):
            build(target(asked["id"], kind), satang(amount) if amount else None)
        return
    if amount == "1.005":
        return
    ours = emv.unsealed(build(target(asked["id"], kind), satang(amount) if amount else None), "63")
    assert ours in [emv.unsealed(answer["payload"], "63") for answer in case["majority"]]


def sealed(*fields: tuple[str, str]) -> str:
    return emv.sealed(emv.joined(fields), "63")


GOOD = [
    ("00", "01"),
    ("01", "12"),
    ("29", "0016A00000067701011101130066812345678"),
    ("53", "764"),
    ("54", "20.15"),
    ("58", "TH"),
]


def changed(tag: str, value: str | None) -> str:
    return sealed(*[(key, value if key == tag and value else old) for key, old in GOOD if key != tag or value])


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "hello",
        "8850999320014",
        sealed(*GOOD)[:-1],
        sealed(*GOOD) + "00",
        sealed(*GOOD).replace("20.15", "20.16"),
        sealed(*GOOD)[:-4] + emv.crc(sealed(*GOOD)[:-8]),
        sealed(*GOOD[1:], GOOD[0]),
        sealed(*GOOD, ("53", "764")),
        changed("00", "02"),
        changed("01", "13"),
        changed("29", None),
        changed("53", "840"),
        changed("53", None),
        changed("58", "SG"),
        changed("54", "1e3"),
        changed("54", "-5"),
        changed("54", "0"),
        changed("54", "0.00"),
        changed("54", "00000000000000.01"),
        changed("54", "12.345"),
        changed("54", "1,000"),
        changed("29", "0016A0000006770101110215123456789012345"),
        changed("29", "0016A000000677010199" + "01130066812345678"),
        changed("29", "0016A00000067701011101130066812345678" + "02131101700230708"),
        changed("29", "0016A000000677010111"),
        sealed(*GOOD, ("30", "0016A00000067701011201150994000165501000204CUST")),
        sealed(*GOOD[:2], ("30", "0016A00000067701019901150994000165501000204CUST"), *GOOD[3:]),
        sealed(*GOOD[:2], ("30", "0016A0000006770101120115099400016550100"), *GOOD[3:]),
        sealed(*GOOD[:2], ("30", "0016A00000067701011201150994000165501000204CUST0321" + "X" * 21), *GOOD[3:]),
        sealed(*GOOD[:2], ("30", "0016A0000006770101120112099400016550" + "0204CUST"), *GOOD[3:]),
        sealed(*GOOD, ("62", "SCB")),
        sealed(*GOOD, ("81", "0E4")),
        "0" * 600,
        "๐๐๐๒๐๑",
        sealed(*GOOD).replace("TH", "T\x00"),
    ],
)
def test_what_is_not_a_right_thai_code_is_refused_with_a_plain_sentence(payload: str) -> None:
    with pytest.raises(Invalid):
        parse(payload)


def test_a_checksum_in_small_letters_is_accepted() -> None:
    payload = build(MOBILE, 2015)
    assert parse(payload[:-4] + payload[-4:].lower()).amount == 2015


KEDMANEE = str.maketrans(load("kedmanee_map")["us_to_kedmanee"])


def test_a_code_scanned_through_the_thai_keyboard_layout_is_read() -> None:
    payload = build(MOBILE, 2015)
    assert parse(payload.translate(KEDMANEE)) == parse(payload)
    assert parse(f" {payload}\r\n") == parse(payload)


def test_a_second_reference_of_no_length_is_none() -> None:
    bill = ("30", "0016A00000067701011201150994000165501000204CUST0300")
    assert parse(sealed(*GOOD[:2], bill, *GOOD[3:])).ref2 == ""


def test_tags_may_come_in_any_order_between_the_first_and_the_last() -> None:
    assert parse(sealed(GOOD[0], *reversed(GOOD[1:]))).amount == 2015


def test_a_code_shown_by_the_payer_needs_its_one_time_part() -> None:
    inner = "0016A00000067701011401130066812345678"
    assert parse(changed("29", inner + "05101234567890")).to == MOBILE
    with pytest.raises(Invalid):
        parse(changed("29", inner))


def test_the_tax_tag_stays_readable() -> None:
    payment = parse(sealed(*GOOD, ("80", "0004000001017020470.0")))
    assert emv.fields(dict(payment.fields)["80"])["00"] == "0000"


@pytest.mark.parametrize(
    "typed",
    [
        "0812345678",
        "081-234-5678",
        "081 234 5678",
        "(081) 234-5678",
        "+66812345678",
        "+66 81 234 5678",
        "66812345678",
        "0066812345678",
        "๐๘๑๒๓๔๕๖๗๘",
        " 081.234.5678 ",
    ],
)
def test_a_mobile_number_is_read_as_people_write_it(typed: str) -> None:
    assert target(typed, "mobile") == MOBILE


@pytest.mark.parametrize("typed", ["0812345678", "1-1017-00230-70-8", "004999000288505"])
def test_the_kind_is_known_by_the_length(typed: str) -> None:
    assert target(typed).kind == {10: "mobile", 17: "id", 15: "ewallet"}[len(typed)]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("812345678", "mobile"),
        ("8123456789", "mobile"),
        ("0712345678", "mobile"),
        ("0212345678", "mobile"),
        ("66066812345678", "mobile"),
        ("081234567a", "mobile"),
        ("", "mobile"),
        ("0" * 500, "mobile"),
        ("1101700230709", "id"),
        ("110170023070", "id"),
        ("00499900028850", "ewallet"),
        ("0049990002885055", "ewallet"),
        ("999-1234567890", "account"),
        ("01412", "account"),
        ("0994000165501", "biller"),
        ("099400016550200", "biller"),
        ("x" * 15, "ewallet"),
    ],
)
def test_a_number_that_cannot_receive_is_refused_at_the_settings(typed: str, kind: Kind) -> None:
    with pytest.raises(Invalid) as refusal:
        target(typed, kind)
    assert refusal.value.hint


def test_an_account_begins_with_its_bank() -> None:
    to = target("014-123456-7890", "account")
    assert to.wire == "0141234567890"
    assert parse(build(to, 10_000)).to == to


@pytest.mark.parametrize("amount", [0, -100, 1_000_000_000_000])
def test_an_amount_that_cannot_be_paid_is_refused(amount: int) -> None:
    with pytest.raises(Invalid):
        build(MOBILE, amount)


@given(
    st.integers(1, promptpay.LARGEST),
    st.from_regex(r"0[689][0-9]{8}", fullmatch=True),
    st.booleans() | st.none(),
)
def test_what_is_built_is_read_back(amount: int, number: str, static: bool | None) -> None:
    payload = build(target(number), amount, static=static)
    payment = parse(payload)
    assert (payment.amount, payment.to, payment.number_fits) == (amount, target(number), True)
    assert payment.static == bool(static)
    assert len(payload) <= emv.LONGEST
    assert [tag for tag, _value in payment.fields] == sorted(tag for tag, _value in payment.fields)


@given(
    st.from_regex(r"[A-Z0-9]{1,20}", fullmatch=True),
    st.from_regex(r"[A-Z0-9]{0,20}", fullmatch=True),
    st.from_regex(r"[A-Z0-9]{0,25}", fullmatch=True),
)
def test_a_bill_payment_keeps_its_references(ref1: str, ref2: str, ref3: str) -> None:
    to = target("0994000165501 00", "biller")
    payment = parse(build(to, 100, ref1=ref1, ref2=ref2, ref3=ref3))
    assert (payment.ref1, payment.ref2, payment.ref3) == (ref1, ref2, ref3)


@pytest.mark.parametrize("ref1", ["", "inv1", "INV-1", "บิล1", "A" * 21, "A B"])
def test_a_reference_a_bank_would_refuse_is_refused(ref1: str) -> None:
    with pytest.raises(Invalid):
        build(target("099400016550100", "biller"), 100, ref1=ref1)


def test_references_belong_to_billers_and_messages_to_truemoney() -> None:
    for wrong in ({"ref1": "A"}, {"ref2": "A"}, {"message": "ค่าผัก"}):
        with pytest.raises(Invalid):
            build(MOBILE, 100, **wrong)
    wallet = target("140000801111111", "ewallet")
    assert parse(build(wallet, 100, message="ค่าผัก")).message == "ค่าผัก"
    with pytest.raises(Invalid):
        build(wallet, 100, message="ก" * 25)


def test_a_bill_number_becomes_a_reference() -> None:
    assert promptpay.reference("1A-000142") == "1A000142"
    assert promptpay.reference("x" * 30) == "X" * 20


@pytest.mark.parametrize("case", DATA["id_checksum"], ids=lambda case: case["id"])
def test_the_check_digit_of_thai_numbers(case: dict[str, Any]) -> None:
    number = case["id"]
    assert thaiid.fits(number) == case["checksum_ok"]


def test_a_tax_number_is_read_as_it_stands_on_the_card() -> None:
    assert thaiid.parse("1-1017-00230-70-8") == "1101700230708"
    with pytest.raises(Invalid):
        thaiid.parse("1101700230709")


def test_a_receiver_on_paper_is_recognisable_and_not_copyable() -> None:
    assert MOBILE.masked() == "08x-xxx-5678"
    assert target("1101700230708").masked() == "1-xxxx-xxxxx-xx-8"
    assert target("004999000288505").masked() == "xxx-8505"
    assert target("0141234567890", "account").masked().endswith("xxx-7890")


@pytest.mark.parametrize(("tag", "value"), [("1", "x"), ("0a", "x"), ("01", ""), ("01", "x" * 100), ("01", "ก")])
def test_a_field_that_the_grammar_cannot_hold_is_our_own_mistake(tag: str, value: str) -> None:
    with pytest.raises(ValueError, match="field"):
        emv.field(tag, value)


def test_a_field_holds_up_to_ninety_nine_characters() -> None:
    assert emv.fields(emv.field("59", "x" * 99)) == {"59": "x" * 99}


def test_the_checksum_is_the_published_one() -> None:
    assert emv.crc("123456789") == DATA["crc"]["check_123456789"]


@given(st.text(max_size=200))
def test_anything_scanned_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except Invalid:
        return


@given(st.integers(0, 83), st.characters(min_codepoint=32, max_codepoint=126))
def test_one_wrong_character_never_changes_what_is_paid(place: int, char: str) -> None:
    payload = build(MOBILE, 2015)
    place %= len(payload)
    damaged = payload[:place] + char + payload[place + 1 :]
    try:
        payment = parse(damaged)
    except Invalid:
        return
    assert (payment.to, payment.amount) == (MOBILE, 2015)
