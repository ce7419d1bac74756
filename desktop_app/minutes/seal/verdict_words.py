"""What was found of a signed file, in sentences: the same for the command and for the window."""

from collections.abc import Iterator
from datetime import datetime

from desktop_app.minutes.seal.certificate_words import in_groups
from desktop_app.minutes.seal.verify import SignedBy, State, Verdict
from desktop_app.records.dates import in_words

_HEADLINES: dict[State, str] = {
    "valid": "signed, whole and unchanged.",
    "unknown signer": "signed, whole and unchanged. Who signed is not proved here.",
    "changed": "CHANGED since it was signed.",
    "not covered": "NOT WHOLLY SIGNED: something in it is not covered by a signature.",
    "cannot check": "signed in a way that CANNOT BE CHECKED here.",
    "not signed": "NOT digitally signed; nothing shows whether it was changed.",
    "not a Word file": "REFUSED.",
}
_WHOLE_IN_WORD = (
    "Word calls a signature valid only where Windows trusts its certificate; elsewhere it says "
    "that it cannot verify the signer. What is trusted here changes nothing there."
)
_IN_WORD: dict[State, str] = {
    "valid": _WHOLE_IN_WORD,
    "unknown signer": _WHOLE_IN_WORD,
    "changed": "Word may miss some changes: even if it calls the signature valid, this stands.",
    "not covered": "Word may call it valid all the same: it passes over much that was added.",
    "cannot check": "Word may be able to check it: open the file there and look at its signatures.",
    "not signed": "Word shows no signature either, but for one that is drawn or typed.",
    "not a Word file": "",
}


def headline(verdict: Verdict) -> str:
    """Begins small, to follow the name of the file."""
    return _HEADLINES[verdict.state]


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
    """Whether Chairside made it, and what Word makes of it."""
    for sentence in (verdict.ours, _IN_WORD[verdict.state]):
        if sentence:
            yield sentence


def _when(at: datetime) -> str:
    here = at.astimezone()
    return f"{in_words(here.date())}, {here:%H:%M}"
