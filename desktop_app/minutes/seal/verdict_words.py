"""What was found of a signed file, in sentences: the same for the command and for the window."""

from collections.abc import Iterator
from datetime import datetime

from desktop_app.minutes.seal.certificate_words import in_groups
from desktop_app.minutes.seal.judged import Doubt, SignedBy, State
from desktop_app.minutes.seal.ours import Contents
from desktop_app.minutes.seal.verify import Verdict
from desktop_app.records.copies import is_copy
from desktop_app.records.dates import in_words

_HEADLINES: dict[State, str] = {
    "valid": "signed, whole and unchanged.",
    "unknown signer": "signed, whole and unchanged. Who signed is not proved here.",
    "not as signed": "NOT AS SIGNED:",
    "changed": "CHANGED since it was signed.",
    "not covered": "NOT WHOLLY SIGNED: something in it is not covered by a signature.",
    "cannot check": "signed in a way that CANNOT BE CHECKED here.",
    "taken out": "NOT digitally signed any more; nothing shows whether it was changed.",
    "sealed draft": "a DRAFT, which nobody has signed as minutes; unchanged since it was sealed.",
    "draft": "NOT digitally signed: a draft, so nothing shows whether it was changed.",
    "visible only": (
        "NOT digitally signed: a visible signature only, so nothing shows whether it was changed."
    ),
    "not signed": "NOT digitally signed; nothing shows whether it was changed.",
    "not a Word file": "REFUSED.",
}
_DOUBTS: dict[Doubt, str] = {
    "words": "the fingerprint printed in it does not fit its words",
    "seal": "the digital seal that it names is not on it",
    "unnamed": "it names no seal, and whoever sealed it is not known here",
    "person": "it is sealed by another than the person whom it names as signer",
    "reading": "it is not as Chairside prints minutes",
}
_COPY = "It is a copy of minutes, not the minutes."
_NO_MINUTES = "It is no minutes of Chairside."
_WHOLE_IN_WORD = (
    "Word calls a signature valid only where Windows trusts its certificate; elsewhere it says "
    "that it cannot verify the signer. What is trusted here changes nothing there."
)
_NONE_IN_WORD = "Word shows no signature either, but for one that is drawn or typed."
_MISSED_IN_WORD = "Word may miss this: even if it calls a signature valid, this stands."
_IN_WORD: dict[State, str] = {
    "valid": _WHOLE_IN_WORD,
    "unknown signer": _WHOLE_IN_WORD,
    "sealed draft": _WHOLE_IN_WORD,
    "not as signed": _MISSED_IN_WORD,
    "changed": "Word may miss some changes: even if it calls the signature valid, this stands.",
    "not covered": "Word may call it valid all the same: it passes over much that was added.",
    "cannot check": "Word may be able to check it: open the file there and look at its signatures.",
    "taken out": _NONE_IN_WORD,
    "draft": _NONE_IN_WORD,
    "visible only": _NONE_IN_WORD,
    "not signed": _NONE_IN_WORD,
    "not a Word file": "",
}


def headline(verdict: Verdict) -> str:
    """Begins small, to follow the name of the file."""
    said = _HEADLINES[verdict.state]
    if verdict.doubts and verdict.state == "not as signed":
        return f"{said} {', and '.join(_DOUBTS[doubt] for doubt in verdict.doubts)}."
    if verdict.as_signed and (more := _what_else(verdict.contents)):
        return f"{said} {more}"
    return said


def _what_else(contents: Contents) -> str:
    """Whole, and yet nobody should take it for the minutes."""
    if contents.snapshot is None:
        return _NO_MINUTES
    return _COPY if is_copy(contents.snapshot) else ""


def about_signer(signer: SignedBy) -> Iterator[str]:
    """Who, when, with which certificate, and whether it is trusted.

    Some of the words are the signer's own: make one line of each before it is shown.
    """
    role = f", {signer.role}" if signer.role else ""
    when = _when(signer.at) if signer.at else "at a time that is not given"
    yield f"Signed as {signer.name}{role}, {when} by the signer’s own clock."
    if signer.comment:
        yield f"Purpose: {signer.comment}"
    yield f"Fingerprint of the certificate: {in_groups(signer.fingerprint)}"
    first, last = in_words(signer.valid_from.date()), in_words(signer.valid_until.date())
    yield f"It is valid from {first} to {last}."
    if not signer.in_time:
        yield "It was not valid at the time of signing."
    if signer.trusted:
        yield "It is one of those that you trust."
    else:
        yield "It is not one that is trusted here: compare it with what the signer tells you."


def about_file(verdict: Verdict) -> Iterator[str]:
    """What it says of itself, and what Word makes of it."""
    yield from filter(None, (verdict.ours, _IN_WORD[verdict.state]))


def _when(at: datetime) -> str:
    here = at.astimezone()
    return f"{in_words(here.date())}, {here:%H:%M}"
