"""Looks through every part of a copy for words that were left out of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from html import unescape
from unicodedata import normalize

from desktop_app.errors import CannotProceed
from desktop_app.minutes.html import to_html
from desktop_app.minutes.parts.package import ORIGIN, SIGNATURE, open_package
from desktop_app.minutes.parts.unpack import unpack
from desktop_app.minutes.seal.coverage import ORIGIN_TYPE, SIGNATURE_TYPE, signature_parts
from desktop_app.minutes.seal.part_words import in_words
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import Grid, Section, Signature, Snapshot, Text, Unfinished

_LONG = 5  # letters or digits of a word that is found inside another one too
_NAME = 3  # and of one looked for in markup and file names, where shorter ones stand everywhere
# Python takes the vowel signs and points of many scripts for no part of a word.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff"
)
_WORD = re.compile(rf"[\w{_SIGNS}]+")
_PURPOSE = "Created and approved this document"  # in every signature, as the standard has it
_OF_SEALING = (ORIGIN, SIGNATURE, ORIGIN_TYPE, SIGNATURE_TYPE, "_xmlsignatures/origin.sigs")


def refuse_left(
    word: bytes, name: str, removed: Iterable[str], kept: Iterable[str], base: bytes | None = None
) -> None:
    """Raises CannotProceed when a removed word that no kept text has stands in the Word file.

    Every part is searched, properties, markup and the file's own name included; of a digital
    signature, which is mathematics, the texts. `base` is the council's Word file it stands on.
    """
    search = _Search(removed, kept, base)
    package = open_package(word)
    seals = signature_parts(package)
    found = {"the name of the file": search.in_name(name)}
    for part, content in package.parts.items():
        texts, tags = _parted(content.decode("utf-8", "replace"))
        if part in seals:
            left = search.in_seal(texts)
        else:
            left = search.in_texts(texts) | search.in_markup([part, *tags])
        found.setdefault(in_words(part, package.content_type(part)), set()).update(left)
    _refuse(found)


def refuse_left_on_paper(html: str, removed: Iterable[str], kept: Iterable[str]) -> None:
    """The same for what is printed or becomes a PDF."""
    search = _Search(removed, kept)
    texts, tags = _parted(html)
    _refuse({"the text": search.in_texts(texts) | search.in_markup(tags)})


def refuse_left_in_name(name: str, removed: Iterable[str], kept: Iterable[str]) -> None:
    """The same for the name of a file."""
    _refuse({"the name of the file": _Search(removed, kept).in_name(name)})


class _Search:
    """Passes over every line that stands in what is kept; looks at the words of the others."""

    def __init__(
        self, removed: Iterable[str], kept: Iterable[str], base: bytes | None = None
    ) -> None:
        self._gone = _words(_lines(removed))
        self._kept = tuple(kept)
        self._own = _of_every_file(base)
        self._known = _lines(self._kept) | self._own.lines

    def in_texts(self, texts: Iterable[str]) -> set[str]:
        return self._left(_words(_lines(texts) - self._known) - self._own.words)

    def in_markup(self, tags: Iterable[str]) -> set[str]:
        """Digits are lengths, colours and numbers there."""
        return self._left(_names(tags) - self._own.markup)

    def in_name(self, name: str) -> set[str]:
        return self._left(_names([name]) | _long(_words([name])))

    def in_seal(self, texts: Iterable[str]) -> set[str]:
        """Within a word, mathematics says anything by chance."""
        return self._left(_long(_words(_lines(texts) - self._known) & self._gone))

    def _left(self, words: set[str]) -> set[str]:
        """Most that seems to be left stands among the first texts kept: the others stay unread."""
        gone = _standing(self._gone, words)
        holding = {word for word in words if any(one in word for one in gone)}
        unexplained = gone | holding
        for text in self._kept:
            if not unexplained:
                break
            unexplained -= _words([text])
        return _standing(gone & unexplained, holding & unexplained)


def _standing(gone: set[str], words: set[str]) -> set[str]:
    """Those of `gone` that are one of the words, and the long ones that are within one."""
    if not words:
        return words
    together = "\n".join(words)
    return (gone & words) | {word for word in _long(gone) if word in together}


def _refuse(found: dict[str, set[str]]) -> None:
    listed = "; ".join(
        f"{where}: {', '.join(f'“{word}”' for word in sorted(left)[:5])}"
        for where, left in found.items()
        if left
    )
    if listed:
        raise CannotProceed(
            f"Words that should be left out would still stand in this copy. In {listed}.",
            "No copy was made.",
            "Take the words out of the name of the file or of whom it is for, or tell IT.",
        )


def _parted(text: str) -> tuple[set[str], set[str]]:
    """Texts and tags of a part, each once; what is no XML is all text."""
    if not text.lstrip("\ufeff \n").startswith("<"):
        return {text}, set()
    pieces = (piece.partition(">") for piece in set(text.split("<")))
    parted = [(said, tag) for tag, _, said in pieces]
    return {_plain(said) for said, _ in parted}, {_plain(tag) for _, tag in parted}


def _plain(text: str) -> str:
    return unescape(text) if "&" in text else text


def _lines(texts: Iterable[str]) -> set[str]:
    """As they stand in a Word file, where a tab parts a line too."""
    return set("\n".join(texts).replace("\t", "\n").split("\n"))


def _words(lines: Iterable[str]) -> set[str]:
    """In small letters; each piece is taken apart but once, for most come many times."""
    pieces = set(normalize("NFC", "\n".join(lines)).casefold().replace("_", " ").split())
    return set(_WORD.findall("\n".join(pieces)))


def _names(texts: Iterable[str]) -> set[str]:
    return {word for word in _words(texts) if len(word) >= _NAME and not word.isdecimal()}


def _long(words: set[str]) -> set[str]:
    return {word for word in words if len(word) >= _LONG}


@dataclass(frozen=True)
class _Own:
    lines: set[str]
    words: set[str]
    markup: set[str]


@cache
def _of_every_file(base: bytes | None) -> _Own:
    """What stands there in texts and in markup whatever was said in the meeting."""
    lines, markup = set[str](), set[str](_OF_SEALING)
    for minutes in (_nothing_said(), replace(_nothing_said(), signature=None)):
        parts = unpack(to_word(minutes, base))
        contents = [content.decode("utf-8", "replace") for content in parts.values()]
        for texts, tags in map(_parted, [*contents, to_html(minutes)]):
            lines |= _lines(texts)
            markup |= {*parts, *tags}
    return _Own(lines | {_PURPOSE}, _words(lines), _names(markup))


def _nothing_said() -> Snapshot:
    """Every kind of block once, none with words of a meeting."""
    pair = (Text("a", "", ""), Text("b", "", ""))
    rows = (("", ""), ("", "\n" * 20))
    tables = ((Grid("c", "", (("d", ""), ("e", "")), rows),), (Grid("f", "", (("g", ""),), ()),))
    section = Section("h", "", "", (pair, *tables))
    nothing = dict.fromkeys(
        ("form", "code", "title", "reference", "case_number", "council", "marking", "version"), ""
    )
    return Snapshot(
        **nothing,
        template=(section,),
        additional=(section,),
        unfinished=(Unfinished("", "", ""),),
        signature=Signature("", "", "", ""),
        correction="\t",
    )
