"""A person who asked to be forgotten is forgotten, also by the backups of before."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from shopdesk.base import paths
from shopdesk.base.errors import Conflict
from shopdesk.db import media
from shopdesk.shop import (
    backups,
    bills,
    credit,
    customers,
    erasing,
    exporting,
    opening,
    orders,
    producers,
    selling,
)
from shopdesk.shop.customers import Card, Customer
from shopdesk.shop.selling import Paid
from tests.conftest import Shop

NAME, NICKNAME, NOTE = "สมพิศ ลืมเลือน", "ป้าพิศมัย", "แพ้ถั่วลิสง"


def neighbour(shop: Shop) -> Customer:
    with shop.office.writing() as work:
        return customers.add(work, Card(NAME, NICKNAME, "77/9", "0899999999", note=NOTE, address="หมู่ 4"))


def signed(shop: Shop, person: Customer) -> None:
    rice = shop.add("ข้าวสาร", 4_000)
    cart = replace(shop.cart((rice, 1_000)), customer=person.party)
    with shop.office.writing() as work:
        selling.checkout(work, cart, [Paid("credit", 4_000)])


def words_in(folder: Path) -> list[str]:
    """Which of the person's words stand in the shop's file or its log."""
    data = b"".join(path.read_bytes() for path in folder.glob(f"{paths.SHOP_FILE}*"))
    return [word for word in (NAME, NICKNAME, NOTE, "0899999999", "77/9") if word.encode() in data]


def test_nothing_of_an_erased_person_is_left_in_the_file(shop: Shop) -> None:
    person = neighbour(shop)
    cart = replace(shop.cart((shop.add("ไข่", 500), 1_000)), customer=person.party)
    with shop.office.writing() as work:
        bills.hold(work, cart, NICKNAME)
    assert words_in(shop.office.data_dir)
    with shop.office.writing() as work:
        erasing.erase(work, person.id)
    erasing.finish(shop.office)
    assert words_in(shop.office.data_dir) == []
    with shop.office.reading() as work:
        assert customers.find(work, NICKNAME) == []
        ((label, held),) = [(row.label, row.uid) for row in bills.held(work)]
        assert label == ""
        assert bills.lying(work, held)[0].customer is None
    assert shop.check().ok


def test_a_restored_backup_does_not_bring_an_erased_person_back(shop: Shop, tmp_path: Path) -> None:
    person = neighbour(shop)
    signed(shop, person)
    with shop.office.writing() as work:
        credit.repay(work, person.id, 4_000)
    old = backups.make(shop.office, folder=tmp_path / "stick").path
    with shop.office.writing() as work:
        erasing.erase(work, person.id)
    erasing.finish(shop.office)
    folder = shop.office.data_dir
    shop.office.close()
    backups.restore(folder, old, now=shop.clock)
    shop.office = opening.open_office(folder, now=shop.clock)
    assert words_in(folder) == []
    with shop.office.reading() as work:
        assert customers.find(work, "") == []
    assert shop.check().ok


def test_where_the_shop_itself_is_lost_the_machine_still_remembers_who_was_erased(shop: Shop, tmp_path: Path) -> None:
    person = neighbour(shop)
    old = backups.make(shop.office, folder=tmp_path / "stick").path
    with shop.office.writing() as work:
        erasing.erase(work, person.id)
    erasing.finish(shop.office)
    folder = shop.office.data_dir
    shop.office.close()
    paths.shop_file(folder).unlink()
    backups.restore(folder, old, now=shop.clock)
    shop.office = opening.open_office(folder, now=shop.clock)
    assert words_in(folder) == []
    assert shop.check().ok


def test_the_orders_of_an_erased_person_keep_their_goods_and_lose_the_name(shop: Shop) -> None:
    person, rice = neighbour(shop), shop.add("ข้าวสาร", 4_000)
    wanted = [orders.Wanted(rice.sale_unit, 1_000)]
    with shop.office.writing() as work:
        made = orders.take(
            work, orders.Draft(wanted, "2026-11-30", NICKNAME, "0899999999", customer=person.id, note=NOTE)
        )
    with shop.office.writing() as work:
        orders.cancel(work, made.id)
    with shop.office.writing() as work:
        erasing.erase(work, person.id)
    erasing.finish(shop.office)
    assert words_in(shop.office.data_dir) == []
    assert shop.check().ok


def test_an_order_without_a_card_is_forgotten_also_by_an_old_backup(shop: Shop, tmp_path: Path) -> None:
    rice = shop.add("ข้าวสาร", 4_000)
    with shop.office.writing() as work:
        draft = orders.Draft([orders.Wanted(rice.sale_unit, 1_000)], "2026-11-30", NAME, "0899999999", note=NOTE)
        made = orders.take(work, draft)
    with pytest.raises(Conflict), shop.office.writing() as work:
        erasing.erase_order(work, made.id)
    with shop.office.writing() as work:
        orders.cancel(work, made.id)
    old = backups.make(shop.office, folder=tmp_path / "stick").path
    with shop.office.writing() as work:
        erasing.erase_order(work, made.id)
    erasing.finish(shop.office)
    folder = shop.office.data_dir
    assert words_in(folder) == []
    shop.office.close()
    backups.restore(folder, old, now=shop.clock)
    shop.office = opening.open_office(folder, now=shop.clock)
    assert words_in(folder) == []
    with shop.office.reading() as work:
        assert [(row.number, row.name) for row in orders.listing(work, past=True)] == [(made.number, "")]


def test_a_producer_loses_number_and_photo_and_no_backup_brings_them_back(shop: Shop, tmp_path: Path) -> None:
    opened = media.open_media(shop.office.data_dir)
    photo = media.put(opened, b"a face of somebody")
    opened.dispose()
    with shop.office.writing() as work:
        who = producers.add(work, NAME, "0899999999", promptpay_id="0812345678", village="77/9", photo=photo)
    old = backups.make(shop.office, folder=tmp_path / "stick").path
    with shop.office.writing() as work:
        assert erasing.erase_producer(work, who.id) == (photo,)
    assert erasing.finish(shop.office, photo)
    folder = shop.office.data_dir
    assert (words_in(folder), media.holds(folder, [photo])) == ([], False)
    shop.office.close()
    backups.restore(folder, old, now=shop.clock)
    shop.office = opening.open_office(folder, now=shop.clock)
    erasing.tidy(shop.office)
    data = b"".join(path.read_bytes() for path in folder.glob(f"{paths.SHOP_FILE}*"))
    assert (words_in(folder), b"0812345678" in data, media.holds(folder, [photo])) == ([], False, False)


def test_what_could_not_be_wiped_while_the_file_was_busy_is_wiped_later(shop: Shop) -> None:
    person = neighbour(shop)
    with shop.office.writing() as work:
        erasing.erase(work, person.id)
    with shop.office.writing():
        assert not erasing.finish(shop.office)
    erasing.tidy(shop.office)
    assert words_in(shop.office.data_dir) == []


def test_both_cards_of_a_person_are_erased(shop: Shop) -> None:
    person = neighbour(shop)
    with shop.office.writing() as work:
        other = customers.add(work, Card("พิศมัย ลืมเลือน"))
        customers.merge(work, person.id, other.id)
    with shop.office.writing() as work:
        erasing.erase(work, other.id)
    erasing.finish(shop.office)
    assert words_in(shop.office.data_dir) == []


def test_who_still_owes_is_not_forgotten(shop: Shop) -> None:
    person = neighbour(shop)
    signed(shop, person)
    with pytest.raises(Conflict), shop.office.writing() as work:
        erasing.erase(work, person.id)


def test_a_household_is_not_left_without_its_book(shop: Shop) -> None:
    person = neighbour(shop)
    with shop.office.writing() as work:
        customers.add(work, Card("ลูกชาย", tab=person.id))
    with pytest.raises(Conflict), shop.office.writing() as work:
        erasing.erase(work, person.id)


def test_a_person_gets_everything_the_shop_knows(shop: Shop, tmp_path: Path) -> None:
    person = neighbour(shop)
    signed(shop, person)
    with shop.office.writing() as work:
        customers.consent(work, person.id, "credit", given=True)
        credit.repay(work, person.id, 1_050, note='=HYPERLINK("evil")')
    with shop.office.reading() as work:
        known = erasing.person(work, person.id)
    told = json.loads(erasing.as_json(known))
    assert (told["name"], told["house"], told["balance"]) == (NAME, "77/9", "29.50")
    assert told["consents"] == {"credit": True}
    assert [line["name"] for line in told["bills"][0]["lines"]] == ["ข้าวสาร"]
    exporting.write_csv(tmp_path / "known.csv", erasing.as_table(known))
    with (tmp_path / "known.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert NOTE in " ".join(cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []
