"""The question before the window closes over something that is lost with it."""

from PySide6.QtWidgets import QMessageBox, QWidget

STAY, CLOSE = "Keep Chairside open", "Close all the same"


def may_close(window: QWidget, what_is_lost: str, close_words: str = CLOSE) -> bool:
    """Asks whoever closes it; whoever only presses Enter or Esc keeps it open."""
    question = QMessageBox(window)
    question.setIcon(QMessageBox.Icon.Warning)
    question.setWindowTitle("Chairside")
    question.setText("Chairside is not finished here.")
    question.setInformativeText(what_is_lost)
    stay = question.addButton(STAY, QMessageBox.ButtonRole.RejectRole)
    close = question.addButton(close_words, QMessageBox.ButtonRole.DestructiveRole)
    question.setDefaultButton(stay)
    question.setEscapeButton(stay)
    question.exec()
    return question.clickedButton() is close
