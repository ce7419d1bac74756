"""Signed versions of a meeting and their Word files, each kept for good."""

from dataclasses import asdict, fields

from sqlalchemy import (
    ColumnElement,
    Connection,
    bindparam,
    func,
    insert,
    select,
    update,
)

from desktop_app.records.meeting import Meeting
from desktop_app.records.meeting import SignedVersion as Version
from desktop_app.storage import corrections
from desktop_app.storage.schema import meeting, signed_file, signed_version

COLUMNS = [signed_version.c[field.name] for field in fields(Version)]
_FREEZE = update(meeting).where(meeting.c.id == bindparam("of")).values(state="signed")


def all_of(connection: Connection, meeting_id: str) -> list[Version]:
    """In the order they were signed."""
    query = select(*COLUMNS).where(signed_version.c.meeting_id == meeting_id)
    return [Version(*one) for one in connection.execute(query.order_by(signed_version.c.number))]


def keep(
    connection: Connection, draft: Meeting, snapshot: str, fingerprint: str, reason: str, at: str
) -> Version:
    """Freezes the meeting; of a correction, the meeting that it corrects, as version 2 or later."""
    of = draft.corrects or draft.id
    before = all_of(connection, of)
    number = before[-1].number + 1 if before else 1
    version = Version(of, number, reason, snapshot, fingerprint, at)
    if draft.corrects:
        corrections.take_over(connection, draft)
    connection.execute(insert(signed_version), asdict(version))
    connection.execute(_FREEZE, {"of": of})
    return version


def keep_file(connection: Connection, version: Version, at: str, word: bytes) -> int:
    """Adds the version's Word file, or the same one sealed once more; returns its turn."""
    turn = _turns(connection, version) + 1
    values = {"meeting_id": version.meeting_id, "number": version.number, "turn": turn}
    connection.execute(insert(signed_file), values | {"at": at, "word": word})
    return turn


def file_of(connection: Connection, version: Version) -> bytes:
    """As it was sealed last."""
    query = select(signed_file.c.word).where(*_of(version))
    return connection.execute(query.order_by(signed_file.c.turn.desc()).limit(1)).scalar_one()


def _turns(connection: Connection, version: Version) -> int:
    query = select(func.count()).select_from(signed_file).where(*_of(version))
    return connection.execute(query).scalar_one()


def _of(version: Version) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        signed_file.c.meeting_id == version.meeting_id,
        signed_file.c.number == version.number,
    )
