"""A council's profile: its names, whom it expects, by when, and its own words for questions."""

from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from desktop_app.forms.library import Library
from desktop_app.forms.model import Form, Piece, Question
from desktop_app.forms.reword import Rewording, reword
from desktop_app.forms.toml import BadFile, Mistake, allowed, misnamed, mistake_at, read
from desktop_app.paths import RESOURCES
from desktop_app.policy.rules import Rule, check_rules, national_rules
from desktop_app.policy.tracker import FACTS, USUAL_COLUMNS, TrackerColumn

PROFILES = RESOURCES / "profiles"
_CHOOSING = ("choice", "choices", "line", "person")
_OFFERED_LAST = "another"
_LONGEST_DAYS = 365  # a laptop is a workbench, not an archive


class Expected(Piece, frozen=True):
    """Whom a paragraph expects in the chair, or in the room."""

    roles: tuple[str, ...]
    source: str
    forms: tuple[str, ...] = ()  # at which meetings; at all when empty
    since: date | None = None  # the first day on which it holds
    until: date | None = None  # the last
    sentence: str = ""

    def holds(self, form: str, on: date) -> bool:
        return (
            (not self.forms or form in self.forms)
            and (self.since is None or self.since <= on)
            and (self.until is None or on <= self.until)
        )


class Panel(Piece, frozen=True):
    """A panel or tracking meeting, and how often it sits."""

    name: str
    every: str
    source: str
    sentence: str = ""


class Disagreement(Piece, frozen=True):
    """Where a council's own papers contradict each other, or leave open what they mean."""

    about: str
    says: tuple[str, ...]  # each with its paragraph
    questions: tuple[str, ...] = ()  # beside which it is shown; beside none when empty
    forms: tuple[str, ...] = ()  # at which meetings; at all when empty


class Profile(Piece, frozen=True):
    """What one council expects; `reword` only ever adds to what the paper form prints."""

    key: str
    name: str  # as the chair chooses it
    council: str  # in full, as it prints
    case_system: str  # where signed minutes are uploaded to
    marking: str = "OFFICIAL-SENSITIVE"
    forms: tuple[str, ...] = ()  # offered, by key; all when empty
    family_invited: Literal["yes", "no", "not stated"] = "not stated"
    countersign: str = ""  # the role that countersigns signed minutes; nobody when empty
    authorise: str = ""  # the role that authorises the draft before it is signed; likewise
    comments_print: bool = False  # whether the log of comments on the draft is in the minutes
    keep_days: int = 28  # from the receipt of the case system until the minutes may leave here
    keep_kernel: bool = False  # whether reference, dates and open actions then stay
    backup_days: int = 28  # after which a backup is removed
    tracker_columns: tuple[TrackerColumn, ...] = USUAL_COLUMNS  # of a row ready to be pasted
    interval_weeks: int | None = None  # at most, from one meeting to the next
    chair: tuple[Expected, ...] = ()
    expected: tuple[Expected, ...] = ()
    panel: tuple[Panel, ...] = ()
    disagreement: tuple[Disagreement, ...] = ()
    timescale: tuple[Rule, ...] = ()  # besides the national ones
    reword: tuple[Rewording, ...] = ()

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its own timescales, then the national ones."""
        return (*self.timescale, *national_rules())

    def chairs(self, form: str, on: date) -> tuple[Expected, ...]:
        """Who is expected to chair that meeting on that day; anyone when empty."""
        return tuple(one for one in self.chair if one.holds(form, on))

    def attendees(self, form: str, on: date) -> tuple[Expected, ...]:
        """Who is expected to be there."""
        return tuple(one for one in self.expected if one.holds(form, on))


def load_profiles(
    built_in: Path = PROFILES, council: Path | None = None, library: Library | None = None
) -> tuple[dict[str, Profile], list[Mistake]]:
    """Profiles by key, the council's in place of ours, and what is wrong with files left out.

    With the library, what a profile says of forms and questions is checked against them.
    """
    profiles: dict[str, Profile] = {}
    mistakes = misnamed(council) if council else []
    for folder in (built_in, council):
        files = folder.glob("*.toml") if folder else ()
        for file in sorted(files, key=lambda file: (file.stem == _OFFERED_LAST, file)):
            try:
                profile = read(file, Profile)
            except BadFile as bad:
                mistakes.extend(bad.mistakes)
                continue
            found = list(check_rules(profile.timescale, file))
            found += _check(profile, file, library) if library else ()
            mistakes.extend(found)
            if not found:
                profiles[profile.key] = profile
    return profiles, mistakes


def apply(profile: Profile, form: Form) -> Form:
    """The form with the profile's words on screen and its strictness."""
    return reword(form, {words.question: words for words in profile.reword})


def _check(profile: Profile, file: Path, library: Library) -> Iterator[Mistake]:
    yield from _check_forms(profile.forms, file, "$", library)
    for heading, several in (
        ("chair", profile.chair),
        ("expected", profile.expected),
        ("disagreement", profile.disagreement),
    ):
        for place, one in enumerate(several):
            yield from _check_forms(one.forms, file, f"$.{heading}[{place}]", library)
    asked = _questions(library)
    yield from _check_days(profile, file)
    yield from _check_columns(profile, file, (*asked, *FACTS))
    for place, one in enumerate(profile.disagreement):
        for number, key in enumerate(one.questions):
            if key not in asked:
                what = f"No form asks “{key}”. {allowed(asked, key)}"
                yield mistake_at(file, f"$.disagreement[{place}].questions[{number}]", what)
    seen: set[str] = set()
    for place, words in enumerate(profile.reword):
        path = f"$.reword[{place}]"
        if words.question not in asked:
            what = f"No form asks “{words.question}”. {allowed(asked, words.question)}"
            yield mistake_at(file, f"{path}.question", what)
        else:
            yield from _check_words(words, asked[words.question], file, path)
        if words.question in seen:
            what = f"“{words.question}” is reworded twice. Put it all under one heading."
            yield mistake_at(file, f"{path}.question", what)
        seen.add(words.question)


def _check_days(profile: Profile, file: Path) -> Iterator[Mistake]:
    for key, days in (("keep_days", profile.keep_days), ("backup_days", profile.backup_days)):
        if not 1 <= days <= _LONGEST_DAYS:
            what = f"{days} days cannot be. Allowed: 1 to {_LONGEST_DAYS}."
            yield mistake_at(file, f"$.{key}", what)


def _check_columns(profile: Profile, file: Path, known: Collection[str]) -> Iterator[Mistake]:
    for place, column in enumerate(profile.tracker_columns):
        if column.question not in known:
            what = f"No form asks “{column.question}”. {allowed(known, column.question)}"
            yield mistake_at(file, f"$.tracker_columns[{place}].question", what)


def _check_forms(
    forms: tuple[str, ...], file: Path, path: str, library: Library
) -> Iterator[Mistake]:
    for place, key in enumerate(forms):
        if key not in library.forms:
            what = f"There is no form “{key}”. {allowed(library.forms, key)}"
            yield mistake_at(file, f"{path}.forms[{place}]", what)


def _check_words(words: Rewording, asked: Question, file: Path, path: str) -> Iterator[Mistake]:
    if asked.blocks and words.strictness and words.strictness != "required":
        what = f"“{asked.key}” cannot be left out of signed minutes. Allowed: required."
        yield mistake_at(file, f"{path}.strictness", what)
    if words.added_choices and asked.kind not in _CHOOSING:
        what = f"“{asked.key}” offers no choices. Allowed for: {', '.join(_CHOOSING)}."
        yield mistake_at(file, f"{path}.added_choices", what)
    if words.printed_addition and not asked.label:
        what = f"“{asked.key}” prints no label that could be added to."
        yield mistake_at(file, f"{path}.printed_addition", what)


def _questions(library: Library) -> dict[str, Question]:
    forms = (*library.forms.values(), library.child)
    return {question.key: question for form in forms for question in form.questions()}
