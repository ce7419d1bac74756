"""What counts as a reason, and the sentence for what does not."""

import re
import unicodedata
from functools import cache

from desktop_app.errors import ProgramFault
from desktop_app.forms.model import Piece
from desktop_app.forms.toml import BadFile, read
from desktop_app.paths import RESOURCES

_FILE = RESOURCES / "no_reasons.toml"
_APART = re.compile(r"[.,;:!?()\n–—…]+|\s[-/&|]+\s")
_SHOWN = 40  # letters of what was typed


class _File(Piece, frozen=True):
    words: tuple[str, ...]


def says_why(text: str) -> bool:
    """Whether it is more than “x”, “n/a” or “to follow”, alone or one after the other."""
    return any(_is_something(part) for part in _APART.split(text))


def no_reason(text: str) -> str:
    """The sentence that refuses a reason; empty for one that says why, and where none is typed."""
    if not text.strip() or says_why(text):
        return ""
    return f"{says_nothing(text)} Say in a few words why."


def says_nothing(text: str) -> str:
    """The same without what to do."""
    return f"“{in_short(text)}” says nothing to whoever reads it."


def in_short(text: str) -> str:
    """On one line, as far as a sentence has room for it."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[: _SHOWN - 1].rstrip() + "…"


def _is_something(part: str) -> bool:
    said = _bare(part)
    return len({letter for letter in said if letter.isalpha()}) > 1 and said not in _nothing()


def _bare(text: str) -> str:
    """Each word once, in letters and digits alone."""
    words = dict.fromkeys(unicodedata.normalize("NFKC", text).casefold().split())
    return "".join(letter for word in words for letter in word if letter.isalnum())


@cache
def _nothing() -> frozenset[str]:
    try:
        return frozenset(map(_bare, read(_FILE, _File).words))
    except BadFile as bad:
        raise ProgramFault(str(bad)) from bad
