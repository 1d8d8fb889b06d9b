"""Closing the day in three steps on one sheet: count, compare, keep and take. A difference never blocks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import money
from shopdesk.shop import closing
from shopdesk.ui import printing, theme
from shopdesk.ui.pages.day.counting import DigitRow, PieceCount, titled
from shopdesk.ui.pages.day.words import DayWords, difference
from shopdesk.ui.widgets.amounts import Amount, Figure
from shopdesk.ui.widgets.buttons import Button, PayButton, Segments
from shopdesk.ui.widgets.fields import MoneyField, Row
from shopdesk.ui.widgets.reasons import Reasons
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window

SIDE_BY_SIDE = 940


@dataclass(slots=True)
class Counted:
    """What was counted so far; kept while the shop sells on in between."""

    pieces: dict[int, int] = field(default_factory=dict)
    total: str = ""
    by: str = "notes"


class ClosingSheet(Sheet):
    """Answers the closing (`shop.closing.Closed`)."""

    def __init__(self, win: "Window", said: DayWords, counted: Counted) -> None:
        super().__init__(said.close, width=1060, height=730)
        self._win, self._counted = win, counted
        self._touched_agreed = self._touched_keep = False
        self.halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.halves.setSpacing(theme.px(24))
        self.halves.addLayout(self._count_side(), 11)
        self.halves.addLayout(self._compare_side(), 9)
        self.body.addLayout(self.halves)
        self.body.addStretch(1)
        self.skip = Button(_("Close without counting"), "quiet", on=self.close_uncounted)
        self.main = PayButton(said.close_print, icon="printer", key="Ctrl+S", on=self.enter)
        for part in (self.keep, self.main):
            part.installEventFilter(self)
        self.buttons.addWidget(self.skip)
        self.buttons.addWidget(self.main, 1)
        self._put_back()
        self._changed()

    # Step 1

    def _count_side(self) -> QVBoxLayout:
        self.by = Segments([("notes", _("Notes and coins")), ("total", _("One sum"))], self._counted.by, self.way)
        self.notes, self.digits = PieceCount(), DigitRow()
        self.total = MoneyField(big=True, name=_("Counted in all"), on_enter=self._to_keep)
        self.total_row = Row(_("Counted in all"), self.total)
        self.notes.changed.connect(self._recounted)
        self.notes.ended.connect(self._to_keep)
        self.total.textChanged.connect(self._recounted)
        column = titled("①", _("Count the money"), self.by, self.notes, self.total_row, self.digits)
        column.addStretch(1)
        return column

    def _put_back(self) -> None:
        self.notes.put(self._counted.pieces)
        self.total.setText(self._counted.total)
        self.way(self._counted.by)

    def way(self, by: str) -> None:
        """Count by "notes", or as one "total"."""
        self.by.choose(by)
        self.notes.setVisible(by == "notes")
        self.total_row.setVisible(by == "total")
        self.first = self.total if by == "total" else next(iter(self.notes.fields.values()))
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def pieces(self) -> dict[int, int] | None:
        """Notes and coins where they are counted one by one; None otherwise."""
        return self.notes.pieces() if self.by.value() == "notes" else None

    def sum(self) -> int | None:
        """The one sum, where it was typed; raises Invalid."""
        return self.total.or_none() if self.by.value() == "total" else None

    # Steps 2 and 3

    def _compare_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        column.addLayout(self._compare_step())
        column.addWidget(_ruled())
        column.addLayout(self._keep_step())
        self.held = Plain("", "sub", tone="accent", wrap=True)
        column.addWidget(self.held)
        column.addStretch(1)
        return column

    def _compare_step(self) -> QVBoxLayout:
        self.counted, self.expected = Amount(40), Figure()
        self.agreed = MoneyField(name=_("Agreed"), on_enter=self._to_keep)
        self.agreed.textChanged.connect(self._agreed)
        self.expected_row = _below(_("Should be there"), self.expected)
        self.agreed_row = _beside(_("Agreed"), self.agreed)
        sums = QHBoxLayout()
        sums.addWidget(self.expected_row)
        sums.addWidget(self.counted, 1)
        self.verdict = Plain("", "h")
        self.verdict.setMinimumHeight(theme.px(30))
        reasons = [_("Wrong change"), _("Bought for the shop"), _("Not known")]
        self.reasons = Reasons(reasons, title=_("Why?"), columns=2)
        self.bank = Plain("", "sub", wrap=True)
        step = titled("②", _("Compare"))
        step.addLayout(sums)
        for part in (self.agreed_row, self.verdict, self.reasons, self._passed(), self.bank):
            step.addWidget(part)
        return step

    def _passed(self) -> QWidget:
        """Money taken for others is counted by itself, where there is any."""
        self.passed = MoneyField(name=_("To be passed on"), on_enter=self._to_keep)
        self.passed_words = Plain("", "sub")
        self.passed_row = QWidget()
        row = QHBoxLayout(self.passed_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.passed_words, 1)
        row.addWidget(self.passed, 1)
        found = None
        if self._win.office is not None:
            with self._win.office.reading(self._win.actor) as desk:
                found = closing.to_pass_on(desk)
        if found is None:
            self.passed_row.hide()
        else:
            expected = "" if found.expected is None else money.text(found.expected)
            self.passed_words.show_text(" ".join(filter(None, (_("To be passed on"), expected))))
        return self.passed_row

    def _keep_step(self) -> QVBoxLayout:
        self.keep = MoneyField(name=_("Stays in the drawer"), on_enter=self.enter)
        self.keep.textChanged.connect(self._kept)
        self.take = Plain("", "strong")
        return titled("③", _("Keep and take"), _beside(_("Stays in the drawer"), self.keep), self.take)

    def _kept(self, _text: str) -> None:
        self._touched_keep = self.keep.hasFocus()
        self._changed()

    def _recounted(self, _text: str = "") -> None:
        """What was agreed held for the count before this one."""
        self._touched_agreed = False
        self._changed()

    def _agreed(self, _text: str) -> None:
        if self.agreed.hasFocus():
            self._touched_agreed = True
            self._changed()

    def _changed(self, _text: str = "") -> None:
        self._counted.pieces, self._counted.total = self.pieces() or {}, self.total.text()
        self._counted.by = self.by.value()
        try:
            found = self.compared()
        except ShopError as error:
            self.take.show_text(f"{error} {error.hint}".strip())
            self.take.set_tone("accent")
            return
        self._show(found)

    def compared(self) -> closing.Compared | None:
        """The count against the system; None before anything is counted. Raises Invalid."""
        pieces, total = self.pieces(), self.sum()
        if pieces is None and total is None:
            return None
        kept = self.keep.or_none() if self._touched_keep else None
        agreed = self.agreed.or_none() if self._touched_agreed else None
        assert self._win.office is not None
        with self._win.office.reading(self._win.actor) as desk:
            return closing.compare(desk, pieces, total or 0, kept, agreed)

    def _show(self, found: closing.Compared | None) -> None:
        words, tone = difference(found.difference) if found is not None else (_("Nothing counted yet"), "muted")
        self.verdict.show_text(words)
        self.verdict.set_tone(tone)
        self.counted.set_amount(found.counted if found is not None else 0)
        self.expected_row.setVisible(found is not None and found.expected is not None)
        self.agreed_row.setVisible(found is not None and found.may_agree)
        self.reasons.setVisible(found is not None and found.expected != found.counted)
        self.take.set_tone("")
        if found is None:
            self.take.show_text("")
            return
        self.expected.set_amount(found.expected or 0)
        self.take.show_text(_("Take {amount} out of the drawer").format(amount=money.text(found.taken)))
        if not self._touched_agreed:
            self.agreed.show_amount(found.agreed)
        if not self._touched_keep:
            self.keep.show_amount(found.kept)

    def show_around(self, bank: str, held: str) -> None:
        """What to check with the bank, and that bills are held."""
        self.bank.show_text(bank)
        self.bank.setVisible(bool(bank))
        self.held.show_text(held)
        self.held.setVisible(bool(held))

    def _to_keep(self) -> None:
        self.keep.setFocus(Qt.FocusReason.TabFocusReason)
        self.keep.selectAll()

    # Closing

    def deeds(self) -> dict[str, Callable[[], object]]:
        """Ctrl+S closes from anywhere; Enter goes on to the next field and closes from the last one."""
        return {"save": self.enter}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Name the key that closes from where the keyboard is."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.main.key = "Enter" if event.type() == QEvent.Type.FocusIn else "Ctrl+S"
            self.main.update()
        return super().eventFilter(watched, event)

    def enter(self) -> None:
        """Close with what was counted."""
        if not self.ready():
            return
        try:
            found = self.compared()
            if found is None:
                raise Invalid(N_("Nothing counted yet."), hint=N_("Count the money, or close without counting."))
        except ShopError as error:
            self.strip.refuse(error)
            return
        self._close(found)

    def close_uncounted(self) -> None:
        """Close with what should be there; the count is left out."""
        if self.ready():
            self._close(None)

    def _close(self, found: closing.Compared | None) -> None:
        self._win.attempt(lambda approver: self._closed(approver, found), self._done, self.strip.refuse)

    def _closed(self, approver: "Actor | None", found: closing.Compared | None) -> tuple[closing.Closed, int]:
        from shopdesk.shop import printing as queue

        assert self._win.office is not None
        passed = self.passed.or_none()
        with self._win.office.writing(self._win.actor, approver) as desk:
            if found is None:
                made = closing.close_day(desk, passed_on=passed)
            else:
                reason = self.reasons.value() if found.expected != found.counted else ""
                made = closing.close_day(
                    desk, found.counted, pieces=self.pieces(), agreed=found.agreed, kept=found.kept, reason=reason,
                    passed_on=passed,
                )  # fmt: skip
            worker = printing.of(self._win)
            return made, queue.queue_report(desk, made.number) if worker and worker.has_printer() else 0

    def _done(self, answer: tuple[closing.Closed, int]) -> None:
        made, job = answer
        worker = printing.of(self._win)
        if job and worker is not None:
            worker.send([job])
        self.finish(made)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, one below the other where there is not."""
        super().resizeEvent(event)
        wide = self.width() >= theme.px(SIDE_BY_SIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.halves.setDirection(across if wide else down)


def _beside(words: str, part: QWidget) -> QWidget:
    """Words at the left, what they name at the right."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Plain(words, "sub"), 1)
    row.addWidget(part, 1)
    return whole


def _below(words: str, part: QWidget) -> QWidget:
    """Words, and what they name below."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Plain(words, "sub"))
    column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
    return whole


def _ruled() -> QFrame:
    rule = QFrame()
    rule.setProperty("kind", "rule")
    return rule
