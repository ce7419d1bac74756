"""A thousand random markings: no word that is left out stands anywhere in the sealed Word copy.

Minutes, words and what is looked for are made here, and the file is read here: nothing of the
search that the copy itself goes through is used.
"""

import random
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from html import unescape
from io import BytesIO
from unicodedata import category, normalize
from xml.etree import ElementTree as ET

import pytest

from desktop_app.forms.marks import reasons
from desktop_app.minutes.file_name import file_name
from desktop_app.minutes.html import to_html
from desktop_app.minutes.seal.certificates import from_stored, make_certificate
from desktop_app.records.copies import CORRECTION, UNFINISHED, Mark, Place
from desktop_app.records.snapshot import Grid, Section, Signature, Snapshot, Text, Unfinished
from desktop_app.services.copies_of_minutes import Maker, redacted, word_of
from desktop_app.services.marks_on_minutes import Shelf
from desktop_app.services.who_gets_what import Wanted

pytestmark = pytest.mark.long
BATCHES, IN_A_BATCH = 20, 50
ON_PAPER = 5  # one of so many is also looked at as it prints
LEAVE_OUT = ("other_child", "legal", "parents")
WANTED = Wanted("Dana Recipient", "Mother", "parents", leave_out=frozenset(LEAVE_OUT))
AT = datetime.now(UTC)  # a certificate made now is not valid before
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATHEMATICS = ("DigestValue", "SignatureValue", "X509Certificate")

NAMES = (
    *("Zebulon", "Smith", "Smithson", "SMITH", "smith’s", "O’Quillan", "O'Quillan"),
    *("D’Arcy-Wumble", "Anne-Plumia", "Zoë", "Zoe\u0308", "Strauß", "STRAUSS", "Łukaszek"),
    *("Nguyễnova", "Müller-Zwick", "van der Kwastel", "MacQuorl", "Ann", "Jo", "Li", "Wren"),
)
ODD = (
    "zoe.quorl@example.org",
    "020 7946 0018",
    "+44 7700 900417",
    "ZZ9 9ZZ",
    "12/03/2019",
    "7 siblings",
    "943-476-5919",
    "مريم الفارسي",
    "אברהם־שרה",
    "अनुष्का शर्मा",
    "王小明和李小龙",
    "Дмитрий Иваненко",
    "ประเสริฐศักดิ์",
    "<b>Quorl</b> & Sons",
    "under_scored_wumble",
    "half-\nway-plumia",
    "“Quoted Zwick”",
    "tab\tbed",
    "&amp;lt;",
    "𝒵ebu𝓁on",
)
USUAL = (
    *("the", "child", "said", "that", "school", "going", "well", "carers", "keep", "diary", "of"),
    *("family", "time", "which", "social", "worker", "reads", "before", "each", "review", "with"),
    *("grandmother", "brother", "about", "holidays", "and", "another", "legal", "advice"),
)
SYLLABLES = ("zo", "quo", "wum", "plu", "kra", "vi", "sto", "ny", "ghe", "lix")


@dataclass
class Minutes:
    """`places`: what stands where, as it was put there."""

    snapshot: Snapshot
    places: dict[Place, str] = field(default_factory=dict[Place, str])


class Writer:
    """Fills invented minutes with invented words, and remembers where it put them."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._places: dict[Place, str] = {}

    def _word(self) -> str:
        kind = self._chance.random()
        if kind < 0.5:
            return self._chance.choice(USUAL)
        if kind < 0.7:
            return self._chance.choice(NAMES)
        made = "".join(self._chance.choices(SYLLABLES, k=self._chance.randint(2, 4)))
        return self._chance.choice((made, made.title(), made.upper(), f"{made}’s", f"({made})."))

    def _said(self, most: int = 6) -> str:
        words = [self._word() for _ in range(self._chance.randint(1, most))]
        if self._chance.random() < 0.3:
            words.append(self._chance.choice(ODD).replace("\n", " "))
        return " ".join(words)

    def _text(self, key: str, lines: int = 2) -> Text:
        said = [self._said() for _ in range(lines)]
        if lines > 1 and self._chance.random() < 0.2:  # a word broken at the end of a line
            said[:2] = [f"{said[0]} Quorlim-", f"binder {said[1]}"]
        for number, line in enumerate(said):
            self._places[Place(key, line=number)] = line
        return Text(key, f"Label of {key[:4]}", "\n".join(said))

    def _line(self, key: str, words: str) -> Text:
        self._places[Place(key, line=0)] = words
        return Text(key, f"Label of {key[:4]}", words)

    def _grid(self, key: str, columns: str, rows: int, labels: tuple[str, ...] = ()) -> Grid:
        keys = columns.split()
        cells = [tuple(self._said(3) for _ in keys) for _ in range(rows)]
        for number, row in enumerate(cells):
            self._places[Place(key, row=number)] = "\n".join(row)
        heads = tuple((one, one.title()) for one in keys)
        if labels:
            cells = [(label, *row) for label, row in zip(labels, cells, strict=True)]
            heads = (("row", ""), *heads)
        return Grid(key, f"Table {key[:4]}", heads, tuple(cells))

    def minutes(self) -> Minutes:
        number = f"{self._chance.randint(1_000_000, 9_999_999)}-{self._chance.choice(NAMES)}"
        one = [self._text("t0"), self._text("disagreement.t0", 1)]
        one += [self._line("case_number", number), self._line("meeting_date", "14 March 2031")]
        two = [
            self._grid("people", "name relation attended", 2),
            self._grid("options", "said why", 2, ("Return", "Adoption")),
        ]
        after = [
            self._grid("draft.comments", "who said outcome why", 1),
            self._grid("disagreements", "who about view step", 1),
        ]
        left = [(self._said(3), self._said(3)) for _ in range(1)]
        for place, (missing, reason) in enumerate(left):
            self._places[Place(UNFINISHED, row=place)] = f"{missing}\n{reason}"
        correction = self._text(CORRECTION, 2).text
        snapshot = Snapshot(
            form="f",
            code="PPM",
            title="Meeting",
            reference="PPM-234567",
            case_number=number,
            council="Nowhere",
            marking="OFFICIAL",
            version="2.0",
            template=(_section("one", one), _section("two", two)),
            additional=(_section("after", after),),
            unfinished=tuple(Unfinished("About it", *said) for said in left),
            signature=Signature("Helen Pretend", "Chair", "22 November 2026, 09:00", "Signed."),
            correction=correction,
            held="2031-03-14",
        )
        return Minutes(snapshot, self._places)


def _section(key: str, entries: list[Text | Grid] | list[Text] | list[Grid]) -> Section:
    return Section(key, key.title(), "", tuple((entry,) for entry in entries))


def random_marks(chance: random.Random, minutes: Minutes) -> dict[Place, str]:
    """Lines, rows and whole questions, for reasons that count and for one that does not."""
    places = [*minutes.places, *{Place(place.entry) for place in minutes.places}]
    places.sort()
    chosen = chance.sample(places, chance.randint(1, len(places) // 2))
    return {place: chance.choice((*LEAVE_OUT, "relative")) for place in chosen}


def is_gone(place: Place, marks: dict[Place, str]) -> bool:
    entry = place.entry.removeprefix("disagreement.")
    wider = (place, Place(place.entry), Place(entry))
    return any(marks.get(one, "") in LEAVE_OUT for one in wider)


def words(text: str) -> set[str]:
    """Of five letters or more: each run of letters, digits and signs, and what spaces part."""
    text = normalize("NFC", text).casefold()
    spaced = "".join(sign if category(sign)[0] in "LMN" else " " for sign in text)
    whole = (piece.strip("().,:;“”‘’'\"<>") for piece in text.split())
    return {word for word in (*spaced.split(), *whole) if len(word) >= 5}


def everything_in(word: bytes) -> str:
    """The texts of each paragraph in one piece, every attribute, tag, part and property."""
    with zipfile.ZipFile(BytesIO(word)) as package:
        pieces = [package.comment.decode(), *package.namelist()]
        for name in package.namelist():
            content = package.read(name)
            is_xml = name.endswith((".xml", ".rels"))
            pieces.append(_of_xml(content) if is_xml else content.decode())
    return normalize("NFC", "\n".join(pieces)).casefold()


@lru_cache(64)  # most parts are the same in every file
def _of_xml(content: bytes) -> str:
    return "\n".join(_of_part(ET.fromstring(content)))  # noqa: S314 - a file of our own


def _of_part(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        yield element.tag
        yield from element.attrib.values()
        if element.tag == f"{W}p":
            yield "".join(
                "\t" if one.tag == f"{W}tab" else one.text or "" for one in element.iter()
            )
        if not element.tag.endswith(MATHEMATICS):
            yield element.text or ""
        yield element.tail or ""


def paper(copy: Snapshot) -> str:
    html = to_html(copy)
    return normalize("NFC", unescape(f"{re.sub('<[^>]*>', ' ', html)}\n{html}")).casefold()


@pytest.fixture(scope="module")
def maker() -> Maker:
    made = make_certificate("Helen Pretend", "Nowhere", AT)
    return Maker("Helen Pretend", "Chair", AT, from_stored(made))


@pytest.fixture(scope="module")
def said_by_the_file_itself(maker: Maker) -> str:
    """What stands in a copy of which every answer is left out, and the words for that."""
    minutes = Writer(random.Random(0)).minutes()  # noqa: S311 - the same every time
    marks = dict.fromkeys(minutes.places, "legal")
    word, copy, _ = copied(minutes, marks, maker)
    return everything_in(word) + paper(copy) + "\n".join(one.instead for one in reasons())


def copied(minutes: Minutes, marks: dict[Place, str], maker: Maker) -> tuple[bytes, Snapshot, str]:
    """The sealed Word file, the copy that it holds, and its name."""
    made = tuple(Mark(place, why) for place, why in marks.items())
    held = Shelf(minutes.snapshot, made, (), ())
    copy = redacted(held, WANTED, maker)
    name = file_name(copy)
    return word_of(held, WANTED, copy, maker, name), copy, name


@pytest.mark.parametrize("batch", range(BATCHES))
def test_over_a_thousand_random_markings_no_word_survives_in_the_sealed_file(
    batch: int, maker: Maker, said_by_the_file_itself: str
):
    chance = random.Random(f"markings {batch}")  # noqa: S311 - the same every time
    looked_for = 0
    for number in range(IN_A_BATCH):
        minutes = Writer(chance).minutes()
        marks = random_marks(chance, minutes)
        word, copy, name = copied(minutes, marks, maker)
        gone = [text for place, text in minutes.places.items() if is_gone(place, marks)]
        kept = [text for place, text in minutes.places.items() if not is_gone(place, marks)]
        allowed = f"{normalize('NFC', chr(10).join(kept)).casefold()}\n{said_by_the_file_itself}"
        wanted = {one for text in gone for one in words(text) if one not in allowed}
        looked_for += len(wanted)
        on_paper = paper(copy) if number % ON_PAPER == 0 else ""
        for where in (everything_in(word), on_paper, name.casefold()):
            assert {one for one in wanted if one in where} == set()
    assert looked_for > 10 * IN_A_BATCH
