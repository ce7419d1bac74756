"""Stores to measure with: set up as on a laptop, at the usual cost of a key; all invented."""

import random
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from large_record import ACTIONS, prose
from measuring import SMALL, size
from sqlalchemy import insert, select, update

from desktop_app.paths import Places
from desktop_app.records.meeting import Child, Meeting, Row, SignedVersion
from desktop_app.records.snapshot import Section, Snapshot, Text, fingerprint
from desktop_app.records.snapshot import to_json as to_json_of
from desktop_app.services.opening import set_up, unlock
from desktop_app.storage import audit, schema
from desktop_app.storage.rows import to_json
from desktop_app.storage.slots import Cost
from desktop_app.storage.store import Store
from desktop_app.storage.versions import COLUMNS, keep_file

PASSPHRASE = "an invented passphrase for measuring"
COST = Cost(memory=64, passes=1, lanes=1) if SMALL else None  # of a key
SETTINGS = {"council": "calderdale", "my_name": "Casey Chair", "my_role": "Chair"}
CHARACTERS = size(100_000, 2_000)
LONG_ANSWER = "referrals"  # the question that holds them
MEETINGS = size(10_000, 40)
MEETINGS_A_CHILD = 4
FILE_KB = range(40, 221)  # a sealed Word file of a short and of a long record
STARTED = datetime(2025, 1, 1, 9, tzinfo=UTC)
FIRST = ("Robin", "Casey", "Alex", "Sam", "Jo")


def new_store(folder: Path) -> Store:
    return set_up(Places(folder), PASSPHRASE, SETTINGS, COST)[0]


def opened(folder: Path) -> Store:
    return unlock(Places(folder), PASSPHRASE, COST)[0]


def long_text() -> str:
    return prose(CHARACTERS // 4)[:CHARACTERS]


def actions() -> tuple[Row, ...]:
    said = ((n, prose(25), f"Person {n % 9}", "1 April 2027") for n in range(ACTIONS))
    return tuple(Row(f"a{n}", {"text": t, "owner": o, "target": at}) for n, t, o, at in said)


def with_large_record(folder: Path) -> None:
    """One draft with one answer of 100,000 characters and 60 actions; unlocking leads to it."""
    store = new_store(folder)
    store.save_child(Child("child", {"child_name": "Robin Example", "case_number": "100200"}))
    meeting = Meeting("meeting", "PPM-234567", "child", "initial_ppm", place=LONG_ANSWER)
    store.start_meeting(meeting, {LONG_ANSWER: long_text()}, {}, (), actions())
    store.set_setting("open_meeting", meeting.id)
    store.close()


def with_meetings(folder: Path, count: int) -> None:
    """Of twenty meetings one is a draft, one signed, and eighteen are done; four a child."""
    store = new_store(folder)
    numbers = range(count)
    with store.writing() as connection:  # all at once: one by one they would take minutes
        children = [_child(n) for n in range(0, count, MEETINGS_A_CHILD)]
        connection.execute(insert(schema.child), children)
        connection.execute(insert(schema.meeting), [_meeting(n) for n in numbers])
        connection.execute(insert(schema.answer), [one for n in numbers for one in _answers(n)])
        signed = [n for n in numbers if n % 20]
        connection.execute(insert(schema.signed_version), [_version(n) for n in signed])
        connection.execute(insert(schema.event), [_event(n) for n in signed if n % 20 > 1])
        connection.execute(
            update(schema.meeting)
            .where(schema.meeting.c.id.in_(select(schema.signed_version.c.meeting_id)))
            .values(state="signed")
        )
    store.close()


def fill_with_files(store: Store) -> None:
    """A Word file for each signed version; what is in them does not matter, for they are packed.

    With the trail of both, so that nothing is wrong with the store.
    """
    noise = random.Random(0).randbytes(FILE_KB[-1] * 1000 + MEETINGS)
    with store.writing() as connection:
        query = select(schema.meeting.c.reference, *COLUMNS).join_from(
            schema.signed_version, schema.meeting
        )
        for number, (reference, *columns) in enumerate(connection.execute(query).all()):
            version = SignedVersion(*columns)
            word = noise[number:][: 1000 * FILE_KB[number * 37 % len(FILE_KB)]]
            turn = keep_file(connection, version, "", word)
            store.trail(connection, "sign", audit.of_version(reference, version))
            store.trail(connection, "seal", audit.of_file(reference, 1, turn, word))


def _child(number: int) -> dict[str, str]:
    names = f"{FIRST[number % len(FIRST)]} Example{number}"
    case_number = f"{100_000 + number}"
    details = to_json({"child_name": names, "case_number": case_number})
    return {"id": f"child-{number}", "details": details, "number": case_number}


def _meeting(number: int) -> dict[str, object]:
    at = (STARTED + timedelta(hours=number)).isoformat(timespec="seconds")
    child = f"child-{number - number % MEETINGS_A_CHILD}"
    reference = f"PPM-{number}"
    return asdict(
        Meeting(f"meeting-{number}", reference, child, "initial_ppm", created_at=at, changed_at=at)
    )


def _answers(number: int) -> list[dict[str, str]]:
    day = STARTED + timedelta(hours=number)
    texts = {f"question_{n}": prose(60) for n in range(10)} | {"meeting_date": f"{day:%-d %B %Y}"}
    of = f"meeting-{number}"
    return [{"meeting_id": of, "key": key, "value": to_json(text)} for key, text in texts.items()]


def _version(number: int) -> dict[str, object]:
    printed = Snapshot(
        form="initial_ppm",
        code="PPM",
        title="Permanence planning meeting",
        reference=f"PPM-{number}",
        case_number=f"{100_000 + number}",
        council="Example Council",
        marking="OFFICIAL",
        version="1.0",
        template=(Section("child", "The child", "", ((Text("text", "Text", prose(700)),),)),),
        additional=(),
    )
    return {
        "meeting_id": f"meeting-{number}",
        "number": 1,
        "reason": "",
        "snapshot": to_json_of(printed),
        "fingerprint": fingerprint(printed),
        "signed_at": _meeting(number)["created_at"],
    }


def _event(number: int) -> dict[str, object]:
    at = _meeting(number)["created_at"]
    return {"meeting_id": f"meeting-{number}", "at": at, "act": "exported", "detail": "{}"}
