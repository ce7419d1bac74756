"""What a form's data means, in plain English: kinds of answer, conditions, how strictly asked."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from desktop_app.forms.model import Column, Condition, Form, Question

_KINDS = {
    "line": "one line",
    "notes": "notes",
    "date": "a date",
    "time": "a time",
    "number": "a whole number",
    "choice": "one of the choices",
    "choices": "any of the choices",
    "person": "a person",
    "table": "a table with the columns",
    "fixed_table": "a table of fixed rows with the columns",
    "attendance": "the list of those present, with the columns",
    "actions": "the list of recommendations, with the columns",
    "carried_actions": "the recommendations of earlier meetings, with the columns",
    "disagreements": "the list of disagreements, at any question or here, with the columns",
    "calculated": "worked out from other answers",
}
_ASKS_WHY = "“N/A” and the like are no answer."
_When = Callable[[Iterable[Condition]], str]


def kind(asked: Question | Column, choices: Sequence[str]) -> str:
    """`a date`, `yes, no or not known`, `a table with the columns “Title” and “Date”`."""
    if is_plain_choice(asked, choices):
        return listed([name[0].lower() + name[1:] for name in choices], "or")
    words = _KINDS[asked.kind]
    if choices and asked.kind in ("line", "person"):
        return f"{words}, with suggestions"
    if isinstance(asked, Question) and asked.columns:
        return f"{words} {listed([quoted(column.label) for column in asked.columns], 'and')}"
    return words


def is_plain_choice(asked: Question | Column, choices: Sequence[str]) -> bool:
    """Whether its kind says all its choices already, as yes and no do."""
    return asked.kind == "choice" and tuple(choices[:2]) == ("Yes", "No") and len(choices) <= 3


def shown(question: Question, form: Form) -> str:
    """A sentence."""
    when = _when_of_form(form)(question.shown_if)
    return f"Shown when {when}." if when else "Always shown."


def strictness(question: Question, form: Form) -> str:
    """When signing asks for an answer, given that the question is shown, and how firmly."""
    may = (
        "Signing waits for it." if question.blocks else "May be signed over with a printed reason."
    )
    sentences = list(_asked_for(question, _when_of_form(form), may, question.shown_if))
    if sentences and question.has_rows and question.at_least > 1:
        sentences.append(f"At least {question.at_least} rows.")
    said = " ".join(sentences) or "Optional."
    return f"{said} {_ASKS_WHY}" if question.asks_why else said


def column_strictness(column: Column, question: Question) -> str:
    """The same of a cell in every row of its table; empty when optional."""
    columns = {other.key: other for other in question.columns}

    def when(conditions: Iterable[Condition]) -> str:
        named = ((one, quoted(columns[one.question].label)) for one in conditions)
        return _all(_condition(one, name, several=False) for one, name in named)

    asked = _asked_for(column, when)
    return " ".join((*asked, _ASKS_WHY) if column.asks_why else asked)


def conditions(several: Iterable[Condition], form: Form) -> str:
    """`“Plan” is Adoption, and “Date” is still empty`, each question by its words on screen."""
    return _when_of_form(form)(several)


def beginning(question: Question) -> str:
    """A sentence on what stands there before anybody types; empty when nothing does."""
    if question.start_with:
        return f"Starts with {listed([quoted(word) for word in question.start_with], 'and')}."
    if question.carry == "child":
        return "Starts with what the child’s details say."
    return "Brought in from the meeting before." if question.carry == "previous" else ""


def listed(words: Sequence[str], last: str) -> str:
    """`a, b or c` for the last word "or"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted(words: str) -> str:
    """In quotation marks, on one line."""
    return f"“{' '.join(words.split())}”"


def _asked_for(
    asked: Question | Column, when: _When, may: str = "", given: Sequence[Condition] = ()
) -> Iterator[str]:
    """What holds already wherever the question is shown, `given`, is not said again."""
    required = "always" if asked.required else _times(asked.required_if, when, given)
    advised = "always" if asked.advised else _times(asked.advised_if, when, given)
    if required:
        yield f"{_firmly('Required', required)} {may}".rstrip()
    if advised and required != "always":
        yield (
            "Otherwise advised."
            if required and advised == "always"
            else _firmly("Advised", advised)
        )


def _times(several: Sequence[Condition], when: _When, given: Sequence[Condition]) -> str:
    """`always`, `when ...`, or nothing for never."""
    left = [condition for condition in several if condition not in given]
    if left:
        return f"when {when(left)}"
    return "always" if several else ""


def _firmly(word: str, times: str) -> str:
    return f"{word}." if times == "always" else f"{word} {times}."


def _when_of_form(form: Form) -> _When:
    asked = {question.key: question for question in form.questions()}

    def one(condition: Condition) -> str:
        key, _, cell = condition.question.partition(".")
        question = asked[key]
        name = quoted(question.words)
        if cell:
            name = _cell(question, cell, name)
        return _condition(condition, name, several=question.kind == "choices")

    return lambda several: _all(map(one, several))


def _cell(question: Question, cell: str, name: str) -> str:
    row_key, _, column_key = cell.partition(".")
    row = next(row.label for row in question.rows if row.key == row_key)
    column = next(column.label for column in question.columns if column.key == column_key)
    return f"{quoted(column)} beside {quoted(row)} under {name}"


def _all(conditions: Iterable[str]) -> str:
    return ", and ".join(conditions)


def _condition(condition: Condition, name: str, *, several: bool) -> str:
    return f"{name} {' and '.join(_tests(condition, several=several))}"


def _tests(condition: Condition, *, several: bool) -> Iterator[str]:
    is_, not_ = ("includes", "does not include") if several else ("is", "not")
    if condition.is_ is not None:
        yield f"{is_} {_value(condition.is_)}"
    if condition.is_not is not None:
        yield f"is empty or {not_} {_value(condition.is_not)}"
    if condition.any_of:
        yield f"{is_} {listed([_value(value) for value in condition.any_of], 'or')}"
    if condition.over is not None:
        yield f"is more than {condition.over}"
    if condition.answered is not None:
        yield "is filled in" if condition.answered else "is still empty"


def _value(value: str) -> str:
    """A single word needs no quotation marks: `is Yes`."""
    return value if value.isalpha() else quoted(value)
