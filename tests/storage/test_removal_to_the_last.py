"""Nothing of taken-off minutes is left, whatever they held and wherever the power was cut."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from decrypted import holds
from invented import CHEAP, DATA_KEY, MEETING, PASSPHRASE, sign, start

from desktop_app.paths import Places
from desktop_app.records.comments import COMMENTS
from desktop_app.records.copies import Mark, Place, digest
from desktop_app.records.meeting import Changes, Row
from desktop_app.services.backing_up import alone, back_up, keep_house, restore
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage import removal
from desktop_app.storage.copies import Copy, keep_marks, note_copy
from desktop_app.storage.handover_file import OUT
from desktop_app.storage.store import Store

WORD = "Zanzibarcanary"
RULE = "7 days after the upload"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class PowerCut(Exception):  # noqa: N818 - no error of ours
    pass


def silent(_: str) -> None:
    pass


def remove(store: Store, meeting_id: str = MEETING.id, *, kernel: bool = False) -> None:
    removal.remove(store, meeting_id, RULE, ("Done",), silent, kernel=kernel)


def cut_before_the_file_is_written_anew(store: Store) -> None:
    def told(sentence: str) -> None:
        if "anew" in sentence:
            raise PowerCut

    with pytest.raises(PowerCut):
        removal.remove(store, MEETING.id, RULE, ("Done",), told, kernel=False)
    assert not store.has_meeting(MEETING.id)


def is_left_to_do(store: Store) -> bool:
    """Asks by doing it."""
    said: list[str] = []
    removal.finish(store, said.append)
    return bool(said)


# everything that was added to them


def with_all_that_was_added(store: Store) -> None:
    """Commented, sent out, marked, given to people: each with the word."""
    start(store)
    said = Row("k1", {"who": WORD, "said": WORD, "outcome": WORD, "why": WORD})
    store.save(MEETING.id, Changes(tables={COMMENTS.key: (said,)}))
    store.note_event(MEETING.id, OUT, {"to": WORD})
    sign(store)
    keep_marks(store, MEETING.id, [Mark(Place(WORD, line=0), "other_child", digest(WORD))])
    words = dict.fromkeys(("person", "role", "reason", "method", "day", "file"), WORD)
    given = Copy("redacted", "1.0", reader="parents", at="2026-11-22T09:00:00+00:00", **words)
    note_copy(store, MEETING.id, given)


def tables_with(store: Store, words: str) -> set[str]:
    with store.reading() as connection:
        query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        return {
            table
            for table in connection.exec_driver_sql(query).scalars().all()
            if words in str(connection.exec_driver_sql(f"SELECT * FROM {table}").all())  # noqa: S608
        }


@pytest.mark.parametrize("kernel", [True, False])
def test_no_name_of_who_got_copies_and_no_mark_or_comment_stays(
    store: Store, path: Path, *, kernel: bool
):
    with_all_that_was_added(store)
    assert tables_with(store, WORD) == {"copy", "event", "mark", "table_row"}
    remove(store, kernel=kernel)
    assert tables_with(store, WORD) == set()
    assert tables_with(store, digest(WORD)) == set()
    store.close()
    assert not holds(path, DATA_KEY, WORD)


# the power is cut


def test_a_removal_that_was_cut_short_is_finished_when_the_house_is_kept(
    path: Path, store: Store, reopen: Callable[[], Store], tmp_path: Path
):
    start(store)
    sign(store)
    cut_before_the_file_is_written_anew(store)
    again = reopen()
    places = Places(tmp_path / "data")
    places.keys.write_text("{}", encoding="utf-8")
    keep_house(alone(again), places, 28, NOW)
    assert not is_left_to_do(again)


def test_a_removal_that_was_cut_short_is_still_to_be_finished(
    store: Store, reopen: Callable[[], Store]
):
    start(store)
    sign(store)
    cut_before_the_file_is_written_anew(store)
    again = reopen()
    assert is_left_to_do(again)
    assert not is_left_to_do(again)


def test_a_restore_leaves_nothing_of_a_removal_to_be_done(tmp_path: Path):
    """What it removes again is out of the file's every page before it is the store."""
    places = Places(tmp_path / "data")
    store, _ = set_up(places, PASSPHRASE, {"council": "x"}, CHEAP)
    start(store)
    sign(store)
    backup = back_up(alone(store), places, 28, NOW, silent)
    remove(store)
    store.close()
    restore(places, backup.path, PASSPHRASE, NOW, silent, CHEAP)
    restored = unlock(places, PASSPHRASE, CHEAP)[0]
    assert not restored.has_meeting(MEETING.id)
    left_to_do = is_left_to_do(restored)
    restored.close()
    assert not left_to_do
