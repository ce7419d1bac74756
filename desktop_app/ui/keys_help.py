"""The list of keys, beside whatever is on the screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

from desktop_app.ui.pieces import Column, button, stacked, words
from desktop_app.ui.theme import set_role

_KEYS = (
    ("Ctrl+PgDn, Ctrl+PgUp", "Next section, section before"),
    ("Ctrl+G", "The list of sections"),
    ("F6, Shift+F6", "On to questions, actions, sections, and back"),
    ("F3", "Somebody disagrees with this answer"),
    ("F9", "New action: @who what +2w, then Enter"),
    ("Shift+F9", "Turn this line into an action"),
    ("F4", "Bring in the answer of last time"),
    ("Ctrl+Enter", "Finish this row, start the next"),
    ("Alt+Up, Alt+Down", "Move this row"),
    ("Ctrl+Z, Ctrl+Y", "Undo, redo, rows included"),
    ("F5", "Time stamp"),
    ("Ctrl+., F7", "Mend the last misspelling; step through them"),
    ("Ctrl+Shift+A", "Who is present"),
    ("First letter", "Pick a choice; Delete takes it back"),
    ("F1, Shift+F1", "Guidance; all that is said about a question"),
    ("F8", "Questions alone"),
    ("F12", "Before you sign"),
    ("F2", "On the case system's page: copy the next section"),
    ("Ctrl+O", "Bring in a Word file: a preparation form, older minutes"),
    ("Ctrl+P", "Preview, then print"),
    ("Esc", "Back to where you were"),
    ("Ctrl+M", "Back to the meetings"),
    ("Ctrl+K", "Find, on the lists of meetings and children"),
    ("Ctrl+N", "New meeting"),
    ("Ctrl+,", "Settings"),
    ("Ctrl+L", "Lock now"),
    ("Ctrl+Plus, Ctrl+Minus, Ctrl+0", "Text size"),
)


class KeysHelp(QDialog):
    """Does not stand in the way of typing: it is not modal, and Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Keys")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        for row, (keys, does) in enumerate(_KEYS):
            label = QLabel(keys)
            set_role(label, "label")
            grid.addWidget(label, row, 0)
            grid.addWidget(words(does), row, 1)
        column = Column()
        column.content.addWidget(words("Keys", "title"))
        column.content.addLayout(grid)
        column.content.addWidget(button("Close", self.close))
        column.end()
        self.setLayout(stacked(column))
        self.resize(parent.size() * 0.6)
