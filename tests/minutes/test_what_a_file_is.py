"""What is no Word file is named for what it is, in the same words by every way in."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from seal_examples import minutes
from word_packages import parts, zipped

from desktop_app.errors import CannotProceed
from desktop_app.minutes.paper.base import check_base
from desktop_app.minutes.parts.unpack import read_limited
from desktop_app.minutes.preparation.read_prepared import read_prepared
from desktop_app.minutes.seal.verify import verify
from desktop_app.paths import Places
from desktop_app.services.council import load_council
from desktop_app.services.from_file import read_minutes

LIBRARY = load_council(Places(Path("/nowhere"))).library
FORMS = LIBRARY.forms
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"


def old(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + bytes(512)


def of_type(content_type: bytes) -> bytes:
    made = parts(minutes())
    types = made["[Content_Types].xml"]
    assert PLAIN in types
    return zipped(made | {"[Content_Types].xml": types.replace(PLAIN, content_type)})


def strict() -> bytes:
    made = parts(minutes())
    assert OFFICE in made["_rels/.rels"]
    return zipped(made | {"_rels/.rels": made["_rels/.rels"].replace(OFFICE, STRICT)})


def packed(**files: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return made.getvalue()


SHEET = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
KINDS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is empty"),
    "zeros": (lambda: bytes(30_000), "is empty"),
    "password": (lambda: old("EncryptedPackage"), "locked with a password"),
    "old": (lambda: old("WordDocument"), "of Word’s old kind (.doc)"),
    "either": (lambda: OLE, "locked with a password, or of Word’s old kind"),
    "old sheet": (lambda: old("Workbook"), "an Excel file"),
    "old slides": (lambda: old("PowerPoint Document"), "a PowerPoint file"),
    "message": (lambda: old("__substg1.0_0037001F"), "a message of Outlook"),
    "macros": (
        lambda: of_type(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
        "holds macros",
    ),
    "template": (
        lambda: of_type(b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        "holds macros",
    ),
    "strict": (strict, "Strict Open XML"),
    "sheet": (lambda: of_type(SHEET), "an Excel file"),
    "slides": (lambda: of_type(SLIDES), "a PowerPoint file"),
    "lock": (lambda: b"\x05Robin" + b" " * 49 + b"\x05\0R\0" + b" " * 103, "somebody has it open"),
    "odt": (
        lambda: packed(mimetype=b"application/vnd.oasis.opendocument.text", content=b"<x/>"),
        "an OpenDocument file",
    ),
    "zip": (lambda: packed(minutes=b"x"), "a packed folder"),
    "rtf": (lambda: b"{\\rtf1\\ansi Minutes}" * 9, "a Rich Text file"),
    "pdf": (lambda: b"%PDF-1.7\n" + bytes(200), "a PDF file"),
    "late pdf": (lambda: b"\n\n%PDF-1.4\n" + bytes(200), "a PDF file"),
    "page": (lambda: b"\xef\xbb\xbf <HTML><body>Minutes</body></HTML>", "a web page"),
    "xml": (lambda: b"<?xml version='1.0'?><w:wordDocument/>", "a file of XML"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), "a picture"),
}
WAYS: dict[str, Callable[[bytes], object]] = {
    "prepared": lambda raw: read_prepared(raw, FORMS["review_ppm"]),
    "taken in": lambda raw: read_minutes(raw, (), FORMS, LIBRARY.choices),
    "verified": lambda raw: refuse(verify(raw).findings),
    "base": lambda raw: refuse(check_base(raw).refused),
}


def refuse(sentences: tuple[str, ...]) -> None:
    if sentences:
        raise CannotProceed(" ".join(sentences))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_the_file_is_and_what_to_do_is_said_by_every_way_in(way: str, kind: str):
    made, says = KINDS[kind]
    with pytest.raises(CannotProceed) as refused:
        WAYS[way](made())
    said = str(refused.value)
    assert said.startswith("This ")
    assert says in said
    assert any(do in said for do in ("Open it", "Choose", "choose", "Ask", "Save", "Copy")), said


@pytest.mark.parametrize("name", ["~$minutes.docx", ".~lock.minutes.docx#"])
def test_the_file_beside_an_open_one_is_known_by_its_name(name: str, tmp_path: Path):
    (tmp_path / name).write_bytes(b"whatever")
    with pytest.raises(CannotProceed, match="somebody has it open"):
        read_limited(tmp_path / name)
