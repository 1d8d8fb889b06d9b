"""The name for buyers, the villager's own word for it, and the name in English: a page each."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from shopdesk.base.i18n import _
from shopdesk.ui.pages.listing.step import Step
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said

LONGEST_TITLE = 255


class NamingStep(Step):
    """The name a buyer reads; one is proposed from what the shop knows."""

    def build(self) -> None:
        """The field, and the proposal."""
        self.title = Field(name=_("Name for buyers"), longest=LONGEST_TITLE)
        self.column.addWidget(Row(_("Name for buyers"), self.title, _("What it is, from where, how much is in it.")))
        self.proposal = Button("", "link", icon="bulb", on=self._take)
        self.column.addWidget(self.proposal, 0, Qt.AlignmentFlag.AlignLeft)
        self.heard(self.title)
        self._proposed = ""

    def fill(self, said: "Said") -> None:
        """The name so far."""
        self.title.setText(said.words.title or said.goods)
        self._propose(said)

    def _propose(self, said: "Said") -> None:
        """Goods, maker's village, weight: what a buyer looks for."""
        from shopdesk.shop import producers

        village = ""
        if said.words.producer is not None and self.win.office is not None:
            with self.win.office.reading(self.win.actor) as desk:
                village = producers.one(desk, said.words.producer).village
        weight = _("{grams} g").format(grams=said.words.weight) if said.words.weight else ""
        parts = (said.goods, _("from {village}").format(village=village) if village else "", weight)
        self._proposed = " ".join(part for part in parts if part)
        self.proposal.say(_("Take: {name}").format(name=self._proposed))
        self.proposal.setVisible(self._proposed != self.title.value())

    def _take(self) -> None:
        self.title.setText(self._proposed)
        self.proposal.hide()
        self.wizard.touched()

    def gathered(self, said: "Said") -> "Said":
        """The name."""
        return replace(said, words=replace(said.words, title=self.title.value()))

    def first(self) -> QWidget:
        """The name."""
        return self.title


class _FieldStep(Step):
    """One line that may be left empty."""

    def put(self, label: str, note: str) -> None:
        """The field with its label, and a sentence below."""
        self.field = Field(name=label, longest=LONGEST_TITLE)
        self.column.addWidget(Row(label, self.field, note))
        self.heard(self.field)

    def first(self) -> QWidget:
        """The field."""
        return self.field


class WordsStep(_FieldStep):
    """The words of the maker stay as they were said."""

    def build(self) -> None:
        """The field."""
        self.put(_("What people here call it"), _("Kept as said; finds the category."))

    def fill(self, said: "Said") -> None:
        """The words so far."""
        self.field.setText(said.words.words)

    def gathered(self, said: "Said") -> "Said":
        """The words."""
        return replace(said, words=replace(said.words, words=self.field.value()))


class EnglishStep(_FieldStep):
    """For buyers who read no Thai."""

    def build(self) -> None:
        """The field."""
        self.put(_("Name in English"), _("May be left empty."))

    def fill(self, said: "Said") -> None:
        """The name so far."""
        self.field.setText(said.words.english)

    def gathered(self, said: "Said") -> "Said":
        """The name."""
        return replace(said, words=replace(said.words, english=self.field.value()))
