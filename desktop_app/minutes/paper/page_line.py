"""Makes room for our line in a council's header or footer, clear of the letterhead."""

from desktop_app.minutes.paper.paper_size import PaperSize
from desktop_app.minutes.parts.element import Element, W, w

_NEAR, _FAR = 60, 120  # from letterhead and from text, in twentieths of a point
_W = f"{{{W}}}"
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor"


def line_below(header: Element, style: str, size: PaperSize) -> Element:
    """Our paragraph at the foot of the header; Word moves the text down by as much.

    What floats says nothing about how far down it reaches. But above the margin stands no text,
    so a line that begins there is clear of it.
    """
    before = max(size.top - size.header, _NEAR) if _floats(header) else _NEAR
    line = _line(style, before, _FAR)
    if len(header) and _is_blank(header[-1]):
        header.remove(header[-1])
    header.append(line)
    return line


def line_above(footer: Element, style: str, size: PaperSize) -> Element:
    """Our paragraph at the top of the footer, which Word builds upwards from the edge."""
    after = max(size.bottom - size.footer, _NEAR) if _floats(footer) else _NEAR
    line = _line(style, _FAR, after)
    if len(footer) and _is_blank(footer[0]):
        footer.remove(footer[0])
    footer.insert(0, line)
    return line


def _line(style: str, before: int, after: int) -> Element:
    return w("p", w("pPr", w("pStyle", val=style), w("spacing", before=before, after=after)))


def _is_blank(element: Element) -> bool:
    """A paragraph without anything in it, nor a line drawn under it."""
    if element.tag != _W + "p" or element.find(f"{_W}pPr/{_W}pBdr") is not None:
        return False
    return all(child.tag == _W + "pPr" for child in element)


def _floats(part: Element) -> bool:
    if any(True for _ in part.iter(_ANCHOR, _W + "framePr", _W + "tblpPr")):
        return True
    return any("position:absolute" in element.get("style", "") for element in part.iter())
