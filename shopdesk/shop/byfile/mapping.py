"""Rows of an order export as orders: one row for each line or each piece, in any order, repeated or not.

    orders, held = mapping.orders(format, sheet, now)

What an order cannot be read from is held as a whole: half an order would be kept and sent wrongly.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_
from shopdesk.core import orderstate, thaitext
from shopdesk.shop.byfile import values
from shopdesk.shop.byfile.formats import Format
from shopdesk.shop.byfile.holding import Held
from shopdesk.shop.byfile.sheets import Sheet
from shopdesk.shop.channels import RemoteLine, RemoteOrder
from shopdesk.shop.importing.reading import Row

_TIMES = ("changed", "completed", "cancelled", "delivered", "shipped", "ready", "paid", "placed")
_ADDRESS = ("street", "subdistrict", "district", "province", "postcode")
_KEPT = ("tracking", "carrier", "reason", "return", "returned", "package", "pay")
_ON_DELIVERY = ("cod", "cash on delivery", "ปลายทาง")
# What a platform writes where nothing is brought back or cancelled.
_NOTHING = frozenset({"", "-", "normal", "none", "no"})
MOST_MORE = 20
# How a row is called whose order nobody can tell.
ROW = "row-"


def orders(own: Format, sheet: Sheet, now: datetime) -> tuple[list[RemoteOrder], list[Held]]:
    """Every order of a sheet, and what could not be read, in the order of the rows."""
    groups, held = _groups(sheet)
    made = []
    for remote, rows in groups.items():
        try:
            made.append(_order(own, sheet, remote, rows, now))
        except Invalid as problem:
            held.append(_held(sheet, rows, remote, problem))
    held += [
        Held(bad.number, f"{ROW}{bad.number}", *_words(bad.problem), {}, bad.problem.values) for bad in sheet.broken
    ]
    return made, sorted(held, key=lambda one: one.row)


def _groups(sheet: Sheet) -> tuple[dict[str, list[Row]], list[Held]]:
    """The rows of each order; a row whose order nobody can tell stands for itself."""
    groups: dict[str, list[Row]] = {}
    held = []
    for position, row in enumerate(sheet.rows):
        if position == 0 and _describes(sheet, row):
            continue
        try:
            groups.setdefault(_remote(sheet, row), []).append(row)
        except Invalid as problem:
            held.append(_held(sheet, [row], f"{ROW}{row.number}", problem))
    return groups, held


def _describes(sheet: Sheet, row: Row) -> bool:
    """Whether it explains the headings, as the row below them does in some files."""
    return " " in sheet.cell(row, "order") and not any(letter.isdecimal() for letter in sheet.cell(row, "order"))


def _remote(sheet: Sheet, row: Row) -> str:
    remote = values.name_of(sheet.cell(row, "order"))
    if not remote:
        raise Invalid(N_("This row has no order number."), hint=N_("Download the file again."))
    return remote


def _held(sheet: Sheet, rows: Sequence[Row], key: str, problem: Invalid) -> Held:
    body = {"rows": [sheet.as_text(row) for row in rows]}
    return Held(rows[0].number, key, *_words(problem), body, problem.values)


def _words(problem: Invalid) -> tuple[str, str]:
    return problem.text, problem.hint_text


def _order(own: Format, sheet: Sheet, remote: str, rows: Sequence[Row], now: datetime) -> RemoteOrder:
    if any(_cut(sheet, row) for row in rows):
        raise Invalid(N_("The file ends in the middle of this order."), hint=N_("Download the file again."))
    whole = _whole(sheet, rows)
    lines = _lines(own, sheet, remote, rows)
    goods = sum(line.price * line.quantity for line in lines)
    shipping, discount = _sum(sheet, rows, "shipping"), _sum(sheet, rows, "discount") + _sum(sheet, rows, "bundle")
    total = abs(values.satang(whole["total"])) if whole.get("total") else max(goods + shipping - discount, 0)
    times = [at for row in rows for name in _TIMES if (at := values.moment(sheet.cell(row, name)))]
    placed = values.moment(whole.get("placed", "")) or min(times, default=now)
    state, raw = _state(own, sheet, rows)
    address = {name: values.hidden(whole[name]) for name in _ADDRESS if whole.get(name)}
    return RemoteOrder(
        remote, remote, state, raw, placed, max([placed, *times]), lines, goods, shipping, discount, total,
        deadline=_deadline(sheet, rows, state), cod=_on_delivery(whole.get("pay", "")),
        buyer=values.hidden(whole.get("recipient") or whole.get("buyer", "")),
        phone=values.hidden(whole.get("phone", "")),
        address=address, note=values.words(whole.get("note", "")), wants=_wants(whole, state),
        tracking=values.words(whole.get("tracking", "")), carrier=values.words(whole.get("carrier", "")),
        more=_more(sheet, rows, whole),
    )  # fmt: skip


def _cut(sheet: Sheet, row: Row) -> bool:
    """Whether a text file ends within this row: programs write every row in full width."""
    return not sheet.name and row is sheet.rows[-1] and len(row.cells) < len(sheet.headings)


def _whole(sheet: Sheet, rows: Sequence[Row]) -> dict[str, str]:
    """What is said of the order: of each field the first row that says it."""
    found: dict[str, str] = {}
    for row in rows:
        for field in sheet.columns:
            if field not in found and (cell := sheet.cell(row, field)):
                found[field] = cell
    return found


def _sum(sheet: Sheet, rows: Sequence[Row], field: str) -> int:
    """An amount of the whole order, whether each row tells its part or all of them tell the whole."""
    amounts = [abs(values.satang(sheet.cell(row, field))) for row in rows]
    return sum(amounts) if field in sheet.kind.each else max(amounts, default=0)


def _deadline(sheet: Sheet, rows: Sequence[Row], state: str) -> datetime | None:
    if state not in orderstate.HOLDING:
        return None
    return min((at for row in rows if (at := values.moment(sheet.cell(row, "deadline")))), default=None)


def _on_delivery(pay: str) -> bool:
    return any(word in pay.casefold() for word in _ON_DELIVERY)


def _wants(whole: Mapping[str, str], state: str) -> str:
    """Whether a buyer brings something back that the shop has to look at."""
    back = whole.get("return", "").casefold() not in _NOTHING and "cancel" not in whole.get("return", "").casefold()
    return "return" if back and state in (*orderstate.LEFT, "problem") else ""


def _more(sheet: Sheet, rows: Sequence[Row], whole: Mapping[str, str]) -> dict[str, str]:
    """What has no place of its own, and the columns nobody knows, as far as they fit."""
    kept = {field: whole[field] for field in _KEPT if whole.get(field)}
    for row in rows:
        for heading, cell in sheet.others(row):
            if len(kept) < MOST_MORE and cell not in ("0", "0.00", "-", "N"):
                kept.setdefault(thaitext.printable(heading), cell)
    return kept


def _lines(own: Format, sheet: Sheet, remote: str, rows: Sequence[Row]) -> tuple[RemoteLine, ...]:
    """Lines with an id of their own for each piece, or by goods where the file has none."""
    groups: dict[tuple[str, str, str, int], list[Row]] = {}
    for row in _once(sheet, rows):
        groups.setdefault(_goods(sheet, row), []).append(row)
    made, told = [], Counter[str]()
    for key, group in sorted(groups.items()):
        if "item" in sheet.columns:
            made.append(_of_pieces(own, sheet, key, group))
            continue
        quantities = sorted(values.pieces(sheet.cell(row, "quantity")) for row in group)
        made += [_of_goods(remote, key, told, quantity) for quantity in quantities]
    return tuple(made)


def _once(sheet: Sheet, rows: Sequence[Row]) -> list[Row]:
    """Rows of pieces, each piece once: the same id again is the same piece."""
    if "item" not in sheet.columns:
        return list(rows)
    return list({values.name_of(sheet.cell(row, "item")) or f"row-{row.number}": row for row in rows}.values())


def _goods(sheet: Sheet, row: Row) -> tuple[str, str, str, int]:
    """What makes rows the same goods: seller code, the platform's own, name, price of one."""
    sku = values.words(sheet.cell(row, "sku")) or values.words(sheet.cell(row, "parent"))
    name, choice = values.words(sheet.cell(row, "name")), values.words(sheet.cell(row, "choice"))
    price = values.satang(sheet.cell(row, "price"))
    if price < 0 or not (sku or name):
        raise Invalid(N_("A row of this order names no goods or price."), hint=N_("Download the file again."))
    return sku, values.name_of(sheet.cell(row, "remote_unit")), f"{name} ({choice})" if choice else name, price


def _of_pieces(own: Format, sheet: Sheet, key: tuple[str, str, str, int], group: Sequence[Row]) -> RemoteLine:
    sku, unit, name, price = key
    ids = tuple(values.name_of(sheet.cell(row, "item")) for row in group)
    if not all(ids):
        raise Invalid(N_("A row of this order has no number of its own."), hint=N_("Download the file again."))
    cancelled = sum(_word(own, sheet, row)[0] == "cancelled" for row in group)
    return RemoteLine(ids, sku, name, len(ids), price, cancelled, unit)


def _of_goods(remote: str, key: tuple[str, str, str, int], told: Counter[str], quantity: int) -> RemoteLine:
    """A line the file gives no number: its goods in this order, and the how manieth line of them it is."""
    sku, unit, name, price = key
    goods = unit or sku or name
    digest = hashlib.sha256("\n".join((remote, goods, str(told[goods]))).encode()).hexdigest()[:20]
    told[goods] += 1
    return RemoteLine((f"f-{digest}",), sku, name, quantity, price, 0, unit)


def _state(own: Format, sheet: Sheet, rows: Sequence[Row]) -> tuple[str, str]:
    """Our state of an order and the platform's word; of pieces the one that is furthest behind."""
    told = [_word(own, sheet, row) for row in rows]
    live = [one for one in told if one[0] != "cancelled"] or told
    unclear = [one for one in live if one[0] == "attention"]
    on_the_way = [one for one in live if one[0] in orderstate.WAY]
    if unclear or not on_the_way:
        return (unclear or [one for one in live if one[0] == "problem"] or live)[0]
    trouble = [one for one in live if one[0] == "problem"]
    return trouble[0] if trouble else min(on_the_way, key=lambda one: orderstate.WAY.index(one[0]))


def _word(own: Format, sheet: Sheet, row: Row) -> tuple[str, str]:
    """Our state and the platform's word of a row; the narrower word where it is known."""
    narrow, word = values.words(sheet.cell(row, "substate")), values.words(sheet.cell(row, "state"))
    for said in filter(None, (narrow, word)):
        state = _known(own, said)
        if state:
            return state, said
    if not word and not narrow:
        raise Invalid(N_("This row does not say how the order stands."), hint=N_("Download the file again."))
    return "attention", word or narrow


def _known(own: Format, said: str) -> str:
    folded = thaitext.fold(said)
    by_length = sorted(own.states, key=len, reverse=True)
    for word in by_length:
        if folded == thaitext.fold(word):
            return own.states[word]
    # Some platforms add a day to their word: only a long word may be the beginning of another.
    long = (word for word in by_length if len(word) > 15 and folded.startswith(thaitext.fold(word)))
    return next((own.states[word] for word in long), "")
