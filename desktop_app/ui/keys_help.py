"""The list of keys, beside whatever is on the screen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from desktop_app.ui.pieces import Column, button, stacked, words
from desktop_app.ui.theme import set_role

KEYS = {
    "While you type": (
        ("Ctrl+PgDn, Ctrl+PgUp", "Next section, section before"),
        ("Ctrl+G", "The list of sections"),
        ("F6, Shift+F6", "On to questions, actions, sections, and back"),
        ("F9", "New action: @who what +2w (or by Fri), then Enter; Down picks who"),
        ("Shift+F9", "Move this line to the actions"),
        ("Ctrl+Enter", "Finish this row, start the next"),
        ("Alt+Up, Alt+Down", "Move this row; in a box with an arrow, open its list"),
        ("Ctrl+V", "Paste; a table from Word or Excel becomes rows"),
        ("Ctrl+Z", "Take back what was changed last in this section, whatever it was"),
        ("Ctrl+Y, Ctrl+Shift+Z", "Do it again"),
        ("F5", "Time stamp"),
        ("Ctrl+., F7", "Mend the last misspelling; step through them"),
        ("First letter", "Pick a choice; Delete takes it back"),
        ("Ctrl+Shift+A", "Who is present"),
        ("F3", "Somebody disagrees with this answer"),
        ("F4", "Bring in the answer of last time"),
        ("Ctrl+H", "What was brought in still holds: this row or answer"),
        ("Alt+H, Ctrl+Shift+H", "All rows of this table; all of this section"),
        ("F1, Shift+F1", "Guidance; all that is said about a question"),
        ("F8", "Questions alone"),
    ),
    "Before signing": (
        ("F12", "Before you sign"),
        ("Ctrl+O", "Bring in a Word file: a preparation form, older minutes"),
        ("Ctrl+P", "Preview; there and on a copy, print"),
    ),
    "After the meeting": (
        ("F11", "All that can be done after the meeting"),
        ("Alt+1, Alt+2 …", "There: the first of them, which is the actions; the second …"),
        ("Alt+W, Alt+P", "Actions: as a Word page, as a PDF"),
        ("Alt+C, Alt+D", "Actions: copied for e-mail; calendar entry of the next meeting"),
        ("Alt+S", "Actions: note that they are sent"),
        ("0 to 9", "Marking what copies leave out: the reason; 0 lets it stand"),
        ("F2", "Case system: copy the next section"),
    ),
    "Everywhere": (
        ("Esc", "Back to where you were"),
        ("Ctrl+M", "The list of meetings"),
        ("Ctrl+N", "New meeting"),
        ("Ctrl+K", "Find, on the lists of meetings and children, and in marking"),
        ("Ctrl+S", "Save now, on a child’s page; it is saved without it too"),
        ("Ctrl+,", "Settings"),
        ("Ctrl+L", "Lock now"),
        ("Ctrl+Plus, Ctrl+Minus, Ctrl+0", "Larger, smaller, usual text"),
        ("Ctrl+/", "This list"),
    ),
}


class KeysHelp(QDialog):
    """Does not stand in the way of typing: it is not modal, and Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        column = Column()
        column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the arrow keys scroll it
        column.setAccessibleName("Keys")
        set_role(column, "reading")
        column.content.addLayout(_grid())
        column.end()
        foot = stacked(button("Close  (Esc)", self.close))
        foot.setContentsMargins(16, 0, 16, 8)
        self.setLayout(stacked(column, foot))
        QShortcut(QKeySequence("Ctrl+/"), self, self.close)
        self.resize(round(parent.width() * 0.6), round(parent.height() * 0.9))


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    for heading, listed in KEYS.items():
        grid.addWidget(words(heading, "title"), grid.rowCount(), 0, 1, 2)
        for keys, does in listed:
            row = grid.rowCount()
            grid.addWidget(words(keys, "label"), row, 0)
            grid.addWidget(words(does), row, 1)
    return grid
