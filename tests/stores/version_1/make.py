"""Made the files beside it, once, with Chairside as of commit 2af0d0b (schema version 1).

It is kept to be read: with a later Chairside it may not run, and must not make them anew. What it
did, in words, stands in README.md beside it. Every child and every grown-up is invented.
"""

import itertools
import json
import os
import shutil
import sys
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop_app.forms.model import Column, Form, Question
from desktop_app.minutes.seal.certificate_words import fingerprint
from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.word import to_word
from desktop_app.paths import Places
from desktop_app.records.copies import Mark, Place, digest
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import (
    RAISED_AT,
    Changes,
    Child,
    Meeting,
    Record,
    Row,
    new_id,
)
from desktop_app.records.snapshot import Signature
from desktop_app.services.backing_up import alone, back_up
from desktop_app.services.case_system import keep_receipt, note_copied, note_tracker
from desktop_app.services.comments import OUT, authorise, authority, note_authorised
from desktop_app.services.council import Council, load_council
from desktop_app.services.exporting import file_of_minutes, printed_now
from desktop_app.services.from_file import read_minutes, take_in_minutes
from desktop_app.services.handing_over import hand_over_to, open_handed_over, take_over
from desktop_app.services.meeting_checks import checks_for
from desktop_app.services.meetings import new_meeting
from desktop_app.services.next_meeting import start_next
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.opening import set_up
from desktop_app.services.sealing import Seal, make_own, sealed, words_of
from desktop_app.services.signing import (
    Hand,
    begin_correction,
    differences,
    keep_signed,
    signed_snapshot,
    take_pen,
)
from desktop_app.services.trust import trust
from desktop_app.storage import removal
from desktop_app.storage.copies import Copy, keep_marks, note_copy, note_draft_out
from desktop_app.storage.store import Event, Store

PASSPHRASE = "lantern gravel seventeen pockets"
OF_THE_DRAFT = "umbrella teacup forty pigeons"
SETTINGS = {
    "council": "calderdale",
    "my_name": "Helen Pretend",
    "my_role": "Team manager",
    "text_size": "125",
    "scheme": "dark",
}
NOTE = "{name} has settled. “Both Saturdays” with Gran went well.\n\nNext: café, Łukasz, 小明, 🙂."
_LINES = {
    "date": "12 December 2026",
    "time": "10:30",
    "number": "2",
    "person": "Priya Invented",
    "line": "Some words that may wrap",
}
FIRST = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SIGNED_AT = datetime(2026, 11, 17, 15, 40, tzinfo=UTC)


class Clock:
    """A minute more each time it is asked."""

    def __init__(self) -> None:
        self._minutes = itertools.count()

    def __call__(self) -> str:
        return self.now().isoformat(timespec="seconds")

    def now(self) -> datetime:
        return FIRST + timedelta(minutes=next(self._minutes))


def child(name: str, number: str, born: str = "", **more: str) -> Child:
    details = {"child_name": name, "case_number": number, "date_of_birth": born, **more}
    return Child(new_id(), {key: text for key, text in details.items() if text})


def kept(store: Store, one: Child) -> Child:
    store.save_child(one)
    return one


class Whole:
    """A record of a form with every question answered and every table filled."""

    def __init__(self, council: Council, form: Form, about: Child) -> None:
        self._council, self._form, self._about = council, form, about

    def answers(self) -> dict[str, str]:
        asked = (q for q in self._form.questions() if not q.has_rows and q.kind != "calculated")
        said = {question.key: self._said(question) for question in asked}
        about = {k: v for k, v in self._about.details.items() if k in said}
        more = {"not_discussed.papers": "The papers had come late."} if "papers" in said else {}
        return {**said, **about, "meeting_date": "16 November 2026", **more}

    def changes(self) -> Changes:
        rows: dict[str, tuple[Row, ...]] = {
            question.key: self._rows(question)
            for question in self._form.questions()
            if question.has_rows and question.kind not in ("attendance", "actions")
        }
        carried = self._form.of_kind("carried_actions")
        typed = rows.pop(carried.key, ()) if carried else None
        present, actions = (self._form.of_kind(kind) for kind in ("attendance", "actions"))
        return Changes(
            self.answers(),
            rows,
            self._rows(present) if present else None,
            self._rows(actions) if actions else None,
            typed,
            place="plan",
        )

    def _rows(self, question: Question) -> tuple[Row, ...]:
        keys = [row.key for row in question.rows] or [new_id(), new_id()]
        more = {RAISED_AT: "child_name"} if question.kind == "disagreements" else {}
        return tuple(
            Row(key, {c.key: self._said(c) for c in question.columns} | more) for key in keys
        )

    def _said(self, asked: Question | Column) -> str:
        if asked.kind in ("choice", "choices"):
            offered = self._council.library.choices(asked)
            return "\n".join(offered[: 2 if asked.kind == "choices" else 1])
        if asked.kind == "notes":
            return NOTE.format(name=self._about.name.split()[0])
        return _LINES[asked.kind]


class Maker:
    """Fills one store."""

    def __init__(self, store: Store, places: Places) -> None:
        self.store = store
        self.council = load_council(places)
        self.profile = self.council.profile(SETTINGS["council"])

    def form(self, key: str) -> Form:
        return self.council.form(key, self.profile)

    def closed(self, key: str) -> tuple[str, ...]:
        return self.council.library.closing_statuses(self.form(key))

    def draft(self, key: str, about: Child) -> Meeting:
        """Begun as in the window, then filled."""
        form = self.form(key)
        one = new_meeting(self.store, form, about, SETTINGS)
        self.store.save(one.id, Whole(self.council, form, about).changes())
        return self.store.record(one.id).meeting

    def opened(self, meeting_id: str) -> OpenMeeting:
        record = self.store.record(meeting_id)
        form = self.form(record.meeting.form)
        return OpenMeeting(form, record, checks_for(form, self.profile, None, (), ()))

    def sign(self, meeting_id: str, how: Seal, at: datetime) -> None:
        """Whatever is still asked for is read or gets its reason, as a chair would give it."""
        opened = self.opened(meeting_id)
        for one in opened.findings():
            if not one.settled:
                key = "read" if one.weight == "warning" else "reason"
                said = "yes" if one.weight == "warning" else "Not needed because it is invented."
                opened.set_answer(f"{key}.{one.key}", said)
        self.store.save(meeting_id, opened.take_unsaved())
        opened = self.opened(meeting_id)
        record = self.store.record(meeting_id)
        pen = take_pen(self.store, record.meeting, how, at)
        snapshot = signed_snapshot(opened, self.profile, Hand("Helen Pretend", "Chair"), pen, at)
        keep_signed(self.store, record, snapshot, pen, differences(opened.form, opened.record), at)

    def next(self, meeting_id: str, key: str) -> Meeting:
        previous = self.store.record(meeting_id)
        return start_next(self.store, self.form(key), previous, SETTINGS, self.closed(key))


def story_of_wren(make: Maker) -> None:
    """Signed with a seal, countersigned, corrected, followed by a review and a third meeting."""
    store = make.store
    wren = kept(store, child("Wren Pretend", "9900101", "3 March 2018", pronouns="she/her"))
    first = make.draft("initial_ppm", wren)
    make.sign(first.id, Seal("chairside"), SIGNED_AT)
    version = store.signed_versions(first.id)[-1]
    manager = from_stored(make_certificate("Morgan Manager", "Example Council", NOW))
    word = sealed(store.signed_file(version), manager, SIGNED_AT, "Service manager", "Seen.")
    store.keep_file(version, word)
    store.note_event(first.id, "exported", {"fingerprint": version.fingerprint})
    keep_receipt(store, first.id, "18 Nov 2026", "MOS-77", "Helen Pretend", TODAY)
    note_tracker(store, first.id, "19 Nov 2026", TODAY)
    note_copied(store, first.id, 1, "child")
    _marks_and_copies(make, first.id)
    draft = begin_correction(store, first.id, "The date of birth was wrong.")
    store.save(draft, Changes({"background": "Corrected: she was born in March."}))
    make.sign(draft, Seal("chairside"), SIGNED_AT + timedelta(days=2))
    review = make.next(first.id, "review_ppm")
    looked = store.record(review.id).carried
    said = [
        Row(row.id, {**row.values, "status": status, "update": "Not reached, for it snowed."})
        for row, status in zip(looked, ("Completed", "In progress"), strict=False)
    ]
    typed = Row(new_id(), {"text": "From old minutes: ask Gran.", "owner": "Ann", "target": "+2w"})
    updated = Row(typed.id, {**typed.values, "update": "She said yes.", "status": "In progress"})
    filled = Whole(make.council, make.form("review_ppm"), wren).changes()
    store.save(review.id, replace(filled, carried=(*said, updated)))
    make.sign(review.id, Seal(), SIGNED_AT + timedelta(days=5))
    begun = begin_correction(store, review.id, "A name was spelt wrongly.")
    store.save(begun, Changes({"background": "A correction that was only begun."}))
    make.next(review.id, "review_ppm")


def _marks_and_copies(make: Maker, meeting_id: str) -> None:
    store = make.store
    marks = (
        Mark(Place("background"), "legal"),
        Mark(Place("background", line=0), "", digest("Moved twice.")),
        Mark(Place("attendance", row=0), "other_child", digest("Priya Invented")),
    )
    keep_marks(store, meeting_id, marks)
    at = SIGNED_AT.isoformat(timespec="seconds")
    gone = ("9" * 64, "copy-1.docx")
    for given, reason, file in (
        ("full", "", gone),
        ("redacted", "", gone),
        ("not shared", "It would put the child at risk.", ("", "")),
    ):
        who = ("Dana Invented", "Mother", "parents", reason, "by hand", "20 Nov 2026")
        note_copy(store, meeting_id, Copy(given, "1.0", *who, at, file[1], file[0]))


def story_of_sol(make: Maker, clock: Clock) -> None:
    """Drafts of the other forms; one is out for comment and authorised."""
    store = make.store
    sol = kept(store, child("Sol Madeup", "AB 99/00202", "14/7/2015"))
    for key in ("selection", "disruption", "stability", "initial_ppm"):
        one = make.draft(key, sol)
        if key != "stability":
            continue
        at = clock()
        copy = Copy("full", "0.1", "Lee", "Parent", "parents", "", "post", "21 Nov", at, "d.docx")
        note_draft_out(store, one.id, copy, one.id, Event(at, OUT, {"to": "Lee and Ann"}))
        said = {"who": "Lee", "said": "Not so.", "outcome": "Declined", "why": "It was said."}
        store.save(one.id, Changes(tables={"draft.comments": (Row(new_id(), said),)}))
        opened = make.opened(one.id)
        by = authority("Ros Madeup", "Service manager", "20 Nov 2026", TODAY)
        authorise(opened, by)
        store.save(one.id, opened.take_unsaved())
        note_authorised(store, one.id, by)


def story_of_ari(make: Maker, out: Path, work: Path) -> None:
    """One draft handed over from here, one that came from elsewhere, minutes from their file."""
    store = make.store
    ari = kept(store, child("Ari Invented", "9900303", "1 May 2024", circumstances="Not yet born"))
    leaving = make.draft("review_ppm", ari)
    file = hand_over_to(store, leaving.id, OF_THE_DRAFT, work)
    shutil.copy(file, out / "handed-over.chairside")
    elsewhere = Places(work / "elsewhere")
    other, _ = set_up(elsewhere, PASSPHRASE, SETTINGS, None)
    there = Maker(other, elsewhere)
    about = kept(other, child("Moss Notreal", "9900404", "9 September 2012"))
    came = there.draft("stability", about)
    raw = hand_over_to(other, came.id, OF_THE_DRAFT, work).read_bytes()
    other.close()
    take_over(store, open_handed_over(raw, OF_THE_DRAFT), make.council.library)
    _from_a_file(make)


def _from_a_file(make: Maker) -> None:
    store = make.store
    signer = from_stored(make_certificate("Casey Elsewhere", "Another Council", NOW))
    trust(store, signer.certificate)
    form = make.council.library.forms["initial_ppm"]
    about = child("Juno Fictional", "9900505", "2 February 2020")
    meeting = Meeting(new_id(), "PPM-7HKQ3Z", about.id, form.key, created_at=FIRST.isoformat())
    whole = Whole(make.council, form, about).changes()
    record = Record(
        meeting, about, whole.answers, whole.tables, whole.attendance or (), whole.actions or ()
    )
    signature = Signature(
        "Casey Elsewhere", "Chair", "16 November 2026, 16:00", "So.", words_of(signer)
    )
    printed = freeze(form, record, Imprint("Another Council", "OFFICIAL", "1.0", signature))
    word = seal(to_word(printed), signer, at=SIGNED_AT, role="Chair")
    library = make.council.library
    found = read_minutes(word, {fingerprint(signer.certificate)}, library.forms, library.choices)
    if found.record is None:
        raise SystemExit(found.words)
    take_in_minutes(store, found, make.closed("review_ppm"))


def story_of_fern(make: Maker) -> None:
    """Minutes taken off: one leaves its dates, one only what later minutes look back on."""
    store = make.store
    for name, number, kernel in (
        ("Fern Example", "9900606", True),
        ("Kit Example", "9900707", False),
    ):
        one = kept(store, child(name, number, "5 June 2016"))
        first = make.draft("initial_ppm", one)
        make.sign(first.id, Seal(), SIGNED_AT)
        if kernel:
            store.note_event(first.id, "exported", {})
            keep_receipt(store, first.id, "18 Nov 2026", "MOS-78", "Helen", TODAY)
        make.next(first.id, "review_ppm")
        removal.remove(
            store,
            first.id,
            "28 days after the upload, Calderdale",
            make.closed("review_ppm"),
            lambda _: None,
            kernel=kernel,
        )


def main_store(out: Path, work: Path) -> None:
    """Every table, every state; then its backup, and what it exports."""
    places = Places(work / "main")
    clock = Clock()
    store, recovery_key = set_up(places, PASSPHRASE, SETTINGS, None, clock)
    make = Maker(store, places)
    make_own(store, "Helen Pretend", "Example Council", NOW)
    story_of_wren(make)
    story_of_sol(make, clock)
    story_of_ari(make, out, work)
    story_of_fern(make)
    kept(store, child("Baby Notreal", "not known yet", "due 4 Jan 2027", preferred_name="Bump"))
    kept(store, child("Baby Madeup", "not known yet"))
    exported(make, out / "exported")
    made = back_up(alone(store), places, 36500, TODAY_AT, lambda _: None)
    store.close()
    shutil.copy(made.path, out / "main.chairside-backup")
    shutil.copytree(places.data, out / "main", ignore=shutil.ignore_patterns("backups"))
    said = {"passphrase": PASSPHRASE, "passphrase of the draft": OF_THE_DRAFT}
    (out / "passphrases.json").write_text(
        json.dumps(said | {"recovery key of main": recovery_key}, indent=1) + "\n"
    )


def exported(make: Maker, folder: Path) -> None:
    """The Word file of each meeting, each version; and what the store said of each."""
    folder.mkdir()
    store = make.store
    records = {}
    for line in store.meetings():
        one = line.meeting
        records[one.id] = asdict(store.record(one.id))
        numbers = [version.number for version in store.signed_versions(one.id)] or [0]
        for number in numbers:
            printed = printed_now(
                store, store.record(one.id), make.council, make.profile, number=number
            )
            word = file_of_minutes(store, one.id, printed)
            kind = f"signed-{number}" if number else "correction" if one.corrects else "draft"
            (folder / f"{one.reference}_{kind}.docx").write_bytes(word)
    text = json.dumps(records, sort_keys=True)
    (folder / "records.json").write_text(text + "\n")


def two_children_of_one_number(out: Path, work: Path) -> None:
    """Pairs of one number, as version 1 let them come about. Killed in use: a log lies beside."""
    places = Places(work / "twice")
    store, _ = set_up(places, PASSPHRASE, SETTINGS, None, Clock())
    make = Maker(store, places)
    # Enter pressed twice: the same child, each with a meeting
    first = kept(store, child("Robin Testname", "1204417", "12 May 2019", social_worker="Priya"))
    second = kept(store, child("robin  testname", "1204417", "12/05/2019", religion="None"))
    signed = make.draft("stability", first)
    make.sign(signed.id, Seal(), SIGNED_AT)
    make.draft("stability", second)
    store.settle()  # what follows stands in the log alone
    # another name: one number is wrong
    kept(store, child("Ash Placeholder", "AB-77 01", "1 Jan 2011"))
    kept(store, child("Bay Placeholder", "ab7701", "2 Feb 2012"))
    # the same name and day, but one has a new identity
    kept(store, child("Cleo Sample", "5550003", "3 Mar 2013"))
    kept(store, child("Cleo Sample", "5550003", "3 Mar 2013", legal_status="Adoption order"))
    # no day of birth: nobody can tell
    kept(store, child("Dot Sample", "5550004"))
    kept(store, child("Dot Sample", "0005550004"))
    # three of one number
    for _ in range(3):
        kept(store, child("Eli Sample", "5550005", "5 May 2015"))
    # no number at all: no clash
    kept(store, child("Baby One", "not known yet"))
    kept(store, child("Baby Two", "Not known yet"))
    shutil.copytree(places.data, out / "twice")  # as it lies, in use


if __name__ == "__main__":
    here = Path(sys.argv[1])
    TODAY_AT = datetime(2026, 11, 30, 20, 0, tzinfo=UTC)
    TODAY = TODAY_AT.date()
    NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)  # when certificates were made
    room = Path(sys.argv[2])
    main_store(here, room)
    two_children_of_one_number(here, room)
    os._exit(0)  # the second store is never closed
