"""The words that Word shows of a file, in their order, and what stands beside and around them."""

from dataclasses import dataclass

from desktop_app.minutes.parts.canonical import Node, read
from desktop_app.minutes.parts.for_words import open_for_words
from desktop_app.minutes.parts.package import Package
from desktop_app.minutes.parts.unpack import NotAWordFile
from desktop_app.minutes.preparation.bound import Bound
from desktop_app.minutes.preparation.looks import Styles
from desktop_app.minutes.preparation.passages import Passage, Table, flattened
from desktop_app.minutes.preparation.placeholders import Placeholders
from desktop_app.minutes.preparation.story import File, flow_of

_ROUND_THE_TEXT = ("header", "footer")
_BESIDE = (*_ROUND_THE_TEXT, "footnotes", "endnotes", "comments")
_STYLES = "styles"


@dataclass(frozen=True)
class WordText:
    """`beside` are notes and comments; `around` is what heads and foots the pages.

    `left` are sentences on what Word does not show.
    """

    parts: tuple[Passage | Table, ...]
    beside: tuple[Passage, ...]
    around: tuple[Passage, ...]
    left: tuple[str, ...] = ()


def read_words(raw: bytes) -> WordText:
    """Raises NotAWordFile for what is damaged, too big, or no Word file."""
    package = open_for_words(raw)
    kinds = [(name, _kind(package, name)) for name in package.parts]
    styles = next((name for name, kind in kinds if kind == _STYLES), None)
    known = Styles(_parsed(package.parts[styles]) if styles else None)
    file = File(Bound(package), Placeholders(package, known.names), known)
    beside: dict[str, list[Passage]] = {kind: [] for kind in _BESIDE}
    for name, kind in kinds:
        if kind in beside:
            beside[kind] += flattened(flow_of(file, _parsed(package.parts[name])))
    parts = tuple(flow_of(file, _parsed(package.parts[package.document])))
    return WordText(
        parts,
        tuple(one for kind in _BESIDE[2:] for one in beside[kind]),
        tuple(one for kind in _ROUND_THE_TEXT for one in beside[kind]),
        tuple(file.left.sentences()),
    )


def _kind(package: Package, name: str) -> str:
    return package.content_type(name).removesuffix("+xml").rpartition(".")[2]


def _parsed(content: bytes) -> Node:
    try:
        return read(content)
    except ValueError as error:
        raise NotAWordFile("a part of it is damaged") from error
