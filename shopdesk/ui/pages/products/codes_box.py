"""The barcodes of goods: scanned or typed, several, or one made by us."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import gtin
from shopdesk.ui import theme
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import Elided, Plain


class CodesBox(QWidget):
    """`added(code)` after a code came in, `changed()` after any change, `make()` answers a new code of our own."""

    def __init__(
        self, added: Callable[[str], object], changed: Callable[[], object], make: Callable[[], object]
    ) -> None:
        super().__init__()
        self._added, self._changed = added, changed
        self._codes: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        self.label = Plain(_("Barcodes"), "label")
        column.addWidget(self.label)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(4))
        column.addLayout(self._rows)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.field = Field(hint=_("Scan, or type and press Enter"), name=_("Barcode"), on_enter=self.take)
        self.label.setBuddy(self.field)
        self.maker = Button(_("Make one"), icon="barcode", on=make)
        row.addWidget(self.field, 1)
        row.addWidget(self.maker)
        column.addLayout(row)
        news = QHBoxLayout()
        self.note = Elided("", "cap")
        self.note.setMinimumHeight(theme.px(22))
        self.opener = Button(_("Open it"), "link", icon="external-link")
        self.opener.hide()
        self._open: Callable[[], object] | None = None
        self.opener.clicked.connect(self._opened)
        self.merger = Button(_("Make them one"), "link", icon="arrows-split-2")
        self.merger.hide()
        self._merge: Callable[[], object] | None = None
        self.merger.clicked.connect(self._merged)
        column.addWidget(self.note)
        news.addWidget(self.opener)
        news.addWidget(self.merger)
        news.addStretch(1)
        column.addLayout(news)

    def codes(self) -> tuple[str, ...]:
        """The codes, and one that was typed without Enter."""
        typed = gtin.canonical(self.field.value())
        return tuple(dict.fromkeys([*self._codes, *([typed] if typed else [])]))

    def show_codes(self, codes: tuple[str, ...]) -> None:
        """Show these."""
        self._codes = list(codes)
        self.field.clear()
        self.say("")
        self._draw()

    def take(self) -> None:
        """What was typed becomes a code."""
        if self.field.value():
            self.add(self.field.value())

    def add(self, code: str) -> None:
        """One more code."""
        code = gtin.canonical(code)
        self.field.clear()
        if code not in self._codes:
            self._codes.append(code)
            self._draw()
            self._changed()
        self._added(code)

    def remove(self, code: str) -> None:
        """One code less."""
        self._codes.remove(code)
        self.say("")
        self._draw()
        self.field.setFocus()
        self._changed()

    def say(
        self,
        text: str,
        tone: str = "",
        on: Callable[[], object] | None = None,
        merge: Callable[[], object] | None = None,
    ) -> None:
        """A sentence below the codes, what [Open] opens, and what makes them one."""
        self.note.show_text(text)
        self.note.set_tone(tone)
        self._open = on
        self.opener.setVisible(on is not None)
        self._merge = merge
        self.merger.setVisible(merge is not None)

    def _opened(self) -> None:
        if self._open is not None:
            self._open()

    def _merged(self) -> None:
        if self._merge is not None:
            self._merge()

    def _draw(self) -> None:
        while self._rows.count():
            old = self._rows.takeAt(0).widget()
            assert old is not None
            old.hide()
            old.deleteLater()
        for code in self._codes:
            self._rows.addWidget(self._row(code))

    def _row(self, code: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(theme.px(12), 0, 0, 0)
        line.addWidget(Elided(code, "strong"), 1)
        name = _("Remove {code}").format(code=code)
        line.addWidget(Button("", "icon", icon="x", name=name, on=lambda: self.remove(code)))
        return row
