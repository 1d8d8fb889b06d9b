"""What every group of the settings page is: cards of rows that read themselves from the shop."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopdesk.base.errors import ShopError
from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings.controls import control
from shopdesk.ui.pages.settings.entries import Entry
from shopdesk.ui.pages.settings.rows import Card, EntryRow, SettingRow
from shopdesk.ui.widgets.focus import MARGIN as RING
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.ui.pages.settings.changes import Changes
    from shopdesk.ui.shell import Window


class Section(QWidget):
    """Subclass it: `build` puts cards into it, `show` fills them from the shop. `say` speaks in the page's strip."""

    def __init__(self, window: "Window", changes: "Changes", title: str) -> None:
        super().__init__()
        self.win, self.changes = window, changes
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(RING, 0, theme.px(6), theme.px(8))
        self.column.setSpacing(theme.px(12))
        self.heading = Plain(title, "title")
        self.column.addWidget(self.heading)
        self.rows: list[SettingRow] = []
        self.build()
        self.column.addStretch(1)

    def build(self) -> None:
        """Put the cards into the column."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read everything anew."""
        from shopdesk.shop import settings

        if self.win.office is None:
            return
        with self.win.office.reading(self.win.actor) as desk:
            values = settings.get_all(desk)
            for row in self.rows:
                if isinstance(row, EntryRow):
                    row.show_value(values[row.key])
            self.fill(desk, values)

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """Fill what is no plain setting."""

    def leave(self) -> None:
        """Another group is shown."""

    def scanned(self, code: str) -> bool:
        """A scanner sent a code while this group was shown; True where it was used."""
        return False

    def card(self, title: str = "") -> Card:
        """A new card at the end."""
        made = Card(title)
        self.column.addWidget(made)
        return made

    def entries(self, entries: tuple[Entry, ...], title: str = "") -> Card:
        """A card with a row for each of these settings."""
        card = self.card(title)
        for entry in entries:
            self.entry(card, entry)
        return card

    def entry(self, card: Card, entry: Entry) -> EntryRow:
        """One more row for a setting."""
        from shopdesk.shop import settings

        title = settings.SETTINGS[entry.key].title

        def told(value: Any) -> None:
            row.refuse(None)
            self.changes.setting(entry.key, value, row.stored, refused)

        def refused(error: ShopError) -> None:
            row.refuse(error)
            if not isinstance(row.control, QWidget):
                row.control.show_value(row.stored)

        below = entry.kind == "lines" or len(entry.choices) > 2
        made = control(entry, title, told, refused)
        row = EntryRow(entry.key, title, _(entry.sentence), made, unit=entry.unit, below=below)
        self.put(card, row)
        return row

    def put(self, card: Card, row: SettingRow) -> None:
        """Add a row to a card, so that the search finds it."""
        card.add(row)
        self.rows.append(row)

    def point_at(self, matches: list[str]) -> SettingRow | None:
        """Mark the rows whose names are among these; answers the first."""
        for row in self.rows:
            row.mark(found=row.title in matches)
        return next((row for row in self.rows if row.title in matches), None)
