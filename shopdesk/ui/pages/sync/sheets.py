"""A reply that could not be read, to read and mend; and what a helper gets to see, read through before it is sent."""

import json
import zipfile
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QPlainTextEdit

from shopdesk.base.errors import DatabaseProblem, ShopError
from shopdesk.base.i18n import N_, _
from shopdesk.core import thaitext
from shopdesk.shop.channels import ChannelProblem
from shopdesk.ui import theme
from shopdesk.ui.pages.sync import words
from shopdesk.ui.widgets.buttons import Button
from shopdesk.ui.widgets.sheet import Sheet
from shopdesk.ui.widgets.text import Paragraphs, Plain, copy

if TYPE_CHECKING:
    from shopdesk.shop.exchange import Held
    from shopdesk.shop.rights import Actor
    from shopdesk.ui.shell import Window


class HeldSheet(Sheet):
    """The text as it came, to be changed and taken in again; answers True once it was."""

    def __init__(self, win: "Window", reply: "Held") -> None:
        thing = words.held(reply, win.clock())
        super().__init__(thing.what, width=760, height=560)
        self._win, self._reply = win, reply
        self._first_text = laid_out(reply.body)
        self.body.addWidget(Plain(told(reply), wrap=True))
        self.why = Plain(f"{thing.why} {thing.fix}".strip(), "strong", wrap=True)
        self.body.addWidget(self.why)
        self.body.addWidget(Plain(to_do(reply), "sub", wrap=True))
        self.text = QPlainTextEdit(self._first_text)
        self.text.setFont(theme.font("sub"))
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The text as it came"))
        self.text.setMinimumHeight(theme.px(120))
        self.body.addWidget(self.text, 1)
        self.keep = Button(_("Keep for later"), icon="device-floppy", on=self.store)
        self.main = Button(_("Take it in again"), "primary", icon="refresh", icon_color="on_primary", on=self.again)
        self.buttons.addWidget(self.keep)
        self.buttons.addWidget(self.main, 1)
        self.first = self.main

    def unkept(self) -> bool:
        """Whether the text was changed."""
        return self.value() != self._first_text

    def value(self) -> str:
        """The text as it stands now."""
        return thaitext.strip(self.text.toPlainText())

    def store(self) -> None:
        """Keep what was changed; it is not taken in yet."""
        from shopdesk.shop import exchange

        def deed(approver: "Actor | None") -> bool:
            assert self._win.office is not None
            with self._win.office.writing(self._win.actor, approver) as desk:
                exchange.mend(desk, self._reply.id, self.value())
            return True

        self._win.attempt(deed, self.finish, self.strip.refuse)

    def again(self) -> None:
        """Take it in, in the background: the platform may be asked."""
        office, online = self._win.office, self._win.online
        if office is None or online is None or online.outside is None:
            return
        outside, text = online.outside, self.value()
        self.main.setEnabled(False)
        self.strip.say(_("Taking it in…"), tone="info")
        actor = self._win.actor
        self._win.jobs.run(lambda _job: outside.replay(office, actor, self._reply.id, text), self._taken, self._refused)

    def _taken(self, _nothing: None) -> None:
        self.finish(True)

    def _refused(self, error: Exception) -> None:
        """What was typed is kept with the new reason, which stands on the page from now on."""
        self.main.setEnabled(True)
        self._first_text = self.value()
        if self._win.online is not None:
            self._win.online.look()
        if isinstance(error, ChannelProblem):
            self.strip.say(*words.problem_words(error), tone="accent")
        elif isinstance(error, ShopError):
            self.strip.refuse(error)
        else:
            raise error

    def finish(self, result: object) -> None:
        """What is kept or taken in is not warned about."""
        self._warned = self._warned or result is not None
        super().finish(result)


def told(reply: "Held") -> str:
    """Whose it is."""
    if reply.by_file:
        return _("This stood in a file of {account}, and ShopDesk could not take it in.").format(
            account=reply.account_name
        )
    return _("{account} sent this, and ShopDesk could not take it in.").format(account=reply.account_name)


def to_do(reply: "Held") -> str:
    """How it is mended; what stood in a file is not fetched."""
    if reply.by_file:
        return _("Change a wrong word or number, leave the signs around it.")
    return _("Change a wrong word or number, leave the signs around it. Empty: it is fetched anew.")


def laid_out(body: str) -> str:
    """A text of names and values, one to a line; another text as it is."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=1)
    except (ValueError, RecursionError):
        return body


class HelperSheet(Sheet):
    """What a helper needs, to be read before it is given away."""

    def __init__(self, win: "Window", text: str) -> None:
        super().__init__(_("For whoever helps you"), width=760, height=560)
        self._win, self._text = win, text
        self.body.addWidget(Plain(_("Read it first. No keys, no buyers and no amounts are in it."), wrap=True))
        self.report = Paragraphs(text)
        self.report.setAccessibleName(_("What the helper sees"))
        self.report.setMinimumHeight(theme.px(120))
        self.body.addWidget(self.report, 1)
        self.buttons.addWidget(Button(_("Save as a file…"), icon="device-floppy", on=self.ask_file))
        self.main = Button(_("Copy it"), "primary", icon="copy", icon_color="on_primary", on=self.copied)
        self.buttons.addWidget(self.main, 1)
        self.first = self.main

    def copied(self) -> None:
        """To the clipboard, for a chat or an e-mail."""
        copy(self._text)
        self.strip.say(_("Copied. Paste it into a chat."), tone="primary")

    def ask_file(self) -> None:
        """Where to."""
        chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as a file…"), "shopdesk-help.zip", "*.zip *.txt")
        if chosen:
            self.save(chosen)

    def save(self, file: str) -> None:
        """Write it there, exactly what was read here; small, in a zip that every chat takes."""
        try:
            if file.endswith(".zip"):
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                    packed.writestr("shopdesk.txt", self._text + "\n")
            else:
                with open(file, "w", encoding="utf-8") as out:
                    out.write(self._text + "\n")
        except OSError as error:
            self.strip.refuse(DatabaseProblem(N_("The file cannot be written."), hint=str(error)))
        else:
            self.strip.say(_("Saved: {file}").format(file=file), tone="primary")
