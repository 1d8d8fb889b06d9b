"""A file that was read: whose it is, its first rows, which cells are wrong, what bringing it in would do."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.importing.matching import MatchingPane
from shopdesk.ui.widgets.buttons import Button, Segments
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.text import Elided, Plain

if TYPE_CHECKING:
    from shopdesk.shop.importing.applying import Outcome
    from shopdesk.shop.importing.checking import Rejected
    from shopdesk.shop.importing.reading import Row
    from shopdesk.shop.importing.sources import Plan

WIDE = {"name": 280, "codes": 170, "category": 140, "note": 160, "photo": 120}
USUAL = 120
SAMPLE, BAD, MATCHING = range(3)


class ReviewPane(QWidget):
    """`matched(position, field)` when a column is taken for something else; `act(name)`: run, other, counted."""

    def __init__(self, matched: Callable[[int, str], object], act: Callable[[str], object]) -> None:
        super().__init__()
        self._act = act
        self.counted = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        self.found, self.file = Elided("", "title"), Elided("", "sub")
        told = QHBoxLayout()
        told.setSpacing(theme.px(16))
        told.addWidget(self.found, 1)
        told.addWidget(self.file, 1)
        self.file.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(told)
        self._tabs = QHBoxLayout()
        self.tabs: Segments | None = None
        column.addLayout(self._tabs)
        self._stack = QStackedWidget()
        self._sample: QWidget = QWidget()
        self._bad: Table[Rejected] = Table([
            Column(_("Row"), lambda bad: str(bad.row), right=True, width=80),
            Column(_("Why not"), lambda bad: bad.reason, tone=lambda _bad: "danger_text"),
        ], _("Rows that cannot be used"))  # fmt: skip
        self.matching = MatchingPane(matched)
        for widget in (self._sample, self._bad, self.matching):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)
        column.addWidget(self._sums())

    def _sums(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("kind", "card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(theme.px(20), theme.px(8), theme.px(12), theme.px(8))
        row.setSpacing(theme.px(16))
        self.sums: dict[str, Plain] = {}
        for name, words in (
            ("created", _("New")),
            ("updated", _("Changed")),
            ("unchanged", _("Unchanged")),
            ("rejected", _("Cannot be used")),
        ):
            row.addLayout(self._sum(name, words))
        row.addStretch(1)
        self.counting = Button(_("Set the stock as in the file"), "chip", on=self._count)
        self.counting.setCheckable(True)
        self.counting.hide()
        row.addWidget(self.counting)
        self.run = Button(_("Bring in"), "primary", icon="check", icon_color="on_primary", on=lambda: self._act("run"))
        row.addWidget(self.run)
        return frame

    def _sum(self, name: str, words: str) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        self.sums[name] = Plain("0", "h")
        column.addWidget(self.sums[name])
        column.addWidget(Plain(words, "cap"))
        return column

    def _count(self) -> None:
        self.counted = self.counting.isChecked()
        self._act("counted")

    def show_plan(self, plan: "Plan", outcome: "Outcome | None", tab: int = SAMPLE) -> None:
        """Show a file; `outcome` None where it cannot be told before a column is chosen."""
        found = _("Found a file of {source}: {count} rows") if plan.source != "general" else _("{source}: {count} rows")
        self.found.show_text(found.format(source=plan.title, count=f"{len(plan.rows):,}"))
        self.file.show_text(plan.file)
        bad = len(outcome.rejected) if outcome else 0
        self._show_tabs(bad, tab)
        self._show_sample(plan, outcome)
        self._bad.show_rows(outcome.rejected if outcome else ())
        self.matching.show_plan(plan)
        self._show_sums(outcome)
        self._turn(str(tab))

    def _show_tabs(self, bad: int, tab: int) -> None:
        if self.tabs is not None:
            self._tabs.removeWidget(self.tabs)
            self.tabs.hide()
            self.tabs.deleteLater()
        choices = [(str(SAMPLE), _("First 10 rows"))]
        if bad:
            choices.append((str(BAD), _("Cannot be used ({count})").format(count=bad)))
        choices.append((str(MATCHING), _("Which column is what")))
        self.tabs = Segments(choices, str(tab if bad or tab != BAD else SAMPLE), self._turn)
        self._tabs.insertWidget(0, self.tabs)
        self._tabs.addStretch(1)

    def _turn(self, tab: str) -> None:
        self._stack.setCurrentIndex(int(tab))

    def _show_sample(self, plan: "Plan", outcome: "Outcome | None") -> None:
        wrong = {(bad.row, bad.column) for bad in outcome.rejected} if outcome else set()
        table: Table[Row] = Table(columns(plan, wrong), _("First 10 rows"))
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        table.horizontalHeader().setStretchLastSection(True)
        table.show_rows(plan.sample)
        self._stack.removeWidget(self._sample)
        self._sample.deleteLater()
        self._sample = table
        self._stack.insertWidget(SAMPLE, table)

    def _show_sums(self, outcome: "Outcome | None") -> None:
        sums = (outcome.created, outcome.updated, outcome.unchanged, len(outcome.rejected)) if outcome else (0,) * 4
        for name, count in zip(self.sums, sums, strict=True):
            self.sums[name].show_text(f"{count:,}")
        self.sums["rejected"].set_tone("danger" if sums[3] else "")
        wanted = sums[0] + sums[1]
        words = _("Bring in {count}, leave out {bad}") if sums[3] else _("Bring in {count} goods")
        self.run.say(words.format(count=f"{wanted:,}", bad=f"{sums[3]:,}"))
        self.run.setEnabled(bool(wanted))
        self.counting.setVisible(bool(outcome and (outcome.stock_left or self.counted)))


def columns(plan: "Plan", wrong: set[tuple[int, str]]) -> "list[Column[Row]]":
    """The row's number, and each column that is taken for something, under our name for it."""
    from shopdesk.shop.importing import columns as known

    order = list(known.BY_CODE)
    held = [(place, code) for place, code in enumerate(plan.columns) if code in known.BY_CODE]
    shown = sorted(held, key=lambda column: order.index(column[1]))
    made: list[Column[Row]] = [
        Column(_("Row"), lambda row: str(row.number), right=True, width=72, tone=_toned(wrong, ""))
    ]
    for place, code in shown:
        right = code in ("price", "cost", "stock")
        made.append(
            Column(
                known.label(code), _cell(place), right=right, width=WIDE.get(code, USUAL),
                tone=_toned(wrong, code), ground=_ground(wrong, code),
            )
        )  # fmt: skip
    return made


def _cell(place: int) -> "Callable[[Row], str]":
    return lambda row: row.cells[place] if place < len(row.cells) else ""


def _toned(wrong: set[tuple[int, str]], code: str) -> "Callable[[Row], str]":
    return lambda row: "danger_text" if (row.number, code) in wrong else ""


def _ground(wrong: set[tuple[int, str]], code: str) -> "Callable[[Row], str]":
    return lambda row: "danger_soft" if (row.number, code) in wrong else ""
