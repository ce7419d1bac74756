"""A store with something of everything, damaged page by page, and all that is then asked of it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

from invented import DATA_KEY

from desktop_app.errors import CannotProceed
from desktop_app.minutes.read_back import read_back
from desktop_app.paths import Places
from desktop_app.records.copies import Mark, Place
from desktop_app.records.meeting import Changes, MeetingLine, SignedVersion
from desktop_app.records.snapshot import fingerprint
from desktop_app.services.backing_up import alone, back_up
from desktop_app.services.council import load_council
from desktop_app.services.demo import build_demo
from desktop_app.services.exporting import export_minutes, printed_now
from desktop_app.services.sealing import make_own
from desktop_app.services.signing import begin_correction
from desktop_app.storage.backups import backups, unpack
from desktop_app.storage.certificates import certificates
from desktop_app.storage.check import check
from desktop_app.storage.copies import Copy, copies, keep_marks, marks, note_copy
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

PAGE = 4096  # bytes
TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 15, tzinfo=UTC)
LONG = "Said at length. " * 1500  # over several pages
COUNCIL = load_council(Places(Path("/nowhere")))


def make(path: Path) -> None:
    """The demonstration, with what it lacks: copies, marks, receipts, a certificate, long words."""
    store = open_store(path, DATA_KEY, create=True)
    build_demo(store, COUNCIL, TODAY)
    make_own(store, "Helen Pretend", "Nowhere", NOW)
    for line in store.meetings():
        if line.meeting.state == "signed":
            detail = {"on": "2026-11-20", "reference": "x", "by": "y", "version": "1"}
            store.note_event(line.meeting.id, "uploaded", detail | {"sha256": "0" * 64})
            keep_marks(store, line.meeting.id, [Mark(Place("background"), "parents")])
            given = ("redacted", "1.0", LONG, "Mother", "parents", "", "by hand", "", "2026-11-20")
            note_copy(store, line.meeting.id, Copy(*given))
        else:
            store.save(line.meeting.id, Changes({"background": LONG}))
    signed = [line.meeting.id for line in store.meetings() if line.meeting.state == "signed"]
    begin_correction(store, signed[0], "A date was wrong.")
    store.close()


@dataclass(frozen=True)
class Said:
    """What a store says when all is asked of it; an answer that was refused is its sentence."""

    lists: dict[str, list[object]] = field(default_factory=dict[str, list[object]])
    unread: tuple[str, ...] = ()
    answers: dict[str, object] = field(default_factory=dict[str, object])


class Refused(str):
    """A sentence for the chair."""


def all_of(path: Path) -> Said | Refused:
    """Raises whatever is no sentence."""
    try:
        store = open_store(path, DATA_KEY, create=False)
    except CannotProceed as trouble:
        return Refused(trouble)
    try:
        return _asked(store, path)
    finally:
        store.close()


def _asked(store: Store, path: Path) -> Said:
    lists: dict[str, list[object]] = {
        "children": [*store.children()],
        "meetings": [*store.meetings()],
        "kernels": [*store.kernels()],
        "settings": [*store.settings().items()],
        "certificates": [*certificates(store)],
    }
    unread = store.unread
    answers: dict[str, object] = {}
    for line in store.meetings():
        answers |= {
            f"{name} of {line.meeting.reference}": _or_sentence(ask)
            for name, ask in _questions(store, line, path)
        }
    answers["check"] = _or_sentence(lambda: check(store))
    return Said(lists, unread, answers)


def _questions(
    store: Store, line: MeetingLine, path: Path
) -> Iterator[tuple[str, Callable[[], object]]]:
    of = line.meeting.id
    yield "record", lambda: store.record(of)
    yield "events", lambda: store.events(of)
    yield "versions", lambda: store.signed_versions(of)
    yield "copies", lambda: copies(store, of)
    yield "marks", lambda: marks(store, of)
    yield "open actions", lambda: store.open_actions(line.child.id, ())
    yield "files", lambda: _files(store, store.signed_versions(of))
    yield "export", lambda: _exported(store, of, path.parent)


def _files(store: Store, versions: list[SignedVersion]) -> list[bytes]:
    return [store.signed_file(one) for one in versions]


def _exported(store: Store, of: str, folder: Path) -> str:
    """The fingerprint of what the file says."""
    minutes = printed_now(store, store.record(of), COUNCIL, COUNCIL.profile("calderdale"))
    out = folder / "out"
    out.mkdir(exist_ok=True)
    file = export_minutes(store, of, minutes, out)
    try:
        return fingerprint(read_back(file))
    finally:
        file.unlink()


def _or_sentence(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except CannotProceed as trouble:
        return Refused(trouble)


def wrong_in(said: Said | Refused, truth: Said, *, signed_only: bool = False) -> list[str]:
    """What is neither as it was nor refused: none is good.

    A list may lack what it names as unread. With `signed_only`, the rest may be as it was once:
    an older page that was put back is whole.
    """
    if isinstance(said, Refused):
        return []
    wrong = [
        name
        for name, answer in said.answers.items()
        if name != "check"
        and not isinstance(answer, Refused)
        and name in truth.answers
        and not (signed_only and name.partition(" ")[0] not in ("files", "versions"))
        and answer != truth.answers[name]
    ]
    if not signed_only:
        wrong += [name for name in truth.lists if not _is_told(name, said, truth)]
    return wrong


def _is_told(name: str, said: Said, truth: Said) -> bool:
    """Nothing is in it that is not true, and what it lacks is named."""
    known, lacks = truth.lists[name], len(truth.lists[name]) - len(said.lists[name])
    if any(one not in known and not _lacks_its_child(one, known) for one in said.lists[name]):
        return bool(said.unread) and _only_columns_differ(said.lists[name], known)
    return lacks == 0 or bool(said.unread)


def _lacks_its_child(one: object, known: list[object]) -> bool:
    """A meeting whose child could not be read stands there without a name."""
    if not isinstance(one, MeetingLine) or one.child.details:
        return False
    return any(
        isinstance(other, MeetingLine) and replace(other, child=one.child) == one for other in known
    )


def _only_columns_differ(found: list[object], known: list[object]) -> bool:
    """A column of the list that could not be read is empty, and named."""
    by_id = {one.meeting.id: one for one in known if isinstance(one, MeetingLine)}
    for one in found:
        if not isinstance(one, MeetingLine):
            return False
        was = by_id[one.meeting.id]
        columns = ("held", "signed_at", "exported_at", "uploaded_at", "tracker_at", "out_at")
        if any(getattr(one, c) not in ("", getattr(was, c)) for c in columns):
            return False
    return True


# damage


def pages(path: Path) -> int:
    return path.stat().st_size // PAGE


def copied(path: Path, folder: Path) -> Path:
    """The store alone in a new folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return Path(shutil.copy(path, folder / path.name))


def flip(raw: bytearray, page: int) -> None:
    """One bit in the middle of the page, the first of which is 1."""
    raw[(page - 1) * PAGE + PAGE // 2] ^= 1


def zero(raw: bytearray, page: int) -> None:
    raw[(page - 1) * PAGE : page * PAGE] = bytes(PAGE)


def damage(path: Path, page: int, how: Callable[[bytearray, int], None]) -> None:
    raw = bytearray(path.read_bytes())
    how(raw, page)
    path.write_bytes(raw)


def backed_up(path: Path) -> Refused | bool:
    """Whether a backup of the store is made, or why not."""
    places = Places(path.parent)
    places.keys.write_text("{}")
    try:
        store = open_store(path, DATA_KEY, create=False)
    except CannotProceed as trouble:
        return Refused(trouble)
    try:
        back_up(alone(store), places, 28, NOW, lambda _: None)
    except CannotProceed as trouble:
        return Refused(trouble)
    finally:
        store.close()
    return True


# what a test asserts of each page


@dataclass(frozen=True)
class Whole:
    """A store without damage, an older one of the same file, and what both say."""

    path: Path
    older: Path
    truth: Said


def prepared(folder: Path) -> Whole:
    path = folder / "made" / "chairside.db"
    make(path)
    older = copied(path, folder / "older")
    store = open_store(path, DATA_KEY, create=False)
    for line in store.meetings():
        if line.meeting.state == "draft":
            store.save(line.meeting.id, Changes({"background": LONG[::-1]}))
        else:
            last = store.signed_versions(line.meeting.id)[-1]
            store.keep_file(last, store.signed_file(last)[::-1])  # another turn of other bytes
    store.close()
    truth = all_of(copied(path, folder / "truth"))
    assert isinstance(truth, Said)
    assert truth.unread == ()
    assert truth.answers["check"] == []
    return Whole(path, older, truth)


def hurt(whole: Whole, folder: Path, page: int, how: Callable[[bytearray, int], None]) -> str:
    """What is not as it should be once that page is damaged; empty is good."""
    path = copied(whole.path, folder)
    damage(path, page, how)
    said = all_of(path)
    if isinstance(said, Refused):
        return ""
    if wrong := wrong_in(said, whole.truth):
        return f"page {page}: {'; '.join(wrong)} without a sentence"
    if said.answers["check"] == []:
        return f"page {page}: check finds nothing"
    path = copied(whole.path, folder)
    damage(path, page, how)
    return _wrong_in_backup(path, whole, page)


def _wrong_in_backup(path: Path, whole: Whole, page: int) -> str:
    """A backup may be made where an index alone is damaged: then it is whole itself."""
    if isinstance(backed_up(path), Refused):
        return ""
    (made,) = backups(path.parent / "backups")
    unpack(made.path, path.parent / "unpacked")
    said = all_of(path.parent / "unpacked" / path.name)
    if isinstance(said, Refused) or said.unread or wrong_in(said, whole.truth):
        return f"page {page}: backed up as if it were whole"
    return ""


def put_back(whole: Whole, folder: Path, page: int) -> str:
    """As `hurt`, with the page as it was in the older store: what was signed is never another."""
    path = copied(whole.path, folder)
    old = whole.older.read_bytes()[(page - 1) * PAGE : page * PAGE]
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * PAGE : page * PAGE] = old
    path.write_bytes(raw)
    said = all_of(path)
    wrong = wrong_in(said, whole.truth, signed_only=True)
    return f"old page {page}: {'; '.join(wrong)} without a sentence" if wrong else ""


def changed_pages(whole: Whole) -> list[int]:
    """Those of the older store that the newer one has otherwise."""
    old, new = whole.older.read_bytes(), whole.path.read_bytes()
    both = range(1, len(old) // PAGE + 1)
    return [
        page for page in both if old[(page - 1) * PAGE :][:PAGE] != new[(page - 1) * PAGE :][:PAGE]
    ]
