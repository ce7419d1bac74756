"""Signed minutes of an invented child in a real store, without the way through the window."""

from datetime import UTC, date, datetime

from desktop_app.forms.model import Form
from desktop_app.paths import Places
from desktop_app.policy.profile import Profile
from desktop_app.records.freeze import Imprint
from desktop_app.records.meeting import Changes, Meeting, Row
from desktop_app.records.snapshot import Signature
from desktop_app.services.council import load_council
from desktop_app.services.meetings import child_to_meet, new_meeting
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.opening import set_up
from desktop_app.services.signing import Pen, keep_signed
from desktop_app.storage.slots import Cost
from desktop_app.storage.store import Store
from desktop_app.storage.transactions import Clock, utc_now

CHEAP = Cost(memory=64, passes=1, lanes=1)
PASSPHRASE = "a long invented passphrase"
HELD = date(2026, 11, 16)
SIGNED = datetime(2026, 11, 17, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)
ANSWERS = {
    "meeting_date": "16 Nov 2026",
    "background": "Moved twice.\n\nThen once more.",
    "plan": "Adoption",
    "tracker_section": "B",
    "next_meeting": "+6w",
    "chair": "=cmd()",
}
SETTINGS = {"council": "lambeth", "my_name": "Casey Chair"}
ACTIONS = (Row("a1", {"text": "Book the panel", "owner": "Ann", "target": "+2w"}),)


def profile_of(places: Places, key: str = "lambeth") -> Profile:
    return load_council(places).profile(key)


def form_of(places: Places, key: str = "initial_ppm") -> Form:
    return load_council(places).form(key, profile_of(places))


def new_store(places: Places, clock: Clock = utc_now) -> Store:
    return set_up(places, PASSPHRASE, SETTINGS, CHEAP, clock)[0]


def signed(store: Store, places: Places, *, number: str = "1204417", **answers: str) -> Meeting:
    """Of the one child of that number."""
    child = child_to_meet(store, "", "Robin Testname", number)
    form = form_of(places)
    one = new_meeting(store, form, child, {})
    store.save(one.id, Changes({**ANSWERS, **answers}, actions=ACTIONS))
    record = store.record(one.id)
    signature = Signature("Casey Chair", "Team manager", "17 November 2026", "I chaired.")
    prints = Imprint("Lambeth", "OFFICIAL-SENSITIVE", "1.0", signature)
    snapshot = OpenMeeting(form, record).freeze(prints)
    keep_signed(store, record, snapshot, Pen(), (), SIGNED)
    return store.record(one.id).meeting
