"""What a platform says of its categories, asked in the background; what was asked once is remembered till the end."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from shopdesk.base import i18n
from shopdesk.shop.channels import ChannelProblem

if TYPE_CHECKING:
    from shopdesk.shop.accounts import Standing
    from shopdesk.shop.channels import Account, Attribute, Category
    from shopdesk.ui.online import Outside
    from shopdesk.ui.shell import Window

T = TypeVar("T")


Key = tuple[str, str]


def _key(account: "Account | Standing") -> Key:
    """A platform has a tree for each country, and each web shop one of its own."""
    return account.channel, account.place


class Tree:
    """One per page. A question is answered by `then(answer)` in the window's thread, or by `otherwise(problem)`."""

    def __init__(self, window: "Window") -> None:
        self._win = window
        self._categories: dict[Key, Sequence[Category]] = {}
        self._attributes: dict[tuple[Key, str], Sequence[Attribute]] = {}

    def known(self, account: "Account | Standing") -> "Sequence[Category]":
        """The tree, as far as it was asked for."""
        return self._categories.get(_key(account), ())

    def attributes_known(self, account: "Account | Standing", category: str) -> "Sequence[Attribute]":
        """What a category asks for, as far as it was asked."""
        return self._attributes.get((_key(account), category), ())

    def ask_categories(
        self, account: "Account", then: "Callable[[Sequence[Category]], object]",
        otherwise: "Callable[[ChannelProblem], object]",
    ) -> None:  # fmt: skip
        """The living tree."""
        language, key = i18n.language(), _key(account)

        def told(found: "Sequence[Category]") -> None:
            self._categories[key] = found
            then(found)

        if key in self._categories:
            then(self._categories[key])
        else:
            self._run(lambda asked: asked.categories(account, language), told, otherwise)

    def ask_suggestions(
        self, account: "Account", title: str, then: "Callable[[Sequence[Category]], object]",
        otherwise: "Callable[[ChannelProblem], object]",
    ) -> None:  # fmt: skip
        """What the platform proposes."""
        self._run(lambda asked: asked.suggest(account, title), then, otherwise)

    def ask_attributes(
        self, account: "Account", category: str, then: "Callable[[Sequence[Attribute]], object]",
        otherwise: "Callable[[ChannelProblem], object]",
    ) -> None:  # fmt: skip
        """What a category asks for."""
        language, key = i18n.language(), (_key(account), category)

        def told(found: "Sequence[Attribute]") -> None:
            self._attributes[key] = found
            then(found)

        if key in self._attributes:
            then(self._attributes[key])
        else:
            self._run(lambda asked: asked.attributes(account, category, language), told, otherwise)

    def ask_gone(self, account: "Account", category: str, gone: "Callable[[], object]") -> None:
        """Call `gone` where the living tree has this category no more; not where nobody can say."""
        from shopdesk.shop import categories

        def told(found: "Sequence[Category]") -> None:
            if found and categories.living(found, category) is None:
                gone()

        self.ask_categories(account, told, lambda _problem: None)

    def _run(
        self, ask: "Callable[[Outside], T]", then: "Callable[[T], object]",
        otherwise: "Callable[[ChannelProblem], object]",
    ) -> None:  # fmt: skip
        online = self._win.online
        if online is None or online.outside is None:
            return
        outside = online.outside

        def failed(error: Exception) -> None:
            if not isinstance(error, ChannelProblem):
                raise error
            otherwise(error)

        self._win.jobs.run(lambda _job: ask(outside), then, failed)
