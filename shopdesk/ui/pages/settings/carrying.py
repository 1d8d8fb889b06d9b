"""Everything of the shop into a folder, and a shop made from such a folder."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from shopdesk.base import clock
from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.ui.pages.settings.restoring import restore
from shopdesk.ui.pages.settings.rows import SettingRow, buttons_row
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.strip import Strip
from shopdesk.ui.widgets.text import Plain, copy

if TYPE_CHECKING:
    from shopdesk.shop.carrying import Carried
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.jobs import Job
    from shopdesk.ui.shell import Window


class Carrying:
    """The two rows and what they do; `state` says how it went."""

    def __init__(self, window: "Window", state: Strip, parent: QWidget) -> None:
        self.win, self._state, self._parent = window, state, parent
        self.out = Button(_("Everything out…"), icon="file-export", on=self.ask_out)
        self.into = Button(_("Everything in…"), icon="file-import", on=self.ask_in)

    def rows(self) -> list[SettingRow]:
        """One for each way."""
        out = _("Ordinary files for any spreadsheet, and the photos. Without PINs.")
        into = _("Only into a shop that has not sold yet.")
        return [
            SettingRow(_("Give everything out"), out, buttons_row(self.out, end=True)),
            SettingRow(_("Bring everything in"), into, buttons_row(self.into, end=True)),
        ]

    def ask_out(self) -> None:
        """Choose where the new folder goes."""
        place = self._ask(_("Where should the folder go?"))
        if place is not None:
            self.give_out(place / f"shopdesk-{clock.calendar_date(self.win.clock()).isoformat()}")

    def ask_in(self) -> None:
        """Choose the folder, then ask once more."""
        place = self._ask(_("Folder of the export"))
        if place is not None:
            self.win.open(BringInSheet(place)).done.connect(lambda sure: self.bring_in(place) if sure else None)

    def _ask(self, title: str) -> Path | None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        chosen = QFileDialog.getExistingDirectory(self._parent, title, folder)
        return Path(chosen) if chosen else None

    def give_out(self, folder: Path) -> None:
        """Write everything, in the background; only who has the right over the shop's money may."""

        def may(approver: "Actor | None") -> "Actor | None":
            from shopdesk.shop.rights import Right, hold

            hold(self.win.actor, approver, Right.MONEY_SETTINGS)
            return approver

        self.win.attempt(may, lambda approver: self._write(folder, approver), self._refused)

    def _write(self, folder: Path, approver: "Actor | None") -> None:
        from shopdesk.shop import carrying

        office = self.win.office
        assert office is not None
        actor = approver or self.win.actor
        self.out.setEnabled(False)
        self.out.say(_("Writing…"))

        def work(job: "Job[Carried]") -> "Carried":
            return carrying.export_all(office, folder, actor, job.tell)

        self.win.jobs.run(work, lambda done: self._written(folder, done), self._failed)

    def _written(self, folder: Path, done: "Carried") -> None:
        self._ready()
        words = _("Everything is in {name}: {rows} rows, {photos} photos.")
        said = words.format(name=folder.name, rows=sum(done.rows.values()), photos=done.photos)
        self._state.say(said, tone="primary", button=_("Copy the place"), on=lambda: copy(str(folder)))

    def _failed(self, error: Exception) -> None:
        self._ready()
        if isinstance(error, OSError):
            error = ShopError(N_("It could not be saved there."), hint=N_("Choose another folder."))
        if not isinstance(error, ShopError):
            raise error
        self._refused(error)

    def _ready(self) -> None:
        self.out.setEnabled(True)
        self.out.say(_("Everything out…"))

    def bring_in(self, folder: Path) -> None:
        """Make the shop from the folder, in the place of this one that has not sold yet."""
        restore(self.win, folder, self.win.page.strip, self._refused)

    def _refused(self, error: ShopError) -> None:
        self.win.page.strip.refuse(error)


class BringInSheet(Sheet):
    """The last question before everything is brought in. Answers True, or None."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_("Make the shop from this folder?"), width=640)
        self.body.addWidget(Plain(folder.name, "strong"))
        self.body.addWidget(Plain(_("What is in this shop now is kept beside it."), wrap=True))
        self.buttons.addWidget(Button(_("Keep this shop"), on=lambda: self.finish(None)), 1)
        self.buttons.addWidget(Button(_("Bring it in"), "danger", icon="file-import", on=lambda: self.finish(True)), 1)
