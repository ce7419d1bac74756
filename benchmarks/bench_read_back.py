"""A signed Word file of some 200 kB verified and read back as a record, against its verifying."""

import random
from datetime import UTC, datetime

from bench_seal import LETTERS
from measuring import Result, medians, size, tell

from desktop_app.forms.library import load_library
from desktop_app.forms.model import Form, Question
from desktop_app.minutes.seal.certificate_words import fingerprint
from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.seal.verify import verify
from desktop_app.minutes.word import to_word
from desktop_app.records.freeze import Imprint, freeze
from desktop_app.records.meeting import Child, Meeting, Record, Row
from desktop_app.records.snapshot import Signature
from desktop_app.services.from_file import read_minutes
from desktop_app.services.sealing import words_of

RUNS = size(9, 1)
PEOPLE, ACTIONS, WORDS_A_NOTE = size(40, 2), size(60, 2), size(2_000, 60)
LIBRARY = load_library()


def prose(chance: random.Random, count: int) -> str:
    """Words that hardly repeat, fifty a paragraph: they pack as prose does."""
    said = ["".join(chance.choices(LETTERS, k=chance.randint(2, 8))) for _ in range(count)]
    return "\n".join(" ".join(said[at : at + 50]) for at in range(0, count, 50))


def large(form: Form) -> Record:
    chance = random.Random(7)
    answers = {
        question.key: prose(chance, WORDS_A_NOTE)
        for question in form.questions()
        if question.kind == "notes"
    }
    answers |= {"case_number": "100200", "meeting_date": "2 November 2026"}
    meeting = Meeting("m", "PPM-234567", "c", form.key, created_at="2026-11-02T09:00:00+00:00")
    people = rows(form.of_kind("attendance"), PEOPLE)
    return Record(
        meeting, Child("c", {}), answers, {}, people, rows(form.of_kind("actions"), ACTIONS)
    )


def rows(question: Question | None, count: int) -> tuple[Row, ...]:
    columns = question.columns if question else ()
    filled = ({column.key: f"{column.label} {n}" for column in columns} for n in range(count))
    return tuple(Row(str(n), values) for n, values in enumerate(filled))


def main() -> None:
    now = datetime.now(UTC)
    signer = from_stored(make_certificate("Casey Chair", "Example Council", now))
    form = LIBRARY.forms["initial_ppm"]
    by = Signature("Casey Chair", "Chair", "2 November 2026, 12:00", "True.", words_of(signer))
    snapshot = freeze(form, large(form), Imprint("Example Council", "OFFICIAL", "1.0", by))
    sealed = seal(to_word(snapshot), signer, at=now, role="Chair")
    known = {fingerprint(signer.certificate)}
    if read_minutes(sealed, known, LIBRARY.forms, LIBRARY.choices).words:
        raise SystemExit("The file does not read back whole.")

    verifying, reading = medians(
        RUNS,
        lambda: verify(sealed, known),
        lambda: read_minutes(sealed, known, LIBRARY.forms, LIBRARY.choices),
    )
    what = f"reading back a signed file of {len(sealed) / 1000:.0f} kB"
    tell(Result(what, "ms", verifying, reading, most=500))


if __name__ == "__main__":
    main()
