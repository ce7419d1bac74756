"""Text as the eye takes it: signs that look alike are one, and what cannot be seen is nothing."""

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘‛ʼʻ′´`＇"
# Python takes the vowel signs and points of many scripts for no part of a word.
SIGNS_IN_WORDS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff"
)
INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_DASHES = re.compile("[‐‑‒–—―−﹘﹣－⁃]")
_SLASHES = re.compile("[⁄∕⧸／]")
_MARKS_OF_NAMES = re.compile(f"[{APOSTROPHES}{INVISIBLE}\u0300-\u036f]")
# Letters that people spell without their stroke or as two, and Unicode does not take apart.
_SPELT = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "þ": "th", "æ": "ae"}
    | {"œ": "oe", "ŋ": "n", "ĸ": "k", "ſ": "s", "ə": "e", "ʹ": "", "ʿ": "", "ʾ": ""}
)


def as_seen(text: str) -> str:
    """On one line, single spaces, one kind of dash, slash and digit, without invisible marks."""
    if text.isascii():
        return " ".join(text.split())
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = _SLASHES.sub("/", _DASHES.sub("-", text))
    digits = (str(unicodedata.decimal(one, one)) for one in text)
    return " ".join("".join(digits).split())


def fold(text: str) -> str:
    """In small letters without accents and apostrophes: `O’Neíll` is `oneill`."""
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return _MARKS_OF_NAMES.sub("", apart).translate(_SPELT)


folded = lru_cache(4096)(fold)  # of words, of which a record says the same ones again and again
