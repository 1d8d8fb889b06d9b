"""USB printers as Linux shows them: /dev/usb/lp*. Other systems have none."""

import os
import re
import select
import time
from pathlib import Path

from shopdesk.devices import status, trouble

_CHUNK = 4096
_FOLDER = Path("/dev/usb")
_MODELS = Path("/sys/class/usbmisc")


def send(data: bytes, path: str, seconds: float) -> None:
    """Write all bytes to the device before `seconds` are over; raises ShopError where it does not take them."""
    flags = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        device = os.open(path, flags)
    except OSError as error:
        raise trouble.from_os(error) from error
    try:
        status.ask(lambda question: os.write(device, question), lambda count, wait: _listen(device, count, wait))
        _send_all(device, data, time.monotonic() + seconds)
    except OSError as error:
        raise trouble.stopped() from error
    finally:
        os.close(device)


def devices(folder: Path = _FOLDER, models: Path = _MODELS) -> list[tuple[str, str]]:
    """Path and model of each printer; the model is empty where the printer does not tell."""
    return [(str(path), _model(models / path.name / "device" / "ieee1284_id")) for path in sorted(folder.glob("lp*"))]


def _model(file: Path) -> str:
    """The model in an IEEE 1284 device id such as `MFG:EPSON;MDL:TM-T20;`."""
    try:
        found = re.search(r"(?:MDL|MODEL):([^;]+)", file.read_text(encoding="ascii", errors="replace"))
    except OSError:
        return ""
    return found[1].strip()[:60] if found else ""


def _listen(device: int, count: int, seconds: float) -> bytes:
    heard, deadline = b"", time.monotonic() + seconds
    while len(heard) < count and (left := deadline - time.monotonic()) > 0:
        if select.select([device], [], [], left)[0]:
            part = os.read(device, count - len(heard))
            if not part:
                break
            heard += part
    return heard


def _send_all(device: int, data: bytes, deadline: float) -> None:
    view = memoryview(data)
    while view:
        if not select.select([], [device], [], max(0.0, deadline - time.monotonic()))[1]:
            raise trouble.stopped()
        view = view[os.write(device, view[:_CHUNK]) :]
