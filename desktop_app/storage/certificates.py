"""Certificates that this laptop signs with, or trusts."""

from dataclasses import asdict, dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop_app.storage.schema import certificate
from desktop_app.storage.store import Store


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
    """The one made last at the end."""
    query = select(certificate).order_by(certificate.c.made_at, certificate.c.fingerprint)
    with store.reading() as connection:
        return [StoredCertificate(*columns) for columns in connection.execute(query)]


def trust_no_longer(store: Store, fingerprint: str) -> None:
    """Takes out one that was only trusted; one with a key stays, for what it signed."""
    here = (certificate.c.fingerprint == fingerprint, certificate.c.private_key.is_(None))
    with store.writing() as connection:
        connection.execute(delete(certificate).where(*here))
        store.trail(connection, "trust no longer", fingerprint)
