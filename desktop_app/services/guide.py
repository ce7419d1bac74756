"""What stands beside a question: options at a glance, contradictions, sources in full."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.forms.glance import Entry, Glance, load_glance
from desktop_app.forms.model import Question
from desktop_app.forms.sources import Cited, cited, documents
from desktop_app.policy.profile import Disagreement, Profile

_NUMBERS = {2: "two", 3: "three"}


@dataclass(frozen=True)
class Contradiction:
    """What it is about, and each paper with what it says."""

    about: str
    says: tuple[tuple[str, str], ...]

    @property
    def heading(self) -> str:
        return f"Your council’s documents say {_NUMBERS.get(len(self.says), 'several')} things"


@dataclass(frozen=True)
class Guide:
    """`council` is the key of a profile; without one no source is the council's own."""

    council: str = ""
    disagreements: tuple[Disagreement, ...] = ()

    def glances(self, question: Question) -> tuple[Glance, ...]:
        """Raises ProgramFault when one of our own files is broken."""
        return tuple(load_glance(name) for name in question.glance)

    def entries_of(self, question: Question, row: str) -> tuple[Entry, ...]:
        """What explains that row of the question's table."""
        glances = self.glances(question) if row else ()
        return tuple(entry for glance in glances for entry in glance.entry if entry.row == row)

    def contradictions(self, question: str = "") -> list[Contradiction]:
        """Those beside a question, by its key; without one, those that no question shows."""
        shown = (
            one
            for one in self.disagreements
            if (question in one.questions if question else not one.questions)
        )
        return [Contradiction(one.about, tuple(map(_said, one.says))) for one in shown]

    def sources(self, source: str) -> list[str]:
        """A line each for the council's own papers, for those of others, and for what is left."""
        places = cited(source)
        own = _joined(one for one in places if one.council and one.council == self.council)
        others = _joined(one for one in places if one.council and one.council != self.council)
        nobodys = _joined(one for one in places if not one.council)
        whose = "Another council" if others and ";" not in others else "Other councils"
        lines = ((f"Your council: {own}", own), (f"{whose}: {others}", others), (nobodys, nobodys))
        return [line for line, said in lines if said]

    def papers(self) -> list[tuple[str, str]]:
        """Every document by its short name: its title, and whether it is the council's own."""
        own = " (your council’s own)"
        return [
            (one.short, one.title + (own if one.council and one.council == self.council else ""))
            for one in documents()
        ]


def guide_for(profile: Profile, form: str) -> Guide:
    """What this council's chair is shown at that meeting, by the form's key."""
    held = (one for one in profile.disagreement if not one.forms or form in one.forms)
    return Guide(profile.key, tuple(held))


def _said(written: str) -> tuple[str, str]:
    """`LP 3.1: Adopt London South` as the paper in full, and its words."""
    where, _, what = written.partition(": ")
    return _joined(cited(where)), what


def _joined(places: Iterable[Cited]) -> str:
    return "; ".join(one.words for one in places)
