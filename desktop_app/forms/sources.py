"""Sources in full: `Cal 7.1, App 5` is paragraph 7.1 and Appendix 5 of the Calderdale Policy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from desktop_app.errors import ProgramFault
from desktop_app.forms.in_words import listed
from desktop_app.forms.model import Piece
from desktop_app.forms.toml import BadFile, read
from desktop_app.paths import RESOURCES

_FILE = RESOURCES / "documents.toml"
_COMMA = re.compile(r",\s+(?![^(]*\))")  # not one inside brackets
_RANGE = re.compile(r"(?<=\d)-(?=\d)")
_APPENDIX = re.compile(r"App (?=\d)")


class Document(Piece, frozen=True):
    """A paper that guidance rests on; `council` is the key of the profile whose own it is."""

    short: str
    name: str
    title: str
    council: str = ""


class _File(Piece, frozen=True):
    document: tuple[Document, ...]


@dataclass(frozen=True)
class Cited:
    """A place in a document, in words; no council where the document is nobody's own."""

    words: str
    council: str = ""


@cache
def documents() -> tuple[Document, ...]:
    """Every document that a source may name by its short name."""
    try:
        return read(_FILE, _File).document
    except BadFile as bad:
        raise ProgramFault(str(bad)) from bad


def cited(source: str) -> list[Cited]:
    """`LP 4.17; Cam 9` in full, one document after another."""
    return [_one(part.strip()) for part in source.split(";") if part.strip()]


def _one(part: str) -> Cited:
    """A name that is not known stays as it is written."""
    short, _, places = part.partition(" ")
    for document in documents():
        if document.short == short:
            words = ", ".join([document.name, *_places(places)])
            return Cited(words, document.council)
    return Cited(part)


def _places(written: str) -> Iterator[str]:
    """`4.5, 4.6, App 2` as `paragraphs 4.5 and 4.6`, `Appendix 2`."""
    parts = [part for part in _COMMA.split(written) if part]
    for kind, several in groupby(parts, _kind):
        names = list(several)
        if kind:
            many = len(names) > 1 or bool(_RANGE.search(names[0]))
            words = listed([_RANGE.sub(" to ", name) for name in names], "and")
            yield f"{kind}{'s' if many else ''} {words}"
        else:
            yield from (_APPENDIX.sub("Appendix ", name) for name in names)


def _kind(place: str) -> str:
    """What is numbered with a point is a paragraph."""
    if re.match(r"\d+\.\d", place):
        return "paragraph"
    return "section" if re.match(r"\d", place) else ""
