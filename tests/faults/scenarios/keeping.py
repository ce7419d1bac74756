"""What is kept of minutes, and for how long: a receipt, backups, and taking them off."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from shutil import copytree, rmtree
from zipfile import ZipFile

from decrypted import holds
from scenario import (
    KEPT,
    NEW,
    NOW,
    OLD,
    Known,
    Scenario,
    Told,
    Where,
    a_store,
    next_start,
    opened,
)
from signed_minutes import CHEAP, PASSPHRASE, SETTINGS, TODAY, profile_of, signed

from desktop_app.services.backing_up import alone, back_up, keep_house, restore
from desktop_app.services.case_system import keep_receipt, receipts
from desktop_app.services.forgetting import take_off
from desktop_app.services.opening import set_up
from desktop_app.storage import keys
from desktop_app.storage.backups import backups
from desktop_app.storage.keys import WrongPassphrase
from desktop_app.storage.store import Store
from scenarios.writing import draft, require_signed

OF_THE_BACKUP = "the passphrase of the other laptop"
KEPT_UNTIL = date(2026, 12, 20)  # 28 days after the upload, and more


def silent(_: str) -> None:
    """Nobody asks how far it is."""


class Receipt(Scenario):
    name = "receipt"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = signed(store, where.places)
        store.close()
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        keep_receipt(store, known["meeting"], "18 Nov 2026", "MOS-88", "Casey Chair", TODAY)
        told("kept")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        require_signed(store, known["meeting"], 1)
        kept = receipts(store, known["meeting"])
        store.close()
        assert kept or not told, "the receipt was kept, and is gone"
        return NEW if kept else OLD


class DailyBackup(Scenario):
    name = "daily backup"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = signed(store, where.places)
        store.close()
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        if not keep_house(alone(store), where.places, KEPT, NOW):
            told("made")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        there = list(where.places.backups.glob("*.chairside-backup"))
        assert there or not told, "the backup was made, and is gone"
        for file in there:
            with ZipFile(file) as archive:
                assert archive.testzip() is None
        store = next_start(where)
        require_signed(store, known["meeting"], 1)
        store.close()
        assert len(backups(where.places.backups)) == 1
        return NEW if there else OLD


class Restoring(Scenario):
    """A backup of another laptop, over a store that was cut off in use."""

    name = "restore"

    def prepare(self, where: Where) -> Known:
        other = Where(where.root.with_name("other"))
        store, _ = set_up(other.places, OF_THE_BACKUP, SETTINGS, CHEAP)
        theirs = draft(store, other)
        made = back_up(alone(store), other.places, KEPT, NOW, silent, where.root / "a.backup")
        store.close()
        store = a_store(where)
        mine = draft(store, where)
        in_use = where.root / "in use"
        copytree(where.places.data, in_use)
        store.close()
        rmtree(where.places.data)
        in_use.rename(where.places.data)
        assert where.places.store.with_name("chairside.db-wal").stat().st_size
        return {"theirs": theirs.id, "mine": mine.id, "backup": made.path.name}

    def act(self, where: Where, known: Known, told: Told) -> None:
        backup = where.root / known["backup"]
        restore(where.places, backup, OF_THE_BACKUP, NOW, silent, CHEAP)
        told("put back")

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store, is_new = _by_one_of_two(where)
        there = {one.meeting.id for one in store.meetings()}
        store.close()
        assert is_new or not told, "the backup was put back, and is not here"
        assert there == {known["theirs" if is_new else "mine"]}
        aside = [one for one in backups(where.places.backups) if one.was_set_aside]
        assert aside or not is_new, "the store that was here is gone"
        return NEW if is_new else OLD


def _by_one_of_two(where: Where) -> tuple[Store, bool]:
    """The store, and whether it is the backup; the other passphrase opens nothing."""
    with suppress(WrongPassphrase):
        opened(where, OF_THE_BACKUP).close()
        _require_refused(where, PASSPHRASE)
        return next_start(where, OF_THE_BACKUP), True
    return next_start(where), False


def _require_refused(where: Where, passphrase: str) -> None:
    for file in where.places.data.glob("keys.json*"):
        with suppress(WrongPassphrase):
            keys.unlock(file, passphrase, least=CHEAP, counted=where.root / "tried")
            raise AssertionError(f"{file.name} opens by the other passphrase")


class TakingOff(Scenario):
    name = "removal"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = signed(store, where.places)
        store.note_event(meeting.id, "exported", {})
        keep_receipt(store, meeting.id, "18 Nov 2026", "MOS-88", "Casey Chair", TODAY)
        store.close()
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        meeting, profile = store.record(known["meeting"]).meeting, profile_of(where.places)
        take_off(store, meeting, profile, ("Done",), KEPT_UNTIL, silent)
        told("taken off")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        is_here = store.has_meeting(known["meeting"])
        if is_here:
            require_signed(store, known["meeting"], 1)
        store.close()
        assert not told or not is_here, "it was taken off, and is here"
        assert is_here or not _words_left(where.places.store, where), "words of it are left"
        return OLD if is_here else NEW


def _words_left(store: Path, where: Where) -> bool:
    data_key = keys.unlock(where.places.keys, PASSPHRASE, least=CHEAP)
    return holds(store, data_key, "Then once more")
