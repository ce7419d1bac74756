"""Spelling in notes: unknown words are underlined, Ctrl+. mends the last one, F7 steps on."""

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPalette,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from desktop_app.services.spelling import Spelling

SLICE, PAUSE = 5, 20  # milliseconds of checking at a time, and of rest, while much is to be checked
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class MeetingWords(QObject):
    """`changed` says that words may be known now that were not, or the other way round."""

    changed = Signal()

    def __init__(self, own: Callable[[], Iterable[str]]) -> None:
        super().__init__()
        self._own = own
        self._kept: list[str] = []
        self._spelling: Spelling | None = None

    @property
    def are_there(self) -> bool:
        return self._spelling is not None

    def use(self, spelling: Spelling) -> None:
        """Until then nothing is underlined."""
        self._spelling = spelling
        spelling.also_known([*self._own(), *self._kept])
        self.changed.emit()

    def follow(self) -> None:
        """Takes in the names that the meeting holds by now."""
        if self._spelling and self._spelling.also_known([*self._own(), *self._kept]):
            self.changed.emit()

    def keep(self, word: str) -> None:
        """In memory only: what is typed is written nowhere but into the store."""
        self._kept.append(word)
        self.follow()

    def misspelt(self, text: str, typed_at: int = -1) -> list[tuple[int, str]]:
        """Each with its start as Qt counts, to which an emoji is two characters."""
        if not self._spelling:
            return []
        return self._spelling.misspelt_in(_ASTRAL.sub("  ", text), but_for=typed_at)

    def suggestions(self, word: str) -> tuple[str, ...]:
        return self._spelling.suggestions(word) if self._spelling else ()


class Underlines(QObject):
    """At a key the caret's paragraph is checked; all else that is new, a little at a time.

    Not a QSyntaxHighlighter: that one paints the whole box at every key in a paragraph with a
    word underlined, and says at every underline that the text has changed.
    """

    def __init__(self, box: QPlainTextEdit, words: MeetingWords) -> None:
        super().__init__(box)
        self._box = box
        self._words = words
        self._to_check: deque[QTextBlock] = deque()
        self._typed: tuple[QTextBlock, int] | None = None  # where the last key was, in its block
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._check_some)
        words.changed.connect(self.check_all)
        box.document().contentsChange.connect(self._text_changed)
        box.cursorPositionChanged.connect(self._caret_moved)

    def check_all(self) -> None:
        if self._words.are_there:
            self._to_check = deque(_blocks(self._box.document().firstBlock()))
            self._timer.start(0)

    def finish_word(self) -> None:
        """The word that was being typed is looked at like every other."""
        if self._typed:
            block, self._typed = self._typed[0], None
            self._check(block)

    def _text_changed(self, at: int, _removed: int, added: int) -> None:
        """Qt lays out and paints the changed blocks after this."""
        if not self._words.are_there:
            return
        document, caret = self._box.document(), self._box.textCursor()
        first, last = document.findBlock(at), document.findBlock(at + added)
        if self._box.hasFocus():
            self._typed = (caret.block(), caret.positionInBlock())
        if last.blockNumber() - first.blockNumber() > 1:
            self.check_all()
            return
        self._underline(first)
        if last != first:
            self._underline(last)

    def _underline(self, block: QTextBlock) -> bool:
        """Whether that changed anything. What an input method is composing keeps its own marks."""
        if not block.isValid() or block.layout().preeditAreaText():
            return False
        layout, underlines = block.layout(), self._underlines(block)
        if layout.formats() == underlines:
            return False
        layout.setFormats(underlines)
        return True

    def _underlines(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        typed_at = self._typed[1] if self._typed and self._typed[0] == block else -1
        return [
            self._wavy(start, len(word))
            for start, word in self._words.misspelt(block.text(), typed_at)
        ]

    def _wavy(self, start: int, length: int) -> QTextLayout.FormatRange:
        wavy = QTextLayout.FormatRange()
        wavy.start, wavy.length = start, length
        wavy.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wavy.format.setUnderlineColor(self._box.palette().color(QPalette.ColorRole.BrightText))
        return wavy

    def _check_some(self) -> None:
        ends = time.perf_counter() + SLICE / 1000
        while self._to_check and time.perf_counter() < ends:
            self._check(self._to_check.popleft())
        if self._to_check:
            self._timer.start(PAUSE)

    def _check(self, block: QTextBlock) -> None:
        if self._underline(block):
            self._box.document().markContentsDirty(block.position(), block.length() - 1)

    def _caret_moved(self) -> None:
        """A caret that moves without a key is done with its word."""
        caret = self._box.textCursor()
        if self._typed and self._typed != (caret.block(), caret.positionInBlock()):
            self.finish_word()


class SpellingKeys:
    """Ctrl+. and F7 in one box; `tell` carries a sentence for the chair.

    `mend` puts another word at a place, and returns the sentence of how that is taken back.
    """

    def __init__(
        self,
        box: QPlainTextEdit,
        mend: Callable[[int, str, str], str],
        words: MeetingWords,
        tell: Callable[[str], object],
    ) -> None:
        self._box = box
        self._mend_at = mend
        self._words = words
        self._tell = tell

    def takes(self, event: QKeyEvent) -> bool:
        """True when the key was for spelling."""
        pressed = (event.key(), event.modifiers())
        mend = pressed == (Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
        step = pressed == (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier)
        if (mend or step) and not self._words.are_there:
            self._tell("The dictionary is not loaded yet.")
        elif mend:
            self._mend_last()
        elif step:
            self._step()
        return mend or step

    def _mend_last(self) -> None:
        caret = self._box.textCursor()
        for block in _blocks(caret.block(), back=True):
            before = [found for found in self._in(block) if found[0] < caret.position()]
            if before:
                self._mend(*before[-1])
                return
        self._tell("No word before the caret is misspelt.")

    def _mend(self, start: int, word: str) -> None:
        suggestions = self._words.suggestions(word)
        if suggestions:
            self._replace(start, word, suggestions[0])
        else:
            self._tell(f"“{word}” is not in the dictionary, and nothing like it is.")

    def _step(self) -> None:
        """On to the next misspelling; after the last one the first comes again."""
        caret = self._box.textCursor()
        after = (one for block in _blocks(caret.block()) for one in self._in(block))
        found = next((one for one in after if one[0] >= caret.position()), None)
        if not found:
            whole = _blocks(self._box.document().firstBlock())
            found = next((one for block in whole for one in self._in(block)), None)
        if found:
            self._offer(*found)
        else:
            self._tell("Nothing in this box is misspelt.")

    def _in(self, block: QTextBlock) -> list[tuple[int, str]]:
        at = block.position()
        return [(at + start, word) for start, word in self._words.misspelt(block.text())]

    def _offer(self, start: int, word: str) -> None:
        found = self._box.textCursor()
        found.setPosition(start)
        found.setPosition(start + len(word), QTextCursor.MoveMode.KeepAnchor)
        self._box.setTextCursor(found)
        menu = self._menu(start, word)
        menu.aboutToHide.connect(self._unselect)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._box.viewport().mapToGlobal(self._box.cursorRect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _menu(self, start: int, word: str) -> QMenu:
        menu = QMenu(self._box)
        menu.setAccessibleName(f"For “{word}”")
        for suggestion in self._words.suggestions(word):
            menu.addAction(suggestion, partial(self._replace, start, word, suggestion))
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction("Keep this word", partial(self._keep, word))
        return menu

    def _unselect(self) -> None:
        """The caret goes behind the word, so that the next key replaces nothing."""
        caret = self._box.textCursor()
        caret.setPosition(caret.selectionEnd())
        self._box.setTextCursor(caret)

    def _keep(self, word: str) -> None:
        self._words.keep(word)
        self._tell(f"“{word}” is kept as a word until this meeting is closed.")

    def _replace(self, start: int, word: str, by: str) -> None:
        takes_back = self._mend_at(start, word, by)
        self._tell(f"“{word}” became “{by}”. {takes_back}")


def _blocks(block: QTextBlock, *, back: bool = False) -> Iterator[QTextBlock]:
    """This one and all after it, or before it."""
    while block.isValid():
        yield block
        block = block.previous() if back else block.next()
