"""What the lists show of every child and meeting, without reading a page of minutes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, Text, func, literal_column, select

from desktop_app.records.meeting import Child, Meeting, MeetingLine
from desktop_app.storage.schema import (
    TAKEN_OFF,
    answer,
    child,
    event,
    meeting,
    setting,
    signed_version,
)
from desktop_app.storage.stored import (
    list_of_tables,
    list_of_texts,
    meeting_from,
    moment_of,
    text_of,
    texts_of,
)
from desktop_app.storage.trouble import Damaged

SEALED_ANEW = "countersigned"  # an act
DETAILS = "the details of a child"
HELD, _SEALED = "held", "sealed_at"

_CHILDREN = select(child.c.id, child.c.details)
_MEETINGS = select(meeting).order_by(meeting.c.created_at, meeting.c.reference)
_HERE = _MEETINGS.where(meeting.c.state.not_in(TAKEN_OFF))
_KERNELS = _MEETINGS.where(meeting.c.state == "kernel")
# Literal, and apart from each other: each of these reads one small index from end to end.
_HELD = select(answer.c.meeting_id, answer.c.value).where(
    answer.c.key == literal_column("'meeting_date'", Text)
)
_SIGNED = select(signed_version.c.meeting_id, func.max(signed_version.c.signed_at)).group_by(
    signed_version.c.meeting_id
)


def _last(act: str) -> Select[str, str]:
    """When it was noted last, of each meeting."""
    query = select(event.c.meeting_id, func.max(event.c.at))
    return query.where(event.c.act == literal_column(f"'{act}'", Text)).group_by(event.c.meeting_id)


# By the names that MeetingLine has for them, and in its order, but for the last.
PARTS: Mapping[str, Select[str, str]] = {
    HELD: _HELD,
    "signed_at": _SIGNED,
    "exported_at": _last("exported"),
    "uploaded_at": _last("uploaded"),
    "tracker_at": _last("tracker updated"),
    "out_at": _last("out for comment"),
    "taken_in_at": _last("came from a file"),
    _SEALED: _last(SEALED_ANEW),
}
_SHOWN = tuple(name for name in PARTS if name != _SEALED)  # in the order of MeetingLine
_UNKNOWN = "~"  # later than any moment
_OF_THE_LAST_FILE = ("exported_at", "uploaded_at")

Parts = Mapping[str, Mapping[str, str]]  # of each part, by meeting


def children(connection: Connection) -> list[Child]:
    found = connection.execute(_CHILDREN).all()
    told = list_of_tables([one[1] for one in found], DETAILS)
    return [Child(one[0], details) for one, details in zip(found, told, strict=True)]


def settings(connection: Connection) -> list[tuple[str, str]]:
    found = connection.execute(select(setting.c.key, setting.c.value))
    return [(key, text_of(value)) for key, value in found]


def child_of(connection: Connection, child_id: str) -> Child | None:
    """For this folder alone."""
    one = connection.execute(_CHILDREN.where(child.c.id == child_id)).one_or_none()
    return Child(one[0], texts_of(one[1], DETAILS)) if one else None


def meetings(connection: Connection) -> list[MeetingLine]:
    """The one started first at the top; none that was taken off this laptop."""
    return _lines(connection, _HERE)


def kernels(connection: Connection) -> list[MeetingLine]:
    """What is left of minutes that were taken off."""
    return _lines(connection, _KERNELS)


def _lines(connection: Connection, wanted: Select[Any]) -> list[MeetingLine]:
    found = [meeting_from(columns) for columns in connection.execute(wanted).all()]
    if not found:
        return []
    known = {one.id: one for one in children(connection)}
    parts = {name: part(connection, name) for name in PARTS}
    if lost := next((one for one in found if one.child_id not in known), None):
        raise Damaged(lost.reference)
    return [line(one, known[one.child_id], parts) for one in found]


def part(connection: Connection, name: str) -> Mapping[str, str]:
    """One of PARTS, by meeting."""
    found = {one[0]: one[1] for one in connection.execute(PARTS[name]).all()}
    if name == HELD:
        return dict(zip(found, list_of_texts([*found.values()]), strict=True))
    for utc in found.values():
        moment_of(utc)
    return found


def line(one: Meeting, whose: Child, parts: Parts) -> MeetingLine:
    """What was saved or uploaded before a further seal is not the file that counts now.

    Of a damaged list a part may be missing: then nothing is said that hangs on it.
    """
    of = {name: parts.get(name, {}).get(one.id, "") for name in _SHOWN}
    sealed = parts[_SEALED].get(one.id, "") if _SEALED in parts else _UNKNOWN
    for name in _OF_THE_LAST_FILE:
        of[name] = of[name] if of[name] >= sealed else ""
    return MeetingLine(one, whose, *of.values())
