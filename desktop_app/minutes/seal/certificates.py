"""Whose key seals the minutes: made on this laptop, kept in the store, or from a council's file."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from desktop_app.errors import CannotProceed
from desktop_app.records.dates import in_words

Method = Literal["rsa-sha256", "ecdsa-sha256"]

_YEARS = 3
_BITS = 2048
_LARGEST_FILE = 1_000_000
_LONGEST_PART = 64  # characters of a name in a certificate
_NOTHING = "Nothing was sealed, and the minutes are safe."
_OTHER_FILE = "Ask your IT service for another certificate file, with its private key."


class Signer(Protocol):
    """Who seals: `certificate` is DER; `chain` holds its issuers' certificates, as far as known."""

    @property
    def certificate(self) -> bytes: ...
    @property
    def chain(self) -> tuple[bytes, ...]: ...
    @property
    def method(self) -> Method: ...
    def sign(self, data: bytes) -> bytes:
        """Over SHA-256: PKCS #1 v1.5 for RSA, r and s of 32 bytes each for P-256."""
        ...


@dataclass(frozen=True)
class KeySigner:
    """A private key in memory, with its certificate."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: bytes
    chain: tuple[bytes, ...] = ()

    @property
    def method(self) -> Method:
        return "rsa-sha256" if isinstance(self.key, rsa.RSAPrivateKey) else "ecdsa-sha256"

    def sign(self, data: bytes) -> bytes:
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        r, s = decode_dss_signature(self.key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32) + s.to_bytes(32)


@dataclass(frozen=True)
class MadeCertificate:
    """What the store keeps: `key` is PKCS #8, `certificate` X.509, both DER, the key in clear."""

    key: bytes
    certificate: bytes


def make_certificate(name: str, organisation: str, now: datetime) -> MadeCertificate:
    """Self-issued, for three years; it proves who signed to those who were given it beforehand."""
    if not name.strip():
        raise CannotProceed("A certificate needs a name.", _NOTHING, "Type your name.")
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    # no extended key usage: with one, some programs never come to trust a self-issued certificate
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    subject = _subject(name, organisation)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))  # a clock that lags behind must not refuse it
        .not_valid_after(now + timedelta(days=365 * _YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return MadeCertificate(
        key.private_bytes(serialization.Encoding.DER, *form),
        certificate.public_bytes(serialization.Encoding.DER),
    )


def _subject(name: str, organisation: str) -> x509.Name:
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "GB")]
    for kind, words in ((NameOID.ORGANIZATION_NAME, organisation), (NameOID.COMMON_NAME, name)):
        short = " ".join(words.split())
        if len(short.encode()) > _LONGEST_PART:  # bytes, as X.509 counts them
            raise CannotProceed(
                f"“{short}” is too long for a certificate.",
                _NOTHING,
                f"Use at most {_LONGEST_PART} characters.",
            )
        if short:
            parts.append(x509.NameAttribute(kind, short))
    return x509.Name(parts)


def from_stored(kept: MadeCertificate, now: datetime | None = None) -> KeySigner:
    """Raises CannotProceed when it has expired, or is not what make_certificate made."""
    try:
        key = serialization.load_der_private_key(kept.key, None)
        certificate = x509.load_der_x509_certificate(kept.certificate)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _refused(
            "The certificate of this laptop is damaged.",
            "Make a new one in Settings, or choose another way to sign.",
        ) from error
    return _signer(key, certificate, (), now or datetime.now(UTC))


def from_pfx(pfx: bytes, password: str, now: datetime | None = None) -> KeySigner:
    """The council's certificate; raises CannotProceed. The password is used once and not kept."""
    if len(pfx) > _LARGEST_FILE:
        raise _refused("This is not a certificate file.", _OTHER_FILE)
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(pfx, password.encode())
    except UnsupportedAlgorithm as error:
        raise _refused("The file is protected in a way that is not known here.") from error
    except ValueError as error:
        raise _refused(
            "The password does not open this file, or it is not a certificate file.",
            "Type the password again, or choose the .pfx or .p12 file that IT gave you.",
        ) from error
    if key is None or certificate is None:
        raise _refused("The file holds no private key with its certificate, so it cannot sign.")
    chain = tuple(one.public_bytes(serialization.Encoding.DER) for one in others)
    return _signer(key, certificate, chain, now or datetime.now(UTC))


def _signer(
    key: object, certificate: x509.Certificate, chain: tuple[bytes, ...], now: datetime
) -> KeySigner:
    """Only what every program that reads the seal knows: RSA from 2048 bits, P-256."""
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise _refused("The certificate’s kind of key cannot seal Word files.")
    method_of(certificate.public_key())
    if _numbers(key.public_key()) != _numbers(certificate.public_key()):
        raise _refused("The private key in the file does not belong to its certificate.")
    look_at_dates(certificate, now)
    return KeySigner(key, certificate.public_bytes(serialization.Encoding.DER), chain)


def look_at_dates(certificate: x509.Certificate, now: datetime) -> None:
    """Raises CannotProceed when it has expired, or is not valid yet."""
    first, last = certificate.not_valid_before_utc, certificate.not_valid_after_utc
    if now > last:
        happened = f"The certificate expired on {in_words(last.date())}."
        raise _refused(happened, "Ask your IT service for a new one.")
    if now < first:
        happened = f"The certificate is valid only from {in_words(first.date())}."
        raise _refused(happened, "Check the date of this computer.")


def method_of(key: PublicKeyTypes) -> Method:
    """Raises CannotProceed for a key that not every program that reads the seal would know."""
    if isinstance(key, rsa.RSAPublicKey) and key.key_size >= _BITS:
        return "rsa-sha256"
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return "ecdsa-sha256"
    raise _refused("The certificate’s kind of key cannot seal Word files.")


def _numbers(key: PublicKeyTypes) -> bytes:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.DER, form)


def _refused(happened: str, do: str = _OTHER_FILE) -> CannotProceed:
    return CannotProceed(happened, _NOTHING, do)
