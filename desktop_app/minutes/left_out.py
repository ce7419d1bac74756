"""Looks through every part of a copy for words that were left out of it."""

import re
from collections.abc import Iterable
from functools import cache
from html import unescape

from desktop_app.errors import CannotProceed
from desktop_app.minutes.coverage import ORIGIN_TYPE, SIGNATURE_TYPE, signature_parts
from desktop_app.minutes.package import ORIGIN, SIGNATURE, open_package
from desktop_app.minutes.part_words import in_words
from desktop_app.minutes.unpack import unpack
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import Grid, Section, Signature, Snapshot, Text, Unfinished

SHORTEST = 5  # letters or digits of a word that is looked for; shorter ones stand everywhere
_WORD = re.compile(rf"[^\W_]{{{SHORTEST},}}")
_NAME = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")  # in markup, digits are lengths and colours
_TAG = re.compile(r"(<[^>]*>)")
_OF_SEALING = (ORIGIN, SIGNATURE, ORIGIN_TYPE, SIGNATURE_TYPE, "_xmlsignatures/origin.sigs")


def long_words(texts: Iterable[str]) -> set[str]:
    """The words of some length, in small letters."""
    return set(_WORD.findall("\n".join(texts).casefold()))


def refuse_left(
    word: bytes, name: str, removed: Iterable[str], kept: Iterable[str], base: bytes | None = None
) -> None:
    """Raises CannotProceed when a removed word that no kept text has stands in the Word file.

    Every part is searched, properties, markup and the file's own name included; of a digital
    signature, which is mathematics, the texts. `base` is the council's Word file it stands on.
    """
    wanted = long_words(removed) - long_words(kept)
    if not wanted:
        return
    own_texts, own_markup = _of_every_file(base)
    package = open_package(word)
    seals = signature_parts(package)
    found = {"the name of the file": wanted & long_words([name])}
    for part, content in package.parts.items():
        texts, markup = _parted(content)
        left = wanted & (long_words([texts]) - own_texts)
        if part not in seals:
            left |= wanted & (_names([part, markup]) - own_markup)
        found[in_words(part, package.content_type(part))] = left
    _refuse({where: left for where, left in found.items() if left})


def refuse_left_on_paper(html: str, removed: Iterable[str], kept: Iterable[str]) -> None:
    """The same for what is printed or becomes a PDF."""
    wanted = long_words(removed) - long_words(kept)
    own_texts, _ = _of_every_file(None)
    texts, _ = _parted(html.encode())
    if left := wanted & (long_words([texts]) - own_texts):
        _refuse({"the text": left})


def _refuse(found: dict[str, set[str]]) -> None:
    if not found:
        return
    listed = "; ".join(
        f"{where}: {', '.join(f'“{word}”' for word in sorted(left)[:5])}"
        for where, left in found.items()
    )
    raise CannotProceed(
        f"Words that should be left out would still stand in this copy. In {listed}.",
        "No copy was made.",
        "Take the words out of the name of the file or of whom it is for, or tell IT.",
    )


def _parted(content: bytes) -> tuple[str, str]:
    """Texts and markup of a part; what is no XML is all text."""
    text = content.decode("utf-8", "replace")
    if not text.lstrip("\ufeff \n").startswith("<"):
        return text, ""
    parts = _TAG.split(text)  # in turn a text and a tag, of which most come many times
    return unescape("\n".join(parts[::2])), unescape("\n".join(set(parts[1::2])))


def _names(texts: Iterable[str]) -> set[str]:
    return set(_NAME.findall("\n".join(texts).casefold()))


@cache
def _of_every_file(base: bytes | None) -> tuple[set[str], set[str]]:
    """The words in text and in markup that stand there whatever was said in the meeting."""
    parts = unpack(to_word(_nothing_said(), base))
    parted = [_parted(content) for content in parts.values()]
    markup = _names([*parts, *(markup for _, markup in parted), *_OF_SEALING])
    return long_words(texts for texts, _ in parted), markup


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
