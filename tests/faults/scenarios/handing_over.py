"""A draft goes to another laptop and comes back: never two of it that are both in work."""

from collections.abc import Sequence

from scenario import NEW, NOW, OLD, Known, Scenario, Told, Where, a_store, next_start, opened
from signed_minutes import ACTIONS, ANSWERS, CHEAP

from desktop_app.forms.library import load_library
from desktop_app.services.handing_over import (
    hand_over_to,
    open_handed_over,
    read_handed_over,
    take_back,
    take_over,
)
from desktop_app.storage.store import Store
from scenarios.writing import draft

OF_THE_FILE = "the passphrase of the file alone"


def require_words(store: Store, meeting_id: str) -> str:
    """Its state; every word is there."""
    record = store.record(meeting_id)
    assert record.answers.items() >= ANSWERS.items()
    assert [row.values for row in record.actions] == [row.values for row in ACTIONS]
    return record.meeting.state


class HandingOver(Scenario):
    name = "handing over"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = draft(store, where)
        store.close()
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        if store.record(known["meeting"]).meeting.state == "handed over":  # and no file is there
            take_back(store, known["meeting"])
        hand_over_to(store, known["meeting"], OF_THE_FILE, where.outside, CHEAP)
        told("handed over")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        there = list(where.outside.glob("*.chairside"))
        is_gone = require_words(store, known["meeting"]) == "handed over"
        store.close()
        for file in there:
            open_handed_over(file.read_bytes(), OF_THE_FILE, CHEAP)
        assert is_gone or not told, "it was handed over, and is in work here"
        assert there or not told, "it was handed over, and the file is not there"
        assert is_gone or not there, "the file is outside, and the draft is in work here"
        return NEW if is_gone and there else OLD


class TakingOver(Scenario):
    name = "taking over"

    def prepare(self, where: Where) -> Known:
        other = Where(where.root.with_name("other"))
        other.root.mkdir()
        store = a_store(other)
        meeting = draft(store, other)
        file = hand_over_to(store, meeting.id, OF_THE_FILE, other.outside, CHEAP)
        store.close()
        a_store(where).close()
        (where.outside / "draft.chairside").write_bytes(file.read_bytes())
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        raw = read_handed_over(where.outside / "draft.chairside")
        parcel = open_handed_over(raw, OF_THE_FILE, CHEAP)
        take_over(store, parcel, load_library(), NOW.date())
        told("taken over")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        is_here = store.has_meeting(known["meeting"])
        assert is_here or not told, "it was taken over, and is not here"
        assert not is_here or require_words(store, known["meeting"]) == "draft"
        store.close()
        return NEW if is_here else OLD


class TakingBack(Scenario):
    name = "taking back"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = draft(store, where)
        hand_over_to(store, meeting.id, OF_THE_FILE, where.outside, CHEAP)
        store.close()
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        take_back(store, known["meeting"])
        told("taken back")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        is_back = require_words(store, known["meeting"]) == "draft"
        store.close()
        assert is_back or not told, "it was taken back, and is not in work here"
        return NEW if is_back else OLD
