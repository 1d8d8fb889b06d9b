"""Orders and money come home from the files of platforms, as a person downloads them."""

import csv
import zipfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from shopdesk.base.errors import Conflict, Invalid, NotAllowed
from shopdesk.db import models, quick, records
from shopdesk.shop import accounts, byfile, publishing, settlements, stock
from shopdesk.shop.byfile import values
from shopdesk.shop.online import board, packing
from shopdesk.shop.rights import Actor
from tests.conftest import Shop

FILES = Path(__file__).parents[1] / "data" / "byfile"


class Stall:
    """A shop that sells jam by files at one platform."""

    def __init__(self, shop: Shop, channel: str, pieces: int = 20, state: str = "live") -> None:
        self.shop, self.office = shop, shop.office
        self.jam = shop.add("แยมมะม่วง", 9_000, stock=pieces * 1000, codes=("8850000000017",))
        # The account was there before the orders of the samples.
        now, shop.clock.now = shop.clock.now, shop.clock.now - timedelta(days=30)
        with shop.office.writing() as desk:
            self.account = accounts.add(desk, channel, "ร้านป้าสมศรี", options={"by_file": True}).id
        shop.clock.now = now
        with shop.office.writing() as desk:
            offer = models.Offer(
                uid="", product=self.jam.product, title="แยมมะม่วงบ้านป้าสมศรี", description="=หวาน", weight=350,
                size=[105, 80, 80], words="แยม",
            )  # fmt: skip
            records.create(desk.session, desk.entry, offer, desk.now, desk.random)
            row = models.Listing(uid="", account=self.account, offer=offer.id or 0, state=state, category="100629")
            records.create(desk.session, desk.entry, row, desk.now, desk.random)
            self.listing = row.id or 0
            unit = models.ListingUnit(
                uid="", listing=self.listing, account=self.account, sale_unit=self.jam.sale_unit, item=self.jam.item,
                seller_sku="JAM-1", price=12_000,
            )  # fmt: skip
            records.create(desk.session, desk.entry, unit, desk.now, desk.random)
            self.unit = unit.id or 0

    def read(self, path: Path | str) -> byfile.OrdersRead:
        return byfile.read_orders(self.office, self.account, FILES / path)

    def money(self, path: Path | str) -> byfile.MoneyRead:
        return byfile.read_money(self.office, self.account, FILES / path)

    def order(self, number: str) -> board.Whole:
        with self.office.reading() as desk:
            found = quick.first(
                desk.session.connection(), "SELECT id FROM online_order WHERE remote = :remote", {"remote": number}
            )
            return board.one(desk, found[0])

    def row(self, number: str) -> models.OnlineOrder:
        return self.order(number).order

    def published(self) -> int | None:
        with self.office.reading() as desk:
            return publishing.to_publish(desk, [self.unit])[self.unit]

    def deeds(self) -> int:
        with self.office.reading() as desk:
            return int(quick.first(desk.session.connection(), "SELECT count(*) FROM journal")[0])

    def held(self) -> list[tuple[str, str]]:
        with self.office.reading() as desk:
            return list(quick.rows(desk.session.connection(), "SELECT key, why FROM held_reply ORDER BY key"))

    def lines(self) -> list[tuple[str, int]]:
        with self.office.reading() as desk:
            told = "SELECT kind, amount FROM settlement_line WHERE remote NOT LIKE 'hand:%' ORDER BY kind, amount"
            return list(quick.rows(desk.session.connection(), told))

    def owed(self) -> int:
        with self.office.reading() as desk:
            return accounts.listing(desk)[0].owes


@pytest.fixture
def lazada(shop: Shop) -> Stall:
    return Stall(shop, "lazada-file")


@pytest.fixture
def shopee(shop: Shop) -> Stall:
    return Stall(shop, "shopee-file")


@pytest.fixture
def tiktok(shop: Shop) -> Stall:
    return Stall(shop, "tiktok-file")


def table(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def rows_of(name: str | Path) -> list[list[str]]:
    with (FILES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_pieces_of_an_order_in_rows_that_are_not_together_become_one_line(lazada: Stall) -> None:
    read = lazada.read("lazada-orders-en.xlsx")
    assert (read.orders, read.new, read.held) == (4, 4, ())
    (line,) = lazada.order("900000000000001").lines
    assert (line.qty, line.price, sorted(line.remote)) == (2000, 12_000, ["900000000000011", "900000000000012"])
    row = lazada.row("900000000000001")
    assert (row.state, row.source, row.cod, row.shipping, row.discount) == ("new", "file", True, 4_000, 2_000)
    assert row.seen_at is not None
    assert row.buyer == "ส***ญ"


def test_a_cancelled_piece_is_not_kept_and_the_rest_of_its_order_is(lazada: Stall) -> None:
    lazada.read("lazada-orders-en.xlsx")
    (line,) = lazada.order("900000000000002").lines
    assert (line.qty, line.cancelled) == (2000, 1000)
    assert lazada.row("900000000000002").state == "ready"
    assert lazada.row("900000000000002").more["tracking"] == "LEXPU0123456789TH"


def test_a_state_nobody_knows_is_for_a_person_and_its_word_is_kept(lazada: Stall) -> None:
    read = lazada.read("lazada-orders-en.xlsx")
    assert read.unclear == ("Stuck at customs of Mars",)
    assert (lazada.row("900000000000003").state, lazada.row("900000000000003").raw) == (
        "attention", "Stuck at customs of Mars",
    )  # fmt: skip


def test_what_no_column_of_ours_holds_is_kept_with_the_order(lazada: Stall) -> None:
    lazada.read("lazada-orders-en.xlsx")
    assert lazada.row("900000000000001").more["wareHouse"] == "dropshipping"


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ("lazada-file", "lazada-orders-en.xlsx"),
        ("lazada-file", "lazada-orders-th.csv"),
        ("shopee-file", "shopee-orders-th.xlsx"),
        ("tiktok-file", "tiktok-orders-en.csv"),
    ],
)
def test_the_same_file_twice_changes_nothing(shop: Shop, channel: str, name: str) -> None:
    stall = Stall(shop, channel)
    first = stall.read(name)
    before, free = stall.deeds(), stall.published()
    second = stall.read(name)
    assert (second.new, second.changed, second.unchanged) == (0, 0, first.orders)
    assert (stall.deeds(), stall.published()) == (before, free)


@pytest.mark.parametrize(
    ("channel", "first", "then", "number"),
    [
        ("lazada-file", "lazada-orders-en.xlsx", "lazada-orders-th.csv", "900000000000001"),
        ("shopee-file", "shopee-orders-th.xlsx", "shopee-orders-en.csv", "261120AAAA0001"),
        ("tiktok-file", "tiktok-orders-en.csv", "tiktok-orders-th.csv", "576486316948490001"),
    ],
)
def test_a_later_file_in_the_other_language_moves_the_same_order_on(
    shop: Shop, channel: str, first: str, then: str, number: str
) -> None:
    stall = Stall(shop, channel)
    stall.read(first)
    with shop.office.reading() as desk:
        before = stock.balance(desk, stall.jam.item)
    assert stall.read(then).changed == 1
    assert stall.row(number).state == "shipped"
    assert sum(line.qty for line in stall.order(number).lines) == 2000
    with shop.office.reading() as desk:
        assert stock.balance(desk, stall.jam.item) == before - 2000
    stall.read(first)
    assert stall.row(number).state == "shipped"


def test_an_order_keeps_its_goods_from_the_counter_and_a_cancelled_one_gives_them_back(shopee: Stall) -> None:
    before = shopee.published()
    shopee.read("shopee-orders-th.xlsx")
    assert before is not None
    # Three wait, two were sent, two are cancelled.
    assert shopee.published() == before - 5
    assert shopee.row("261120AAAA0003").state == "cancelled"
    assert shopee.row("261120AAAA0004").state == "delivered"
    assert shopee.row("261120AAAA0001").total == 26_300


def test_lines_of_one_order_keep_apart_and_unknown_goods_wait_for_a_match(shopee: Stall) -> None:
    shopee.read("shopee-orders-th.xlsx")
    lines = shopee.order("261120AAAA0002").lines
    assert [(line.sku, line.qty, line.item is not None) for line in lines] == [
        ("JAM-1", 1000, True), ("RICE-5", 1000, False),
    ]  # fmt: skip


def test_rows_that_explain_the_headings_are_no_order(tiktok: Stall) -> None:
    read = tiktok.read("tiktok-orders-en.csv")
    assert (read.orders, read.held) == (3, ())
    assert [line.qty for line in tiktok.order("576486316948490001").lines] == [1000, 1000]
    assert tiktok.row("576486316948490001").discount == 1_000
    assert tiktok.row("576486316948490002").state == "cancelled"


def test_an_order_in_two_files_is_one_and_is_not_sent_by_half(lazada: Stall, tmp_path: Path) -> None:
    whole = _thai()
    half = table(tmp_path / "one.csv", [whole[0], [*whole[1][:2], "รอแพ็ค", *whole[1][3:]]])
    lazada.read(half)
    other = table(tmp_path / "two.csv", [whole[0], whole[2]])
    lazada.read(other)
    order = lazada.order("900000000000001")
    assert (order.card.state, sum(line.qty for line in order.lines), lazada.row("900000000000001").goods) == (
        "new",
        2000,
        24_000,
    )


def _thai() -> list[list[str]]:
    with (FILES / "lazada-orders-th.csv").open(encoding="cp874", newline="") as file:
        return list(csv.reader(file))


def test_a_number_that_a_spreadsheet_cut_is_held_by_its_row_and_the_others_go_on(tiktok: Stall, tmp_path: Path) -> None:
    rows = rows_of("tiktok-orders-en.csv")
    rows[2][0] = rows[3][0] = "5.76486E+17"
    read = tiktok.read(table(tmp_path / "cut.csv", rows))
    assert (read.new, [one.row for one in read.held]) == (2, [3, 4])
    assert "5.76486E+17" in read.held[0].reason
    assert [key for key, _why in tiktok.held()] == ["row-3", "row-4"]


def test_a_file_that_ends_too_early_holds_only_the_order_it_cut(shopee: Stall, tmp_path: Path) -> None:
    rows = rows_of("shopee-orders-en.csv")
    second = [*rows[1]]
    second[0] = "261120AAAA0055"
    path = table(tmp_path / "cut.csv", [*rows, second[:18]])
    read = shopee.read(path)
    assert (read.new, [one.key for one in read.held]) == (1, ["261120AAAA0055"])
    shopee.read(table(path, [*rows, second]))
    assert shopee.held() == []


def test_one_bad_amount_holds_its_order_with_the_words_of_the_file(shopee: Stall, tmp_path: Path) -> None:
    rows = rows_of("shopee-orders-en.csv")
    rows.append(["261120AAAA0077", *rows[1][1:]])
    rows[2][rows[0].index("Deal Price")] = "1.000,50"
    read = shopee.read(table(tmp_path / "bad.csv", rows))
    assert (read.new, read.held[0].key) == (1, "261120AAAA0077")
    assert "1.000,50" in shopee.held()[0][1]


def test_a_formula_in_a_name_is_only_a_name(shopee: Stall, tmp_path: Path) -> None:
    rows = rows_of("shopee-orders-en.csv")
    rows[1][rows[0].index("Product Name")] = "=cmd|'/c calc'!A1"
    shopee.read(table(tmp_path / "formula.csv", rows))
    assert shopee.order("261120AAAA0001").lines[0].name == "=cmd|'/c calc'!A1"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("shopee-orders-th.xlsx", "Shopee"),
        ("tiktok-orders-en.csv", "TikTok"),
        ("lazada-statement-th.csv", "อย่างอื่น"),
        ("lazada-stock.xlsx", "อย่างอื่น"),
        ("README.md", "หัวตาราง"),
    ],
)
def test_a_file_of_another_kind_or_platform_is_refused_by_name(lazada: Stall, name: str, words: str) -> None:
    before = lazada.deeds()
    with pytest.raises(Invalid, match=words):
        lazada.read(name)
    assert lazada.deeds() == before


def _bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row></row>" * 4_000_000)
    return path


def _empty_rows(path: Path) -> Path:
    path.write_text("Order ID,Order Status,Quantity,Deal Price,Order Creation Date\n" + ",,,,\n" * 1_000_000)
    return path


def _nothing(path: Path) -> Path:
    path.write_bytes(b"")
    return path


@pytest.mark.parametrize("make", [_bomb, _empty_rows, _nothing])
def test_a_hostile_file_is_refused_in_words(shopee: Stall, tmp_path: Path, make: Callable[[Path], Path]) -> None:
    with pytest.raises(Invalid):
        shopee.read(make(tmp_path / "hostile.xlsx" if make is _bomb else tmp_path / "hostile.csv"))


def test_a_name_we_knew_in_clear_stays_when_the_file_hides_it(tiktok: Stall, tmp_path: Path) -> None:
    rows = rows_of("tiktok-orders-en.csv")
    clear = [[*row] for row in rows]
    clear[2][rows[0].index("Recipient")] = clear[3][rows[0].index("Recipient")] = "สมหญิง ใจดี"
    tiktok.read(table(tmp_path / "clear.csv", clear))
    tiktok.read("tiktok-orders-en.csv")
    assert tiktok.row("576486316948490001").buyer == "สมหญิง ใจดี"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-22 14:05", "2026-11-22T14:05:00+07:00"),
        ("22/11/2569 14:05:33", "2026-11-22T14:05:33+07:00"),
        ("๒๒ พ.ย. ๒๕๖๙ 14:05", "2026-11-22T14:05:00+07:00"),
        ("03 Jun 2026 20:41", "2026-06-03T20:41:00+07:00"),
        ("2026/11/22", "2026-11-22T00:00:00+07:00"),
        ("2026-11-22T07:05:00Z", "2026-11-22T07:05:00+00:00"),
        ("11/22/2026 02:05:00 PM", "2026-11-22T14:05:00+07:00"),
        ("22/11/2026 14:05:00\t", "2026-11-22T14:05:00+07:00"),
    ],
)
def test_times_are_read_as_platforms_write_them(typed: str, meant: str) -> None:
    at = values.moment(typed)
    assert at is not None
    assert at.isoformat() == meant


@pytest.mark.parametrize("typed", ["31/02/2026", "46348.5", "2026-11-22 25:00", "tomorrow", "2026-11-22 14"])
def test_what_is_no_time_is_said_so(typed: str) -> None:
    with pytest.raises(Invalid):
        values.moment(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("-1,234.50", -123_450), ("(10.00)", -1_000), ("฿ 55", 5_500), ("", 0), ("-", 0), ("+3.2100", 321), ("−0.07", -7)],
)
def test_amounts_carry_their_sign(typed: str, meant: int) -> None:
    assert values.satang(typed) == meant


@pytest.mark.parametrize("typed", ["1e3", "1.000,50", "=1+1", "NaN", "12.345", "USD 5", "999999999999999"])
def test_what_is_no_amount_is_said_so(typed: str) -> None:
    with pytest.raises(Invalid):
        values.satang(typed)


def test_looking_stores_nothing(lazada: Stall) -> None:
    before = lazada.deeds()
    seen = byfile.preview_orders(lazada.office, lazada.account, FILES / "lazada-orders-en.xlsx")
    assert (seen.orders, seen.new, seen.stored, lazada.deeds()) == (4, 4, False, before)


def orders_of(path: Path, count: int) -> Path:
    """A file of so many orders, each as the first one of the sample."""
    head, row, *_rest = rows_of("shopee-orders-en.csv")
    return table(path, [head, *([f"2611{n:06d}", *row[1:]] for n in range(count))])


def test_reading_can_be_watched_and_stopped(shopee: Stall, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    read = byfile.read_orders(
        shopee.office, shopee.account, orders_of(tmp_path / "many.csv", 90),
        progress=lambda n, of: told.append((n, of)), cancelled=lambda: len(told) == 2,
    )  # fmt: skip
    assert (told, read.cancelled, read.new) == ([(40, 90), (80, 90)], True, 80)


def test_one_order_that_is_refused_leaves_those_read_with_it_alone(shopee: Stall, tmp_path: Path) -> None:
    path = orders_of(tmp_path / "many.csv", 50)
    head, *rows = rows_of(path)
    name = head.index("Product Name")
    endless = [[*rows[7][:name], f"ของ {n}", *rows[7][name + 1 :]] for n in range(501)]
    read = shopee.read(table(tmp_path / "endless.csv", [head, *rows, *endless]))
    assert (read.orders, read.new, [one.key for one in read.held]) == (50, 49, ["2611000007"])
    again = shopee.read(path)
    assert (again.new, again.changed, again.unchanged, again.held, shopee.held()) == (1, 0, 49, (), [])


def test_every_order_that_left_is_a_sale_of_its_own_though_they_are_read_together(
    shopee: Stall, tmp_path: Path
) -> None:
    shopee.read(orders_of(tmp_path / "many.csv", 45))
    with shopee.office.reading() as desk:
        connection = desk.session.connection()
        deeds = quick.rows(connection, "SELECT count(*), count(DISTINCT journal) FROM sale")
        left = quick.first(connection, "SELECT sum(qty) FROM stock WHERE item = :item", {"item": shopee.jam.item})[0]
        pieces = quick.first(connection, "SELECT sum(qty) FROM online_line")[0]
    assert deeds == [(45, 45)]
    assert left == 20_000 - pieces


def test_who_may_not_sell_online_reads_no_file(lazada: Stall) -> None:
    nobody = Actor(1, 1, "ลูกจ้าง", "seller", frozenset())
    with pytest.raises(NotAllowed):
        byfile.read_orders(lazada.office, lazada.account, FILES / "lazada-orders-en.xlsx", nobody)


def test_an_account_over_the_line_takes_no_files(shop: Shop) -> None:
    with shop.office.writing() as desk:
        other = accounts.add(desk, "lazada", "ต่อเน็ต", place="th").id
    with pytest.raises(Conflict):
        byfile.read_orders(shop.office, other, FILES / "lazada-orders-en.xlsx")


def test_an_order_of_a_file_is_packed_and_sent_and_nobody_is_told_over_the_line(lazada: Stall) -> None:
    lazada.read("lazada-orders-en.xlsx")
    order = lazada.order("900000000000001")
    with lazada.office.writing() as desk:
        for line in order.lines:
            packing.put_in(desk, line.id or 0, line.qty)
        parcel = packing.packed(desk, order.card.id)
        packing.handed_over(desk, parcel, "EF582568151TH", "Thailand Post")
    with lazada.office.reading() as desk:
        kinds = quick.rows(desk.session.connection(), "SELECT DISTINCT kind FROM outbox")
    assert not {"pack", "ship"} & {kind for (kind,) in kinds}


def test_every_fee_of_a_journal_is_a_line_and_tax_beside_it_one_of_its_own(lazada: Stall) -> None:
    read = lazada.money("lazada-statement-th.csv")
    assert (read.lines, read.statements, read.held) == (6, 1, ())
    assert lazada.lines() == [
        ("commission", -642), ("item", 12_000), ("other", -100), ("payment_fee", -385), ("shipping", -400),
        ("tax", -12),
    ]  # fmt: skip
    with lazada.office.reading() as desk:
        (one,) = settlements.statements(desk)
    assert (one.payout, one.differs, one.paid_on) == (10_461, 0, "2026-11-17")


@pytest.mark.parametrize("then", ["lazada-statement-th.csv", "lazada-statement-en.csv"])
def test_the_same_journal_again_counts_once_in_any_language(lazada: Stall, then: str) -> None:
    lazada.money("lazada-statement-th.csv")
    read = lazada.money(then)
    assert (read.lines, read.statements, len(lazada.lines())) == (0, 0, 6)


def test_the_wallet_counts_only_what_no_statement_holds(lazada: Stall) -> None:
    lazada.money("lazada-statement-th.csv")
    owed = lazada.owed()
    read = lazada.money("lazada-wallet-en.csv")
    assert (read.lines, read.passed, read.amount) == (2, 1, -3_000)
    assert lazada.owed() == owed


def test_a_wide_file_of_income_leaves_no_satang_unexplained(shopee: Stall) -> None:
    shopee.read("shopee-orders-th.xlsx")
    read = shopee.money("shopee-income-th.xlsx")
    assert [one.row for one in read.held] == [6]
    assert read.amount == 2 * 19_281
    with shopee.office.reading() as desk:
        (order,) = settlements.orders(desk)
        (day,) = settlements.statements(desk)
    assert (order.number, order.sold, order.credited) == ("261120AAAA0004", 22_500, 22_500)
    assert order.gets == 19_281
    # The day that is not over yet is closed by the next file.
    assert (day.number, day.payout, day.differs) == ("2026-11-16", 19_281, 0)
    assert ("other", -250) in shopee.lines()


def test_income_twice_and_the_wallet_beside_it_count_once(shopee: Stall) -> None:
    first = shopee.money("shopee-income-th.xlsx")
    again = shopee.money("shopee-income-th.xlsx")
    assert (first.lines > 0, again.lines, again.statements) == (True, 0, 0)
    read = shopee.money("shopee-wallet-th.xlsx")
    assert (read.lines, read.passed, read.amount) == (2, 1, -4_281)


def test_summary_columns_are_not_counted_again_and_a_reimbursement_finds_its_order(tiktok: Stall) -> None:
    tiktok.read("tiktok-orders-en.csv")
    read = tiktok.money("tiktok-income-en.xlsx")
    assert (read.amount, read.statements, read.held) == (9_640 + 1_250, 1, ())
    with tiktok.office.reading() as desk:
        (order,) = settlements.orders(desk)
    assert (order.sold, order.credited, order.gets) == (11_500, 11_500, 10_890)


def test_looking_at_money_stores_nothing(shopee: Stall) -> None:
    before = shopee.deeds()
    seen = byfile.preview_money(shopee.office, shopee.account, FILES / "shopee-income-th.xlsx")
    assert (seen.amount, seen.stored, shopee.deeds()) == (2 * 19_281, False, before)


def test_a_file_with_a_password_is_said_so_and_nothing_is_stored(shopee: Stall, tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"))
    before = shopee.deeds()
    with pytest.raises(Invalid, check=lambda refusal: "password" in refusal.text):
        shopee.read(path)
    assert (shopee.deeds(), shopee.held()) == (before, [])


def test_macros_beside_the_rows_are_left_alone(shopee: Stall, tmp_path: Path) -> None:
    path = tmp_path / "orders.xlsm"
    path.write_bytes((FILES / "shopee-orders-th.xlsx").read_bytes())
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    assert shopee.read(path).new == 4


def renamed(path: Path, **headings: str) -> Path:
    """The sample orders with other headings; the names of arguments have _ for a space."""
    head, *rows = rows_of("shopee-orders-en.csv")
    said = {known.replace("_", " "): there for known, there in headings.items()}
    return table(path, [[said.get(one, one) for one in head], *rows])


@pytest.mark.parametrize("there", ["Deal Price (THB)", "deal-price", "DEAL  PRICE", "Deal Price (฿) *", "Deal_Price"])
def test_a_heading_that_differs_in_signs_and_brackets_alone_is_known(shopee: Stall, tmp_path: Path, there: str) -> None:
    assert shopee.read(renamed(tmp_path / "o.csv", Deal_Price=there)).new == 1
    assert shopee.order("261120AAAA0001").lines[0].price == 12_000


def test_of_two_headings_that_are_alike_none_is_guessed(shopee: Stall, tmp_path: Path) -> None:
    with pytest.raises(Invalid, check=lambda refusal: "ราคาขาย" in str(refusal)):
        shopee.read(renamed(tmp_path / "o.csv", Deal_Price="Deal Price (THB)", Original_Price="Deal Price (USD)"))


def test_a_heading_nobody_knows_is_asked_for_once_and_remembered(shopee: Stall, tmp_path: Path) -> None:
    path = renamed(tmp_path / "o.csv", Deal_Price="What they paid")
    with pytest.raises(Invalid, check=lambda refusal: "ราคาขาย" in str(refusal)):
        shopee.read(path)
    with pytest.raises(Invalid), shopee.office.writing() as desk:
        byfile.name_heading(desk, shopee.account, "ราคาที่ไม่มี", "What they paid")
    with shopee.office.writing() as desk:
        byfile.name_heading(desk, shopee.account, "ราคาขาย", "What they paid")
    assert shopee.read(path).new == 1
    assert shopee.read(renamed(tmp_path / "o2.csv")).unchanged == 1
