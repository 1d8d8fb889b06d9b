"""What the shop offers online, at a glance: every offer at every account, how it stands there and why."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shopdesk.db import quick
from shopdesk.shop import keeping, publishing
from shopdesk.shop.desk import Desk
from shopdesk.shop.rights import Right, use_case

# What a platform's own buyers took since a file went there it counts itself; over a line it is told anew.
_ALL = (
    "SELECT f.id, f.product, f.title, f.photos, coalesce(l.id, 0), coalesce(a.id, 0), coalesce(a.name, ''), "
    "coalesce(a.channel, ''), coalesce(l.state, 'draft'), coalesce(l.remote_state, ''), coalesce(l.why, ''), "
    "coalesce(l.link, ''), (SELECT min(u.price) FROM listing_unit u WHERE u.listing = l.id AND u.archived_at IS NULL), "
    "(SELECT sum(max(p.stock - (SELECT coalesce(sum(r.qty - r.cancelled), 0) / 1000 FROM online_line r "
    "JOIN online_order o ON o.id = r.online_order WHERE r.unit = u.id AND o.state <> 'cancelled' "
    "AND o.placed_at > coalesce((SELECT s.pushed_at FROM account_state s WHERE s.account = l.account), 0) "
    "AND json_extract(a.options, '$.by_file')), 0)) FROM published p JOIN listing_unit u ON u.id = p.unit "
    "WHERE u.listing = l.id "
    "AND u.archived_at IS NULL), coalesce(q.state, ''), coalesce(q.why, ''), coalesce(q.fix, ''), "
    "coalesce((SELECT json_group_array(u.id) FROM listing_unit u WHERE u.listing = l.id AND u.archived_at IS NULL), "
    "'[]') FROM offer f LEFT JOIN listing l ON l.offer = f.id AND l.state <> 'removed' "
    "LEFT JOIN channel_account a ON a.id = l.account "
    "LEFT JOIN outbox q ON q.account = l.account AND q.kind = 'listing' AND q.key = l.id "
    "WHERE f.archived_at IS NULL AND (a.id IS NULL OR a.archived_at IS NULL) ORDER BY f.title, f.id, a.id LIMIT :most"
)
_UNITS = (
    "SELECT u.id, u.account, u.item, i.base_unit FROM listing_unit u JOIN item i ON i.id = u.item "
    "WHERE u.listing = :listing AND u.archived_at IS NULL ORDER BY u.id"
)
MOST = 5_000


@dataclass(frozen=True, slots=True)
class Listed:
    """An offer at one account; without one `listing` and `account` are 0 and it is a draft.

    `published` is what the channel last confirmed, by files less what its buyers took since, and `offered` what it
    shall say now, in whole units (None: nobody knows); `waits` the state of what is still to be said ("" where nothing
    is), `why` and `fix` a refusal.
    """

    offer: int
    product: int
    title: str
    photo: str
    listing: int
    account: int
    account_name: str
    channel: str
    state: str
    remote_state: str
    why: str
    fix: str
    link: str
    price: int | None
    published: int | None
    offered: int | None
    waits: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How many of a listing a buyer will see (None: nobody knows, nobody counted them), and the rule in words."""

    count: int | None
    sentence: str


@use_case(Right.LOOK)
def everything(desk: Desk, most: int = MOST) -> list[Listed]:
    """Every offer at every account, by title; drafts without an account once."""
    rows = quick.rows(desk.session.connection(), _ALL, {"most": most})
    units = [json.loads(row[17]) for row in rows]
    counts = publishing.to_publish(desk, [unit for some in units for unit in some])
    return [
        _listed(row, [counts[unit] for unit in some if unit in counts]) for row, some in zip(rows, units, strict=True)
    ]


def _listed(row: Sequence[Any], counts: Sequence[int | None]) -> Listed:
    (offer, product, title, photos, listing, account, name, channel, state, remote_state, why, link, price, published,
     waits, stuck, fix, _units) = row  # fmt: skip
    known = [count for count in counts if count is not None]
    names = json.loads(photos) if photos else []
    refusal = (why or stuck, fix)
    return Listed(
        offer,
        product,
        title,
        names[0] if names else "",
        listing,
        account,
        name,
        channel,
        state,
        remote_state,
        *refusal,
        link,
        price,
        published,
        sum(known) if known else None,
        waits,
    )


@use_case(Right.LOOK)
def rule(desk: Desk, listing: int) -> Rule:
    """How many a buyer will see there, and why."""
    rows = quick.rows(desk.session.connection(), _UNITS, {"listing": listing})
    counts = [count for count in publishing.to_publish(desk, [row[0] for row in rows]).values() if count is not None]
    words = keeping.sentence(desk, *rows[0][1:]) if rows else ""
    return Rule(sum(counts) if counts else None, words)
