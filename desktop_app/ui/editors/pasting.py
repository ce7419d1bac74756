"""A table on the clipboard becomes rows: by the paste key wherever one types, or by the button."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from desktop_app.errors import CannotProceed
from desktop_app.forms.model import Column
from desktop_app.records.meeting import Row
from desktop_app.services.pasted_rows import rows_of_table
from desktop_app.services.pasted_table import Pasted, table_on_clipboard
from desktop_app.ui.editors.editor import Room
from desktop_app.ui.editors.notes import broken_up

_SAID = {
    "attendance": ("person was", "people were"),
    "actions": ("action was", "actions were"),
    "carried_actions": ("action was", "actions were"),
    "disagreements": ("disagreement was", "disagreements were"),
}
_NO_TABLE = (
    "There is no table on the clipboard. Copy the rows in Word or Excel, then come back and "
    "press this again."
)


class TablePaste(QObject):
    """`pasted` carries the rows, a tuple of Row; `told` a sentence for the chair."""

    pasted = Signal(object)
    told = Signal(str)

    def __init__(self, owner: QObject, kind: str, columns: tuple[Column, ...], room: Room) -> None:
        super().__init__(owner)
        self._one, self._several = _SAID.get(kind, ("row was", "rows were"))
        self._columns = columns
        self._room = room

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002 - Qt's
        """Takes the paste key while there is a table; words with a table in them paste as words."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        try:
            table = _on_clipboard()
        except CannotProceed as trouble:
            self.told.emit(str(trouble))
            return True
        if table is None or table.is_mostly_around:
            return False
        self._take(table)
        return True

    def take(self) -> None:
        """For the button: any table that is there."""
        try:
            table = _on_clipboard()
        except CannotProceed as trouble:
            self.told.emit(str(trouble))
            return
        if table:
            self._take(table)
        else:
            self.told.emit(_NO_TABLE)

    def _take(self, table: Pasted) -> None:
        try:
            taken = rows_of_table(table, self._columns, self._room.terms)
        except CannotProceed as trouble:
            self.told.emit(str(trouble))
            return
        self.pasted.emit(tuple(self._fit_to_type_in(row) for row in taken.rows))
        self.told.emit(" ".join((self._added(len(taken.rows)), *taken.remarks)))

    def _fit_to_type_in(self, row: Row) -> Row:
        notes = {column.key for column in self._columns if column.kind == "notes"}
        values = {key: broken_up(w) if key in notes else w for key, w in row.values.items()}
        return Row(row.id, values)

    def _added(self, count: int) -> str:
        were, them = (self._one, "it") if count == 1 else (self._several, "them")
        promise = self._room.undo.promise(f"takes {them} back")
        return f"{count} {were} added from the table. {promise}"


def _on_clipboard() -> Pasted | None:
    mime = QGuiApplication.clipboard().mimeData()
    return table_on_clipboard(mime.html(), mime.text())
