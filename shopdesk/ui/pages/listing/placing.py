"""Where it is sold: the shop's accounts to tick, and how ready the shop is to sell from afar."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.shop import answers
from shopdesk.ui import theme
from shopdesk.ui.pages.listing.step import PAGES, Step, emptied, tick
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.answers import Said


def everywhere(said: "Said", accounts: "Sequence[Standing]") -> "Said":
    """The answers with every account of the shop in them; a shop with one sells there, until a person says no."""
    where = dict(said.where)
    for one in accounts:
        where.setdefault(one.id, answers.Where(ticked=len(accounts) == 1))
    first = said.reached <= PAGES.index("where")
    if first and len(accounts) == 1 and not any(one.ticked for one in where.values()):
        where[accounts[0].id] = replace(where[accounts[0].id], ticked=True)
    return replace(said, where=where)


class PlacingStep(Step):
    """A tick for each account."""

    def build(self) -> None:
        """The ticks, the checklist."""
        self.told = Plain("", "sub", wrap=True)
        self.column.addWidget(self.told)
        self.add = Button(_("Add an online shop"), icon="plus", on=lambda: self.win.go("accounts"))
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(8))
        self.column.addLayout(self._grid)
        self.column.addWidget(Plain(_("Ready to sell online"), "strong"))
        self._points = QVBoxLayout()
        self.column.addLayout(self._points)
        self.ticks: dict[int, Button] = {}

    def fill(self, said: "Said") -> None:
        """Every account."""
        accounts = self.wizard.page.accounts()
        self.wizard.said = everywhere(said, accounts)
        none = _("There is no online shop yet. Keep this as a draft, or add one.")
        self.told.show_text(_("Tick where it shall be sold. Nothing is sent before you say so.") if accounts else none)
        self.add.setVisible(not accounts)
        emptied(self._grid)
        self.ticks = {one.id: self._tick(one) for one in accounts}
        for place, button in enumerate(self.ticks.values()):
            self._grid.addWidget(button, place // 2, place % 2)
        self._show_points()

    def _tick(self, one: "Standing") -> Button:
        rules = self.wizard.page.rules(one.channel)
        label = _(rules.label) if rules is not None else one.channel
        ticked = self.wizard.said.where[one.id].ticked
        button = tick(f"{one.name} · {label}", "square-check" if ticked else "square")
        button.setChecked(ticked)
        button.clicked.connect(lambda: self.choose(one.id, ticked=button.isChecked()))
        return button

    def choose(self, account: int, *, ticked: bool) -> None:
        """Sell it there, or not."""
        said = self.wizard.said
        where = {**said.where, account: replace(said.where[account], ticked=ticked)}
        self.wizard.said = replace(said, where=where)
        self.ticks[account].setChecked(ticked)
        self.ticks[account].set_icon("square-check" if ticked else "square", "text")
        self.wizard.keep_as_is()

    def _show_points(self) -> None:
        from shopdesk.shop import offers, settings

        emptied(self._points)
        assert self.win.office is not None
        with self.win.office.reading(self.win.actor) as desk:
            values = settings.get_all(desk)
            points = offers.ready(desk, values)
        for words, done in points:
            mark = "✓" if done else "•"
            self._points.addWidget(Plain(f"{mark} {_(words)}", "sub", tone="primary" if done else "muted", wrap=True))
        if not all(done for _words, done in points):
            settle = Button(_("Tick them in Settings"), "link", icon="settings", on=lambda: self.win.go("settings"))
            self._points.addWidget(settle, 0, Qt.AlignmentFlag.AlignLeft)

    def gathered(self, said: "Said") -> "Said":
        """Ticks are taken up as they are made."""
        return said

    def first(self) -> QWidget | None:
        """The first account."""
        return next(iter(self.ticks.values()), None)
