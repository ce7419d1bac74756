"""Sealing and verifying a Word file of some 200 kB, each against its mathematics alone."""

import hashlib
import random
from dataclasses import replace
from datetime import UTC, datetime

import large_record
from measuring import Result, medians, size, tell

from desktop_app.minutes.parts.unpack import unpack
from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.minutes.seal.seal import seal
from desktop_app.minutes.seal.verify import verify
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import Snapshot, Text

RUNS = size(9, 1)
NOTES, WORDS_A_NOTE = size(60, 2), size(900, 100)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def big() -> Snapshot:
    """The large record with notes whose words hardly repeat: text that packs as prose does."""
    chance = random.Random(7)
    notes = (Text(f"note_{n}", f"Question {n}", _prose(chance)) for n in range(NOTES))
    record = large_record.snapshot()
    first, middle, last = record.template
    groups = tuple((note,) for note in notes)
    return replace(record, template=(first, replace(middle, groups=groups), last))


def _prose(chance: random.Random) -> str:
    lines = ([_word(chance) for _ in range(50)] for _ in range(WORDS_A_NOTE // 50))
    return "\n".join(" ".join(line) for line in lines)


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(2, 8)))


def main() -> None:
    now = datetime.now(UTC)
    signer = from_stored(make_certificate("Casey Chair", "Example Council", now))
    word = to_word(big())
    sealed = seal(word, signer, at=now, role="Chair")
    parts = unpack(word).values()

    def digests() -> None:
        for part in parts:
            hashlib.sha256(part)

    sign, sealing, check, verifying = medians(
        RUNS,
        lambda: (signer.sign(word), digests()),
        lambda: seal(word, signer, at=now, role="Chair"),
        lambda: (unpack(sealed), digests()),
        lambda: verify(sealed),
    )
    large = f"{len(word) / 1000:.0f} kB"
    tell(
        Result(f"sealing a Word file of {large}", "ms", sign, sealing, most=50),
        Result("verifying it", "ms", check, verifying, most=100),
    )


if __name__ == "__main__":
    main()
