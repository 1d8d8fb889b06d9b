"""A log that rotates, keeps to one line an entry, and holds no secret."""

import contextlib
import logging
import logging.handlers
import re
import sys
import traceback
from pathlib import Path

from shopdesk.base import paths

FILES, FILE_SIZE = 5, 1_000_000
PACKAGE = "shopdesk/"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Telephone numbers, tax and card numbers: nobody needs more than their last four digits in a log.
_LONG_NUMBER = re.compile(r"\d[\d -]{5,}(\d{4})")
_secrets: set[str] = set()


def hide(secret: str) -> None:
    """Mask this value in every later entry."""
    if len(secret) >= 4:
        _secrets.add(secret)


def clean(text: str) -> str:
    """One line without control characters, secrets or long numbers."""
    for secret in tuple(_secrets):
        text = text.replace(secret, "•••")
    text = _CONTROL.sub(lambda found: " ⏎ " if found.group() == "\n" else " ", text)
    return _LONG_NUMBER.sub(r"•••\1", text)


def place(error: BaseException) -> str:
    """The kind of a fault and where in this program it happened, inmost first; not its words: they may be a buyer's."""
    frames = [
        (frame.f_code.co_filename.replace("\\", "/"), line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    ours = [f"{file.rpartition(PACKAGE)[2]}:{line}" for file, line in frames if PACKAGE in file]
    return " < ".join([type(error).__name__, *reversed(ours)])


class _OneLine(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


class _Files(logging.handlers.RotatingFileHandler):
    """Files of one megabyte; an entry that cannot be written is no reason to stop, nor to speak up at the counter."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        if not isinstance(sys.exc_info()[1], OSError):
            super().handleError(record)


def start(data_dir: Path) -> None:
    """Write the program's log to the shop's folder from now on; five files of one megabyte at most."""
    folder = paths.log_dir(data_dir)
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    handler = _Files(folder / "shopdesk.log", maxBytes=FILE_SIZE, backupCount=FILES - 1, encoding="utf-8", delay=True)
    handler.setFormatter(_OneLine("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root = logging.getLogger("shopdesk")
    for old in [h for h in root.handlers if isinstance(h, logging.handlers.RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
