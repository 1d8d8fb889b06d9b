"""Paper beside the selling: what is printed, what waits, what is offered again."""

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter

from shopdesk.devices import escpos, status
from shopdesk.shop import printing as queue
from shopdesk.shop import selling, settings
from shopdesk.ui.printing import Printing
from shopdesk.ui.widgets.buttons import Button
from tests.ui.bills_page import rest
from tests.ui.till_page import RICE, Till

KICK = escpos.open_drawer(2)
CUT = b"\x1dV\x01"


@pytest.fixture
def paper(window: Any) -> Printing:
    return Printing(window)


def put(shop: Any, **values: Any) -> None:
    with shop.office.writing() as desk:
        for key, value in values.items():
            settings.change(desk, key.replace("_", "."), value)


def states(shop: Any) -> list[str]:
    with shop.office.reading() as desk:
        return [job.state for job in queue.waiting(desk)]


def sold(till: Till, **how: Any) -> selling.Sold:
    return till.shop.sell((till.rice, 1000), **how)


class Tray:
    """A network printer in this program that takes `most` bytes and then hangs up, or all of them."""

    def __init__(self, most: int | None = None) -> None:
        self.most, self.prints = most, list[bytes]()
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.target = f"tcp:127.0.0.1:{self._door.getsockname()[1]}"
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            try:
                caller, _address = self._door.accept()
            except OSError:
                return
            with caller:
                self.prints.append(self._take(caller))

    def _take(self, caller: socket.socket) -> bytes:
        taken, most = b"", self.most
        while most is None or len(taken) < most:
            part = caller.recv(4096)
            if not part:
                break
            taken += part
        return taken

    def close(self) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self._thread.join(5)


@pytest.fixture
def tray() -> Iterator[Callable[..., Tray]]:
    made: list[Tray] = []

    def start(most: int | None = None) -> Tray:
        made.append(Tray(most))
        return made[-1]

    yield start
    for one in made:
        one.close()


def test_a_receipt_asked_for_is_printed_whole_and_the_next_one_is_a_copy(
    window: Any, till: Till, paper: Printing, tmp_path: Path
) -> None:
    put(till.shop, printer_target=f"file:{tmp_path / 'out'}")
    sale = sold(till).id
    paper.print_receipt(sale)
    rest(window)
    first = (tmp_path / "out").read_bytes()
    assert first.startswith(escpos.INIT)
    assert first.endswith(CUT)
    assert KICK not in first
    paper.print_receipt(sale)
    rest(window)
    assert len((tmp_path / "out").read_bytes()) > len(first)
    assert states(till.shop) == []


def test_cash_opens_the_drawer_and_other_money_does_not(
    window: Any, till: Till, paper: Printing, tmp_path: Path
) -> None:
    put(till.shop, printer_target=f"file:{tmp_path / 'out'}")
    window.bus.sale_done.emit(sold(till, paid=[selling.Paid("promptpay", 18500)]).id)
    rest(window)
    assert not (tmp_path / "out").exists()
    window.bus.sale_done.emit(sold(till).id)
    rest(window)
    assert (tmp_path / "out").read_bytes() == escpos.INIT + KICK


def test_a_shop_that_prints_every_receipt_opens_the_drawer_with_the_print(
    window: Any, till: Till, paper: Printing, tray: Callable[..., Tray]
) -> None:
    there = tray()
    put(till.shop, printer_target=there.target, receipt_auto=True)
    window.bus.sale_done.emit(sold(till).id)
    rest(window)
    (print_,) = there.prints
    assert print_.startswith(status.QUESTION + escpos.INIT + KICK)
    assert print_.endswith(CUT)


def test_nothing_is_printed_by_itself_without_a_printer_or_without_the_wish(
    window: Any, till: Till, paper: Printing, tmp_path: Path
) -> None:
    put(till.shop, receipt_auto=True)
    window.bus.sale_done.emit(sold(till).id)
    rest(window)
    assert (states(till.shop), till.news) == ([], "")


def test_a_printer_that_hangs_up_in_the_middle_leaves_the_paper_waiting(
    window: Any, till: Till, paper: Printing, tray: Callable[..., Tray]
) -> None:
    there = tray(most=3000)
    put(till.shop, printer_target=there.target, drawer_kick=False)
    for sale in (sold(till).id, sold(till).id):
        paper.print_receipt(sale)
        rest(window)
    assert states(till.shop) == ["failed", "failed"]
    assert "รอพิมพ์ 2" in till.news
    assert "หยุดกลางคัน" in till.news
    assert window.rail.buttons["bills"].count == 2
    there.most = None
    till.page.strip.press()
    rest(window)
    assert states(till.shop) == []
    assert window.rail.buttons["bills"].count == 0
    assert [print_.endswith(CUT) for print_ in there.prints] == [False, False, True, True]
    # The first print after a broken one fills up the picture that the printer may still be waiting for.
    assert there.prints[2].startswith(status.QUESTION + bytes(1000))


def test_what_was_asked_for_while_a_print_fails_waits_with_it(window: Any, till: Till, paper: Printing) -> None:
    put(till.shop, printer_target="tcp:127.0.0.1:9", drawer_kick=False)
    for _sale in range(3):
        paper.print_receipt(sold(till).id)
    rest(window)
    assert states(till.shop) == ["failed", "waiting", "waiting"]
    assert "รอพิมพ์ 3" in till.news
    assert window.rail.buttons["bills"].count == 3


def test_a_sale_without_paper_does_not_forget_the_print_that_broke_off(
    window: Any, till: Till, paper: Printing, tray: Callable[..., Tray]
) -> None:
    there = tray(most=3000)
    put(till.shop, printer_target=there.target, drawer_kick=False)
    paper.print_receipt(sold(till).id)
    rest(window)
    window.bus.sale_done.emit(sold(till).id)
    rest(window)
    there.most = None
    paper.send_waiting()
    rest(window)
    assert there.prints[-1].startswith(status.QUESTION + bytes(1000))


def test_selling_goes_on_while_the_printer_is_away(window: Any, till: Till, paper: Printing) -> None:
    put(till.shop, printer_target="tcp:127.0.0.1:9", receipt_auto=True)
    window.bus.sale_done.emit(sold(till).id)
    till.scan("8850000000017").press("F5")
    rest(window)
    assert till.sales == 2
    assert "รอพิมพ์ 2" in till.news
    assert len(states(till.shop)) == len(paper.waiting) == 2


def test_what_an_earlier_run_left_is_offered_and_never_printed_by_itself(
    closed_window: Any, shop: Any, tmp_path: Path
) -> None:
    rice = shop.add("ข้าวหอมมะลิ 5 กก.", 18500)
    sale = shop.sell((rice, 1000)).id
    put(shop, printer_target=f"file:{tmp_path / 'out'}")
    with shop.office.writing() as desk:
        queue.begin(desk, queue.queue_receipt(desk, sale))
    paper = Printing(closed_window)
    closed_window.data_ready(shop.office, None)
    rest(closed_window)
    assert not (tmp_path / "out").exists()
    assert "รอพิมพ์ 1" in closed_window.page.strip.said()
    closed_window.page.strip.press()
    rest(closed_window)
    assert (tmp_path / "out").read_bytes().endswith(CUT)
    assert paper.waiting == ()


def test_a_paper_nobody_wants_any_more_leaves_the_queue(window: Any, till: Till, paper: Printing) -> None:
    put(till.shop, printer_target="file:/nowhere/at/all")
    paper.print_receipt(sold(till).id)
    rest(window)
    paper.drop([job.id for job in paper.waiting])
    rest(window)
    assert states(till.shop) == []


def test_opening_the_drawer_without_a_sale_stays_on_record(
    window: Any, till: Till, paper: Printing, tmp_path: Path
) -> None:
    put(till.shop, printer_target=f"file:{tmp_path / 'out'}")
    paper.open_drawer("แลกเงิน")
    rest(window)
    assert (tmp_path / "out").read_bytes() == escpos.INIT + KICK
    with till.shop.office.reading() as desk:
        events = desk.session.connection().exec_driver_sql("SELECT kind, subject FROM event").all()
    assert ("drawer.opened", "แลกเงิน") in [tuple(row) for row in events]


def test_an_office_printer_of_the_system_prints_as_well(
    window: Any, till: Till, paper: Printing, tmp_path: Path
) -> None:
    device = QPrinter()
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(tmp_path / "paper.pdf"))
    sale = sold(till).id
    paper.print_elsewhere(lambda desk: queue.queue_receipt(desk, sale), device)
    rest(window)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    with till.shop.office.reading() as desk:
        assert queue.documents.receipt(desk, sale).copy


def test_hold_slips_and_reports_are_papers_too(window: Any, till: Till, paper: Printing, tmp_path: Path) -> None:
    put(till.shop, printer_target=f"file:{tmp_path / 'out'}")
    cart = till.shop.cart((till.rice, 1000))
    sold(till)
    for wanted in (
        lambda desk: queue.queue_hold_slip(desk, cart, "ป้าแดง"),
        queue.queue_so_far,
    ):
        paper.put(wanted)
        rest(window)
        print_ = (tmp_path / "out").read_bytes()
        assert print_.endswith(CUT)
        (tmp_path / "out").unlink()


def test_a_held_bill_gets_its_slip_at_once_or_from_the_list(
    till: Till, paper: Printing, tray: Callable[..., Tray]
) -> None:
    printer = tray()
    put(till.shop, printer_target=printer.target)
    till.scan(RICE).press("Ctrl+H").type("ป้าแดง").click("พักบิลและพิมพ์ใบ")
    rest(till.window)
    assert len(printer.prints) == 1
    assert till.lines == []
    till.press("Ctrl+R").click("พิมพ์ใบพักบิล")
    rest(till.window)
    assert len(printer.prints) == 2
    till.click("ป้าแดง · 1 รายการ · เมื่อกี้ · 185.00")
    assert till.lines == ["1 ข้าวหอมมะลิ 5 กก."]


def test_without_a_printer_nobody_is_offered_a_slip(till: Till, paper: Printing) -> None:
    till.scan(RICE).press("Ctrl+H")
    assert till.window.sheet is not None
    assert "พักบิลและพิมพ์ใบ" not in [button.said() for button in till.window.sheet.findChildren(Button)]
