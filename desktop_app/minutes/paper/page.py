"""What stands on every page of the Word file: header, footer, and DRAFT across an unsigned one."""

from desktop_app.minutes.page_words import at_the_foot, at_the_head
from desktop_app.minutes.parts.element import Element, W, page_of_pages, parse, run, text, w
from desktop_app.records.snapshot import Snapshot

_FIRST_SHAPE = 1024  # Word counts the shapes of a file from here
# Word draws such a shape as its own watermark; the two formulas are its "plain text" path.
_WATERMARK = f"""<w:pict xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/>
<v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>
<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/>
<v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>
<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>
<v:path textpathok="t" o:connecttype="custom"
 o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>
<v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject%(number)d" o:spid="_x0000_s%(shape)d"
 type="#_x0000_t136" alt="DRAFT"
 style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:165pt;rotation:315;\
z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;\
mso-position-vertical:center;mso-position-vertical-relative:margin"
 o:allowincell="f" fillcolor="#d0d0d0" stroked="f"><v:fill opacity=".5"/>
<v:textpath style="font-family:&quot;Arial&quot;;font-size:1pt" string="DRAFT"/></v:shape>
</w:pict>"""


def fill_header(line: Element, snapshot: Snapshot, number: int) -> None:
    """`number` tells the watermarks of a file apart; only unsigned minutes have one."""
    marking, notice, reference = at_the_head(snapshot)
    line.extend(_three(_bold(marking), _bold(notice), run(text(reference))))
    if not snapshot.signature:
        names = {"number": number, "shape": _FIRST_SHAPE + number}
        line.append(run(parse(_WATERMARK % names)))


def fill_footer(line: Element, snapshot: Snapshot) -> None:
    marking, reference = at_the_foot(snapshot)
    line.extend(_three(_bold(marking), run(text(reference)), run(text("Page "))))
    line.extend(page_of_pages())


def _three(left: Element, middle: Element, right: Element) -> tuple[Element, ...]:
    return left, run(w("tab")), middle, run(w("tab")), right


def _bold(words: str) -> Element:
    return w("r", w("rPr", w("b")), text(words))
