"""The online side of one shop as a window uses it: rounds in the background, signing in, what was held tried again.

line.open(office)      begins, where the shop has an account; line.close() before the file goes

Whatever asks a platform waits for its answer: call it in the background. After `close` nothing here touches the file,
even where a platform answers later.
"""

import contextlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from sqlmodel import col, select

from shopdesk.base.clock import Clock
from shopdesk.base.errors import DatabaseProblem, ShopError
from shopdesk.base.i18n import N_
from shopdesk.db import models
from shopdesk.shop import accounts
from shopdesk.shop.channel_problems import of_practice
from shopdesk.shop.channels import Account, Attribute, Category, Channel, ChannelProblem, Rules, Seller, SignIn
from shopdesk.shop.desk import Desk, Office
from shopdesk.shop.rights import Actor
from shopdesk.sync import channels, replaying, thrift
from shopdesk.sync.engine import Engine, Event, Opened
from shopdesk.sync.running import Runner
from shopdesk.sync.vault import Vault, open_vault

Tell = Callable[[str, int, int], object]


class Gate(Office):
    """The office for work that outlives it: once it is shut, no desk is given. Raises DatabaseProblem then."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.data_dir, office.engine, office.clock, office.random, office.till, office.question)
        self.deeds = office.deeds
        self._one, self._is_shut = threading.RLock(), False

    @contextlib.contextmanager
    def writing(self, actor: Actor | None = None, approver: Actor | None = None) -> Iterator[Desk]:
        """A desk for one deed."""
        with self._one:
            self._still()
            with super().writing(actor, approver) as desk:
                yield desk

    @contextlib.contextmanager
    def reading(self, actor: Actor | None = None) -> Iterator[Desk]:
        """A desk that sees one moment."""
        with self._one:
            self._still()
            with super().reading(actor) as desk:
                yield desk

    def shut(self) -> None:
        """From now on nobody comes in; whoever is inside ends first."""
        with self._one:
            self._is_shut = True

    def _still(self) -> None:
        if self._is_shut:
            raise DatabaseProblem(N_("The shop is being closed."))


class _Rounds(Engine):
    """Tells when a round begins and ends."""

    tell: Tell = staticmethod(lambda _kind, _account, _count: None)

    def step(self, *, at_once: bool = False) -> bool:
        """One round."""
        self.tell("begins", 0, 0)
        try:
            return super().step(at_once=at_once)
        finally:
            self.tell("ends", 0, 0)


@contextlib.contextmanager
def _asked(account: Account) -> Iterator[None]:
    """A single question to a platform; of the marketplace of this computer a person reads that it is closed."""
    try:
        yield
    except ChannelProblem as problem:
        if account.options.get("practice"):
            raise of_practice(problem) from problem
        raise


class Line:
    """One per window. `tell(kind, account, count)` hears of rounds and what they brought, in a thread of ours.

    `spare` says whether photos wait because the line is paid by what is used.
    """

    def __init__(self, data_dir: Path, now: Clock, tell: Tell, spare: Callable[[], bool] = lambda: False) -> None:
        self._data_dir, self._now, self._tell, self._spare = data_dir, now, tell, spare
        self._vault: Vault | None = None
        self._gate: Gate | None = None
        self._runner: Runner | None = None

    # Rounds

    def open(self, office: Office) -> bool:
        """Begin the rounds; answers False where the shop has no account that is spoken with by itself."""
        if self._runner is not None or not _any_account(office):
            return self._runner is not None
        self._gate = Gate(office)
        rounds = _Rounds(self._gate, self._opened, self._now, office.random, self._heard)
        rounds.tell = self._tell
        self._runner = Runner(rounds)
        self._runner.start()
        return True

    def close(self, seconds: float = 5.0) -> bool:
        """End the rounds and let the shop's file go; answers whether the thread ended in time."""
        runner, self._runner = self._runner, None
        if self._gate is not None:
            self._gate.shut()
        return runner.stop(seconds) if runner is not None else True

    def wake(self, *, at_once: bool = False) -> None:
        """Something is to be said; `at_once` where a person waits for it."""
        if self._runner is not None:
            self._runner.wake(at_once=at_once)

    def _heard(self, event: Event) -> None:
        self._tell(event.kind, event.account, event.count)

    def _opened(self, account: Account) -> Opened:
        return thrift.opener(channels.opener(self._safe(), self._now), self._spare)(account)

    # Accounts

    def channels(self) -> Sequence[Rules]:
        """What can be added."""
        return [channels.rules(name) for name in channels.OPENERS]

    def sign_in(self, account: Account, comes_back_to: str, state: str) -> SignIn:
        """The page to open in a browser. Raises ChannelProblem."""
        return self.channel(account).sign_in(comes_back_to, state)

    def finish(self, account: Account, address: str, state: str, keep: Callable[[Seller], object]) -> Seller:
        """Take what came back from it; `keep` stores in the shop whose it is. Where it refuses, the account has the
        secrets it had before: it would speak for another shop. Raises ChannelProblem and what `keep` raises."""
        before = self._safe().get(account.uid)
        with _asked(account):
            seller = self.channel(account).finish_sign_in(address, state)
        try:
            keep(seller)
        except ShopError:
            self._safe().put(account.uid, before)
            raise
        return seller

    def test(self, account: Account) -> Seller:
        """Ask the platform who we are. Raises ChannelProblem."""
        with _asked(account):
            return self.channel(account).seller()

    def categories(self, account: Account, language: str) -> Sequence[Category]:
        """The platform's living tree, flat. Raises ChannelProblem."""
        with _asked(account):
            return self.channel(account).categories(language)

    def suggest(self, account: Account, title: str) -> Sequence[Category]:
        """Categories the platform proposes for a title. Raises ChannelProblem."""
        return self.channel(account).suggest(title)

    def attributes(self, account: Account, category: str, language: str) -> Sequence[Attribute]:
        """What a category asks for. Raises ChannelProblem."""
        return self.channel(account).attributes(category, language)

    def keep(self, uid: str, secrets: Mapping[str, str]) -> None:
        """Put secrets of an account into the vault, beside those that are there. Raises Retry."""
        self._safe().change(uid, **secrets)

    def forget(self, uid: str) -> None:
        """Take the secrets of an account out of the vault. Raises Retry."""
        self._safe().forget(uid)

    def replay(self, office: Office, actor: Actor | None, held: int, text: str) -> None:
        """Take in a held reply as a person mended its text, in that person's name. Raises ShopError, ChannelProblem."""
        replaying.replay(office, actor, held, text, self.channel)

    def channel(self, account: Account) -> Channel:
        """The account's channel, for a single question. Raises ChannelProblem."""
        return channels.opener(self._safe(), self._now, asked=True)(account).channel

    def _safe(self) -> Vault:
        if self._vault is None:
            self._vault = open_vault(self._data_dir)
        return self._vault


def _any_account(office: Office) -> bool:
    with office.reading() as desk:
        rows = desk.session.exec(
            select(models.ChannelAccount).where(col(models.ChannelAccount.archived_at).is_(None))
        ).all()
        return any(not accounts.account_of(row).options.get("by_file") for row in rows)
