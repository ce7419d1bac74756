"""Where a file is being written is remembered in the store, and what a cut left there goes."""

import importlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from invented import DATA_KEY

from desktop_app.paths import Places
from desktop_app.services.backing_up import alone, back_up, tidy
from desktop_app.storage import leaving
from desktop_app.storage.backups import unpack
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

TODAY = date(2026, 11, 22)


def remembered(store: Store) -> list[str]:
    return [text for key, text in store.settings().items() if key.startswith("leaving.")]


def left_by_a_run_before(store: Store, file: Path) -> None:
    leaving.remember(store, file)
    importlib.reload(leaving)  # the program is started again


def sweep(store: Store, today: date = TODAY) -> list[str]:
    return leaving.sweep(alone(store), today)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "Ann Pear").mkdir()
    return tmp_path / "Ann Pear"


def test_the_folder_is_named_in_the_store_alone_and_only_while_it_is_written(
    store: Store, path: Path, out: Path
):
    temporary = out / "chairside-01234567.tmp"
    with leaving.remembered(store, temporary):
        assert remembered(store)[0].endswith(str(temporary))
        raw = b"".join(file.read_bytes() for file in path.parent.iterdir())
        assert b"Ann Pear" not in raw
    assert remembered(store) == []


def test_what_is_written_now_is_not_taken_away(store: Store, out: Path):
    temporary = out / "chairside-01234567.tmp"
    with leaving.remembered(store, temporary):
        temporary.write_bytes(b"words")
        assert sweep(store) == []
        assert temporary.exists()
        temporary.unlink()


def test_what_could_not_be_taken_away_is_still_remembered(store: Store, out: Path):
    temporary = out / "chairside-01234567.tmp"
    with leaving.remembered(store, temporary):
        temporary.write_bytes(b"words")
    importlib.reload(leaving)
    assert sweep(store) == []
    assert not temporary.exists()
    assert remembered(store) == []


def test_a_folder_that_is_away_is_said_and_asked_for_again(store: Store, tmp_path: Path):
    stick = tmp_path / "stick"
    left_by_a_run_before(store, stick / "chairside-01234567.tmp")
    (said,) = sweep(store)
    assert str(stick) in said
    assert "chairside-01234567.tmp" in said
    stick.mkdir()
    (stick / "chairside-01234567.tmp").write_bytes(b"words")
    assert sweep(store) == []
    assert list(stick.iterdir()) == []


def test_nobody_is_asked_for_a_stick_for_ever(store: Store, tmp_path: Path):
    left_by_a_run_before(store, tmp_path / "gone" / "chairside-01234567.tmp")
    noted = date.fromisoformat(store.now()[:10])
    assert sweep(store, noted + timedelta(28))
    assert sweep(store, noted + timedelta(29))
    assert sweep(store, noted + timedelta(30)) == []
    assert remembered(store) == []


def test_one_that_is_held_keeps_no_other_and_nothing_else_of_the_house(
    store: Store, out: Path, monkeypatch: pytest.MonkeyPatch
):
    held, other = out / "chairside-01234567.tmp", out / "chairside-76543210.tmp"
    for one in (held, other):
        one.write_bytes(b"words")
        left_by_a_run_before(store, one)
    real = Path.unlink

    def refuse(self: Path, *, missing_ok: bool = False) -> None:
        if self == held:
            raise PermissionError(13, "held")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    (said,) = sweep(store)
    assert held.name in said
    assert not other.exists()
    assert len(remembered(store)) == 1


def test_a_damaged_note_of_it_is_let_go(store: Store):
    store.set_setting("leaving.x.y", "no day and no file")
    store.set_setting("leaving.x.z", "")
    sweep(store)
    assert remembered(store) == []


def test_a_backup_does_not_tell_where_it_was_written(store: Store, tmp_path: Path):
    now = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    places = Places(tmp_path / "data")
    places.keys.write_text("{}")
    made = back_up(alone(store), places, 28, now, lambda _: None, tmp_path / "one.chairside-backup")
    unpack(made.path, tmp_path / "unpacked")
    inside = open_store(tmp_path / "unpacked" / "chairside.db", DATA_KEY, create=False)
    assert remembered(inside) == []
    inside.close()
    assert remembered(store) == []
    assert tidy(alone(store), places, now) == []


def named_by_a_run_before(store: Store, file: Path, content: bytes) -> None:
    leaving.remember_named(store, file, content)
    file.write_bytes(content)
    importlib.reload(leaving)


def test_a_file_that_nobody_is_noted_to_have_is_taken_out_and_said(store: Store, out: Path):
    named_by_a_run_before(store, out / "copy.docx", b"words")
    (said,) = sweep(store)
    assert "copy.docx" in said
    assert str(out) in said
    assert list(out.iterdir()) == []
    assert remembered(store) == []


def test_a_file_that_was_noted_stays(store: Store, out: Path):
    key = leaving.remember_named(store, out / "copy.docx", b"words")
    (out / "copy.docx").write_bytes(b"words")
    with leaving.noting(store, key):
        store.set_setting("noted", "yes")
    importlib.reload(leaving)
    assert sweep(store) == []
    assert (out / "copy.docx").exists()
    assert store.settings()["noted"] == "yes"


def test_a_note_that_fails_leaves_the_file_remembered(store: Store, out: Path):
    key = leaving.remember_named(store, out / "copy.docx", b"words")

    def note() -> None:
        with leaving.noting(store, key):
            store.set_setting("noted", "yes")
            raise KeyError

    with pytest.raises(KeyError):
        note()
    assert "noted" not in store.settings()
    assert len(remembered(store)) == 1


def test_another_file_of_that_name_is_not_taken_out(store: Store, out: Path):
    named_by_a_run_before(store, out / "copy.docx", b"words")
    (out / "copy.docx").write_bytes(b"of the chair")
    assert sweep(store) == []
    assert (out / "copy.docx").read_bytes() == b"of the chair"
    assert remembered(store) == []
