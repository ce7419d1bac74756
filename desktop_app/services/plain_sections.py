"""Sections of signed minutes as plain text, for councils that type into a workflow."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from desktop_app.records.snapshot import Grid, Section, Snapshot, Text


@dataclass(frozen=True)
class PlainSection:
    """One section as plain text, as it goes into a workflow; `copied` once it was."""

    key: str
    heading: str
    text: str
    copied: bool = False


def plain_sections(snapshot: Snapshot, copied: Collection[str] = ()) -> Iterator[PlainSection]:
    """The sections that say something, in printed order."""
    for section in (*snapshot.template, *snapshot.additional):
        if text := section_text(section):
            heading = section.heading or _first_label(section)
            yield PlainSection(section.key, heading, text, section.key in copied)


def section_text(section: Section) -> str:
    """Label and answer of each question that has one; of a table a paragraph a row."""
    parts = [
        _grid_text(entry) if isinstance(entry, Grid) else _answer_text(entry)
        for group in section.groups
        for entry in group
    ]
    return "\n\n".join(part for part in parts if part)


def _first_label(section: Section) -> str:
    labels = (entry.label for group in section.groups for entry in group)
    return next((label for label in labels if label), section.key)


def _answer_text(entry: Text) -> str:
    if not entry.text.strip():
        return ""
    return f"{entry.label}\n{entry.text}" if entry.label else entry.text


def _grid_text(grid: Grid) -> str:
    labels = [label for _, label in grid.columns]
    rows = [
        "\n".join(
            f"{label}: {cell}" if label else cell
            for label, cell in zip(labels, row, strict=True)
            if cell.strip()
        )
        for row in grid.rows
    ]
    filled = [row for row in rows if row]
    return "\n\n".join([grid.label, *filled] if grid.label and filled else filled)
