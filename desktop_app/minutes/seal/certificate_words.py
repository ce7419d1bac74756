"""What a certificate says, for people: whose it is, its fingerprint, the file that IT imports."""

import hashlib
import warnings
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from desktop_app.errors import CannotProceed

_LARGEST_FILE = 1_000_000


@dataclass(frozen=True)
class Certificate:
    """What is needed of a certificate that anybody may have made; times know their zone.

    `holder` is the `person` with the organisation.
    """

    der: bytes
    holder: str
    person: str
    key: PublicKeyTypes
    valid_from: datetime
    valid_until: datetime

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.der)


def read_certificate(der: bytes) -> Certificate:
    """Raises ValueError for what is no certificate, or one of a kind that is not known here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # what will be refused some day is refused now
            read = x509.load_der_x509_certificate(der)
        return Certificate(
            der,
            holder(read),
            _first(read.subject, NameOID.COMMON_NAME),
            read.public_key(),
            read.not_valid_before_utc,
            read.not_valid_after_utc,
        )
    except (ValueError, TypeError, UnsupportedAlgorithm, x509.InvalidVersion, UserWarning) as error:
        raise ValueError("no certificate that can be read") from error


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of the DER certificate: 64 hexadecimal digits in small letters."""
    return hashlib.sha256(certificate).hexdigest()


def in_groups(fingerprint: str) -> str:
    """`A1B2 C3D4 ...`, to compare with what somebody reads out."""
    digits = fingerprint.upper()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def holder(certificate: x509.Certificate) -> str:
    """The name, with the organisation behind it where one is given."""
    name = _first(certificate.subject, NameOID.COMMON_NAME)
    organisation = _first(certificate.subject, NameOID.ORGANIZATION_NAME)
    return ", ".join(part for part in (name, organisation) if part) or "no name"


def _first(name: x509.Name, kind: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(kind)
    return str(found[0].value) if found else ""


def as_pem(certificate: bytes) -> bytes:
    """A file for IT to trust; the certificate itself (DER) serves as a .cer file."""
    return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)


def certificate_in(file: bytes) -> bytes:
    """DER from a .cer, .crt or .pem file, whichever way it is written; raises CannotProceed."""
    file = file[:_LARGEST_FILE]
    try:
        if b"-----BEGIN" in file:
            found = x509.load_pem_x509_certificate(file)
        else:
            found = x509.load_der_x509_certificate(file)
    except ValueError as error:
        raise CannotProceed(
            "This file holds no certificate.", do="Choose a .cer, .crt or .pem file."
        ) from error
    return found.public_bytes(Encoding.DER)
