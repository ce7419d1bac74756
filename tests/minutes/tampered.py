"""Ways to tamper with sealed minutes, each with the headline that says what is known then."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

import docx
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
from test_verify_changes import CHANGES, DOCUMENT, SIG, TYPES, with_part, without
from word_packages import altered, parts, saved, zipped

from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.seal.certificates import KeySigner
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import Snapshot, fingerprint
from desktop_app.services.sealing import words_of

GOOD = "signed, whole and unchanged."
UNKNOWN = "signed, whole and unchanged. Who signed is not proved here."
CHANGED = "CHANGED since it was signed."
ADDED = "NOT WHOLLY SIGNED: something in it is not covered by a signature."
UNCHECKED = "signed in a way that CANNOT BE CHECKED here."
VISIBLE = "NOT digitally signed: a visible signature only, so nothing shows whether it was changed."
DRAFT = "NOT digitally signed: a draft, so nothing shows whether it was changed."
SEALED_DRAFT = "a DRAFT, which nobody has signed as minutes; unchanged since it was sealed."
PLAIN = "NOT digitally signed; nothing shows whether it was changed."
GONE = "NOT digitally signed any more; nothing shows whether it was changed."
REFUSED = "REFUSED."
_WORDS = "the fingerprint printed in it does not fit its words"
_SEAL = "the digital seal that it names is not on it"
WORDS = f"NOT AS SIGNED: {_WORDS}."
NO_SEAL = f"NOT AS SIGNED: {_SEAL}."
WORDS_AND_SEAL = f"NOT AS SIGNED: {_WORDS}, and {_SEAL}."
UNNAMED = "NOT AS SIGNED: it names no seal, and whoever sealed it is not known here."
PERSON = "NOT AS SIGNED: it is sealed by another than the person whom it names as signer."
WORDS_AND_PERSON = f"{WORDS[:-1]}, and {PERSON.removeprefix('NOT AS SIGNED: ')}"
UNREAD = "NOT AS SIGNED: it is not as Chairside prints minutes."
NO_MINUTES = " It is no minutes of Chairside."
COPY = " It is a copy of minutes, not the minutes."


@dataclass(frozen=True)
class Case:
    """`trusting` is the headline once Alex, who signed, and Jo, who countersigned, are trusted."""

    make: Callable[[], bytes]
    headline: str
    trusting: str = ""

    def expected(self, *, trusting: bool) -> str:
        return self.trusting if trusting and self.trusting else self.headline

    def is_good(self, *, trusting: bool) -> bool:
        """With trust nothing less than a proved signer will do."""
        begins = self.expected(trusting=trusting)
        return begins.startswith(GOOD) and not (trusting and begins.startswith(UNKNOWN))


# who seals


@cache
def stranger() -> KeySigner:
    """Another key under the chair's own name."""
    return KeySigner(rsa_key(), der(certificate(rsa_key(), "Alex Exemplar")))


def by(signer: KeySigner, word: bytes) -> bytes:
    return seal(word, signer, at=NOW, role="Chair")


def by_jo(word: bytes) -> bytes:
    return by(council(), word)


# what is changed


def other_word(word: bytes) -> bytes:
    return altered(word, DOCUMENT, b"Robin", b"Rubin")


def printed(snapshot: Snapshot, signer: KeySigner | None = None, name: str = "") -> bytes:
    """Made anew by who knows how: words, fingerprint and the seal that is named agree."""
    before = snapshot.signature
    told = words_of(signer) if signer else before.seal
    return to_word(
        replace(snapshot, signature=replace(before, seal=told, name=name or before.name))
    )


def rewritten() -> Snapshot:
    """The chair's minutes with other words in them."""
    return replace(signed(), unfinished=(), marking="OFFICIAL")


def with_its_fingerprint(word: bytes) -> bytes:
    """A word changed, and the fingerprint printed in the file made to fit."""
    changed = other_word(word)
    old, new = (fingerprint(read_back(one)).encode() for one in (word, changed))
    return altered(changed, DOCUMENT, old, new)


def hidden(word: bytes) -> bytes:
    """A run that Word does not show."""
    return altered(
        word,
        DOCUMENT,
        b'<w:r><w:t xml:space="preserve">Robin',
        b'<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">Robin',
    )


def written_in(word: bytes) -> bytes:
    document = docx.Document(io.BytesIO(word))
    document.add_paragraph("One sentence more.")
    return saved(document)


def untagged(word: bytes) -> bytes:
    """It looks the same in Word, and nothing in it says any more what is what."""
    text = re.sub(rb"<w:tag [^>]*/>", b"", parts(word)[DOCUMENT])
    return with_part(word, DOCUMENT, text)


def single_quoted(word: bytes) -> bytes:
    text = re.sub(rb'<w:tag w:val="([^"]*)"/>', rb"<w:tag w:val='\1'/>", parts(word)[DOCUMENT])
    return with_part(word, DOCUMENT, text)


def without_first_seal(word: bytes) -> bytes:
    """Cleanly: out of the list, the list of contents and the file."""
    gone = without(word, SIG)
    listed = "_xmlsignatures/_rels/origin.sigs.rels"
    left = re.sub(rb'<Relationship [^>]*Target="sig1.xml"[^>]*/>', b"", parts(gone)[listed])
    typed = re.sub(
        rb'<Override [^>]*PartName="/_xmlsignatures/sig1.xml"/>', b"", parts(gone)[TYPES]
    )
    return with_part(with_part(gone, listed, left), TYPES, typed)


def without_second_seal(word: bytes) -> bytes:
    second = parts(word)["_xmlsignatures/sig2.xml"]
    assert second
    listed = "_xmlsignatures/_rels/origin.sigs.rels"
    gone = without(word, "_xmlsignatures/sig2.xml")
    left = re.sub(rb'<Relationship [^>]*Target="sig2.xml"[^>]*/>', b"", parts(gone)[listed])
    typed = re.sub(
        rb'<Override [^>]*PartName="/_xmlsignatures/sig2.xml"/>', b"", parts(gone)[TYPES]
    )
    return with_part(with_part(gone, listed, left), TYPES, typed)


def with_seal_of_another_file() -> bytes:
    other = by(self_issued(), printed(rewritten(), self_issued()))
    return with_part(sealed(), SIG, parts(other)[SIG])


def twice_in_the_zip() -> bytes:
    made = io.BytesIO(sealed())
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("Word/document.xml", other_word_in())
    return made.getvalue()


def other_word_in() -> bytes:
    return parts(other_word(sealed()))[DOCUMENT]


def second_fact(word: bytes) -> bytes:
    """A reference of another meeting above its own."""
    text = parts(word)[DOCUMENT]
    control = re.search(rb'<w:sdt><w:sdtPr>(?:(?!<w:sdt>).)*?"fact:reference".*?</w:sdt>', text)[0]
    shown = control.replace(b"PPM-4F7KQ2", b"PPM-9X9X9X")
    return with_part(word, DOCUMENT, text.replace(control, shown + control))


def letter() -> bytes:
    document = docx.Document()
    document.add_paragraph("A letter that is no minutes.")
    return saved(document)


def copy_by(signer: KeySigner, name: str) -> bytes:
    return by(signer, printed(replace(signed(), version="1.0 copy 1"), signer, name))


CASES: dict[str, Case] = {
    # as it should be
    "nothing": Case(sealed, UNKNOWN, GOOD),
    "countersigned": Case(countersigned, UNKNOWN, GOOD),
    "the properties of the file, which Word rewrites": Case(
        lambda: altered(sealed(), "docProps/core.xml", b"Permanence", b"Another"), UNKNOWN, GOOD
    ),
    "the countersignature taken out cleanly": Case(
        lambda: without_second_seal(countersigned()), UNKNOWN, GOOD
    ),
    "packed anew": Case(lambda: zipped(parts(sealed())), UNKNOWN, GOOD),
    # the words, under the seal
    "a word, countersigned": Case(lambda: other_word(countersigned()), CHANGED),
    "a word and the printed fingerprint": Case(lambda: with_its_fingerprint(sealed()), CHANGED),
    "the version": Case(lambda: altered(sealed(), DOCUMENT, b">1.0<", b">2.0<"), CHANGED),
    "the reference": Case(
        lambda: altered(sealed(), DOCUMENT, b"PPM-4F7KQ2", b"PPM-9X9X9X"), CHANGED
    ),
    "hidden words": Case(lambda: hidden(sealed()), CHANGED),
    "a paragraph": Case(lambda: written_in(sealed()), CHANGED),
    "the foot of the pages": Case(
        lambda: altered(sealed(), "word/footer1.xml", b"PPM-4F7KQ2", b"PPM-9X9X9X"), CHANGED
    ),
    "a setting": Case(
        lambda: altered(sealed(), "word/settings.xml", b"</w:settings>", b" </w:settings>"), CHANGED
    ),
    "custom XML": Case(lambda: with_part(sealed(), "customXml/item1.xml", b"<other/>"), ADDED),
    "the seal of another file": Case(with_seal_of_another_file, CHANGED),
    # the seal
    "the chair's seal taken out, the countersignature left": Case(
        lambda: without_first_seal(countersigned()), NO_SEAL
    ),
    "sealed by the countersigner alone": Case(lambda: by_jo(to_be_sealed()), NO_SEAL),
    "a word, and sealed by the countersigner": Case(
        lambda: by_jo(other_word(to_be_sealed())), WORDS_AND_SEAL
    ),
    "a word, and sealed by a stranger of the chair's name": Case(
        lambda: by(stranger(), other_word(to_be_sealed())), WORDS_AND_SEAL
    ),
    "sealed by a stranger of the chair's name": Case(
        lambda: by(stranger(), to_be_sealed()), NO_SEAL
    ),
    "a word and the fingerprint, and sealed by a stranger of the chair's name": Case(
        lambda: by(stranger(), with_its_fingerprint(to_be_sealed())), NO_SEAL
    ),
    "all written anew by the countersigner": Case(
        lambda: by_jo(printed(rewritten(), council())), PERSON
    ),
    "all written anew by a stranger of the chair's name": Case(
        lambda: by(stranger(), printed(rewritten(), stranger())), UNKNOWN
    ),
    "a word, and sealed by the chair's own hand": Case(
        lambda: by(self_issued(), other_word(to_be_sealed())), WORDS
    ),
    "a word, sealed by the chair and countersigned": Case(
        lambda: by_jo(by(self_issued(), other_word(to_be_sealed()))), WORDS
    ),
    "a paragraph, and sealed by the chair's own hand": Case(
        lambda: by(self_issued(), written_in(to_be_sealed())), WORDS
    ),
    "hidden words, and sealed by the chair's own hand": Case(
        lambda: by(self_issued(), hidden(to_be_sealed())), WORDS
    ),
    "a second reference, and sealed by the chair's own hand": Case(
        lambda: by(self_issued(), second_fact(to_be_sealed())), WORDS
    ),
    "the printed version, and sealed by the chair's own hand": Case(
        lambda: by(
            self_issued(),
            with_part(
                to_be_sealed(),
                DOCUMENT,
                re.sub(
                    rb'("signed:version".*?>)1\.0<', rb"\g<1>2.0<", parts(to_be_sealed())[DOCUMENT]
                ),
            ),
        ),
        WORDS,
    ),
    "signed in another's name": Case(
        lambda: by(self_issued(), printed(signed(), self_issued(), "Sir Somebody Else KC")), PERSON
    ),
    "signed with a title and a second forename": Case(
        lambda: by(self_issued(), printed(signed(), self_issued(), "Dr Alex Jane Exemplar")),
        UNKNOWN,
        GOOD,
    ),
    "sealed although they name no seal, by a stranger of the chair's name": Case(
        lambda: by(stranger(), minutes()), UNNAMED
    ),
    "sealed although they name no seal, by another": Case(lambda: by_jo(minutes()), PERSON),
    "sealed by the chair later, in Word": Case(lambda: by(self_issued(), minutes()), UNNAMED, GOOD),
    "a word, and sealed by another, where they name no seal": Case(
        lambda: by_jo(other_word(minutes())), WORDS_AND_PERSON
    ),
    "two seals named, one on it": Case(
        lambda: by(self_issued(), minutes(f"{words_of(stranger())} {words_of(self_issued())}")),
        NO_SEAL,
    ),
    "sealed when the certificate was no longer valid": Case(
        lambda: seal(to_be_sealed(), self_issued(), at=NOW + timedelta(2000), role="Chair"), UNKNOWN
    ),
    # without a seal
    "visible only": Case(minutes, VISIBLE),
    "visible only, a word and the fingerprint": Case(
        lambda: with_its_fingerprint(minutes()), VISIBLE
    ),
    "visible only, a word": Case(lambda: other_word(minutes()), WORDS),
    "visible only, its words out of place": Case(
        lambda: altered(minutes(), DOCUMENT, b"fact:council", b"elsewhere"), UNREAD
    ),
    "never sealed, but naming a seal": Case(to_be_sealed, NO_SEAL),
    "a draft": Case(lambda: to_word(draft()), DRAFT),
    "a draft, a word": Case(lambda: other_word(to_word(draft())), DRAFT),
    "a draft, sealed": Case(lambda: by(self_issued(), to_word(draft())), SEALED_DRAFT),
    "a draft with a signature block": Case(
        lambda: to_word(replace(draft(), signature=signed().signature)), VISIBLE
    ),
    "a signed draft, and sealed by the countersigner": Case(
        lambda: by_jo(to_word(replace(draft(), signature=signed().signature))), PERSON
    ),
    # minutes that are not told to be minutes any more
    "tags out, and sealed by a stranger": Case(
        lambda: by(stranger(), untagged(other_word(to_be_sealed()))), UNREAD
    ),
    "tags in other quotes, a word, and sealed by a stranger": Case(
        lambda: by(stranger(), single_quoted(other_word(to_be_sealed()))), WORDS_AND_SEAL
    ),
    "a tag out of place, and sealed by the chair's own hand": Case(
        lambda: by(self_issued(), altered(to_be_sealed(), DOCUMENT, b"fact:council", b"elsewhere")),
        UNREAD,
    ),
    "tags and their label out, and sealed by a stranger": Case(
        lambda: by(
            stranger(), altered(untagged(to_be_sealed()), DOCUMENT, b"Fingerprint of the ", b"")
        ),
        UNREAD,
    ),
    # copies, and files of others
    "a copy": Case(lambda: copy_by(self_issued(), "Alex Exemplar"), UNKNOWN + COPY, GOOD + COPY),
    "a copy in another's name": Case(lambda: copy_by(self_issued(), "Jo Sampleton"), PERSON),
    "a letter, sealed": Case(lambda: by_jo(letter()), UNKNOWN + NO_MINUTES, GOOD + NO_MINUTES),
    "a letter": Case(letter, PLAIN),
    "a letter about facts, sealed": Case(
        lambda: by_jo(altered(letter(), DOCUMENT, b"A letter", b"A fact: it is signed:")),
        UNKNOWN + NO_MINUTES,
        GOOD + NO_MINUTES,
    ),
    "a letter, its seal taken out": Case(
        lambda: with_part(
            by_jo(letter()),
            "_xmlsignatures/_rels/origin.sigs.rels",
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
        ),
        GONE,
    ),
    # the zip
    "bytes behind the end": Case(lambda: sealed() + b"more", REFUSED),
    "cut off": Case(lambda: sealed()[:-4000], REFUSED),
    "a name twice": Case(twice_in_the_zip, REFUSED),
    "no Word file": Case(lambda: b"These are no minutes.", REFUSED),
}
_HEADLINES = {
    "changed": CHANGED,
    "not covered": ADDED,
    "cannot check": UNCHECKED,
    "not as signed": NO_SEAL,
}
CASES |= {
    name: Case(lambda act=act: act(sealed()), _HEADLINES[state])
    for name, (act, state, _) in CHANGES.items()
}
