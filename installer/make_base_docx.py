"""Makes desktop_app/resources/base.docx: the styles and empty pages every Word file starts from.

Run it from anywhere: `python installer/make_base_docx.py`. Word's own templates bring a
thumbnail, fonts, an author and dates, so the parts are written out here instead.
"""

import zipfile
from pathlib import Path

TARGET = Path(__file__).parent.parent / "desktop_app" / "resources" / "base.docx"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CONTENT_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_WORD_TYPE}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_WORD_TYPE}.settings+xml"/>
<Override PartName="/word/header1.xml" ContentType="{_WORD_TYPE}.header+xml"/>
<Override PartName="/word/footer1.xml" ContentType="{_WORD_TYPE}.footer+xml"/>
<Override PartName="/docProps/core.xml"
 ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""

_PACKAGE_RELATIONS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"
 Target="docProps/core.xml"/>
</Relationships>"""

_DOCUMENT_RELATIONS = f"""<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_R}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_R}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{_R}/header" Target="header1.xml"/>
<Relationship Id="rId4" Type="{_R}/footer" Target="footer1.xml"/>
</Relationships>"""

# No author, no dates, no child: the title alone, and that neutral.
_CORE = f"""<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>Permanence meeting record</dc:title><dc:language>en-GB</dc:language>
</cp:coreProperties>"""

# A4 with margins of 2 cm: 9638 twentieths of a point between them.
_DOCUMENT = f"""<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body><w:sectPr>
<w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="1304" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="510"
 w:gutter="0"/></w:sectPr></w:body></w:document>"""

_HEADER = f'<w:hdr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>'
_FOOTER = f'<w:ftr xmlns:w="{_W}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>'

# Compatibility mode 15: Word opens the file as its own, not in "compatibility mode".
_SETTINGS = f"""<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/>
<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""

_WORDS_OWN = ("Title", "heading 1", "heading 2", "header", "footer")


def _style(name: str, paragraph: str = "", run: str = "") -> str:
    custom = "" if name in _WORDS_OWN else ' w:customStyle="1"'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{name.title().replace(" ", "")}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def _spacing(before: int, after: int) -> str:
    """In points."""
    return f'<w:spacing w:before="{before * 20}" w:after="{after * 20}"/>'


_BOLD = "<w:b/><w:bCs/>"
_GREY = '<w:color w:val="404040"/>'
_TABS = '<w:tabs><w:tab w:val="center" w:pos="4819"/><w:tab w:val="right" w:pos="9638"/></w:tabs>'


def _heading(level: int, points: float) -> str:
    paragraph = f'<w:keepNext/>{_spacing(3, 3)}<w:outlineLvl w:val="{level - 1}"/>'
    return _style(f"heading {level}", paragraph, _BOLD + _size(points))


def _styles() -> str:
    return f"""<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>{_size(10)}
<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
{_style("Title", _spacing(0, 8) + '<w:jc w:val="center"/>', _BOLD + _size(14))}
{_heading(1, 11.5)}
{_heading(2, 10.5)}
{_style("Form label", _spacing(2, 2), _BOLD)}
{_style("Form answer", _spacing(2, 2))}
{_style("Form note", _spacing(0, 2), _size(9.5))}
{_style("Fact label", "", _GREY + _size(7.5))}
{_style("Fact", "", _GREY + _size(8.5))}
{_style("Draft notice", _spacing(6, 6) + '<w:jc w:val="center"/>', _BOLD + _size(12))}
{_style("Gap", '<w:spacing w:line="20" w:lineRule="exact"/>', _size(1))}
{_style("Section gap", '<w:spacing w:line="160" w:lineRule="exact"/>', _size(4))}
{_style("header", _TABS, _size(8.5))}
{_style("footer", _TABS, _size(8.5))}
</w:styles>"""


def parts() -> dict[str, str]:
    """Every part of the package by its name, content types first as readers expect."""
    bare = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "docProps/core.xml": _CORE,
        "word/document.xml": _DOCUMENT,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": _styles(),
        "word/settings.xml": _SETTINGS,
        "word/header1.xml": _HEADER,
        "word/footer1.xml": _FOOTER,
    }
    return {name: _XML + text for name, text in bare.items()}


def make(target: Path = TARGET) -> None:
    """Writes the file, with fixed time stamps."""
    with zipfile.ZipFile(target, "w") as package:
        for name, text in parts().items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, text)


if __name__ == "__main__":
    make()
