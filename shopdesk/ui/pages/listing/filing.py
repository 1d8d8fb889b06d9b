"""The seller's own files: filled here, carried to the platform by a person, and said to be there."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui.pages.orders import headings

if TYPE_CHECKING:
    from shopdesk.shop.byfile.templates import Filled
    from shopdesk.ui.pages.listing.page import ListingPage


class Filing:
    """What the page does with files."""

    def __init__(self, page: "ListingPage") -> None:
        self._page, self._win = page, page.win

    def fill_marked(self) -> None:
        """Fill the template of the account of the marked one."""
        one = self._page.table.current()
        if one is not None:
            self.fill_template(one.account)

    def fill_template(self, account: int) -> None:
        """Ask for the seller's own file, fill it in the background, ask where to put it."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        kinds = _("Files of platforms") + " (*.xlsx *.csv)"
        chosen, _kind = QFileDialog.getOpenFileName(self._page, _("Choose the template you downloaded"), folder, kinds)
        if chosen:
            self.fill_file(account, Path(chosen))

    def fill_file(self, account: int, path: Path) -> None:
        """Fill this file."""
        from shopdesk.shop.byfile import templates

        office, actor = self._win.office, self._win.actor
        if office is not None:
            self._win.jobs.run(
                lambda _job: templates.fill(office, account, path, actor), lambda made: self._filled(path, made),
                lambda error: self._failed(account, path, error),
            )  # fmt: skip

    def _filled(self, path: Path, made: "Filled") -> None:
        kinds = _("Files of platforms") + f" (*{path.suffix})"
        start = str(path.with_name(f"{path.stem}-shopdesk{path.suffix}"))
        chosen, _kind = QFileDialog.getSaveFileName(self._page, _("Save the filled file"), start, kinds)
        if chosen:
            self.save_filled(made, Path(chosen))

    def save_filled(self, made: "Filled", path: Path) -> None:
        """Put it there, and say what is in it and what is not."""
        from shopdesk.shop.byfile import templates

        office, actor = self._win.office, self._win.actor
        assert office is not None
        try:
            if not self._win.attempt(lambda _approver: templates.save(office, made, path, actor)):
                return
        except OSError:
            self._page.strip.say(_("The file cannot be saved there."), _("Choose another folder."), tone="accent")
            return
        told = _("{count} rows are filled. Upload the file, then say so here.").format(count=len(made.lines))
        left = f"{made.left[0].what}: {made.left[0].reason}" if made.left else ""
        self._page.look()
        self._page.strip.say(told, left, tone="accent" if left else "primary")

    def _failed(self, account: int, path: Path, error: Exception) -> None:
        if not isinstance(error, ShopError):
            raise error
        headings.refused(self._win, account, error, lambda: self.fill_file(account, path), self._page.refuse)

    def uploaded(self) -> None:
        """The platform took the file: its numbers are what buyers see."""
        from shopdesk.shop.byfile import uploads

        one = self._page.table.current()
        if one is not None:
            self._page.marked.do(lambda desk: uploads.uploaded(desk, one.account), _("Kept: it is on sale there."))
