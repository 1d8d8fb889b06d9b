"""Where PromptPay money goes: the number, a code over one baht to try it, and what was changed in the last day."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopdesk.base.i18n import _
from shopdesk.ui import theme
from shopdesk.ui.pages.settings import entries
from shopdesk.ui.pages.settings.qr import QrPicture
from shopdesk.ui.pages.settings.rows import SettingRow, emptied
from shopdesk.ui.pages.settings.section import Section
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk
    from shopdesk.shop.payments import Request


class TestCode(QWidget):
    """A code over one baht, with the receiver masked beside it."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(20))
        self.code = QrPicture(232)
        row.addWidget(self.code)
        words = QVBoxLayout()
        words.setSpacing(theme.px(4))
        self.receiver = Plain("", "title")
        words.addStretch(1)
        words.addWidget(self.receiver)
        self.name = Plain("", "strong")
        words.addWidget(self.name)
        for sentence in (
            _("Scan it with any bank app."),
            _("The account name appears on the customer's phone. Check it too."),
            _("Paying the 1 baht proves that the money arrives."),
        ):
            words.addWidget(Plain(sentence, "sub", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)

    def show_request(self, request: "Request | None") -> None:
        """Show whom it pays; nothing without a number."""
        self.setVisible(request is not None)
        if request is not None:
            self.code.show_code(request.payload, _("PromptPay QR for 1 baht"))
            self.receiver.show_text(request.receiver)
            self.name.show_text(request.account_name)


class PromptPaySection(Section):
    """Changes only with the owner's PIN; old and new number stay visible for a day."""

    def build(self) -> None:
        """The number, the code, the news."""
        card = self.entries(entries.PROMPTPAY)
        self.test_code = TestCode()
        sentence = _("Do this after every change.")
        self.put(card, SettingRow(_("Try it with 1 baht"), sentence, self.test_code, below=True))
        self.none = Plain(_("No number yet: the till cannot make a QR."), "sub", wrap=True)
        card.add(self.none, rule=False)
        self.news = self.card(_("Changed in the last 24 hours"))
        self.lines = QVBoxLayout()
        self.news.column.addLayout(self.lines)

    def fill(self, desk: "Desk", values: dict[str, Any]) -> None:
        """The code of the number stored, and what changed."""
        from shopdesk.shop import payments, settings

        request = payments.test_code(desk) if values["promptpay.id"] else None
        self.rows[-1].setVisible(request is not None)
        self.test_code.show_request(request)
        self.none.setVisible(request is None)
        emptied(self.lines)
        changed = settings.recent_guarded(desk)
        for change in changed:
            words = _("{minutes} minutes ago · {setting}: {old} → {new}")
            said = words.format(
                minutes=change.minutes_ago, setting=change.label, old=change.old, new=change.new or _("none")
            )
            self.lines.addWidget(Plain(said, "sub", wrap=True))
        self.news.setVisible(bool(changed))
