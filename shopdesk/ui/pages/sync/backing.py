"""How safe the shop's data are, beside what goes out: the last copy, where it lies, one now, and the proof of one."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings import backup
from shopdesk.ui.pages.sync.cards import HEIGHT
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.strip import Strip
from shopdesk.ui.widgets.text import Elided, tip

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.ui.shell import Window


WIDTH, NARROW, WIDE = 372, 300, 1_100


class BackupCard(QFrame):
    """`choose` leads to where a second place is chosen; `strip` tells how a copy or its proof went."""

    def __init__(self, window: "Window", strip: Strip, choose: Callable[[], object]) -> None:
        super().__init__()
        self._window, self._strip, self._choose, self._folder = window, strip, choose, ""
        self.setProperty("kind", "card")
        self.setFixedHeight(theme.px(HEIGHT + 10))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(8), theme.px(14), theme.px(8))
        column.setSpacing(0)
        self.when, self.where = Elided("", "strong"), Elided("", "cap")
        column.addWidget(self.when)
        column.addWidget(self.where)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self.now = Button("", "strip", on=self.make)
        self.prove = Button(_("Try a restore"), "strip", on=self.test)
        row.addWidget(self.now, 1)
        row.addWidget(self.prove, 1)
        column.addLayout(row)

    def fit(self, width: int) -> None:
        """As wide as a page of this width lets it be beside the accounts."""
        self.setFixedWidth(theme.px(WIDTH if width >= theme.px(WIDE) else NARROW))

    def fill(self, desk: "Desk") -> None:
        """Show the last copy."""
        from shopdesk.shop import backups

        standing = backups.standing(desk)
        self._folder = standing.folder
        self.when.show_text(backup.told(standing))
        self.when.set_tone("accent_text" if standing.remind or standing.hours_ago is None else "")
        self.where.show_text(self._place())
        tip(self, f"{backup.told(standing)} {self._place()}")
        self._ready()

    def _place(self) -> str:
        if not self._folder:
            return _("Choose a USB stick or another disk.")
        return _("Kept in {place}").format(place=self._folder)

    def _ready(self) -> None:
        self.now.setEnabled(True)
        self.prove.setEnabled(True)
        self.now.say(_("Back up now") if self._folder else _("Choose a place"))

    def make(self) -> None:
        """Make one, in the background; where there is no second place yet it is chosen first."""
        from shopdesk.shop import backups

        office, actor = self._window.office, self._window.actor
        if not self._folder or office is None:
            self._choose()
            return
        self.now.setEnabled(False)
        self._strip.say(_("Copying…"), tone="info")
        self._window.jobs.run(lambda _job: backups.make(office, actor), lambda _copy: self._made(), self._failed)

    def _made(self) -> None:
        assert self._window.office is not None
        with self._window.office.reading(self._window.actor) as desk:
            self.fill(desk)
        self._strip.say(_("The copy is made and checked."), tone="primary", seconds=6)

    def test(self) -> None:
        """Prove the last copy whole, in the background: it is opened, and nothing of the shop is touched."""
        from shopdesk.shop import backups

        office, folder = self._window.office, self._folder
        if office is None:
            return
        self.prove.setEnabled(False)
        self._strip.say(_("Testing the last backup…"), tone="info")

        def proven(_job: object) -> Path | None:
            last = next(iter(backups.existing(office, folder)), None)
            if last is not None:
                backups.examine(last)
            return last

        self._window.jobs.run(proven, self._proven, self._failed)

    def _proven(self, last: Path | None) -> None:
        self._ready()
        if last is None:
            self._strip.say(_("There is no backup yet."), self._place(), tone="accent")
            return
        self._strip.say(_("{name} is whole and could be restored.").format(name=last.name), tone="primary")

    def _failed(self, error: Exception) -> None:
        self._ready()
        if not isinstance(error, ShopError):
            raise error
        self._strip.say(str(error), error.hint, tone="accent")
