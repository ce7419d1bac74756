"""Invented children and meetings for the tests of the store."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

from desktop_app.records import snapshot
from desktop_app.records.meeting import Child, Meeting, Row, SignedVersion
from desktop_app.storage.slots import Cost
from desktop_app.storage.store import Store

DATA_KEY = bytes(range(32))
CHEAP = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "marmalade kettle seven"

CHILD = Child("c1", {"child_name": "Testa Pretend", "case_number": "0000001"})
MEETING = Meeting("m1", "PPM-234567", CHILD.id, "review_ppm")
ATTENDANCE = (
    Row("p1", {"name": "Ann Invented", "relation": "Social worker", "arrived": "10:02"}),
    Row("p2", {"name": "Bo Invented", "how": "online", "dietary": "none"}),
)
ACTIONS = (Row("a1", {"text": "Book it", "owner": "Ann", "target": "2 Dec", "status": "open"}),)
TABLES = {
    "brothers": (Row("r2", {"who": "B"}), Row("r1", {"who": "A"})),
    "plans": (Row("home", {"likely": "yes"}),),
}


def start(store: Store, meeting: Meeting = MEETING) -> Meeting:
    store.save_child(CHILD)
    answers = {"meeting_date": "21 Nov 2026", "history": "Moved twice."}
    return store.start_meeting(meeting, answers, TABLES, ATTENDANCE, ACTIONS)


def frozen(words: str = "Moved twice.") -> snapshot.Snapshot:
    groups = ((snapshot.Text("history", "History", words),),)
    section = snapshot.Section("child", "The child", "", groups)
    return snapshot.Snapshot(
        form="review_ppm",
        code="PPM",
        title="Permanence planning meeting",
        reference=MEETING.reference,
        case_number="0000001",
        council="Nowhere",
        marking="OFFICIAL-SENSITIVE",
        version="1",
        template=(section,),
        additional=(),
    )


def sign(
    store: Store,
    meeting_id: str = MEETING.id,
    learned: Mapping[str, str] | None = None,
    word: bytes = b"word",
) -> SignedVersion:
    what = frozen()
    at = "2026-11-21T12:00:00+00:00"
    text = snapshot.to_json(what)
    return store.sign(meeting_id, text, snapshot.fingerprint(what), "", at, word, learned)


def hashes(folder: Path) -> dict[str, str]:
    """Every file by name, but SQLite's index of the log, which holds nothing of ours."""
    return {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.iterdir())
        if not file.name.endswith("-shm")
    }
