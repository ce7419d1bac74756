"""A sealed file is the same minutes with a signature that everybody's programs can check."""

import io
import os
import shutil
import subprocess
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import docx
import pytest
from minutes_examples import draft, signed
from seal_examples import NOW, council, countersigned, minutes, sealed, self_issued, to_be_sealed
from word_packages import altered, parts, zipped

from desktop_app.errors import CannotProceed
from desktop_app.minutes.parts.unpack import NotAWordFile
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.seal.certificate_words import as_pem
from desktop_app.minutes.seal.certificates import KeySigner
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.seal.verify import verify
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import fingerprint

SOFFICE = shutil.which("soffice") or ""
JUDGES = os.environ.get("CHAIRSIDE_JUDGES", "")  # a folder of programs that are not ours to please
SIGNERS = {
    "self-issued RSA": self_issued,
    "council P-256": council,
    "council RSA": lambda: council(curve=False),
}


@pytest.mark.parametrize("kind", SIGNERS)
def test_what_is_sealed_is_whole_and_names_its_signer(kind: str):
    signer: KeySigner = SIGNERS[kind]()
    word = seal(to_word(signed()), signer, at=NOW, role="Chair", comment="A true <record> & all")
    verdict = verify(word)
    assert (verdict.whole, verdict.findings) == (True, ())
    (found,) = verdict.signers
    assert found.at == NOW
    assert (found.role, found.comment) == ("Chair", "A true <record> & all")


def test_a_second_seal_leaves_the_first_as_it_was():
    verdict = verify(countersigned())
    assert verdict.state == "unknown signer"
    assert [signer.role for signer in verdict.signers] == ["Chair", "Service manager"]
    first = "_xmlsignatures/sig1.xml"
    assert parts(countersigned())[first] == parts(sealed())[first]


def test_the_minutes_in_a_sealed_file_are_the_same_and_open_in_python_docx():
    before, after = parts(to_be_sealed()), parts(sealed())
    assert {name for name in before if before[name] != after[name]} == {
        "[Content_Types].xml",
        "_rels/.rels",
    }
    assert fingerprint(read_back(sealed())) == fingerprint(read_back(to_be_sealed()))
    assert docx.Document(io.BytesIO(sealed())).paragraphs


def test_saving_a_sealed_file_again_without_a_change_keeps_the_seal():
    again = io.BytesIO()
    docx.Document(io.BytesIO(sealed())).save(again)
    assert verify(again.getvalue()).whole


def test_other_zip_programs_find_the_file_sound_and_without_a_time():
    with zipfile.ZipFile(io.BytesIO(countersigned())) as package:
        assert package.testzip() is None
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_a_seal_takes_little_room():
    assert len(sealed()) - len(minutes()) < 8_000


def test_the_time_is_told_in_universal_time():
    summer = datetime(2026, 7, 1, 9, 30, tzinfo=timezone(timedelta(hours=1)))
    word = seal(minutes(), council(), at=summer, role="Chair")
    assert b"2026-07-01T08:30:00Z" in parts(word)["_xmlsignatures/sig1.xml"]


def test_line_ends_and_signs_that_no_word_file_may_hold_do_no_harm():
    role, comment = "Chair\r\nof \x07 many", "first\rsecond\x00"
    verdict = verify(seal(minutes(), council(), at=NOW, role=role, comment=comment))
    (signer,) = verdict.signers
    assert verdict.whole
    assert (signer.role, signer.comment) == ("Chair of ␇ many", "first second␀")


def test_a_purpose_too_long_for_word_is_refused():
    with pytest.raises(CannotProceed, match="too long"):
        seal(minutes(), council(), at=NOW, role="Chair", comment="x" * 256)


def test_a_file_with_remains_of_a_signature_is_refused():
    word = altered(
        sealed(), "_rels/.rels", b"digital-signature/origin", b"digital-signature/nothing"
    )
    with pytest.raises(CannotProceed, match="remains"):
        seal(word, council(), at=NOW, role="Chair")


def test_what_is_no_word_file_is_not_sealed():
    with pytest.raises(NotAWordFile):
        seal(zipped({"readme.txt": b"nothing"}), council(), at=NOW, role="Chair")


@pytest.mark.libreoffice
@pytest.mark.skipif(not (SOFFICE and JUDGES), reason="LibreOffice and CHAIRSIDE_JUDGES are needed")
def test_libreoffice_finds_every_seal_valid_and_a_changed_one_broken(tmp_path: Path):
    made = {
        name: seal(minutes(), signer(), at=NOW, role="Chair") for name, signer in SIGNERS.items()
    }
    made |= {
        "two signers": countersigned(),
        "draft": seal(to_word(draft()), council(), at=NOW, role=""),
    }
    changed = altered(sealed(), "word/document.xml", b"Robin", b"Rubin")
    pem = tmp_path / "trusted.pem"
    pem.write_bytes(as_pem(self_issued().certificate))
    assert judged(tmp_path, made) == 0
    assert judged(tmp_path, {"changed": changed}) == 1
    trusting = ("--trust", str(pem), "--require-trusted")
    assert judged(tmp_path, {"trusted": sealed()}, *trusting) == 0
    assert judged(tmp_path, {"of another": made["council RSA"]}, *trusting) == 1


def judged(folder: Path, made: dict[str, bytes], *words: str) -> int:
    """The judge's exit: 0 when all are valid."""
    for name, word in made.items():
        (folder / f"{name}.docx").write_bytes(word)
    judge = Path(JUDGES, "verify_docx_signature.py").absolute()
    command = [judge, *words, *(f"{name}.docx" for name in made)]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode in (0, 1), told.stderr
    return told.returncode
