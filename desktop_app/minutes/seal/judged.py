"""Everything known of a Word file, of its seals and of its words, judged into one verdict.

What the command prints, its exit code, the page in the window and the taking in of minutes all
follow from the state and the doubts here; nothing else judges.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop_app.minutes.seal.ours import Contents
from desktop_app.minutes.seal.same_person import same_person
from desktop_app.records.snapshot import Signature

Found = Literal[  # of the seals alone
    "changed",  # something that was signed is no longer as it was
    "cannot check",  # signed in a way that is not known here
    "not covered",  # something was added, or was never signed
    "unknown signer",  # whole and unchanged, but who signed is only claimed
    "valid",  # by people known here, whole and unchanged
    "taken out",  # a signature was, and none is left
    "not signed",
]
State = Literal[
    Found,
    "not as signed",  # minutes whose words are not proved to be those of the person they name
    "sealed draft",  # whole and unchanged, but minutes that nobody signed
    "draft",  # of Chairside, without a seal
    "visible only",  # minutes of Chairside that have no seal, and name none
    "not a Word file",
]
Doubt = Literal[
    "words",  # the fingerprint printed in it is not that of its words
    "seal",  # a seal that it names is not on it
    "unnamed",  # it names no seal, and who made the one on it is not known here
    "person",  # it is sealed by another than the person it names as signer
    "reading",  # it does not read back as Chairside prints
]


@dataclass(frozen=True)
class SignedBy:
    """One signer: what the signature claims, and what was found.

    `name` is that of the certificate with its organisation, `person` without.
    """

    name: str
    person: str
    role: str
    comment: str
    at: datetime | None
    certificate: bytes  # DER
    fingerprint: str  # of the certificate, SHA-256
    valid_from: datetime
    valid_until: datetime
    trusted: bool
    in_time: bool  # the certificate was valid at the time that the signature claims
    changed: tuple[str, ...]
    not_covered: tuple[str, ...]


def judged(found: Found, doubts: Collection[Doubt], contents: Contents) -> State:
    """The gravest of what is known."""
    if found == "changed":
        return found
    if doubts:
        return "not as signed"
    if contents.snapshot is None or found in ("cannot check", "not covered", "taken out"):
        return found
    is_draft = contents.snapshot.signature is None
    if found == "not signed":
        return "draft" if is_draft else "visible only"
    return "sealed draft" if is_draft else found


def doubts_about(found: Found, signers: Sequence[SignedBy], contents: Contents) -> Iterator[Doubt]:
    """Why the words may not be those that were signed by the person they name."""
    if not contents.is_ours:
        return
    if contents.snapshot is None:
        yield "reading"
        return
    by = contents.snapshot.signature
    if by is None:
        return
    if not contents.fits:
        yield "words"
    if found == "cannot check":  # the seal that it names may be the one that cannot be read
        return
    if contents.seals - {one.fingerprint for one in signers}:
        yield "seal"
    elif contents.seals:
        if not all(_is_of(by, one) for one in signers if one.fingerprint in contents.seals):
            yield "person"
    elif signers and not any(_is_of(by, one) and one.trusted for one in signers):
        yield "unnamed" if any(_is_of(by, one) for one in signers) else "person"


def _is_of(by: Signature, signer: SignedBy) -> bool:
    return same_person(by.name, signer.person)
