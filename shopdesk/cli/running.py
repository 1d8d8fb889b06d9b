"""What every command is given and gives back: the shop it works on, who acts, and how the answer is told."""

import contextlib
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopdesk.base import paths
from shopdesk.base.errors import Conflict, NotAllowed, NotFound, ShopError, Unsure
from shopdesk.base.i18n import N_, _

if TYPE_CHECKING:
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.rights import Actor

# What a terminal obeys or a reader is fooled by; a name of a stranger's file may hold it.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_LONGEST_PIN_LINE = 64


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found or did: one JSON object, or lines for people. `code` 1 where the finding is bad."""

    data: dict[str, Any]
    lines: tuple[str, ...] = ()
    code: int = 0


@dataclass(slots=True)
class Run:
    """One run of a command with the options that every command has. `named` where the folder was given with --data.

    `anyway` answers yes in advance to what a deed may ask.
    """

    data: Path = field(default_factory=paths.default_data_dir)
    json: bool = False
    quiet: bool = False
    user: str | None = None
    named: bool = False
    anyway: bool = False

    def say(self, *lines: str) -> None:
        """A remark for people, shown at once; neither with --json nor with --quiet."""
        if not (self.json or self.quiet):
            for line in lines:
                print(seen(line), flush=True)

    def tell(self, answer: Answer) -> int:
        """Show the answer and give its exit code."""
        if self.json:
            print(as_json(answer.data))
        else:
            for line in answer.lines:
                print(seen(line))
        return answer.code

    def refuse(self, error: ShopError) -> int:
        """Say what was refused and what can be done about it; exit code 1."""
        hint = error.hint
        if isinstance(error, NotAllowed) and self.user is None:
            hint = _("Add --user NAME and give the PIN on standard input.")
        if isinstance(error, Unsure):
            hint = _("{yes}: add --anyway.").format(yes=error.yes)
        if self.json:
            print(as_json({"error": str(error), "hint": hint}))
        else:
            print(seen(" ".join(part for part in (str(error), hint) if part)), file=sys.stderr)
        return 1

    @contextlib.contextmanager
    def office(self, *, make: bool = False) -> "Iterator[Office]":
        """The shop of the data folder; with `make` a new one where there is none. Raises NotFound, DatabaseProblem."""
        from shopdesk.shop.desk import QUESTIONS, asking
        from shopdesk.shop.opening import open_office

        if not make and not paths.shop_file(self.data).is_file():
            raise NotFound(
                N_("There is no shop in {place}."), hint=N_("Name its folder with --data DIR."), place=self.data
            )
        office = open_office(self.data)
        try:
            with asking(QUESTIONS if self.anyway else frozenset()):
                yield office
        finally:
            # The window may be open beside this: emptying the log is left to whoever closes last.
            office.engine.dispose()

    def actor(self, office: "Office") -> "Actor | None":
        """Who acts: --user with the PIN on standard input; None leaves it to the shop, where no PIN is set."""
        if self.user is None:
            return None
        from shopdesk.shop import users

        return users.sign_in(office, self.user, _pin())

    @contextlib.contextmanager
    def looking(self) -> "Iterator[Desk]":
        """A desk that only looks."""
        with self.office() as office, office.reading(self.actor(office)) as desk:
            yield desk


def settled(office: "Office") -> None:
    """Raise Conflict where the folder came from another machine and nobody said yet whether it was moved or copied."""
    if office.question:
        raise Conflict(
            N_("This shop comes from another folder or machine."),
            hint=N_("Say which with: shopdesk till moved, or: shopdesk till copy"),
        )


def _pin() -> str:
    if sys.stdin.isatty():
        import getpass

        return getpass.getpass("PIN: ")
    return sys.stdin.readline(_LONGEST_PIN_LINE).strip()


def seen(line: str) -> str:
    """A line in which everything can be seen: control and turning characters are written out."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", line)


def as_json(data: dict[str, Any]) -> str:
    """One JSON object on readable lines, Thai as it is, and nothing in it that a terminal obeys."""
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return "\n".join(seen(line) for line in text.split("\n"))
