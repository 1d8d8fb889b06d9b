"""A receipt printer that prints into memory: it reads ESC/POS by the manuals, knowing nothing of who wrote it."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Printed:
    """What came out: dot rows as bytes (1 is black), feeds, cuts and pulses in order."""

    rows: list[bytes] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    text: bytes = b""

    @property
    def bits(self) -> bytes:
        return b"".join(self.rows)


def read(stream: bytes) -> Printed:
    """Print the stream; raises AssertionError where it ends within a command or holds one a printer may not know."""
    out = Printed()
    at = 0

    def take(count: int) -> bytes:
        nonlocal at
        part = stream[at : at + count]
        assert len(part) == count, f"the stream ends within a command at byte {at}"
        at += count
        return part

    while at < len(stream):
        lead = take(1)
        if lead == b"\x00":
            continue
        if lead == b"\x10":
            assert take(1) == b"\x04", "DLE EOT"
            out.events.append(f"status {take(1)[0]}")
        elif lead == b"\x1b":
            _escape(take, out)
        elif lead == b"\x1d":
            _group(take, out)
        else:
            out.text += lead
    return out


def _escape(take: Callable[[int], bytes], out: Printed) -> None:
    command = take(1)
    if command == b"@":
        out.events.append("init")
    elif command == b"d":
        out.events.append(f"feed {take(1)[0]}")
    elif command == b"p":
        pin, on, off = take(3)
        out.events.append(f"pulse {pin} {2 * on} {2 * off}")
    else:
        raise AssertionError(f"ESC {command!r}")


def _group(take: Callable[[int], bytes], out: Printed) -> None:
    command = take(1)
    if command == b"V":
        out.events.append(f"cut {take(1)[0]}")
        return
    assert command == b"v", f"GS {command!r}"
    zero, mode, x_low, x_high, y_low, y_high = take(6)
    assert (zero, mode) == (0x30, 0)
    across, down = x_low + 256 * x_high, y_low + 256 * y_high
    out.events.append(f"raster {across}x{down}")
    out.rows += [take(across) for _ in range(down)]
