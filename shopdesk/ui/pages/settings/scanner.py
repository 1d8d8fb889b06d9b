"""Does the scanner work: what it sent, how it was read, how fast. And the rules for labels of a scale."""

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import barcode, keyboard, labels, money
from shopdesk.core.labels import LabelRule
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.changes import Change
from shopdesk.ui.pages.settings.qr import BarcodePicture
from shopdesk.ui.pages.settings.rows import SettingRow, buttons_row, emptied, fact, grid
from shopdesk.ui.pages.settings.scale import ScaleChoice
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.scanner import GAP
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.fields import Field
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk

SAMPLE = "8850999320014"
NARROW = 620
KINDS = {
    "ean13": N_("pack number (EAN-13)"),
    "ean8": N_("pack number (EAN-8)"),
    "upc_a": N_("pack number (UPC)"),
    "upc_e": N_("pack number (UPC)"),
    "code128": N_("own code"),
    "plu": N_("short number"),
    "embedded_weight": N_("scale label with weight"),
    "embedded_price": N_("scale label with price"),
}


class TryField(Field):
    """A field that measures the time between its keys; a scanner's Enter never reaches it."""

    def __init__(self, seconds: Callable[[], float], slow: Callable[[], object]) -> None:
        super().__init__(hint=_("Scan something, or the code at the right"), on_enter=slow)
        self._seconds = seconds
        self._times: list[float] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the time, then type."""
        if event.text():
            self._times = [*self._times[-80:], self._seconds()]
        super().keyPressEvent(event)

    def gaps(self) -> list[int]:
        """Milliseconds between the keys since the last look; forgets them."""
        times, self._times = self._times, []
        return [round((after - before) * 1000) for before, after in pairwise(times)]


class ScannerTest(QWidget):
    """The field, a code to scan from the screen, and what came."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(theme.px(20))
        left = QVBoxLayout()
        self.field = TryField(seconds, self._slow)
        left.addWidget(self.field)
        self.answer = Plain(_("Nothing was scanned yet."), "strong", wrap=True)
        left.addWidget(self.answer)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(BarcodePicture(SAMPLE), 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(row)
        self._facts = QVBoxLayout()
        column.addLayout(self._facts)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The code to scan goes below where there is no room beside."""
        super().resizeEvent(event)
        narrow = self.width() < theme.px(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)

    def show_scan(self, code: str) -> None:
        """Say what came and how it was read."""
        gaps = self.field.gaps()
        try:
            scan = barcode.parse(code)
        except ShopError as error:
            self._say(str(error), "danger")
            return
        words = KINDS.get(scan.kind)
        if words:
            self._say(_("The scanner works."), "primary")
        else:
            self._say(_("This is no code the till knows."), "accent")
        through = _("yes, read back") if keyboard.has_thai(code) else _("no")
        told = {
            _("It sent"): code,
            _("Read as"): scan.codes[0] if scan.codes else scan.text,
            _("Kind"): _(words) if words else "-",
            _("Thai keyboard"): through,
            _("Slowest key"): _("{ms} ms").format(ms=max(gaps)) if gaps else "-",
        }
        if scan.price is not None:
            told[_("Price")] = money.text(scan.price)
        self._show(told)

    def _slow(self) -> None:
        """Enter reached the field: typed by hand, or by a scanner that is too slow to be known as one."""
        gaps = self.field.gaps()
        self._say(_("Typed by hand, or the scanner is too slow."), "accent")
        limit = _("{ms} ms").format(ms=round(GAP * 1000))
        slowest = _("{ms} ms").format(ms=max(gaps)) if gaps else "-"
        self._show({_("It sent"): self.field.value(), _("Slowest key"): slowest, _("Must be under"): limit})
        self.field.clear()

    def _say(self, words: str, tone: str) -> None:
        self.answer.show_text(words)
        self.answer.set_tone(tone)

    def _show(self, told: dict[str, str]) -> None:
        emptied(self._facts)
        self._facts.addWidget(grid([fact(label, value) for label, value in told.items()], 3))


class ScannerSection(Section):
    """The test on top, the scale and label rules below."""

    def build(self) -> None:
        """Three cards."""
        self.test = ScannerTest(self.win.monotonic)
        sentence = _("A scanner works in every field, with the Thai keyboard as well.")
        self.put(self.card(), SettingRow(_("Try the scanner"), sentence, self.test, below=True))
        self.scale = ScaleChoice(self.win, self._scale_chosen)
        sentence = _("A scale with a serial cable that sends its weight by itself; its kind is found out.")
        self.put(self.card(), SettingRow(_("Scale at the till"), sentence, self.scale, below=True))
        self._looked = False
        card = self.card()
        self.lines = QVBoxLayout()
        holder = QWidget()
        holder.setLayout(self.lines)
        self.lines.setContentsMargins(0, 0, 0, 0)
        sentence = _("Which digits of a 20–29 code are the item, and which the weight or price.")
        self.put(card, SettingRow(_("Labels of a scale"), sentence, holder, below=True))
        card.add(self._adding(), rule=False)

    def _adding(self) -> QWidget:
        self.kind = Segments([("weight", _("Weight")), ("price", _("Price"))], "weight", lambda _value: None)
        self.pattern = Field(hint="21.....{NNDDD}", name=_("Pattern"), longest=40, on_enter=self._add)
        self.pattern.setMinimumWidth(theme.px(180))
        return buttons_row(self.kind, self.pattern, Button(_("Add"), icon="plus", on=self._add))

    def scanned(self, code: str) -> bool:
        """Try it."""
        self.test.show_scan(code)
        return True

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show the rules in force."""
        self._scale = values["scale.target"]
        self.scale.show_chosen(self._scale)
        if not self._looked:
            self._looked = True
            self.scale.look()
        self._stored = values["barcode.rules"]
        self.rules = labels.rules_from_data(self._stored) or labels.DEFAULT_RULES
        emptied(self.lines)
        for number, rule in enumerate(self.rules):
            self.lines.addWidget(self._line(number, rule))

    def _scale_chosen(self, setting: str) -> None:
        self.changes.setting("scale.target", setting, self._scale)

    def _line(self, number: int, rule: LabelRule) -> QWidget:
        words = _("Weight") if rule.kind == "weight" else _("Price")
        name = _("Remove {name}").format(name=rule.pattern)
        remove = Button("", "icon", icon="trash", name=name, on=lambda: self._drop(number))
        return buttons_row(Plain(words), Plain(rule.pattern, "strong"), remove)

    def _add(self) -> None:
        try:
            kind: Any = self.kind.value()
            rule = LabelRule(kind, self.pattern.value())
        except Invalid as error:
            self.rows[-1].refuse(error)
            return
        self.pattern.clear()
        self._keep([*self.rules, rule])

    def _drop(self, number: int) -> None:
        self._keep([rule for place, rule in enumerate(self.rules) if place != number])

    def _keep(self, rules: list[LabelRule]) -> None:
        from shopdesk.shop import settings

        new, old = [[rule.kind, rule.pattern] for rule in rules], self._stored
        words = _("Changed: {setting}").format(setting=_("Labels of a scale"))
        do = self.changes.by_desk(lambda desk: settings.change(desk, "barcode.rules", new))
        back = self.changes.by_desk(lambda desk: settings.change(desk, "barcode.rules", old))
        self.rows[-1].refuse(None)
        self.changes.make(Change(words, do, back))
