"""A draft as one encrypted file with a passphrase of its own, for another laptop.

Three lines of ASCII (what it is, the version of the store that it comes from, the slot that wraps
the key), then a nonce and the draft under AES-256-GCM. The lines are bound to the draft: none of
them can be exchanged. What an older version wrote comes in by the steps of `storage/upgrades/`.
"""

import json
import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TypeVar, cast, get_args

from desktop_app.errors import CannotProceed
from desktop_app.records.copies import WHOLE, Mark, Place
from desktop_app.records.json_text import a_table, parse
from desktop_app.records.meeting import LONGEST_ANSWER, Child, Meeting, Record, Row
from desktop_app.storage.copies import Copy, Given
from desktop_app.storage.schema import VERSION
from desktop_app.storage.slots import (
    LEAST,
    USUAL,
    Cost,
    Slot,
    TooWeak,
    open_with_passphrase,
    passphrase_slot,
)
from desktop_app.storage.store import Event

ENDING = ".chairside"
OUT = "out for comment"  # the act of an event
LARGEST = 60_000_000  # bytes
_MAGIC = b"Chairside draft"
_LONGEST_LINE = 2_000
_NONCE = 12
_MOST = Cost(memory=256 * 1024, passes=10, lanes=8)  # twice what we write: no file may stall us
_NOTHING = "Nothing was opened, and nothing on this laptop was changed."

_REFERENCE = re.compile(r"[\w-]{1,60}")  # it names files

T = TypeVar("T")


class BadHandover(CannotProceed):
    """The file is damaged, newer, too large or not ours."""

    def __init__(self, happened: str, do: str = "") -> None:
        super().__init__(happened, _NOTHING, do or "Ask for the file to be handed over again.")


class WrongHandoverPassphrase(CannotProceed):
    """Another passphrase than the file was closed with, or a few changed bits of its key."""

    def __init__(self) -> None:
        super().__init__(
            "That is not the passphrase of this file.",
            _NOTHING,
            "Ask whoever handed it over, by phone or in person, and try again.",
        )


@dataclass(frozen=True)
class Parcel:
    """A draft on its way. `trail` are the numbers of every handing over of it, this one last.

    `out` are the times when the draft went out for comment.
    """

    record: Record
    trail: tuple[str, ...]
    marks: tuple[Mark, ...]
    copies: tuple[Copy, ...]
    out: tuple[Event, ...]


def is_handover(raw: bytes) -> bool:
    """Whether it begins as such a file does; whether it opens is another question."""
    return raw.startswith(_MAGIC)


def seal_parcel(parcel: Parcel, passphrase: str, cost: Cost = USUAL) -> bytes:
    """Raises BadHandover for a draft beyond all bounds."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    content = json.dumps(asdict(parcel), sort_keys=True, separators=(",", ":")).encode()
    if len(content) > LARGEST - _LONGEST_LINE:
        raise BadHandover("This draft is too large for one file.", "Sign it on this laptop.")
    key, nonce = secrets.token_bytes(32), secrets.token_bytes(_NONCE)
    slot = passphrase_slot(_vault(VERSION), passphrase, key, cost)
    lines = (_MAGIC, str(VERSION).encode(), json.dumps(slot, sort_keys=True).encode())
    head = b"".join(line + b"\n" for line in lines)
    return head + nonce + AESGCM(key).encrypt(nonce, content, head)


def open_parcel(raw: bytes, passphrase: str, least: Cost = LEAST) -> Parcel:
    """Raises BadHandover, WrongHandoverPassphrase, and nothing else whatever the bytes."""
    if len(raw) > LARGEST:
        raise BadHandover("This file is larger than any draft of Chairside.")
    version, slot, head = _head(raw)
    key = _or_damaged(lambda: _key(_vault(version), slot, passphrase, least))
    if key is None:
        raise WrongHandoverPassphrase
    content = _or_damaged(lambda: _decrypted(key, head, raw[len(head) :]))
    return _or_damaged(lambda: _parcel(_of_today(a_table(parse(content)), version)))


def _of_today(content: object, version: int) -> dict[str, object]:
    if version == VERSION:
        return _dict(content)
    from desktop_app.storage.upgrades.steps import of_today  # few come from an older Chairside

    return of_today(_dict(content), version)


def _head(raw: bytes) -> tuple[int, Slot, bytes]:
    if not is_handover(raw):
        raise BadHandover(
            "This is not a draft that Chairside handed over.",
            f"Choose a file whose name ends in {ENDING}.",
        )
    lines = raw[: 3 * _LONGEST_LINE].split(b"\n", 3)
    if len(lines) < 4 or lines[0] != _MAGIC or not lines[1].isdigit() or len(lines[1]) > 9:
        raise _damaged()
    version = int(lines[1])
    if version > VERSION:
        raise BadHandover(
            "This draft was handed over by a newer Chairside.",
            "Install the newer Chairside on this laptop.",
        )
    slot = _or_damaged(lambda: parse(lines[2]))
    if version < 1 or not isinstance(slot, dict):
        raise _damaged()
    return version, cast("Slot", slot), b"\n".join(lines[:3]) + b"\n"


def _key(vault: str, slot: Slot, passphrase: str, least: Cost) -> bytes | None:
    numbers = (slot.get("memory"), slot.get("passes"), slot.get("lanes"))
    bounds = (_MOST.memory, _MOST.passes, _MOST.lanes)
    for number, most in zip(numbers, bounds, strict=True):
        if not isinstance(number, int) or number > most:
            raise ValueError("a cost that we never asked for")
    return open_with_passphrase(vault, slot, passphrase, least)


def _vault(version: int) -> str:
    """What the slot is bound to: it can be taken for no slot of a key file."""
    return f"{_MAGIC.decode()} {version}"


def _decrypted(key: bytes, head: bytes, sealed: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], head)


def _damaged() -> BadHandover:
    return BadHandover("This handed-over draft is damaged.")


def _or_damaged(read: Callable[[], T]) -> T:
    from cryptography.exceptions import InvalidTag

    try:
        return read()
    except (InvalidTag, TooWeak, ValueError, TypeError, KeyError, OverflowError) as error:
        raise _damaged() from error
    except (RecursionError, MemoryError) as error:
        raise _damaged() from error


def _parcel(whole: dict[str, object]) -> Parcel:
    """Raises ValueError, TypeError or KeyError when it is no parcel of ours."""
    record = _dict(whole["record"])
    meeting = Meeting(**cast("dict[str, str]", _texts(record["meeting"])))  # pyright: ignore[reportArgumentType]
    if meeting.state != "draft" or meeting.corrects:
        raise ValueError("not a draft")
    if not _REFERENCE.fullmatch(meeting.reference):
        raise ValueError("no reference")
    date.fromisoformat(meeting.created_at[:10])
    child = _dict(record["child"])
    tables = {key: _rows(rows) for key, rows in _dict(record["tables"]).items()}
    return Parcel(
        Record(
            meeting,
            Child(_text(child["id"]), _texts(child["details"])),
            _texts(record["answers"]),
            tables,
            _rows(record["attendance"]),
            _rows(record["actions"]),
            _rows(record["carried"]),
        ),
        tuple(map(_text, _list(whole["trail"]))),
        _marks(whole["marks"]),
        _copies(whole["copies"]),
        tuple(_sent(one) for one in map(_dict, _list(whole["out"]))),
    )


def _marks(value: object) -> tuple[Mark, ...]:
    found = tuple(_mark(one) for one in map(_dict, _list(value)))
    if len({(one.place, one.words) for one in found}) != len(found):
        raise ValueError("two marks of one place")
    return found


def _mark(one: dict[str, object]) -> Mark:
    at = _dict(one["place"])
    place = Place(_text(at["entry"]), _number(at["row"]), _number(at["line"]))
    return Mark(place, _text(one["why"]), _text(one["words"]))


def _copies(value: object) -> tuple[Copy, ...]:
    found = tuple(_copy(one) for one in map(_dict, _list(value)))
    if [one.number for one in found] != list(range(1, len(found) + 1)):
        raise ValueError("copies that are not numbered in turn")
    return found


def _copy(one: dict[str, object]) -> Copy:
    number = _number(one["number"])
    texts = _texts({key: text for key, text in one.items() if key != "number"})
    if texts["given"] not in get_args(Given):
        raise ValueError("no copy of ours")
    return Copy(**cast("dict[str, str]", texts), number=number)  # pyright: ignore[reportArgumentType]


def _sent(one: dict[str, object]) -> Event:
    at = _text(one["at"])
    datetime.fromisoformat(at).astimezone()  # it is shown in local time
    if one["act"] != OUT:
        raise ValueError("no event that is carried")
    return Event(at, OUT, _texts(one["detail"]))


def _number(value: object) -> int:
    """Of a row, a line or a copy: no answer has more lines than characters."""
    if type(value) is not int or not WHOLE <= value <= LONGEST_ANSWER:
        raise ValueError("not a number of ours")
    return value


def _rows(value: object) -> tuple[Row, ...]:
    rows = tuple(Row(_text(row["id"]), _texts(row["values"])) for row in map(_dict, _list(value)))
    if len({row.id for row in rows}) != len(rows):
        raise ValueError("two rows with one identity")
    return rows


def _texts(value: object) -> Mapping[str, str]:
    return {key: _text(text) for key, text in _dict(value).items()}


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_ANSWER:
        raise ValueError("not a text")
    return value


def _dict(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise ValueError("not a table")  # noqa: TRY004 - a file's mistake, not a caller's
    return cast("dict[str, object]", value)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError("not a list")  # noqa: TRY004 - as above
    return cast("list[object]", value)
