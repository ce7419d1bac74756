"""Two kinds of trouble: the world's fault, told to the chair in sentences, and ours."""

import traceback
from pathlib import Path

_HERE = Path(__file__).parent


class CannotProceed(Exception):  # noqa: N818 - the design's word, and what the chair reads
    """The world's fault: what happened, what is safe, what to do, each a whole sentence."""

    def __init__(self, happened: str, safe: str = "", do: str = "") -> None:
        super().__init__(happened, safe, do)
        self.happened = happened
        self.safe = safe
        self.do = do

    def __str__(self) -> str:
        return " ".join(part for part in self.args if part)


class ProgramFault(Exception):  # noqa: N818 - as above
    """Our fault: a state that the code promised could not be."""


class Mistake(CannotProceed):
    """A fault of ours, as the chair reads it. What is safe, only whoever catches it can know."""

    def __init__(self, fault: BaseException) -> None:
        super().__init__(
            "Chairside made a mistake and could not do that.",
            do=f"Please tell IT: {type(fault).__name__} at {place_of(fault)}.",
        )


def place_of(fault: BaseException) -> str:
    """File and line of ours where it came up: no library's, and no word of what it was about."""
    return (places_of(fault) or ["unknown"])[0]


def places_of(fault: BaseException) -> list[str]:
    """Our own files and lines on its way, the innermost first."""
    frames = reversed(traceback.extract_tb(fault.__traceback__))
    files = ((Path(frame.filename), frame.lineno) for frame in frames)
    return [f"{file.name}:{line}" for file, line in files if file.is_relative_to(_HERE)]
