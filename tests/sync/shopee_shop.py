"""A shop's line to the practice marketplace: what the tests of the Shopee channel share."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from shopdesk.practice.server import Practice
from shopdesk.shop.channels import Account, RemoteListing, RemoteOrder, Write
from shopdesk.sync.channels.shopee import channel
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault, open_vault
from tests.sync.lazada_shop import draft, photo

UID = "shopee-1"
BACK = "https://shop.example.com/back"


class Line:
    """One account at the marketplace, opened as the program opens it."""

    def __init__(self, practice: Practice, folder: Path, *, signed_in: bool = True) -> None:
        self.practice, self.control = practice, practice.control
        self.app = practice.control.app("shopee")
        self.seller = int(practice.control.seller("shopee")["seller"])
        self.vault: Vault = open_vault(folder)
        self.vault.put(UID, {"secret": self.app["secret"]})
        options: Mapping[str, object] = {"base": practice.address}
        self.account = Account(1, UID, "shopee", "ร้าน", "th", "", self.app["app_key"], options)
        self.ahead = timedelta(0)
        self.door = Door(base=practice.address)
        self.open()
        if signed_in:
            self.sign_in()

    def open(self) -> None:
        self.channel = channel.open(self.account, self.vault, self.door, self.now)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def agreed(self, state: str) -> str:
        """The address a browser comes back with once the seller has agreed."""
        page = self.channel.sign_in(BACK, state).page
        with requests.Session() as browser:
            shown = browser.get(page).text
            assert "<form" in shown
            fields = {}
            for name in ("mark", "client_id", "redirect_uri", "state"):
                fields[name] = shown.split(f'name="{name}" value="')[1].split('"')[0].replace("&amp;", "&")
            fields["seller"] = shown.split('<option value="')[1].split('"')[0]
            reply = browser.post(f"{self.practice.address}/oauth/agree", data=fields, allow_redirects=False)
        return str(reply.headers["Location"])

    def pasted(self, seller: int = 0) -> str:
        """The address without the browser: a code for a shop."""
        shop = seller or self.seller
        return f"{BACK}?code={self.control.code(shop)}&shop_id={shop}"

    def sign_in(self) -> None:
        self.channel.finish_sign_in(self.pasted(), "s")

    def offer(self, *skus: str, **more: Any) -> RemoteListing:
        names = [self.channel.upload_photo(photo())]
        return self.channel.create(draft(*(skus or ("BSK-001",)), photos=names, **more))

    def write(self, listing: RemoteListing, sku: str, value: int) -> Write:
        return Write(listing.remote, listing.units[sku], sku, value)

    def orders(self, days: int = 2) -> list[RemoteOrder]:
        found: list[RemoteOrder] = []
        cursor = ""
        while True:
            page = self.channel.orders(self.now() - timedelta(days=days), cursor)
            assert not page.unread
            found += page.orders
            if not page.next:
                return found
            cursor = page.next
