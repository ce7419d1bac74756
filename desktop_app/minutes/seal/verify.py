"""Is a Word file signed, whole and unchanged, and by whom? Stricter than Word itself.

Word accepts parts, links and content types that were added to a signed file; here they are found.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from desktop_app.minutes.parts.package import SIGNATURE, Package, open_package, relationships_of
from desktop_app.minutes.parts.unpack import NotAWordFile, read_limited
from desktop_app.minutes.seal.coverage import (
    SIGNATURE_TYPE,
    origin,
    parts_to_sign,
    relationships_to_sign,
    signature_parts,
    transformed,
)
from desktop_app.minutes.seal.ours import reads_as_ours
from desktop_app.minutes.seal.part_words import in_words, joined_in_words
from desktop_app.minutes.seal.signature_check import CannotCheck, Named, Signed, read_signature

State = Literal[
    "valid",  # signed by people known here, whole and unchanged
    "unknown signer",  # whole and unchanged, but who signed is only claimed
    "changed",  # something that was signed is no longer as it was
    "not covered",  # something was added, or was never signed
    "cannot check",  # signed in a way that is not known here
    "not signed",
    "not a Word file",
]
_GRAVEST_FIRST: tuple[State, ...] = (
    "changed",
    "cannot check",
    "not covered",
    "unknown signer",
)
_TAKEN_OUT = "A signature was taken out of this file."
_MOST_SIGNATURES = 20
_LARGEST_SIGNATURES = 2_000_000  # all of them


@dataclass(frozen=True)
class SignedBy:
    """One signer: what the signature claims, and what was found."""

    name: str
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


@dataclass(frozen=True)
class Verdict:
    """`findings` are sentences; `ours` says how the file reads as minutes of Chairside."""

    state: State
    signers: tuple[SignedBy, ...] = ()
    findings: tuple[str, ...] = ()
    ours: str = ""

    @property
    def whole(self) -> bool:
        """Signed, and nothing changed or added since; says nothing about who signed."""
        return self.state in ("valid", "unknown signer")


def verify(source: Path | bytes, trusted: Collection[str] = ()) -> Verdict:
    """`trusted` are SHA-256 fingerprints of certificates; raises CannotProceed for no file."""
    raw = source if isinstance(source, bytes) else read_limited(source)
    try:
        package = open_package(raw)
        names = signature_parts(package)
    except NotAWordFile as refusal:
        return Verdict("not a Word file", findings=(str(refusal),))
    if not names:
        verdict = _unsigned(package)
    elif len(set(names)) != len(names) or _too_much(package, names):
        verdict = Verdict("cannot check", findings=("The file holds too many signatures.",))
    else:
        verdict = _judged(package, names, trusted)
    seals = {signer.fingerprint for signer in verdict.signers}
    return replace(verdict, ours=reads_as_ours(package, seals))


def _unsigned(package: Package) -> Verdict:
    left = origin(package) or any(name.startswith("_xmlsignatures/") for name in package.parts)
    return Verdict("not signed", findings=(_TAKEN_OUT,) if left else ())


def _too_much(package: Package, names: tuple[str, ...]) -> bool:
    size = sum(len(package.parts.get(name, b"")) for name in names)
    return len(names) > _MOST_SIGNATURES or size > _LARGEST_SIGNATURES


def _judged(package: Package, names: tuple[str, ...], trusted: Collection[str]) -> Verdict:
    signers: list[SignedBy] = []
    found: list[tuple[State, str]] = list(_beside_the_signatures(package))
    for name in names:
        try:
            signer = _signer(package, name, trusted)
        except KeyError:
            found.append(("changed", _TAKEN_OUT))
        except NotAWordFile:
            found.append(("changed", "A signature is damaged."))
        except CannotCheck as reason:
            found.append(("cannot check", f"A signature cannot be checked here: {reason}."))
        else:
            signers.append(signer)
            found += _about(signer)
    findings = tuple(dict.fromkeys(sentence for _, sentence in found if sentence))
    return Verdict(_gravest(found), tuple(signers), findings)


def _gravest(found: list[tuple[State, str]]) -> State:
    for state in _GRAVEST_FIRST:
        if any(one == state for one, _ in found):
            return state
    return "valid"


def _about(signer: SignedBy) -> Iterator[tuple[State, str]]:
    for words in signer.changed:
        yield "changed", words
    for words in signer.not_covered:
        yield "not covered", words
    if not signer.trusted:
        yield "unknown signer", ""


def _beside_the_signatures(package: Package) -> Iterator[tuple[State, str]]:
    """Their own list is signed by nobody, so it may hold nothing else."""
    start = origin(package)
    for one in package.relationships(relationships_of(start)) if start else ():
        if one.kind != SIGNATURE or one.part is None:
            yield "not covered", _not_covered(joined_in_words(package, one))


def _signer(package: Package, name: str, trusted: Collection[str]) -> SignedBy:
    """Raises KeyError when the signature is not there, NotAWordFile, CannotCheck."""
    signed = read_signature(package.parts[name])
    certificate, at = signed.certificate, signed.at
    in_time = at is not None and certificate.valid_from <= at <= certificate.valid_until
    broken = [_changed(words) for words in signed.broken]
    if package.content_type(name) != SIGNATURE_TYPE:
        broken.append(_retyped("the signature"))
    return SignedBy(
        certificate.holder,
        signed.role,
        signed.comment,
        at,
        certificate.der,
        certificate.fingerprint,
        certificate.valid_from,
        certificate.valid_until,
        in_time and certificate.fingerprint in trusted,
        in_time,
        (*broken, *(words for named in signed.named for words in _differences(package, named))),
        tuple(map(_not_covered, _left_out(package, signed))),
    )


def _differences(package: Package, named: Named) -> Iterator[str]:
    """What was signed and is now otherwise."""
    what = in_words(named.part, named.content_type)
    if named.part not in package.parts:
        yield _gone(what)
        return
    if package.content_type(named.part) != named.content_type:
        yield _retyped(what)
    if named.ids is None:
        content = package.parts[named.part]
    else:
        chosen = [one for one in package.relationships(named.part) if one.id in named.ids]
        if len(chosen) < len(named.ids):
            yield _gone(what)
            return
        content = transformed(chosen)
    if not named.digest.fits(content):
        yield _changed(what)


def _left_out(package: Package, signed: Signed) -> Iterator[str]:
    """What the signature does not name."""
    named = {one.part: one for one in signed.named}
    for part in parts_to_sign(package):
        if part not in named:
            yield in_words(part, package.content_type(part))
    for listed, relationships in relationships_to_sign(package).items():
        ids = named[listed].ids if listed in named else frozenset[str]()
        for one in relationships:
            if ids is not None and one.id not in ids:
                yield joined_in_words(package, one)


def _changed(what: str) -> str:
    return f"{_capital(what)} was changed after signing."


def _gone(what: str) -> str:
    return f"{_capital(what)} was taken out after signing."


def _retyped(what: str) -> str:
    return f"How {what} is to be read was changed after signing."


def _not_covered(what: str) -> str:
    return f"{_capital(what)} is not covered by a signature: it was added, or never signed."


def _capital(words: str) -> str:
    return words[0].upper() + words[1:]
