"""Invented signers of every kind, and Word files to seal; keys are made once, for they are slow."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import docx
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from docx.opc.constants import RELATIONSHIP_TYPE
from minutes_examples import signed

from desktop_app.minutes.seal.certificates import KeySigner, from_pfx, from_stored, make_certificate
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.word import to_word
from desktop_app.services.sealing import words_of

NOW = datetime.now(UTC).replace(microsecond=0)
PASSWORD = "Invented pässword 7"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


@cache
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def self_issued(name: str = "Alex Exemplar") -> KeySigner:
    """As the chair makes it on the laptop."""
    return from_stored(make_certificate(name, "Example Council", NOW))


@cache
def council_ca() -> tuple[Key, x509.Certificate]:
    key = ec.generate_private_key(ec.SECP256R1())
    return key, certificate(key, "Example Council CA", ca=True)


@cache
def council(curve: bool = True) -> KeySigner:
    """From a file of the council's own authority."""
    return from_pfx(pfx(ec.generate_private_key(ec.SECP256R1()) if curve else rsa_key()), PASSWORD)


def certificate(
    key: Key,
    name: str,
    *,
    issuer: tuple[Key, x509.Name] | None = None,
    ca: bool = False,
    days: tuple[int, int] = (-1, 365),
) -> x509.Certificate:
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "GB"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, 'Example, "Council" & Partners'),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[1] if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=days[0]))
        .not_valid_after(NOW + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )
    return builder.sign(issuer[0] if issuer else key, hashes.SHA256())


def der(made: x509.Certificate) -> bytes:
    return made.public_bytes(serialization.Encoding.DER)


def pfx(
    key: Key,
    *,
    name: str = "Jo Sampleton",
    days: tuple[int, int] = (-1, 365),
    with_key: bool = True,
) -> bytes:
    authority = council_ca()
    own = certificate(key, name, issuer=(authority[0], authority[1].subject), days=days)
    secret = serialization.BestAvailableEncryption(PASSWORD.encode())
    kept = key if with_key else None
    return pkcs12.serialize_key_and_certificates(b"own", kept, own, [authority[1]], secret)


@cache
def minutes(seal: str = "") -> bytes:
    """With a picture and a link, as a council's own base may have them; `seal` as they name it."""
    snapshot = signed()
    by = replace(snapshot.signature, seal=seal or snapshot.signature.seal)
    document = docx.Document(io.BytesIO(to_word(replace(snapshot, signature=by))))
    document.add_picture(io.BytesIO(PICTURE))
    document.part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@cache
def to_be_sealed() -> bytes:
    """They name the seal that they get."""
    return minutes(words_of(self_issued()))


@cache
def sealed() -> bytes:
    return seal(to_be_sealed(), self_issued(), at=NOW, role="Chair", comment="A true record.")


@cache
def countersigned() -> bytes:
    return seal(sealed(), council(), at=NOW + timedelta(hours=1), role="Service manager")
