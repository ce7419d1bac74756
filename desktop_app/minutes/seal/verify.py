"""Is a Word file signed, whole and unchanged, and by whom? Stricter than Word itself.

Word accepts parts, links and content types that were added to a signed file; here they are found.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

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
from desktop_app.minutes.seal.judged import Doubt, Found, SignedBy, State, doubts_about, judged
from desktop_app.minutes.seal.ours import Contents, contents_of, told
from desktop_app.minutes.seal.part_words import in_words, joined_in_words
from desktop_app.minutes.seal.signature_check import CannotCheck, Named, Signed, read_signature

_GRAVEST_FIRST: tuple[Found, ...] = (
    "changed",
    "cannot check",
    "not covered",
    "unknown signer",
)
_TAKEN_OUT = "A signature was taken out of this file."
_MOST_SIGNATURES = 20
_LARGEST_SIGNATURES = 2_000_000  # all of them


@dataclass(frozen=True)
class Verdict:
    """`findings` are sentences about the seals; `doubts` say why a state is "not as signed"."""

    state: State
    signers: tuple[SignedBy, ...] = ()
    findings: tuple[str, ...] = ()
    contents: Contents = field(default_factory=Contents)
    doubts: tuple[Doubt, ...] = ()
    whole: bool = False  # sealed, and nothing changed or was added since; it says nothing of whom

    @property
    def as_signed(self) -> bool:
        """Whole, and for all that the file can tell sealed by the person whom its words name."""
        return self.state in ("valid", "unknown signer")

    @property
    def ours(self) -> str:
        """What it says of itself, in sentences; empty for files that are not of Chairside."""
        return told(self.contents, {one.fingerprint for one in self.signers})

    @property
    def signers_named(self) -> tuple[SignedBy, ...]:
        """Those whose seal the minutes name; all of a file that names none."""
        named = self.contents.seals
        return tuple(one for one in self.signers if not named or one.fingerprint in named)


def verify(source: Path | bytes, trusted: Collection[str] = ()) -> Verdict:
    """`trusted` are SHA-256 fingerprints of certificates; raises CannotProceed for no file."""
    raw = source if isinstance(source, bytes) else read_limited(source)
    try:
        package = open_package(raw)
        names = signature_parts(package)
    except NotAWordFile as refusal:
        return Verdict("not a Word file", findings=(str(refusal),))
    seals = _seals(package, names, trusted)
    contents = contents_of(package)
    doubts = tuple(doubts_about(seals.found, seals.signers, contents))
    return Verdict(
        judged(seals.found, doubts, contents),
        seals.signers,
        seals.findings,
        contents,
        doubts,
        whole=seals.found in ("valid", "unknown signer"),
    )


@dataclass(frozen=True)
class _Seals:
    found: Found
    signers: tuple[SignedBy, ...] = ()
    findings: tuple[str, ...] = ()


def _seals(package: Package, names: tuple[str, ...], trusted: Collection[str]) -> _Seals:
    if not names:
        return _unsigned(package)
    if len(set(names)) != len(names) or _too_much(package, names):
        return _Seals("cannot check", findings=("The file holds too many signatures.",))
    return _read(package, names, trusted)


def _unsigned(package: Package) -> _Seals:
    left = origin(package) or any(name.startswith("_xmlsignatures/") for name in package.parts)
    return _Seals("taken out", findings=(_TAKEN_OUT,)) if left else _Seals("not signed")


def _too_much(package: Package, names: tuple[str, ...]) -> bool:
    size = sum(len(package.parts.get(name, b"")) for name in names)
    return len(names) > _MOST_SIGNATURES or size > _LARGEST_SIGNATURES


def _read(package: Package, names: tuple[str, ...], trusted: Collection[str]) -> _Seals:
    signers: list[SignedBy] = []
    found: list[tuple[Found, str]] = list(_beside_the_signatures(package))
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
    return _Seals(_gravest(found), tuple(signers), findings)


def _gravest(found: list[tuple[Found, str]]) -> Found:
    for state in _GRAVEST_FIRST:
        if any(one == state for one, _ in found):
            return state
    return "valid"


def _about(signer: SignedBy) -> Iterator[tuple[Found, str]]:
    for words in signer.changed:
        yield "changed", words
    for words in signer.not_covered:
        yield "not covered", words
    if not signer.trusted:
        yield "unknown signer", ""


def _beside_the_signatures(package: Package) -> Iterator[tuple[Found, str]]:
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
        certificate.person,
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
