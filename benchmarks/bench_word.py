"""The Word file of the large record, against bare python-docx writing the same blocks."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import large_record
from docx.document import Document
from measuring import Result, medians, size, tell

from desktop_app.disk.whole_file import write
from desktop_app.minutes.blocks import Line, Table
from desktop_app.minutes.export import export
from desktop_app.minutes.in_blocks import blocks
from desktop_app.minutes.word import to_word
from desktop_app.records.snapshot import Snapshot

RUNS = size(7, 1)


def floor(snapshot: Snapshot) -> bytes:
    """What the library does at its quickest: a row's cells asked for once."""
    document = docx.Document()
    for block in blocks(snapshot):
        if isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Line):
            document.add_paragraph(block.piece.text)
        else:
            document.add_paragraph()
    raw = io.BytesIO()
    document.save(raw)
    return raw.getvalue()


def _table(document: Document, block: Table) -> None:
    table = document.add_table(0, max(len(row.cells) for row in block.rows), "Table Grid")
    for row in block.rows:
        for cell, pieces in zip(table.add_row().cells, row.cells, strict=False):
            lines = [line for piece in pieces for line in piece.text.split("\n")] or [""]
            cell.text = lines[0]
            for line in lines[1:]:
                cell.add_paragraph(line)


def main() -> None:
    snapshot = large_record.snapshot()
    with TemporaryDirectory() as folder:
        bare, word, exported = medians(
            RUNS,
            lambda: floor(snapshot),
            lambda: to_word(snapshot),
            lambda: export(to_word(snapshot), snapshot, Path(folder), write),
        )
    tell(
        Result("Word file of a large record", "ms", bare, word, times=2),
        Result("the same, read back and put in its folder", "ms", bare, exported),
    )


if __name__ == "__main__":
    main()
