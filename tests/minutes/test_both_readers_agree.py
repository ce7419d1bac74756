"""From one table as its source shows it, the Word file and the clipboard give the same words."""

from dataclasses import dataclass
from html import escape

from hypothesis import given
from hypothesis import strategies as st
from seal_examples import minutes
from word_packages import parts, zipped

from desktop_app.minutes.parts.element import W
from desktop_app.minutes.pasted.tables import tables_of_html
from desktop_app.minutes.preparation.word_text import read_words

HIDDEN = " style='display:none;mso-hide:all'"
PARTS = parts(minutes())


@dataclass(frozen=True)
class Way:
    """How words stand in Word's file and on its clipboard, and what a reader sees of them."""

    file: str
    clipboard: str
    seen: str


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def held(kind: str) -> str:
    return f"<span style='mso-element:field-{kind}'></span>"


def field(code: str, result: str) -> str:
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return f"{mark('begin')}{instruction}{mark('separate')}{result}{mark('end')}"


def pasted_field(code: str, result: str) -> str:
    return f"{held('begin')}{code}{held('separator')}{result}{held('end')}"


def control(inside: str, flag: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{flag}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


FLAG = "<w:showingPlcHdr/>"
INNER = field("IF", run("her"))
WAYS = {
    "shown": Way(run("{}"), "{}", "{}"),
    "bold": Way(run("{}", "<w:b/>"), "<b>{}</b>", "{}"),
    "inserted": Way(f"<w:ins>{run('{}')}</w:ins>", "<ins>{}</ins>", "{}"),
    "hidden": Way(
        run("{}", "<w:vanish/>"), "<span style='display:none;mso-hide:all'>{}</span>", ""
    ),
    "not hidden": Way(
        run("{}", '<w:vanish w:val="0"/>'), "<span style='mso-hide:none'>{}</span>", "{}"
    ),
    "deleted": Way(
        "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>", "<del cite='P'>{}</del>", ""
    ),
    "moved": Way(
        f"<w:moveFrom>{run('{}')}</w:moveFrom>", "<del><span class=msoDel>{}</span></del>", ""
    ),
    "struck": Way(run("{}", "<w:strike/>"), "<s>{}</s>", "[struck out: {}]"),
    "struck twice": Way(
        run("{}", "<w:dstrike/>"),
        "<span style='text-line-through:double'>{}</span>",
        "[struck out: {}]",
    ),
    "hidden and struck": Way(
        run("{}", "<w:strike/><w:vanish/>"), "<s style='display:none'>{}</s>", ""
    ),
    "result": Way(field("REF", run("{}")), pasted_field("REF", "{}"), "{}"),
    "code": Way(field("{}", run("of")), pasted_field("{}", "of"), "of"),
    "field in a field": Way(
        field("A" + INNER, run("{}")), pasted_field("A" + pasted_field("IF", "her"), "{}"), "{}"
    ),
    "control": Way(control(run("{}")), "<w:Sdt>{}</w:Sdt>", "{}"),
    "left-over flag": Way(control(run("{}"), FLAG), "<w:Sdt ShowingPlcHdr='t'>{}</w:Sdt>", "{}"),
    "placeholder": Way(
        control(run("Choose an item."), FLAG),
        "<w:Sdt ShowingPlcHdr='t'>Choose an item.</w:Sdt>",
        "",
    ),
    "tick": Way(
        run("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'),
        "<span style='font-family:Wingdings'>ü</span>",
        "✓",
    ),
}
WORDS = st.lists(st.text("abé&<'’7", min_size=1, max_size=6), min_size=1, max_size=3).map(" ".join)
PIECES = st.tuples(st.sampled_from(sorted(WAYS)), WORDS)
CELLS = st.lists(PIECES, max_size=4)
ROWS = st.tuples(CELLS, CELLS, st.booleans())
TABLES = st.lists(ROWS, min_size=1, max_size=4)

Cell = list[tuple[str, str]]


def in_file(cell: Cell) -> str:
    said = (WAYS[way].file.format(escape(f"{words}")) + run(" . ") for way, words in cell)
    return f"<w:tc><w:p>{''.join(said)}</w:p></w:tc>"


def on_clipboard(cell: Cell) -> str:
    said = (WAYS[way].clipboard.format(escape(f"{words}")) + " . " for way, words in cell)
    return f"<td><p class=MsoNormal>{''.join(said)}</p></td>"


def seen(cell: Cell) -> str:
    said = (WAYS[way].seen.format(words) + " . " for way, words in cell)
    return " ".join("".join(said).split())


def word_file(rows: list[tuple[Cell, Cell, bool]]) -> bytes:
    body = "".join(
        f"<w:tr>{'<w:trPr><w:hidden/></w:trPr>' if hidden else ''}{in_file(a)}{in_file(b)}</w:tr>"
        for a, b, hidden in rows
    )
    document = f'<w:document xmlns:w="{W}"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>'
    return zipped(PARTS | {"word/document.xml": document.encode()})


def page(rows: list[tuple[Cell, Cell, bool]]) -> str:
    body = "".join(
        f"<tr{HIDDEN if hidden else ''}>{on_clipboard(a)}{on_clipboard(b)}</tr>"
        for a, b, hidden in rows
    )
    return f"<table>{body}</table>"


@given(TABLES)
def test_the_words_that_are_taken_are_those_that_are_seen(rows: list[tuple[Cell, Cell, bool]]):
    shown = [(seen(a), seen(b)) for a, b, hidden in rows if not hidden]
    (table,) = (part for part in read_words(word_file(rows)).parts if isinstance(part, list))
    assert [tuple(" ".join(cell.text.split()) for cell in row) for row in table] == shown
    found = tables_of_html(page(rows)).grids
    assert [row for grid in found for row in grid] == shown
