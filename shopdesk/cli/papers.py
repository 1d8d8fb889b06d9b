"""receipt: the paper of a bill as a picture, a PDF or a printer's bytes."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from shopdesk.base.errors import Invalid
from shopdesk.base.i18n import N_, _
from shopdesk.cli.declaring import Annotated, Argument, Option, command
from shopdesk.cli.running import Answer, Run

if TYPE_CHECKING:
    from shopdesk.paper.layout import Document

ENDINGS = (".png", ".pdf", ".escpos")


@command("receipt", N_("Draw a receipt into a file"))
def receipt(
    run: Run,
    number: Annotated[str, Argument(metavar="NUMBER", help=N_("Number of the bill or refund"))],
    out: Annotated[Path, Option("--out", metavar="FILE", help=N_("A .png, .pdf or .escpos file"))],
    width: Annotated[Literal["58", "80"] | None, Option("--width", help=N_("Paper width in mm"))] = None,
) -> Answer:
    """One file; nothing counts as printed."""
    from shopdesk.base import files
    from shopdesk.shop import documents, refunds, settings

    if out.suffix.lower() not in ENDINGS:
        raise Invalid(N_("The file must end in .png, .pdf or .escpos."))
    with run.looking() as desk:
        sale = refunds.sale_by_number(desk, number)
        paper = documents.receipt(desk, sale.id or 0)
        roll = int(width or settings.get(desk, "receipt.width"))
    data = drawn(paper, 80 if roll == 80 else 58, out.suffix.lower())
    files.write_whole(out, data)
    said = _("Receipt {number}: {file}").format(number=paper.number, file=out)
    return Answer({"number": paper.number, "file": str(out), "bytes": len(data)}, (said,))


def drawn(paper: "Document", width: Literal[58, 80], ending: str) -> bytes:
    """The bytes of a paper by the ending of its file."""
    from shopdesk.devices import escpos
    from shopdesk.paper import render

    _app = render.ensure_app()
    if ending == ".pdf":
        return render.pdf(paper, width)
    if ending == ".escpos":
        dots = render.raster(paper, width)
        return escpos.job(dots.bits, dots.width)
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    render.preview(paper, width).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
