"""Whose it is, and whether we may show it: a maker the shop does not know yet is added here, and asked for the word."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from shopdesk.base.errors import Conflict
from shopdesk.base.i18n import N_, _
from shopdesk.ui.pages.listing.step import Step
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.fields import Row
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said
    from shopdesk.shop.producers import Producer

OWN = "own"


class WhoseStep(Step):
    """The shop's own or a maker's, with the maker's word."""

    def build(self) -> None:
        """Whose, and may we."""
        self.whose = Choice(_("Whose is it?"), free=False)
        self.whose.currentIndexChanged.connect(lambda _place: self._changed())
        self.column.addWidget(Row(_("Whose is it?"), self.whose))
        self.add = Button(_("Somebody new"), "link", icon="plus", on=self.ask_maker)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.agreed = Plain("", "strong", tone="primary", wrap=True)
        self.consent = Button("", icon="signature", on=self.ask_consent)
        self.column.addWidget(self.agreed)
        self.column.addWidget(self.consent, 0, Qt.AlignmentFlag.AlignLeft)
        self._agreed = False

    def fill(self, said: "Said") -> None:
        """The makers the shop knows."""
        from shopdesk.shop import producers

        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            makers = producers.listing(desk)
        self.whose.offer([(OWN, _("The shop's own")), *((str(one.id), one.name) for one in makers)])
        self.whose.show_value(str(said.words.producer) if said.words.producer else OWN)
        self._look()

    @property
    def producer(self) -> int | None:
        """Who made it, None where it is the shop's own."""
        maker = self.whose.value()
        return int(maker) if maker.isdecimal() else None

    def ask_maker(self) -> None:
        """Somebody the shop does not know yet: name and telephone, then their word."""
        from shopdesk.ui.pages.listing.maker import MakerSheet

        self.win.open(MakerSheet(self.win).answered(self._added))

    def _added(self, made: "Producer") -> None:
        self.wizard.take_up()
        said = self.wizard.said
        self.wizard.said = replace(said, words=replace(said.words, producer=made.id, consent=False))
        self.fill(self.wizard.said)
        self.wizard.touched()
        self.win.later(0, self.ask_consent)

    def ask_consent(self) -> None:
        """The producer's word: to be given, or seen and taken back."""
        from shopdesk.ui.pages.listing.consent import open_consent

        if self.producer is not None:
            sheet = open_consent(self.win, self.producer, self.whose.currentText())
            sheet.answered(lambda _done: self._changed())

    def _changed(self) -> None:
        self._look()
        self.wizard.touched()

    def _look(self) -> None:
        from shopdesk.ui.pages.listing.consent import agreed, given_words

        said = None
        if self.producer is not None and self.win.office is not None:
            with self.win.office.reading(self.win.actor) as desk:
                said = agreed(desk, self.producer)
        self._agreed = said is not None
        self.consent.setVisible(self.producer is not None)
        self.agreed.setVisible(said is not None)
        if said is not None:
            self.agreed.show_text(f"✓ {self.whose.currentText()}: {given_words(said)}")
        self.consent.say(
            _("See the consent") if said else _("{name} signs the consent").format(name=self.whose.currentText())
        )

    def gathered(self, said: "Said") -> "Said":
        """Maker and consent."""
        producer = self.producer
        words = replace(said.words, producer=producer, consent=producer is not None and self._agreed)
        return replace(said, words=words)

    def leaving(self, said: "Said") -> "Said":
        """One cannot go on without the maker's word."""
        if said.words.producer is not None and not said.words.consent:
            raise Conflict(
                N_("The producer has not agreed to the photos yet."), hint=N_("Let them sign below the name.")
            )
        return said

    def first(self) -> QWidget:
        """Whose."""
        return self.whose
