"""A backup that is damaged in any way is named, counts for nothing, and keeps no other back."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from invented import CHEAP, PASSPHRASE, start
from pytestqt.qtbot import QtBot
from screens_examples import sentences

from desktop_app.errors import CannotProceed
from desktop_app.paths import Places
from desktop_app.services.backing_up import KEEP, alone, back_up, held_until, keep_house, restore
from desktop_app.services.opening import set_up
from desktop_app.storage import backups
from desktop_app.storage.backup_file import NotABackup
from desktop_app.storage.backups import Backup
from desktop_app.storage.store import Store
from desktop_app.ui.backups_part import BackupsPart
from desktop_app.ui.restore_page import RestorePage

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data")


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    made, _ = set_up(places, PASSPHRASE, {}, CHEAP)
    start(made)
    yield made
    made.close()


@pytest.fixture
def raw(store: Store, places: Places, tmp_path: Path) -> bytes:
    """A whole backup, which is no longer there."""
    made = back_up(alone(store), places, 28, NOW, lambda _: None, tmp_path / "one")
    content = made.path.read_bytes()
    made.path.unlink()
    return content


def daily(places: Places, made: datetime, content: bytes) -> Path:
    places.backups.mkdir(exist_ok=True)
    path = places.backups / f"{backups.DAILY}{made:%Y-%m-%d_%H%M%S}{backups.ENDING}"
    path.write_bytes(content)
    return path


def dated(content: bytes, made: datetime, until: str = "2027-06-30") -> bytes:
    """The same backup with other dates."""
    note = {"what": "Chairside backup", "format": 1, "made": made.isoformat(), "until": until}
    return with_note(json.dumps(note).encode(), content)


def with_note(note: bytes, content: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(packed, "w", ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, note if name == "backup.json" else old.read(name))
    return packed.getvalue()


def damaged(content: bytes) -> Iterator[tuple[str, bytes]]:
    """In every way that was seen, and some more; the first kinds left a traceback."""
    chance = random.Random(7)  # noqa: S311 - the same each time
    size = len(content)
    for cut in range(24):
        at = size * (cut + 1) // 26
        yield f"bytes missing at {at}", content[:at] + content[at + 1 + cut * 97 :]
    for end in (0, 1, 21, 22, 100, size // 2, size - 1):
        yield f"ends at {end}", content[:end]
    for _ in range(60):
        turned = bytearray(content)
        for _ in range(chance.choice((1, 3, 40))):
            turned[chance.randrange(size)] = chance.randrange(256)
        yield "bytes changed", bytes(turned)
    for _ in range(60):
        turned = bytearray(content)
        turned[size - 1 - chance.randrange(400)] = chance.randrange(256)
        yield "its directory changed", bytes(turned)
    yield "zeros", bytes(size)
    yield "another file", b"a list\n" * 999


NOTES = (
    b"",
    b"{",
    b"7",
    b"[]",
    b'{"made":7,"until":"2026-12-20"}',
    b"[" * 90_000,
    b'{"made":"2026-11-22T09:30:00","until":"2026-12-20"}',  # by no zone's clock
    b'{"made":"yesterday","until":"2026-12-20"}',
    b'{"made":"' + b"9" * 5_000 + b'","until":"2026-12-20"}',
    b'{"made":"2026-11-22T09:30:00+00:00","until":"2026-13-40"}',
    b'{"made":"2026-11-22T09:30:00+00:00","until":' + b"9" * 5_000 + b"}",
    b'{"made":"2026-11-22T09:30:00+00:00"}',
    b"\xff\xfe",
)


@pytest.mark.parametrize("note", NOTES, ids=range(len(NOTES)))
def test_a_note_of_another_shape_is_damage(raw: bytes, places: Places, note: bytes):
    whole, other = daily(places, NOW, raw), places.backups / f"x{backups.ENDING}"
    other.write_bytes(with_note(note, raw))
    folder = backups.look_into(places.backups)
    assert [one.path for one in folder.found] == [whole]
    assert folder.damaged == [other]
    with pytest.raises(NotABackup):
        backups.backup_at(other)


def test_whatever_is_damaged_in_it_a_backup_is_read_whole_or_refused(
    raw: bytes, places: Places, tmp_path: Path
):
    whole = daily(places, NOW, raw)
    one = places.backups / f"x{backups.ENDING}"
    for number, (how, content) in enumerate(damaged(raw)):
        one.write_bytes(content)
        folder = backups.look_into(places.backups)
        assert whole in [found.path for found in folder.found], how
        assert len(folder.found) + len(folder.damaged) == 2, how
        try:
            backups.unpack(one, tmp_path / f"unpacked{number}")
        except NotABackup:
            continue
        unpacked = (tmp_path / f"unpacked{number}" / "chairside.db").read_bytes()
        assert unpacked in raw, how  # what was changed is what nothing reads


def test_it_is_named_on_the_pages_that_show_backups(qtbot: QtBot, raw: bytes, places: Places):
    daily(places, NOW, raw)
    (places.backups / f"broken{backups.ENDING}").write_bytes(raw[:-1000])
    for page in (RestorePage(), BackupsPart(places.backups)):
        qtbot.addWidget(page)
        page.show()
        folder = backups.look_into(places.backups)
        (page.offer if isinstance(page, RestorePage) else page.show_backups)(folder)
        said = sentences(page)
        assert f"broken{backups.ENDING} is damaged or cannot be read" in said
        assert "never removes it by itself" in said


def test_the_house_is_kept_and_it_is_named(store: Store, raw: bytes, places: Places):
    broken = places.backups / f"broken{backups.ENDING}"
    places.backups.mkdir()
    broken.write_bytes(raw[: len(raw) // 2])
    late = daily(places, NOW - 40 * DAY, dated(raw, NOW - 40 * DAY, "2026-11-01"))
    said = keep_house(alone(store), places, 28, NOW)
    assert len(backups.backups(places.backups)) == 1  # of today
    assert not late.exists()
    assert broken.exists()
    assert any("removed by its date" in one for one in said)
    assert any(broken.name in one for one in said)
    assert held_until(places) is not None


def test_the_backup_of_the_day_that_is_damaged_is_made_again(
    store: Store, raw: bytes, places: Places
):
    turned = bytearray(raw)
    turned[len(raw) // 2] ^= 1  # in the store: its note can still be read
    path = daily(places, NOW, bytes(turned))
    assert [one.path for one in backups.backups(places.backups)] == [path]
    keep_house(alone(store), places, 28, NOW + timedelta(hours=1))
    assert len(backups.backups(places.backups)) == 2
    keep_house(alone(store), places, 28, NOW + timedelta(hours=2))
    assert len(backups.backups(places.backups)) == 2


def test_a_damaged_newer_one_takes_no_whole_ones_place(store: Store, raw: bytes, places: Places):
    later = NOW + timedelta(minutes=1)
    turned = bytearray(dated(raw, later))
    turned[len(raw) // 2] ^= 1
    whole = [daily(places, NOW - n * DAY, dated(raw, NOW - n * DAY)) for n in range(KEEP)]
    daily(places, later, bytes(turned))
    assert backups.thin(places.backups, KEEP).gone == []
    assert all(path.exists() for path in whole)
    daily(places, NOW + 2 * timedelta(minutes=1), dated(raw, NOW + 2 * timedelta(minutes=1)))
    assert backups.thin(places.backups, KEEP).gone == [whole[-1].name]


def test_one_that_cannot_be_removed_keeps_no_other_and_not_the_backup_of_the_day(
    store: Store, raw: bytes, places: Places, monkeypatch: pytest.MonkeyPatch
):
    times = (NOW - 60 * DAY, NOW - 50 * DAY)
    held, other = (daily(places, made, dated(raw, made, "2026-11-01")) for made in times)
    real = Path.unlink

    def refuse(self: Path, *, missing_ok: bool = False) -> None:
        if self == held:
            raise PermissionError(13, "held")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    said = keep_house(alone(store), places, 28, NOW)
    assert not other.exists()
    assert any(f"{held.name} could not be removed" in one for one in said)
    assert [one for one in backups.backups(places.backups) if one.made == NOW]


def test_what_a_cut_left_and_cannot_be_taken_away_keeps_nothing_back(
    store: Store, places: Places, monkeypatch: pytest.MonkeyPatch
):
    places.backups.mkdir()
    held, other = (places.backups / f"{n}{backups.ENDING}.copy" for n in "ab")
    for one in (held, other):
        one.write_bytes(b"half")
    real = Path.unlink

    def refuse(self: Path, *, missing_ok: bool = False) -> None:
        if self == held:
            raise PermissionError(13, "held")
        real(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    said = keep_house(alone(store), places, 28, NOW)
    assert not other.exists()
    assert len(said) == 1
    assert len(backups.backups(places.backups)) == 1


def test_a_backup_that_cannot_be_noted_nor_removed_is_said(
    store: Store, places: Places, monkeypatch: pytest.MonkeyPatch
):
    def refuse(self: Path, *, missing_ok: bool = False) -> None:
        if self.name.endswith(backups.ENDING):
            raise PermissionError(13, "held")

    def told(sentence: str) -> None:
        if sentence == "Writing the backup.":
            with store.writing() as connection:
                connection.exec_driver_sql(
                    "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN"
                    " SELECT RAISE(ABORT, 'these minutes are signed'); END"
                )

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(CannotProceed, match="Remove chairside_"):
        back_up(alone(store), places, 28, NOW, told)


def test_a_whole_one_is_put_back_beside_damaged_ones(
    store: Store, raw: bytes, places: Places, tmp_path: Path
):
    whole = daily(places, NOW, raw)
    (places.backups / f"broken{backups.ENDING}").write_bytes(raw[:-1000])
    said = restore(Places(tmp_path / "new"), whole, PASSPHRASE, NOW, lambda _: None, CHEAP)
    assert "is in place" in said[0]


def test_every_byte_is_asked_for_when_it_matters(raw: bytes, places: Places):
    path = daily(places, NOW, raw)
    one = backups.backup_at(path)
    assert backups.is_whole(one, lambda: False)
    assert not backups.is_whole(Backup(path.with_name("gone"), NOW, one.until), lambda: False)
