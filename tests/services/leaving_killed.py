"""Run by test_killed_while_a_file_leaves: a child ends at each operation on a file, and what then.

Python reports what it opens, names, removes and lists; writing and flushing are counted besides.
"""

import importlib
import os
import shutil
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import IO
from zipfile import ZipFile

from invented import CHEAP, DATA_KEY, PASSPHRASE

from desktop_app.disk.whole_file import write
from desktop_app.minutes.read_back import read_back
from desktop_app.paths import Places
from desktop_app.records.meeting import Record
from desktop_app.services import prepared as preparing
from desktop_app.services.actions_out import SENT
from desktop_app.services.backing_up import alone, back_up, tidy
from desktop_app.services.comments import for_comment, send_out
from desktop_app.services.copies_of_minutes import Maker, on_paper, save_pdf, save_word
from desktop_app.services.council import load_council
from desktop_app.services.demo import build_demo
from desktop_app.services.exporting import export_minutes, printed_now
from desktop_app.services.handing_over import hand_over_to, open_handed_over
from desktop_app.services.marks_on_minutes import Marking, Shelf, usually_left_out
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.who_gets_what import Wanted
from desktop_app.services.written_file import save
from desktop_app.storage import leaving
from desktop_app.storage.copies import copies
from desktop_app.storage.handover import SENT as HANDED
from desktop_app.storage.open import open_store
from desktop_app.storage.store import Store

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
COUNCIL = load_council(Places(Path("/nowhere")))
PROFILE = COUNCIL.profile("calderdale")
MAKER = Maker("Helen Pretend", "Team manager", NOW)
MOTHER = Wanted("Dana", "Mother", "parents", leave_out=usually_left_out("parents"))
PAGE = b"%PDF and words " * 400
Act = Callable[[Store, Path], object]


def record(store: Store, state: str) -> Record:
    lines = (line for line in store.meetings() if line.meeting.state == state)
    return store.record(next(lines).meeting.id)


def shelf(store: Store, about: Record) -> Shelf:
    form = COUNCIL.form(about.meeting.form, PROFILE)
    return Marking(form, about, printed_now(store, about, COUNCIL, PROFILE)).shelf(store)


def export(state: str) -> Act:
    def act(store: Store, out: Path) -> None:
        about = record(store, state)
        minutes = printed_now(store, about, COUNCIL, PROFILE)
        export_minutes(store, about.meeting.id, minutes, out, "target")

    return act


def copy_in_word(store: Store, out: Path) -> None:
    about = record(store, "signed")
    save_word(store, about, shelf(store, about), MOTHER, MAKER, out / "target.docx")


def copy_in_pdf(store: Store, out: Path) -> None:
    about = record(store, "signed")
    paper = on_paper(shelf(store, about), MOTHER, MAKER)
    save_pdf(store, about, paper, PAGE, out / "target.pdf")


def draft_out(store: Store, out: Path) -> None:
    about = record(store, "draft")
    held = shelf(store, about)
    send_out(store, about, held, for_comment("Jo", "council", "asked", TODAY), NOW, out, None)


def page(store: Store, out: Path) -> None:
    """A PDF of the preview, an action list, a calendar entry, a certificate, the recovery sheet."""
    save(store, out / "target.pdf", PAGE)
    store.note_event(record(store, "signed").meeting.id, SENT, {"how": "PDF"})


def preparation(store: Store, out: Path) -> None:
    about = record(store, "draft")
    here = OpenMeeting(COUNCIL.form(about.meeting.form, PROFILE), about)
    preparing.save_form(store, here, COUNCIL.library.choices, "OFFICIAL", out, known=True)


def handover(store: Store, out: Path) -> None:
    hand_over_to(store, record(store, "draft").meeting.id, PASSPHRASE, out, CHEAP)


def backup(store: Store, out: Path) -> None:
    places = Places(out.parent / "data")
    back_up(alone(store), places, 28, NOW, lambda _: None, out / "target.chairside-backup")


KINDS: dict[str, Act] = {
    "signed minutes": export("signed"),
    "a draft": export("draft"),
    "a copy in Word": copy_in_word,
    "a copy on paper": copy_in_pdf,
    "a draft for comment": draft_out,
    "a page": page,
    "a preparation form": preparation,
    "a handed-over draft": handover,
    "a backup": backup,
}


class End:
    """Ends this process at the operation of that number below the folder."""

    def __init__(self, folder: Path, at: int) -> None:
        self._folder = os.fspath(folder)
        self._at = at
        self._done = 0
        self._flush, self._fdopen = os.fsync, os.fdopen
        sys.addaudithook(self._heard)
        os.fsync = self._flushed  # type: ignore[assignment]
        os.fdopen = self._opened  # type: ignore[assignment]

    def count(self) -> None:
        self._done += 1
        if self._done == self._at:
            os.kill(os.getpid(), signal.SIGKILL)

    def _heard(self, event: str, about: tuple[object, ...]) -> None:
        if event in ("open", "os.rename", "os.remove", "os.scandir", "os.link") and any(
            os.fspath(one).startswith(self._folder)
            for one in about
            if isinstance(one, str | os.PathLike)
        ):
            self.count()

    def _flushed(self, handle: int) -> None:
        self.count()
        self._flush(handle)
        self.count()

    def _opened(self, handle: int, *how: str) -> IO[bytes]:
        return Halves(self._fdopen(handle, *how), self.count)  # type: ignore[return-value]


class Halves:
    """Writes half, then perhaps the process ends."""

    def __init__(self, file: IO[bytes], count: Callable[[], None]) -> None:
        self._file = file
        self._count = count

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def __enter__(self) -> "Halves":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, content: bytes) -> int:
        half = len(content) // 2
        self._file.write(content[:half])
        self._file.flush()
        self._count()
        self._file.write(content[half:])
        return len(content)


def in_a_child(act: Callable[[], object]) -> int:
    """How it ended: 0 is well, -9 is the end that was meant."""
    if child := os.fork():
        status = os.waitpid(child, 0)[1]
        return os.waitstatus_to_exitcode(status)
    try:
        act()
    except BaseException:  # noqa: BLE001 - said, and told to the parent
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def prepare(data: Path) -> None:
    store = open_store(data / "chairside.db", DATA_KEY, create=True)
    build_demo(store, COUNCIL, TODAY)
    store.close()
    (data / "keys.json").write_text("{}")


def do(act: Act, room: Path, at: int) -> None:
    store = open_store(room / "data" / "chairside.db", DATA_KEY, create=False)
    End(room / "out", at)
    act(store, room / "out")
    store.close()


def start_again(room: Path) -> None:
    """As the next start does, in another run of the program."""
    importlib.reload(leaving)
    store = open_store(room / "data" / "chairside.db", DATA_KEY, create=False)
    said = tidy(alone(store), Places(room / "data"), NOW)
    assert all("taken out again" in sentence for sentence in said), said
    assert not [key for key in store.settings() if key.startswith("leaving.")]
    store.close()


def require_noted(template: Path, room: Path, there: set[str]) -> None:
    """Of every file that is there it is noted who got it, and of no other."""
    assert files_noted(room) - files_noted(template) == Counter(there)


def files_noted(room: Path) -> Counter[str]:
    store = open_store(room / "data" / "chairside.db", DATA_KEY, create=False)
    every = [line.meeting.id for line in store.meetings()]
    noted = Counter(copy.file for of in every for copy in copies(store, of))
    noted.update(e.detail["file"] for of in every for e in store.events(of) if e.act == HANDED)
    store.close()
    return noted


def left_over(out: Path, known: set[str]) -> set[str]:
    return {path.name for path in out.iterdir()} - known - {"mine.txt"}


def require_whole(path: Path) -> None:
    raw = path.read_bytes()
    if path.suffix == ".docx" and "preparation" in path.name:
        with ZipFile(path) as archive:
            assert archive.testzip() is None
    elif path.suffix == ".docx":
        read_back(path)
    elif path.suffix == ".pdf":
        assert raw == PAGE
    elif path.suffix == ".chairside":
        open_handed_over(raw, PASSPHRASE, CHEAP)
    else:
        with ZipFile(path) as archive:
            assert archive.testzip() is None


NOTED = ("a copy in Word", "a copy on paper", "a draft for comment", "a handed-over draft")
REPLACING = ("signed minutes", "a draft", "a copy on paper", "a page")


def main(kind: str, folder: Path) -> None:
    """Prints how many points there were, over a file of before too where one may be replaced."""
    points = tried(kind, folder, over=False)
    if kind in REPLACING:
        points += tried(kind, folder, over=True)
    sys.stdout.write(f"{points}\n")


def tried(kind: str, folder: Path, *, over: bool) -> int:
    """How often it was ended before it came to its end."""
    act, template = KINDS[kind], folder / "template"
    names = prepare_both(act, folder, template, over=over)
    for point in count(1):
        room = fresh(template, folder / "room")
        ended = in_a_child(partial(do, act, room, point))
        if ended == 0:
            return point - 1
        assert ended == -signal.SIGKILL, f"point {point}: {ended}"
        there = [path for path in (room / "out").iterdir() if path.name in names]
        assert there or not over, f"point {point}: what was there is gone"
        for path in there:
            require_whole(path)
        saved = fresh(room, folder / "saved")
        assert in_a_child(partial(start_again, room)) == 0, f"point {point}"
        assert not left_over(room / "out", names), f"point {point}, next start"
        if kind in NOTED and not over:
            there = left_over(room / "out", set())
            noted = in_a_child(partial(require_noted, template, room, there))
            assert noted == 0, f"point {point}, next start"
        if kind != "a backup":  # what is left of one is encrypted: it waits for the next start
            write(saved / "out" / "other.pdf", PAGE)
            assert not left_over(saved / "out", names | {"other.pdf"}), f"point {point}, next save"
        assert (room / "out" / "mine.txt").read_text() == "mine"
    raise AssertionError


def fresh(template: Path, room: Path) -> Path:
    shutil.rmtree(room, ignore_errors=True)
    shutil.copytree(template, room)
    return room


def prepare_both(act: Act, folder: Path, template: Path, *, over: bool) -> set[str]:
    """The folder that every try begins with; the names that it may leave in `out`."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    assert in_a_child(lambda: prepare(template / "data")) == 0
    (template / "out").mkdir()
    (template / "out" / "mine.txt").write_text("mine")
    whole = fresh(template, folder / "whole")
    assert in_a_child(partial(do, act, whole, 0)) == 0
    names = left_over(whole / "out", set())
    assert len(names) == 1, names
    if over:
        fresh(whole, template)
    return names


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
