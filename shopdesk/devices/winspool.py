"""Printers installed in Windows, through its spooler: the datatype RAW passes the bytes by every driver.

Source: Microsoft's winspool.drv (OpenPrinterW, StartDocPrinterW, WritePrinter, EnumPrintersW, GetPrinterW).
"""

import sys

if sys.platform == "win32":
    import contextlib
    import ctypes
    from collections.abc import Iterator
    from ctypes import wintypes

    from shopdesk.base.errors import ShopError
    from shopdesk.devices import trouble

    _LOCAL_AND_CONNECTED = 0x02 | 0x04
    _NAMES_LEVEL, _STATUS_LEVEL = 4, 6
    _NO_PAPER, _LID_OPEN = 0x10, 0x400000
    _UNKNOWN_PRINTER = 1801

    class _Document(ctypes.Structure):
        """DOC_INFO_1W."""

        _fields_ = (("name", wintypes.LPWSTR), ("file", wintypes.LPWSTR), ("datatype", wintypes.LPWSTR))

    class _Listed(ctypes.Structure):
        """PRINTER_INFO_4W."""

        _fields_ = (("name", wintypes.LPWSTR), ("server", wintypes.LPWSTR), ("attributes", wintypes.DWORD))

    def send(data: bytes, name: str) -> None:
        """Hand the bytes to the spooler as one RAW document; raises ShopError where it does not take them whole."""
        spooler = _spooler()
        with _opened(spooler, name) as handle:
            _refuse(spooler, handle)
            document = _Document("ShopDesk", None, "RAW")
            if not spooler.StartDocPrinterW(handle, 1, ctypes.byref(document)):
                raise _trouble()
            try:
                _write(spooler, handle, data)
            except OSError as error:
                spooler.AbortPrinter(handle)
                raise trouble.stopped() from error
            if not spooler.EndDocPrinter(handle):
                raise trouble.stopped()

    def names() -> list[str]:
        """The printers this user can reach."""
        spooler = _spooler()
        size, count = wintypes.DWORD(), wintypes.DWORD()
        ask = (_LOCAL_AND_CONNECTED, None, _NAMES_LEVEL)
        spooler.EnumPrintersW(*ask, None, 0, ctypes.byref(size), ctypes.byref(count))
        room = ctypes.create_string_buffer(max(1, size.value))
        if not spooler.EnumPrintersW(*ask, room, size, ctypes.byref(size), ctypes.byref(count)):
            return []
        listed = ctypes.cast(room, ctypes.POINTER(_Listed))
        return [str(listed[place].name) for place in range(count.value)]

    def _spooler() -> ctypes.WinDLL:
        spooler = ctypes.WinDLL("winspool.drv", use_last_error=True)
        handle, number, out = wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD)
        spooler.OpenPrinterW.argtypes = (wintypes.LPWSTR, ctypes.POINTER(handle), ctypes.c_void_p)
        spooler.StartDocPrinterW.argtypes = (handle, number, ctypes.POINTER(_Document))
        spooler.WritePrinter.argtypes = (handle, ctypes.c_char_p, number, out)
        spooler.GetPrinterW.argtypes = (handle, number, ctypes.c_void_p, number, out)
        spooler.EnumPrintersW.argtypes = (number, wintypes.LPWSTR, number, ctypes.c_void_p, number, out, out)
        for call in ("ClosePrinter", "StartPagePrinter", "EndPagePrinter", "EndDocPrinter", "AbortPrinter"):
            getattr(spooler, call).argtypes = (handle,)
        return spooler

    @contextlib.contextmanager
    def _opened(spooler: ctypes.WinDLL, name: str) -> Iterator[wintypes.HANDLE]:
        handle = wintypes.HANDLE()
        if not spooler.OpenPrinterW(name, ctypes.byref(handle), None):
            raise _trouble()
        try:
            yield handle
        finally:
            spooler.ClosePrinter(handle)

    def _refuse(spooler: ctypes.WinDLL, handle: wintypes.HANDLE) -> None:
        """Raise what PRINTER_INFO_6 tells of paper and lid; many drivers tell nothing."""
        status, size = wintypes.DWORD(), wintypes.DWORD()
        if not spooler.GetPrinterW(
            handle, _STATUS_LEVEL, ctypes.byref(status), ctypes.sizeof(status), ctypes.byref(size)
        ):
            return
        if status.value & _NO_PAPER:
            raise trouble.no_paper()
        if status.value & _LID_OPEN:
            raise trouble.lid_open()

    def _write(spooler: ctypes.WinDLL, handle: wintypes.HANDLE, data: bytes) -> None:
        if not spooler.StartPagePrinter(handle):
            raise OSError(ctypes.get_last_error(), "StartPagePrinter")
        start = 0
        while start < len(data):
            written = wintypes.DWORD()
            rest = data[start:]
            if not spooler.WritePrinter(handle, rest, len(rest), ctypes.byref(written)) or not written.value:
                raise OSError(ctypes.get_last_error(), "WritePrinter")
            start += written.value
        spooler.EndPagePrinter(handle)

    def _trouble() -> ShopError:
        number = ctypes.get_last_error()
        if number == _UNKNOWN_PRINTER:
            return trouble.not_found()
        return trouble.from_os(ctypes.WinError(number))
