"""Certificates that this laptop signs with, or trusts."""

import hashlib
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.storage.salvage import Salvaged, rows
from desktop_app.storage.schema import certificate
from desktop_app.storage.store import Store
from desktop_app.storage.stored import moment_of
from desktop_app.storage.trouble import Damaged


@dataclass(frozen=True)
class StoredCertificate:
    """`der` is the certificate, `private_key` its PKCS #8 in DER; one only trusted has no key.

    `fingerprint` is the SHA-256 of `der` in 64 hexadecimal digits; `made_at` is UTC.
    """

    fingerprint: str
    name: str
    made_at: str
    der: bytes
    private_key: bytes | None = None


def keep(store: Store, one: StoredCertificate) -> None:
    """A key that is here already is never replaced by a certificate without one."""
    new = insert(certificate).values(**asdict(one)).on_conflict_do_nothing()
    with store.writing() as connection:
        connection.execute(new)
        store.trail(connection, "keep certificate", one.fingerprint)


def certificates(store: Store) -> list[StoredCertificate]:
    """The one made last at the end; `store.unread` names those that cannot be read."""
    return sorted(
        store.listed("certificates", _all, lambda: _salvaged(store)),
        key=lambda one: (one.made_at, one.fingerprint),
    )


def _all(connection: Connection) -> list[StoredCertificate]:
    return [_read(*columns) for columns in connection.execute(select(certificate))]


def _salvaged(store: Store) -> Salvaged[StoredCertificate]:
    found, lost = rows(store, certificate, _read)
    sentence = "A certificate on this laptop is damaged: see in Settings which are still there."
    return Salvaged([*found.values()], (sentence,) if lost else ())


def _read(
    fingerprint: str, name: str, made_at: str, der: bytes, private_key: bytes | None
) -> StoredCertificate:
    """Raises Damaged for one that is not what its fingerprint says."""
    about = f"the certificate of {name}"
    moment_of(made_at, about)
    if hashlib.sha256(der).hexdigest() != fingerprint:
        raise Damaged(about)
    return StoredCertificate(fingerprint, name, made_at, der, private_key)


def trust_no_longer(store: Store, fingerprint: str) -> None:
    """Takes out one that was only trusted; one with a key stays, for what it signed."""
    here = (certificate.c.fingerprint == fingerprint, certificate.c.private_key.is_(None))
    with store.writing() as connection:
        connection.execute(delete(certificate).where(*here))
        store.trail(connection, "trust no longer", fingerprint)
