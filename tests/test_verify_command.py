"""`chairside verify` as it is run: what it prints of signed files, and its exit."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from seal_examples import countersigned, minutes, sealed, self_issued
from word_packages import altered

from desktop_app.minutes.seal.certificate_words import as_pem, fingerprint, in_groups


def verify(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "desktop_app", "verify", *map(str, words)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def files(tmp_path: Path) -> Path:
    for name, content in {
        "sealed.docx": sealed(),
        "two.docx": countersigned(),
        "plain.docx": minutes(),
        "changed.docx": altered(sealed(), "word/document.xml", b"Robin", b"Rubin"),
        "words.docx": b"These are no minutes.",
        "alex.pem": as_pem(self_issued().certificate),
        "alex.cer": self_issued().certificate,
    }.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_a_whole_file_is_done_and_says_that_the_signer_is_not_proved(files: Path):
    told = verify(files / "sealed.docx")
    assert (told.returncode, told.stderr) == (0, "")
    first, *lines = told.stdout.splitlines()
    assert first.endswith(
        "sealed.docx: signed, whole and unchanged. Who signed is not proved here."
    )
    text = "\n".join(lines)
    assert "Signed as Alex Exemplar, Example Council, Chair" in text
    assert "Purpose: A true record." in text
    assert in_groups(fingerprint(self_issued().certificate)) in text
    assert "not one that is trusted here" in text
    assert "PPM-4F7KQ2, version 1.0. The fingerprint printed in them fits" in text


@pytest.mark.parametrize("given", ["alex.pem", "alex.cer"])
def test_a_certificate_that_is_trusted_proves_the_signer(files: Path, given: str):
    told = verify("--trust", files / given, files / "sealed.docx")
    assert told.returncode == 0
    assert "sealed.docx: signed, whole and unchanged.\n" in told.stdout
    assert "one of those that you trust" in told.stdout


def test_with_a_trusted_certificate_a_signer_of_another_is_found_wrong(files: Path):
    told = verify("--trust", files / "alex.pem", files / "two.docx")
    assert told.returncode == 1
    assert "Who signed is not proved here" in told.stdout


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("changed.docx", "CHANGED since it was signed.\n  The text was changed after signing."),
        ("plain.docx", "NOT digitally signed"),
        ("words.docx", "REFUSED.\n  This file is not a Word file that can be checked"),
        ("gone.docx", "There is no file called “gone.docx”"),
        ("two\nlines.docx", "two lines.docx: There is no file"),
    ],
)
def test_what_is_not_signed_and_whole_is_found_wrong(files: Path, name: str, sentence: str):
    told = verify(files / name)
    assert (told.returncode, told.stderr) == (1, "")
    assert sentence in told.stdout


def test_one_wrong_file_among_several_is_found_and_all_are_told(files: Path):
    told = verify(files / "sealed.docx", files / "changed.docx", files / "two.docx")
    assert told.returncode == 1
    assert [line.split(": ")[1][:7] for line in told.stdout.splitlines() if line[0] != " "] == [
        "signed,",
        "CHANGED",
        "signed,",
    ]


def test_no_file_or_an_unknown_word_is_wrong_usage():
    assert verify().returncode == 2
    assert verify("--believe", "x.docx").returncode == 2


def test_a_file_to_trust_that_holds_no_certificate_is_refused(files: Path):
    told = verify("--trust", files / "plain.docx", files / "sealed.docx")
    assert (told.returncode, told.stdout) == (1, "")
    assert "holds no certificate" in told.stderr
