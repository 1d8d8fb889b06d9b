"""The papers of online orders: what stands on a label, and what the print queue keeps of it."""

import json
from datetime import timedelta

import pytest

from shopdesk.base.errors import Invalid
from shopdesk.core.parcel_papers import AddressLabels, HandoverList, PackingSlip
from shopdesk.db import models
from shopdesk.paper import layout
from shopdesk.paper.blocks import Row
from shopdesk.shop import printing, settings
from shopdesk.shop.online import board, holding, intake, labelling, packing, papers
from tests.conftest import MORNING, Shop
from tests.shop.online_stall import Online

ADDRESS = {
    "name": "สมหญิง ใจดี", "phone": "089-111-2222", "street": "99 หมู่ 4", "subdistrict": "ต.ผักปัง", "district": "อ.ภูเขียว",
    "province": "จ.ชัยภูมิ", "postcode": "36110",
}  # fmt: skip


@pytest.fixture
def online(shop: Shop) -> Online:
    with shop.office.writing() as desk:
        settings.change(desk, "shop.name", "ร้านค้าชุมชนบ้านโนน")
        settings.change(desk, "shop.phone", "081-234-5678")
    return Online(shop)


def test_a_label_says_who_sends_who_gets_and_what_is_collected(online: Online) -> None:
    order = online.take_in(online.order(cod=True, address=ADDRESS)).id
    with online.shop.office.reading() as desk:
        (label,) = papers.labels(desk, [order]).labels
    assert (label.number, label.sender, label.receiver, label.phone) == (
        "500", "ร้านค้าชุมชนบ้านโนน", "สมหญิง ใจดี", "089-111-2222",
    )  # fmt: skip
    assert label.lines == ("99 หมู่ 4 ต.ผักปัง", "อ.ภูเขียว จ.ชัยภูมิ 36110")
    assert label.cod == 28_000
    with online.shop.office.writing() as desk:
        packing.cancel(desk, order, "out_of_stock", {board.one(desk, order).lines[0].id or 0: 1000})
    with online.shop.office.reading() as desk:
        assert papers.labels(desk, [order]).labels[0].cod == papers.packing_slip(desk, order).cod == 16_000
    assert "081-234-5678" in label.sender_lines[-1]


def test_an_order_that_is_paid_has_nothing_to_collect(online: Online) -> None:
    order = online.take_in(online.order(address=ADDRESS)).id
    with online.shop.office.reading() as desk:
        assert papers.labels(desk, [order]).labels[0].cod is None


@pytest.mark.parametrize("address", [{}, {"full": "99/*** ชัยภูมิ"}, {**ADDRESS, "phone": "08*****22"}])
def test_an_address_the_platform_hides_goes_on_no_label_of_ours(online: Online, address: dict[str, str]) -> None:
    order = online.take_in(online.order(address=address)).id
    with online.shop.office.writing() as desk:
        with pytest.raises(Invalid):
            papers.labels(desk, [order])
        with pytest.raises(Invalid):
            printing.queue_address_labels(desk, [order])


def test_no_name_and_no_address_is_written_into_the_print_queue(online: Online) -> None:
    order = online.take_in(online.order(address=ADDRESS)).id
    with online.shop.office.writing() as desk:
        jobs = printing.queue_address_labels(desk, [order]), printing.queue_packing_slip(desk, order)
        kept = [desk.session.get_one(models.PrintJob, job) for job in jobs]
        assert not any(word in json.dumps([job.document, job.title]) for job in kept for word in ADDRESS.values())
        labels, slip = (printing.begin(desk, job) for job in jobs)
    assert isinstance(labels, AddressLabels)
    assert isinstance(slip, PackingSlip)
    assert labels.labels[0].receiver == "สมหญิง ใจดี"


def test_a_packing_slip_names_the_goods_as_the_shop_does_and_what_is_left_of_them(online: Online) -> None:
    order = online.take_in(online.order(pieces=3, deadline=MORNING + timedelta(hours=20), note="ห่อดี ๆ")).id
    with online.shop.office.writing() as desk:
        (line,) = holding.lines_of(desk, order)
        packing.cancel(desk, order, "out_of_stock", {line.id or 0: 1000})
    with online.shop.office.reading() as desk:
        slip = papers.packing_slip(desk, order)
    assert [(row.name, row.code) for row in slip.rows] == [("แยมมะม่วง", "8850000000017")]
    assert slip.rows[0].quantity.startswith("2")
    assert slip.note == "ห่อดี ๆ"
    assert "23 พ.ย. 2569 05:00" in slip.when


def test_the_label_of_the_platform_is_told_apart_from_packed_and_printed(online: Online) -> None:
    order = online.take_in(online.order(address=ADDRESS)).id
    with online.shop.office.writing() as desk:
        (ours,) = labelling.leaves(desk, [order])
        assert (ours.parcel, ours.ours is None, ours.digest) == (0, False, "")
    parcel = online.pack(order)
    with online.shop.office.writing() as desk:
        assert [(one.parcel, one.digest) for one in labelling.leaves(desk, [order])] == [(parcel, "")]
        packing.label_got(desk, parcel, "ab" * 32)
        (theirs,) = labelling.leaves(desk, [order])
        assert (theirs.parcel, theirs.ours, theirs.digest) == (parcel, None, "ab" * 32)
    assert labelled(online, order) == 1
    with online.shop.office.writing() as desk:
        labelling.printed(desk, [theirs, theirs])
    assert labelled(online, order) >= 2, "printed"


def labelled(online: Online, order: int) -> int:
    with online.shop.office.reading() as desk:
        return board.one(desk, order).card.labelled


def test_a_promise_somebody_looked_at_is_kept_on(online: Online) -> None:
    from shopdesk.shop.online import board
    from shopdesk.shop.orders import Wanted

    with online.shop.office.writing() as desk:
        order = intake.promise(desk, online.account.id, "777", [Wanted(online.jam.sale_unit, 1000)])
    online.shop.clock.now += timedelta(days=3)
    with online.shop.office.writing() as desk:
        intake.keep_on(desk, order)
    with online.shop.office.reading() as desk:
        seen = board.one(desk, order).card.seen_at
    assert seen is not None
    assert seen >= MORNING + timedelta(days=3)


def test_the_carrier_signs_for_every_parcel_that_is_here(online: Online) -> None:
    where = {"name": "สมหญิง ใจดี", "province": "เชียงใหม่"}
    first = online.take_in(online.order("501", cod=True, address=where)).id
    second = online.take_in(online.order("502")).id
    online.take_in(online.order("503"))
    online.pack(first)
    sent = online.pack(second)
    with online.shop.office.reading() as desk:
        here = papers.waiting(desk)
        paper = papers.handover(desk, here, "ไปรษณีย์ไทย")
    assert [(row.number, row.receiver, row.where, row.cod) for row in paper.rows] == [
        ("501", "สมหญิง ใจดี", "เชียงใหม่", 28_000), ("502", "สมหญิง", "", None),
    ]  # fmt: skip
    drawn = [block for block in layout.page(paper) if isinstance(block, Row)]
    assert [row.right for row in drawn if row.right.startswith(".")] == ["." * 26] * 2
    assert drawn[2].right == "2"
    with online.shop.office.writing() as desk:
        packing.handed_over(desk, sent)
    with online.shop.office.reading() as desk:
        assert len(papers.waiting(desk)) == 1
        with pytest.raises(Invalid):
            papers.handover(desk, [])


def test_the_list_for_the_carrier_goes_into_the_queue_without_a_name(online: Online) -> None:
    parcel = online.pack(online.take_in(online.order()).id)
    with online.shop.office.writing() as desk:
        job = printing.queue_handover(desk, [parcel], "EMS")
        assert "สมหญิง" not in str(desk.session.get_one(models.PrintJob, job).document)
        paper = printing.begin(desk, job)
    assert isinstance(paper, HandoverList)
    assert paper.carrier == "EMS"
