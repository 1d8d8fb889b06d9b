"""A shop's line to Lazada of the practice marketplace, and a whole day there."""

from datetime import UTC, datetime

from shopdesk.sync.channels.lazada import channel
from tests.sync import market

UID = "lazada-1"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Line(market.Line):
    """One account."""

    platform, module, uid = "lazada", channel, UID
    days = 3_000


class Day(market.Day):
    """One shop."""

    platform, module = "lazada", channel
