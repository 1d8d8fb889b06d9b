"""A USB printer by its numbers, past the system's own printing: the expert's choice, needs libusb."""

import contextlib
import time
from typing import Any

from shopdesk.devices import trouble

_PRINTER_CLASS = 7
_CHUNK = 16_384
_MILLISECONDS = 1000


def send(data: bytes, numbers: str, seconds: float) -> None:
    """Write all bytes to the printer `vendor:product` (hexadecimal); raises ShopError where it does not take them."""
    import usb.core
    import usb.util

    vendor, product = (int(part, 16) for part in numbers.split(":"))
    try:
        device = usb.core.find(idVendor=vendor, idProduct=product)
    except usb.core.NoBackendError as error:
        raise trouble.not_found() from error
    if device is None:
        raise trouble.not_found()
    try:
        _send_all(_output(device), data, time.monotonic() + seconds)
    except usb.core.USBError as error:
        raise (trouble.from_os(error) if error.errno in (13, 16) else trouble.stopped()) from error
    finally:
        usb.util.dispose_resources(device)


def _output(device: Any) -> Any:
    """The bulk endpoint that takes a printer's bytes."""
    import usb.core
    import usb.util

    for configuration in device:
        for interface in configuration:
            if interface.bInterfaceClass == _PRINTER_CLASS:
                with contextlib.suppress(NotImplementedError, usb.core.USBError):
                    device.detach_kernel_driver(interface.bInterfaceNumber)
                usb.util.claim_interface(device, interface.bInterfaceNumber)
                for endpoint in interface:
                    if usb.util.endpoint_direction(endpoint.bEndpointAddress) == usb.util.ENDPOINT_OUT:
                        return endpoint
    raise trouble.not_found()


def _send_all(endpoint: Any, data: bytes, deadline: float) -> None:
    start = 0
    while start < len(data):
        left = int((deadline - time.monotonic()) * _MILLISECONDS)
        if left <= 0:
            raise trouble.stopped()
        start += endpoint.write(data[start : start + _CHUNK], left)
