"""The frozen snapshot: exactly what prints, with the SHA-256 of its canonical JSON."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

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
    """Raises ValueError, KeyError or TypeError when it is no snapshot of ours."""
    whole = json.loads(text)
    inside: dict[str, Any] = whole["content"]
    layout: dict[str, Any] = whole["layout"]
    if inside.pop("format") != FORMAT:
        raise ValueError("a snapshot of another format")
    inside["template"] = tuple(map(_section, inside["template"]))
    inside["additional"] = tuple(map(_section, inside["additional"]))
    inside["unfinished"] = tuple(Unfinished(**one) for one in inside["unfinished"])
    inside["signature"] = Signature(**inside["signature"]) if inside["signature"] else None
    shares = {key: tuple(widths) for key, widths in layout["shares"].items()}
    return Snapshot(**inside, shares=shares, held=layout["held"])


def _section(raw: dict[str, Any]) -> Section:
    groups = tuple(tuple(map(_entry, group)) for group in raw["groups"])
    return Section(raw["key"], raw["heading"], raw["note"], groups)


def _entry(raw: dict[str, Any]) -> Entry:
    if "text" in raw:
        return Text(**raw)
    return Grid(
        raw["key"],
        raw["label"],
        tuple((key, label) for key, label in raw["columns"]),
        tuple(tuple(row) for row in raw["rows"]),
    )
