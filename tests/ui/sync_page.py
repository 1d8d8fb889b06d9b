"""The outside as a window sees it, and a window of a shop that sells there: what the tests of these pages share."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from types import SimpleNamespace as Namespace
from typing import Any

from PySide6.QtTest import QTest

from shopdesk.db import models, outbox, quick
from shopdesk.shop.channels import Account, Attribute, Category, Rejected, Rules, Seller, SignIn
from shopdesk.shop.desk import Office
from shopdesk.shop.rights import Actor
from shopdesk.sync.line import Line
from shopdesk.ui import online
from shopdesk.ui.pages.sync.page import SyncPage
from shopdesk.ui.topbar import TopBar
from tests.sync.online_shop import OnlineShop


class Far:
    """The outside as the window sees it; it remembers what it was asked."""

    def __init__(self) -> None:
        self.log: list[str] = []
        self.kept: dict[str, dict[str, str]] = {}
        self.problem: Exception | None = None
        self.rules: tuple[Rules, ...] = (
            Rules("fake", "Lazada", needs_app=True),
            Rules("web", "WooCommerce", needs_address=True),
            Rules("files", "Shopee", by_file=True),
        )
        self.back = "https://localhost/shopdesk"
        self.asks = ""

    def _call(self, name: str) -> None:
        self.log.append(name)
        if self.problem is not None:
            raise self.problem

    def open(self, _office: Office) -> bool:
        self._call("open")
        return True

    def close(self, seconds: float = 5.0) -> bool:
        self.log.append("close")
        return seconds > 0

    def wake(self, *, at_once: bool = False) -> None:
        self.log.append("now" if at_once else "wake")

    def practice_places(self) -> Sequence[str]:
        return ("fake",)

    def practise(self, channel: str, comes_back_to: str, state: str) -> Any:
        self._call(f"practise {channel}")
        base = "http://127.0.0.1:9"
        return Namespace(
            place="th", app_key="1", secret="app-secret", pasted=f"{comes_back_to}?code=1&state={state}",
            window=f"{base}/shop", options={"base": base},
        )  # fmt: skip

    def channels(self) -> Sequence[Rules]:
        return self.rules

    def sign_in(self, _account: Account, comes_back_to: str, state: str) -> SignIn:
        self._call(f"sign_in {comes_back_to}")
        return SignIn(f"https://there.example/?state={state}", state, self.back, self.asks)

    def finish(self, _account: Account, address: str, state: str, keep: Callable[[Seller], object]) -> Seller:
        if f"state={state}" not in address:
            raise Rejected("Paste the address of the last page.")
        self._call("finish")
        seller = Seller("TH1", "ป้าสมศรีของดี")
        keep(seller)
        return seller

    def test(self, _account: Account) -> Seller:
        self._call("test")
        return Seller("TH1", "ป้าสมศรีของดี")

    def categories(self, _account: Account, _language: str) -> Sequence[Category]:
        self._call("categories")
        return (Category("c1", "ของกิน > แยม"), Category("c2", "ของกิน > ผลไม้ตากแห้ง"), Category("c3", "ผ้า > ผ้าขาวม้า"))

    def suggest(self, _account: Account, _title: str) -> Sequence[Category]:
        self._call("suggest")
        return (Category("c1", "ของกิน > แยม"),)

    def attributes(self, _account: Account, _category: str, _language: str) -> Sequence[Attribute]:
        self._call("attributes")
        return (Attribute("brand", "ยี่ห้อ", True),)

    def keep(self, uid: str, secrets: Mapping[str, str]) -> None:
        self._call("keep")
        self.kept[uid] = dict(secrets)

    def forget(self, uid: str) -> None:
        self.log.append("forget")
        self.kept.pop(uid, None)

    def replay(self, office: Office, actor: Actor | None, held: int, text: str) -> None:
        """As the program does it, over the lines of its own."""
        self._call("replay")
        Line(office.data_dir, office.clock, lambda _kind, _account, _count: None).replay(office, actor, held, text)


class There:
    """A window of a shop that sells online, and what happens far away."""

    def __init__(self, window: Any, shop: Any) -> None:
        self.window, self.shop, self.far = window, shop, Far()
        self.shop_online = OnlineShop(shop)
        self.account = self.shop_online.account
        self.online = online.install(window, self.far)
        self.settle()

    def settle(self) -> None:
        QTest.qWait(5)
        while self.window.jobs.busy():
            QTest.qWait(5)
        QTest.qWait(5)

    def stands(self, ago: timedelta = timedelta(0), **more: object) -> None:
        with self.shop.office.writing() as desk:
            row = desk.session.get_one(models.AccountState, self.account)
            row.pulled_at = row.pushed_at = desk.now - ago
            for name, value in more.items():
                setattr(row, name, value)
            desk.session.add(row)
        self.online.look()

    def waits(self, kind: str, key: int, **more: object) -> None:
        with self.shop.office.writing() as desk:
            outbox.marked(desk.session.connection(), self.account, kind, key)
            for name, value in more.items():
                statement = f"UPDATE outbox SET {name} = :value WHERE kind = :kind AND key = :key"
                quick.rows(desk.session.connection(), statement, {"value": value, "kind": kind, "key": key})
        self.online.look()

    def held(self, key: str = "505", body: str = '{"qty": "2 ขวด"}', kind: str = "orders") -> None:
        with self.shop.office.writing() as desk:
            row = models.HeldReply(
                account=self.account, kind=kind, key=key, body=body, why="The order has a quantity that cannot be.",
                at=desk.now,
            )  # fmt: skip
            desk.session.add(row)
        self.online.look()

    @property
    def pill(self) -> str:
        bar = self.window.page.findChildren(TopBar)[0]
        return bar.net.said() if "net" in bar.__dict__ and not bar.net.isHidden() else ""

    @property
    def page(self) -> SyncPage:
        page = self.window.page if self.window.here == "sync" else self.window.go("sync")
        assert isinstance(page, SyncPage)
        self.settle()
        return page

    def rows(self) -> list[tuple[str, str]]:
        return [(row.what, row.state) for row in self.page.table.rows.rows()]
