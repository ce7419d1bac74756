"""Exporting leaves a whole file or none, and never takes away another."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from minutes_examples import draft, signed

from desktop_app.disk.whole_file import write
from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.minutes import export as exporting
from desktop_app.minutes.export import TargetBusy
from desktop_app.minutes.read_back import read_back
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import Snapshot, fingerprint

HERE = Path(__file__).parent


def export(snapshot: Snapshot, folder: Path, name: str | None = None) -> Path:
    return exporting.export(to_word(snapshot), snapshot, folder, write, name)


def test_the_file_stands_under_its_name_and_nothing_else_does(tmp_path: Path):
    path = export(signed(), tmp_path)
    assert list(tmp_path.iterdir()) == [path]
    assert path.name == "2025-03-14_PPM_123456_v1.0_SIGNED.docx"
    assert fingerprint(read_back(path)) == fingerprint(signed())


def test_a_name_of_the_chairs_own_is_taken(tmp_path: Path):
    assert export(draft(), tmp_path, "before tea.docx") == tmp_path / "before tea.docx"


def test_exporting_the_same_again_replaces_the_file(tmp_path: Path):
    assert export(signed(), tmp_path) == export(signed(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_says_something_else_stays_and_another_name_is_offered(tmp_path: Path):
    first = export(draft(), tmp_path)
    before = first.read_bytes()
    changed = replace(draft(), council="Another Council")
    with pytest.raises(TargetBusy) as refused:
        export(changed, tmp_path)
    assert first.read_bytes() == before
    assert refused.value.other_name == "2025-03-14_PPM_123456_v0.1_DRAFT (2).docx"
    second = export(changed, tmp_path, refused.value.other_name)
    assert sorted(tmp_path.iterdir()) == sorted([first, second])


def test_the_name_offered_is_free(tmp_path: Path):
    export(draft(), tmp_path)
    export(draft(), tmp_path, "2025-03-14_PPM_123456_v0.1_DRAFT (2).docx")
    with pytest.raises(TargetBusy) as refused:
        export(replace(draft(), council="Another Council"), tmp_path)
    assert refused.value.other_name == "2025-03-14_PPM_123456_v0.1_DRAFT (3).docx"


def test_a_folder_of_that_name_stays(tmp_path: Path):
    (tmp_path / "minutes.docx").mkdir()
    with pytest.raises(TargetBusy, match="already has another file"):
        export(signed(), tmp_path, "minutes.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["minutes.docx"]


def test_a_file_open_in_word_stays_and_another_name_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    path = export(signed(), tmp_path)

    def locked(new: Path, old: Path) -> None:
        raise PermissionError(13, "in use", str(new), None, str(old))

    # Only Windows locks an open file; elsewhere the system's own call has to say so.
    monkeypatch.setattr(os, "replace", locked)
    with pytest.raises(TargetBusy, match="open in another program") as refused:
        export(signed(), tmp_path)
    assert refused.value.other_name == "2025-03-14_PPM_123456_v1.0_SIGNED (2).docx"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_gone_is_told_in_sentences(tmp_path: Path):
    with pytest.raises(CannotProceed, match="the folder is not there any more") as refused:
        export(signed(), tmp_path / "gone")
    assert refused.value.safe
    assert refused.value.do


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0,
    reason="the superuser may write anywhere",
)
def test_a_folder_that_may_not_be_written_is_told_in_sentences(tmp_path: Path):
    tmp_path.chmod(0o500)
    with pytest.raises(CannotProceed, match="no permission"):
        export(signed(), tmp_path)


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from minutes_examples import signed
from desktop_app.errors import CannotProceed
from desktop_app.minutes.export import export
from desktop_app.disk.whole_file import write
from desktop_app.minutes.word import to_word
word = to_word(signed())
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
try:
    export(word, signed(), Path(sys.argv[2]), write)
except CannotProceed as error:
    print(error.happened)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits on a file's size are POSIX")
def test_a_full_disk_leaves_the_old_file_and_no_half_of_the_new(tmp_path: Path):
    old = export(signed(), tmp_path)
    before = old.read_bytes()
    told = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(HERE), str(tmp_path)],
        check=True,
        capture_output=True,
        text=True,
    )
    said = (
        f"“{old.name}” cannot be saved in {tmp_path}: it would be larger than a file may be there."
    )
    assert told.stdout.strip() == said
    assert list(tmp_path.iterdir()) == [old]
    assert old.read_bytes() == before


def test_a_file_that_would_not_read_back_never_gets_its_name(tmp_path: Path):
    other = to_word(replace(signed(), council="Another Council"))
    with pytest.raises(ProgramFault):
        exporting.export(other, signed(), tmp_path, write, "minutes.docx")
    assert not list(tmp_path.iterdir())
