"""What can go wrong, in words a shopkeeper can act on.

ShopError                what the surroundings or the person did; shown as a sentence, the till stays open
├── Invalid              a value that cannot be accepted
├── NotFound             something asked for is not there
├── NotAllowed           the person lacks the right; `right` names it, so that an owner's PIN can be asked for
├── Conflict             it was already done, or changed meanwhile
├── Unsure               it can be done, once the person said yes to a question; `question` names it
└── DatabaseProblem      the shop file: full disk, locked, damaged, too new

Every other exception is a fault of ours: it goes to the log and to the crash box.
"""

from shopdesk.base.i18n import _


class ShopError(Exception):
    """A refusal. `text` and `hint` are English catalogue sentences; they are translated when shown, not when raised."""

    def __init__(self, text: str, *, hint: str = "", **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.hint_text = hint
        self.values = values

    def __str__(self) -> str:
        return _(self.text).format(**self.values) if self.values else _(self.text)

    @property
    def hint(self) -> str:
        """What the person can do about it, in the language of the moment; empty when there is nothing."""
        if not self.hint_text:
            return ""
        return _(self.hint_text).format(**self.values) if self.values else _(self.hint_text)


class Invalid(ShopError):
    """A value that cannot be accepted; nothing was stored."""


class NotFound(ShopError):
    """Something asked for is not there."""


class NotAllowed(ShopError):
    """The acting person lacks a right. An approver who has it may stand in, and reads `about` what is to be allowed."""

    def __init__(self, text: str, *, right: str, hint: str = "", **values: object) -> None:
        super().__init__(text, hint=hint, **values)
        self.right = right
        self.about: tuple[str, ...] = ()


class Conflict(ShopError):
    """It was done already, or somebody changed it meanwhile."""


class Unsure(ShopError):
    """Nothing was stored yet: the person is asked whether it is meant; `yes` says in words what happens then."""

    def __init__(self, text: str, *, question: str, yes: str, hint: str = "", **values: object) -> None:
        super().__init__(text, hint=hint, **values)
        self.question, self.yes_text = question, yes

    @property
    def yes(self) -> str:
        """What happens after a yes, in the language of the moment."""
        return _(self.yes_text).format(**self.values) if self.values else _(self.yes_text)


class DatabaseProblem(ShopError):
    """The shop file cannot be used as asked: disk full, locked, damaged, or made by a newer program."""
