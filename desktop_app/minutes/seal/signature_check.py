"""Does one signature hold, and what does it say was signed? Written apart from what seals."""

import hashlib
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from desktop_app.minutes.parts.canonical import DS, Node, canonical
from desktop_app.minutes.parts.package import read_list
from desktop_app.minutes.parts.unpack import NotAWordFile
from desktop_app.minutes.seal.certificate_words import Certificate, read_certificate

_DS = f"{{{DS}}}"
_MDSSI = "{http://schemas.openxmlformats.org/package/2006/digital-signature}"
_XD = "{http://uri.etsi.org/01903/v1.3.2#}"
_OFFICE = "{http://schemas.microsoft.com/office/2006/digsig}"
_C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
_RELATIONSHIP_TRANSFORM = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
# SHA-1 is left out: two texts with the same one can be made
_DIGESTS = {
    "http://www.w3.org/2001/04/xmlenc#sha256": hashlib.sha256,
    "http://www.w3.org/2001/04/xmldsig-more#sha384": hashlib.sha384,
    "http://www.w3.org/2001/04/xmlenc#sha512": hashlib.sha512,
}
_MORE = "http://www.w3.org/2001/04/xmldsig-more#"
_HASHES = {"sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}
_SMALLEST_RSA = 2048  # bits
_MOST_OBJECTS = 10  # Office signs three to five; each costs time
_CURVES = (ec.SECP256R1, ec.SECP384R1, ec.SECP521R1)
_PART = re.compile(r"/([^?#]+)\?ContentType=(.*)")
_SIGNED_OBJECT, _SIGNED_PROPERTIES = _DS + "Object", _XD + "SignedProperties"


class CannotCheck(Exception):  # noqa: N818 - it tells of the file, not of a fault
    """Signed in a way that is not known here, or is no longer safe."""


@dataclass(frozen=True)
class Named:
    """A part as the signer named it; `ids` are relationships, None for what is no list of them."""

    part: str
    content_type: str
    digest: "Digest"
    ids: frozenset[str] | None


@dataclass(frozen=True)
class Digest:
    method: str
    value: bytes

    def fits(self, content: bytes) -> bool:
        return _DIGESTS[self.method](content).digest() == self.value


@dataclass(frozen=True)
class Signed:
    """What a signature says; `broken` names, in plain words, what of itself does not hold."""

    certificate: Certificate
    at: datetime | None
    role: str
    comment: str
    named: tuple[Named, ...]
    broken: tuple[str, ...]


def read_signature(content: bytes) -> Signed:
    """Raises CannotCheck; raises NotAWordFile when it is not even XML."""
    root = read_list(content)
    if root.tag != _DS + "Signature":
        raise NotAWordFile("what should be a signature is something else")
    info = _only(root, "SignedInfo")
    certificate = _certificate(root)
    broken: list[str] = []
    if not _holds(certificate.key, info, _bytes(_only(root, "SignatureValue"))):
        broken.append("the signature itself")
    signed = list(_signed(root, info, broken))
    manifest, time = _package_object(signed)
    properties = next((one for one in signed if one.tag == _SIGNED_PROPERTIES), None)
    at, role, comment = _claims(signed, properties, time)
    if properties is not None and not _names_its_signer(properties, certificate):
        broken.append("the signer’s certificate")
    if properties is not None and _words(properties.iter(_XD + "SigningTime")) != time:
        broken.append("the time of signing")
    named = tuple(map(_named, manifest))
    if len({one.part.lower() for one in named}) != len(named):
        raise CannotCheck("it names a part twice")
    return Signed(certificate, at, role, comment, named, tuple(broken))


def _certificate(root: Node) -> Certificate:
    try:
        return read_certificate(_bytes(_only(root, "KeyInfo/X509Data/X509Certificate")))
    except ValueError as error:
        raise CannotCheck("its certificate cannot be read") from error


# -- the mathematics -------------------------------------------------------------------------------


def _holds(key: PublicKeyTypes, info: Node, value: bytes) -> bool:
    if _algorithm(_only(info, "CanonicalizationMethod")) != _C14N:
        raise CannotCheck("its XML was brought into an unknown form")
    kind, _, name = _algorithm(_only(info, "SignatureMethod")).removeprefix(_MORE).partition("-")
    if name not in _HASHES or not _is_safe(key):
        raise CannotCheck("its method or kind of key is unknown or no longer safe")
    data, digest = canonical(info), _HASHES[name]()
    try:
        if kind == "rsa" and isinstance(key, rsa.RSAPublicKey):
            key.verify(value, data, padding.PKCS1v15(), digest)
        elif kind == "ecdsa" and isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(_as_der(key, value), data, ec.ECDSA(digest))
        else:  # a method of another kind than the key
            return False
    except InvalidSignature:
        return False
    return True


def _is_safe(key: PublicKeyTypes) -> bool:
    if isinstance(key, rsa.RSAPublicKey):
        return key.key_size >= _SMALLEST_RSA
    return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, _CURVES)


def _as_der(key: ec.EllipticCurvePublicKey, value: bytes) -> bytes:
    half = (key.curve.key_size + 7) // 8
    if len(value) != 2 * half:
        raise InvalidSignature
    return encode_dss_signature(int.from_bytes(value[:half]), int.from_bytes(value[half:]))


def _signed(root: Node, info: Node, broken: list[str]) -> Iterator[Node]:
    """The elements that the signature covers; nothing else in it may be believed."""
    by_id: dict[str, Node] = {}
    for node in root.iter():
        ident = node.attrib.get("Id")
        if ident is not None and by_id.setdefault(ident, node) is not node:
            raise CannotCheck("two things in it bear the same mark")
    references = info.findall(_DS + "Reference")
    if len(references) > _MOST_OBJECTS:
        raise CannotCheck("it covers too many things")
    for reference in references:
        node = by_id.get(reference.attrib.get("URI", "").removeprefix("#"))
        if node is None or node.tag not in (_SIGNED_OBJECT, _SIGNED_PROPERTIES):
            raise CannotCheck("it covers something that is not there")
        if any(one != _C14N for one in _transforms(reference)):
            raise CannotCheck("its XML was brought into an unknown form")
        if not _digest(reference).fits(canonical(node)):
            broken.append(_ABOUT.get(node.attrib["Id"], "what the signer said"))
        yield node


_ABOUT = {
    "idPackageObject": "the list of what was signed, or the time",
    "idOfficeObject": "the purpose of signing",
    "idSignedProperties": "the time, role, purpose or certificate of the signer",
}


def _names_its_signer(properties: Node, certificate: Certificate) -> bool:
    """So that no other certificate of the same key can be put in its place."""
    path = f"{_XD}SigningCertificate/{_XD}Cert/{_XD}CertDigest"
    found = properties.findall(f"{_XD}SignedSignatureProperties/{path}")
    return len(found) == 1 and _digest(found[0]).fits(certificate.der)


# -- what it says ----------------------------------------------------------------------------------


def _package_object(signed: list[Node]) -> tuple[list[Node], str]:
    """The references to parts and the time, from the one signed object that holds them."""
    manifests = [
        m for one in signed if one.tag == _SIGNED_OBJECT for m in one.findall(_DS + "Manifest")
    ]
    if len(manifests) != 1:
        raise CannotCheck("it does not say what was signed")
    around = manifests[0].getparent()
    time = _words(around.iter(_MDSSI + "Value")) if around is not None else ""
    return manifests[0].findall(_DS + "Reference"), time


def _claims(
    signed: list[Node], properties: Node | None, time: str
) -> tuple[datetime | None, str, str]:
    """When, as whom and why, as the signer said."""
    role = _words(properties.iter(_XD + "ClaimedRole")) if properties is not None else ""
    comments = (_words(one.iter(_OFFICE + "SignatureComments")) for one in signed)
    return _time(time), role, next((words for words in comments if words), "")


def _time(words: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        return None
    if not 2000 <= at.year <= 2199:  # some systems cannot tell the local time of others
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _named(reference: Node) -> Named:
    match = _PART.fullmatch(reference.attrib.get("URI", ""))
    if not match:
        raise CannotCheck("it names its parts in an unknown way")
    transforms = _transforms(reference)
    if transforms == [_RELATIONSHIP_TRANSFORM, _C14N] and match[1].endswith(".rels"):
        return Named(match[1], match[2], _digest(reference), _ids(reference))
    if transforms:
        raise CannotCheck("its parts were brought into an unknown form")
    return Named(match[1], match[2], _digest(reference), None)


def _ids(reference: Node) -> frozenset[str]:
    transform = reference.findall(f"{_DS}Transforms/{_DS}Transform")[0]
    if any(one.tag != _MDSSI + "RelationshipReference" for one in transform):
        raise CannotCheck("it names what joins its parts in an unknown way")
    return frozenset(one.attrib.get("SourceId", "") for one in transform)


def _transforms(reference: Node) -> list[str]:
    return [_algorithm(one) for one in reference.findall(f"{_DS}Transforms/{_DS}Transform")]


def _digest(node: Node) -> Digest:
    method = _algorithm(_only(node, "DigestMethod"))
    if method not in _DIGESTS:
        raise CannotCheck("its method is unknown or no longer safe")
    return Digest(method, _bytes(_only(node, "DigestValue")))


# -- reading XML -----------------------------------------------------------------------------------


def _only(node: Node, path: str) -> Node:
    found = node.findall("/".join(_DS + step for step in path.split("/")))
    if len(found) != 1:
        raise CannotCheck("it is put together in an unknown way")
    return found[0]


def _algorithm(node: Node) -> str:
    return node.attrib.get("Algorithm", "")


def _words(nodes: Iterator[Node]) -> str:
    node = next(nodes, None)
    return "".join(node.itertext()) if node is not None else ""


def _bytes(node: Node) -> bytes:
    try:
        return b64decode("".join("".join(node.itertext()).split()), validate=True)
    except ValueError as error:
        raise CannotCheck("it is damaged") from error
