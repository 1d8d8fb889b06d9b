"""Bringing goods in from a file, step by step: choose, look, bring in; and taking them out."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from shopdesk.base.errors import Invalid, ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.page import Page
from shopdesk.ui.pages.importing import export
from shopdesk.ui.pages.importing.progress import ProgressPane, ResultPane
from shopdesk.ui.pages.importing.review import MATCHING, SAMPLE, ReviewPane
from shopdesk.ui.pages.importing.start import StartPane
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.text import Elided

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.shop.importing import Outcome, Plan
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window


class ImportPage(Page):
    """One file at a time; nothing is stored before its button says so."""

    name = "importing"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.plan: Plan | None = None
        self.outcome: Outcome | None = None
        self._who: Actor | None = None
        self._stop = threading.Event()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(12))
        whole.setSpacing(theme.px(10))
        whole.addLayout(self._head())
        whole.addWidget(self.strip)
        acts: dict[str, Callable[[], object]] = {
            "file": self.choose,
            "starter": self.take_starter,
            "catalogue": self.choose_catalogue,
            "export": self.export,
            "run": self.run,
            "counted": self.look,
            "again": self.begin,
            "goods": lambda: window.go("products"),
            "rejects": self.save_rejects,
            "undo": self.take_back,
        }
        self.start = StartPane(lambda name: acts[name]())
        self.review = ReviewPane(self.match, lambda name: acts[name]())
        self.progress = ProgressPane(self.stop)
        self.result = ResultPane(lambda name: acts[name]())
        self._stack = QStackedLayout()
        whole.addLayout(self._stack, 1)
        for pane in (self.start, self.review, self.progress, self.result):
            self._stack.addWidget(pane)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(Button(_("Goods"), "quiet", icon="arrow-left", key="Esc", on=self.leave_step))
        row.addWidget(Elided(_("Bring goods in"), "title"), 1)
        self.bar = self.win.top_bar()
        row.addWidget(self.bar)
        return row

    # The window's hooks

    def enter(self) -> None:
        """Where it was left."""
        self.win.rail.show_place("products")
        pane = self._stack.currentWidget()
        target = {self.start: self.start.file, self.review: self.review.run, self.result: self.result.goods}.get(pane)
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_step(self) -> None:
        """One step back; from the first to the goods."""
        if not self.back():
            self.win.go("products")

    def back(self) -> bool:
        """Esc: stop what runs, leave the file, then to the goods."""
        pane = self._stack.currentWidget()
        if pane is self.progress:
            self.stop()
        elif pane is self.start:
            self.win.go("products")
        else:
            self.begin()
        return True

    def scanned(self, code: str) -> bool:
        """A scan has no meaning here."""
        self.strip.say(_("Finish this first, then scan again."), tone="accent", seconds=6)
        return True

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Ctrl+N chooses a file."""
        return {"new": self.choose}

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """What the cards of the first step offer."""
        return [
            (_("Choose a file"), self.choose),
            (_("Take the starter set"), self.take_starter),
            (_("Save goods to a file"), self.export),
        ]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Choose the file another program saved, as it is."),
            _("Look at the first rows. Red cells cannot be taken."),
            _("A column is wrong? Choose what it is under “Which column is what”."),
            _("Nothing is stored before you press the green button."),
        ]

    def regions(self) -> list[QWidget]:
        """The step that is open."""
        pane = self._stack.currentWidget()
        return [self.review.run] if pane is self.review else [self.start.file] if pane is self.start else []

    def keep(self) -> object:
        """The file and what was found in it."""
        running = self._stack.currentWidget() is self.progress
        return None if running else (self.plan, self.outcome, self._who, self._stack.currentIndex())

    def restore(self, kept: Any) -> None:
        """Go on with it."""
        if kept is None:
            return
        self.plan, self.outcome, self._who, index = kept
        if self.plan is not None and index == 1:
            self.review.show_plan(self.plan, self.outcome)
        if self.outcome is not None and index == 3:
            self.result.show_outcome(self.outcome)
        self._stack.setCurrentIndex(index)

    # Choosing

    def begin(self) -> None:
        """Forget the file, choose another."""
        self.plan = self.outcome = None
        self.strip.clear()
        self._show(self.start)

    def _show(self, pane: QWidget) -> None:
        self._stack.setCurrentWidget(pane)
        if self.isVisible():
            self.enter()

    def choose(self) -> None:
        """Ask for a file of goods."""
        self._asked(_("Choose a file"), self.open_file)

    def choose_catalogue(self) -> None:
        """Ask for a catalogue file of another shop."""
        self._asked(_("Choose a catalogue file"), self.load_catalogue)

    def _asked(self, title: str, then: "Callable[[Path], object]") -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        kinds = _("Files of goods") + " (*.csv *.tsv *.txt *.xlsx)"
        chosen, _kind = QFileDialog.getOpenFileName(self, title, folder, kinds)
        if chosen:
            then(Path(chosen))

    def take_starter(self) -> None:
        """Our own set of loose goods."""
        from shopdesk.shop import catalogue

        self.open_file(catalogue.starter_file())

    def open_file(self, path: Path) -> None:
        """Read a file and show what is in it; whoever may not change goods needs somebody who may."""
        self._allowed(lambda: self._read(path))

    def _allowed(self, go_on: "Callable[[], object]") -> None:
        def ask(approver: "Actor | None") -> None:
            from shopdesk.shop.rights import Right, require

            assert self.win.office is not None
            self._who = approver or self.win.actor
            with self.win.office.reading(self._who) as desk:
                require(desk, Right.GOODS)

        self.win.attempt(ask, lambda _answer: go_on())

    def _read(self, path: Path) -> None:
        from shopdesk.shop import importing

        self.strip.clear()
        self.review.counted = False
        self._work(_("Reading the file …"), lambda _job: importing.plan(path), self._was_read)

    def _work(
        self, words: str, fn: "Callable[[Job[Any]], Any]", then: "Callable[[Any], object]", *, stoppable: bool = False
    ) -> None:
        self.progress.begin(words, stoppable=stoppable)
        self._show(self.progress)
        self.win.jobs.run(fn, then, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ShopError | OSError):
            raise error
        self._show(self.start if self.plan is None else self.review)
        told = error if isinstance(error, ShopError) else ShopError(_("It could not be saved there."))
        self.refuse(told)

    def _was_read(self, plan: "Plan") -> None:
        self.plan = plan
        self.look()

    # Looking

    def match(self, position: int, field: str) -> None:
        """One column is something else."""
        assert self.plan is not None
        self.plan = self.plan.with_column(position, field)
        self.look(MATCHING)

    def look(self, tab: int = SAMPLE) -> None:
        """Find out what bringing it in would do, storing nothing."""
        from shopdesk.shop import importing

        plan, office, who, counted = self.plan, self.win.office, self._who, self.review.counted
        assert plan is not None
        assert office is not None

        def preview(_job: "Job[Outcome | Invalid]") -> "Outcome | Invalid":
            try:
                return importing.preview(office, plan, actor=who, counted=counted)
            except Invalid as error:
                return error

        self.win.jobs.run(preview, lambda answer: self._looked(plan, answer, tab), self._failed)

    def _looked(self, plan: "Plan", answer: "Outcome | Invalid", tab: int) -> None:
        if plan is not self.plan:
            return
        self.strip.clear()
        self.outcome = None if isinstance(answer, Invalid) else answer
        if isinstance(answer, Invalid):
            self.refuse(answer)
            tab = MATCHING
        self.review.show_plan(plan, self.outcome, tab)
        self._stack.setCurrentWidget(self.review)
        if tab == SAMPLE:
            self.enter()

    # Bringing in

    def run(self) -> None:
        """Bring it in; rows that cannot be taken are left out, as the button says."""
        from shopdesk.shop import importing

        plan, office, who, counted = self.plan, self.win.office, self._who, self.review.counted
        assert plan is not None
        assert office is not None
        self._stop.clear()

        def work(job: "Job[Outcome]") -> "Outcome":
            return importing.run(
                office, plan, actor=who, skip_bad=True, counted=counted, progress=job.tell, cancelled=self._stop.is_set
            )

        self.progress.begin(_("Bringing in {file} …").format(file=plan.file), stoppable=True)
        self._show(self.progress)
        self.win.jobs.run(work, self._done, self._failed, self.progress.tell)

    def stop(self) -> None:
        """Stop; nothing of the file stays, unless it was already signed for."""
        self._stop.set()

    def _done(self, outcome: "Outcome") -> None:
        if outcome.cancelled:
            self._show(self.review)
            self.strip.say(_("Stopped. Nothing was brought in."), tone="info", seconds=8)
            return
        self.outcome = outcome
        self.result.show_outcome(outcome)
        self._show(self.result)
        self.win.sounds.play("sale")
        self.win.bus.goods_changed.emit()

    def take_back(self) -> None:
        """Take back what was just brought in; refused where some of it was sold or changed since."""
        from shopdesk.shop import importing

        outcome, office, who = self.outcome, self.win.office, self._who
        assert outcome is not None
        assert office is not None
        batch = outcome.batch
        self.progress.begin(_("Taking it back …"), stoppable=False)
        self._show(self.progress)
        self.win.jobs.run(
            lambda job: importing.take_back(office, batch, actor=who, progress=job.tell),
            self._taken_back,
            self._not_taken_back,
            self.progress.tell,
        )

    def _taken_back(self, count: int) -> None:
        self.begin()
        self.strip.say(_("Taken back: {count} goods.").format(count=f"{count:,}"), tone="primary", seconds=8)
        self.win.bus.goods_changed.emit()

    def _not_taken_back(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self._show(self.result)
        self.refuse(error)

    def save_rejects(self) -> None:
        """Save the rows left out, each with its reason."""
        place = export.ask_where(self, _("Save the rows left out"), _("rows left out") + ".csv")
        if place is not None:
            self.write_rejects(place)

    def write_rejects(self, place: Path) -> None:
        """Write them there."""
        from shopdesk.shop import importing

        plan, outcome = self.plan, self.outcome
        assert plan is not None
        assert outcome is not None
        saved = _("Saved: {file}").format(file=place.name)
        self.win.jobs.run(
            lambda _job: importing.write_rejected(place, plan, outcome.rejected),
            lambda _done: self.strip.say(saved, tone="primary", seconds=8),
            self._failed_to_save,
        )

    def _failed_to_save(self, error: Exception) -> None:
        if not isinstance(error, ShopError | OSError):
            raise error
        if isinstance(error, ShopError):
            self.refuse(error)
        else:
            self.strip.say(_("It could not be saved there."), _("Choose another folder."), tone="accent")

    # Catalogues and taking out

    def load_catalogue(self, path: Path) -> None:
        """Take in a catalogue file of another shop."""
        self._allowed(lambda: self._load(path))

    def _load(self, path: Path) -> None:
        from shopdesk.shop import catalogue

        office, who = self.win.office, self._who
        assert office is not None
        self._work(_("Reading the file …"), lambda _job: catalogue.load(office, path, actor=who), self._loaded)

    def _loaded(self, count: int) -> None:
        self.begin()
        self.strip.say(_("{count} barcodes are known now.").format(count=f"{count:,}"), tone="primary", seconds=10)

    def export(self) -> None:
        """Take goods out: ask what for and where to."""
        self._allowed(lambda: self.win.open(export.ExportSheet()).answered(self._export))

    def _export(self, kind: str) -> None:
        place = export.ask_where(self, _("Save goods to a file"), export.file_name(kind))
        if place is not None:
            self.write_goods(kind, place)

    def write_goods(self, kind: str, place: Path) -> None:
        """Write them there."""
        office, who = self.win.office, self._who
        assert office is not None

        def said(count: int) -> None:
            self.strip.say(_("Saved {count} goods: {file}").format(count=f"{count:,}", file=place.name), tone="primary")

        self.win.jobs.run(lambda _job: export.write(office, who, kind, place), said, self._failed_to_save)
