"""Choosing the category of a platform: what the shop used before, what the platform proposes, its whole tree."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shopdesk.base.i18n import _
from shopdesk.core import thaitext
from shopdesk.shop.channels import Category
from shopdesk.ui.pages.listing.tree import Tree
from shopdesk.ui.pages.sync.words import problem_words
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.table import Column, Table

if TYPE_CHECKING:
    from shopdesk.shop.channels import Account, ChannelProblem
    from shopdesk.ui.shell import Window

MOST = 60
SHORTEST_WORD = 3


class CategorySheet(Sheet):
    """Answers the category. Without a line the shop's own are there.

    Those of before are `remembered` under this (`Rules.tree`). With `free` nobody is asked, and what was typed can be
    taken: the platform's own file says which there are.
    """

    def __init__(
        self, win: "Window", tree: Tree, account: "Account", title: str, *, free: bool, remembered: str
    ) -> None:  # fmt: skip
        super().__init__(_("Category at {name}").format(name=account.name), width=720, height=560)
        self._tree, self._account, self._free, self._nothing = tree, account, free, False
        self._remembered, self._title = remembered, thaitext.fold(title)
        self._before: list[Category] = []
        self._proposed: Sequence[Category] = ()
        self.search = SearchField(_("Type a word, as people call it"), lambda _text: self._show())
        self.body.addWidget(self.search)
        self.table: Table[tuple[Category, str]] = Table(
            [Column(_("Category"), lambda row: row[0].path or row[0].id), Column("", lambda row: row[1], width=150)],
            _("Category"),
        )
        self.table.opened.connect(self._take)
        self.body.addWidget(self.table, 1)
        self.main = Button(
            _("Take this one"), "primary", icon="check", icon_color="on_primary", key="Enter", on=self.enter
        )
        self.buttons.addWidget(self.main, 1)
        self.first = self.search.field
        self.search.field.returnPressed.connect(self.enter)
        self._read(win)
        if not free:
            self.strip.say(_("Asking the platform…"), tone="info")
            tree.ask_categories(account, self._grown, self._no_line)
        if title and not free:
            tree.ask_suggestions(account, title, self._suggested, self._no_line)

    def _read(self, win: "Window") -> None:
        from shopdesk.shop import categories

        assert win.office is not None
        with win.office.reading(win.actor) as desk:
            self._before = categories.used(desk, self._remembered)
        self._show()

    def _grown(self, found: Sequence[Category]) -> None:
        """The tree is there; an own web shop may have none."""
        self.strip.clear()
        if not found and not self._before:
            self.strip.say(_("There are no categories there."), _("Close this and go on without one."), tone="info")
        self._show()

    def _suggested(self, found: Sequence[Category]) -> None:
        self._proposed = found
        self._show()

    def _no_line(self, problem: "ChannelProblem") -> None:
        why, _fix = problem_words(problem)
        self.strip.say(why, _("Choose one from before, or come back later."), tone="accent")

    def _show(self) -> None:
        typed = self.search.field.value()
        leaves = [one for one in self._tree.known(self._account) if one.leaf]
        there = {one.id for one in leaves}
        # What the platform no longer has is not offered again.
        before = [one for one in self._before if not there or one.id in there]
        rows = [(one, _("proposed")) for one in self._proposed] + [(one, _("used before")) for one in before]
        taken = {one.id for one, _why in rows}
        leaves = [one for one in leaves if one.id not in taken]
        # Where the platform proposes nothing, what is named in the title stands first.
        rows += [(one, "") for one in sorted(leaves, key=lambda one: not _named(one.path, self._title))]
        if typed:
            rows = [row for row in rows if _fits(typed, row[0].path)]
            if self._free:
                rows.append((Category(typed, typed), _("as typed")))
        nothing = bool(typed and not rows)
        if nothing:
            self.strip.say(_("No category has this word."), _("Try another word, or empty the field."), tone="info")
        elif self._nothing:
            self.strip.clear()
        self._nothing = nothing
        self.table.show_rows(rows[:MOST], keep=False)
        if rows:
            self.table.selectRow(0)
        self.main.setEnabled(bool(rows))

    def enter(self) -> None:
        """Take the marked one."""
        row = self.table.current()
        if row is not None and not self.search.waiting():
            self._take(row)
        else:
            self._show()

    def _take(self, row: tuple[Category, str]) -> None:
        self.finish(row[0])


def _named(path: str, title: str) -> bool:
    """Whether a title holds the category's own name, or a word of it."""
    words = thaitext.fold(path.rpartition(" > ")[2]).split()
    return any(word in title for word in words if len(word) >= SHORTEST_WORD)


def _fits(typed: str, path: str) -> bool:
    folded = thaitext.fold(path)
    return all(word in folded for word in thaitext.fold(typed).split())
