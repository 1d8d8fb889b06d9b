"""A shop's line to the practice marketplace: what the tests of the Lazada channel share."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from PIL import Image

from shopdesk.practice.server import Practice
from shopdesk.shop.channels import Account, Draft, DraftUnit, RemoteListing, RemoteOrder, Write
from shopdesk.sync.channels.lazada import channel
from shopdesk.sync.http import Door
from shopdesk.sync.vault import Vault, open_vault

UID = "lazada-1"
BACK = "https://shop.example.com/back"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def photo(colour: int = 40) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), (200, 120, colour)).save(out, "JPEG")
    return out.getvalue()


def draft(*skus: str, price: int = 25_000, stock: int = 9, **more: Any) -> Draft:
    several = len(skus) > 1
    units = [
        DraftUnit(sku, price, stock, 505, (300, 200, 205), {"choice": f"แบบ {n}"} if several else {})
        for n, sku in enumerate(skus)
    ]
    return replace(Draft("ตะกร้าไม้ไผ่สาน", "สานด้วยมือ\nสีธรรมชาติ & ทน", "10002019", {}, (), units, "key-1"), **more)


class Line:
    """One account at the marketplace, opened as the program opens it."""

    def __init__(self, practice: Practice, folder: Path, *, signed_in: bool = True, place: str = "th") -> None:
        self.practice, self.control = practice, practice.control
        self.app = practice.control.app()
        self.vault: Vault = open_vault(folder)
        self.vault.put(UID, {"secret": self.app["secret"]})
        options: Mapping[str, object] = {"base": practice.address}
        self.account = Account(1, UID, "lazada", "ร้าน", place, "", self.app["app_key"], options)
        self.ahead = timedelta(0)
        self.door = Door(base=practice.address)
        self.channel = channel.open(self.account, self.vault, self.door, self.now)
        if signed_in:
            self.sign_in()

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

    def sign_in(self) -> None:
        self.channel.finish_sign_in(self.agreed("s1"), "s1")

    def offer(self, *skus: str, **more: Any) -> RemoteListing:
        names = [self.channel.upload_photo(photo())]
        return self.channel.create(draft(*(skus or ("BSK-001",)), photos=names, **more))

    def write(self, listing: RemoteListing, sku: str, value: int) -> Write:
        return Write(listing.remote, listing.units[sku], sku, value)

    def orders(self) -> list[RemoteOrder]:
        found: list[RemoteOrder] = []
        cursor = ""
        while True:
            page = self.channel.orders(LONG_AGO, cursor)
            assert not page.unread
            found += page.orders
            if not page.next:
                return found
            cursor = page.next
