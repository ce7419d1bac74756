"""The signature part: what was signed, when, by whom, as Office writes it.

XML-DSig with the package object of ECMA-376 part 2, Office's own object and the XAdES properties.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509

from desktop_app.minutes.parts.canonical import DS, Names, Node, canonical, written
from desktop_app.minutes.parts.package import Package, Relationship
from desktop_app.minutes.seal.certificates import Method, Signer
from desktop_app.minutes.seal.coverage import parts_to_sign, relationships_to_sign, transformed
from desktop_app.minutes.seal.issuer_name import issuer_name

MDSSI = "http://schemas.openxmlformats.org/package/2006/digital-signature"
XD = "http://uri.etsi.org/01903/v1.3.2#"
OFFICE = "http://schemas.microsoft.com/office/2006/digsig"
C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
RELATIONSHIP_TRANSFORM = "http://schemas.openxmlformats.org/package/2006/RelationshipTransform"
METHODS: dict[Method, str] = {
    "rsa-sha256": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    "ecdsa-sha256": "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
}
SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
PROOF_OF_ORIGIN = "http://uri.etsi.org/01903/v1.2.2#ProofOfOrigin"
_OBJECT = DS + "Object"
_SELF = "#idPackageSignature"
# Programs break on other prefixes, and on these declared higher up.
_ds, _mdssi, _xd, _office = Names(DS), Names(MDSSI, "mdssi"), Names(XD, "xd"), Names(OFFICE)


@dataclass(frozen=True)
class Details:
    """What the signer says beside the document."""

    at: datetime
    role: str
    comment: str

    @property
    def time(self) -> str:
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signature_part(package: Package, signer: Signer, details: Details) -> bytes:
    """The signature of all that there is in the package now."""
    certificate = x509.load_der_x509_certificate(signer.certificate)
    minutes = _package_object(package, details)
    office = _office_object(details)
    properties = _signed_properties(certificate, signer.certificate, details)
    info, value = _ds("SignedInfo"), _ds("SignatureValue")
    root = _ds("Signature", info, value, _key_info(signer), minutes, office, Id=_SELF[1:])
    root.append(_ds("Object", _qualifying(properties, signer.chain)))
    # the tree is complete: from here on everything is digested where it stands
    info.extend(
        (
            _ds("CanonicalizationMethod", Algorithm=C14N),
            _ds("SignatureMethod", Algorithm=METHODS[signer.method]),
            _reference("#idPackageObject", canonical(minutes), Type=_OBJECT),
            _reference("#idOfficeObject", canonical(office), Type=_OBJECT),
            _reference(
                "#idSignedProperties",
                canonical(properties),
                _ds("Transforms", _ds("Transform", Algorithm=C14N)),
                Type=SIGNED_PROPERTIES,
            ),
        )
    )
    value.text = b64encode(signer.sign(canonical(info))).decode()
    return written(root)


def _digest(content: bytes) -> tuple[Node, Node]:
    words = b64encode(hashlib.sha256(content).digest()).decode()
    return _ds("DigestMethod", Algorithm=SHA256), _ds("DigestValue", words)


def _reference(uri: str, content: bytes, *transforms: Node, **attributes: str) -> Node:
    return _ds("Reference", *transforms, *_digest(content), **attributes, URI=uri)


def _key_info(signer: Signer) -> Node:
    """The signer's certificate alone: some programs take whichever comes first."""
    words = b64encode(signer.certificate).decode()
    return _ds("KeyInfo", _ds("X509Data", _ds("X509Certificate", words)))


# -- the document ----------------------------------------------------------------------------------


def _package_object(package: Package, details: Details) -> Node:
    time = _mdssi(
        "SignatureTime",
        _mdssi("Format", "YYYY-MM-DDThh:mm:ssTZD"),
        _mdssi("Value", details.time),
    )
    named = sorted(_named(package), key=lambda reference: reference.attrib["URI"])
    return _ds(
        "Object",
        _ds("Manifest", *named),
        _ds("SignatureProperties", _property("idSignatureTime", time)),
        Id="idPackageObject",
    )


def _named(package: Package) -> Iterator[Node]:
    def uri(name: str) -> str:
        return f"/{name}?ContentType={package.content_type(name)}"

    for name in parts_to_sign(package):
        yield _reference(uri(name), package.parts[name])
    for name, chosen in relationships_to_sign(package).items():
        yield _reference(uri(name), transformed(chosen), _transforms(chosen))


def _transforms(chosen: tuple[Relationship, ...]) -> Node:
    ids = (_mdssi("RelationshipReference", SourceId=one.id) for one in chosen)
    return _ds(
        "Transforms",
        _ds("Transform", *ids, Algorithm=RELATIONSHIP_TRANSFORM),
        _ds("Transform", Algorithm=C14N),
    )


def _property(name: str, content: Node) -> Node:
    return _ds("SignatureProperty", content, Id=name, Target=_SELF)


# -- beside the document ---------------------------------------------------------------------------


def _office_object(details: Details) -> Node:
    """All of these are required, in this order; most say nothing here."""
    values = {
        "SetupID": "",
        "SignatureText": "",
        "SignatureImage": "",
        "SignatureComments": details.comment,
        "WindowsVersion": "10.0",
        "OfficeVersion": "16.0",
        "ApplicationVersion": "16.0",
        "Monitors": "1",
        "HorizontalResolution": "1920",
        "VerticalResolution": "1080",
        "ColorDepth": "32",
        "SignatureProviderId": "{00000000-0000-0000-0000-000000000000}",
        "SignatureProviderUrl": "",
        "SignatureProviderDetails": "9",  # Office's own windows may show it
        "SignatureType": "1",  # not bound to a signature line of Word
    }
    info = _office("SignatureInfoV1", *(_office(name, words) for name, words in values.items()))
    properties = _ds("SignatureProperties", _property("idOfficeV1Details", info))
    return _ds("Object", properties, Id="idOfficeObject")


def _signed_properties(certificate: x509.Certificate, der: bytes, details: Details) -> Node:
    identity = _xd(
        "Cert",
        _xd("CertDigest", *_digest(der)),
        _xd(
            "IssuerSerial",
            _ds("X509IssuerName", issuer_name(certificate)),
            _ds("X509SerialNumber", str(certificate.serial_number)),
        ),
    )
    about_signature = _xd(
        "SignedSignatureProperties",
        _xd("SigningTime", details.time),
        _xd("SigningCertificate", identity),
        _xd("SignaturePolicyIdentifier", _xd("SignaturePolicyImplied")),
    )
    if details.role:
        claimed = _xd("ClaimedRoles", _xd("ClaimedRole", details.role))
        about_signature.append(_xd("SignerRole", claimed))
    properties = _xd("SignedProperties", about_signature, Id="idSignedProperties")
    if details.comment:
        properties.append(_xd("SignedDataObjectProperties", _commitment(details.comment)))
    return properties


def _commitment(comment: str) -> Node:
    """What Word shows as the purpose of signing."""
    return _xd(
        "CommitmentTypeIndication",
        _xd(
            "CommitmentTypeId",
            _xd("Identifier", PROOF_OF_ORIGIN),
            _xd("Description", "Created and approved this document"),
        ),
        _xd("AllSignedDataObjects"),
        _xd("CommitmentTypeQualifiers", _xd("CommitmentTypeQualifier", comment)),
    )


def _qualifying(properties: Node, chain: tuple[bytes, ...]) -> Node:
    made = _xd("QualifyingProperties", properties, Target=_SELF)
    if chain:
        values = (_xd("EncapsulatedX509Certificate", b64encode(one).decode()) for one in chain)
        known = _xd("CertificateValues", *values)
        beside = _xd("UnsignedSignatureProperties", known)
        made.append(_xd("UnsignedProperties", beside))
    return made
