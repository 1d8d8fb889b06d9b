"""Page 3: the name for buyers, the villager's own word for it, and the category at each platform."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.step import Step, emptied
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import Field, Row
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said

LONGEST_TITLE = 255


class NamingStep(Step):
    """The words of the maker stay as they were said; a name is proposed from what the shop knows."""

    def build(self) -> None:
        """Three fields, a proposal, a line for each account."""
        self.title = Field(name=_("Name for buyers"), longest=LONGEST_TITLE)
        self.title_row = Row(_("Name for buyers"), self.title, _("What it is, from where, how much is in it."))
        self.column.addWidget(self.title_row)
        self.proposal = Button("", "link", icon="bulb", on=self._take)
        self.column.addWidget(self.proposal, 0, Qt.AlignmentFlag.AlignLeft)
        self.words = Field(name=_("What people here call it"), longest=LONGEST_TITLE)
        self.column.addWidget(Row(_("What people here call it"), self.words, _("Kept as said; finds the category.")))
        self.english = Field(name=_("Name in English"), longest=LONGEST_TITLE)
        self.column.addWidget(Row(_("Name in English"), self.english, _("May be left empty.")))
        self.heard(self.title, self.words, self.english)
        self.words.editingFinished.connect(self._match)
        self.head = Plain(_("Category at each online shop"), "strong")
        self.column.addWidget(self.head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(6))
        self.column.addLayout(self._lines)
        self._proposed = ""

    def fill(self, said: "Said") -> None:
        """The words so far."""
        self.title.setText(said.words.title or said.goods)
        self.words.setText(said.words.words)
        self.english.setText(said.words.english)
        self._propose(said)
        self._match()

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

    def _match(self) -> None:
        """A word that came to a category before comes to it again."""
        from shopdesk.shop import answers, categories

        assert self.win.office is not None
        said, word = self.gathered(self.wizard.said), self.words.value() or self.wizard.said.goods
        where = dict(said.where)
        with self.win.office.reading(self.win.actor) as desk:
            for account in self.wizard.page.accounts():
                here = where.get(account.id, answers.Where())
                rules = self.wizard.page.rules(account.channel) if not here.category else None
                found = categories.match(desk, rules.tree(account.uid), word) if rules is not None else None
                if found is not None:
                    here = replace(here, category=found.id, path=found.path)
                where[account.id] = here
        self.wizard.said = replace(said, where=where)
        self._show()

    def _show(self) -> None:
        emptied(self._lines)
        accounts = self.wizard.page.accounts()
        self.head.setVisible(bool(accounts))
        for account in accounts:
            here = self.wizard.said.where[account.id]
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Elided(account.name, "strong"), 1)
            told = here.path or here.category or _("not chosen yet")
            row.addWidget(Elided(told, "sub", tone="" if here.category else "accent"), 2)
            words = _("Category at {name}").format(name=account.name)
            row.addWidget(Button(_("Choose"), name=words, on=lambda number=account.id: self.choose(number)))  # type: ignore[misc]
            self._lines.addWidget(line)

    def choose(self, account: int) -> None:
        """Choose the category at an account."""
        self.wizard.take_up()
        self.wizard.page.choose_category(account, lambda category: self.wizard.categorised(account, category))

    def gathered(self, said: "Said") -> "Said":
        """The three names."""
        words = replace(said.words, title=self.title.value(), words=self.words.value(), english=self.english.value())
        return replace(said, words=words)

    def first(self) -> QWidget:
        """The name."""
        return self.title
