"""Text that means harm, in every field a person or a file can fill: shown as it is, or refused; never half stored."""

import csv
import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy import func
from sqlmodel import select

from shopdesk.base import i18n
from shopdesk.base.errors import ShopError
from shopdesk.cli import main
from shopdesk.core import tender
from shopdesk.core.cart import Cart
from shopdesk.db import models
from shopdesk.paper import render
from shopdesk.shop import (
    bills,
    day,
    documents,
    editing,
    exporting,
    goods,
    history,
    importing,
    payments,
    printing,
    refunds,
    selling,
    settings,
    shelf,
    users,
)  # fmt: skip
from shopdesk.ui.widgets.text import Plain
from tests.conftest import Shop
from tests.importing.helpers import HEADINGS

HARMFUL = {
    "right to left": "ข้าว\u202e00.05\u202c กก.",
    "isolates": "\u2066ไข่\u2069\u200f\u061c",
    "zero width": "น้ำ\u200bปลา\u200d\ufeff",
    "only zero width": "\u200b\u200d\u2060",
    "control": "ไข่\x1b[2J\x07\x08\x9b",
    "nul": "ไข่\x00ไก่",
    "lines": "ไข่\r\n2026-11-22 INFO forged",
    "separators": "ไข่\u2028ไก่\u2029",
    "markup": "<img src=x onerror=alert(1)><b>ไข่</b>&lt;",
    "statement": "'; DROP TABLE sale; --",
    "query": '"* NEAR( AND OR NOT ^ : -',
    "wildcard": "%_%",
    "braces": "{0.__class__} {name} %s %(a)s ${jndi:x}",
    "long": "ก้" * 5_000,
    "one long word": "W" * 100_000,
    "half a character": "ไข่\ud800",
    "other half": "\udc00ไข่",
    "emoji": "👩‍👩‍👧‍👦🇹🇭 ไข่",
    "marks on marks": "ก" + "\u0e34\u0e48" * 80,
    "formula": "=cmd|' /C calc'!A0",
    "plus formula": "+1+1",
    "minus formula": "-1+cmd|'x'!A",
    "at formula": "@SUM(A1)",
    "wide formula": "＝1+1",
    "tab formula": "\t=1+1",
    "path": "../../etc/passwd",
    "printer": "\x1bp\x00\x19\xfa",
    "not a character": "ไข่\ufffe\uffff",
}
UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
TURNING = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass
class Scene:
    """A shop with one good, one sale of it and a stick for backups."""

    shop: Shop
    thing: goods.Goods
    sold: selling.Sold
    folder: Path

    def line(self, note: str = "") -> Cart:
        cart = self.shop.cart((self.thing, 1000))
        return cart.note_line(cart.lines[0].uid, note) if note else cart


@pytest.fixture
def scene(shop: Shop, tmp_path: Path) -> Scene:
    thing = shop.add("ไข่", 500, stock=90_000)
    return Scene(shop, thing, shop.sell((thing, 1000)), tmp_path)


Fill = Callable[[Scene, str], object]


def _goods(field: str) -> Fill:
    def fill(scene: Scene, text: str) -> object:
        draft = replace(goods.Draft("ของใหม่", 700), **{field: (text,) if field == "codes" else text})  # type: ignore[arg-type]
        with scene.shop.office.writing() as work:
            return editing.store(work, draft)

    return fill


def _changed_goods(scene: Scene, text: str) -> object:
    with scene.shop.office.writing() as work:
        draft = goods.draft_of(work, scene.thing.sale_unit)
        return goods.change(work, scene.thing.sale_unit, replace(draft, name=text, note=text, category=text))


def _at_till(scene: Scene, text: str) -> object:
    with scene.shop.office.writing() as work:
        return goods.create_at_till(work, text, 700, text)


def _setting(key: str) -> Fill:
    def fill(scene: Scene, text: str) -> object:
        with scene.shop.office.writing() as work:
            return settings.change(work, key, text)

    return fill


def _writing(deed: Callable[..., object], *before: object, after: tuple[object, ...] = ()) -> Fill:
    def fill(scene: Scene, text: str) -> object:
        with scene.shop.office.writing() as work:
            return deed(work, *before, text, *after)

    return fill


def _looking(deed: Callable[..., object]) -> Fill:
    def fill(scene: Scene, text: str) -> object:
        with scene.shop.office.reading() as work:
            return deed(work, text)

    return fill


def _line_note(scene: Scene, text: str) -> object:
    cart = scene.line(text)
    with scene.shop.office.writing() as work:
        return selling.checkout(work, cart, [selling.Paid("cash", 500)])


def _bill_note(scene: Scene, text: str) -> object:
    cart = scene.line().note_bill(text)
    with scene.shop.office.writing() as work:
        return selling.checkout(work, cart, [selling.Paid("cash", 500)])


def _open_bill(scene: Scene, text: str) -> object:
    cart = scene.line(text).note_bill(text)
    with scene.shop.office.writing() as work:
        bills.keep_open(work, cart)
    with scene.shop.office.reading() as work:
        assert bills.open_bill(work) in (cart, None)
    return None


def _hold(scene: Scene, text: str) -> object:
    cart = scene.line()
    with scene.shop.office.writing() as work:
        printing.queue_hold_slip(work, cart, text)
        bills.hold(work, cart, text)
    with scene.shop.office.reading() as work:
        return bills.held(work)


def _way_to_pay(scene: Scene, text: str) -> object:
    way = tender.Tender("own", "named", text, text, "wallet")
    with scene.shop.office.writing() as work:
        return payments.put_tender(work, way, 9)


def _paid_with(scene: Scene, text: str) -> object:
    with scene.shop.office.writing() as work:
        return selling.checkout(work, scene.line(), [selling.Paid("promptpay", 500, request=text)])


def _imported(column: int) -> Fill:
    def fill(scene: Scene, text: str) -> object:
        row = ["ของจากไฟล์", "S1", "8850999320014", "7", "5"]
        row[column] = text
        path = scene.folder / "harm.csv"
        path.write_bytes(("\r\n".join([",".join(HEADINGS), _csv(row)])).encode("utf-8-sig", "surrogatepass"))
        return importing.run(scene.shop.office, importing.plan(path), skip_bad=True)

    return fill


def _csv(row: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in row)


def _heading(scene: Scene, text: str) -> object:
    path = scene.folder / "harm.csv"
    path.write_bytes(
        (_csv([text, *HEADINGS]) + "\r\n" + _csv(["x", "ข", "S", "", "7", "5"])).encode("utf-8", "surrogatepass")
    )
    return importing.run(scene.shop.office, importing.plan(path), skip_bad=True)


GOODS_TEXTS = ("name", "note", "category", "variant", "sku", "plu", "unit", "codes", "vat_note")
FIELDS: dict[str, Fill] = {
    **{f"goods {name}": _goods(name) for name in GOODS_TEXTS},
    "goods changed": _changed_goods,
    "goods at the till": _at_till,
    **{
        f"setting {key}": _setting(key)
        for key, setting in settings.SETTINGS.items()
        if setting.kind is str and not key.startswith("vat.approved")
    },
    "line note": _line_note,
    "bill note": _bill_note,
    "open bill": _open_bill,
    "hold label": _hold,
    "payment request": _paid_with,
    "way to pay": _way_to_pay,
    "user name": lambda scene, text: _writing(users.add, after=("cashier",))(scene, text),
    "refund reason": lambda scene, text: _writing(refunds.refund, scene.sold.id, None)(scene, text),
    "void reason": lambda scene, text: _writing(refunds.void, scene.sold.id)(scene, text),
    "money reason": _writing(day.move_cash, 1_000),
    "drawer reason": _writing(day.note_drawer_opened),
    "slip": _looking(payments.check_slip),
    "search goods": _looking(goods.find),
    "search shelf": _looking(shelf.numbers),
    "search bills": _looking(history.find),
    "bill number": _looking(history.by_number),
    "scan": _looking(goods.scan),
    "sign in": lambda scene, text: users.sign_in(scene.shop.office, text, text),
    **{f"import {heading}": _imported(n) for n, heading in enumerate(HEADINGS)},
    "import heading": _heading,
}  # fmt: skip


STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
ON_PAPER = (
    "setting shop.name",
    "setting shop.address",
    "setting receipt.header",
    "setting receipt.footer",
    "line note",
    "bill note",
)


def _whole(shop: Shop) -> dict[str, list[object]]:
    """Every row of the file, to compare."""
    with shop.office.engine.connect() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
        return {name: [*map(tuple, connection.exec_driver_sql(f'SELECT * FROM "{name}"'))] for name in tables}


def _filled(scene: Scene, field: str, kind: str) -> ShopError | None:
    """Fill the field in; the refusal where it was refused."""
    try:
        FIELDS[field](scene, HARMFUL[kind])
    except ShopError as refused:
        return refused
    except Exception as fault:
        raise AssertionError(f"{kind} in {field}: {type(fault).__name__}: {fault}") from fault
    return None


@pytest.mark.parametrize("field", FIELDS)
def test_harmful_text_is_kept_as_it_is_or_refused_whole(scene: Scene, qapp: QApplication, field: str) -> None:
    for kind in HARMFUL:
        before = _whole(scene.shop)
        refused = _filled(scene, field, kind)
        # A wrong name or PIN is counted; of anything else that is refused nothing is left.
        if refused is not None and field != "sign in":
            assert str(refused), kind
            assert _whole(scene.shop) == before, f"{kind}: half of it was stored"
        if field in ON_PAPER:
            _drawn(scene)
    assert scene.shop.check().ok
    _exported(scene)


def _drawn(scene: Scene) -> None:
    """Whatever was filled in, the newest receipt comes out, no longer than a roll is."""
    with scene.shop.office.reading() as work:
        newest = work.session.exec(select(func.max(models.Sale.id))).one()
        paper = documents.receipt(work, newest)
    assert 200 < render.raster(paper, 58).height < 30_000


def _exported(scene: Scene) -> None:
    """Every cell of the list for spreadsheets is text or a plain number, and comes back as it is."""
    with scene.shop.office.reading() as work:
        table = exporting.products(work)
    path = scene.folder / "export.csv"
    exporting.write_csv(path, table)
    exporting.write_xlsx(scene.folder / "export.xlsx", table, scene.shop.clock())
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in list(csv.reader(file))[1:]:
            for cell in row:
                number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
                assert number or not cell.startswith(STARTS), ascii(cell)


@pytest.mark.parametrize("kind", HARMFUL)
def test_the_screen_shows_the_letters_and_obeys_none(qapp: QApplication, kind: str) -> None:
    text = HARMFUL[kind].encode("utf-8", "replace").decode()[:2_000]
    label = Plain(text)
    shown = label.text()
    assert not TURNING & set(shown) - set("\u061c\u200e\u200f")
    assert not [c for c in shown if unicodedata.category(c) == "Cc"]
    visible = [c for c in text if unicodedata.category(c) not in (*UNSEEN, "Cf")]
    assert [c for c in shown if unicodedata.category(c) not in (*UNSEEN, "Cf", "Zs")] == [
        c for c in visible if unicodedata.category(c) != "Zs"
    ]
    label.deleteLater()


COMMANDS: dict[str, list[str]] = {
    "sell": ["sell", "{}", "--pay", "cash"],
    "pay": ["sell", "1", "--pay", "{}"],
    "refund": ["refund", "{}", "--reason", "{}"],
    "void": ["void", "1A-000001", "--reason", "{}"],
    "promptpay": ["promptpay", "--to", "{}", "--amount", "5"],
    "amount": ["promptpay", "--to", "0812345678", "--amount", "{}"],
    "slip": ["slip", "{}"],
    "receipt": ["receipt", "{}", "--out", "{dir}/a.png"],
    "receipt file": ["receipt", "1A-000001", "--out", "{dir}/{}.png"],
    "backup": ["backup", "{dir}/{}"],
    "restore": ["restore", "{dir}/{}"],
    "check": ["check", "{dir}/{}"],
    "import": ["import", "products", "{dir}/{}"],
    "export": ["export", "products", "{dir}/{}.csv"],
    "report": ["report", "day", "{}"],
    "close": ["day", "close", "--reason", "{}"],
    "user": ["--user", "{}", "day", "open"],
    "language": ["--lang", "{}", "check"],
    "command": ["{}"],
}


# What the system hands over where a name was no UTF-8.
TYPED = {**HARMFUL, "broken name": "ไข่\udcff"}
FEW = ("right to left", "control", "nul", "lines", "braces", "half a character", "broken name")


@pytest.mark.parametrize("kinds", [FEW, pytest.param(tuple(TYPED), marks=pytest.mark.nightly)], ids=["few", "all"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_takes_harmful_words_as_words(
    scene: Scene,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    kinds: tuple[str, ...],
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1234\n"))
    folder = scene.folder / "files"
    folder.mkdir()
    for kind in kinds:
        words = [word.replace("{dir}", str(folder)).replace("{}", TYPED[kind]) for word in COMMANDS[command]]
        try:
            code = main(["--data", str(scene.shop.office.data_dir), *words])
        except SystemExit as ended:
            code = ended.code
        except Exception as fault:
            raise AssertionError(f"{kind}: {type(fault).__name__}: {fault}") from fault
        assert code in (0, 1, 2), kind
        said = "".join(capsys.readouterr())
        assert not TURNING & set(said), kind
        assert not [c for c in said if unicodedata.category(c) in UNSEEN and c != "\n"], kind
    i18n.set_language("th")
    assert scene.shop.check().ok
