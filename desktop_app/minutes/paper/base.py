"""May this Word file be the council's base? What is in the way, in sentences for its officer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from desktop_app.errors import CannotProceed
from desktop_app.minutes.paper.base_marks import (
    ANOTHER_FILE,
    COMMENTS,
    HIDDEN_DATA,
    OBJECT,
    marks,
)
from desktop_app.minutes.paper.base_page import LEFT_OUT, kind_of, notes, page_troubles
from desktop_app.minutes.parts.element import W, parse
from desktop_app.minutes.parts.package import Package, Relationship, open_package, relationships_of
from desktop_app.minutes.parts.unpack import CONTENT_TYPES, AnotherKind, NotAWordFile

_W = f"{{{W}}}"
_LARGEST = 5_000_000  # bytes: every Word file that is saved carries the base
_ENOUGH = 500  # troubles, many of them alike: more need not be looked for

_MACROS = "It holds macros. Save it in Word as “Word Document (.docx)”, which leaves them out."
_ADD_IN = (
    "It changes the menus, keys or side panes of Word. Copy header and footer into a new, empty "
    "document, and save that as “Word Document (.docx)”."
)
_CHART = "It holds a chart or diagram. Paste it again in Word as a picture (Paste Special)."
_REFUSED = {
    "vbaProject": _MACROS,
    "wordVbaData": _MACROS,
    "keyMapCustomizations": _ADD_IN,
    "attachedToolbars": _ADD_IN,
    "extensibility": _ADD_IN,
    "webextensiontaskpanes": _ADD_IN,
    "webextension": _ADD_IN,
    "oleObject": OBJECT,
    "package": OBJECT,
    "control": OBJECT,
    "activeXControlBinary": OBJECT,
    "aFChunk": ANOTHER_FILE,
    **dict.fromkeys(
        ("comments", "commentsExtended", "commentsIds", "commentsExtensible"), COMMENTS
    ),
    **dict.fromkeys(("customXml", "customXmlProps"), HIDDEN_DATA),
    **dict.fromkeys(
        ("chart", "chartStyle", "chartColorStyle", "chartUserShapes", "chartEx"), _CHART
    ),
    **dict.fromkeys(
        ("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
        _CHART,
    ),
}
_OUTSIDE = {
    "hyperlink": (
        "It links to “{address}”. In Word, right-click the link and choose Remove Hyperlink; the "
        "words stay."
    ),
    "attachedTemplate": (
        "It is tied to the template “{address}”. In Word, choose File, Options, Add-ins, Manage "
        "Templates, and attach “Normal” in its place."
    ),
    "image": (
        "A picture is fetched from “{address}”. Delete it in Word and insert the picture itself."
    ),
    "oleObject": (
        "An object is linked to “{address}”. Take it out, or paste it again in Word as a picture."
    ),
}
_FETCHED = "It fetches something from “{address}”. Take that out of the file."
_DAMAGED = "A part of it is damaged. Open it in Word and save it anew."
_USED = {  # the tag of the root, and what an officer calls the place
    "styles": (f"{_W}styles", "in its styles"),
    "settings": (f"{_W}settings", "in its settings"),
    "theme": ("{http://schemas.openxmlformats.org/drawingml/2006/main}theme", "in its theme"),
    "numbering": (f"{_W}numbering", "in a list"),
    "fontTable": (f"{_W}fonts", "in its fonts"),
    "header": (f"{_W}hdr", "in a header"),
    "footer": (f"{_W}ftr", "in a footer"),
}
_SEEN = ("officeDocument", *_USED, "image", "font", "core-properties", "extended-properties")
_PICTURES = ("png", "jpeg", "jpg", "pjpeg", "gif", "bmp", "tiff", "x-emf", "emf", "x-wmf", "wmf")


@dataclass(frozen=True)
class Findings:
    """`refused`: why the file cannot be the base. `notes`: what Chairside adds or leaves out."""

    refused: tuple[str, ...]
    notes: tuple[str, ...] = ()


def check_base(data: bytes) -> Findings:
    """Each finding says, in a sentence or two, what the council's officer can do about it."""
    base, refused = _examined(data)
    return Findings(refused, () if base is None or refused else tuple(notes(base)))


def checked_base(data: bytes) -> Package:
    """Its parts, none of them in the way; raises CannotProceed with all that is."""
    base, refused = _examined(data)
    if base is None or refused:
        raise CannotProceed(
            f"The council's base cannot be used. {' '.join(refused)}",
            "Your minutes are safe in Chairside.",
            "Set a mended base, or save without one.",
        )
    return base


def _examined(data: bytes) -> tuple[Package | None, tuple[str, ...]]:
    try:
        base = _opened(data)
    except CannotProceed as trouble:
        return None, (str(trouble),)
    return base, tuple(dict.fromkeys(islice(_refusals(base), _ENOUGH)))


def _opened(data: bytes) -> Package:
    if len(data) > _LARGEST:
        raise _unusable(
            "The base is larger than 5 MB, and every Word file would carry it.",
            "In Word, choose Compress Pictures, or use a smaller picture.",
        )
    try:
        return open_package(data)
    except AnotherKind as trouble:
        raise _unusable(trouble.happened, trouble.do) from trouble
    except NotAWordFile as trouble:
        raise _unusable(
            trouble.happened, "Open it in Word and save it anew as “Word Document (.docx)”."
        ) from trouble


def _unusable(happened: str, do: str) -> CannotProceed:
    return CannotProceed(happened, do=do)


# -- what is in the way ------------------------------------------------------------------------


def _refusals(base: Package) -> Iterator[str]:
    for one in _all_relationships(base):
        yield from _of_relationship(one, base)
    yield from _of_parts(base)
    try:
        for name, root, where in _texts(base):
            part = parse(base.parts[name])
            if part.tag != root:
                yield _DAMAGED
            yield from marks(part, where)
        yield from page_troubles(base)
    except ValueError:
        yield _DAMAGED


def _all_relationships(base: Package) -> Iterator[Relationship]:
    for name in base.parts:
        if name.endswith(".rels"):
            yield from base.relationships(name)


def _of_relationship(one: Relationship, base: Package) -> Iterator[str]:
    kind = kind_of(one)
    if one.mode == "External":
        address = " ".join(one.target.split())[:80]
        yield _OUTSIDE.get(kind, _FETCHED).format(address=address)
    elif kind in _REFUSED:
        yield _REFUSED[kind]
    elif one.part is None:
        yield _FETCHED.format(address=one.target[:80])
    elif kind == "image":
        yield from _of_picture(one.part, base)
    elif kind in _USED and one.part not in base.parts:
        yield _DAMAGED


def _of_picture(name: str, base: Package) -> Iterator[str]:
    if name not in base.parts:
        yield "A picture of it is missing. Delete it in Word and insert it again."
        return
    kind, _, form = base.content_type(name).lower().partition("/")
    if kind != "image" or form not in _PICTURES:
        yield (
            f"The picture “{name.rpartition('/')[2]}” is of a kind that is not accepted. Save it "
            "as PNG or JPEG, delete it in Word and insert the new one."
        )


def _of_parts(base: Package) -> Iterator[str]:
    """Parts that nothing leads to, or in a way that we do not know."""
    kinds = {one.part: kind_of(one) for one in _all_relationships(base) if one.part}
    known = {*_SEEN, *LEFT_OUT, *_REFUSED}
    for name in base.parts:
        put_together = name == CONTENT_TYPES or name.endswith(".rels")
        if not put_together and kinds.get(name) not in known:
            yield (
                f"It holds a hidden part, “{name}”. Copy header and footer into a new, empty "
                "document, and save that as “Word Document (.docx)”."
            )


def _texts(base: Package) -> Iterator[tuple[str, str, str]]:
    """The parts that print or say how: name, tag of the root, and what an officer calls it."""
    yield base.document, f"{_W}document", "in the body of the page"
    for one in base.relationships(relationships_of(base.document)):
        if one.part and one.part in base.parts and kind_of(one) in _USED:
            root, where = _USED[kind_of(one)]
            yield one.part, root, where
