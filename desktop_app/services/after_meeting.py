"""How far the minutes are on their way: what is done after a meeting, and what is not yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app.policy.profile import Profile
from desktop_app.records.answers import filled_rows
from desktop_app.records.comments import COMMENTS
from desktop_app.records.dates import short
from desktop_app.records.meeting import Record
from desktop_app.services.actions_out import Sent, sent_before
from desktop_app.services.case_system import TRACKER, asks_for_tracker, receipts
from desktop_app.services.comments import authorised, is_changed_since, sent_out
from desktop_app.storage.copies import copies
from desktop_app.storage.store import Store


@dataclass(frozen=True)
class Step:
    """`done` says when or how it was; empty where it was not yet."""

    what: str
    done: str = ""

    @property
    def words(self) -> str:
        return f"✓ {self.what}: {self.done}" if self.done else f"Not yet: {self.what}"


def steps(store: Store, record: Record, profile: Profile) -> list[Step]:
    """In the order in which they usually come, those alone that the council asks for."""
    return [*_of_the_draft(store, record, profile), *_once_signed(store, record, profile)]


def _of_the_draft(store: Store, record: Record, profile: Profile) -> Iterator[Step]:
    of = record.meeting.id
    yield _actions(sent_before(store, of))
    out = sent_out(store, of)
    yield Step("Draft saved for comment", f"{out[0].at}, for {out[0].to}" if out else "")
    if rows := filled_rows(record, COMMENTS):
        open_still = sum(not row.values.get("outcome", "").strip() for row in rows)
        answered = f"all {len(rows)}" if len(rows) > 1 else "the one that came"
        yield Step("Comments answered", "" if open_still else answered)
    if profile.authorise:
        valid = record.meeting.state == "signed" or not is_changed_since(record)
        yield Step("Authorised", authorised(record) if valid else "")


def _actions(sent: Sequence[Sent]) -> Step:
    """They count as sent once the chair has said so, and as long as they are the same."""
    gone = next((one for one in sent if one.is_gone), None)
    if gone and gone.is_stale:
        return Step(f"Actions sent again: a correction has changed them since {gone.at}")
    if gone:
        return Step("Actions sent", f"noted on {gone.at}")
    ready = next((one for one in sent if one.holds_actions and not one.is_stale), None)
    if ready:
        return Step(f"Actions noted as sent. They were {ready.words} on {ready.at}")
    return Step("Actions sent")


def _once_signed(store: Store, record: Record, profile: Profile) -> Iterator[Step]:
    of = record.meeting.id
    versions = store.signed_versions(of) if record.meeting.state == "signed" else []
    if not versions:
        yield Step("Signed")
        yield from _copies(store, of)
        return
    last, events = versions[-1], store.events(of)
    yield Step("Signed", f"version {last.number}.0, {_day(last.signed_at)}")
    saved = [one.at for one in events if one.act == "exported" and one.at >= last.signed_at]
    yield Step("Word file saved", _day(saved[-1]) if saved else "")
    yield from _copies(store, of)
    kept = [one for one in receipts(store, of) if one.version == last.number]
    receipt = f"{kept[-1].reference}, uploaded on {short(kept[-1].on)}" if kept else ""
    yield Step(f"Receipt from {profile.case_system}", receipt)
    if asks_for_tracker(profile):
        noted = [one.at for one in events if one.act == TRACKER]
        yield Step("Tracker updated", f"noted on {_day(noted[-1])}" if noted else "")


def _copies(store: Store, of: str) -> Iterator[Step]:
    noted = copies(store, of)
    count = len({(one.person, one.role) for one in noted})
    people = "1 person" if count == 1 else f"{count} people"
    yield Step("Copies noted", f"for {people}" if noted else "")


def _day(utc: str) -> str:
    return short(datetime.fromisoformat(utc).astimezone().date())
