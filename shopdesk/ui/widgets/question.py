"""What the shop asks before a deed that may be a slip: what is odd about it, and two answers in words."""

from shopdesk.base.errors import Unsure
from shopdesk.base.i18n import _
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Plain


class QuestionSheet(Sheet):
    """Answers True for yes. The keyboard and the green are on the way back: a second Enter, a quick tap do no harm."""

    def __init__(self, error: Unsure) -> None:
        super().__init__(_("Did you mean this?"), width=560)
        self.words = Plain(str(error), "h", wrap=True)
        self.body.addWidget(self.words)
        if error.hint:
            self.body.addWidget(Plain(error.hint, "sub", wrap=True))
        back = lambda: self.finish(None)  # noqa: E731
        self.no = Button(_("Back, change it"), "primary", key="Esc", on=back)
        self.yes = Button(error.yes, on=self._said)
        for button in (self.no, self.yes):
            self.body.addWidget(button)
        self.first = self.no

    def said(self) -> str:
        """What is asked."""
        return self.words.said()

    def _said(self) -> None:
        if self.ready():
            self.finish(True)
