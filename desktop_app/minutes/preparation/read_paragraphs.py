"""Paragraphs of a Word file that answer a form's questions: a label, then what is said of it."""

from desktop_app.forms.model import Question
from desktop_app.minutes.preparation.labels import Labels
from desktop_app.minutes.preparation.passages import Passage
from desktop_app.minutes.preparation.read_people import People, people_of, person_of
from desktop_app.minutes.preparation.taken import Taken


class ParagraphReader:
    """Reads them one by one, in their order."""

    def __init__(self, labels: Labels, taken: Taken) -> None:
        self._labels = labels
        self._taken = taken
        self._open: Question | None = None  # paragraphs that follow belong to it
        self._listing: Passage | None = None  # the label of people who follow line by line

    def end(self) -> None:
        """Something else stands here: what follows belongs to no question yet."""
        self._open = self._listing = None

    def read(self, passage: Passage) -> None:
        if passage.taken or self._take_people(passage):
            return
        question = self._labels.question(passage.text, self._taken.last)
        if question and question.key not in self._taken.answers:
            self._begin(question, passage)
        elif self._labels.is_heading(passage.text):
            passage.taken, self._open = True, None
        elif not self._begin_inline(passage):
            self._go_on(passage)

    def _begin(self, question: Question, passage: Passage) -> None:
        passage.taken = True
        self._taken.last = question.key
        self._taken.about = question.key if question.has_rows else ""
        self._open = None if question.has_rows else question

    def _take_people(self, passage: Passage) -> bool:
        """Those of one line; after a line that says no more than `Present`, each line is one."""
        found, label = people_of(passage.text), self._listing
        if found and not (found.people or found.unread):
            self._listing = passage
            return False
        if found is None and label and (person := person_of(passage.text)):
            found = People(label.text.strip(" :"), (person,), ())
        else:
            self._listing = label = None
        if found is None or not found.people or not self._taken.people(found, passage):
            return False
        if label:
            label.taken = True
        self._open = None
        return True

    def _begin_inline(self, passage: Passage) -> bool:
        found = self._labels.inline(passage.text, self._taken.last)
        if found is None or found[0].has_rows or not self._taken.answer(*found):
            return False
        self._begin(found[0], passage)
        if found[0].kind != "notes" and found[1]:
            self._open = None
        return True

    def _go_on(self, passage: Passage) -> None:
        """Notes go on to the next heading; of other kinds one paragraph is the answer."""
        if passage.is_heading:
            self._open = None
        if self._open is None or not passage.text.strip():
            return
        question = self._open
        before = self._taken.answers.pop(question.key, "")
        passage.taken = self._taken.answer(question, f"{before}\n{passage.text}")
        if not passage.taken and before:
            self._taken.answers[question.key] = before
        if not passage.taken or question.kind != "notes":
            self._open = None
