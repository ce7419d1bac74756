"""What is said of who signed, of methods, and of Chairside's own minutes."""

import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from base_examples import BASES
from cryptography.hazmat.primitives.asymmetric import rsa
from lxml import etree
from minutes_examples import draft, signed
from seal_examples import (
    NOW,
    certificate,
    council,
    countersigned,
    der,
    minutes,
    rsa_key,
    sealed,
    self_issued,
    to_be_sealed,
)
from word_packages import altered, parts, zipped

from desktop_app.errors import CannotProceed
from desktop_app.minutes.seal.certificate_words import fingerprint, in_groups
from desktop_app.minutes.seal.certificates import KeySigner
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.seal.verify import verify
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import fingerprint as fingerprint_of_minutes
from desktop_app.services.sealing import words_of

SIG = "_xmlsignatures/sig1.xml"
DOCUMENT = "word/document.xml"


def test_the_files_own_properties_are_free_as_in_word():
    changed = altered(sealed(), "docProps/core.xml", b"Permanence meeting record", b"Another")
    assert verify(changed).whole


def test_only_one_of_two_signatures_changed_is_named_as_such():
    changed = altered(
        countersigned(), "_xmlsignatures/sig2.xml", b"Role>Service manager", b"Role>Somebody"
    )
    first, second = verify(changed).signers
    assert not first.changed
    assert second.changed


# -- who signed ----------------------------------------------------------------------------------


def test_a_certificate_that_is_trusted_makes_the_file_valid():
    verdict = verify(sealed(), {fingerprint(self_issued().certificate)})
    assert verdict.state == "valid"
    assert verdict.signers[0].trusted
    assert verdict.signers[0].name == "Alex Exemplar, Example Council"


def test_one_of_two_signers_unknown_leaves_the_whole_unknown():
    verdict = verify(countersigned(), {fingerprint(self_issued().certificate)})
    assert verdict.state == "unknown signer"
    assert [signer.trusted for signer in verdict.signers] == [True, False]


def test_a_certificate_that_was_not_valid_at_the_time_is_not_trusted():
    later = NOW + timedelta(days=4 * 365)
    word = seal(to_be_sealed(), self_issued(), at=later, role="Chair")
    verdict = verify(word, {fingerprint(self_issued().certificate)})
    assert verdict.state == "unknown signer"
    assert not verdict.signers[0].in_time


def test_a_signer_with_the_same_name_but_another_key_is_not_trusted():
    other = KeySigner(rsa_key(), der(certificate(rsa_key(), "Alex Exemplar")))
    word = seal(minutes(words_of(other)), other, at=NOW, role="Chair")
    verdict = verify(word, {fingerprint(self_issued().certificate)})
    assert verdict.state == "unknown signer"


# -- methods -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"2001/04/xmldsig-more#rsa-sha256", b"2000/09/xmldsig#rsa-sha1"),
        (b"2001/04/xmlenc#sha256", b"2000/09/xmldsig#sha1"),
        (b"TR/2001/REC-xml-c14n-20010315", b"2001/10/xml-exc-c14n#"),
        (b"2006/RelationshipTransform", b"2006/OtherTransform"),
        (b'URI="#idOfficeObject"', b'URI="#nowhere"'),
        (b'Id="idOfficeObject"', b'Id="idPackageObject"'),
        (b"mdssi:RelationshipReference ", b"mdssi:RelationshipsGroupReference "),
    ],
)
def test_a_method_that_is_unknown_or_weak_is_told_and_not_guessed(old: bytes, new: bytes):
    verdict = verify(altered(sealed(), SIG, old, new))
    assert not verdict.whole
    assert verdict.findings


def test_a_small_key_is_told():
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    signer = KeySigner(small, der(certificate(small, "Alex Exemplar")))
    verdict = verify(seal(minutes(), signer, at=NOW, role="Chair"))
    assert verdict.state == "cannot check"
    assert "no longer safe" in verdict.findings[0]


def test_a_signed_object_hidden_behind_another_does_not_pass():
    """The signed list moved aside, and another put where a careless reader looks."""
    root = etree.fromstring(parts(sealed())[SIG])
    objects = root.findall("{*}Object")
    forged = etree.fromstring(etree.tostring(objects[0]))
    for element in forged.iter():
        element.attrib.pop("Id", None)
    root.insert(list(root).index(objects[0]), forged)
    for reference in forged.iter("{*}Reference"):
        if "document.xml?" in reference.get("URI"):
            reference.find("{*}DigestValue").text = "AAAA"
    same = zipped(parts(sealed()) | {SIG: etree.tostring(root)})
    assert verify(same).whole  # nothing that was signed is touched, and the forgery is not read
    word = altered(same, DOCUMENT, b"Robin", b"Rubin")
    assert verify(word).state == "changed"


# -- Chairside's own minutes ---------------------------------------------------------------------


def test_minutes_of_chairside_are_known_and_their_fingerprint_fits():
    verdict = verify(sealed())
    assert "PPM-4F7KQ2, version 1.0" in verdict.ours
    assert "printed in them fits their words" in verdict.ours


def test_minutes_that_were_changed_and_signed_anew_do_not_fit_their_fingerprint():
    forged = seal(altered(minutes(), DOCUMENT, b"Robin", b"Rubin"), council(), at=NOW, role="Chair")
    verdict = verify(forged)
    assert verdict.whole
    assert "does not fit their words" in verdict.ours


def test_two_printed_fingerprints_do_not_fit():
    printed = fingerprint_of_minutes(signed()).encode()
    text = parts(minutes())[DOCUMENT]
    control = re.search(
        rb'<w:sdt><w:sdtPr>(?:(?!<w:sdt>).)*?"signed:fingerprint".*?</w:sdt>', text
    )[0]
    assert printed in control
    twice = zipped(parts(minutes()) | {DOCUMENT: text.replace(control, control + control)})
    assert "does not fit" in verify(twice).ours


def test_minutes_that_name_a_seal_are_asked_for_it():
    named = f"SHA-256: {in_groups(fingerprint(self_issued().certificate))}"
    word = to_word(replace(signed(), signature=replace(signed().signature, seal=named)))
    missing = "The digital seal that they name is not on this file."
    by_other = seal(word, council(), at=NOW, role="Chair")
    assert missing in verify(word).ours
    assert missing in verify(by_other).ours
    assert missing not in verify(seal(by_other, self_issued(), at=NOW, role="Chair")).ours


@pytest.mark.parametrize("base", BASES)
def test_the_page_of_a_council_puts_no_words_beside_those_that_are_read_back(base: str):
    assert verify(to_word(signed(), BASES[base]())).state == "visible only"


def test_a_draft_and_a_foreign_file_are_told_apart():
    made = io.BytesIO()
    docx.Document().save(made)
    assert verify(to_word(draft())).ours.startswith("It is a draft of Chairside")
    assert verify(made.getvalue()).state == "not signed"
    assert verify(made.getvalue()).ours == ""


def test_minutes_that_lost_a_place_are_told():
    lost = altered(minutes(), DOCUMENT, b"fact:council", b"elsewhere")
    assert verify(lost).ours == "It does not read back as minutes of Chairside."


# -- files ---------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path):
    with pytest.raises(CannotProceed, match=r"no file called “gone\.docx”"):
        verify(tmp_path / "gone.docx")
    with pytest.raises(CannotProceed, match="no file called"):
        verify(tmp_path)


def test_a_file_is_read_from_its_place(tmp_path: Path):
    (tmp_path / "minutes.docx").write_bytes(sealed())
    assert verify(tmp_path / "minutes.docx") == verify(sealed())
