"""Where a printer's bytes go. A setting such as `os:POS-58` names the place; `hand_over` ends when all bytes are there.

os:NAME                 a printer installed in Windows or CUPS, its driver passed by (the usual choice)
usblp:/dev/usb/lp0      a USB printer as Linux offers it
tcp:HOST[:9100]         a printer on the network
serial:COM3[@115200]    a serial or USB-serial printer
usb:04b8:0202           a USB printer by its numbers, over libusb (for experts)
file:PATH               a file that keeps the last print
"""

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from shopdesk.base import files
from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _

Kind = Literal["os", "usblp", "tcp", "serial", "usb", "file"]
NETWORK_PORT = 9100
BAUD = 115_200
SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Target:
    """A place for bytes: `address` is a name, path, host or USB pair; `number` the port or baud rate."""

    kind: Kind
    address: str
    number: int = 0

    def __str__(self) -> str:
        """The setting this target was read from, in full."""
        join = {"tcp": ":", "serial": "@"}.get(self.kind)
        host = f"[{self.address}]" if self.kind == "tcp" and ":" in self.address else self.address
        return f"{self.kind}:{host}{join}{self.number}" if join else f"{self.kind}:{self.address}"


@dataclass(frozen=True, slots=True)
class Found:
    """A printer that is there: what to store, and what to show."""

    setting: str
    name: str


def parse(setting: str) -> Target:
    """The target a setting names; raises Invalid for anything else."""
    kind, colon, address = setting.strip().partition(":")
    if not colon or kind not in get_args(Kind) or not address or not address.isprintable():
        raise _no_printer(setting)
    match kind:
        case "tcp":
            return _network(setting, address)
        case "serial":
            return _serial(setting, address)
        case "usb" if not re.fullmatch(r"[0-9a-f]{4}:[0-9a-f]{4}", address):
            raise _no_printer(setting)
        case "os" if address.startswith("-"):
            raise _no_printer(setting)
        case _:
            return Target(kind, address)  # type: ignore[arg-type]  # one of Kind, looked at above


def hand_over(data: bytes, target: Target, seconds: float = SECONDS) -> None:
    """Give all bytes to the printer; returns only when they were taken whole, within about `seconds`.

    Raises ShopError (not found, no paper, lid open, busy, stopped in the middle) in words for the cashier: the job is
    then not done, and part of it may be on paper.
    """
    _TRANSPORTS[target.kind](data, target, seconds)


def discover() -> list[Found]:
    """The printers of this computer, the easiest to use first. Network printers are typed in."""
    return [*_installed(), *_usb_devices(), *_serial_ports()]


def _no_printer(setting: str) -> Invalid:
    return Invalid(
        N_("“{name}” is not a printer."), hint=N_("Choose the printer in Settings again."), name=setting[:60]
    )


def _network(setting: str, address: str) -> Target:
    found = re.fullmatch(r"(\[[0-9a-fA-F:.]+\]|[^\s:\[\]/]+)(?::([0-9]{1,5}))?", address)
    if found is None:
        raise _no_printer(setting)
    port = int(found[2] or NETWORK_PORT)
    if not 0 < port < 65_536:
        raise _no_printer(setting)
    return Target("tcp", found[1].strip("[]"), port)


def _serial(setting: str, address: str) -> Target:
    found = re.fullmatch(r"([^@]+)(?:@([1-9][0-9]{0,6}))?", address)
    if found is None:
        raise _no_printer(setting)
    return Target("serial", found[1], int(found[2] or BAUD))


def _to_spooler(data: bytes, target: Target, seconds: float) -> None:
    if sys.platform == "win32":
        from shopdesk.devices import winspool

        winspool.send(data, target.address)
    else:
        from shopdesk.devices import cups

        cups.send(data, target.address, seconds)


def _to_usblp(data: bytes, target: Target, seconds: float) -> None:
    from shopdesk.devices import usblp

    usblp.send(data, target.address, seconds)


def _to_network(data: bytes, target: Target, seconds: float) -> None:
    from shopdesk.devices import network

    network.send(data, target.address, target.number, seconds)


def _to_serial(data: bytes, target: Target, seconds: float) -> None:
    from shopdesk.devices import serialport

    serialport.send(data, target.address, target.number, seconds)


def _to_usb(data: bytes, target: Target, seconds: float) -> None:
    from shopdesk.devices import libusb

    libusb.send(data, target.address, seconds)


def _to_file(data: bytes, target: Target, _seconds: float) -> None:
    from shopdesk.devices import trouble

    try:
        files.write_whole(Path(target.address), data)
    except OSError as error:
        raise trouble.from_os(error) from error


_TRANSPORTS: dict[Kind, Callable[[bytes, Target, float], None]] = {
    "os": _to_spooler,
    "usblp": _to_usblp,
    "tcp": _to_network,
    "serial": _to_serial,
    "usb": _to_usb,
    "file": _to_file,
}


def _installed() -> Iterator[Found]:
    if sys.platform == "win32":
        from shopdesk.devices import winspool as spooler
    else:
        from shopdesk.devices import cups as spooler
    for name in spooler.names():
        yield Found(f"os:{name}", name)


def _usb_devices() -> Iterator[Found]:
    from shopdesk.devices import usblp

    for path, model in usblp.devices():
        yield Found(f"usblp:{path}", _("USB printer {name}").format(name=model or path))


def _serial_ports() -> Iterator[Found]:
    from shopdesk.devices import serialport

    for path, name in serialport.ports():
        yield Found(f"serial:{path}@{BAUD}", _("Serial printer {name}").format(name=name))
