"""What every page is: a widget with a few hooks the window calls. Its slots are short, one use case each."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QWidget

from shopdesk.base.errors import ShopError

if TYPE_CHECKING:
    from shopdesk.ui.shell import Window
    from shopdesk.ui.widgets.strip import Strip


class Page(QFrame):
    """Subclass it; build the widgets in `__init__` with `_()` and `theme.px()`.

    The window makes a page when it is first opened, and makes it anew when language, colours or text size change:
    nothing has to be retranslated, but what a person typed is to be kept with `keep` and `restore`.
    `win` is the window; `strip` shows refusals and news and has to be put into the page's layout.
    """

    name = ""

    def __init__(self, window: "Window") -> None:
        super().__init__()
        self.setProperty("kind", "page")
        self.win = window

    @cached_property
    def strip(self) -> "Strip":
        """Where refusals and news are shown."""
        from shopdesk.ui.widgets.strip import Strip

        return Strip(reserve=False)

    def forget_news(self) -> None:
        """Another deed begins, or another page is shown: the good news of the one before is over."""
        if "strip" in self.__dict__:
            self.strip.forget()

    def unseen(self) -> list[Callable[[], object]]:
        """What the first paint could do without: each is called in a turn of its own, soon after it."""
        return []

    def enter(self) -> None:
        """It is shown now: read what it shows, set the focus. `win.office` may still be None at the start."""

    def leave(self) -> None:
        """Another page will be shown."""

    def back(self) -> bool:
        """Esc: one step back inside the page; False where there is none, and the window goes to the till."""
        return False

    def scanned(self, code: str) -> bool:
        """A scanner sent this text while the page was shown; True where the page used it. Else the till gets it."""
        return False

    def deeds(self) -> dict[str, Callable[[], object]]:
        """What keys and the palette do here: a deed of ui.keys -> what to call."""
        return {}

    def offers(self) -> list[tuple[str, Callable[[], object]]]:
        """More things for the palette, without a key: (words, what to call)."""
        return []

    def help(self) -> list[str]:
        """Sentences for the help panel, shortest way first."""
        return []

    def lessons(self) -> list[tuple[str, Callable[[], object]]]:
        """What help can show on the spot: (words, what to call)."""
        return []

    def refuse(self, error: ShopError) -> None:
        """The shop said no: show it in the page's strip."""
        self.strip.refuse(error)

    def regions(self) -> list[QWidget]:
        """Where F6 goes, in order."""
        return []

    def keep(self) -> object:
        """What a person has typed, to survive being built anew."""
        return None

    def restore(self, kept: object) -> None:
        """Put back what `keep` answered."""
