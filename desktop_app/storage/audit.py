"""The audit trail: each entry carries the hash of the one before, and no word of any minutes."""

import hashlib
import json

from sqlalchemy import Connection, insert, select

from desktop_app.records.meeting import SignedVersion
from desktop_app.storage.schema import audit

BEGINNING = "0" * 64
_LAST = select(audit.c.seq, audit.c.hash).order_by(audit.c.seq.desc()).limit(1)
_APPEND = insert(audit)
_ALL = select(
    audit.c.seq, audit.c.at, audit.c.act, audit.c.object, audit.c.previous, audit.c.hash
).order_by(audit.c.seq)


def append(connection: Connection, at: str, act: str, about: str) -> str:
    """Call it in the transaction of the act; `about` is an id, a reference or a key.

    The hash of the entry, by which it is found again.
    """
    last = connection.execute(_LAST).one_or_none()
    seq, previous = (last.seq + 1, last.hash) if last else (1, BEGINNING)
    entry = {"seq": seq, "at": at, "act": act, "object": about, "previous": previous}
    hashed = digest(previous, seq, at, act, about)
    connection.execute(_APPEND, entry | {"hash": hashed})
    return hashed


def has(connection: Connection, digest: str) -> bool:
    """Whether an entry of that hash is there."""
    found = select(audit.c.seq).where(audit.c.hash == digest).order_by(audit.c.seq.desc())
    return connection.execute(found.limit(1)).first() is not None


def verify(connection: Connection) -> list[str]:
    """A sentence for each break in the chain; a cut end cannot be seen here."""
    problems: list[str] = []
    expected, previous = 1, BEGINNING
    for seq, at, act, about, before, said in connection.execute(_ALL):
        if seq != expected:
            problems.append(f"The audit trail lacks what stood before entry {seq}.")
        elif before != previous:
            problems.append(f"Audit entry {seq} does not follow the one before it.")
        if said != digest(before, seq, at, act, about):
            problems.append(f"Audit entry {seq} has been changed.")
        expected, previous = seq + 1, said
    return problems


def digest(previous: str, seq: int, at: str, act: str, about: str) -> str:
    """For this folder alone: what makes an entry follow the one before."""
    entry = json.dumps([seq, at, act, about], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(f"chairside-audit-1{previous}{entry}".encode()).hexdigest()


def of_file(reference: str, number: int, turn: int, word: bytes) -> str:
    """How the trail names the Word file of a signed version."""
    return f"{reference} version {number} file {turn} {hashlib.sha256(word).hexdigest()}"


def of_version(reference: str, version: SignedVersion) -> str:
    """How the trail names a signed version."""
    return f"{reference} version {version.number} {version.fingerprint}"
