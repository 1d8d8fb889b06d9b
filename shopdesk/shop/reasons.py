"""Why something did not go, as a stranger may read it: the sentence of ours and a code, none of the words of others.

reasons.plain("ร้านที่โน่นไม่ยอม (450 Somying wants two)")     # "The shop refuses this. (450)"
"""

import functools
import re

from shopdesk.base import i18n
from shopdesk.shop.channel_problems import code_of

_UNKNOWN = "a reason in other words"
_FILLED = re.compile(r"\{[^}]*\}")


def plain(why: str) -> str:
    """The English sentence a reason was made of, in whatever language it was kept; what was put into it stays empty."""
    if not why:
        return ""
    whole = _sentences()
    ends = [len(why), *(found.start() for found in re.finditer(r" \(", why))]
    end = next((end for end in ends if why[:end] in whole), None)
    if end is not None:
        code = code_of(why[end + 2 :])
        return whole[why[:end]] + (f" ({code})" if code else "")
    fits = [(sum(map(len, pieces)), source) for pieces, source in _shapes() if _fits(why, pieces)]
    return max(fits)[1] if fits else _UNKNOWN


@functools.cache
def _sentences() -> dict[str, str]:
    """Each sentence in every language, with its source."""
    found = {}
    for language in i18n.NAMES:
        for source, text in i18n.catalogue(language).items():
            found[text] = found[source] = source
    return found


@functools.cache
def _shapes() -> tuple[tuple[tuple[str, ...], str], ...]:
    """The sentences something is put into, as the pieces around it."""
    split = ((tuple(_FILLED.split(text)), source) for text, source in _sentences().items())
    return tuple((pieces, source) for pieces, source in split if len(pieces) > 1 and any(map(str.strip, pieces)))


def _fits(why: str, pieces: tuple[str, ...]) -> bool:
    """Whether the pieces stand in it, in their order, and nothing else but what another put behind it."""
    if not why.startswith(pieces[0]):
        return False
    at = 0
    for piece in pieces:
        at = why.find(piece, at)
        if at < 0:
            return False
        at += len(piece)
    return not pieces[-1] or why[at : at + 2] in ("", " (")
