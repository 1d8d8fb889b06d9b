"""The papers of a parcel: address label, packing slip, list for the carrier; for a roll, A6 and 100 × 150 mm."""

from shopdesk.base.i18n import _
from shopdesk.core import money
from shopdesk.core.parcel_papers import AddressLabel, AddressLabels, HandoverList, PackingSlip
from shopdesk.core.tickets import Ticket
from shopdesk.paper.blocks import Banner, Block, Label, Row, Rule, Space, Text
from shopdesk.paper.parts import centred, practice, signature


def address_labels(paper: AddressLabels) -> list[Block]:
    """Labels under one another, with a line to cut along."""
    found: list[Block] = []
    for label in paper.labels:
        found += [*([Rule(dashed=True)] if found else []), *address_label(label)]
    return found


def address_label(label: AddressLabel) -> list[Block]:
    """Sender small, receiver large, what is to be collected in black, the number as bars."""
    phone = _("Tel. {phone}").format(phone=label.phone) if label.phone else ""
    return [
        *practice(label.practice),
        Row(_("Sender"), label.channel, "small"),
        Text(label.sender, "strong"),
        *(Text(line, "small") for line in label.sender_lines if line),
        Rule(),
        Text(_("Receiver"), "small"),
        Text(label.receiver, "total"),
        *([Text(phone, "total")] if phone else []),
        *(Text(line, "heading") for line in label.lines if line),
        *_cod(label.cod),
        Rule(),
        *([Text(label.box, "heading", "center")] if label.box else []),
        *_bars(label.number, " · ".join(label.goods)),
    ]


def _cod(satang: int | None) -> list[Block]:
    if satang is None:
        return []
    words = _("Collect {amount} baht").format(amount=money.text(satang))
    return [Space("item"), Banner(f"COD · {words}")]


def _bars(number: str, above: str = "") -> list[Block]:
    """The number as bars with a word above them; in letters alone where bars cannot say it."""
    if number.isascii() and number.isprintable():
        return [Label(Ticket("code", above, None, code=number))]
    return [Text(number, "heading", "center"), Text(above, "small", "center")]


def handover(paper: HandoverList) -> list[Block]:
    """Parcels one below the other, how many they are and what is collected, and a line to sign."""
    found: list[Block] = [
        *practice(paper.practice),
        Text(paper.shop_name, "title", "center"),
        Text(_("Handover of parcels"), "heading", "center"),
        *centred((paper.carrier, paper.when)),
    ]
    for number, row in enumerate(paper.rows, 1):
        cod = _("COD {amount}").format(amount=money.text(row.cod)) if row.cod else row.weight
        found += [Rule(dashed=True), Row(f"{number}. {row.tracking or row.number}", cod, "strong")]
        found += [Text(" · ".join(filter(None, (row.number if row.tracking else "", row.receiver, row.where))))]
    collected = sum(row.cod or 0 for row in paper.rows)
    found += [Rule(), Row(_("Parcels"), str(len(paper.rows)), "strong")]
    found += [Row(_("To be collected"), money.text(collected))] if collected else []
    return [*found, Space(), *signature(_("Taken by")), *signature(_("Handed over by"))]


def packing_slip(slip: PackingSlip) -> list[Block]:
    """What belongs into the parcel, with a box to tick."""
    found: list[Block] = [
        *practice(slip.practice),
        Text(slip.shop_name, "title", "center"),
        Text(_("Packing slip"), "heading", "center"),
        *centred((f"{slip.channel} · {slip.number}", slip.buyer, slip.when)),
    ]
    for row in slip.rows:
        found += [Rule(dashed=True), Row(f"[  ] {row.name}", row.quantity, "strong")]
        found += [Text(row.code, "small")] if row.code else []
    found += [Rule()]
    found += [Text(_("Note: {note}").format(note=slip.note))] if slip.note else []
    return [*found, *_cod(slip.cod), *_bars(slip.number, slip.channel)]
