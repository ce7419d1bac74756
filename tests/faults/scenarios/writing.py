"""Minutes are typed, signed and corrected."""

from collections.abc import Sequence

from scenario import NEW, OLD, Known, Scenario, Told, Where, a_store, next_start, opened
from signed_minutes import ACTIONS, ANSWERS, SIGNED, form_of, signed

from desktop_app.minutes.read_back import read_back
from desktop_app.paths import Places
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import Changes, Meeting, Row
from desktop_app.records.snapshot import Signature, fingerprint
from desktop_app.services.meetings import child_to_meet, new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.signing import Pen, begin_correction, keep_signed, replaced_by
from desktop_app.storage.store import Store

PAUSES = 25  # in typing, each of which is saved
MENDED = "Moved three times."


def draft(store: Store, where: Where) -> Meeting:
    """Whole, and not signed."""
    child = child_to_meet(store, "", "Robin Testname", "1204417")
    one = new_meeting(store, form_of(where.places), child, {})
    store.save(one.id, Changes(ANSWERS, actions=ACTIONS))
    return one


def sign(store: Store, places: Places, meeting_id: str) -> None:
    record = store.record(meeting_id)
    replaces = replaced_by(store, record.meeting)
    signature = Signature("Casey Chair", "Team manager", "17 November 2026", "I chaired.")
    prints = Imprint(
        "Lambeth", "OFFICIAL-SENSITIVE", "2.0" if replaces else "1.0", signature, correction="x"
    )
    snapshot = OpenMeeting(form_of(places), record).freeze(prints)
    keep_signed(store, record, snapshot, Pen(None, replaces), (), SIGNED)


def require_signed(store: Store, meeting_id: str, versions: int) -> None:
    """Every version with its Word file, which reads back as what was signed."""
    found = store.signed_versions(meeting_id)
    assert len(found) == versions
    for version in found:
        assert fingerprint(read_back(store.signed_file(version))) == version.fingerprint


class Typing(Scenario):
    name = "typing"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = draft(store, where)
        store.close()
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        for pause in range(1, PAUSES + 1):
            rows = tuple(Row(f"a{n}", {"text": str(pause)}) for n in range(pause % 4))
            answers = {"background": str(pause), "plan_comment": str(pause) * 700}
            store.save(known["meeting"], Changes(answers, actions=rows))
            told(str(pause))
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        record = store.record(known["meeting"])
        store.close()
        typed = record.answers["background"]
        last = int(typed) if typed.isdigit() else 0
        assert last >= max(map(int, told), default=0), f"{last} after {told[-1]} was saved"
        if last:
            assert record.answers["plan_comment"] == typed * 700
            assert [row.values["text"] for row in record.actions] == [typed] * (last % 4)
        return NEW if last == PAUSES else OLD


class Signing(Scenario):
    name = "signing"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = draft(store, where)
        store.close()
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        sign(store, where.places, known["meeting"])
        told("signed")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        record = store.record(known["meeting"])
        is_signed = record.meeting.state == "signed"
        require_signed(store, known["meeting"], 1 if is_signed else 0)
        store.close()
        assert record.answers.items() >= ANSWERS.items()
        assert record.actions == ACTIONS
        assert is_signed or not told, "it was signed, and is not"
        return NEW if is_signed else OLD


class Correcting(Scenario):
    name = "correcting"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = signed(store, where.places)
        store.close()
        return {"meeting": meeting.id}

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        correction = begin_correction(store, known["meeting"], "It was three times.")
        store.save(correction, Changes({"background": MENDED}))
        told("saved")
        sign(store, where.places, correction)
        told("signed")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        is_corrected = len(store.signed_versions(known["meeting"])) > 1
        require_signed(store, known["meeting"], 2 if is_corrected else 1)
        says = store.record(known["meeting"]).answers["background"]
        others = [one.meeting for one in store.meetings() if one.meeting.id != known["meeting"]]
        begun = [store.record(one.id).answers["background"] for one in others]
        store.close()
        assert says == (MENDED if is_corrected else ANSWERS["background"])
        assert is_corrected or "signed" not in told, "it was corrected, and is not"
        assert is_corrected or "saved" not in told or begun == [MENDED], "the correction is gone"
        return NEW if is_corrected else OLD
