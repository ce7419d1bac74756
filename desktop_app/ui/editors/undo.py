"""One undo for a section: what was changed there last is taken back first, whatever it was."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

KEYS = {"Ctrl+Z": "undo", "Ctrl+Y": "redo", "Ctrl+Shift+Z": "redo"}


class Change:
    """A step that was taken. False from the first two: what stands there now is not what it
    left, or is not there any more, so that nothing was done.
    """

    def take_back(self) -> bool:
        raise NotImplementedError

    def do_again(self) -> bool:
        raise NotImplementedError

    def show(self) -> None:
        """The caret where the step was taken, taken back or done again, and that in sight."""
        raise NotImplementedError


class Together(Change):
    """Steps that the chair took as one; the first says where."""

    def __init__(self, *steps: Change) -> None:
        self._steps = steps

    def take_back(self) -> bool:
        went = [step.take_back() for step in reversed(self._steps)]  # each, whatever became of one
        return any(went)

    def do_again(self) -> bool:
        went = [step.do_again() for step in self._steps]
        return any(went)

    def show(self) -> None:
        self._steps[0].show()


class SectionUndo:
    """The steps of one section; `where` is what the chair knows it by, if there are several.

    Two lists and no QUndoStack: the last step grows while one types, and a step that does not fit
    any more is passed over. `settle` runs after each, so that what follows from it can be shown.
    """

    def __init__(self, where: str = "", settle: Callable[[], object] = lambda: None) -> None:
        self._where = where
        self.settle = settle
        self._done: list[Change] = []
        self._undone: list[Change] = []

    @property
    def last(self) -> Change | None:
        """The step that would be taken back next; none while some can be done again."""
        return self._done[-1] if self._done and not self._undone else None

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def push(self, change: Change) -> None:
        """A step that has been taken."""
        self._done.append(change)
        self._undone.clear()

    def widen(self, change: Change) -> None:
        """A step that has been taken becomes part of the last one."""
        self.push(Together(self._done.pop(), change))

    def do(self, change: Change) -> None:
        """Takes a step."""
        if change.do_again():
            self.push(change)

    def undo(self) -> None:
        self._step(self._done, self._undone, lambda change: change.take_back())

    def redo(self) -> None:
        self._step(self._undone, self._done, lambda change: change.do_again())

    def _step(
        self, steps: list[Change], others: list[Change], act: Callable[[Change], bool]
    ) -> None:
        while steps:
            change = steps.pop()
            if act(change):
                others.append(change)
                self.settle()
                change.show()
                return

    def forget(self) -> None:
        """What comes now is about something else."""
        self._done.clear()
        self._undone.clear()

    def promise(self, what: str) -> str:
        """`Ctrl+Z in “Present” brings it back.`: elsewhere the key is about something else."""
        return f"Ctrl+Z in “{self._where}” {what}." if self._where else f"Ctrl+Z {what}."

    def takes(self, event: QKeyEvent) -> bool:
        """True when the key is done with: the box must then leave it alone."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif is_redo(event):
            self.redo()
        else:
            return False
        return True

    def keys_within(self, widget: QWidget) -> None:
        """For what takes the focus there and is no box of text."""
        for keys, act in KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(getattr(self, act))


def is_redo(event: QKeyEvent) -> bool:
    """Ctrl+Y on every system: Qt knows it as redo on Windows alone."""
    control_y = (
        event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
    return control_y or event.matches(QKeySequence.StandardKey.Redo)
