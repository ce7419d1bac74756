"""Is the store whole, and are the signed minutes what was signed?"""

from collections.abc import Callable, Iterator

from sqlalchemy import Connection, select

from desktop_app.records import snapshot
from desktop_app.records.meeting import SignedVersion
from desktop_app.storage import audit
from desktop_app.storage.schema import TRIGGERS, meeting, signed_file, signed_version
from desktop_app.storage.schema import audit as audit_table
from desktop_app.storage.store import Store
from desktop_app.storage.trouble import Damaged


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


def _guards(connection: Connection) -> Iterator[str]:
    query = "SELECT sql FROM sqlite_master WHERE type = 'trigger'"
    there = set(connection.exec_driver_sql(query).scalars())
    for name, trigger in TRIGGERS.items():
        if trigger not in there:
            yield f"The guard {name} has been taken out of the store."


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
    for missing in sorted(audited - stored):
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
    for missing in sorted(audited - stored):
        yield f"The audit trail names a Word file that is not in the store: {missing}."
    for reference, number in connection.execute(_WITHOUT_FILE):
        yield f"Version {number} of {reference} has no Word file."


def _fingerprint(text: str) -> str:
    try:
        return snapshot.fingerprint(snapshot.from_json(text))
    except (ValueError, KeyError, TypeError):
        return ""


_SIGN_ENTRIES = select(audit_table.c.object).where(audit_table.c.act == "sign")
_VERSIONS = select(meeting.c.reference, signed_version).join_from(signed_version, meeting)
_HAS_VERSION = select(signed_version.c.number).where(signed_version.c.meeting_id == meeting.c.id)
_SIGNED_WITHOUT_VERSION = select(meeting.c.reference).where(
    meeting.c.state == "signed", ~_HAS_VERSION.exists()
)
_VERSION_OF_A_DRAFT = select(meeting.c.reference).where(
    meeting.c.state != "signed", _HAS_VERSION.exists()
)
_SEAL_ENTRIES = select(audit_table.c.object).where(audit_table.c.act == "seal")
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
_LOOKS: tuple[Callable[[Connection], Iterator[str] | list[str]], ...] = (
    _pages,
    _structure,
    _references,
    _guards,
    _signed,
    _files,
    audit.verify,
)
