"""What Word shows in a control until something is typed there: no answer, at any level."""

from dataclasses import dataclass
from functools import cached_property

from desktop_app.minutes.parts.canonical import Node, read
from desktop_app.minutes.parts.element import W
from desktop_app.minutes.parts.package import Package
from desktop_app.minutes.parts.unpack import NotAWordFile
from desktop_app.minutes.preparation.asked import CHOOSE, PLACEHOLDER

_W = f"{{{W}}}"
_VAL = _W + "val"
_STYLE = "placeholder text"
_GLOSSARY = "document.glossary+xml"
_KNOWN = frozenset(  # of Word in English and of our own form, without the full stop
    (
        "Choose an item",
        "Choose a building block",
        "Click here to enter a date",
        "Click here to enter text",
        "Click or tap here to enter text",
        "Click or tap to enter a date",
        "Click to enter a date",
        "Click to enter text",
        (
            "Enter any content that you want to repeat, including other content controls. You can "
            "also insert this control around table rows in order to repeat parts of a table"
        ),
        "Enter date",
        "Enter text",
        "Select date",
        PLACEHOLDER,
        CHOOSE,
    )
)


@dataclass
class Placeholders:
    """Of one file; `styles` are the names of its styles by their ids."""

    package: Package
    styles: dict[str, str]

    def is_one(self, control: Node, said: str) -> bool:
        """Whether `said`, which stands in it, is no answer.

        The flag alone tells nothing: it stays behind when words are put in by a program.
        """
        if is_known(said):
            return True
        plain = _plain(said)
        if control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
            return False
        return self._is_in_its_style(control) or (bool(plain) and plain in self._of_the_file)

    def _is_in_its_style(self, control: Node) -> bool:
        runs = [run for run in control.iter(_W + "r") if run.find(_W + "t") is not None]
        named = [run.find(f"{_W}rPr/{_W}rStyle") for run in runs]
        keys = ["" if one is None else one.attrib.get(_VAL, "") for one in named]
        return all(self.styles.get(key, key.lower()) in (_STYLE, "placeholdertext") for key in keys)

    @cached_property
    def _of_the_file(self) -> frozenset[str]:
        """The council's own, which the file carries with it."""
        said: set[str] = set()
        for name in self.package.parts:
            if self.package.content_type(name).endswith(_GLOSSARY):
                try:
                    root = read(self.package.parts[name])
                except (NotAWordFile, ValueError):
                    continue
                for part in root.iter(_W + "docPart"):
                    said.add(_plain("".join(t.text or "" for t in part.iter(_W + "t"))))
        return frozenset(said)


def is_known(said: str) -> bool:
    """Whether what stands in a control is Word's own, or our form's."""
    return _plain(said) in _KNOWN


def _plain(said: str) -> str:
    return " ".join(said.split()).rstrip(" .…")
