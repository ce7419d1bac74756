"""What stands beside the questions: sections on the left, guidance and actions on the right."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui import rail as rail_part
from desktop_app.ui import side_panel as side_part
from desktop_app.ui.rail import Rail
from desktop_app.ui.side_panel import SidePanel

QUESTIONS_CHARACTERS = 62  # the questions never get narrower than this while something can give way


class Sides(QWidget):
    """The side gives way first, then the rail; each comes back by its key."""

    def __init__(self, rail: Rail, questions: QWidget, side: SidePanel) -> None:
        super().__init__()
        self._rail, self._side = rail, side
        self._rail_wanted = self._side_wanted = True
        self._before_action = (True, True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(rail)
        layout.addWidget(questions, 1)
        layout.addWidget(side)

    def want_rail(self) -> None:
        self._want(rail=True, side=self._side_wanted and self._fits_both())

    def want_actions(self) -> None:
        """Until `give_back`."""
        self._before_action = (self._rail_wanted, self._side_wanted)
        self._want(rail=self._rail_wanted and self._fits_both(), side=True)

    def give_back(self) -> None:
        """As it was before the action line."""
        rail, side = self._before_action
        self._want(rail=rail, side=side)

    def toggle_both(self) -> None:
        """The questions alone, or everything."""
        hidden = not self._rail_wanted and not self._side_wanted
        self._want(rail=hidden, side=hidden)

    def toggle_guidance(self) -> None:
        if self._side.isVisibleTo(self):
            self._want(rail=True, side=False)
        else:
            self._want(rail=self._rail_wanted and self._fits_both(), side=True)

    def _want(self, *, rail: bool, side: bool) -> None:
        self._rail_wanted, self._side_wanted = rail, side
        self._arrange()

    def _fits_both(self) -> bool:
        needed = rail_part.CHARACTERS + side_part.CHARACTERS + QUESTIONS_CHARACTERS
        return self.width() >= needed * self._character()

    def _character(self) -> int:
        return self.fontMetrics().averageCharWidth()

    def _arrange(self) -> None:
        self._rail.setFixedWidth(rail_part.CHARACTERS * self._character())
        self._side.setFixedWidth(side_part.CHARACTERS * self._character())
        room_for_both = self._fits_both()
        self._rail.setVisible(self._rail_wanted)
        self._side.setVisible(self._side_wanted and (room_for_both or not self._rail_wanted))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
