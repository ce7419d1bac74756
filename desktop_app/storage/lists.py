"""What the lists show of every child and meeting, without reading a page of minutes."""

import json
from typing import Any

from sqlalchemy import Connection, Select, Text, func, literal_column, select

from desktop_app.records.meeting import Child, Meeting, MeetingLine
from desktop_app.storage.schema import TAKEN_OFF, answer, child, event, meeting, signed_version

SEALED_ANEW = "countersigned"  # an act

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


_EXPORTED, _UPLOADED, _TRACKER = _last("exported"), _last("uploaded"), _last("tracker updated")
_OUT, _CAME, _SEALED = _last("out for comment"), _last("came from a file"), _last(SEALED_ANEW)


def children(connection: Connection) -> list[Child]:
    found = connection.execute(_CHILDREN).all()
    return [Child(one, json.loads(details)) for one, details in found]


def meetings(connection: Connection) -> list[MeetingLine]:
    """The one started first at the top; none that was taken off this laptop."""
    return _lines(connection, _HERE)


def kernels(connection: Connection, child_id: str = "") -> list[MeetingLine]:
    """What is left of minutes that were taken off, of that child or of all."""
    of_child = _KERNELS.where(meeting.c.child_id == child_id)
    return _lines(connection, of_child if child_id else _KERNELS)


def _lines(connection: Connection, wanted: Select[Any]) -> list[MeetingLine]:
    found = [Meeting(*columns) for columns in connection.execute(wanted).all()]
    if not found:
        return []
    known = {one.id: one for one in children(connection)}
    held = _decoded(_by_meeting(connection, _HELD))
    signed, exported = _by_meeting(connection, _SIGNED), _by_meeting(connection, _EXPORTED)
    uploaded, tracker = _by_meeting(connection, _UPLOADED), _by_meeting(connection, _TRACKER)
    out, came = _by_meeting(connection, _OUT), _by_meeting(connection, _CAME)
    sealed = _by_meeting(connection, _SEALED)

    def of_the_last_file(noted: dict[str, str], one: Meeting) -> str:
        """What was saved or uploaded before a further seal is not the file that counts now."""
        at = noted.get(one.id, "")
        return at if at >= sealed.get(one.id, "") else ""

    return [
        MeetingLine(
            one,
            known[one.child_id],
            held.get(one.id, ""),
            signed.get(one.id, ""),
            of_the_last_file(exported, one),
            of_the_last_file(uploaded, one),
            tracker.get(one.id, ""),
            out.get(one.id, ""),
            came.get(one.id, ""),
        )
        for one in found
    ]


def _by_meeting(connection: Connection, query: Select[str, str]) -> dict[str, str]:
    return {one[0]: one[1] for one in connection.execute(query).all()}


def _decoded(found: dict[str, str]) -> dict[str, str]:
    """All in one decoding: one by one takes a quarter of the time of the whole list."""
    texts: list[str] = json.loads(f"[{','.join(found.values())}]")
    return dict(zip(found, texts, strict=True))
