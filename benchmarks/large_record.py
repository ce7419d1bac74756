"""The large record: 40 people present, 60 actions, 15,000 words; invented, the same every time."""

from itertools import cycle, islice

from measuring import size

from desktop_app.records.snapshot import Grid, Section, Signature, Snapshot, Text

SAID = (
    "the social worker told the meeting that Robin Example settled well at home and sees the "
    "school nurse each week while the carers keep a diary of family time for the next review"
)
PRESENT, ACTIONS = size(40, 2), size(60, 2)
NOTES, WORDS_A_NOTE = size(30, 2), size(500, 60)


def prose(words: int, in_a_paragraph: int = 50) -> str:
    """So many words, in paragraphs."""
    said = list(islice(cycle(SAID.split()), words))
    starts = range(0, words, in_a_paragraph)
    return "\n".join(" ".join(said[start : start + in_a_paragraph]) for start in starts)


def snapshot() -> Snapshot:
    """Signed, so that it prints whole."""
    return Snapshot(
        form="example",
        code="EX",
        title="Record of an example meeting",
        reference="EX-234567",
        case_number="100200",
        council="Example Council",
        marking="OFFICIAL-SENSITIVE",
        version="1.0",
        template=(_attendance(), _notes(), _actions()),
        additional=(),
        signature=Signature("Casey Chair", "Chair", "4 March 2026, 11:05", "A true record."),
        shares={"present": (3, 3, 2), "actions": (1, 6, 2, 2)},
        held="2026-03-04",
    )


def _attendance() -> Section:
    columns = (("name", "Name"), ("relation", "Role"), ("attended", "Attended"))
    rows = tuple((f"Person {n}", "Social worker, Example", "Present") for n in range(PRESENT))
    return Section("attendance", "Present", "", ((Grid("present", "", columns, rows),),))


def _notes() -> Section:
    notes = (Text(f"note_{n}", f"Question {n}", prose(WORDS_A_NOTE)) for n in range(NOTES))
    return Section("notes", "Discussion", "", tuple((note,) for note in notes))


def _actions() -> Section:
    columns = (("number", "No"), ("text", "Action"), ("owner", "Who"), ("target", "By when"))
    rows = tuple((str(n), prose(25), f"Person {n % 9}", "1 April 2026") for n in range(ACTIONS))
    return Section("actions", "Actions", "", ((Grid("actions", "", columns, rows),),))
