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
from desktop_app.records.snapshot import fingerprint, from_json
from desktop_app.storage import audit, corrections
from desktop_app.storage.schema import audit as audit_table
from desktop_app.storage.schema import meeting, signed_file, signed_version
from desktop_app.storage.stored import moment_of, readable
from desktop_app.storage.trouble import Damaged

COLUMNS = [signed_version.c[field.name] for field in fields(Version)]
_SEALED = select(audit_table.c.seq).where(audit_table.c.object == bindparam("named")).limit(1)
# By the index; what is compared ends with a digest in hexadecimal digits.
_BEGINS = (
    select(audit_table.c.seq)
    .where(audit_table.c.object.between(bindparam("begins"), bindparam("begins") + "g"))
    .limit(1)
)
_FREEZE = update(meeting).where(meeting.c.id == bindparam("of")).values(state="signed")


def all_of(connection: Connection, meeting_id: str) -> list[Version]:
    """In the order they were signed. Raises Damaged for one that is not what was signed."""
    query = select(*COLUMNS).where(signed_version.c.meeting_id == meeting_id)
    found = connection.execute(query.order_by(signed_version.c.number))
    return [_as_signed(Version(*one)) for one in found]


def _as_signed(one: Version) -> Version:
    about = f"version {one.number} of signed minutes"
    moment_of(one.signed_at, about)
    with readable(about):
        if fingerprint(from_json(one.snapshot)) != one.fingerprint:
            raise Damaged(about)
    return one


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
    """As it was sealed last. Raises Damaged for other bytes than the trail names last."""
    query = (
        select(meeting.c.reference, signed_file.c.turn, signed_file.c.word)
        .join_from(signed_file, meeting, signed_file.c.meeting_id == meeting.c.id)
        .where(*_of(version))
    )
    last = query.order_by(signed_file.c.turn.desc()).limit(1)
    found = connection.execute(last).one_or_none()
    if found is None:
        raise Damaged(f"the Word file of version {version.number}")
    reference, turn, word = found
    named = audit.of_file(reference, version.number, turn, word)
    newer = audit.of_file(reference, version.number, turn + 1, b"").rpartition(" ")[0]
    is_named = connection.execute(_SEALED, {"named": named}).first()
    if is_named is None or connection.execute(_BEGINS, {"begins": f"{newer} "}).first():
        raise Damaged(f"the Word file of version {version.number} of {reference}")
    return word


def _turns(connection: Connection, version: Version) -> int:
    query = select(func.count()).select_from(signed_file).where(*_of(version))
    return connection.execute(query).scalar_one()


def _of(version: Version) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        signed_file.c.meeting_id == version.meeting_id,
        signed_file.c.number == version.number,
    )
