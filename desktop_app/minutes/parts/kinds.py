"""What a file is that is no Word file, and what to do with it: one list for every way in."""

from typing import NamedTuple

_OLE = b"\xd0\xcf\x11\xe0"
_LONGEST_OWNER = 54  # letters of a name in the file that Word puts beside an open one
_OWNER_FILES = (162, 165)  # bytes, of Word and of Excel
_HEAD = 4_000  # bytes that tell


class Kind(NamedTuple):
    """Sentences: `what` it is, and what to `do`."""

    what: str
    do: str


_SAVE = "Open it in Word and save it as “Word Document (.docx)”, then choose that file."
_ASK = "Ask for it as a Word file (.docx)."

EMPTY = Kind(
    "This file is empty: its words have not come down from the cloud yet, or were lost.",
    "Open it once in Word, or right-click it and choose “Always keep on this device”; else ask for "
    "it again.",
)
PASSWORD = Kind(
    "This file is locked with a password.",
    "Open it in Word with its password, choose File, Info, Protect Document, Encrypt with "
    "Password, empty the box, and save it.",
)
OLD_WORD = Kind("This file is of Word’s old kind (.doc).", _SAVE)
OLD_OR_PASSWORD = Kind(
    "This file is locked with a password, or of Word’s old kind (.doc).",
    "Open it in Word, take the password out if it has one, and save it as “Word Document (.docx)”.",
)
MACROS = Kind("This Word file holds macros (.docm).", f"{_SAVE} That leaves the macros out.")
STRICT = Kind(
    "This Word file was saved as “Strict Open XML Document”, another kind under the same ending.",
    "Open it in Word and save it as “Word Document (.docx)”, the one without “Strict”.",
)
LOCK = Kind(
    "This is the small file that Word keeps beside a document while somebody has it open; it has "
    "no minutes in it.",
    "Choose the file with the same name without “~$”.",
)
EXCEL = Kind("This is an Excel file.", "Copy its table in Excel and paste it, or save it in Word.")
SLIDES = Kind("This is a PowerPoint file.", _ASK)
MESSAGE = Kind(
    "This is a message of Outlook.", "Save the Word file that it carries, then choose it."
)
OPEN_DOCUMENT = Kind("This is an OpenDocument file (.odt, .ods or .odp).", _SAVE)
RTF = Kind("This is a Rich Text file (.rtf).", _SAVE)
PDF = Kind("This is a PDF file.", _ASK)
WEB = Kind("This is a web page.", _SAVE)
XML = Kind("This is a file of XML, as Word can also save.", _SAVE)
PICTURE = Kind("This is a picture.", _ASK)
PAGES = Kind(
    "This is a file of Apple’s Pages.", "Export it in Pages to Word, then choose that file."
)
PACKED = Kind("This is a packed folder (.zip).", "Unpack it, and choose the Word file in it.")

_BEGINS: tuple[tuple[bytes, Kind], ...] = (
    (b"{\\rtf", RTF),
    (b"<html", WEB),
    (b"<!doctype html", WEB),
    (b"mime-version:", WEB),
    (b"<?xml", XML),
    (b"\x89png", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"ii*\0", PICTURE),
    (b"mm\0*", PICTURE),
)
_STREAMS = (  # names of what an old file of Office holds
    ("EncryptedPackage", PASSWORD),
    ("WordDocument", OLD_WORD),
    ("Workbook", EXCEL),
    ("PowerPoint Document", SLIDES),
    ("__substg1.0_", MESSAGE),
)
_TYPES = (  # of the part that holds the text
    ("word.document.macroenabled", MACROS),
    ("word.template.macroenabled", MACROS),
    ("spreadsheetml", EXCEL),
    ("ms-excel", EXCEL),
    ("presentationml", SLIDES),
    ("ms-powerpoint", SLIDES),
)


def is_lock(name: str) -> bool:
    """By its name alone: Word’s, and that of LibreOffice."""
    return name.startswith(("~$", ".~lock."))


def of_bytes(raw: bytes) -> Kind | None:
    """Of a file that is not packed as Word files are; None where that is anybody’s guess."""
    if not raw.strip(b"\0"):
        return EMPTY
    if raw.startswith(_OLE):
        inside = (kind for name, kind in _STREAMS if name.encode("utf-16-le") in raw)
        return next(inside, OLD_OR_PASSWORD)
    head = raw[:_HEAD]
    if b"%PDF-" in head[:1_024]:
        return PDF
    if len(raw) in _OWNER_FILES and 0 < raw[0] <= _LONGEST_OWNER:
        return LOCK
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for start, kind in _BEGINS if begin.startswith(start)), None)


def of_parts(names: set[str]) -> Kind:
    """Of a packed file that has no list of contents as Office files do."""
    if "mimetype" in names:
        return OPEN_DOCUMENT
    return PAGES if any(name.endswith(".iwa") for name in names) else PACKED


def of_type(content_type: str) -> Kind | None:
    """Of an Office file, by what holds its text."""
    return next((kind for part, kind in _TYPES if part in content_type.lower()), None)


def of_links(kinds: list[str]) -> Kind | None:
    """Of an Office file that has no text where it is looked for, by what joins its parts."""
    return STRICT if any(one.startswith("http://purl.oclc.org/ooxml/") for one in kinds) else None
