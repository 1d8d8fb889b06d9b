"""What comes over the wire and what goes back: a request taken apart, an answer put together."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

LARGEST_BODY = 12_000_000
MOST_FIELDS = 500

_NAME = re.compile(rb'name="([^"\r\n]*)"')
_FILE = re.compile(rb'filename="([^"\r\n]*)"')


class BadRequest(Exception):
    """The bytes are no request anybody can read."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of a multipart form."""

    name: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `query` is the text behind the question mark as sent; header names are lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    address: str

    @property
    def kind(self) -> str:
        """The content type without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def pairs(self) -> list[tuple[str, str]]:
        """The query's names and values, decoded, in their order."""
        return _pairs(self.query)

    def form(self) -> tuple[list[tuple[str, str]], dict[str, File]]:
        """The fields and the files of a form; nothing for any other body. Raises BadRequest."""
        if self.kind == "application/x-www-form-urlencoded":
            return _pairs(_utf8(self.body)), {}
        if self.kind == "multipart/form-data":
            return _parts(self.headers.get("content-type", ""), self.body)
        return [], {}

    def json(self) -> Any:
        """The body as JSON; raises BadRequest."""
        try:
            return json.loads(_utf8(self.body), parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise BadRequest("no JSON") from error


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = field(default=())


def as_json(data: Any, status: int = 200, *headers: tuple[str, str]) -> Answer:
    """An answer of JSON, Thai as it is."""
    return Answer(json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), status, headers=headers)


def page(text: str, status: int = 200, leads_to: str = "") -> Answer:
    """An answer a browser shows. Nothing from elsewhere is let in; a form may lead on to `leads_to`."""
    forms = f"'self' {leads_to.partition('?')[0]}".strip()
    policy = f"default-src 'none'; img-src 'self'; font-src 'self'; style-src 'unsafe-inline'; form-action {forms}"
    safe = (
        ("Content-Security-Policy", f"{policy}; base-uri 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    )
    return Answer(text.encode(), status, "text/html; charset=utf-8", safe)


def go_to(place: str) -> Answer:
    """Send a browser elsewhere."""
    return Answer(b"", 303, "text/plain", (("Location", place),))


def whole(typed: object) -> int:
    """An id as it was sent, as a number or in quotes; 0 for anything else."""
    if isinstance(typed, int) and not isinstance(typed, bool):
        return typed
    return int(typed) if isinstance(typed, str) and re.fullmatch(r"[0-9]{1,18}", typed) else 0


def single(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Names and values as a dict; raises BadRequest for a name that comes twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadRequest("a parameter comes twice")
    return found


def _no_number(word: str) -> None:
    raise ValueError(word)


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest("no UTF-8") from error


def _pairs(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError as error:
        raise BadRequest("no form") from error


def _parts(kind: str, body: bytes) -> tuple[list[tuple[str, str]], dict[str, File]]:
    """The parts of a multipart form (RFC 7578)."""
    found = re.search(r'boundary="?([^";]{1,70})"?', kind)
    if found is None:
        raise BadRequest("a multipart form without its boundary")
    mark = b"--" + found[1].encode()
    pieces = (b"\r\n" + body).split(b"\r\n" + mark)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise BadRequest("a multipart form that was cut")
    fields: list[tuple[str, str]] = []
    files: dict[str, File] = {}
    for piece in pieces[1:-1]:
        head, _, content = piece.partition(b"\r\n\r\n")
        name, file = _NAME.search(head), _FILE.search(head)
        if name is None:
            raise BadRequest("a part without its name")
        if file is None:
            fields.append((_utf8(name[1]), _utf8(content)))
        else:
            files[_utf8(name[1])] = File(_utf8(file[1]), content)
    return fields, files
