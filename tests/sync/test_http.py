"""The door to the network against a server that does everything wrong: reliability's fault table, row by row."""

import gzip
import json
import logging
import socket
import ssl
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from shopdesk.base import log
from shopdesk.shop.channels import ChannelProblem, NeedsLogin, Offline, Rejected, Retry, Unknown
from shopdesk.sync import standing
from shopdesk.sync.http import Door, Reply, clock_off
from tests.sync.badserver import Act, BadServer, drips, resets, says, serving, silent, whole

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
OK_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
CHUNKED = OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
PORTAL = b"<!DOCTYPE html><html><body>Sign in to the Wi-Fi</body></html>"


def door(server: BadServer, **more: object) -> Door:
    return Door(base=server.base, now=lambda: NOW, **{"deadline": 0.4, **more})  # type: ignore[arg-type]


def problem(act: Act, *, writes: bool = False, **more: object) -> ChannelProblem:
    """What one request comes to, within the time it may take."""
    with serving(act) as server:
        start = time.monotonic()
        with pytest.raises(ChannelProblem) as raised:
            door(server, **more).send("POST" if writes else "GET", "/x", writes=writes).json()
        assert time.monotonic() - start < 3
    return raised.value


def test_a_question_is_asked_and_the_answer_read() -> None:
    with serving(says(whole(b'{"total": 45.50, "n": 12345678901234567890}'))) as server:
        reply = door(server).send("GET", "orders", params=[("page", "2"), ("q", "ไข่ &")], headers={"X-A": "b"})
    assert reply.json() == {"total": Decimal("45.50"), "n": 12345678901234567890}
    assert reply.headers["content-type"] == "application/json"
    asked = server.requests[0]
    assert asked.startswith(b"GET /orders?page=2&q=%E0%B9%84%E0%B8%82%E0%B9%88+%26 HTTP/1.1\r\n")
    assert b"X-A: b" in asked


def test_what_is_sent_is_compact_and_exact() -> None:
    with serving(says(whole())) as server:
        door(server).send("POST", "/p", json={"ราคา": Decimal("45.50"), "n": [1, None, True]}, writes=True)
    assert server.requests[0].endswith('\r\n\r\n{"ราคา":45.50,"n":[1,null,true]}'.encode())
    with pytest.raises(TypeError):
        Door(base="https://127.0.0.1").send("POST", "/p", json={"price": 45.5})


def test_forms_files_and_signed_addresses_go_out_as_given() -> None:
    with serving(says(whole(), then_hang_up=False)) as server:
        way = door(server)
        way.send("POST", "/form", form={"a": "1 2"}, writes=True)
        way.send("POST", "/file", form={"k": "v"}, files={"image": ("a.jpg", b"\xff\xd8", "image/jpeg")}, writes=True)
        way.send("GET", "", signed_url=f"{server.base}api?b=2&a=%2F%7E1&sign=AB%20C")
    form, file, signed = server.requests
    assert form.endswith(b"\r\n\r\na=1+2")
    assert b'name="image"; filename="a.jpg"' in file
    assert b"image/jpeg\r\n\r\n\xff\xd8" in file
    assert signed.startswith(b"GET /api?b=2&a=%2F%7E1&sign=AB%20C HTTP/1.1")


def test_one_line_serves_several_questions() -> None:
    with serving(says(whole(), then_hang_up=False)) as server:
        way = door(server)
        ports = {way.send("GET", "/a").status, way.send("GET", "/b").status}
    assert ports == {200}
    assert len(server.requests) == 2


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    for writes in (False, True):
        with pytest.raises(Offline, match="address does not answer"):
            Door(base=f"http://127.0.0.1:{port}/").send("GET", "/", writes=writes)


def test_names_of_exceptions_are_for_the_log_and_not_for_people(logged: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    told = []
    for base in (f"http://127.0.0.1:{port}/", "https://no-such-shop.invalid/"):
        with pytest.raises(Offline) as raised:
            Door(base=base).send("GET", "/")
        told.append(standing.said(raised.value))
    with serving(resets()) as server, pytest.raises(Retry) as raised:
        door(server).send("GET", "/")
    told.append(standing.said(raised.value))
    assert not [words for words in told if "Error" in words]
    assert "ConnectionRefusedError" in logged.read_text(encoding="utf-8")


def test_a_name_that_leads_nowhere() -> None:
    with pytest.raises(Offline):
        Door(base="https://no-such-shop.invalid/").send("POST", "/", writes=True)


CUT = {
    "no answer": silent(0.6),
    "hung up before the headers": says(b""),
    "reset before the headers": resets(),
    "hung up inside the headers": says(b"HTTP/1.1 200 OK\r\nContent-"),
    "hung up inside the body": says(OK_HEAD + b'Content-Length: 100\r\n\r\n{"a":'),
    "reset inside the body": resets(OK_HEAD + b'Content-Length: 100\r\n\r\n{"a":'),
    "a drip in the body": drips(OK_HEAD + b"Content-Length: 100000\r\n\r\n"),
    "a drip of chunks": drips(CHUNKED, b"1\r\n \r\n"),
    "a drip in the headers": drips(b"HTTP/1.1 200 OK\r\nX-Long: ", b"a"),
    "headers without end": drips(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n", every=0.001),
    "go on, go on": drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "chunks without end": says(CHUNKED, b"5\r\n12345\r\n"),
    "a bad chunk": says(CHUNKED, b"zz\r\nhello\r\n0\r\n\r\n"),
    "a chunk of minus one": says(CHUNKED, b"-1\r\nhello\r\n0\r\n\r\n"),
    "no HTTP": says(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "200 kB of header": says(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200_000 + b"\r\n\r\n{}"),
    "200 kB of headers": says(b"HTTP/1.1 200 OK\r\n" + b"X-Some: aaaaaaaaaa\r\n" * 10_000 + b"\r\n{}"),
    "half a packing": says(
        OK_HEAD + b"Content-Encoding: gzip\r\nContent-Length: 20\r\n\r\n" + gzip.compress(b"{}" * 999)[:20]
    ),
    "no packing at all": says(OK_HEAD + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
    "an unknown packing": says(OK_HEAD + b"Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}"),
    "packed twice": says(OK_HEAD + b"Content-Encoding: gzip, gzip\r\nContent-Length: 2\r\n\r\n{}"),
    "half a text": says(whole(b'{"orders": [{"id": 1}')),
}


@pytest.mark.parametrize("act", CUT.values(), ids=CUT.keys())
def test_a_read_that_came_badly_is_asked_again_later(act: Act) -> None:
    told = problem(act)
    assert isinstance(told, Retry)
    assert not isinstance(told, Unknown | Offline)
    assert told.fix


@pytest.mark.parametrize("act", CUT.values(), ids=CUT.keys())
def test_a_write_whose_answer_came_badly_may_have_been_done(act: Act) -> None:
    assert isinstance(problem(act, writes=True), Unknown)


def test_a_slow_server_that_answers_in_time_is_waited_for() -> None:
    answer = whole(b'{"a": 1}')
    with serving(says(*[answer[n : n + 20] for n in range(0, len(answer), 20)], pause=0.02)) as server:
        assert door(server, deadline=5.0).send("GET", "/").json() == {"a": 1}


def bomb(size: int) -> bytes:
    """Zeros, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([packer.compress(bytes(1_000_000)) for _ in range(size)]) + packer.flush()


@pytest.mark.parametrize("chunked", [False, True])
def test_an_answer_that_grows_when_unpacked_is_dropped(chunked: bool) -> None:
    packed = bomb(200)
    head = OK_HEAD + b"Content-Encoding: gzip\r\n"
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed) if chunked else packed
    length = b"Transfer-Encoding: chunked\r\n\r\n" if chunked else b"Content-Length: %d\r\n\r\n" % len(packed)
    tracemalloc.start()
    try:
        told = problem(says(head + length + body), deadline=10.0, largest=1_000_000)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(told, Retry)
    assert peak < 20_000_000


def test_an_answer_larger_than_allowed_is_dropped() -> None:
    assert isinstance(problem(says(whole(b" " * 20_000)), largest=10_000), Retry)


ELSEWHERE = {
    "a page of the Wi-Fi": whole(PORTAL, kind="text/html"),
    "a page that says it is JSON": whole(b"\xef\xbb\xbf\n" + PORTAL),
    "a short page": whole(b"<p>login</p>"),
    "sent to another address": whole(b"", "302 Found", "Location: http://169.254.169.254/latest/meta-data"),
    "sent to a file": whole(b"", "302 Found", "Location: file:///etc/passwd"),
    "moved for good": whole(b"", "301 Moved Permanently", "Location: https://example.com/"),
    "the network wants a name": whole(PORTAL, "511 Network Authentication Required", kind="text/html"),
}


@pytest.mark.parametrize("writes", [False, True])
@pytest.mark.parametrize("answer", ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_somebody_else_answers(answer: bytes, writes: bool) -> None:
    told = problem(says(answer), writes=writes)
    assert isinstance(told, Offline)
    assert "Wi-Fi" in told.fix


def test_a_redirect_is_not_followed() -> None:
    with serving(says(whole())) as other:
        sends_on = says(whole(b"", "307 Temporary Redirect", f"Location: {other.base}"))
        with serving(sends_on) as server, pytest.raises(Offline):
            door(server).send("GET", "/")
    assert other.requests == []


def header(name: str, value: str) -> bytes:
    return whole(b'{"error": "slow down"}', "429 Too Many Requests", f"{name}: {value}")


WAITS = {
    "Retry-After: 7": timedelta(seconds=7),
    "Retry-After: 99999999": timedelta(hours=1),
    f"Retry-After: {'9' * 5000}": timedelta(hours=1),
    "Retry-After: Fri, 01 Jan 2099 00:00:00 GMT": timedelta(hours=1),
    "Retry-After: Sun, 22 Nov 2026 02:10:00 GMT": timedelta(minutes=10),
    "Retry-After: Sun, 22 Nov 2020 02:10:00 GMT": None,
    "Retry-After: -1": None,
    "Retry-After: abc": None,
    "Retry-After: ๕": None,
    "X-Nothing: 1": None,
}


@pytest.mark.parametrize(("told", "wait"), WAITS.items(), ids=[name[:40] for name in WAITS])
def test_the_platform_names_the_time_to_wait(told: str, wait: timedelta | None) -> None:
    answer = whole(b"{}", "429 Too Many Requests", told.encode().decode("latin-1").encode("ascii", "replace").decode())
    raised = problem(says(answer), writes=True)
    assert isinstance(raised, Retry)
    assert not isinstance(raised, Unknown)
    assert raised.after == wait


def test_a_date_to_wait_for_is_counted_from_their_own_clock() -> None:
    headers = ("Date: Sun, 22 Nov 2026 03:00:00 GMT", "Retry-After: Sun, 22 Nov 2026 03:00:30 GMT")
    raised = problem(says(whole(b"{}", "503 Service Unavailable", *headers)))
    assert isinstance(raised, Retry)
    assert raised.after == timedelta(seconds=30)


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "503 Service Unavailable"])
def test_trouble_of_theirs_leaves_a_write_in_doubt(status: str) -> None:
    assert type(problem(says(whole(b"oops", status)))) is Retry
    told = problem(says(whole(b"oops", status)), writes=True)
    assert type(told) is Unknown
    assert "oops" in told.detail


def test_of_their_trouble_the_log_holds_the_status_and_no_word(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", "shopdesk")
    told = problem(says(whole('{"buyer": "สมหญิง"}'.encode(), "503 Service Unavailable")))
    assert "สมหญิง" in told.detail
    assert "own. 503" in caplog.text
    assert "สมหญิง" not in caplog.text


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422])
def test_a_refusal_is_for_the_channel_to_understand(status: int) -> None:
    with serving(says(whole(b'{"code": "taken"}', f"{status} No"))) as server:
        reply = door(server).send("POST", "/", writes=True)
    assert (reply.status, reply.json()) == (status, {"code": "taken"})


STRANGE = [
    b'{"id": 1, "id": 2}',
    b'{"a": {"id": 1, "id": 1}}',
    b'{"price": NaN}',
    b"[Infinity]",
    b"[" * 200_000,
    b"[" * 61 + b"]" * 61,
    b'{"a":' * 200_000,
    b'["' + b'\\"[' * 200_000,
    b'{"n": 1e400000000}',
    b'{"n": ' + b"9" * 5000 + b"}",
    b'{"name": "\xff\xfe"}',
    b"",
    b"null null",
    b"{'a': 1}",
]


@pytest.mark.parametrize("body", STRANGE, ids=[repr(body[:20]) for body in STRANGE])
def test_a_text_no_strict_reader_takes_is_refused(body: bytes) -> None:
    start = time.monotonic()
    with pytest.raises(Retry, match="cannot be read"):
        Reply(200, {}, body).json()
    with pytest.raises(Unknown):
        Reply(200, {}, body, wrote=True).json()
    assert time.monotonic() - start < 2


def test_odd_but_honest_texts_are_read() -> None:
    assert Reply(200, {}, b'\xef\xbb\xbf{"a": "[[[{{{ \\" \\\\"}').json() == {"a": '[[[{{{ " \\'}
    assert Reply(200, {}, b'["\\ud83d\\ude00", "\\ud800 x", "\\\\ud800", "\\udc00\\ud83d"]').json() == [
        "😀",
        "\ufffd x",
        "\\ud800",
        "\ufffd\ufffd",
    ]
    many = json.dumps([["[" * 50] for _ in range(100)]).encode()
    assert len(Reply(200, {}, many).json()) == 100


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/",
        "http://10.0.0.5/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "https://user:word@shop.example/",
        "https://[::1",
        "https://127.0.0.1:99999999/",
    ],
)
def test_only_safe_addresses_are_called(url: str) -> None:
    with pytest.raises(Rejected) as told:
        Door(base="https://shop.example/").send("GET", url)
    assert told.value.fix


def test_a_base_may_lie_in_a_folder() -> None:
    with serving(says(whole())) as server:
        for url in ("/order/get", "order/get", f"{server.base}order/get"):
            Door(base=f"{server.base}rest").send("GET", url)
    paths = [asked.split(b" ")[1] for asked in server.requests]
    assert paths == [b"/rest/order/get", b"/rest/order/get", b"/order/get"]


def test_a_shop_whose_own_address_is_plain_is_called_plainly() -> None:
    with pytest.raises(Offline):
        Door(base="http://no-such-shop.invalid/").send("GET", "/wp-json")
    with pytest.raises(Rejected):
        Door(base="http://no-such-shop.invalid/").send("GET", "http://no-such-shop.invalid:8080/")


def certificate(folder: Path, start: datetime, end: datetime) -> ssl.SSLContext:
    """A server's side of TLS with a certificate that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, start, end).sign(key, hashes.SHA256())
    file = folder / "server.pem"
    form = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize(("year", "word"), [(2005, "date"), (1970, "date"), (2569, "date"), (2026, "line")])
def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path, year: int, word: str) -> None:
    context = certificate(tmp_path, NOW - timedelta(days=9999), NOW + timedelta(days=9999))
    with serving(says(whole()), context) as server, pytest.raises(Offline, match="not safe") as told:
        Door(base=server.base, now=lambda: NOW.replace(year=year), deadline=2).send("POST", "/", writes=True)
    assert word in told.value.fix
    assert server.requests == []


def test_a_line_that_does_not_speak_tls_is_no_reason_to_speak_plainly() -> None:
    plain = b"HTTP/1.1 400 Bad Request\r\n\r\n"
    with serving(says(b""), blurts=plain) as server, pytest.raises(Offline, match="not safe"):
        Door(base=server.base.replace("http:", "https:"), deadline=2).send("GET", "/")


def test_a_key_with_foreign_letters_is_told_before_anything_is_sent() -> None:
    with pytest.raises(Rejected, match="letters"):
        Door(base="https://shop.example/").send("GET", "/", headers={"Authorization": "Bearer กขค"})


def test_bytes_are_counted_both_ways_even_when_it_fails() -> None:
    counted: list[tuple[int, int]] = []
    packed = gzip.compress(b'{"a": "' + b"x" * 5000 + b'"}')
    answer = whole(packed, "200 OK", "Content-Encoding: gzip")
    with serving(says(answer)) as server:
        door(server, meter=lambda sent, got: counted.append((sent, got))).send("POST", "/", body=b"y" * 300_000)
    assert counted == [(len(server.requests[0]), len(answer))]
    with serving(resets(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab")) as server, pytest.raises(Retry):
        door(server, meter=lambda sent, got: counted.append((sent, got))).send("GET", "/")
    assert counted[1][0] == len(server.requests[0])


@pytest.fixture
def logged(tmp_path: Path) -> Iterator[Path]:
    log.start(tmp_path)
    yield tmp_path / "logs" / "shopdesk.log"
    root = logging.getLogger("shopdesk")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = True


def test_no_secret_is_told_by_log_or_problem(logged: Path, capfd: pytest.CaptureFixture[str]) -> None:
    key, later = "ck_s3cr/t+k=y", "renewed-acc3ss"
    echo = f"bad key {key} ck_s3cr%2Ft%2Bk%3Dy {later}".encode()
    told: list[str] = []
    for answer in (whole(echo, "500 Oops"), whole(echo, "429 Slow"), b"garbage " + echo):
        with serving(says(answer)) as server:
            way = door(server, secrets=[key])
            way.hide(later)
            for params, signed in (([("access_token", key)], None), ([], f"{server.base}a?sign={later}&k={key}")):
                with pytest.raises(Retry) as raised:
                    way.send("GET", "/a", params=params, signed_url=signed)
                told += [raised.value.detail, repr(raised.value), repr(raised.value.__cause__), repr(way)]
                logging.getLogger("shopdesk.test").error("x", exc_info=raised.value)
    told += [logged.read_text(encoding="utf-8"), *capfd.readouterr()]
    assert "GET 127.0.0.1/a: Retry" in told[-3]
    for word in (key, "ck_s3cr%2Ft%2Bk%3Dy", later):
        assert word not in "\n".join(told)


def test_a_clock_that_is_off_is_seen_in_the_answer() -> None:
    reply = Reply(200, {"date": "Sun, 22 Nov 2026 02:00:00 GMT"}, b"{}")
    assert clock_off(reply, NOW + timedelta(minutes=3)) is None
    assert clock_off(reply, NOW + timedelta(minutes=20)) == timedelta(minutes=20)
    assert clock_off(Reply(200, {"date": "yesterday"}, b"{}"), NOW) is None


def test_every_problem_of_the_door_is_one_the_engine_knows() -> None:
    assert issubclass(Offline, Retry)
    assert issubclass(Unknown, Retry)
    assert not issubclass(NeedsLogin, Retry)
