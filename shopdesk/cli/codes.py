"""promptpay, qr read, slip: QR codes made and read without a shop and without a network."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from shopdesk.base.errors import Conflict, Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.core.promptpay import Payment, Target
    from shopdesk.core.slip import Slip

Kind = Literal["mobile", "id", "ewallet", "account", "biller"]
Source = Annotated[str, Argument(metavar="TEXT|FILE", help=N_("The text of a QR, or a picture of one"))]
DOTS_PER_MODULE = 8
QUIET_ZONE = 4
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".svg")


@command("promptpay", N_("Make a PromptPay QR, with no network"))
def promptpay_code(
    run: Run,
    to: Annotated[str, Option("--to", metavar="ID", help=N_("Mobile, ID, e-wallet, account or biller number"))],
    kind: Annotated[Kind | None, Option("--kind", help=N_("What the number is; guessed if left out"))] = None,
    amount: Annotated[str, Option("--amount", metavar="AMOUNT", help=N_("Baht; if left out, the payer types it"))] = "",
    ref1: Annotated[str, Option("--ref1", help=N_("First reference of a bill"))] = "",
    ref2: Annotated[str, Option("--ref2", help=N_("Second reference of a bill"))] = "",
    static: Annotated[bool | None, Option("--static", help=N_("For many payments"))] = None,
    unchecked: Annotated[bool, Option("--unchecked", help=N_("Also a number whose check digit is wrong"))] = False,
    png: Annotated[Path | None, Option("--png", metavar="FILE", help=N_("Draw it into this file"))] = None,
) -> Answer:
    """The text of a payment QR."""
    from shopdesk.core import money, promptpay

    satang = money.parse(amount, promptpay.LARGEST) if amount else None
    receiver = promptpay.target(to, kind, strict_id=not unchecked)
    payload = promptpay.build(receiver, satang, ref1=ref1, ref2=ref2, static=static)
    if png is not None:
        _draw(payload, png)
        run.say(_("Drawn: {file}").format(file=png))
    data = {
        "payload": payload,
        "kind": receiver.kind,
        "to": _number(receiver),
        "amount": None if satang is None else money.plain(satang),
        "static": promptpay.parse(payload).static,
        **({"png": str(png)} if png is not None else {}),
    }
    return Answer(data, (payload,))


def _draw(payload: str, file: Path) -> None:
    """The QR as a black and white PNG with its quiet zone."""
    import io

    from PIL import Image

    from shopdesk.base import files
    from shopdesk.paper.render.sheet import qr_matrix

    matrix = qr_matrix(payload)
    side = len(matrix) + 2 * QUIET_ZONE
    image = Image.new("1", (side, side), 1)
    for y, modules in enumerate(matrix, QUIET_ZONE):
        for x, dark in enumerate(modules, QUIET_ZONE):
            if dark:
                image.putpixel((x, y), 0)
    buffer = io.BytesIO()
    large = (side * DOTS_PER_MODULE, side * DOTS_PER_MODULE)
    image.resize(large, Image.Resampling.NEAREST).save(buffer, "PNG")
    files.write_whole(file, buffer.getvalue())


@command("qr read", N_("Read a payment QR or the QR of a slip"))
def qr_read(run: Run, source: Source) -> Answer:
    """What a QR says, from its text or a picture."""
    from shopdesk.core import promptpay, slip

    text = _text(source)
    if slip.looks_like(text):
        return _slip(slip.parse(text))
    return _payment(promptpay.parse(text), text)


@command("slip", N_("Read the small QR of a transfer slip"))
def read_slip(run: Run, source: Source) -> Answer:
    """Bank and reference of a slip; never proof that money came."""
    from shopdesk.core import slip

    return _slip(slip.parse(_text(source)))


def _text(source: str) -> str:
    """The text itself, or what stands in the picture of this name."""
    from shopdesk.devices import pictures

    if not _is_file(source):
        return source
    found = pictures.read_qr(Path(source))
    if len(found) > 1:
        raise Conflict(
            N_("There are {count} QR codes on the picture."), hint=N_("Cut one out, then read it."), count=len(found)
        )
    return found[0]


def _is_file(source: str) -> bool:
    picture = source.lower().endswith(PICTURES)
    try:
        there = Path(source).is_file()
    except (OSError, ValueError):
        there = False
    if picture and not there:
        raise Invalid(N_("There is no picture {name}."), hint=N_("Check the name of the file."), name=source[:80])
    return there


def _slip(read: "Slip") -> Answer:
    data = {
        "kind": "slip",
        "bank": read.bank,
        "bank_name": read.bank_name(),
        "ref": read.reference,
        "tail": read.tail,
        "date": read.day.isoformat() if read.day else None,
    }
    lines = (
        _("Slip of {bank}, reference {ref}").format(bank=read.bank_name(), ref=read.reference),
        _("A slip does not prove that the money came."),
    )
    return Answer(data, lines)


def _payment(read: "Payment", text: str) -> Answer:
    from shopdesk.core import money

    data: dict[str, Any] = {
        "kind": read.to.kind,
        "to": _number(read.to),
        "bank": read.to.wire[:3] if read.to.kind == "account" else None,
        "amount": None if read.amount is None else money.plain(read.amount),
        "static": read.static,
        "ref": read.ref1 or None,
        "ref1": read.ref1 or None,
        "ref2": read.ref2 or None,
        "ref3": read.ref3 or None,
        "message": read.message or None,
        "merchant": read.merchant or None,
        "cross_border": read.cross_border,
        "number_fits": read.number_fits,
        "payload": text,
    }
    asked = money.text(read.amount) if read.amount is not None else _("any amount")
    said = _("Payment to {receiver}: {amount}").format(receiver=_number(read.to), amount=asked)
    wrong = () if read.number_fits else (_("The number in it is no right one."),)
    return Answer(data, (said, *wrong))


def _number(to: "Target") -> str:
    """The receiver as people write the number."""
    return f"0{to.wire[4:]}" if to.kind == "mobile" else to.wire
