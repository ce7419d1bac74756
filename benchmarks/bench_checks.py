"""Every check on a full record, against the form's own findings; forms and profiles from disk."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from large_record import prose
from measuring import Result, first_line, medians, middle, rounds, size, tell
from stores import LONG_ANSWER, new_store

from desktop_app.forms.model import Column, Form, Kind
from desktop_app.paths import Places
from desktop_app.records.findings import findings
from desktop_app.records.meeting import Child, Record, Row
from desktop_app.services.council import Council, load_council
from desktop_app.services.demo import build_demo
from desktop_app.services.meeting_checks import checks_for

RUNS, LOADS, OTHERS = size(40, 1), size(7, 1), size(200, 2)
PEOPLE, ACTIONS, WORDS = 40, 60, 15_000

# Prints milliseconds: the interpreter with the parser alone, then our forms and profiles too.
LOADING = """
from pathlib import Path
from measuring import milliseconds
import msgspec, tomllib

def files():
    for file in folder.rglob("*.toml"):
        tomllib.loads(file.read_text(encoding="utf-8"))

from desktop_app.paths import BUILT_IN_FORMS, RESOURCES, Places
folder = BUILT_IN_FORMS
bare = milliseconds(files)
folder = RESOURCES / "profiles"
bare += milliseconds(files)
from desktop_app.services.council import load_council
print(bare, milliseconds(lambda: load_council(Places(Path("/nowhere")))), flush=True)
"""


def full_record(folder: Path) -> tuple[Council, Form, Record]:
    """The complete story, with as many people, actions and words as the large record has."""
    council = load_council(Places(folder))
    store = new_store(folder)
    record = store.record(build_demo(store, council, date(2026, 10, 5))["robin"])
    store.close()
    form = council.form(record.meeting.form, council.profile("calderdale"))
    people = _rows(form, "attendance", PEOPLE)
    actions = _rows(form, "actions", ACTIONS)
    words = sum(len(text.split()) for text in record.answers.values())
    answers = {**record.answers, LONG_ANSWER: prose(WORDS - words)}
    full = Record(record.meeting, record.child, answers, record.tables, people, actions)
    return council, form, full


def _rows(form: Form, kind: Kind, count: int) -> tuple[Row, ...]:
    asked = form.of_kind(kind)
    columns = asked.columns if asked else ()
    return tuple(
        Row(f"{kind}{n}", {one.key: _cell(one, n) for one in columns}) for n in range(count)
    )


def _cell(column: Column, number: int) -> str:
    if column.kind == "date":
        return "12 October 2026"
    return "Present" if column.key == "attended" else f"Person {number} Pretend"


def loading() -> list[float]:
    return [float(one) for one in first_line(LOADING)[1].split()]


def main() -> None:
    with TemporaryDirectory() as folder:
        council, form, record = full_record(Path(folder))
    others = [
        Child(f"o{n}", {"child_name": f"Casey Example{n}", "case_number": f"{100_000 + n}"})
        for n in range(OTHERS)
    ]
    profile = council.profile("calderdale")
    checks = checks_for(form, profile, record, others, ())
    asked, found = medians(RUNS, lambda: findings(form, record), lambda: checks(record))
    parsed, loaded = middle(one for (one,) in rounds(LOADS, loading))
    tell(
        Result(
            "all checks on a full record (floor: what the form asks)", "ms", asked, found, most=20
        ),
        Result(
            "forms and profiles (floor: tomllib reading the same files)",
            "ms",
            parsed,
            loaded,
            most=50,
        ),
    )


if __name__ == "__main__":
    main()
