"""Which column of a file holds what: one line for each column, with what stands in it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.widgets.choice import Choice
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.importing.sources import Plan

MOST = 80
EXAMPLES = 3


class MatchingPane(QScrollArea):
    """`matched(position, field)` when a person takes a column for something else; "" leaves it out."""

    def __init__(self, matched: Callable[[int, str], object]) -> None:
        super().__init__()
        self._matched = matched
        self._plan: Plan | None = None
        self.choices: dict[int, Choice] = {}
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_plan(self, plan: "Plan") -> None:
        """Show a file; nothing is built anew where only a choice differs."""
        if self._plan is not None and self._plan.headings == plan.headings and self._plan.rows is plan.rows:
            for position, choice in self.choices.items():
                choice.show_value(_shown(plan.columns[position]))
        else:
            self._build(plan)
        self._plan = plan

    def _build(self, plan: "Plan") -> None:
        content, card = QWidget(), QFrame()
        card.setProperty("kind", "card")
        whole = QVBoxLayout(content)
        whole.setContentsMargins(0, 0, theme.px(8), 0)
        whole.addWidget(card)
        whole.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        column.setSpacing(theme.px(6))
        self.choices.clear()
        for position in _worth_showing(plan):
            column.addWidget(self._line(plan, position))
        column.addStretch(1)
        self.setWidget(content)

    def _line(self, plan: "Plan", position: int) -> QWidget:
        from shopdesk.shop.importing import columns

        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(16))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Elided(plan.headings[position] or _("(no heading)"), "strong"))
        words.addWidget(Elided(examples(plan, position), "cap"))
        row.addLayout(words, 1)
        row.addWidget(Plain("→", tone="muted"))
        choice = Choice(plan.headings[position], free=False)
        choice.offer([("", _("Leave it out")), *((code, columns.label(code)) for code in columns.BY_CODE)])
        choice.show_value(_shown(plan.columns[position]))
        choice.activated.connect(lambda _place: self._matched(position, choice.value()))
        choice.setFixedWidth(theme.px(230))
        self.choices[position] = choice
        row.addWidget(choice)
        return line


def _shown(code: str) -> str:
    from shopdesk.shop.importing import columns

    return code if code in columns.BY_CODE else ""


def examples(plan: "Plan", position: int) -> str:
    """The first few things that stand in a column."""
    cells = [row.cells[position] for row in plan.sample if position < len(row.cells) and row.cells[position].strip()]
    return " · ".join(dict.fromkeys(cells[:EXAMPLES]))


def _worth_showing(plan: "Plan") -> list[int]:
    """Columns that are taken for something or hold anything in the first rows, at most 80; never a program's keys."""
    from shopdesk.shop.importing import columns

    known = {"", *columns.BY_CODE}
    places = (n for n in range(len(plan.headings)) if plan.columns[n] in known)
    return [n for n in places if plan.columns[n] or examples(plan, n)][:MOST]
