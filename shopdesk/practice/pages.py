"""What all pages for browsers share: one look, text that stays text, forms that must come from here."""

import html
import secrets
from urllib.parse import urlsplit

from shopdesk.base.i18n import _, language
from shopdesk.practice.wire import Answer, BadRequest, Request, page, single

STYLE = """
@font-face{font-family:Looped;src:url(/font.ttf)}
body{font:18px/1.5 Looped,sans-serif;margin:0;background:#f4f2ee;color:#1c1b17;overflow-wrap:anywhere}
main{max-width:40rem;margin:0 auto;padding:12px}
.card{background:#fff;border-radius:8px;padding:12px;margin:0 0 12px}
h1{font-size:1.4rem;margin:.2em 0}img{max-width:100%;border-radius:6px}
input,select,textarea,button{font:inherit;width:100%;box-sizing:border-box;padding:10px;margin:4px 0 10px}
button{background:#0b6e4f;color:#fff;border:0;border-radius:8px;min-height:48px}a{color:#0b6e4f}
.shelf img{max-height:12rem}
.price{font-weight:bold;font-size:1.2rem}
"""


class Forms:
    """Reads forms; one that does not carry the mark did not come from a page of ours."""

    def __init__(self) -> None:
        self.mark = secrets.token_urlsafe(16)

    def read(self, request: Request) -> dict[str, str]:
        """The fields of a form of ours; raises BadRequest for one from elsewhere."""
        origin = request.headers.get("origin")
        given = single(request.form()[0])
        elsewhere = origin not in (None, "null", request.address) and urlsplit(str(origin)).hostname != "localhost"
        if elsewhere or not secrets.compare_digest(given.get("mark", "").encode(), self.mark.encode()):
            raise BadRequest("the form is not from this page")
        return given


def show(title: str, body: str, status: int = 200, leads_to: str = "") -> Answer:
    """A page with its heading; a form in it may lead on to `leads_to`."""
    text = (
        f'<!doctype html><html lang="{language()}"><head><meta charset="utf-8"><meta name="viewport"'
        f' content="width=device-width, initial-scale=1"><title>{safe(title)}</title><style>{STYLE}</style></head>'
        f'<body><main><p><a href="/shop">{safe(_("Practice marketplace"))}</a></p>{body or f"<h1>{safe(title)}</h1>"}'
        "</main></body></html>"
    )
    return page(text, status, leads_to=leads_to)


def safe(word: str) -> str:
    """Text as it stands, never as markup."""
    return html.escape(word, quote=True)


def plain(markup: str) -> str:
    """The words of a description without its markup."""
    words, inside = [], False
    for sign in markup:
        inside = sign == "<" or (inside and sign != ">")
        words.append("" if inside or sign == ">" else sign)
    return html.unescape("".join(words))
