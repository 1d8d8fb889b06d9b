"""Identifiers that sort by time and never meet: UUID version 7 (RFC 9562 section 5.7)."""

import uuid
from datetime import datetime
from random import Random

from shopdesk.base.clock import to_ms


def uuid7(now: datetime, random: Random) -> str:
    """A new identifier as 36 characters: 48 bits of milliseconds, then 74 random bits."""
    value = (to_ms(now) & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | random.getrandbits(12) << 64
    value |= 0b10 << 62 | random.getrandbits(62)
    return str(uuid.UUID(int=value))
