"""Backups: where they go, the last one, one now, a test of one, and the way back."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.core import thaidate
from shopdesk.ui.pages.settings.carrying import Carrying
from shopdesk.ui.pages.settings.place_choice import PlaceChoice, ask_backup
from shopdesk.ui.pages.settings.restoring import restore
from shopdesk.ui.pages.settings.rows import SettingRow, buttons_row
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.pages.settings.short_table import ShortTable
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.strip import Strip
from shopdesk.ui.widgets.table import Column
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.backups import Standing
    from shopdesk.shop.desk import Desk


def told(standing: "Standing") -> str:
    """When the last copy went to the second place, in words."""
    if standing.hours_ago is None:
        return _("No backup in a second place yet.")
    if standing.hours_ago < 1:
        return _("Last backup: within this hour.")
    if standing.hours_ago < 48:
        return _("Last backup: {hours} hours ago.").format(hours=standing.hours_ago)
    return _("Last backup: {days} days ago.").format(days=standing.hours_ago // 24)


def size(path: Path) -> str:
    """A file's size in KB."""
    return _("{size} KB").format(size=f"{path.stat().st_size // 1024 + 1:,}")


def made_at(path: Path) -> str:
    """When a backup was made."""
    from shopdesk.shop import backups

    return thaidate.moment(backups.made_at(path))


class BackupSection(Section):
    """Every backup is opened and checked before it counts."""

    def build(self) -> None:
        """Where, now, and the way back."""
        self.state = Strip(reserve=False)
        self.column.addWidget(self.state)
        card = self.card()
        self.place = PlaceChoice(self.win, self._chosen)
        sentence = _("Not on this computer: a USB stick, another disk. Copied every day and at closing.")
        self.put(card, SettingRow(_("Second place"), sentence, self.place, below=True))
        self.now = Button(_("Back up now"), icon="database-export", on=self.back_up)
        self.put(card, SettingRow(_("Back up now"), _("Takes a few seconds. Selling goes on."), self.now))
        self._put_list()
        self._put_restore()
        self.carrying = Carrying(self.win, self.state, self)
        card = self.card(_("Everything of the shop"))
        for row in self.carrying.rows():
            self.put(card, row)

    def _put_list(self) -> None:
        self.copies = card = self.card(_("The last backups"))
        self.table: ShortTable[Path] = ShortTable(
            [
                Column(_("Made"), made_at, width=200, strong=True),
                Column(_("File"), lambda path: path.name),
                Column(_("Size"), size, width=120, right=True),
            ],
            _("The last backups"),
            self.test,
        )
        card.add(self.table)
        self.result = Plain(_("Touch one to test it: it is opened and every sum is checked."), "sub", wrap=True)
        card.add(self.result)

    def _put_restore(self) -> None:
        card = self.card()
        button = Button(_("Restore…"), "danger", icon="history", on=self.ask)
        sentence = _("The shop becomes what it was then. Today's shop is kept beside it.")
        self.put(card, SettingRow(_("Restore a backup"), sentence, buttons_row(button, end=True)))

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Show place, age and files."""
        from shopdesk.shop import backups

        standing = backups.standing(desk)
        self._stored = standing.folder
        self.place.show_chosen(standing.folder)
        tone = "accent" if standing.remind or standing.hours_ago is None else "primary"
        self.state.say(told(standing), tone=tone)
        assert self.win.office is not None
        copies = backups.existing(self.win.office, standing.folder)
        self.table.show_rows(copies)
        self.copies.setVisible(bool(copies))

    def _chosen(self, folder: str) -> None:
        self.changes.setting("backup.folder", folder, self._stored)

    def back_up(self) -> None:
        """Make one, in the background."""
        from shopdesk.shop import backups

        office, actor = self.win.office, self.win.actor
        assert office is not None
        self.now.setEnabled(False)
        self.now.say(_("Copying…"))
        self.win.jobs.run(lambda _job: backups.make(office, actor), lambda _copy: self._made(), self._not_made)

    def _made(self) -> None:
        self._ready()
        self.refresh()

    def _not_made(self, error: Exception) -> None:
        self._ready()
        if not isinstance(error, ShopError):
            raise error
        self.state.say(str(error), error.hint, tone="accent")

    def _ready(self) -> None:
        self.now.setEnabled(True)
        self.now.say(_("Back up now"))

    def test(self, file: Path) -> None:
        """Prove one whole, in the background."""
        from shopdesk.shop import backups

        self.result.show_text(_("Testing {name}…").format(name=file.name))
        passed = _("{name} is whole and could be restored.").format(name=file.name)
        self.win.jobs.run(
            lambda _job: backups.examine(file), lambda _done: self._tested(passed, "primary"), self._test_failed
        )

    def _tested(self, words: str, tone: str) -> None:
        self.result.show_text(words)
        self.result.set_tone(tone)

    def _test_failed(self, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        self._tested(f"{error} {error.hint}", "danger")

    def ask(self) -> None:
        """Choose a file, then ask once more: this cannot be taken back with a key."""
        file = ask_backup(self)
        if file is not None:
            self.win.open(RestoreSheet(file)).done.connect(lambda sure: self.restore(file) if sure else None)

    def restore(self, file: Path) -> None:
        """Put it in the place of the shop."""
        restore(self.win, file, self.state, self._refused)

    def _refused(self, error: ShopError) -> None:
        self.state.say(str(error), error.hint, tone="danger")


class RestoreSheet(Sheet):
    """The last question before a restore. Answers True, or None."""

    def __init__(self, file: Path) -> None:
        super().__init__(_("Restore this backup?"), width=640)
        self.body.addWidget(Plain(file.name, "strong"))
        self.body.addWidget(Plain(made_at(file), "sub"))
        self.body.addWidget(Plain(_("Bills made after it will not be in the shop."), wrap=True))
        self.body.addWidget(Plain(_("Today's shop is kept in its folder, so nothing is lost."), "sub", wrap=True))
        self.buttons.addWidget(Button(_("Keep today's shop"), on=lambda: self.finish(None)), 1)
        self.buttons.addWidget(Button(_("Restore"), "danger", icon="history", on=lambda: self.finish(True)), 1)
