"""Which certificate seals the minutes: the chair chooses once, and sees it at each signing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

from desktop_app.disk.why import why
from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.minutes.seal.certificate_words import fingerprint, in_groups, read_certificate
from desktop_app.minutes.seal.certificates import (
    MadeCertificate,
    Signer,
    from_pfx,
    from_stored,
    make_certificate,
)
from desktop_app.records.dates import in_words
from desktop_app.records.text import one_line
from desktop_app.storage.certificates import StoredCertificate, certificates, keep
from desktop_app.storage.store import Store

How = Literal["visible", "chairside", "file", "windows"]
HOW, CERTIFICATE_FILE, DRAWING = "seal", "seal_file", "my_signature"  # settings
NOT_SEALED = "Not digitally sealed: the signature above is a visible one only."
_NOTHING = "Nothing was signed, and every word is saved."


@dataclass(frozen=True)
class Seal:
    """What the chair chose; `file` and `password` are those of a council certificate."""

    how: How = "visible"
    file: str = ""
    password: str = ""


def usual(settings: Mapping[str, str]) -> Seal:
    """As it was chosen last; the password is asked for each time."""
    known: tuple[How, ...] = get_args(How)
    chosen: list[How] = [how for how in known if how == settings.get(HOW)]
    return Seal(chosen[0] if chosen else "visible", settings.get(CERTIFICATE_FILE, ""))


def remember(store: Store, seal: Seal, drawing: str) -> dict[str, str]:
    """The settings now: the choice, the path of the file, the drawing; never the password."""
    before = store.settings()
    now = {HOW: seal.how, CERTIFICATE_FILE: seal.file, DRAWING: drawing}
    for key, value in now.items():
        if before.get(key, "") != value:
            store.set_setting(key, value)
    return now


def signer_of(store: Store, seal: Seal, at: datetime) -> Signer | None:
    """None for a visible signature alone. Raises CannotProceed when the certificate is no use."""
    if seal.how == "chairside":
        return _own_signer(store, at)
    if seal.how == "file":
        return from_pfx(_read(seal.file), seal.password, at)
    if seal.how == "windows":
        from desktop_app.minutes.seal.windows_signer import choose_signer

        return choose_signer()
    return None


def sealed(word: bytes, signer: Signer, at: datetime, role: str, purpose: str) -> bytes:
    """With one signature more, judged by our own verifier; raises CannotProceed."""
    from desktop_app.minutes.parts.package import open_package
    from desktop_app.minutes.seal.coverage import signature_parts
    from desktop_app.minutes.seal.seal import seal
    from desktop_app.minutes.seal.verify import verify

    before = len(signature_parts(open_package(word)))
    made = seal(word, signer, at=at, role=role, comment=purpose)
    verdict = verify(made)
    if not verdict.whole or len(verdict.signers) != before + 1:
        raise ProgramFault("the sealed Word file does not verify")
    return made


def words_of(signer: Signer | None) -> str:
    """What the signature block prints of the seal."""
    if signer is None:
        return NOT_SEALED
    read = read_certificate(signer.certificate)
    return f"Sealed with the certificate of {read.holder}. SHA-256: {in_groups(read.fingerprint)}"


def own_certificate(store: Store) -> StoredCertificate | None:
    """The one made here last."""
    made = [one for one in certificates(store) if one.private_key]
    return made[-1] if made else None


def own_words(store: Store) -> str:
    """Whose the certificate of this laptop is, until when, and its fingerprint; else empty."""
    one = own_certificate(store)
    if one is None:
        return ""
    read = read_certificate(one.der)
    until = in_words(read.valid_until.date())
    return f"{read.holder}, valid until {until}. SHA-256: {in_groups(read.fingerprint)}"


def make_own(store: Store, name: str, organisation: str, now: datetime) -> StoredCertificate:
    """Made on this laptop and kept in its store. Raises CannotProceed without a name."""
    made = make_certificate(one_line(name), one_line(organisation), now)
    holder = read_certificate(made.certificate).holder
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    one = StoredCertificate(
        fingerprint(made.certificate), holder, at, made.certificate, private_key=made.key
    )
    keep(store, one)
    return one


def trusted(store: Store) -> set[str]:
    """Fingerprints of the certificates made here and of those that were chosen to be trusted."""
    return {one.fingerprint for one in certificates(store)}


def _own_signer(store: Store, at: datetime) -> Signer:
    one = own_certificate(store)
    if one is None or one.private_key is None:
        raise CannotProceed(
            "There is no certificate on this laptop yet.",
            _NOTHING,
            "Make one in Settings, or choose another way to sign.",
        )
    return from_stored(MadeCertificate(one.private_key, one.der), at)


def _read(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except (OSError, ValueError) as error:
        raise CannotProceed(
            f"The certificate file “{file}” cannot be read: {why(error).words}.",
            _NOTHING,
            "Choose it again, or choose another way to sign.",
        ) from error
