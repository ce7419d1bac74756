"""From the minutes to what each person gets: marks, copies, and the note of who got which."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from desktop_app.assemble import Desk
from desktop_app.errors import CannotProceed, ProgramFault
from desktop_app.forms.marks import reader_of
from desktop_app.minutes.file_name import file_name
from desktop_app.policy.profile import Profile
from desktop_app.records.copies import Place, Spot, spots
from desktop_app.records.meeting import Record
from desktop_app.services.copies_of_minutes import Maker, OnPaper, on_paper, save_pdf, save_word
from desktop_app.services.exporting import printed_now
from desktop_app.services.marks_on_minutes import Marking, Shelf, also_said
from desktop_app.services.open_meeting import OpenMeeting
from desktop_app.services.sealing import Seal, make_own, own_words, signer_of, usual
from desktop_app.services.who_gets_what import ReasonMissing, Wanted, note
from desktop_app.storage.copies import Copy
from desktop_app.storage.store import Store
from desktop_app.ui.aside import Aside
from desktop_app.ui.copies_page import CopiesPage
from desktop_app.ui.copy_page import CopyPage
from desktop_app.ui.copy_pages import CopyPages
from desktop_app.ui.copy_preview import CopyPreview
from desktop_app.ui.courier import Courier
from desktop_app.ui.file_dialogs import file_to_save
from desktop_app.ui.marks_page import MarksPage
from desktop_app.ui.on_paper import print_on_paper, to_pdf
from desktop_app.ui.step import step

T = TypeVar("T")


class Copies(Aside):
    """Its pages: the people, one person's copy, the marks, and a copy as it will read."""

    words = "Copies…"
    why = "Who gets all, who a copy with parts left out, and who got which."

    def __init__(
        self,
        desk: Desk,
        courier: Courier,
        meeting: OpenMeeting,
        profile: Profile,
        settings: dict[str, str],
    ) -> None:
        super().__init__(desk, courier, meeting, profile, settings)
        self._marking: Marking | None = None
        self._held: Shelf | None = None
        self._record: Record | None = None
        self._previewed: OnPaper | None = None
        self.people, self.one = CopiesPage(), CopyPage()
        self.marks, self.preview = MarksPage(), CopyPreview()
        self.page = self._stack = CopyPages()
        for page in (self.people, self.one, self.marks, self.preview):
            self._stack.addWidget(page)
        self._connect()

    def _connect(self) -> None:
        self._stack.back.connect(self._back)
        self._stack.on_paper.connect(self._on_paper)
        self.people.left.connect(self.left)
        self.people.person_wanted.connect(self.show_person)
        self.people.marks_wanted.connect(self.show_marks)
        self.marks.left.connect(self.show_people)
        self.marks.mark_wanted.connect(self._mark)
        self.marks.lost_taken_off.connect(self._take_off_lost)
        self.one.left.connect(self.show_people)
        self.one.changed.connect(self._look_for_names)
        self.one.preview_wanted.connect(self._preview)
        self.one.note_wanted.connect(lambda: self._note(self.held, self.one.wanted(), "✓"))
        self.one.certificate_wanted.connect(self._make_certificate)
        self.preview.left.connect(lambda: self._stack.setCurrentWidget(self.one))
        for page in (self.one, self.preview):
            page.word_wanted.connect(self._ask_word)
            page.pdf_wanted.connect(self._ask_pdf)
            page.print_wanted.connect(self._print)

    def _back(self) -> None:
        """From any page to the one before."""
        pages = (self.people, self.one, self.marks, self.preview)
        next(page for page in pages if page is self._stack.currentWidget()).left.emit()

    def _on_paper(self) -> None:
        here = self._stack.currentWidget()
        if here is self.preview:
            self._print()
        elif here is self.one and self.one.wanted().given != "not shared":
            self._preview()

    # what is at hand

    def start(self) -> None:
        of, council, profile = self._meeting.record.meeting.id, self._desk.council, self._profile
        form = self._meeting.form

        def work(store: Store) -> tuple[Record, Marking, Shelf, str]:
            record = store.record(of)
            marking = Marking(form, record, printed_now(store, record, council, profile))
            return record, marking, marking.shelf(store), own_words(store)

        def show(found: tuple[Record, Marking, Shelf, str]) -> None:
            self._record, self._marking, self._held, own = found
            self.one.start_seal(usual(self._settings), own)
            self.show_people()

        self.people.wait()
        self._ask(work, show)

    @property
    def held(self) -> Shelf:
        return _begun(self._held)

    @property
    def marking(self) -> Marking:
        return _begun(self._marking)

    def show_people(self) -> None:
        rows = (row.values for row in self._meeting.record.attendance)
        there = [(row.get("name", "").strip(), row.get("relation", "").strip()) for row in rows]
        people = [(name or role, role if name else "") for name, role in there if name or role]
        self.people.show_people(people, self.held.given)
        self._stack.setCurrentWidget(self.people)
        self.people.take_focus()

    # marks

    def show_marks(self) -> None:
        self.marks.show_spots(list(spots(self.held.snapshot)), self._why())
        self._show_lost()
        self._stack.setCurrentWidget(self.marks)

    def _why(self) -> dict[Place, list[str]]:
        why: dict[Place, list[str]] = {}
        for mark in self.held.marks:
            why.setdefault(mark.place, []).append(mark.why)
        return why

    def _show_lost(self) -> None:
        held = self.held
        about = {spot.place.entry: spot.about for spot in spots(held.snapshot)}
        lost = [about.get(mark.place.entry, mark.place.entry) for mark in held.lost]
        self.marks.show_lost(lost, to_go=len(held.lost) > len(held.held_by_signed))

    def _mark(self, spot: Spot, why: str) -> None:
        self._change_marks(lambda marking, store: marking.set(store, spot, why))

    @step
    def _take_off_lost(self) -> None:
        self._change_marks(lambda marking, store: marking.take_off_lost(store))

    def _change_marks(self, change: Callable[[Marking, Store], Shelf]) -> None:
        def show(held: Shelf) -> None:
            self._held = held
            self.marks.follow(self._why())
            self._show_lost()

        self._ask(lambda store: change(self.marking, store), show)

    # one person's copy

    def show_person(self, name: str, role: str) -> None:
        counts = Counter(mark.why for mark in self.held.marks)
        signed = self.held.snapshot.signature is not None
        self.one.start(name, role, reader_of(role), counts, self._desk.today, signed=signed)
        self._look_for_names()
        self._stack.setCurrentWidget(self.one)

    def _look_for_names(self) -> None:
        wanted = self.one.wanted()
        shown = wanted.given == "redacted" and bool(wanted.person)
        self.one.show_also(also_said(self.held, wanted.leave_out) if shown else [])

    def _maker(self) -> Maker:
        """On paper nothing is sealed."""
        now = self._desk.now()
        answers, mine = self._meeting.record.answers, self._settings
        name = mine.get("my_name", "") or answers.get("chair", "")
        return Maker(name, mine.get("my_role", "") or answers.get("chair_role", ""), now)

    @step
    def _make_certificate(self) -> None:
        name, council, now = self._maker().name, self._profile.council, self._desk.now()

        def work(store: Store) -> str:
            make_own(store, name, council, now)
            return own_words(store)

        self._ask(work, self.one.show_own)

    def _with_paper(self, then: Callable[[OnPaper], object]) -> None:
        """The copy as it is asked for now, or as it is previewed: whatever follows goes by it."""
        if self._stack.currentWidget() is self.preview:
            then(_begun(self._previewed))
            return
        held, wanted, maker = self.held, self.one.wanted(), self._maker()
        self._ask(lambda _: on_paper(held, wanted, maker), then)

    @step
    def _preview(self) -> None:
        def show(paper: OnPaper) -> None:
            self._previewed = paper
            self.preview.show_copy(paper.copy)
            self._stack.setCurrentWidget(self.preview)

        self._with_paper(show)

    @step
    def _ask_word(self) -> None:
        seal = self.one.seal()

        def ask(paper: OnPaper) -> None:
            name, kinds = file_name(paper.copy), "Word files (*.docx)"
            if chosen := file_to_save(self._stack, "Save the Word file", name, kinds):
                ends = chosen.name.lower().endswith(".docx")
                path = chosen if ends else chosen.with_name(f"{chosen.name}.docx")
                self.save_word(paper, seal, path)

        self._with_paper(ask)

    @step
    def save_word(self, paper: OnPaper, seal: Seal, path: Path) -> None:
        """Writes, checks and notes it."""
        record, base, maker = _begun(self._record), self._desk.council.word_base, paper.maker

        def work(store: Store) -> Copy:
            is_sealed = paper.wanted.given == "redacted"
            signer = signer_of(store, seal, maker.at) if is_sealed else None
            sealing = Maker(maker.name, maker.role, maker.at, signer)
            return save_word(store, record, paper.held, paper.wanted, sealing, path, base)

        self._give(work, f"✓ Word file saved and read back: {path}.")

    @step
    def _ask_pdf(self) -> None:
        def ask(paper: OnPaper) -> None:
            name = Path(file_name(paper.copy)).with_suffix(".pdf").name
            if chosen := file_to_save(self._stack, "Save as PDF", name, "*.pdf"):
                self.save_pdf(paper, chosen)

        self._with_paper(ask)

    @step
    def save_pdf(self, paper: OnPaper, path: Path) -> None:
        """Writes and notes it."""
        record, pdf = _begun(self._record), to_pdf(paper.copy)
        said = f"✓ PDF saved: {path}."
        self._give(lambda store: save_pdf(store, record, paper, pdf, path), said)

    @step
    def _print(self) -> None:
        def go(paper: OnPaper) -> None:
            if print_on_paper(paper.copy, self._stack):
                self._note(paper.held, paper.wanted, "✓ Printed.")

        self._with_paper(go)

    @step
    def _note(self, held: Shelf, wanted: Wanted, said: str) -> None:
        record, now = _begun(self._record), self._desk.now()
        self._give(lambda store: note(store, record, held, wanted, now), said)

    def _give(self, work: Callable[[Store], Copy], said: str) -> None:
        def whole(store: Store) -> tuple[Copy, Shelf]:
            return work(store), self.marking.shelf(store)

        def show(done: tuple[Copy, Shelf]) -> None:
            copy, self._held = done
            self._stack.setCurrentWidget(self.one)
            self.one.say_done(f"{said} {_noted_as(copy)}")

        self._ask(whole, show)

    def _ask(self, work: Callable[[Store], T], then: Callable[[T], object]) -> None:
        self._courier.send(self, self._desk.ask(work), then, self._say)

    def _say(self, trouble: CannotProceed) -> None:
        """On the page of the copy, where it is about one; else the meeting's own line says it."""
        if self._stack.currentWidget() in (self.one, self.preview):
            self._stack.setCurrentWidget(self.one)
            ask_why = isinstance(trouble, ReasonMissing)
            (self.one.ask_why if ask_why else self.one.say_trouble)(str(trouble))
        else:
            self.told.emit(str(trouble))


def _noted_as(copy: Copy) -> str:
    if copy.given == "not shared":
        return f"Noted: not shared with {copy.person}."
    return f"Noted as copy {copy.number} for {copy.person}."


def _begun(found: T | None) -> T:
    if found is None:
        raise ProgramFault("copies before they were started")
    return found
