"""What a person types or pastes: the address of a server, the address a browser came back with, words for a page."""

import contextlib
import hmac
import html
import re
from urllib.parse import parse_qs, urlsplit

from shopdesk.base.i18n import N_
from shopdesk.shop.channels import Rejected

LONGEST_CODE = 500


def address(typed: str, inside: re.Pattern[str]) -> str:
    """Scheme, host and path of a server's address, https where none is named, without what is `inside` the server.

    Raises Rejected for what is no address.
    """
    text = typed.strip()
    text = text if "://" in text else f"https://{text}"
    parts, host, port = urlsplit(""), "", None
    with contextlib.suppress(ValueError):
        parts = urlsplit(text)
        host, port = (parts.hostname or "").encode("idna").decode(), parts.port
    if not host or " " in text or parts.username is not None or parts.scheme not in ("http", "https"):
        raise Rejected(N_("This is no address of a shop."), fix=N_("Type it like shop.example.com"), code="address")
    path = inside.split(parts.path)[0].rstrip("/")
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{f':{port}' if port else ''}{path}"


def came_back(pasted: str, state: str, *, hands_back: bool = False) -> dict[str, list[str]]:
    """The query of the address a browser came back with; the code of a sign-in stands in it once.

    Not every platform is known to hand our `state` back: one that stands there has to be ours, none at all is taken
    unless the platform `hands_back` what it was given. Raises Rejected.
    """
    try:
        given = parse_qs(urlsplit("".join(pasted.split())).query, max_num_fields=50)
    except ValueError:
        given = {}
    codes, states = given.get("code", []), given.get("state", [])
    if len(codes) != 1 or len(codes[0]) > LONGEST_CODE or not codes[0].isascii():
        raise no_sign_in()
    if (states or hands_back) and not (len(states) == 1 and hmac.compare_digest(states[0].encode(), state.encode())):
        raise Rejected(N_("This address is from another sign-in."), fix=N_("Begin the sign-in again."), code="state")
    return given


def no_sign_in() -> Rejected:
    """The problem of a pasted address that a sign-in did not come back to."""
    why, fix = N_("This address has no sign-in in it."), N_("Copy the whole address after you agreed.")
    return Rejected(why, fix=fix, code="address")


def another_shop() -> Rejected:
    """The problem of a sign-in for another shop than the account's: its orders would come in as ours."""
    why, fix = N_("This is another shop's account."), N_("Sign in with the account you used before.")
    return Rejected(why, fix=fix, code="shop")


def paragraphs(text: str) -> str:
    """Plain text as the page of a shop shows it: empty lines part paragraphs."""
    parts = [part.strip() for part in re.split(r"\n\s*\n", html.escape(text, quote=False)) if part.strip()]
    return "".join(f"<p>{part.replace(chr(10), '<br />')}</p>" for part in parts)
