"""Categories of a platform: asked for, and found again by the shop's own word for goods."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.columns import row
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run, settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shopdesk.shop.channels import Account, Category, Channel
    from shopdesk.shop.desk import Desk, Office
    from shopdesk.shop.rights import Actor


@command("listing categories", N_("Categories of a platform for goods"))
def categories(
    run: Run,
    words: Annotated[str, Argument(metavar="WORDS", help=N_("What it is called"))],
    account: Annotated[str, Option("--account", metavar="NAME", help=N_("Name or number of the account"))],
) -> Answer:
    """What the shop chose for these words before, then what the platform proposes, else those whose name holds them."""
    from shopdesk.cli import channels
    from shopdesk.shop import accounts
    from shopdesk.shop import categories as remembered

    with run.office() as office:
        settled(office)
        with office.reading(run.actor(office)) as desk:
            own = accounts.account_of(accounts.named(desk, account))
            before = remembered.match(desk, channels.rules(own.channel).tree(own.uid), words)
        if channels.rules(own.channel).by_file:
            hint = N_("Its own file says which there are.")
            raise Conflict(N_("{name} is sold at by files."), hint=hint, name=own.name)
        with channels.asked():
            found = _found(channels.line(run).channel(own), words, before)
    used = before.id if before is not None else ""
    told = [{"id": one.id, "path": one.path, "used": one.id == used} for one in found]
    lines = tuple(row(one.id, f"{one.path} · {_('used before')}" if one.id == used else one.path) for one in found)
    return Answer({"categories": told}, lines or (_("The platform has none of this name."),))


def _found(there: "Channel", words: str, before: "Category | None") -> "Sequence[Category]":
    """With `before` first, where the platform has it still."""
    from shopdesk.base.i18n import language
    from shopdesk.shop import categories as remembered

    found = there.suggest(words) or _named(there, words)
    if before is None:
        return found
    known = remembered.living(found, before.id) or remembered.living(there.categories(language()), before.id)
    return [*([known] if known else []), *(one for one in found if one.id != before.id)]


def _named(there: "Channel", words: str) -> "Sequence[Category]":
    """Those whose name holds the words, in the language of the moment, else in another: a Thai word finds them too."""
    from shopdesk.base.i18n import NAMES, language
    from shopdesk.core import thaitext

    folded, own = thaitext.fold(words), there.categories(language())
    for tree in (own, *(there.categories(other) for other in NAMES if other != language())):
        named = {one.id for one in tree if one.leaf and folded in thaitext.fold(one.path)}
        if named:
            return [one for one in own if one.id in named]
    return []


@dataclass(frozen=True, slots=True)
class Place:
    """The category goods of a `word` stand in at an account: `found` is remembered for the word, `gone` forgotten."""

    category: str
    tree: str = ""
    word: str = ""
    found: "Category | None" = None
    gone: str = ""

    def keep(self, desk: "Desk") -> None:
        """For the next goods of this word."""
        from shopdesk.shop import categories as remembered

        if self.found is not None:
            remembered.remember(desk, self.tree, self.word, self.found)
        if self.gone:
            remembered.forget(desk, self.tree, self.gone)


def place(run: Run, office: "Office", actor: "Actor | None", account: "Account", word: str, wanted: str) -> Place:
    """The category that is `wanted`, else what the word came to before, as it stands in the living tree.

    Without a line it is taken as it is: the platform says later what it does not take. Raises Invalid for one that the
    platform does not have.
    """
    from shopdesk.cli import channels
    from shopdesk.shop import categories as remembered
    from shopdesk.shop.channels import Category, ChannelProblem

    rules = channels.rules(account.channel)
    tree = rules.tree(account.uid)
    with office.reading(actor) as desk:
        before = remembered.match(desk, tree, word)
    number = wanted or (before.id if before is not None else "")
    if not number or rules.by_file:
        return Place(number, tree, word, Category(wanted, wanted) if wanted else None)
    try:
        found = _living(channels.line(run).channel(account), word, number)
    except ChannelProblem:
        return Place(number, tree, word)
    if found is None and wanted:
        hint = N_("See: shopdesk listing categories WORDS")
        raise Invalid(N_("The platform has no category {number}."), hint=hint, number=number[:40])
    return Place(number, tree, word, found) if found is not None else Place("", tree, word, gone=number)


def _living(there: "Channel", word: str, number: str) -> "Category | None":
    """What is proposed for the word costs little; only where it is not among that the whole tree is asked for."""
    from shopdesk.base.i18n import language
    from shopdesk.shop import categories as remembered

    return remembered.living(there.suggest(word), number) or remembered.living(there.categories(language()), number)
