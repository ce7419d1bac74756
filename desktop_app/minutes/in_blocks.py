"""Snapshot -> neutral blocks in printed order."""

from collections.abc import Iterator
from dataclasses import replace

from desktop_app.errors import ProgramFault
from desktop_app.minutes.blocks import DRAFT, DRAWN, Block, Gap, Line, Look, Piece, Row, Table, tag
from desktop_app.records.snapshot import (
    Grid,
    Group,
    Section,
    Signature,
    Snapshot,
    Text,
    Unfinished,
    fingerprint,
)

_EMPTY_ROWS = 3  # an empty table prints so many, as paper does
_FACTS = {
    "council": "Council",
    "case_number": "Case number",
    "code": "Record",
    "reference": "Reference",
    "version": "Version",
    "marking": "Marking",
}
_FACT_SHARES = (26, 16, 10, 18, 10, 20)


def blocks(snapshot: Snapshot) -> tuple[Block, ...]:
    """Everything that prints, in order."""
    return (*_title(snapshot), *_held_by_the_end(list(_record(snapshot))), *_end(snapshot))


def _title(snapshot: Snapshot) -> Iterator[Block]:
    yield Line(Piece("title", tag("title", snapshot.form), "Title", snapshot.title))
    labels = tuple((Piece("fact_label", "words", name, name),) for name in _FACTS.values())
    facts = tuple(
        (Piece("fact", tag("fact", key), name, str(getattr(snapshot, key))),)
        for key, name in _FACTS.items()
    )
    rows = (Row(labels, _FACT_SHARES, keep=True), Row(facts, _FACT_SHARES))
    yield Table(rows, quiet=True)
    if snapshot.correction:
        yield Gap()
        correction = Piece("answer", "correction", "Correction", snapshot.correction)
        yield Table((_heading_row("Correction"), Row(((correction,),))))


def _record(snapshot: Snapshot) -> Iterator[Block]:
    for section in snapshot.template:
        yield from _section(section, "heading", snapshot)
    if snapshot.additional:
        words = "Additional record"
        yield Gap(keep=True)
        yield Line(Piece("heading", "additional", words, words))
    for place, section in enumerate(snapshot.additional):
        yield from _section(section, "subheading", snapshot, below_heading=place == 0)
    if snapshot.unfinished:
        yield Gap()
        yield _unfinished(snapshot.unfinished)


def _held_by_the_end(record: list[Block]) -> list[Block]:
    """The last row stays with the signature, so that this never stands alone on a page."""
    if record and isinstance(last := record[-1], Table):
        rows = (*last.rows[:-1], replace(last.rows[-1], keep=True))
        record[-1] = replace(last, rows=rows)
    return record


def _end(snapshot: Snapshot) -> Iterator[Block]:
    yield Gap(keep=True)
    if snapshot.signature is None:
        yield Line(Piece("draft", "words", "Draft", DRAFT))
    else:
        yield _signature(snapshot, snapshot.signature)


def _section(
    section: Section, look: Look, snapshot: Snapshot, *, below_heading: bool = False
) -> Iterator[Block]:
    mark = Piece(look, tag("s", section.key), "Section", section.heading)
    yield Gap(None if section.heading else mark, keep=below_heading)
    for number, rows in enumerate(_tables(section, mark, snapshot)):
        if number:
            yield Gap(inner=True)
        if rows:
            yield Table(_repeating(rows))


def _tables(section: Section, mark: Piece, snapshot: Snapshot) -> list[list[Row]]:
    """A grid has a table of its own, for only the first rows of a table can repeat."""
    tables = [list(_head(section, mark))]
    after_grid = False
    for number, group in enumerate(section.groups):
        is_grid = any(isinstance(entry, Grid) for entry in group)
        if number and (is_grid or after_grid):
            tables.append([])
        tables[-1] += _grid(_alone(group), snapshot) if is_grid else _texts(group, snapshot)
        after_grid = is_grid
    return tables


def _head(section: Section, mark: Piece) -> Iterator[Row]:
    note = Piece("note", tag("n", section.key), "Note", section.note)
    pieces = tuple(piece for piece in (mark, note) if piece.text)
    if pieces:
        yield Row((pieces,), keep=True)


def _alone(group: Group) -> Grid:
    if len(group) != 1 or not isinstance(group[0], Grid) or not group[0].columns:
        raise ProgramFault("A group holds texts, or one table alone")
    return group[0]


def _texts(group: Group, snapshot: Snapshot) -> Iterator[Row]:
    if not group:
        raise ProgramFault("A group holds at least one text")
    texts = [entry for entry in group if isinstance(entry, Text)]
    shares = _shares(snapshot, "+".join(text.key for text in texts), len(texts))
    labels = tuple((Piece("label", tag("l", t.key), "Label", t.label),) for t in texts)
    answers = tuple((Piece("answer", tag("a", t.key), t.label, t.text),) for t in texts)
    yield Row(labels, shares, keep=True)
    yield Row(answers, shares)


def _grid(grid: Grid, snapshot: Snapshot) -> Iterator[Row]:
    shares = _shares(snapshot, grid.key, len(grid.columns))
    if grid.label:
        piece = Piece("label", tag("g", grid.key), "Label", grid.label)
        yield Row(((piece,),), repeats=True, keep=True)
    header = tuple(
        (Piece("label", tag("h", grid.key, key), "Column", label),) for key, label in grid.columns
    )
    yield Row(header, shares, repeats=True, keep=True)
    for number, cells in enumerate(grid.rows):
        first_of_many = number == 0 and len(grid.rows) > 1  # not alone at the foot of a page
        yield Row(tuple(_cells(grid, number, cells)), shares, keep=first_of_many)
    if not grid.rows:
        yield from [Row(((),) * len(grid.columns), shares)] * _EMPTY_ROWS


def _cells(grid: Grid, number: int, cells: tuple[str, ...]) -> Iterator[tuple[Piece, ...]]:
    for place, ((key, label), text) in enumerate(zip(grid.columns, cells, strict=True)):
        # A first column without a name holds the names of its rows, as the six options do.
        look: Look = "label" if place == 0 and not label else "answer"
        yield (Piece(look, tag("c", grid.key, number, key), label or "Row", text),)


def _repeating(rows: list[Row]) -> tuple[Row, ...]:
    """All rows down to the column headings: Word repeats only an unbroken run from the top."""
    last = max((place for place, row in enumerate(rows) if row.repeats), default=-1)
    return tuple(replace(row, repeats=place <= last) for place, row in enumerate(rows))


def _shares(snapshot: Snapshot, key: str, count: int) -> tuple[int, ...]:
    shares = snapshot.shares.get(key, ())
    return shares if len(shares) == count else (1,) * count


def _heading_row(words: str) -> Row:
    return Row(((Piece("heading", "words", words, words),),), repeats=True, keep=True)


def _unfinished(unfinished: tuple[Unfinished, ...]) -> Table:
    names = ("About", "What is missing", "Reason")
    shares = (3, 4, 4)
    header = Row(
        tuple((Piece("label", "words", name, name),) for name in names),
        shares,
        repeats=True,
        keep=True,
    )
    rows = [
        Row(
            (
                (Piece("answer", tag("u", number, "about"), names[0], one.about),),
                (Piece("answer", tag("u", number, "missing"), names[1], one.missing),),
                (Piece("answer", tag("u", number, "reason"), names[2], one.reason),),
            ),
            shares,
        )
        for number, one in enumerate(unfinished)
    ]
    return Table((_heading_row("Signed with reasons"), header, *rows))


def _signature(snapshot: Snapshot, signature: Signature) -> Table:
    statement = Piece("answer", "signed:statement", "Statement", signature.statement)
    who = (
        ("Name", "signed:name", signature.name),
        ("Role", "signed:role", signature.role),
        ("Date and time", "signed:at", signature.at),
    )
    what = (
        ("Version", "signed:version", snapshot.version),
        ("Fingerprint of the content", "signed:fingerprint", fingerprint(snapshot)),
    )
    rows = (
        replace(_heading_row("Signature"), repeats=False),
        Row(((statement,),), keep=True),
        *_drawing(signature),
        *_labelled(who, (4, 3, 3)),
        *_labelled(what, (1, 5)),
        *_labelled((("Digital seal", "signed:seal", signature.seal),), (1,)),
    )
    return Table((*rows[:-1], replace(rows[-1], keep=False)))


def _drawing(signature: Signature) -> Iterator[Row]:
    if signature.drawing:
        name = f"Drawn signature of {signature.name}"
        yield Row(((Piece("drawing", DRAWN, name, signature.drawing),),), keep=True)


def _labelled(fields: tuple[tuple[str, str, str], ...], shares: tuple[int, ...]) -> Iterator[Row]:
    labels = tuple((Piece("label", "words", name, name),) for name, _, _ in fields)
    values = tuple((Piece("answer", where, name, text),) for name, where, text in fields)
    yield Row(labels, shares, keep=True)
    yield Row(values, shares, keep=True)
