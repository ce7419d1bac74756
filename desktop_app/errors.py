"""Two kinds of trouble: the world's fault, told to the chair in sentences, and ours."""


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
