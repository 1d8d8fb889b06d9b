"""Settings: groups at the left, the chosen one at the right, a search on top."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.page import Page
from shopdesk.ui.pages.settings import groups
from shopdesk.ui.pages.settings.changes import Changes
from shopdesk.ui.pages.settings.groups import Group
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.fields import SearchField
from shopdesk.ui.widgets.sheet import order_of_tab
from shopdesk.ui.widgets.strip import Empty
from shopdesk.ui.widgets.table import Column, Table
from shopdesk.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from collections.abc import Callable

    from shopdesk.ui.shell import Window

LIST, NARROW, WIDEST = 272, 760, 16_777_215


class SettingsPage(Page):
    """Every change applies at once; Ctrl+Z takes it back."""

    name = "settings"

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.changes = Changes(window, self._told)
        self._sections: dict[str, Section] = {}
        self._group = groups.GROUPS[0]
        self._entered = False
        self._build()
        self._show_list("")
        window.bus.data_ready.connect(self.enter)
        window.bus.settings_changed.connect(self._refresh)
        window.bus.user_changed.connect(self._refresh)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(12))
        whole.setSpacing(theme.px(12))
        whole.addLayout(self._top())
        whole.addWidget(self.strip)
        sides = QHBoxLayout()
        sides.setSpacing(theme.px(16))
        self._make_list()
        sides.addWidget(self.list, 1)
        self.right = QWidget()
        self.right.setLayout(self._right())
        sides.addWidget(self.right, 3)
        whole.addLayout(sides, 1)
        self._narrow = self._inside = False
        self._split()

    def _top(self) -> QHBoxLayout:
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        self.search = SearchField(_("Find a setting"), self._search)
        self.search.setMaximumWidth(theme.px(520))
        self.search.field.returnPressed.connect(self._to_found)
        self.to_list = Button(_("All groups"), "quiet", icon="arrow-left", key="Esc", on=self.back)
        self.bar = self.win.top_bar()
        top.addWidget(self.to_list)
        top.addWidget(self.search, 1)
        top.addStretch(1)
        top.addWidget(self.bar)
        return top

    def _make_list(self) -> None:
        self.list = Table[Group]([Column[Group]("", lambda g: g.title, icon=lambda g: g.icon)], _("Settings"))
        self.list.horizontalHeader().hide()
        self.list.setMinimumWidth(theme.px(150))
        self.list.setMaximumWidth(theme.px(LIST))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.picked.connect(self._picked)
        self.list.opened.connect(self._into)
        self.list.clicked.connect(lambda index: self._clicked(self.list.rows.row(index.row())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text on a small screen either the list is shown or a group."""
        super().resizeEvent(event)
        self._narrow = self.width() < theme.px(NARROW)
        self._split()

    def _split(self) -> None:
        self.list.setVisible(not self._narrow or not self._inside)
        self.list.setMaximumWidth(WIDEST if self._narrow else theme.px(LIST))
        self.right.setVisible(not self._narrow or self._inside)
        self.to_list.setVisible(self._narrow and self._inside)
        self.search.setVisible(not self._narrow or not self._inside)
        self.bar.narrow(self._narrow)

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self.view = QScrollArea()
        self.view.setWidgetResizable(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = QWidget()
        self._place = QVBoxLayout(self.stack)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.view.setWidget(self.stack)
        self.toast = Toast()
        self.nothing = Empty("search", _("No setting has these words"), _("Try another word."))
        for part in (self.view, self.nothing, self.toast):
            column.addWidget(part)
        return column

    # What the window asks

    def enter(self) -> None:
        """Show the group that was open, as the shop is now."""
        if self.win.office is not None:
            self._show(self._group.name)
            last: QWidget | None = self.focusWidget()
            (last if self._entered and last else self.list).setFocus(Qt.FocusReason.OtherFocusReason)
            self._entered = True

    def leave(self) -> None:
        """Let the group put down what it holds."""
        if self._sections:
            self.section.leave()

    def back(self) -> bool:
        """Esc empties the search first; then it goes from the group to the list, where there is room for one only."""
        if self._narrow and self._inside:
            self._inside = False
            self._split()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        searched = bool(self.search.field.text())
        self.search.field.clear()
        self._search("")
        return searched

    def scanned(self, code: str) -> bool:
        """For the group that tries the scanner."""
        return bool(self._sections) and self.section.scanned(code)

    def deeds(self) -> "dict[str, Callable[[], object]]":
        """Find, undo, redo."""
        return {"find": self._find, "search": self._find, "undo": self._undo, "redo": self.changes.redo}

    def offers(self) -> "list[tuple[str, Callable[[], object]]]":
        """Each group, by its name."""
        return [(group.title, lambda name=group.name: self.open_at(name)) for group in groups.GROUPS]  # type: ignore[misc]

    def help(self) -> list[str]:
        """How the page works."""
        return [
            _("Choose a group at the left, or type a word above."),
            _("Every change counts at once."),
            _("Ctrl+Z takes the last change back."),
        ]

    def regions(self) -> list[QWidget]:
        """Search, list, group."""
        inside = order_of_tab(self.section)[:1] if self._sections else []
        return [self.search.field, self.list, *inside]

    def keep(self) -> object:
        """Group, search, and what can be taken back."""
        return self._group.name, self.search.field.text(), self.changes

    def restore(self, kept: object) -> None:
        """Go on where the page was."""
        assert isinstance(kept, tuple)
        name, text, self.changes = kept
        self.changes.told = self._told
        self.search.field.setText(text)
        self._group = next(group for group in groups.GROUPS if group.name == name)

    # Groups

    @property
    def section(self) -> Section:
        """The group that is shown."""
        return self._sections[self._group.name]

    def open_at(self, name: str) -> Section:
        """Show a group by its name; raises StopIteration for an unknown one."""
        self._inside = True
        self._split()
        return self._show(name)

    def _show(self, name: str) -> Section:
        if self._sections and self._group.name != name:
            self.section.leave()
        self._group = next(group for group in groups.GROUPS if group.name == name)
        self._made(self._group)
        for other, section in self._sections.items():
            section.setVisible(other == name)
        self._mark()
        self.section.refresh()
        return self.section

    def _made(self, group: Group) -> None:
        if group.name not in self._sections:
            section = group.maker()(self.win, self.changes, group.title)
            self._sections[group.name] = section
            self._place.addWidget(section)

    def _mark(self) -> None:
        shown = self.list.rows.rows()
        self.list.blockSignals(True)
        if self._group in shown:
            self.list.selectRow(shown.index(self._group))
        self.list.blockSignals(False)

    def _picked(self, group: Group) -> None:
        if self.win.office is not None and group is not self._group and not self._narrow:
            self.open_at(group.name)
            self.view.verticalScrollBar().setValue(0)

    def _clicked(self, group: Group) -> None:
        if self._narrow:
            self.open_at(group.name)

    def _into(self, group: Group) -> None:
        """Enter in the list goes to the first thing of the group."""
        self.open_at(group.name)
        first = next((part for part in order_of_tab(self.section) if part is not self.section), self.section)
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _refresh(self, _key: str = "") -> None:
        if self._sections and self.isVisible():
            self.section.refresh()

    # Search

    def _find(self) -> None:
        self.search.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.field.selectAll()

    def _search(self, typed: str) -> None:
        self._show_list(typed)

    def _show_list(self, typed: str) -> None:
        found = groups.matching(typed) if typed else [(group, []) for group in groups.GROUPS]
        self.list.show_rows([group for group, _names in found], keep=False)
        self.view.setVisible(bool(found))
        self.nothing.setVisible(not found)
        if found and self.win.office is not None:
            known = next((pair for pair in found if pair[0] is self._group), found[0])
            self._show((found[0] if typed else known)[0].name)
            self._point_at(found[0][1] if typed else [])

    def _point_at(self, names: list[str]) -> None:
        row = self.section.point_at(names)
        if row is not None:
            self.view.ensureWidgetVisible(row)

    def _to_found(self) -> None:
        """Enter in the search goes to what was found."""
        marked = [row for row in self.section.rows if row.found] if self._sections else []
        self._inside = True
        self._split()
        target = marked[0].field if marked else self.list
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Changes

    def _undo(self) -> None:
        self.toast.clear()
        self.changes.undo()

    def _told(self, words: str, can_undo: bool) -> None:
        self.toast.offer(words, self.changes.undo if can_undo else None)
