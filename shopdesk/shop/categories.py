"""The villager's own word for goods and the category it came to at a platform, whose living tree has the last word."""

from collections.abc import Sequence

from sqlmodel import col, select

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import thaitext
from shopdesk.db import models, quick, records
from shopdesk.shop.channels import Category
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

_USED = (
    "SELECT category, max(path) FROM category_match WHERE channel = :channel AND archived_at IS NULL "
    "GROUP BY category ORDER BY max(id) DESC LIMIT :most"
)
MOST = 60


@use_case(Right.LOOK)
def match(desk: Desk, tree: str, word: str) -> Category | None:
    """The category this word came to before in a tree (`Rules.tree`), None for a new word."""
    row = _row(desk, tree, word)
    return Category(row.category, row.path) if row is not None and row.archived_at is None else None


@use_case(Right.LOOK)
def used(desk: Desk, tree: str, most: int = MOST) -> list[Category]:
    """Categories the shop used before of a tree (`Rules.tree`), the last first."""
    rows = quick.rows(desk.session.connection(), _USED, {"channel": tree, "most": most})
    return [Category(str(category), str(path)) for category, path in rows]


@use_case(Right.ONLINE)
def remember(desk: Desk, tree: str, word: str, category: Category) -> None:
    """The next product of this word starts with this category. Raises Invalid for one that takes no goods."""
    if not category.leaf:
        raise Invalid(N_("Choose a narrower category."), hint=N_("Go on to the last step of the list."))
    row = _row(desk, tree, word)
    if row is None:
        row = models.CategoryMatch(
            uid="", channel=tree, word=_folded(word), category=category.id, path=category.path
        )  # fmt: skip
        records.create(desk.session, desk.entry, row, desk.now, desk.random)
    else:
        records.change(
            desk.session, desk.entry, row, category=category.id, path=category.path, archived_at=None
        )  # fmt: skip


@use_case(Right.ONLINE)
def forget(desk: Desk, tree: str, category: str) -> None:
    """The platform has this category no more: no word comes to it, until a person chooses it again."""
    known = select(models.CategoryMatch).where(
        models.CategoryMatch.channel == tree, models.CategoryMatch.category == category,
        col(models.CategoryMatch.archived_at).is_(None),
    )  # fmt: skip
    for row in desk.session.exec(known).all():
        records.archive(desk.session, desk.entry, row, desk.now)


def living(tree: Sequence[Category], category: str) -> Category | None:
    """The category as it stands in the platform's tree of today; None where it is gone or takes no goods itself."""
    return next((one for one in tree if one.id == category and one.leaf), None)


def _row(desk: Desk, tree: str, word: str) -> models.CategoryMatch | None:
    known = select(models.CategoryMatch).where(
        models.CategoryMatch.channel == tree, models.CategoryMatch.word == _folded(word)
    )
    return desk.session.exec(known).first()


def _folded(word: str) -> str:
    return thaitext.fold(word.strip())
