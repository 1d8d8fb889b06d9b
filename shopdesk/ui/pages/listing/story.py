"""The story of the goods, and the papers behind them: a page each. Both may be left empty."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from shopdesk.base.i18n import _
from shopdesk.core import thaitext
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.step import Step
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said
    from shopdesk.shop.certificates import Certificate

HIGH = 180


class _Story(QPlainTextEdit):
    """Enter begins a new line; where nothing stands yet it passes the question."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An Enter with nothing to end is for the page."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.toPlainText():
            event.ignore()
            return
        super().keyPressEvent(event)


class StoryStep(Step):
    """Who makes it, how, how long it keeps."""

    def build(self) -> None:
        """The text."""
        self.story = _Story()
        self.story.setAccessibleName(_("Story and description"))
        self.story.setPlaceholderText(_("Who makes it, how, how long it keeps, how to eat it."))
        self.story.setTabChangesFocus(True)
        self.story.setFixedHeight(theme.px(HIGH))
        self.story.textChanged.connect(lambda: self.wizard.touched())
        self.column.addWidget(Row(_("Story and description"), self.story))

    def fill(self, said: "Said") -> None:
        """What was told so far."""
        self.story.blockSignals(True)
        self.story.setPlainText(said.words.description)
        self.story.blockSignals(False)

    def gathered(self, said: "Said") -> "Said":
        """The text."""
        return replace(said, words=replace(said.words, description=thaitext.strip(self.story.toPlainText())))

    def first(self) -> QWidget:
        """The text."""
        return self.story


class PapersStep(Step):
    """What there is, and who refuses food and cosmetics without an FDA number, by name."""

    def build(self) -> None:
        """The papers, the way to them, what follows where there are none."""
        self.papers, self.refusing = Plain("", "strong", wrap=True), Plain("", "sub", wrap=True)
        self.taking = Plain("", "sub", tone="primary", wrap=True)
        self.paper_button = Button(_("Certificates"), icon="file-text", on=self.open_papers)
        self.column.addWidget(self.papers)
        self.column.addWidget(self.paper_button, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self.refusing, self.taking):
            self.column.addWidget(part)

    def fill(self, said: "Said") -> None:
        """The papers so far."""
        found = self.found(said)
        told = " · ".join(f"{one.words} {one.number}".strip() for one in found)
        self.papers.show_text(told or _("No papers: just go on."))
        licensed = any(one.kind == "fda" for one in found)
        refusing = [name for name, strict in self._shops() if strict]
        taking = [name for name, strict in self._shops() if not strict]
        words = _("Without an FDA number these refuse food and cosmetics: {names}")
        self._put(self.refusing, words, [] if licensed else refusing)
        self._put(self.taking, _("These take it without: {names}"), [] if licensed or not refusing else taking)

    def _put(self, label: Plain, words: str, names: list[str]) -> None:
        label.setVisible(bool(names))
        label.show_text(words.format(names=", ".join(names)))

    def _shops(self) -> list[tuple[str, bool]]:
        """Every account by its name, and whether its platform asks for the number."""
        told = [(one, self.wizard.page.rules(one.channel)) for one in self.wizard.page.accounts()]
        return [
            (f"{one.name} ({_(rules.label)})" if rules is not None else one.name, rules is not None and rules.licensed)
            for one, rules in told
        ]

    def found(self, said: "Said") -> "list[Certificate]":
        """The papers of the goods and of their maker."""
        from shopdesk.shop import certificates

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            found = certificates.of_product(desk, said.product)
            if said.words.producer is not None:
                found += certificates.of_producer(desk, said.words.producer)
        return found

    def open_papers(self) -> None:
        """FDA number, OTOP stars and so on, of the goods."""
        from shopdesk.ui.pages.products.made import CertificatesSheet

        self.wizard.keep_now()
        sheet = self.win.open(CertificatesSheet(self.win, self.wizard.said.product))
        sheet.done.connect(lambda _none: self.fill(self.wizard.said))

    def gathered(self, said: "Said") -> "Said":
        """Papers are kept where they are written down."""
        return said
