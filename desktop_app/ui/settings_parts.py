"""The parts of the settings page: who the chair is, which council, how it looks."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.services.council import Council
from desktop_app.ui.fields import Field, Pick, say
from desktop_app.ui.flow import Flow
from desktop_app.ui.pieces import button, stacked, words
from desktop_app.ui.theme import BY_SYSTEM, LARGEST, SCHEMES, SMALLEST, STEP, text_scale

USUAL_SIZE = 100  # percent


class Part(QWidget):
    """A heading, and a sentence on what follows from a change; a subclass adds what is asked."""

    def __init__(self, title: str, why: str) -> None:
        super().__init__()
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(16)
        self.content.addLayout(stacked(words(title, "title"), words(why, "muted"), gap=4))


class MePart(Part):
    """`changed` carries settings once the chair leaves a box or presses Enter in it."""

    changed = Signal(dict)

    def __init__(self, settings: Mapping[str, str]) -> None:
        super().__init__(
            "Me",
            "Every meeting that you start from now on begins with these. A meeting already begun "
            "keeps the name that stands in it, and signed minutes keep what they say.",
        )
        self._name = Field("Your name", "As it prints under the minutes.")
        self._role = Field("Your role", "Such as: Team manager.")
        self._asked = {"my_name": self._name, "my_role": self._role}
        self._handed = {key: settings.get(key, "") for key in self._asked}
        for key, field in self._asked.items():
            field.set_text(self._handed[key])
            field.box.editingFinished.connect(self.keep)
            self.content.addWidget(field)
        self._name.entered.connect(self._role.take_focus)

    def start(self) -> None:
        """The caret in the name, which typing does not replace."""
        self._name.box.setFocus()

    @property
    def has_news(self) -> bool:
        return bool(self._news())

    def keep(self) -> bool:
        """Hands over what was typed; false when there was nothing. An empty box changes nothing."""
        for key, field in self._asked.items():
            stays = self._handed[key]
            field.say("" if field.text().strip() else f"Left empty, this stays: {stays}")
        news = self._news()
        self._handed |= news
        if news:
            self.changed.emit(news)
        return bool(news)

    def _news(self) -> dict[str, str]:
        typed = {key: field.text().strip() for key, field in self._asked.items()}
        return {key: text for key, text in typed.items() if text and text != self._handed[key]}


class CouncilPart(Part):
    """`changed` comes from the button or Enter: an arrow key alone must not change the minutes."""

    changed = Signal(dict)

    def __init__(self, council: Council, chosen: str, folder: Path) -> None:
        super().__init__(
            "Council",
            "The council decides which records are offered, the words beside the questions, who "
            "is expected and by when, and the name that prints. Drafts follow it at once; signed "
            "minutes stay as they were signed.",
        )
        self._profiles = council.profiles
        self._picks = {key: Pick(one.name) for key, one in council.profiles.items()}
        self._said = words(self._in_use(chosen))
        for key, pick in self._picks.items():
            pick.setChecked(key == chosen)
            pick.entered.connect(self._use)
        self.content.addLayout(stacked(*self._picks.values(), gap=4))
        self.content.addLayout(stacked(self._said, button("Use this council", self._use)))
        self._lay_out_own(council, folder)

    def _lay_out_own(self, council: Council, folder: Path) -> None:
        place = Field(
            "Folder for your council's own forms and profiles",
            "Put a form into “forms” in this folder, a profile into “profiles”. Chairside reads "
            "them when it starts, and says here what is wrong with one.",
        )
        place.set_text(str(folder))
        place.box.setReadOnly(True)
        place.box.setCursorPosition(0)
        self.content.addWidget(place)
        for mistake in council.mistakes:
            self.content.addWidget(words(mistake, "alert"))

    def _in_use(self, key: str) -> str:
        if key not in self._profiles:
            return f"The council chosen before, “{key}”, cannot be read."
        one = self._profiles[key]
        return f"In use: {one.council}. Signed minutes are uploaded to {one.case_system}."

    def _use(self) -> None:
        chosen = next((key for key, pick in self._picks.items() if pick.isChecked()), None)
        if chosen is None:
            say(self._said, "Choose a council first.")
        else:
            say(self._said, self._in_use(chosen))
            self.changed.emit({"council": chosen})


class AppearancePart(Part):
    """`scheme_wanted` is one of the theme's SCHEMES, `size_wanted` a percentage."""

    scheme_wanted = Signal(str)
    size_wanted = Signal(int)

    def __init__(self, scheme: str) -> None:
        super().__init__(
            "Appearance",
            "Until the passphrase is typed, Chairside looks as the system does. A high-contrast "
            "theme of the system goes before what is chosen here.",
        )
        self._picks = {key: Pick(name) for key, name in SCHEMES.items()}
        self._picks[scheme if scheme in SCHEMES else BY_SYSTEM].setChecked(True)
        for key, pick in self._picks.items():
            pick.toggled.connect(partial(self._choose, key))
        self._size = words("")
        steps = Flow()
        steps.addWidget(button("Larger text  (Ctrl+Plus)", lambda: self._step(STEP)))
        steps.addWidget(button("Smaller text  (Ctrl+Minus)", lambda: self._step(-STEP)))
        steps.addWidget(button("Usual size  (Ctrl+0)", lambda: self.size_wanted.emit(USUAL_SIZE)))
        self.content.addLayout(stacked(*self._picks.values(), gap=4))
        self.content.addLayout(stacked(self._size, steps))
        self._show_size()

    def _choose(self, key: str, on: bool) -> None:  # noqa: FBT001 - a slot of toggled
        if on:
            self.scheme_wanted.emit(key)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_size()

    def _percent(self) -> int:
        return round(text_scale(self) * 100)

    def _step(self, by: int) -> None:
        self.size_wanted.emit(self._percent() + by)

    def _show_size(self) -> None:
        self._size.setText(f"Text size: {self._percent()}% ({SMALLEST}% to {LARGEST}%)")
