"""What platforms refuse, told before anybody takes a photo: from the shop's own classes and from plain words.

The classes are those that Lazada, Shopee and TikTok Shop all list as prohibited or licensed in Thailand; a word is only
a hint, and the person decides. Which words, is data (resources/rules/refused.csv, `kind`):
word    points to the class where it stands as words of its own; `word*` also where the word goes on
but     longer words that hold one of those and mean something else
head    what the goods really are where it stands before, as Thai says it: กระเป๋าลายลูกหมา is a bag
tail    what makes something else of them where it stands after: toys, what is cooked, wine glasses
"""

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopdesk.base import paths
from shopdesk.base.i18n import N_, _
from shopdesk.core import thaitext

# What the law keeps from being sold at a distance: nobody overrules it.
SURE = frozenset({"alcohol", "tobacco"})
_KINDS = ("word", "but", "head", "tail")
_PLAIN_WORD = re.compile(r"[^\W_]", re.UNICODE)


@dataclass(frozen=True, slots=True)
class _Class:
    """The words of one class; `open_` are those that may go on."""

    name: str
    words: tuple[str, ...]
    open_: frozenset[str]
    but: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]


@functools.cache
def _classes() -> tuple[_Class, ...]:
    """The rules, in the order of the file."""
    found: dict[str, dict[str, list[str]]] = {}
    with paths.resource("rules", "refused.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            kinds = found.setdefault(row["class"], {kind: [] for kind in _KINDS})
            kinds[row["kind"]].append(_key(row["text"]))
    return tuple(_class(name, kinds) for name, kinds in found.items())


def _class(name: str, kinds: dict[str, list[str]]) -> _Class:
    open_ = frozenset(word[:-1] for word in kinds["word"] if word.endswith("*"))
    words = tuple(word.rstrip("*") for word in kinds["word"])
    return _Class(name, words, open_, *(tuple(kinds[kind]) for kind in _KINDS[1:]))


def refused_class(restricted: str, *texts: str) -> str:
    """The class of goods no platform takes, "" where nothing points to one."""
    if restricted in SURE:
        return restricted
    for text in map(_key, texts):
        edges = _edges(text)
        for one in _classes():
            if _points(one, text, edges):
                return one.name
    return ""


def _key(text: str) -> str:
    """One spelling for what looks the same; tone marks stay, for a mat (เสื่อ) is no tiger (เสือ)."""
    return unicodedata.normalize("NFC", thaitext.printable(thaitext.strip(text))).casefold()


def _edges(text: str) -> frozenset[int]:
    """Where words begin and end: at what is no letter, and where the program breaks a run of Thai."""
    found, at = {0, len(text)}, 0
    for piece in re.split(r"(\s+)", text):
        for word in thaitext.wrap(piece).split(thaitext.ZWSP):
            found |= {at, at + len(thaitext.strip(word))}
            at += len(thaitext.strip(word))
    found |= {place for place in range(1, len(text)) if _kind(text[place - 1]) != _kind(text[place])}
    return frozenset(found)


def _kind(letter: str) -> str:
    """Thai, other letters and digits, or what stands between words."""
    if "\u0e01" <= letter <= "\u0e4e":
        return "thai"
    return "word" if _PLAIN_WORD.match(letter) else "between"


def _points(one: _Class, text: str, edges: frozenset[int]) -> bool:
    """Whether a word of the class stands there and nothing says that the goods are something else."""
    return any(
        start in edges and (end in edges or word in one.open_) and not _something_else(one, text, start, end, edges)
        for word in one.words
        for start, end in _spans(word, text)
    )


def _something_else(one: _Class, text: str, start: int, end: int, edges: frozenset[int]) -> bool:
    """Whether a longer word holds it, or what stands before it (without a space) or after it says what it is."""
    return (
        any(begin <= start and end <= stop for begin, stop in _standing(one.but, text))
        or any(
            text.rfind(" ", 0, start) < begin and stop <= start and (begin in edges or stop == start)
            for begin, stop in _standing(one.heads, text)
        )
        or any(end <= begin and begin in edges and stop in edges for begin, stop in _standing(one.tails, text))
    )


def _standing(words: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    return (span for word in words for span in _spans(word, text))


def _spans(word: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(word)
    while at >= 0:
        yield at, at + len(word)
        at = text.find(word, at + 1)


def label(name: str) -> str:
    """The class in the words of the wizard."""
    words = {
        "alcohol": N_("alcohol"),
        "tobacco": N_("tobacco"),
        "medicine": N_("medicine"),
        "animal": N_("living animals"),
        "weapon": N_("weapons"),
        "cannabis": N_("cannabis and kratom"),
        "wild": N_("wild animals and plants"),
        "seed_licence": N_("chemicals that need a licence"),
    }
    return _(words[name])
