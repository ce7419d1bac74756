"""Words that are struck out are no words of the writer any more: they are marked."""

_MARKED = "[struck out: {}]"


def struck_out(text: str) -> str:
    """White space stays outside."""
    said = text.strip()
    return text.replace(said, _MARKED.format(said)) if said else text


class Line:
    """Words of one line; those that are struck out in a row are marked as one."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self._struck: list[str] = []

    def say(self, text: str, *, struck: bool) -> None:
        if not struck:
            self._end_struck()
        (self._struck if struck else self._said).append(text)

    def text(self) -> str:
        self._end_struck()
        return "".join(self._said)

    def _end_struck(self) -> None:
        if self._struck:
            self._said.append(struck_out("".join(self._struck)))
            self._struck.clear()
