"""The category at each online shop: a word that came to one before comes to it again."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.step import Step, emptied
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from shopdesk.shop.answers import Said


class MatchingStep(Step):
    """A line for each account."""

    def build(self) -> None:
        """A place for the lines."""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.px(6))
        self.column.addLayout(self._lines)

    def applies(self, said: "Said") -> bool:
        """Without an account there is nothing to choose."""
        return bool(self.wizard.page.accounts())

    def fill(self, said: "Said") -> None:
        """What is known already."""
        self._match()

    def _match(self) -> None:
        """A word that came to a category before comes to it again."""
        from shopdesk.shop import answers, categories

        assert self.win.office is not None
        said, word = self.wizard.said, self.wizard.said.words.words or self.wizard.said.goods
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
        """Categories are taken up as they are chosen."""
        return said
