"""Files leave: the signed minutes, a copy with parts left out, a page of actions."""

from collections.abc import Sequence

from scenario import (
    NEW,
    NOW,
    OLD,
    Known,
    Scenario,
    Told,
    Where,
    a_store,
    next_start,
    opened,
)
from signed_minutes import form_of, profile_of, signed

from desktop_app.minutes.read_back import read_back
from desktop_app.records.copies import spots
from desktop_app.records.meeting import Record
from desktop_app.records.snapshot import Snapshot, fingerprint
from desktop_app.services.copies_of_minutes import Maker, save_word
from desktop_app.services.council import load_council
from desktop_app.services.exporting import export_minutes, printed_now
from desktop_app.services.marks_on_minutes import Marking, usually_left_out
from desktop_app.services.who_gets_what import Wanted
from desktop_app.services.written_file import save
from desktop_app.storage.copies import copies
from desktop_app.storage.store import Store
from scenarios.writing import require_signed

MOTHER = Wanted("Dana Testname", "Mother", "parents", leave_out=usually_left_out("parents"))
MAKER = Maker("Casey Chair", "Team manager", NOW)
PAGE = b"%PDF-1.7 " + b"Book the panel. " * 2000


class _OfSigned(Scenario):
    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        meeting = signed(store, where.places)
        store.close()
        return {"meeting": meeting.id}

    def _minutes(self, store: Store, where: Where, known: Known) -> tuple[Record, Snapshot]:
        record = store.record(known["meeting"])
        council, profile = load_council(where.places), profile_of(where.places)
        return record, printed_now(store, record, council, profile)


class Exporting(_OfSigned):
    name = "export"

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        _, snapshot = self._minutes(store, where, known)
        export_minutes(store, known["meeting"], snapshot, where.outside)
        told("saved")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        there = list(where.outside.iterdir())
        require_signed(store, known["meeting"], 1)
        signed = store.signed_versions(known["meeting"])[0].fingerprint
        noted = any(one.act == "exported" for one in store.events(known["meeting"]))
        store.close()
        for file in there:
            assert fingerprint(read_back(file)) == signed, f"{file.name} is not what was signed"
        assert there or not told, "the file was saved, and is not there"
        assert noted or not told, "it was saved, and is not noted"
        assert there or not noted, "it is noted, and is not there"
        return NEW if noted else OLD


class Copying(_OfSigned):
    name = "copy"

    def prepare(self, where: Where) -> Known:
        store = a_store(where)
        known = {"meeting": signed(store, where.places).id}
        record, snapshot = self._minutes(store, where, known)
        spot = next(one for one in spots(snapshot) if one.place.entry == "background")
        Marking(form_of(where.places), record, snapshot).set(store, spot, "home")
        store.close()
        return known

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        record, snapshot = self._minutes(store, where, known)
        shelf = Marking(form_of(where.places), record, snapshot).shelf(store)
        save_word(store, record, shelf, MOTHER, MAKER, where.outside / "copy.docx")
        told("saved and noted")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        store = next_start(where)
        there = list(where.outside.iterdir())
        noted = copies(store, known["meeting"])
        store.close()
        for file in there:
            assert read_back(file), f"{file.name} is not whole"
        assert there or not told, "the copy was saved, and is not there"
        assert noted or not told, "it was noted who got it, and is not"
        assert noted or not there, "a copy is outside, and nobody is noted to have it"
        assert there or not noted, "somebody is noted to have it, and it is not there"
        return NEW if noted else OLD


class Paper(_OfSigned):
    """A page for people, of which nothing is noted."""

    name = "paper"

    def act(self, where: Where, known: Known, told: Told) -> None:
        store = opened(where)
        save(store, where.outside / "actions.pdf", PAGE)
        told("saved")
        store.close()

    def came(self, where: Where, known: Known, told: Sequence[str]) -> str:
        next_start(where).close()
        page = where.outside / "actions.pdf"
        assert page.exists() or not told, "the page was saved, and is not there"
        assert not page.exists() or page.read_bytes() == PAGE, "the page is not whole"
        return NEW if page.exists() else OLD
