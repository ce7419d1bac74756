"""Is the store whole, and are the signed minutes what was signed?"""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, select

from desktop_app.records import snapshot
from desktop_app.records.meeting import SignedVersion
from desktop_app.storage import audit
from desktop_app.storage.children import number_in
from desktop_app.storage.copies import TYPED
from desktop_app.storage.guards import TRIGGERS
from desktop_app.storage.handover import RECEIVED
from desktop_app.storage.removal import REMOVE
from desktop_app.storage.schema import (
    GIVING_BACK,
    TAKEN_AGAIN,
    TAKEN_OFF,
    answer,
    child,
    copy,
    event,
    joining,
    meeting,
    metadata,
    setting,
    signed_file,
    signed_version,
)
from desktop_app.storage.schema import audit as audit_table
from desktop_app.storage.store import Store
from desktop_app.storage.taken_in import FILE_TAKEN_IN, TAKEN_IN
from desktop_app.storage.trouble import Damaged
from desktop_app.storage.versions import COLUMNS


def check(store: Store) -> list[str]:
    """A sentence for each problem found; none is good. Raises NotRead, NotSaved."""
    problems: list[str] = []
    try:
        store.settle()
    except Damaged as damaged:
        problems.append(damaged.happened)
    for look in _LOOKS:
        try:
            with store.reading() as connection:
                problems += look(connection)
        except Damaged as damaged:
            problems.append(damaged.happened)
    return list(dict.fromkeys(problems))


def _pages(connection: Connection) -> Iterator[str]:
    for (problem,) in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        yield f"The store is damaged: {problem}."


def _structure(connection: Connection) -> Iterator[str]:
    for (problem,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if problem != "ok":
            yield f"The store is damaged: {problem}."


def _references(connection: Connection) -> Iterator[str]:
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"Row {row} of {table} belongs to a {parent} that is not in the store."


def _words(connection: Connection) -> Iterator[str]:
    """What is kept as JSON is JSON, of the shape that is read."""
    for table, column, shape in _AS_JSON:
        whose = "meeting_id" if "meeting_id" in table.c else "NULL"
        query = (
            f"SELECT coalesce(reference, ''), count(*) FROM"  # noqa: S608 - our own names
            f" (SELECT {whose} AS whose FROM {table.name} WHERE NOT {shape.format(column)})"
            " LEFT JOIN meeting ON meeting.id = whose GROUP BY 1"
        )
        for reference, count in connection.exec_driver_sql(query):
            about = f" of {reference}" if reference else ""
            yield f"The store is damaged: {count} of {table.name}{about} cannot be read."


def _guards(connection: Connection) -> Iterator[str]:
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    there = set(connection.exec_driver_sql(query).scalars())
    for name, trigger in TRIGGERS.items():
        if trigger not in there:
            yield f"The guard {name} has been taken out of the store."


def _numbers(connection: Connection) -> Iterator[str]:
    """By another number than the details say, the guard would look for the wrong child."""
    for details, number in connection.execute(select(child.c.details, child.c.number)):
        if number_in(details) != number:
            yield "The store knows a child by another case number than the child’s details say."


def _signed(connection: Connection) -> Iterator[str]:
    audited = set(connection.execute(_SIGN_ENTRIES).scalars())
    stored: set[str] = set()
    for reference, *columns in connection.execute(_VERSIONS):
        version = SignedVersion(*columns)
        named = f"Version {version.number} of {reference}"
        stored.add(audit.of_version(reference, version))
        if _fingerprint(version.snapshot) != version.fingerprint:
            yield f"{named} is no longer what was signed."
        elif audit.of_version(reference, version) not in audited:
            yield f"{named} is not in the audit trail as it stands."
    for missing in sorted(audited - stored - _lawfully_gone(connection, _SIGN)):
        yield f"The audit trail names a signed version that is not in the store: {missing}."
    for (reference,) in connection.execute(_SIGNED_WITHOUT_VERSION):
        yield f"{reference} is marked as signed, but has no signed version."
    for (reference,) in connection.execute(_VERSION_OF_A_DRAFT):
        yield f"{reference} has a signed version, but is not marked as signed."


def _files(connection: Connection) -> Iterator[str]:
    """Each Word file is what the trail says was sealed, and none is missing."""
    audited = set(connection.execute(_SEAL_ENTRIES).scalars())
    stored: set[str] = set()
    for reference, number, turn, word in connection.execute(_SIGNED_FILES):
        stored.add(named := audit.of_file(reference, number, turn, word))
        if named not in audited:
            yield f"The Word file of version {number} of {reference} is no longer what was sealed."
    for missing in sorted(audited - stored - _lawfully_gone(connection, _SEAL)):
        yield f"The audit trail names a Word file that is not in the store: {missing}."
    for reference, number in connection.execute(_WITHOUT_FILE):
        yield f"Version {number} of {reference} has no Word file."


def _removed(connection: Connection) -> Iterator[str]:
    """What the trail calls removed is not here, and what is left of it holds no version."""
    removed = _removals(connection)
    again = {about.partition(" ")[0]: seq for about, seq in connection.execute(_TAKEN_AGAIN)}
    for reference, state in connection.execute(_BY_REFERENCE).all():
        gone = removed.get(reference, 0) > again.get(reference, 0)
        if gone and state not in TAKEN_OFF:
            yield f"{reference} was removed from this laptop, but is in the store."
        if not gone and state in TAKEN_OFF:
            yield f"{reference} was removed, but the audit trail does not say so."
    for (reference,) in connection.execute(_VERSION_OF_A_REMOVED):
        yield f"{reference} was removed, but a signed version of it is in the store."


def _lawfully_gone(connection: Connection, acts: tuple[str, ...]) -> set[str]:
    """What the trail names of minutes that were removed after it."""
    removed = _removals(connection)
    query = select(audit_table.c.seq, audit_table.c.object).where(audit_table.c.act.in_(acts))
    found = ((seq, about, about.partition(" ")[0]) for seq, about in connection.execute(query))
    return {about for seq, about, reference in found if seq < removed.get(reference, 0)}


def _removals(connection: Connection) -> dict[str, int]:
    """When each reference was removed last, as a place in the trail."""
    query = select(audit_table.c.object, audit_table.c.seq).where(audit_table.c.act == REMOVE)
    found = connection.execute(query.order_by(audit_table.c.seq))
    return {about.partition(": ")[0]: seq for about, seq in found}


def _fingerprint(text: str) -> str:
    try:
        return snapshot.fingerprint(snapshot.from_json(text))
    except ValueError:
        return ""


_TAKEN_AGAIN = (
    select(audit_table.c.object, audit_table.c.seq)
    .where(audit_table.c.act.in_([TAKEN_AGAIN, TAKEN_IN, RECEIVED]))
    .order_by(audit_table.c.seq)
)
_SIGN, _SEAL = ("sign", TAKEN_IN), ("seal", FILE_TAKEN_IN)  # acts that bring one
_SIGN_ENTRIES = select(audit_table.c.object).where(audit_table.c.act.in_(_SIGN))
_VERSIONS = select(meeting.c.reference, *COLUMNS).join_from(signed_version, meeting)
_HAS_VERSION = select(signed_version.c.number).where(signed_version.c.meeting_id == meeting.c.id)
_SIGNED_WITHOUT_VERSION = select(meeting.c.reference).where(
    meeting.c.state == "signed", ~_HAS_VERSION.exists()
)
_VERSION_OF_A_DRAFT = select(meeting.c.reference).where(
    meeting.c.state.not_in(["signed", *TAKEN_OFF]), _HAS_VERSION.exists()
)
_VERSION_OF_A_REMOVED = select(meeting.c.reference).where(
    meeting.c.state.in_(TAKEN_OFF), _HAS_VERSION.exists()
)
_BY_REFERENCE = select(meeting.c.reference, meeting.c.state).where(meeting.c.corrects == "")
_SEAL_ENTRIES = select(audit_table.c.object).where(audit_table.c.act.in_(_SEAL))
_SIGNED_FILES = select(
    meeting.c.reference, signed_file.c.number, signed_file.c.turn, signed_file.c.word
).join_from(signed_file, meeting, signed_file.c.meeting_id == meeting.c.id)
_HAS_FILE = select(signed_file.c.turn).where(
    signed_file.c.meeting_id == signed_version.c.meeting_id,
    signed_file.c.number == signed_version.c.number,
)
_WITHOUT_FILE = (
    select(meeting.c.reference, signed_version.c.number)
    .join_from(signed_version, meeting)
    .where(~_HAS_FILE.exists())
)
_TEXT = "CASE WHEN json_valid({0}) THEN json_type({0}) = 'text' ELSE 0 END"
_TEXTS = (
    "CASE WHEN json_valid({0}) THEN json_type({0}) = 'object' AND NOT EXISTS"
    " (SELECT 1 FROM json_each({0}) WHERE type <> 'text') ELSE 0 END"
)
_AS_JSON = (
    (child, "details", _TEXTS),
    (answer, "value", _TEXT),
    (setting, "value", _TEXT),
    (event, "detail", _TEXTS),
    *((table, "more", _TEXTS) for table in metadata.sorted_tables if "more" in table.c),
    *((copy, column, _TEXT) for column in TYPED),
    *((joining, column, _TEXTS) for column in GIVING_BACK),
)
_LOOKS: tuple[Callable[[Connection], Iterator[str] | list[str]], ...] = (
    _pages,
    _structure,
    _references,
    _words,
    _guards,
    _numbers,
    _signed,
    _files,
    _removed,
    audit.verify,
)
