"""A council's profile: its names, whom it expects in the chair, and its own words for questions."""

from collections.abc import Iterator
from pathlib import Path

from desktop_app.forms.library import Library
from desktop_app.forms.model import Form, Piece, Question
from desktop_app.forms.reword import Rewording, reword
from desktop_app.forms.toml import BadFile, Mistake, allowed, mistake_at, read
from desktop_app.paths import RESOURCES

PROFILES = RESOURCES / "profiles"
_CHOOSING = ("choice", "choices", "line", "person")


class Profile(Piece, frozen=True):
    """What one council expects; `reword` never touches what the paper form prints."""

    key: str
    name: str  # as the chair chooses it
    council: str  # in full, as it prints
    case_system: str  # where signed minutes are uploaded to
    marking: str = "OFFICIAL-SENSITIVE"
    forms: tuple[str, ...] = ()  # offered, by key; all when empty
    chair_roles: tuple[str, ...] = ()  # expected in the chair; any when empty
    interval_weeks: int | None = None  # at most, from one meeting to the next
    reword: tuple[Rewording, ...] = ()


def load_profiles(
    built_in: Path = PROFILES, council: Path | None = None, library: Library | None = None
) -> tuple[dict[str, Profile], list[Mistake]]:
    """Profiles by key, the council's in place of ours, and what is wrong with files left out.

    With the library, what a profile says of forms and questions is checked against them.
    """
    profiles: dict[str, Profile] = {}
    mistakes: list[Mistake] = []
    for folder in (built_in, council):
        for file in sorted(folder.glob("*.toml")) if folder else ():
            try:
                profile = read(file, Profile)
            except BadFile as bad:
                mistakes.extend(bad.mistakes)
                continue
            found = list(_check(profile, file, library)) if library else []
            mistakes.extend(found)
            if not found:
                profiles[profile.key] = profile
    return profiles, mistakes


def apply(profile: Profile, form: Form) -> Form:
    """The form with the profile's words on screen and its strictness."""
    return reword(form, {words.question: words for words in profile.reword})


def _check(profile: Profile, file: Path, library: Library) -> Iterator[Mistake]:
    for place, key in enumerate(profile.forms):
        if key not in library.forms:
            what = f"There is no form “{key}”. {allowed(library.forms, key)}"
            yield mistake_at(file, f"$.forms[{place}]", what)
    asked = _questions(library)
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


def _check_words(words: Rewording, asked: Question, file: Path, path: str) -> Iterator[Mistake]:
    if asked.blocks and words.strictness and words.strictness != "required":
        what = f"“{asked.key}” cannot be left out of signed minutes. Allowed: required."
        yield mistake_at(file, f"{path}.strictness", what)
    if words.added_choices and asked.kind not in _CHOOSING:
        what = f"“{asked.key}” offers no choices. Allowed for: {', '.join(_CHOOSING)}."
        yield mistake_at(file, f"{path}.added_choices", what)


def _questions(library: Library) -> dict[str, Question]:
    forms = (*library.forms.values(), library.child)
    return {question.key: question for form in forms for question in form.questions()}
