"""What a helper is shown of a reason: the sentence and the code, nothing a buyer or a platform wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopdesk.base import clock, i18n
from shopdesk.db import models, outbox
from shopdesk.shop import exchange, reasons
from shopdesk.shop.channel_problems import ChannelProblem, Retry, code_of
from shopdesk.sync import standing
from tests.conftest import Shop
from tests.sync.online_shop import OnlineShop

TROUBLE = "The platform has trouble of its own."
BUYER = "สมหญิง ใจดี"
BODY = f'503 {{"buyer": "{BUYER}", "total": "1450.75"}} (Somying)'


@pytest.fixture(params=i18n.NAMES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    before = i18n.language()
    i18n.set_language(request.param)
    yield request.param
    i18n.set_language(before)


@pytest.mark.parametrize(
    ("problem", "plain"),
    [
        (ChannelProblem(TROUBLE), TROUBLE),
        (ChannelProblem(TROUBLE, detail=BODY), f"{TROUBLE} (503)"),
        (ChannelProblem(TROUBLE, detail=f"product.error_param {BUYER}"), f"{TROUBLE} (product.error_param)"),
        (ChannelProblem(TROUBLE, detail=f"{BUYER} (4120)"), TROUBLE),
        (ChannelProblem("{columns}: fill this in the file.", columns=BUYER), "{columns}: fill this in the file."),
        (
            ChannelProblem("The title may have {most} letters.", detail=BODY, most=120),
            "The title may have {most} letters.",
        ),
        (ChannelProblem(f"{BUYER} wants two."), "a reason in other words"),
        (ChannelProblem(""), ""),
    ],
)
def test_of_a_reason_its_sentence_and_code_are_left(language: str, problem: ChannelProblem, plain: str) -> None:
    told = standing.said(problem)
    assert reasons.plain(told) == plain, language


@pytest.mark.parametrize(
    ("detail", "code"),
    [("500", "500"), ("36009003 no", "36009003"), ("KeyError", "KeyError"), ("Error_auth: a", "Error_auth"),
     ("Somying 1450", ""), ("12 Moo 4", ""), ("0812345678", ""), ("som.ying@example.com", ""), ("", "")],
)  # fmt: skip
def test_a_code_is_no_word_of_a_person(detail: str, code: str) -> None:
    assert code_of(detail) == code


def test_the_report_for_a_helper_holds_no_answer_of_a_platform(shop: Shop, tmp_path: Path) -> None:
    online = OnlineShop(shop)
    (unit,) = online.list_goods()
    online.mark("stock", unit)
    told = Retry(TROUBLE, detail=BODY)
    online.platform.faults["set_stock"], online.platform.faults["orders"] = [told], [told]
    online.step()
    with shop.office.writing() as desk:
        (entry,) = outbox.listing(desk.session.connection(), online.account, 5)
        outbox.failed(desk.session.connection(), entry, "stuck", clock.to_ms(desk.now), standing.said(told), "")
        desk.session.add(
            models.HeldReply(
                account=online.account, kind="orders", key="505", body=BODY, why=standing.said(told), at=desk.now
            )
        )
    with shop.office.reading() as desk:
        text = exchange.report(desk, tmp_path / "no.log")
        assert any(BUYER in one.why for one in exchange.held(desk))
    assert text.count(f"{TROUBLE} (503)") == 3
    assert [word for word in (BUYER, "1450", "buyer", "Somying") if word in text] == []
