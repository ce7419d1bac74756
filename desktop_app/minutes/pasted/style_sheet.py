"""Styles of a page as Word and others write them: which are said of an element."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from desktop_app.minutes.pasted.parsed import TooMuch

_TELLING = re.compile(
    "display|visibility|mso-hide|mso-element|font|font-family|text-decoration|text-decoration-line"
    "|text-line-through|mso-[a-z-]*(deleted|deletion|move-from)"
)
_BRACES = re.compile("([{}])")
_SIMPLE = re.compile(r"([a-z][\w:\\-]*)?([.#][\w-]+)?")


class _Said(NamedTuple):
    """Of two for one property the greater counts."""

    important: bool
    closeness: int
    place: int
    value: str


_LONGEST = 500_000  # characters
_OWN_STYLE = 1_000  # closeness of what stands at the element itself


class StyleSheet:
    """Rules for names of elements, classes and ids; of combined ones Word writes none.

    Raises TooMuch.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._rules: dict[tuple[str, str], dict[str, _Said]] = {}
        text = "\n".join(texts)
        if len(text) > _LONGEST:
            raise TooMuch("has too many styles")
        for place, (selector, declared) in enumerate(_rules(text)):
            said = list(_declarations(declared, place))
            for one in selector.split(",") if said else ():
                self._take(one.strip().lower(), said)

    def _take(self, selector: str, said: list[tuple[str, _Said]]) -> None:
        found = _SIMPLE.fullmatch(selector.replace("\\:", ":"))
        if not selector or not found:
            return
        name, mark = found[1] or "", found[2] or ""
        closeness = bool(name) + 10 * mark.startswith(".") + 100 * mark.startswith("#")
        known = self._rules.setdefault((name, mark), {})
        for key, one in said:
            _put(known, key, one._replace(closeness=closeness))

    def said_of(self, name: str, attributes: Mapping[str, str]) -> dict[str, str]:
        """Property to value, of what tells how its words are seen."""
        found: dict[str, _Said] = {}
        for mark in _marks(attributes) if self._rules else ():
            for rule in (("", mark), (name, mark)):
                for key, said in self._rules.get(rule, {}).items():
                    _put(found, key, said)
        for key, said in _declarations(attributes.get("style", ""), 0):
            _put(found, key, said._replace(closeness=_OWN_STYLE))
        return {key: said.value for key, said in found.items()}


def _marks(attributes: Mapping[str, str]) -> Iterator[str]:
    yield ""
    for one in set(attributes.get("class", "").lower().split()):
        yield f".{one}"
    if ident := attributes.get("id", "").lower():
        yield f"#{ident}"


def _put(known: dict[str, _Said], key: str, said: _Said) -> None:
    if key not in known or known[key][:3] <= said[:3]:
        known[key] = said


def _declarations(text: str, place: int) -> Iterator[tuple[str, _Said]]:
    for one in text.split(";") if text else ():
        key, _, value = one.partition(":")
        key = key.strip().lower()
        if _TELLING.fullmatch(key):
            said, important, _ = value.lower().partition("!important")
            yield key, _Said(bool(important), 0, place, said.strip())


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selector and declarations; those for paper alone are left out."""
    inside: list[str] = []
    before = ""
    for piece in _BRACES.split(_without_comments(text).replace("<!--", " ").replace("-->", " ")):
        if piece == "{":
            inside.append(before.strip())
        elif piece == "}" and inside:
            selector = inside.pop()
            on_screen = all("print" not in one for one in inside[-1:])
            if on_screen and not selector.lower().startswith("@"):
                yield selector, before
        before = piece.rpartition(";")[2] if "@" in piece and ";" in piece else piece


def _without_comments(text: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := text.find("/*", at)) >= 0:
        kept.append(text[at:start])
        end = text.find("*/", start + 2)
        at = end + 2 if end >= 0 else len(text)
    return " ".join((*kept, text[at:]))
