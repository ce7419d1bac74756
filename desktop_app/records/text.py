"""Typed and pasted text made safe to keep and to print: what cannot stand is shown, not dropped."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

T = TypeVar("T")

_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")
# C0 and C1 controls but tab and newline, surrogates, non-characters, and marks that turn
# the reading direction of what follows: Word's XML refuses the first, the last can mislead.
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    "\u202a-\u202e\u2066-\u2069"
    + "".join(
        f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17)
    )
    + "]"
)
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def clean(text: str) -> str:
    """Line ends become `\\n`; a character that no Word file may hold becomes a visible sign."""
    if text.replace("\n", "").isprintable():  # as nearly always, and asked at every save
        return text
    text = _PAIRS.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
    return _UNFIT.sub(_sign, _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """For answers that have a single line: line ends and tabs become spaces."""
    return clean(text).replace("\n", " ").replace("\t", " ")


def clean_all(value: T) -> T:
    """Every text in a structure of ours, however deep; the structure stays."""
    return cast("T", _cleaned(value))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, tuple):
        return tuple(map(_cleaned, cast("tuple[object, ...]", value)))
    if isinstance(value, Mapping):
        parts = cast("Mapping[object, object]", value)
        return {_cleaned(key): _cleaned(part) for key, part in parts.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{one.name: _cleaned(getattr(value, one.name)) for one in fields(value)}
        )
    return value


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)  # control pictures: U+2400 is the picture of U+0000
    if code == 0x7F:
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    return f"[U+{code:04X}]"
