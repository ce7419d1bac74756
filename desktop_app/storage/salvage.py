"""The lists of a store that is damaged in places: what can be read of them, and what cannot.

Each row is asked for by itself: once SQLCipher has met a damaged page it gives no further one on
that connection, and `reading` takes a new connection after it.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Table, select, text

from desktop_app.records.meeting import Child, Meeting, MeetingLine
from desktop_app.storage import lists
from desktop_app.storage.schema import TAKEN_OFF, child, meeting, setting
from desktop_app.storage.stored import meeting_from, text_of, texts_of
from desktop_app.storage.transactions import Transactions
from desktop_app.storage.trouble import Damaged

T = TypeVar("T")
_OF_NUMBER = text("rowid = :number")


@dataclass(frozen=True)
class Salvaged(Generic[T]):
    """`lost` are sentences about what could not be read."""

    found: list[T]
    lost: tuple[str, ...] = ()


def rows(
    store: Transactions, table: Table, read: Callable[..., T]
) -> tuple[dict[int, T], list[int]]:
    """What `read` makes of the columns of each row, and the numbers of those it cannot."""
    found: dict[int, T] = {}
    numbers = sorted(_numbers(store, table))
    for number in numbers:
        try:
            with store.reading() as connection:
                one = select(table).where(_OF_NUMBER)
                columns = connection.execute(one, {"number": number}).one_or_none()
                if columns is not None:
                    found[number] = read(*columns)
        except Damaged:
            found.pop(number, None)
    return found, [number for number in numbers if number not in found]


def children(store: Transactions) -> Salvaged[Child]:
    found, lost = rows(store, child, _child)
    ids, theirs = dict(_keys(store, child, lost)), _pairs(store, _OF_CHILDREN)
    sentences = (
        f"The details of a child are damaged and cannot be read{_of(ids.get(number), theirs)}."
        for number in lost
    )
    return Salvaged([*found.values()], tuple(sentences))


def meetings(store: Transactions, *, kernels: bool) -> Salvaged[MeetingLine]:
    """A meeting whose child cannot be read has one without a name."""
    whose = children(store)
    by_id = {one.id: one for one in whose.found}
    parts, unknown = _parts(store)
    found, lost = rows(store, meeting, lambda *columns: meeting_from(columns))
    here = [one for one in found.values() if _is_wanted(one, kernels=kernels)]
    here.sort(key=lambda one: (one.created_at, one.reference))
    lines = [
        lists.line(one, by_id.get(one.child_id, Child(one.child_id, {})), parts) for one in here
    ]
    named = dict(_pairs(store, _REFERENCES))
    sentences = (
        f"{named.get(number, 'A meeting')} is damaged and cannot be read." for number in lost
    )
    return Salvaged(lines, (*sentences, *whose.lost, *unknown))


def settings(store: Transactions) -> Salvaged[tuple[str, str]]:
    found, lost = rows(store, setting, _setting)
    sentences = (
        f"The setting “{key}” is damaged and cannot be read."
        for _, key in _keys(store, setting, lost)
    )
    return Salvaged([*found.values()], tuple(sentences))


def _setting(key: str, value: str) -> tuple[str, str]:
    return key, text_of(value)


def _child(key: str, details: str, _: str) -> Child:
    return Child(key, texts_of(details, lists.DETAILS))


def _is_wanted(one: Meeting, *, kernels: bool) -> bool:
    return one.state == "kernel" if kernels else one.state not in TAKEN_OFF


def _parts(store: Transactions) -> tuple[lists.Parts, list[str]]:
    parts: dict[str, dict[str, str]] = {}
    lost: list[str] = []
    for name in lists.PARTS:
        try:
            with store.reading() as connection:
                parts[name] = dict(lists.part(connection, name))
        except Damaged:
            what = name.removesuffix("_at").replace("_", " ")
            lost.append(f"Part of the list is damaged: the column “{what}” is not shown.")
    return parts, lost


# numbers and names of rows, out of the indexes: of both, one may be whole

_REFERENCES = "SELECT rowid, reference FROM meeting INDEXED BY sqlite_autoindex_meeting_2"
_OF_CHILDREN = "SELECT child_id, reference FROM meeting"


def _numbers(store: Transactions, table: Table) -> set[int]:
    plain = f"SELECT rowid, 1 FROM {table.name} NOT INDEXED"  # noqa: S608 - our own names
    return {*dict(_pairs(store, _by_key(table))), *dict(_pairs(store, plain))}


def _by_key(table: Table) -> str:
    [key] = table.primary_key
    index = f"sqlite_autoindex_{table.name}_1"
    return f"SELECT rowid, {key.name} FROM {table.name} INDEXED BY {index}"  # noqa: S608


def _keys(store: Transactions, table: Table, numbers: Iterable[int]) -> list[tuple[int, str]]:
    known = dict(_pairs(store, _by_key(table)))
    return [(number, known[number]) for number in numbers if number in known]


def _of(child_id: str | None, meetings: Sequence[tuple[str, str]]) -> str:
    """Whose it is, as far as the child's meetings tell."""
    found = [reference for one, reference in meetings if one == child_id]
    return f" (of {', '.join(found)})" if found else ""


def _pairs(store: Transactions, query: str) -> list[tuple[Any, Any]]:
    """As far as the pages are whole."""
    found: list[tuple[Any, Any]] = []
    with suppress(Damaged), store.reading() as connection:
        found.extend((one[0], one[1]) for one in connection.exec_driver_sql(query))
    return found
