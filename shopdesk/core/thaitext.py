"""Thai text: where a line may break, and the key under which a search finds it.

Qt finds Thai word breaks only where the system has libthai, which Windows has not; so every layer that shows text puts
the breaks in itself. What is stored, copied, compared or written to a file never holds them.
"""

import functools
import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux.parser import Parser

ZWSP = "\u200b"
NBSP = "\u00a0"
_CACHED_LENGTH = 300

_THAI_RUN = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]{2,}")
# A break never stands before a mark or vowel of the letter on its left, nor after a vowel written before its letter.
_NOT_FIRST = frozenset(map(chr, [*range(0x0E30, 0x0E3B), *range(0x0E45, 0x0E4F)]))
_NOT_LAST = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44")
_NUMBER_AND_UNIT = re.compile(r"(?<=[0-9]) (?=[\u0e01-\u0e4e]{1,6}(?:[\s.,)]|$))")
_SHORT_BRACKET = re.compile(r"\([^()\n]{1,18}\)")

_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0E, 0xFE0F, 0xFEFF])
_MARKS = dict.fromkeys(map(ord, "\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e4e"))
_DIGITS = {0x0E50 + digit: str(digit) for digit in range(10)}
_FOLDED = _INVISIBLE | _MARKS | _DIGITS
# Typing habits that look the same on screen: nikhahit + aa for am, two e for ae, the long foot of ฤๅ for aa.
_SPELLINGS = (("\u0e4d\u0e32", "\u0e33"), ("\u0e40\u0e40", "\u0e41"), ("\u0e45", "\u0e32"))

_LONGEST_LINE = 400
_SPACED = frozenset({"Cc", "Zl", "Zp"})
_TURNING = frozenset({0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)})


@functools.cache
def _parser() -> "Parser":
    """The Thai model of BudouX (Apache-2.0), read once: 12 ms that the first paint need not pay."""
    import budoux

    return budoux.load_default_thai_parser()


def _broken(run: re.Match[str]) -> str:
    """A run of Thai letters with ZWSP between its words."""
    pieces = _parser().parse(run.group())
    text = pieces[0]
    for piece in pieces[1:]:
        text += piece if piece[0] in _NOT_FIRST or text[-1] in _NOT_LAST else ZWSP + piece
    return text


def _whole(bracket: re.Match[str]) -> str:
    return bracket.group().replace(" ", NBSP)


def _wrapped(text: str) -> str:
    bound = _SHORT_BRACKET.sub(_whole, _NUMBER_AND_UNIT.sub(NBSP, strip(text)))
    return _THAI_RUN.sub(_broken, bound)


_remembered = functools.lru_cache(maxsize=8192)(_wrapped)


def wrap(text: str) -> str:
    """The text with U+200B at Thai word breaks, and what belongs together kept so (30 ฟอง, brackets); to show."""
    if text.isascii():
        return text
    return _remembered(text) if len(text) <= _CACHED_LENGTH else _wrapped(text)


def strip(text: str) -> str:
    """The text without what `wrap` put in; for storing, copying, comparing and writing to files."""
    return text if text.isascii() else text.replace(ZWSP, "").replace(NBSP, " ")


def _spelled(text: str) -> str:
    """One spelling for what looks the same, to the end: three e become ae + e, never a spelling that folds further."""
    for typed, meant in _SPELLINGS:
        text = text.replace(typed, meant)
    return text


def fold(text: str) -> str:
    """The search key of a text: the same for spellings a person would call the same.

    NFC (never NFKC, which takes ำ apart), case and runs of spaces folded, tone marks, silencers, the short mark ็ and
    invisible characters dropped, Thai digits as Arabic ones. Without tone marks the order they were typed in (ก่ี or กี่)
    does not matter either. Idempotent.
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    key = unicodedata.normalize("NFC", text).translate(_FOLDED).casefold()
    if not unicodedata.is_normalized("NFC", key):
        key = unicodedata.normalize("NFC", key).translate(_FOLDED)
    return " ".join(_spelled(key).split())


def printable(text: str) -> str:
    """One line of at most 400 characters without what a person cannot see but a screen or printer obeys.

    Control characters and line ends become a space; marks that turn the reading direction and halves of characters go.
    """
    if text.isprintable():
        return text[:_LONGEST_LINE]
    line = "".join(" " if unicodedata.category(letter) in _SPACED else letter for letter in text[:_LONGEST_LINE])
    return "".join(letter for letter in line if ord(letter) not in _TURNING and not "\ud800" <= letter <= "\udfff")


def identity(name: str) -> str:
    """Under what a person's name is unique: case, width and tone marks do not tell two people apart."""
    # NFKC makes full-width letters plain, and would take sara am apart if it were let at it.
    return fold("ำ".join(unicodedata.normalize("NFKC", part) for part in name.split("ำ")))
