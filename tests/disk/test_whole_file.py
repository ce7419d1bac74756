"""A file is whole at its name or as it was before, whatever goes wrong on the way."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.disk import whole_file
from desktop_app.disk.whole_file import (
    IsThere,
    NotConfirmed,
    NotWritten,
    first_free,
    flush_folder,
    never_over,
    write,
)
from desktop_app.errors import CannotProceed

OPERATIONS = ("open", "fdopen", "fsync", "replace")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_it_stands_under_its_name_alone_and_only_the_user_can_read_it(out: Path):
    write(out / "page.pdf", b"one")
    write(out / "page.pdf", b"two")
    assert (out / "page.pdf").read_bytes() == b"two"
    assert names(out) == ["page.pdf"]
    if os.name != "nt":
        assert (out / "page.pdf").stat().st_mode & 0o077 == 0


class Refusing:
    """Lets the system refuse the n-th of its calls on files: a disk cannot be made to here."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, number: int) -> None:
        self.calls = 0
        for name in OPERATIONS:
            patch.setattr(os, name, self._one(getattr(os, name), at, number))

    def _one(self, real: Callable[..., object], at: int, number: int) -> Callable[..., object]:
        def call(*args: object, **named: object) -> object:
            self.calls += 1
            if self.calls == at:
                raise OSError(number, "refused")
            return real(*args, **named)

        return call


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
@pytest.mark.parametrize("before", [None, b"what was there"])
def test_at_whatever_call_it_fails_all_is_as_it_was(
    out: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None, number: int
):
    target = out / "page.pdf"
    if before is not None:
        target.write_bytes(before)
    failed = 0
    for at in range(1, 30):
        with monkeypatch.context() as patch:
            refusing = Refusing(patch, at, number)
            try:
                write(target, b"new")
            except CannotProceed as trouble:
                sentences = [trouble.happened, trouble.safe, trouble.do]
            else:
                assert refusing.calls < at
                break
        failed += 1
        assert all(sentences)
        assert (target.read_bytes() if target.exists() else None) == before
        assert names(out) == ([target.name] if before is not None else [])
    assert failed >= 5  # opened, written, flushed, named, the folder opened and flushed


def test_where_what_was_there_cannot_be_put_back_nobody_says_that_it_was(
    out: Path, monkeypatch: pytest.MonkeyPatch
):
    (out / "page.pdf").write_bytes(b"before")
    real, calls = os.fsync, []

    def refuse_after_the_first(handle: int) -> None:
        calls.append(handle)
        if len(calls) > 1:
            raise OSError(errno.EIO, "refused")
        real(handle)

    monkeypatch.setattr(os, "fsync", refuse_after_the_first)
    with pytest.raises(NotConfirmed, match="was written"):
        write(out / "page.pdf", b"new")


def test_a_folder_that_knows_no_flushing_is_no_fault(out: Path, monkeypatch: pytest.MonkeyPatch):
    def knows_none(handle: int) -> None:
        raise OSError(errno.EINVAL, "unknown here")

    monkeypatch.setattr(os, "fsync", knows_none)
    flush_folder(out)


def test_what_does_not_pass_its_check_never_gets_its_name(out: Path):
    def refuse(written: Path) -> None:
        assert written.read_bytes() == b"new"
        raise ValueError("not what was meant")

    (out / "page.pdf").write_bytes(b"before")
    with pytest.raises(ValueError, match="meant"):
        write(out / "page.pdf", b"new", refuse)
    assert (out / "page.pdf").read_bytes() == b"before"
    assert names(out) == ["page.pdf"]


def test_what_may_replace_no_file_replaces_none(out: Path):
    (out / "a").write_bytes(b"other")
    with pytest.raises(IsThere):
        write(out / "a", b"new", never_over(out / "a"))
    assert (out / "a").read_bytes() == b"other"
    assert names(out) == ["a"]
    assert first_free([out / "a", out / "b"]) == out / "b"


def test_a_folder_or_a_file_in_the_way_is_told(out: Path):
    (out / "page.pdf").mkdir()
    with pytest.raises(NotWritten, match=r"“page\.pdf” cannot be saved in"):
        write(out / "page.pdf", b"new")
    assert names(out) == ["page.pdf"]
    with pytest.raises(NotWritten, match="the folder is not there any more"):
        write(out / "gone" / "page.pdf", b"new")
    with pytest.raises(NotWritten, match="too long"):
        write(out / ("x" * 400), b"new")
    with pytest.raises(NotWritten, match="too long"):
        first_free([out / ("x" * 400)])
    with pytest.raises(NotWritten, match="may not have"):
        write(out / "a\0b", b"new")


def test_what_a_run_before_left_goes_and_nothing_else_does(out: Path):
    left = ["chairside-0a1b2c3d.tmp", "chairside-k3_x9zq1.tmp"]
    mine = ["chairside-notes.tmp", "chairside-0a1b2c3d.docx", "x.tmp", "chairside-0A1B2C3D.tmp"]
    for name in (*left, *mine):
        (out / name).write_bytes(b"words")
    write(out / "page.pdf", b"new")
    assert names(out) == sorted([*mine, "page.pdf"])


def test_the_name_on_the_way_says_nothing():
    beside = whole_file.temporary_beside(Path("/x/Ann Pear.docx"))
    assert beside.parent == Path("/x")
    assert "Ann" not in beside.name
