"""Ctrl+K: type what you want to do. A short list of everything the screen and the window offer."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from shopdesk.base.i18n import _
from shopdesk.core import thaitext
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done: its words, its key, what to call, and what else people call it."""

    words: str
    key: str
    act: Callable[[], object]
    also: str = ""


def matching(offers: list[Offer], typed: str) -> list[Offer]:
    """Those that hold every typed word, spelled as a person might."""
    wanted = thaitext.fold(typed).split()
    named = [(offer, thaitext.fold(f"{offer.words} {offer.also}")) for offer in offers]
    return [offer for offer, words in named if all(word in words for word in wanted)]


class Palette(Sheet):
    """A field over a list; Enter does what is marked."""

    def __init__(self, offers: list[Offer]) -> None:
        super().__init__(_("What do you want to do?"), width=620, height=480)
        self._offers = offers
        self.field = Field(hint=_("Type what you want to do"), on_enter=self._enter)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        columns = [Column[Offer]("", lambda o: o.words), Column[Offer]("", lambda o: o.key, right=True, width=120)]
        self.table = Table[Offer](columns, _("What do you want to do?"))
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self.finish)
        self.table.clicked.connect(lambda index: self.finish(self.table.rows.row(index.row())))
        self.body.addWidget(self.field)
        self.body.addWidget(self.table, 1)
        self.first = self.field
        self._typed("")

    def _typed(self, text: str) -> None:
        self.table.show_rows(matching(self._offers, text), keep=False)
        self.table.selectRow(0)

    def _enter(self) -> None:
        row = self.table.current()
        if row is not None:
            self.finish(row)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the field move the mark in the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step:
                rows = self.table.rows.rowCount()
                self.table.selectRow(max(0, min(rows - 1, self.table.currentIndex().row() + step)))
                return True
        return super().eventFilter(watched, event)
