"""A shop's line to Shopee of the practice marketplace, and a whole day there."""

from shopdesk.sync.channels.shopee import channel
from tests.sync import market
from tests.sync.market import BACK

UID = "shopee-1"


class Line(market.Line):
    """One account."""

    platform, module, uid = "shopee", channel, UID

    def pasted(self, seller: int = 0) -> str:
        """The address without the browser: a code for a shop."""
        shop = seller or self.seller
        return f"{BACK}?code={self.control.code(shop)}&shop_id={shop}"

    def sign_in(self) -> None:
        self.channel.finish_sign_in(self.pasted(), "s")


class Day(market.Day):
    """One shop."""

    platform, module = "shopee", channel

    def pasted(self) -> str:
        return f"{super().pasted()}&shop_id={self.seller}"
