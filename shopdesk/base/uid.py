"""Identifiers that sort by time and never meet: UUID version 7 (RFC 9562 section 5.7)."""

from datetime import datetime
from random import Random

from shopdesk.base.clock import to_ms


def uuid7(now: datetime, random: Random) -> str:
    """A new identifier as 36 characters: 48 bits of milliseconds, then 74 random bits."""
    return uuids7(now, random, 1)[0]


def uuids7(now: datetime, random: Random, count: int) -> list[str]:
    """Several new identifiers of one moment; much faster than one by one."""
    moment = f"{to_ms(now) & ((1 << 48) - 1):012x}"
    front = f"{moment[:8]}-{moment[8:]}-7"
    chance = f"{random.getrandbits(80 * count):0{20 * count}x}"
    parts = (chance[at : at + 20] for at in range(0, 20 * count, 20))
    return [f"{front}{part[:3]}-{_VARIANT[part[3]]}{part[4:7]}-{part[7:19]}" for part in parts]


# The two bits that say which layout this is (RFC 9562 section 4.1) in front of two random ones.
_VARIANT = {digit: "89ab"[n % 4] for n, digit in enumerate("0123456789abcdef")}
