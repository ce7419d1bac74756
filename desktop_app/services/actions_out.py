"""The same day: the actions of a meeting as they are read back and go out, and a trace of each."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from unicodedata import normalize

from desktop_app.minutes.actions_page import Action, ActionsPage
from desktop_app.records.answers import anchor, is_filled
from desktop_app.records.dates import noted_at, printed
from desktop_app.records.meeting import Child, Record, Row, SignedVersion
from desktop_app.records.snapshot import Grid, Snapshot, from_json
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.storage.store import Store

SENT = "actions sent"  # the act of every event about them; `how` says what was done
WORD, PDF, COPY, ENTRY = "Word page", "PDF", "copied for an e-mail", "calendar entry"
GONE = "noted as sent"  # by the chair: what is saved or copied may never be sent
_READY = {
    WORD: "saved as a Word page",
    PDF: "saved as a PDF",
    COPY: "copied for an e-mail",
    ENTRY: "calendar entry saved",
}
_COLUMNS = {"text", "owner", "target"}  # which every table of actions has, and no other
_APOSTROPHES = "'’‘ʼ"
_HYPHENS = "‐‑–-"
# First names that are words as well: in small letters the word is meant.
_ALSO_A_WORD = re.compile(
    "art|bill|dawn|dean|drew|eve|faith|frank|grace|grant|guy|hope|jack|joy|mark|max|may|miles|pat|"
    "ray|rob|rose|sue|summer|will",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sent:
    """When (`Sat 21 Nov 2026, 14:32`) and how the actions were made ready, or noted as sent.

    `noted` is the time in UTC.

    `is_stale` says that a correction has changed them since.
    """

    at: str
    how: str
    noted: str = ""
    is_stale: bool = False

    @property
    def is_gone(self) -> bool:
        """The chair says so: of a file or what was copied, nobody here knows whether it went."""
        return self.how == GONE

    @property
    def holds_actions(self) -> bool:
        """A calendar entry of the next meeting does not."""
        return self.how != ENTRY

    @property
    def words(self) -> str:
        return _READY.get(self.how, self.how)


def actions_page(
    meeting: OpenMeeting, minutes: Snapshot, closed: Collection[str], *, named: bool = False
) -> ActionsPage:
    """New actions and those carried that are open; `closed` are the statuses that end one.

    Unless `named`, the child's initials stand wherever an action says their name.
    """
    record = meeting.record
    day = anchor(record)
    child = Child("", record.answers)
    new = tuple(_new(row, day) for row in record.actions if is_filled(row))
    left = (row for row in record.carried if is_filled(row))
    carried = tuple(_carried(row, day) for row in left if row.values.get("status") not in closed)
    if not named:
        new, carried = (
            tuple(_unnamed(one, record) for one in several) for several in (new, carried)
        )
    whose = ", ".join(part for part in (child.initials, child.case_number.strip()) if part)
    return ActionsPage(minutes, meeting.form.name, whose, new, carried)


def names_left(page: ActionsPage, record: Record) -> list[str]:
    """Parts of the child's name that still stand in the actions, such as that of the family."""
    parts = dict.fromkeys(Child("", record.answers).name.split())
    said = "\n".join(f"{one.text}\n{one.owner}" for one in (*page.new, *page.carried))
    return [part for part in parts if len(part) > 1 and re.search(_alone(_as_typed(part)), said)]


def still_empty(meeting: OpenMeeting) -> int:
    """How many required answers are neither there nor given a reason for."""
    return sum(one.weight != "warning" and not one.settled for one in meeting.findings())


def sent_before(store: Store, meeting_id: str) -> list[Sent]:
    """The last one first."""
    events = [event for event in store.events(meeting_id) if event.act == SENT]
    versions = store.signed_versions(meeting_id) if events else []
    found = [
        Sent(noted_at(one.at), one.detail.get("how", ""), one.at, _is_stale(versions, one.at))
        for one in events
    ]
    return found[::-1]


def _is_stale(versions: Sequence[SignedVersion], sent: str) -> bool:
    """Whether the minutes of then, or the first that were signed, give other actions than now."""
    before = [one for one in versions if one.signed_at <= sent]
    then = before[-1:] or versions[:1]
    return bool(then) and _actions_in(then[-1]) != _actions_in(versions[-1])


def _actions_in(version: SignedVersion) -> list[Grid]:
    snapshot = from_json(version.snapshot)
    sections = (*snapshot.template, *snapshot.additional)
    entries = (entry for one in sections for group in one.groups for entry in group)
    grids = (entry for entry in entries if isinstance(entry, Grid))
    return [grid for grid in grids if {key for key, _ in grid.columns} >= _COLUMNS]


def _new(row: Row, day: date) -> Action:
    values = row.values
    return Action(
        _said(values, "text"), _said(values, "owner"), printed(_said(values, "target"), day)
    )


def _carried(row: Row, day: date) -> Action:
    values = row.values
    owner = _said(values, "new_owner") or _said(values, "owner")
    target = _said(values, "new_target") or _said(values, "target")
    return Action(_said(values, "text"), owner, printed(target, day))


def _said(values: Mapping[str, str], key: str) -> str:
    return values.get(key, "").strip()


def _unnamed(action: Action, record: Record) -> Action:
    return Action(
        without_name(action.text, record), _owner_unnamed(action.owner, record), action.target
    )


def without_name(text: str, record: Record) -> str:
    """With the child's initials where the text says their name, whole, first or preferred."""
    child = Child("", record.answers)
    for whole in _whole_names(child):
        pattern = r"\s+".join(map(_spelt, whole))
        text = re.sub(_alone(f"(?i:{pattern})"), child.initials, text)
    for name in _first_names(record):
        text = re.sub(_alone(_as_typed(name)), child.initials, text)
    return text


def _alone(pattern: str) -> str:
    """Not within a word; a name may end in a sign that Python takes for no part of a word."""
    return rf"(?<!\w){pattern}(?!\w)"


def _spelt(name: str) -> str:
    """With and without accents, with either apostrophe, with any hyphen."""
    return "".join(map(_sign, normalize("NFC", name)))


def _sign(sign: str) -> str:
    if sign in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    if sign in _HYPHENS:
        return rf"[\s{_HYPHENS}]"
    plain = normalize("NFD", sign)[0]
    if not plain.isascii() or not plain.isalpha():
        return re.escape(sign)
    return f"[{plain}{_accented().get(plain, '')}][\u0300-\u036f]*"


@cache
def _accented() -> Mapping[str, str]:
    """By plain letter, those of the Latin alphabets that are it with an accent."""
    found: dict[str, str] = {}
    for letter in map(chr, range(0xC0, 0x1F00)):
        plain = normalize("NFD", letter)[0]
        if plain.isascii() and plain != letter:
            found[plain] = found.get(plain, "") + letter
    return found


def _owner_unnamed(owner: str, record: Record) -> str:
    """Only where it is the child: a social worker may have the same first name."""
    child = Child("", record.answers)
    names = [*map(" ".join, _whole_names(child)), *_first_names(record)]
    is_child = " ".join(owner.split()).casefold() in [name.casefold() for name in names]
    return child.initials if is_child else owner


def _whole_names(child: Child) -> list[list[str]]:
    """With the names between first and last, and without."""
    names = child.name.split()
    if len(names) < 2:
        return []
    turned = [f"{names[-1]},", names[0]]
    return [names, [names[0], names[-1]], turned, *([names[:-1]] if len(names) > 2 else [])]


def _first_names(record: Record) -> list[str]:
    preferred = record.answers.get("preferred_name", "").split()
    return [*Child("", record.answers).name.split()[:1], *preferred]


def _as_typed(name: str) -> str:
    """However it is typed, but for a name that is a word as well."""
    if _ALSO_A_WORD.fullmatch(name):
        return f"(?:{re.escape(name.capitalize())}|{re.escape(name.upper())})"
    return f"(?i:{_spelt(name)})"
