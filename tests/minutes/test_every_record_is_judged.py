"""The Word files of all five records, held against judges that do not know our code."""

import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from base_examples import with_letterhead
from hypothesis import given, settings
from record_examples import FORMS, whole
from seal_examples import NOW, council, self_issued
from test_word_reads_back import snapshots

from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.seal.certificates import KeySigner
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.seal.verify import verify
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import Snapshot, fingerprint

SOFFICE = shutil.which("soffice") or ""
JUDGES = os.environ.get("CHAIRSIDE_JUDGES", "")
SCHEMA_JUDGE = os.environ.get("CHAIRSIDE_SCHEMA_JUDGE", "")  # takes Word files, exit 0: all valid
BASES = {"own base": None, "council's base": with_letterhead()}


def signers() -> dict[str, KeySigner]:
    return {
        "self-issued RSA": self_issued(),
        "council RSA": council(curve=False),
        "council P-256": council(),
    }


def once_and_twice(word: bytes) -> dict[str, bytes]:
    """Sealed by each signer alone, and by each with a second one after it."""
    made: dict[str, bytes] = {}
    for name, signer in signers().items():
        other = self_issued("Dana Director")
        made[name] = seal(word, signer, at=NOW, role="Chair")
        made[f"{name}, countersigned"] = seal(made[name], other, at=NOW, role="Service manager")
    return made


@pytest.mark.parametrize("key", FORMS)
@pytest.mark.parametrize("base", BASES)
def test_each_record_is_whole_on_each_base(key: str, base: str):
    record = whole(key)
    word = to_word(record, BASES[base])
    assert fingerprint(read_back(word)) == fingerprint(record)
    assert verify(seal(word, self_issued(), at=NOW, role="Chair")).whole


@pytest.mark.libreoffice
@pytest.mark.skipif(not (SOFFICE and JUDGES), reason="LibreOffice and CHAIRSIDE_JUDGES are needed")
def test_libreoffice_calls_every_seal_of_every_record_valid(tmp_path: Path):
    for key in FORMS:
        for name, word in once_and_twice(to_word(whole(key))).items():
            (tmp_path / f"{key}, {name}.docx").write_bytes(word)
    files = sorted(tmp_path.glob("*.docx"))
    assert len(files) == len(FORMS) * 6
    judge = Path(JUDGES, "verify_docx_signature.py").absolute()
    told = subprocess.run([judge, *files], capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.libreoffice
@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is needed")
def test_libreoffice_opens_every_record_and_shows_its_words(tmp_path: Path):
    for key, (name, base) in product(FORMS, BASES.items()):
        (tmp_path / f"{key} {name}.docx").write_bytes(to_word(whole(key), base))
    files = sorted(tmp_path.glob("*.docx"))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [SOFFICE, home, "--headless", "--convert-to", "txt:Text", "--outdir", str(tmp_path)]
    subprocess.run([*command, *files], check=True, capture_output=True)
    for file in files:
        shown = file.with_suffix(".txt").read_text(encoding="utf-8-sig")
        for words in ("Robin Testname", "Both Saturdays with Gran", "Chris Chairperson"):
            assert words in shown, file.name


@pytest.mark.skipif(not SCHEMA_JUDGE, reason="CHAIRSIDE_SCHEMA_JUDGE is needed")
def test_every_record_and_whatever_was_typed_is_valid_by_the_schema(tmp_path: Path):
    @settings(max_examples=60, deadline=None, database=None)
    @given(snapshots())
    def write(snapshot: Snapshot) -> None:
        number = len(list(tmp_path.glob("*.docx")))
        base = tuple(BASES.values())[number % 2]
        (tmp_path / f"{number}.docx").write_bytes(to_word(snapshot, base))

    for (key, record), (name, base) in product(
        {key: whole(key) for key in FORMS}.items(), BASES.items()
    ):
        (tmp_path / f"{key} {name}.docx").write_bytes(to_word(record, base))
    write()
    files = sorted(tmp_path.glob("*.docx"))
    assert len(files) >= 70
    told = subprocess.run(
        [sys.executable, SCHEMA_JUDGE, *files], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
