"""What the parts of a Word file are called, for people who never saw its inside."""

from desktop_app.minutes.parts.package import RELATIONSHIPS_TYPE, Package, Relationship
from desktop_app.minutes.seal.coverage import SIGNATURE_TYPE

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_WORDS = {
    _WORD + "document.main+xml": "the text",
    _WORD + "styles+xml": "a style",
    _WORD + "header+xml": "the head of a page",
    _WORD + "footer+xml": "the foot of a page",
    _WORD + "settings+xml": "a setting",
    _WORD + "fontTable+xml": "a font",
    _WORD + "numbering+xml": "the numbering",
    _WORD + "comments+xml": "a comment in the margin",
    _WORD + "footnotes+xml": "a footnote",
    _WORD + "endnotes+xml": "an endnote",
    SIGNATURE_TYPE: "a signature",
    RELATIONSHIPS_TYPE: "a link, or what belongs to the text,",
}


def in_words(part: str, content_type: str) -> str:
    """`a style`, `an image`; the part's own name where there is no word for it."""
    if content_type.startswith("image/"):
        return "an image"
    return _WORDS.get(content_type, f"the part “{part}”")


def joined_in_words(package: Package, one: Relationship) -> str:
    """What a relationship leads to."""
    if one.part is not None and one.part in package.parts:
        return "the way to " + in_words(one.part, package.content_type(one.part))
    return "a link"
