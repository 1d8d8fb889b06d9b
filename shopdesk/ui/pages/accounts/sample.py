"""Accounts of the sample shop for the tour: platforms that are no platform, and how their accounts stand."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from shopdesk.base import clock
from shopdesk.base.i18n import _
from shopdesk.db import models
from shopdesk.shop import accounts as shop_accounts
from shopdesk.shop.channels import Attribute, Category, NeedsLogin, Rules, Seller, SignIn
from shopdesk.ui import online

if TYPE_CHECKING:
    from shopdesk.shop.channels import Account
    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.online import Practised
    from shopdesk.ui.shell import Window

KNOWN = (
    Rules("lazada", "Lazada", places=("th",), needs_app=True, licensed=True),
    Rules("woo", "WooCommerce", needs_address=True),
    Rules("shopee-file", "Shopee by file", by_file=True),
    Rules("tiktok", "TikTok Shop", places=("th",), needs_app=True, needs_service=True, licensed=True),
)
NAMES = {"lazada": "ป้าสมศรีของดี", "woo": "เว็บร้านป้าสมศรี", "shopee-file": "ป้าสมศรีบ้านสวน"}
TREE = (
    Category("10100387", "ของกิน > ผลไม้แปรรูป > ผลไม้ตากแห้ง"),
    Category("10100388", "ของกิน > แยมและเนยถั่ว"),
    Category("10100401", "ของใช้ในบ้าน > สบู่ก้อน"),
    Category("10100402", "แฟชั่น > ผ้าพันคอและผ้าขาวม้า"),
)
ASKED = (
    Attribute("brand", "ยี่ห้อ", True, "choice", (("no", "ไม่มียี่ห้อ"), ("own", "ของเราเอง"))),
    Attribute("from", "จังหวัดที่ทำ", False),
)
BODY = '{"order_id": 505, "status": "pending", "items": [{"sku": "JAM-0", "qty": "2 ขวด", "price": "120.00"}]}'


class Shown:
    """Answers at once, as a platform would."""

    def open(self, _office: "Office") -> bool:
        """No rounds in a picture."""
        return False

    def close(self, seconds: float = 5.0) -> bool:
        """Nothing to end."""
        return seconds > 0

    def wake(self, *, at_once: bool = False) -> None:
        """Nobody sleeps."""

    def channels(self) -> Sequence[Rules]:
        """Three kinds of accounts."""
        return KNOWN

    def sign_in(self, account: "Account", comes_back_to: str, state: str) -> SignIn:
        """A page."""
        return SignIn(f"https://auth.example/oauth/authorize?account={account.id}&state={state}", state, comes_back_to)

    def practice_places(self) -> Sequence[str]:
        """Where one can practise."""
        return tuple(NAMES)

    def practise(self, _channel: str, _comes_back_to: str, _state: str) -> "Practised":
        """No marketplace begins here."""
        raise NotImplementedError

    def finish(self, _account: "Account", _address: str, _state: str, _keep: Callable[[Seller], object]) -> Seller:
        """Another address came back."""
        raise NeedsLogin("This sign-in was used already or is too old.", fix="Sign in at the platform again.")

    def test(self, account: "Account") -> Seller:
        """It works."""
        return Seller("1", account.name)

    def categories(self, _account: "Account", _language: str) -> Sequence[Category]:
        """A small tree."""
        return TREE

    def suggest(self, _account: "Account", _title: str) -> Sequence[Category]:
        """The first leaf."""
        return TREE[:1]

    def attributes(self, _account: "Account", _category: str, _language: str) -> Sequence[Attribute]:
        """A brand, and where it was made."""
        return ASKED

    def keep(self, uid: str, secrets: Mapping[str, str]) -> None:
        """Nothing is kept."""

    def forget(self, uid: str) -> None:
        """Nothing is kept."""

    def replay(self, _office: "Office", _actor: "Actor | None", _held: int, _text: str) -> None:
        """Taken in."""


def install(window: "Window") -> None:
    """Let the window think that platforms are there."""
    online.install(window, Shown()).ask_rules(lambda _known: None)


def accounts(window: "Window", *names: str) -> list[int]:
    """Accounts at these platforms."""
    install(window)
    assert window.office is not None
    found = []
    with window.office.writing(window.actor) as desk:
        for name in names:
            options = {"by_file": True} if name == "shopee-file" else {}
            place = "https://somsri.example" if name == "woo" else ""
            made = shop_accounts.add(desk, name, NAMES[name], place=place, app_key="100500", options=options)
            found.append(made.id)
    return found


def carried(window: "Window", *, filled: bool = False) -> int:
    """An account by files with goods on sale there: the file is two days old, the price is another one now; `filled`
    a file of today waits to be uploaded."""
    from shopdesk.shop import byfile, goods, listings, offers
    from shopdesk.shop.byfile import uploads

    (account,) = accounts(window, "shopee-file")
    assert window.office is not None
    with window.office.writing(window.actor) as desk:
        honey = goods.find(desk, "น้ำผึ้งป่าเดือนห้า 750 มล.")[0]
        words = offers.Words("น้ำผึ้งป่าเดือนห้า 750 มล.", "เก็บเองปีละครั้ง", weight=1_150, size=(90, 90, 260))
        made = listings.draw_up(
            desk, offers.save(desk, honey.product, words), account, [listings.Unit(honey.sale_unit, 32_000)], "100629"
        )
        listings.publish(desk, made)
        uploads.remember(desk, account, "listing", uploads.offered(desk, account))
        byfile.uploaded(desk, account)
    old = window.clock() - timedelta(days=2)
    with window.office.writing(window.actor) as desk:
        unit = listings.units(desk, made)[0].id or 0
        desk.session.get_one(models.Published, unit).at = old
        state = desk.session.get_one(models.AccountState, account)
        state.pushed_at = state.pulled_at = old
        listings.set_price(desk, unit, 35_000)
        if filled:
            uploads.remember(desk, account, "stock", uploads.offered(desk, account))
    assert window.online is not None
    window.online.look()
    return account


def stands(
    window: "Window", account: int, ago: timedelta, *, login: str = "ok", until: timedelta = timedelta(days=160),
    why: str = "", fix: str = "", failures: int = 0,
) -> None:  # fmt: skip
    """When it was last spoken with, and how that went."""
    assert window.office is not None
    now = window.clock()
    with window.office.writing(window.actor) as desk:
        shop_accounts.signed_in(desk, account, Seller(f"TH{account}", "ป้าสมศรี"))
        row = desk.session.get_one(models.AccountState, account)
        row.pulled_at = row.pushed_at = now - ago
        row.tried_at, row.login, row.login_until = now, login, now + until
        row.why, row.fix, row.failures = why, fix, failures
        row.not_before = clock.to_ms(now + timedelta(minutes=4)) if why else 0
        month = clock.calendar_date(now).isoformat()[:7]
        desk.session.add(row)
        desk.session.add(models.LineUse(month=month, account=account, sent=340_000, received=2_100_000))


def paused(window: "Window", account: int) -> None:
    """Nobody speaks with it."""
    assert window.office is not None
    with window.office.writing(window.actor) as desk:
        shop_accounts.pause(desk, account, paused=True)


def orders(window: "Window", account: int, *numbers: str) -> list[int]:
    """Orders that came in."""
    from shopdesk.shop.channels import RemoteLine, RemoteOrder
    from shopdesk.shop.online import intake

    assert window.office is not None
    found, now = [], window.clock()
    for number in numbers:
        line = RemoteLine((f"{number}-1",), "JAM-0", "แยมมะม่วง", 1, 12_000)
        order = RemoteOrder(number, number, "new", "pending", now, now, (line,), 12_000, 0, 0, 12_000)
        with window.office.writing(window.actor) as desk:
            found.append(intake.take_in(desk, account, order).id)
    return found


def waits(
    window: "Window", account: int, kind: str, key: int, *, state: str = "due", why: str = "", fix: str = "",
    attempts: int = 0, not_before: int = 0,
) -> None:  # fmt: skip
    """Something that is still to be said."""
    assert window.office is not None
    with window.office.writing(window.actor) as desk:
        if kind == "ship":
            parcel = models.Parcel(uid=f"tour-{key}", online_order=key)
            desk.session.add(parcel)
            desk.session.flush()
            key = parcel.id or 0
        desk.session.add(
            models.Outbox(
                account=account, kind=kind, key=key, state=state, why=why, fix=fix, attempts=attempts,
                not_before=not_before,
            )
        )  # fmt: skip


def two_amounts(window: "Window", account: int) -> None:
    """A line of the platform's account that was told with another amount before."""
    from shopdesk.shop import settlements
    from shopdesk.shop.channels import Money, MoneyLine

    assert window.office is not None
    line = MoneyLine("TH12:16", "commission", "ค่าธรรมเนียมการขาย", -642, "2026-11-15", "500")
    with window.office.writing(window.actor) as desk:
        settlements.take_in(desk, account, Money((line,)))
        body = json.dumps({"lines": [asdict(replace(line, amount=-842))], "statements": []}, ensure_ascii=False)
        why = _("Line {remote} had another amount before.").format(remote=line.remote)
        desk.session.add(
            models.HeldReply(
                account=account, kind="money", key=line.remote, body=body, at=window.clock(), why=why,
                fix="Ask the platform which is right.",
            )
        )  # fmt: skip


def held(window: "Window", account: int) -> None:
    """A reply nobody could take in."""
    assert window.office is not None
    with window.office.writing(window.actor) as desk:
        desk.session.add(
            models.HeldReply(
                account=account, kind="orders", key="505", body=BODY, at=window.clock() - timedelta(minutes=20),
                why="The order has a quantity that cannot be.", fix="Look at it on the platform.",
            )
        )  # fmt: skip
