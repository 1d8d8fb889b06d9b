"""A shop's line to TikTok Shop of the practice marketplace, and a whole day there."""

from typing import Any

from shopdesk.shop.channels import RemoteListing
from shopdesk.sync.channels.tiktok import channel
from tests.sync import market
from tests.sync.market import BACK

UID = "tiktok-1"
TITLE = "ตะกร้าไม้ไผ่สานมือ ขนาดกลาง งานหัตถกรรมเชียงใหม่"


class Line(market.Line):
    """One account."""

    platform, module, uid = "tiktok", channel, UID

    def pasted(self, seller: int = 0) -> str:
        """The address without the browser: a code for a shop."""
        return f"{BACK}?app_key=1&code={self.control.code(seller or self.seller)}&locale=th-TH&shop_region=TH&state=s"

    def sign_in(self) -> None:
        self.channel.finish_sign_in(self.pasted(), "s")

    def offer(self, *skus: str, **more: Any) -> RemoteListing:
        return super().offer(*skus, **{"title": TITLE, **more})


class Day(market.Day):
    """One shop."""

    platform, module = "tiktok", channel
    title = "กระติบข้าวไม้ไผ่สานมือ งานหัตถกรรมเชียงใหม่"
