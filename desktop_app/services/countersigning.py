"""A manager countersigns: a second digital signature that leaves the chair's as it is."""

from dataclasses import dataclass
from datetime import datetime

from desktop_app.errors import CannotProceed
from desktop_app.records.meeting import SignedVersion
from desktop_app.services.sealing import Seal, sealed, signer_of
from desktop_app.storage.store import Store

_NOTHING = "Nothing was countersigned, and the signed minutes are as they were."
PURPOSE = "Countersigned as the record of the meeting"


@dataclass(frozen=True)
class Countersigned:
    """How far a version is: `possible` only when it is sealed, `by` is empty until it is done."""

    possible: bool
    by: str = ""


def how_far(store: Store, version: SignedVersion) -> Countersigned:
    from desktop_app.minutes.seal.verify import verify

    verdict = verify(store.signed_file(version))
    first = verdict.signers_named[:1]
    others = (one for one in verdict.signers if one not in first)
    by = "; ".join(", ".join(filter(None, (one.name, one.role))) for one in others)
    return Countersigned(bool(verdict.signers), by)


def countersign(store: Store, version: SignedVersion, role: str, seal: Seal, at: datetime) -> None:
    """Adds the seal of another certificate; raises CannotProceed. `at` knows its time zone."""
    from desktop_app.minutes.seal.certificate_words import fingerprint
    from desktop_app.minutes.seal.verdict_words import headline
    from desktop_app.minutes.seal.verify import verify

    word = store.signed_file(version)
    before = verify(word)
    if before.state == "visible only":
        raise CannotProceed(
            "Minutes with a visible signature only cannot be countersigned.",
            _NOTHING,
            "Correct them and sign the correction with a certificate.",
        )
    if not before.as_signed:
        raise CannotProceed(
            f"These minutes cannot be countersigned. They are {headline(before)}",
            _NOTHING,
            "Correct them and sign the correction with the certificate of whoever signs.",
        )
    signer = signer_of(store, seal, at)
    if signer is None:
        raise CannotProceed(
            "A countersignature needs a certificate.", _NOTHING, "Choose the manager’s."
        )
    if fingerprint(signer.certificate) in {one.fingerprint for one in before.signers}:
        raise CannotProceed(
            "That certificate has signed these minutes already.",
            _NOTHING,
            "Choose the certificate of whoever countersigns.",
        )
    store.keep_file(version, sealed(word, signer, at, role, PURPOSE))
