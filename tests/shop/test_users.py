"""People, PINs and rights: refused by default, slowed down over restarts, and guarded settings stay visible."""

import inspect
import pkgutil
import random
from datetime import timedelta
from importlib import import_module

import pytest
from sqlmodel import select

import shopdesk.shop
from shopdesk.base.errors import Conflict, Invalid, NotAllowed
from shopdesk.db import models
from shopdesk.shop import goods, opening, refunds, settings, users
from shopdesk.shop.desk import Desk
from tests.conftest import Shop

PIN = "4821"


def _modules() -> list[str]:
    return [found.name for found in pkgutil.walk_packages(shopdesk.shop.__path__, "shopdesk.shop.")]


# Parts of a deed: called inside a use case that has checked the right, never by a page or a command.
PARTS = {
    "byfile.holding": {"format_of", "headings_of", "hold_all", "let_go_all", "looked"},
    "byfile.money": {"mended"},
    "byfile.uploads": {"offered", "remember"},
    "namesakes": {"ask_where_known"},
    "accounts": {"book_of", "engine_actor", "in_use"},
    "online.contents": {"apart", "left", "parcels", "shrink", "some_left"},
    "online.shortage": {"of_lines", "of_promise"},
    "online.leaving": {"waiting"},
    "online.noting": {"look", "money_back"},
    "online.telling": {"known", "rows", "earlier"},
    "online.telling_lines": {"bring"},
    "online.holding": {"available", "base_of", "hold", "hold_all", "lines_of"},
    "online.intake": {"settle", "settle_all", "step", "take_in"},
    "listings": {"tell"},
    "online.posting": {
        "goods_of",
        "known",
        "last_left",
        "paid_back",
        "left_of",
        "sale_of",
        "sell",
        "sold",
        "sold_too_much",
        "too_much",
    },
    "passedon": {"note", "rows"},
    "approving": {"checkout", "cuts"},
    "burdens": {"agreed_on", "charge", "prices_of", "take_back"},
    "containers": {"beside", "moved", "opposites", "void"},
    "credit": {"book_for"},
    "orders": {"deposit", "fetched", "paid_ahead", "waits_again"},
    "day": {"ensure_open", "expected_cash", "in_drawer", "sees_expected"},
    "desk": {"ask", "end_deed", "record"},
    "goods": {"category_id", "set_codes"},
    "lotlabels": {"lot_of", "scanned"},
    "merging": {"carry_on", "followed"},
    "markdowns": {"gives", "price_of"},
    "numbers": {"coming", "take"},
    "papers": {"by_number", "post"},
    "paying_back": {"back", "never_seen", "pay", "ways", "worded"},
    "payments": {"refuse_used"},
    "payouts": {"by_number"},
    "prices": {"allowed", "group_of"},
    "producers": {"no_open_ends", "with_owed"},
    "purse": {"move"},
    "receiving": {"lot_for", "take_back"},
    "refunds": {"sale_by_number"},
    "reports": {"shift_figures"},
    "rights": {"allowed", "require"},
    "settings": {"business_day", "today"},
    "settlements": {"waiting"},
    "settlements_own": {
        "began",
        "came_home",
        "counted",
        "day_of",
        "explain",
        "give_back",
        "given_back",
        "seen",
        "set_aside",
        "write",
    },
    "settling": {"ways"},
    "shares": {"before", "lines", "standing"},
    "shortfalls": {"settle", "unsettle"},
    "sold_lines": {"left", "record_lines"},
    "statements": {"goods_of", "said"},
    "stock": {"for_sale", "living", "lying", "move", "parts", "record_take"},
    "stockroom": {"leaving"},
    "taking": {"extras", "payments"},
    "variants": {"refresh_keys", "siblings"},
}


def test_every_function_that_takes_a_desk_declares_its_right() -> None:
    undeclared = []
    for name in _modules():
        module = import_module(name)
        short = name.removeprefix("shopdesk.shop.")
        for label, function in vars(module).items():
            if label.startswith("_") or not inspect.isfunction(function) or function.__module__ != name:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            takes_desk = first is not None and first.name == "desk"
            if takes_desk and not hasattr(function, "right") and label not in PARTS.get(short, set()):
                undeclared.append(f"{short}.{label}")
    assert undeclared == []


def _with_pins(shop: Shop) -> users.Actor:
    with shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier", "1111")
        users.set_pin(desk, desk.actor.user, PIN)
    return users.sign_in(shop.office, "เจ้าของร้าน", PIN)


def test_once_there_is_a_pin_nobody_does_anything_without_it(shop: Shop) -> None:
    thing = shop.add("ของ", 100)
    owner = _with_pins(shop)
    with pytest.raises(NotAllowed):
        shop.sell((thing, 1000))
    with shop.office.writing(owner) as desk:
        goods.set_price(desk, thing.sale_unit, 200)


def test_a_pin_typed_in_thai_digits_is_the_same_pin(shop: Shop) -> None:
    _with_pins(shop)
    assert users.sign_in(shop.office, "เจ้าของร้าน", "๔๘๒๑").role == "owner"


def test_guessing_slows_down_and_a_restart_does_not_help(shop: Shop) -> None:
    _with_pins(shop)
    for _ in range(5):
        with pytest.raises(NotAllowed, match="ไม่ถูก"):
            users.sign_in(shop.office, "สมศรี", "0000")
    again = opening.open_office(shop.office.data_dir, now=shop.clock, random=random.Random(1))
    with pytest.raises(NotAllowed, match="วินาที"):
        users.sign_in(again, "สมศรี", "1111")
    shop.clock.now -= timedelta(days=3)
    with pytest.raises(NotAllowed, match="วินาที"):
        users.sign_in(again, "สมศรี", "1111")
    shop.clock.now += timedelta(days=3, seconds=40)
    assert users.sign_in(again, "สมศรี", "1111").name == "สมศรี"
    again.close()


def test_an_unknown_name_is_refused_in_the_same_words_as_a_wrong_pin(shop: Shop) -> None:
    _with_pins(shop)
    words = []
    for name in ("ไม่มีใคร", "สมศรี"):
        with pytest.raises(NotAllowed) as refused:
            users.sign_in(shop.office, name, "0000")
        words.append(str(refused.value))
    assert words[0] == words[1]


@pytest.mark.parametrize("twin", ["สมศรี", " สมศรี ", "สมศรี\u200b", "สมสรี".replace("ส", "ส").replace("สรี", "ศรี")])
def test_one_name_is_one_person(shop: Shop, twin: str) -> None:
    owner = _with_pins(shop)
    with pytest.raises(Conflict), shop.office.writing(owner) as desk:
        users.add(desk, twin, "cashier")


@pytest.mark.parametrize(("first", "second"), [("abc", "ＡＢＣ"), ("Noi", "NOI")])
def test_width_and_case_do_not_make_two_people(shop: Shop, first: str, second: str) -> None:
    with shop.office.writing() as desk:
        users.add(desk, first, "cashier")
    with pytest.raises(Conflict), shop.office.writing() as desk:
        users.add(desk, second, "cashier")


@pytest.mark.parametrize("pin", ["123", "12ab", "1" * 13, "-123"])
def test_a_pin_is_4_to_12_digits(shop: Shop, pin: str) -> None:
    with pytest.raises(Invalid), shop.office.writing() as desk:
        users.set_pin(desk, desk.actor.user, pin)


def test_the_last_owner_stays(shop: Shop) -> None:
    with pytest.raises(Conflict), shop.office.writing() as desk:
        users.remove(desk, desk.actor.user)
    with pytest.raises(Conflict), shop.office.writing() as desk:
        users.change(desk, desk.actor.user, name="เจ้าของร้าน", role="cashier", single_rights={})


def test_a_single_right_is_given_and_taken(shop: Shop) -> None:
    owner = _with_pins(shop)
    with shop.office.writing(owner) as desk:
        cashier = next(row for row in users.listed(shop.office) if row.name == "สมศรี")
        users.change(desk, cashier.id, name="สมศรี", role="cashier", single_rights={"refund": True, "drawer": False})
    actor = users.sign_in(shop.office, "สมศรี", "1111")
    assert "refund" in actor.rights
    assert "drawer" not in actor.rights
    with pytest.raises(NotAllowed), shop.office.writing(actor) as desk:
        goods.create(desk, goods.Draft("ของ"))


def test_the_promptpay_number_changes_only_with_the_owners_pin_and_stays_visible(shop: Shop) -> None:
    owner = _with_pins(shop)
    with shop.office.writing(owner, owner) as desk:
        settings.change(desk, "promptpay.id", "0812345678")
    with pytest.raises(NotAllowed), shop.office.writing(owner) as desk:
        settings.change(desk, "promptpay.id", "0898765432")
    with shop.office.writing(owner, owner) as desk:
        settings.change(desk, "promptpay.id", "0898765432")
    with shop.office.reading(owner) as desk:
        seen = settings.recent_guarded(desk)
        assert [(row.old, row.new) for row in seen] == [("0812345678", "0898765432")]
    shop.clock.now += timedelta(hours=25)
    with shop.office.reading(owner) as desk:
        assert settings.recent_guarded(desk) == []


def test_a_guarded_setting_needs_the_pin_of_somebody_who_may_change_it(shop: Shop) -> None:
    with shop.office.writing() as desk:
        users.add(desk, "สมศรี", "cashier", "2222")
        users.set_pin(desk, 1, "1111")
    owner, cashier = (users.sign_in(shop.office, name, pin) for name, pin in (("เจ้าของร้าน", "1111"), ("สมศรี", "2222")))
    with pytest.raises(NotAllowed), shop.office.writing(owner, cashier) as desk:
        settings.change(desk, "promptpay.id", "0812345678")


def test_a_number_that_was_emptied_and_put_in_anew_stays_visible(shop: Shop) -> None:
    for number in ("0812345678", "", "0899999999"):
        with shop.office.writing() as desk:
            settings.change(desk, "promptpay.id", number)
    with shop.office.reading() as desk:
        seen = [(row.old, row.new) for row in settings.recent_guarded(desk)]
    assert seen == [("", "0899999999"), ("0812345678", "")]


@pytest.mark.parametrize("number", ["081234567", "1234567890123", "abc", "0512345678"])
def test_a_number_that_cannot_receive_is_refused(shop: Shop, number: str) -> None:
    with pytest.raises(Invalid), shop.office.writing() as desk:
        settings.change(desk, "promptpay.id", number)


def test_neither_a_pin_nor_a_persons_name_is_in_the_journal(shop: Shop) -> None:
    _with_pins(shop)
    with shop.office.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT coalesce(old, '') || coalesce(new, '') FROM change").fetchall()
    words = "".join(row[0] for row in rows)
    assert "promptpay" in words
    for secret in ("สมศรี", PIN, "argon2"):
        assert secret not in words


def test_a_pin_is_stored_as_argon2id_only(shop: Shop) -> None:
    _with_pins(shop)
    with shop.office.engine.connect() as connection:
        hashes = [row[0] for row in connection.exec_driver_sql("SELECT pin_hash FROM shop_user").fetchall()]
    assert len(hashes) == 2
    assert all(stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for stored in hashes)


def test_a_refund_needs_its_right(shop: Shop) -> None:
    sold = shop.sell((shop.add("ของ", 100), 1000))
    owner = _with_pins(shop)
    cashier = users.sign_in(shop.office, "สมศรี", "1111")
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        refunds.refund(desk, sold.id)
    with shop.office.writing(cashier, owner) as desk:
        assert refunds.refund(desk, sold.id).total == 100
    with shop.office.reading(owner) as desk:
        assert isinstance(desk, Desk)
        assert (
            desk.session.exec(select(models.Journal.approved_by).order_by(models.Journal.id.desc())).first()
            == owner.party
        )  # type: ignore[union-attr]


def test_a_cashier_changes_the_own_pin_and_cannot_do_without_one(shop: Shop) -> None:
    with shop.office.writing() as desk:
        number = users.add(desk, "สมศรี", "cashier", "2222")
        users.set_pin(desk, 1, "1111")
    cashier = users.sign_in(shop.office, "สมศรี", "2222")
    with shop.office.writing(cashier) as desk:
        users.set_pin(desk, number, "3333")
    with pytest.raises(NotAllowed), shop.office.writing(cashier) as desk:
        users.set_pin(desk, number, "")


def test_guessing_from_several_programs_at_once_gets_no_more_tries(shop: Shop) -> None:
    import threading

    _with_pins(shop)
    looked_at: list[str] = []

    def guess() -> None:
        for _ in range(3):
            try:
                users.sign_in(shop.office, "สมศรี", "0000")
            except NotAllowed as refused:
                if "ไม่ถูก" in str(refused):
                    looked_at.append("wrong")

    threads = [threading.Thread(target=guess) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(looked_at) == users.FREE_TRIES
