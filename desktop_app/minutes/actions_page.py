"""The actions of one meeting on a page of their own: for Word, for paper, and for an e-mail."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.minutes.blocks import DRAFT, Block, Gap, Line, Look, Piece, Row, Table
from desktop_app.minutes.html import drawn
from desktop_app.minutes.word import written
from desktop_app.records.dates import in_words
from desktop_app.records.snapshot import Snapshot

NEW, CARRIED = "From this meeting", "Still open from earlier meetings"
NOBODY, NO_DATE = "nobody yet", "no date yet"
_COLUMNS = ("Action", "By whom", "By when")
_SHARES = (5, 2, 2)


@dataclass(frozen=True)
class Action:
    """As it is read out: `owner` and `target` are the newest, and empty where none was named."""

    text: str
    owner: str
    target: str


@dataclass(frozen=True)
class ActionsPage:
    """`minutes` lend their reference, marking and state, and no answer; `child` is no name."""

    minutes: Snapshot
    record: str
    child: str
    new: tuple[Action, ...]
    carried: tuple[Action, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[Action, ...]], ...]:
        """With a heading each; those without an action are left out."""
        both = ((NEW, self.new), (CARRIED, self.carried))
        return tuple((heading, actions) for heading, actions in both if actions)

    @property
    def texts(self) -> list[str]:
        """What was typed, and for whom."""
        return [words for one in (*self.new, *self.carried) for words in (one.text, one.owner)]

    @property
    def is_draft(self) -> bool:
        return self.minutes.signature is None

    @property
    def meeting(self) -> str:
        """`Review PPM, 21 November 2026`."""
        held = self.minutes.held
        day = in_words(date.fromisoformat(held)) if held else ""
        return ", ".join(part for part in (self.record, day) if part)

    @property
    def subject(self) -> str:
        """Of an e-mail: nothing that says whom it is about."""
        return f"Actions from a meeting, reference {self.minutes.reference}"


def to_word(page: ActionsPage, base: bytes | None = None) -> bytes:
    """The Word file, on the council's base or ours; it does not read back as minutes."""
    return written(_blocks(page), page.minutes, base)


def to_html(page: ActionsPage) -> str:
    """What is printed, marking included, for paper has no header of ours."""
    marking = page.minutes.marking
    marked = (_line("fact", marking),) if marking else ()
    return drawn(page.subject, (*marked, *_blocks(page)))


def for_email(page: ActionsPage) -> tuple[str, str]:
    """The same as plain text and as HTML; the first line is the subject to be moved up."""
    subject = _line("note", f"Subject: {page.subject}")
    marked = (_line("fact", page.minutes.marking),)
    html = drawn(page.subject, (subject, Gap(), *marked, *_blocks(page)))
    return "\n".join(_plain(page)), html


def _plain(page: ActionsPage) -> Iterator[str]:
    yield f"Subject: {page.subject}"
    yield ""
    if page.minutes.marking:
        yield page.minutes.marking
    if page.is_draft:
        yield DRAFT
    yield f"Actions: {page.child}"
    yield f"{page.meeting}, reference {page.minutes.reference}"
    for heading, actions in page.groups:
        yield ""
        yield heading
        for number, action in enumerate(actions, 1):
            first, *more = action.text.split("\n")
            yield f"{number}. {first}"
            yield from (f"   {line}" for line in more)
            yield f"   {action.owner or NOBODY}, {_by(action.target)}"


def _by(target: str) -> str:
    return f"by {target}" if target else NO_DATE


def _blocks(page: ActionsPage) -> Iterator[Block]:
    yield _line("title", "Actions")
    if page.is_draft:
        yield _line("draft", DRAFT)
    facts = (
        ("Child", page.child),
        ("Meeting", page.meeting),
        ("Reference", page.minutes.reference),
    )
    labels = tuple((_piece("fact_label", name),) for name, _ in facts)
    said = tuple((_piece("fact", words),) for _, words in facts)
    shares = (3, 5, 3)
    yield Table((Row(labels, shares, keep=True), Row(said, shares)), quiet=True)
    for heading, actions in page.groups:
        yield Gap()
        yield Table(tuple(_rows(heading, actions)))
    yield Gap()


def _rows(heading: str, actions: Sequence[Action]) -> Iterator[Row]:
    yield Row(((_piece("heading", heading),),), repeats=True, keep=True)
    labels = tuple((_piece("label", name),) for name in _COLUMNS)
    yield Row(labels, _SHARES, repeats=True, keep=True)
    for action in actions:
        cells = (action.text, action.owner or NOBODY, action.target or NO_DATE)
        yield Row(tuple((_piece("answer", cell),) for cell in cells), _SHARES)


def _line(look: Look, words: str) -> Line:
    return Line(_piece(look, words))


def _piece(look: Look, words: str) -> Piece:
    return Piece(look, "words", words, words)
