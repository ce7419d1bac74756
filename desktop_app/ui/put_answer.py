"""An answer that comes in whole, or is confirmed as it is: one step that can be taken back."""

from dataclasses import dataclass
from typing import Protocol

from desktop_app.forms.model import Question
from desktop_app.records.answers import filled_rows
from desktop_app.records.brought import Marks, marks_in
from desktop_app.records.meeting import Record, Row
from desktop_app.ui.editors.undo import Change


@dataclass(frozen=True)
class Answer:
    """Text or rows, and the marks of what was brought in of it while nobody has confirmed that."""

    value: str | tuple[Row, ...]
    marks: Marks


def answer_in(record: Record, question: Question) -> Answer:
    """As two are compared: without empty cells, and without the hard spaces that no box keeps."""
    filled = filled_rows(record, question) if question.has_rows else ()
    marks = marks_in(record.answers, question, filled)
    if not question.has_rows:
        return Answer(record.answers.get(question.key, "").replace("\u00a0", " "), marks)
    rows = (Row(row.id, {key: t for key, t in row.values.items() if t}) for row in filled)
    return Answer(tuple(rows), marks)


class Answers(Protocol):
    """The questions of the meeting. `standing` are rows as on the page, the empty ones too."""

    def answer_of(self, question: Question) -> Answer: ...
    def standing_of(self, question: Question) -> tuple[Row, ...]: ...
    def put_answer(self, question: Question, answer: Answer, standing: tuple[Row, ...]) -> None: ...
    def show_end_of(self, question: Question) -> None: ...


class PutAnswer(Change):
    """Of a table the same cards come back, for older steps are about them."""

    def __init__(
        self,
        answers: Answers,
        question: Question,
        before: Answer,
        now: Answer,
        standing: tuple[Row, ...] = (),
    ) -> None:
        self._answers, self._question = answers, question
        self._before, self._now = before, now
        self._stood: dict[bool, tuple[Row, ...]] = {False: standing}  # before, and now

    def take_back(self) -> bool:
        return self._put(self._now, self._before, again=False)

    def do_again(self) -> bool:
        return self._put(self._before, self._now, again=True)

    def _put(self, there: Answer, answer: Answer, *, again: bool) -> bool:
        if self._answers.answer_of(self._question) != there:
            return False
        self._stood[not again] = self._answers.standing_of(self._question)
        self._answers.put_answer(self._question, answer, self._stood.get(again, ()))
        return True

    def show(self) -> None:
        self._answers.show_end_of(self._question)
