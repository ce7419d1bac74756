"""Reads a TOML file into a type of ours; a mistake tells file, line and what is allowed."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import inspect

from desktop_app.disk.why import why
from desktop_app.forms.lines import line_of

Read = TypeVar("Read")


@dataclass(frozen=True)
class Mistake:
    """What is wrong, in a sentence; `line` is 0 when the whole file is meant."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        where = f", line {self.line}" if self.line else ""
        return f"{self.file.name}{where}: {self.what}"


class BadFile(Exception):  # noqa: N818 - what whoever reads the report calls it
    """A file that cannot be used, with everything found wrong in it."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = tuple(mistakes)


def read(file: Path, shape: type[Read]) -> Read:
    """Raises BadFile. A file saved by Notepad with a byte order mark is read like any other."""
    text = _text_of(file)
    try:
        return msgspec.convert(tomllib.loads(text), shape)
    except tomllib.TOMLDecodeError as error:
        raise BadFile([_of_syntax(file, text, str(error))]) from None
    except msgspec.ValidationError as error:
        raise BadFile([_of_meaning(file, text, str(error), shape)]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets in brackets
        what = "Something in this file is beyond all bounds, such as a number of many digits."
        raise BadFile([Mistake(file, 0, what)]) from None


def misnamed(folder: Path) -> list[Mistake]:
    """Files that Notepad has given a name of its own; without a word they would not be read."""
    what = "The file is not read: its name ends in .txt. Rename it, so that it ends in .toml."
    return [Mistake(file, 0, what) for file in sorted(folder.glob("*.toml.txt"))]


def mistake_at(file: Path, path: str, what: str) -> Mistake:
    """A mistake in a file that `read` accepted; `path` as in `$.section[2].question[0].kind`."""
    return Mistake(file, line_of(_text_of(file), path), what)


_LISTED = 30  # words; of a longer list only the nearest help


def allowed(words: Iterable[str], wrong: str = "") -> str:
    """`Did you mean “notes”? Allowed: line, notes.`"""
    known = list(words)
    near = get_close_matches(wrong, known, 1) if wrong else []
    guess = f"Did you mean “{near[0]}”? " if near else ""
    if len(known) > _LISTED:
        nearest = get_close_matches(wrong, known, 6, cutoff=0) or known[:6]
        return f"{guess}Allowed (the nearest of {len(known)}): {', '.join(nearest)}."
    return f"{guess}Allowed: {', '.join(known) or 'nothing'}."


def _text_of(file: Path) -> str:
    try:
        whole = file.read_bytes()
    except OSError as error:
        raise BadFile(
            [Mistake(file, 0, f"The file cannot be opened: {why(error).words}.")]
        ) from None
    try:
        return whole.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = whole.count(b"\n", 0, error.start) + 1
        what = "A letter here is not UTF-8. Save the file again with the encoding UTF-8."
        raise BadFile([Mistake(file, line, what)]) from None


# What tomllib says -> what a person can do about it.
_SYNTAX = {
    "Expected '='": (
        'A word stands here without "=" and a value. Allowed: word = value, such as name = "Yes".'
    ),
    "Invalid value": (
        "The value after “=” cannot be read. Allowed: text in quotation marks, a whole number, "
        "true, false, a day such as 2026-12-28, or a list in square brackets."
    ),
    "Illegal character": (
        "A quotation mark that ends the text is missing on this line. A text stands on one line."
    ),
    "Unterminated string": "A quotation mark that ends a text is missing, here or further up.",
    "Unclosed": "A bracket that ends a list is missing, or a comma in it, here or further up.",
    "Cannot overwrite": "The same word is given twice for one part. Keep one of the two.",
    "Duplicate inline": "The same word is given twice for one part. Keep one of the two.",
    "Cannot declare": (
        "This heading stands here for the second time. Write [[heading]], with two brackets on "
        "either side, to begin another part."
    ),
    "Expected newline": (
        "Something follows the value on this line that does not belong to it. Text stands in "
        "quotation marks, with none inside it; a day is written 2026-12-28."
    ),
    "Unescaped": "A backslash in a text must be written twice.",
    "Expected ']": "A square bracket that ends the heading is missing.",
    "Invalid date": "There is no such day. Write it as in 2026-12-28.",
}
# What stands on the line itself tells more than tomllib does.
_ON_THE_LINE = (
    (
        r"[^\"']*=[ \[]*[“”‘’„]",
        'Quotation marks must be straight ones: " and not “ or ”. Word bends them; use Notepad.',
    ),
    (r"\s*\w+\s*:", "A colon stands here in place of “=”. Allowed: word = value."),
    (
        r"\s*\[\[",
        "This heading stands further up with one bracket on either side. Write two there, too.",
    ),
)


def _of_syntax(file: Path, text: str, said: str) -> Mistake:
    at = re.search(r"\(at line (\d+)", said)
    line = int(at[1]) if at else text.rstrip("\n").count("\n") + 1
    reason = re.sub(r" \(at .*\)$", "", said)
    known = (ours for theirs, ours in _SYNTAX.items() if said.startswith(theirs))
    sentence = next(known, f"This line cannot be read ({reason}).")
    if not said.startswith("Expected ']"):
        written = text.split("\n")[line - 1]
        told = (ours for shape, ours in _ON_THE_LINE if re.match(shape, written))
        sentence = next(told, sentence)
    return Mistake(file, line, sentence)


# What msgspec calls a type -> what a person writes.
_WRITTEN = {
    "int": "a whole number, such as 3",
    "str": 'text in quotation marks, such as "Yes"',
    "bool": "true or false",
    "array": 'a list in square brackets, such as ["one", "two"]',
    "date": "a day, such as 2026-12-28",
    "object": 'words in curly brackets, such as { question = "plan", is = "Adoption" }',
}


def _of_meaning(file: Path, text: str, said: str, shape: type) -> Mistake:
    at = re.fullmatch(r"(.*?)(?: - at `(.*)`)?", said, re.DOTALL)
    what, path = (at[1], at[2] or "$") if at else (said, "$")
    kind = _type_at(shape, path)
    quoted = re.search(r"[`'](.*?)[`']", what)
    wrong = quoted[1] if quoted else ""
    if "unknown field" in what:
        path += f".{wrong}"
        sentence = f"“{wrong}” is not a word that may stand here. {_where(kind, wrong)}"
    elif "missing required field" in what:
        sentence = f"“{wrong}” is missing. Needed here: {', '.join(_words(kind, needed=True))}."
    elif choices := _choices(kind):
        said_here = wrong if what.startswith("Invalid enum") else ""
        not_this = f"cannot be “{said_here}”" if said_here else "needs text in quotation marks"
        sentence = f"“{_name(path)}” {not_this}. {allowed(choices, said_here)}"
    else:
        sentence = f"“{_name(path)}” has a value of the wrong sort. {_expected(what, kind)}"
    line = line_of(text, path)
    if text.split("\n")[line - 1].startswith("[") and "Expected `array`" in what:
        name = _name(path)
        sentence = f"This heading needs two brackets on either side: [[{name}]]."
    return Mistake(file, line, sentence)


def _where(kind: inspect.Type, wrong: str) -> str:
    """Where the word may stand, else what may stand here."""
    for entry in kind.fields if isinstance(kind, inspect.StructType) else ():
        inside = _item(_given(entry.type))
        if wrong in _words(inside):
            is_heading = bool(_words(_item(_inside(inside, wrong))))
            written = f": write [[{entry.encode_name}.{wrong}]]" if is_heading else ""
            return f"It belongs to “{entry.encode_name}”{written}."
    return allowed(_words(kind), wrong)


def _expected(what: str, kind: inspect.Type) -> str:
    parts = _words(_item(kind), needed=True)
    if isinstance(kind, inspect.VarTupleType) and parts:
        with_is = [*parts, "is"] if "is" in _words(_item(kind)) else parts
        inside = ", ".join(f'{word} = "…"' for word in with_is)
        return f"Allowed: a list in square brackets, such as [{{ {inside} }}]."
    if isinstance(kind, inspect.VarTupleType) and isinstance(kind.item_type, inspect.VarTupleType):
        return 'Allowed: lists in a list, such as [["one", "two"], ["three"]].'
    sort = re.search(r"(?:Expected `|encoded )(\w+)", what)
    return f"Allowed: {_WRITTEN.get(sort[1], sort[1])}." if sort else f"{what}."


def _item(kind: inspect.Type) -> inspect.Type:
    """What a list holds; else the kind itself."""
    return _given(kind.item_type) if isinstance(kind, inspect.VarTupleType) else kind


def _name(path: str) -> str:
    return re.findall(r"\.(\w+)", path)[-1] if "." in path else "The file"


def _type_at(shape: type, path: str) -> inspect.Type:
    found = inspect.type_info(shape)
    for name, _ in re.findall(r"\.(\w+)|\[(.*?)\]", path):
        found = _inside(found, name)
    return found


def _inside(kind: inspect.Type, name: str) -> inspect.Type:
    if isinstance(kind, inspect.StructType):
        for entry in kind.fields:
            if entry.encode_name == name:
                return _given(entry.type)
    if isinstance(kind, inspect.VarTupleType):
        return _given(kind.item_type)
    return kind


def _given(kind: inspect.Type) -> inspect.Type:
    """The type without "or nothing"."""
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


def _choices(kind: inspect.Type) -> list[str]:
    return [str(value) for value in kind.values] if isinstance(kind, inspect.LiteralType) else []


def _words(kind: inspect.Type, *, needed: bool = False) -> list[str]:
    if not isinstance(kind, inspect.StructType):
        return []
    return [entry.encode_name for entry in kind.fields if entry.required or not needed]
