"""Whatever is done to a signed file is found, and told in words."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from seal_examples import (
    NOW,
    PICTURE,
    certificate,
    council,
    countersigned,
    der,
    minutes,
    sealed,
    self_issued,
)
from word_packages import altered, parts, zipped

from desktop_app.minutes.seal.certificate_words import fingerprint
from desktop_app.minutes.seal.certificates import KeySigner
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.seal.verify import verify

SIG = "_xmlsignatures/sig1.xml"
TYPES = "[Content_Types].xml"
LINKS = "word/_rels/document.xml.rels"
DOCUMENT = "word/document.xml"
END = b"</Relationships>"
EMPTY = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
HYPERLINK = (
    b'<Relationship Id="rId99" Target="https://example.net/" TargetMode="External" Type="http://'
    b'schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/></Relationships>'
)


def without(word: bytes, *names: str) -> bytes:
    return zipped({name: content for name, content in parts(word).items() if name not in names})


def with_part(word: bytes, name: str, content: bytes) -> bytes:
    return zipped(parts(word) | {name: content})


def image(word: bytes) -> str:
    return next(name for name in parts(word) if name.startswith("word/media/"))


def with_other_image(word: bytes) -> bytes:
    return with_part(word, image(word), PICTURE[:-1] + b"\x00")


def with_other_time(word: bytes) -> bytes:
    other = (NOW + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    now = NOW.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return with_part(word, SIG, parts(word)[SIG].replace(now, other))


def with_other_certificate(word: bytes) -> bytes:
    """Of another name, for the signer's own key: the mathematics alone would not find it."""
    key = self_issued().key
    return _with_certificate(word, KeySigner(key, der(certificate(key, "Somebody Else"))))


def with_strange_certificate(word: bytes) -> bytes:
    return _with_certificate(word, council())


def _with_certificate(word: bytes, other: KeySigner) -> bytes:
    ours, theirs = (
        re.search(rb"<X509Certificate>.*?</X509Certificate>", parts(one)[SIG])[0]
        for one in (word, seal(minutes(), other, at=NOW, role="Chair"))
    )
    return altered(word, SIG, ours, theirs)


def with_text_and_its_digest(word: bytes) -> bytes:
    """As somebody would who knows how the list of digests is made."""
    changed = altered(word, DOCUMENT, b"Robin", b"Rubin")
    resealed = parts(seal(without_seal(changed), council(), at=NOW, role="Chair"))[SIG]
    found = rb"document\.main\+xml\"><DigestMethod [^>]*/><DigestValue>([^<]*)<"
    old, new = (re.search(found, one)[1] for one in (parts(word)[SIG], resealed))
    return altered(changed, SIG, old, new)


def without_seal(word: bytes) -> bytes:
    """The signature taken out cleanly, as Word does when somebody edits the file."""
    rest = {k: v for k, v in parts(word).items() if not k.startswith("_xmlsignatures")}
    rest["_rels/.rels"] = re.sub(
        rb'<Relationship [^>]*digital-signature/origin"[^>]*/>', b"", rest["_rels/.rels"]
    )
    return zipped(rest)


def with_part_and_link(word: bytes) -> bytes:
    link = HYPERLINK.replace(b' TargetMode="External"', b"").replace(
        b"https://example.net/", b"added.xml"
    )
    return altered(with_part(word, "word/added.xml", b"<added/>"), LINKS, END, link)


def with_second_properties(word: bytes) -> bytes:
    more = with_part(word, "docProps/more.xml", parts(word)["docProps/core.xml"])
    kind = b"application/vnd.openxmlformats-package.core-properties+xml"
    typed = b'<Override ContentType="%b" PartName="/docProps/more.xml"/></Types>' % kind
    linked = PROPERTIES % (b"rId77", b"docProps/more.xml") + END
    return altered(altered(more, TYPES, b"</Types>", typed), "_rels/.rels", END, linked)


def with_part_as_properties(word: bytes) -> bytes:
    """The only properties of the file, but of another kind."""
    plain = re.sub(
        rb"<Relationship [^>]*core-properties[^>]*>", b"", parts(word)["_rels/.rels"]
    ).replace(END, PROPERTIES % (b"rId77", b"word/added.xml") + END)
    return with_part(with_part(word, "word/added.xml", b"<added/>"), "_rels/.rels", plain)


def with_second_object(word: bytes) -> bytes:
    """The list of what was signed once more, for readers that take the last of a name."""
    found = re.search(rb'<Object Id="idPackageObject">.*?</Object>', parts(word)[SIG])[0]
    return altered(word, SIG, b"</Signature>", found + b"</Signature>")


PROPERTIES = (
    b'<Relationship Id="%b" Target="%b" Type="http://schemas.openxmlformats.org/package/2006/'
    b'relationships/metadata/core-properties"/>'
)
CHANGES: dict[str, tuple[Callable[[bytes], bytes], str, str]] = {
    "a word": (
        lambda w: altered(w, DOCUMENT, b"Robin", b"Rubin"),
        "changed",
        "The text was changed after signing.",
    ),
    "a style": (
        lambda w: altered(w, "word/styles.xml", b"Arial", b"Times"),
        "changed",
        "A style was changed after signing.",
    ),
    "the head of the pages": (
        lambda w: altered(w, "word/header1.xml", b"OFFICIAL", b"PUBLIC"),
        "changed",
        "The head of a page was changed after signing.",
    ),
    "an image": (with_other_image, "changed", "An image was changed after signing."),
    "an image taken out": (
        lambda w: without(w, image(w)),
        "changed",
        "An image was taken out after signing.",
    ),
    "a link": (
        lambda w: altered(w, LINKS, b"https://example.org/", b"https://example.com/"),
        "changed",
        "A link, or what belongs to the text, was changed after signing.",
    ),
    "a relationship taken out": (
        lambda w: with_part(
            w, LINKS, re.sub(rb'<Relationship [^>]*org/"[^>]*/>', b"", parts(w)[LINKS])
        ),
        "changed",
        "A link, or what belongs to the text, was taken out after signing.",
    ),
    "the signing time": (with_other_time, "changed", "The list of what was signed, or the time"),
    "the comment": (
        lambda w: altered(w, SIG, b"A true record.", b"A false record."),
        "changed",
        "The purpose of signing was changed",
    ),
    "the comment in the second place": (
        lambda w: altered(w, SIG, b"Qualifier>A true", b"Qualifier>A false"),
        "changed",
        "The time, role, purpose or certificate of the signer was changed",
    ),
    "the role": (
        lambda w: altered(w, SIG, b"ClaimedRole>Chair", b"ClaimedRole>Clerk"),
        "changed",
        "The time, role, purpose or certificate of the signer was changed",
    ),
    "the certificate": (
        with_strange_certificate,
        "changed",
        "The signature itself was changed",
    ),
    "the certificate, of the same key": (
        with_other_certificate,
        "changed",
        "The signer’s certificate was changed",
    ),
    "the signature's value": (
        lambda w: altered(w, SIG, b"<SignatureValue>", b"<SignatureValue>AAAA"),
        "changed",
        "The signature itself was changed",
    ),
    "text with its digest": (with_text_and_its_digest, "changed", "The list of what was signed"),
    "an added part": (
        lambda w: with_part(w, "word/added.xml", b"<added/>"),
        "not covered",
        "The part “word/added.xml” is not covered by a signature: it was added, or never signed.",
    ),
    "an added relationship": (
        lambda w: altered(w, LINKS, END, HYPERLINK),
        "not covered",
        "A link is not covered by a signature: it was added, or never signed.",
    ),
    "an added part and the way to it": (
        with_part_and_link,
        "not covered",
        "The way to the part “word/added.xml” is not covered by a signature",
    ),
    "links for a part that had none": (
        lambda w: with_part(w, "word/_rels/header1.xml.rels", parts(w)[LINKS]),
        "not covered",
        "A link is not covered",
    ),
    "a content type": (
        lambda w: altered(w, TYPES, b"wordprocessingml.header+xml", b"wordprocessingml.footer+xml"),
        "changed",
        "How the head of a page is to be read was changed after signing.",
    ),
    "the signature's own content type": (
        lambda w: altered(w, TYPES, b"digital-signature-xmlsignature+xml", b"nothing+xml"),
        "changed",
        "How the signature is to be read was changed",
    ),
    "a second list of properties": (
        with_second_properties,
        "not covered",
        "The part “docProps/more.xml” is not covered",
    ),
    "a part that passes for properties": (
        with_part_as_properties,
        "not covered",
        "The part “word/added.xml” is not covered",
    ),
    "a second signature in the first": (
        with_second_object,
        "cannot check",
        "two things in it bear the same mark",
    ),
    "something hidden in the empty part": (
        lambda w: with_part(w, "_xmlsignatures/origin.sigs", b"hidden"),
        "not covered",
        "The part “_xmlsignatures/origin.sigs” is not covered",
    ),
    "something in the list of signatures": (
        lambda w: altered(w, "_xmlsignatures/_rels/origin.sigs.rels", END, HYPERLINK),
        "not covered",
        "A link is not covered",
    ),
    "the signature deleted": (
        lambda w: without(w, SIG),
        "changed",
        "A signature was taken out of this file.",
    ),
    "the signature taken out of its list": (
        lambda w: with_part(w, "_xmlsignatures/_rels/origin.sigs.rels", EMPTY),
        "not as signed",
        "A signature was taken out of this file.",
    ),
    "the signature taken out cleanly": (without_seal, "not as signed", ""),
    "nonsense for a signature": (
        lambda w: with_part(w, SIG, b"<nonsense>"),
        "changed",
        "A signature is damaged.",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_found_and_told(change: str):
    act, state, sentence = CHANGES[change]
    verdict = verify(act(sealed()), {fingerprint(self_issued().certificate)})
    assert (verdict.state, verdict.whole) == (state, False)
    assert sentence in " ".join(verdict.findings)


@pytest.mark.parametrize("change", [change for change in CHANGES if "cleanly" not in change])
def test_every_change_is_found_with_two_signers(change: str):
    verdict = verify(CHANGES[change][0](countersigned()))
    assert not verdict.whole
    assert verdict.findings


@pytest.mark.parametrize("signer", [council, lambda: council(curve=False)], ids=["P-256", "RSA"])
@pytest.mark.parametrize("change", ["a word", "a link", "the role", "the signature's value"])
def test_a_change_is_found_whatever_the_key(change: str, signer: Callable[[], KeySigner]):
    word = seal(minutes(), signer(), at=NOW, role="Chair", comment="A true record.")
    assert verify(word).whole
    assert not verify(CHANGES[change][0](word)).whole
