"""Somebody with the right stands in for one deed, with their PIN."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from shopdesk.base.errors import NotAllowed
from shopdesk.base.i18n import N_, _
from shopdesk.ui.pages.people import persons
from shopdesk.ui.pages.people.pinpad import PinSheet
from shopdesk.ui.widgets.text import Plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopdesk.shop.desk import Office
    from shopdesk.shop.rights import Actor
    from shopdesk.shop.users import UserInfo
    from shopdesk.ui.shell import Window


class ApprovalSheet(PinSheet):
    """What was refused, who may allow it, and their PIN. Answers the actor who stands in, or None."""

    def __init__(self, office: "Office", error: NotAllowed, people: "Sequence[UserInfo]") -> None:
        chosen = people[0].name if people else ""
        super().__init__(office, _("The owner's PIN"), _("Allow it this once"), people, chosen)
        self._error = error
        self.left.addWidget(Plain(str(error), "h", wrap=True))
        for words in error.about:
            self.left.addWidget(Plain(words, "strong", wrap=True))
        self.left.addWidget(Plain(_("Who may allow it enters the PIN, for this one deed."), "sub", wrap=True))
        self.left.addWidget(self.who)
        self.left.addStretch(1)

    def passed(self, actor: "Actor") -> None:
        """Their PIN was right: hold that they have the right."""
        if self._error.right in {right.value for right in actor.rights}:
            self.finish(actor)
        else:
            self.refused(NotAllowed(N_("{name} may not allow this."), right=self._error.right, name=actor.name))


def ask(window: "Window", error: NotAllowed, then: "Callable[[Actor], object]") -> None:
    """Open the sheet; `then(actor)` once somebody with the right has entered the PIN, nothing where nobody does."""
    from shopdesk.shop import users

    assert window.office is not None
    able = users.able(persons.listed(window.office), error.right)
    sheet = window.open(ApprovalSheet(window.office, error, able))
    sheet.done.connect(lambda actor: actor and then(actor))
