"""Everything said about one question, in a window of its own that can stay open while typing."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QPalette, QTextBlock, QTextCursor
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from desktop_app.forms.glance import Entry, Glance, Point
from desktop_app.forms.model import Question
from desktop_app.services.guide import Contradiction, Guide
from desktop_app.ui.pieces import COLUMN, button, stacked
from desktop_app.ui.theme import text_scale

NOT_CHOSEN = "Chairside does not choose between them."


def entry_in_html(entry: Entry) -> str:
    """The points under the entry's title, for a label or for a page."""
    if all(point.label for point in entry.points):
        return "".join(f"<p>{_labelled(point)}</p>" for point in entry.points)
    return _list(escape(point.text) for point in entry.points)


def _labelled(point: Point) -> str:
    return f"<b>{escape(point.label)}:</b> {escape(point.text)}"


def contradiction_in_html(one: Contradiction) -> str:
    """What it is about, each paper with its words, and that neither was chosen."""
    papers = _list(f"<b>{escape(paper)}:</b> {escape(what)}" for paper, what in one.says)
    return f"<p>{escape(one.about)}:</p>{papers}"


def remark_on(guide: Guide, question: Question) -> str:
    """Under the question itself, where it is read also while the guidance is hidden."""
    found = guide.contradictions(question.key)
    return "Your council’s documents disagree about this: Shift+F1." if found else ""


class MoreGuidance(QDialog):
    """Does not stand in the way of typing: it is not modal, and Esc closes it."""

    def __init__(self, parent: QWidget, guide: Guide) -> None:
        super().__init__(parent)
        self._beside = parent
        self._guide = guide
        self.setWindowTitle("Guidance")
        self.page = QTextBrowser()
        self.page.setAccessibleName("Guidance")
        self.page.setTextInteractionFlags(  # a caret, by which the text can be read aloud
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._go_to)
        layout = stacked(self.page, button("Close  (Esc)", self.close))
        layout.setContentsMargins(16, 16, 16, 16)
        self.setLayout(layout)

    def show_on(self, question: Question) -> None:
        """In front of the meeting, with the caret at the top of the text."""
        self._style()
        self.page.setHtml("".join(_everything(question, self._guide)))
        self._fit()
        self.show()
        self.raise_()
        self.activateWindow()
        self.page.setFocus()

    def _go_to(self, link: QUrl) -> None:
        """The caret goes along, so that reading aloud goes on from there."""
        block = self.page.document().begin()
        while block.isValid() and link.fragment() not in _anchors(block):
            block = block.next()
        self.page.setTextCursor(QTextCursor(block))
        self.page.scrollToAnchor(link.fragment())

    def _fit(self) -> None:
        """Most of the meeting's height, and no wider than text is read with ease."""
        room = self._beside.window().size() * 0.9
        widest = round((COLUMN + 80) * text_scale(self))
        self.resize(min(widest, room.width()), room.height())

    def _style(self) -> None:
        """Sizes and colours of the theme, which a document does not take over by itself.

        A widget's own palette has lost its muted colour to the sheet.
        """
        role = QPalette.ColorRole
        points, palette = self.font().pointSizeF(), QGuiApplication.palette()
        muted, line = palette.color(role.PlaceholderText), palette.color(role.Mid)
        gap = round(6 * text_scale(self))
        self.page.document().setDefaultStyleSheet(
            f"h1 {{ font-size: {points * 1.45}pt; font-weight: 600; }}"
            f"h2 {{ font-size: {points * 1.2}pt; font-weight: 600; margin-top: {3 * gap}px; }}"
            f"h3 {{ font-size: {points}pt; font-weight: 600; margin-top: {2 * gap}px; }}"
            f"p {{ margin-top: 0px; margin-bottom: {gap}px; }}"
            f"p.muted {{ color: {muted.name()}; }}"
            f"td {{ padding: {gap}px; border-bottom: 1px solid {line.name()}; }}"
        )


def _anchors(block: QTextBlock) -> list[str]:
    return block.begin().fragment().charFormat().anchorNames()


def _everything(question: Question, guide: Guide) -> Iterator[str]:
    yield f"<h1>{escape(question.words)}</h1><p>{escape(question.guidance or question.hint)}</p>"
    yield from _contradictions(guide.contradictions(question.key))
    yield from (f'<p class="muted">{escape(line)}</p>' for line in guide.sources(question.source))
    for glance in guide.glances(question):
        yield from _glance(glance, guide)
    yield "<h2>Short names of the documents</h2>"
    yield _table(guide.papers())
    if elsewhere := guide.contradictions():
        yield "<h2>Where else your council’s documents disagree</h2>"
        yield from (contradiction_in_html(one) for one in elsewhere)


def _contradictions(several: Sequence[Contradiction]) -> Iterator[str]:
    for one in several:
        yield f"<h2>{one.heading}</h2>{contradiction_in_html(one)}<p>{NOT_CHOSEN}</p>"


def _glance(glance: Glance, guide: Guide) -> Iterator[str]:
    yield f"<h2>{escape(glance.title)}</h2><p>{escape(glance.note)}</p>"
    yield from _sources(glance.source, guide)
    if not glance.labels:
        for entry in glance.entry:
            yield f"<h3>{escape(entry.title)}</h3>{entry_in_html(entry)}"
            yield from _sources(entry.source, guide)
        return
    links = (f'<a href="#{n}">{escape(label)}</a>' for n, label in enumerate(glance.labels))
    yield f"<p>{' · '.join(links)}</p>"
    for number, label in enumerate(glance.labels):
        yield f'<h3><a name="{number}">{escape(label)}</a></h3>'
        yield _table([(entry.title, entry.says(label)) for entry in glance.entry])
    yield "<h3>Where this comes from</h3>"
    yield _table([(one.title, "; ".join(guide.sources(one.source))) for one in glance.entry])


def _sources(source: str, guide: Guide) -> Iterator[str]:
    yield from (f'<p class="muted">{escape(line)}</p>' for line in guide.sources(source))


def _table(rows: Sequence[tuple[str, str]]) -> str:
    """Names on the left, a quarter of the width."""
    cells = (
        f'<tr><td width="25%"><b>{escape(name)}</b></td><td>{escape(said)}</td></tr>'
        for name, said in rows
    )
    return f'<table width="100%" cellspacing="0">{"".join(cells)}</table>'


def _list(lines: Iterator[str]) -> str:
    items = "".join(f'<li style="margin-bottom: 3px">{line}</li>' for line in lines)
    return f'<ul style="margin-left: 14px; -qt-list-indent: 0">{items}</ul>'
