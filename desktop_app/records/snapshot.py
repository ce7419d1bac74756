"""The frozen snapshot: exactly what prints, with the SHA-256 of its canonical JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from desktop_app.records.json_text import (
    Misshapen,
    a_list,
    a_number,
    a_table,
    a_text,
    item,
    parse,
    texts,
)

FORMAT = 1


@dataclass(frozen=True)
class Text:
    """A label and what was answered; lines are parted by `\\n`."""

    key: str
    label: str
    text: str


@dataclass(frozen=True)
class Grid:
    """A label and a table: `columns` are (key, label) pairs, every row has a cell for each."""

    key: str
    label: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


Entry = Text | Grid
Group = tuple[Entry, ...]


@dataclass(frozen=True)
class Section:
    """`groups` holds what stands side by side: several Texts, or one Text or Grid alone."""

    key: str
    heading: str
    note: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Signature:
    """The signature block as it prints; `at` is local date and time in words.

    `seal` says which certificate seals the file, or that none does; `drawing` is the drawn
    signature, a PNG in base64, or empty.
    """

    name: str
    role: str
    at: str
    statement: str
    seal: str = ""
    drawing: str = ""


@dataclass(frozen=True)
class Unfinished:
    """Something that was signed over, and the chair's reason."""

    about: str
    missing: str
    reason: str


@dataclass(frozen=True)
class Snapshot:
    """`template` mirrors the paper form, `additional` follows it; `signature` is None in a draft.

    `correction` names the version that this one replaces, and why; empty in a first version.

    `shares` (widths of printed columns by entry key, or by the keys of a group joined with
    `+`) and `held` (ISO date for the file name, or empty) do not print: they stay outside the
    fingerprint.
    """

    form: str
    code: str
    title: str
    reference: str
    case_number: str
    council: str
    marking: str
    version: str
    template: tuple[Section, ...]
    additional: tuple[Section, ...]
    unfinished: tuple[Unfinished, ...] = ()
    signature: Signature | None = None
    correction: str = ""
    shares: Mapping[str, tuple[int, ...]] = field(default_factory=dict[str, tuple[int, ...]])
    held: str = ""


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def content(snapshot: Snapshot) -> dict[str, Any]:
    """What prints, as plain JSON values."""
    whole = asdict(snapshot)
    return {"format": FORMAT} | {k: v for k, v in whole.items() if k not in ("shares", "held")}


def fingerprint(snapshot: Snapshot) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(_canonical(content(snapshot)).encode()).hexdigest()


def to_json(snapshot: Snapshot) -> str:
    """Canonical JSON: content and layout apart, so that the first can be hashed alone."""
    layout = {"shares": dict(snapshot.shares), "held": snapshot.held}
    return _canonical({"content": content(snapshot), "layout": layout})


def from_json(text: str) -> Snapshot:
    """Raises ValueError when it is no snapshot of ours."""
    try:
        return _snapshot(a_table(parse(text)))
    except TypeError as error:  # a field too many, or too few
        raise Misshapen("no snapshot of ours") from error


def _snapshot(whole: dict[str, object]) -> Snapshot:
    inside, layout = (a_table(item(whole, part)) for part in ("content", "layout"))
    if inside.pop("format", None) != FORMAT:
        raise Misshapen("a snapshot of another format")
    lists = {part: a_list(inside.pop(part, None)) for part in ("template", "additional")}
    unfinished = a_list(inside.pop("unfinished", None))
    signature = inside.pop("signature", None)
    return Snapshot(
        **texts(inside),
        template=tuple(map(_section, lists["template"])),
        additional=tuple(map(_section, lists["additional"])),
        unfinished=tuple(Unfinished(**texts(one)) for one in unfinished),
        signature=Signature(**texts(signature)) if signature else None,
        shares={key: _widths(one) for key, one in a_table(item(layout, "shares")).items()},
        held=a_text(item(layout, "held")),
    )


def _widths(raw: object) -> tuple[int, ...]:
    return tuple(map(a_number, a_list(raw)))


def _section(raw: object) -> Section:
    whole = a_table(raw)
    groups = tuple(tuple(map(_entry, a_list(one))) for one in a_list(whole.pop("groups", None)))
    return Section(**texts(whole), groups=groups)


def _entry(raw: object) -> Entry:
    whole = a_table(raw)
    if "text" in whole:
        return Text(**texts(whole))
    columns = tuple(map(_column, a_list(whole.pop("columns", None))))
    rows = tuple(tuple(map(a_text, a_list(row))) for row in a_list(whole.pop("rows", None)))
    return Grid(**texts(whole), columns=columns, rows=rows)


def _column(raw: object) -> tuple[str, str]:
    match a_list(raw):
        case [key, label]:
            return a_text(key), a_text(label)
        case _:
            raise Misshapen("a column is a key and a label")
