"""A fault of ours: it goes to the log and into a sheet with a report to copy. The till stays open, the bill is kept."""

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QPlainTextEdit, QWidget
from shiboken6 import isValid

from shopdesk import __version__
from shopdesk.base import log
from shopdesk.base.i18n import _
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Paragraphs, Plain, copy

logger = logging.getLogger("shopdesk.crash")


def report(error: BaseException) -> str:
    """What helps to mend a fault: version, system, where it happened; secrets and long numbers masked line by line."""
    lines = [f"ShopDesk {__version__}", f"Python {platform.python_version()}, {platform.system()} {platform.release()}"]
    lines += "".join(traceback.format_exception(error)).splitlines()
    return "\n".join(log.clean(line) for line in lines)


class CrashSheet(Sheet):
    """What happened in plain words, the report in small print, a button to copy it."""

    def __init__(self, text: str) -> None:
        super().__init__(_("Something went wrong"), width=720, height=520)
        self.body.addWidget(Plain(_("The bill is kept. You can go on selling."), "strong", wrap=True))
        self.body.addWidget(Plain(_("Copy this report and send it to whoever helps you."), wrap=True))
        self.report = Paragraphs(text)
        self.body.addWidget(self.report, 1)
        self.buttons.addWidget(Button(_("Copy the report"), icon="copy", on=lambda: copy(text)))
        go_on = Button(_("Go on"), "primary", key="Enter", on=lambda: self.finish(None))
        self.buttons.addWidget(go_on)
        self.first = go_on


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]


def hook(show: Callable[[Sheet], object]) -> Hook:
    """A `sys.excepthook` that logs, then shows one sheet at a time; where even that fails, a bare window tells it.

    The log goes to helpers unread, so it holds where it happened and no words: a buyer's may be among them.
    """
    shown: QWidget | None = None

    def caught(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        nonlocal shown
        if issubclass(kind, KeyboardInterrupt):
            sys.exit(130)
        text = report(error)
        logger.error("%s", log.place(error))
        if shown is not None and isValid(shown) and shown.isVisible():
            return
        try:
            shown = CrashSheet(text)
            show(shown)
        except Exception as second:  # noqa: BLE001 - whatever it is, the person is told of the first fault
            logger.error("the sheet: %s", log.place(second))
            shown = _bare(text)

    return caught


def _bare(text: str) -> QWidget:
    """A window of its own with nothing but the words, for when ours cannot show a sheet."""
    window = QPlainTextEdit(f"{_('Something went wrong')}\n{_('The bill is kept. You can go on selling.')}\n\n{text}")
    window.setReadOnly(True)
    window.setWindowTitle("ShopDesk")
    window.resize(640, 420)
    window.show()
    return window
