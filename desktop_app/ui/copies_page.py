"""Who gets the minutes: everybody who was there and whoever is added, with what each got."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop_app.storage.copies import Copy
from desktop_app.ui.fields import Field
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import Column, button, clear, in_a_row, in_eights, stacked, words
from desktop_app.ui.row_list import RowList

_ABOUT = (
    "Who gets all of the minutes, who gets a copy with parts left out, and who gets none. "
    "This is kept beside the minutes and changes nothing in them."
)
_IN_WORDS = {"full": "All of it", "redacted": "Parts left out", "not shared": "Not shared"}


class Person:
    """Somebody as a row: `copies` are what they got so far."""

    def __init__(self, key: str, name: str, role: str, copies: Sequence[Copy]) -> None:
        self.key = key
        self.title = name
        self.role = role
        self.under = " · ".join([role, *map(given_in_words, copies)] if role else [])
        self.under = self.under or " · ".join(map(given_in_words, copies))
        self.step = _IN_WORDS[copies[-1].given] if copies else "Nothing yet"


def given_in_words(one: Copy) -> str:
    """`Parts left out (copy 2), by post, 21/11/2026`; nothing is no copy."""
    number = "" if one.given == "not shared" else f" (copy {one.number})"
    how = f"{_IN_WORDS[one.given]}{number}"
    return ", ".join(part for part in (how, one.method, one.day) if part)


class CopiesPage(Column):
    """`person_wanted` carries name and role."""

    person_wanted = Signal(str, str)
    marks_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._people: dict[str, Person] = {}
        self._rows = RowList("People")
        self._rows.chosen.connect(self._choose)
        self._name, self._role = Field("Somebody else"), Field("Their role")
        self._role.entered.connect(self._add)
        self._name.entered.connect(self._role.take_focus)
        self._given = stacked(gap=4)
        steps = Flow()
        steps.addWidget(button("‹ Back  (Esc)", self.left.emit))
        marks = button("Mark what is left out…", self.marks_wanted.emit)
        steps.addWidget(marks)
        title = words("Copies for people", "title")
        self.content.addLayout(stacked(title, words(_ABOUT, "muted"), gap=4))
        self.content.addLayout(steps)
        self.content.addWidget(self._rows)
        add = button("Add them", self._add)
        self._waiting = (marks, self._name, self._role, add)
        self.content.addLayout(stacked(self._name, self._role, in_a_row(add, None), gap=16))
        self.content.addLayout(self._given)
        self.end()

    def wait(self) -> None:
        """Until it is known what stands in the minutes and who got what."""
        for step in self._waiting:
            step.setEnabled(False)

    def show_people(self, people: Sequence[tuple[str, str]], given: Sequence[Copy]) -> None:
        """Names and roles; whoever got something is there as well."""
        everybody = dict.fromkeys([*people, *((one.person, one.role) for one in given)])
        made = [
            Person(
                str(n), name, role, [one for one in given if (one.person, one.role) == (name, role)]
            )
            for n, (name, role) in enumerate(everybody)
        ]
        self._people = {person.key: person for person in made}
        self._rows.show_entries(made)
        clear(self._given)
        if given:
            self._given.addWidget(words("Given so far", "label"))
        for one in given:
            self._given.addWidget(words(_in_full(one)))
        for step in self._waiting:
            step.setEnabled(True)

    def take_focus(self) -> None:
        self._rows.start()

    def _choose(self, key: str) -> None:
        self.person_wanted.emit(self._people[key].title, self._people[key].role)

    def _add(self) -> None:
        name, role = self._name.text().strip(), self._role.text().strip()
        if not name and not role:
            self._name.refuse("Type a name or a role.")
            return
        for field in (self._name, self._role):
            field.say("")
            field.set_text("")
        self.person_wanted.emit(name or role, role if name else "")


def _in_full(one: Copy) -> str:
    who = ", ".join(part for part in (one.person, one.role) if part)
    of = f"of version {one.version}"
    file = f"File {one.file}, SHA-256 {in_eights(one.sha256)}" if one.file else ""
    said = (f"{who}: {given_in_words(one)}, {of}", one.reason, file)
    return ". ".join(part for part in said if part)
