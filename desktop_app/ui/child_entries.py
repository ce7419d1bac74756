"""How lists show a child: initials and case number, found by name too."""

from collections.abc import Iterable

from desktop_app.records.meeting import Child


class ChildEntry:
    """A child as a row; never the name, for the room may see it."""

    under = ""

    def __init__(self, child: Child, step: str = "") -> None:
        self.child = child
        self.step = step

    @property
    def key(self) -> str:
        return self.child.id

    @property
    def title(self) -> str:
        return f"{self.child.initials}  {self.child.case_number}"

    def haystack(self) -> str:
        """All that a find box looks through, in small letters."""
        return f"{self.child.name} {self.title}".lower()


def by_name(children: Iterable[Child]) -> list[Child]:
    return sorted(children, key=lambda child: (child.name.lower(), child.case_number))
