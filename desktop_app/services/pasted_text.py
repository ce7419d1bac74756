"""Words on a clipboard, as their source shows them."""

import re

from desktop_app.errors import CannotProceed
from desktop_app.minutes.pasted.tables import words_of_html

# What may not be shown, or not as it is typed: most of what is copied has nothing of it.
_TELLING = re.compile(
    r"<(?:del|s|strike)\b|hidden|mso-hide|display\s*:\s*none|line-through|dings|deleted|move-from|"
    r"placeholder",
    re.IGNORECASE,
)
_NOT_KNOWN = "Whether its source hides or has deleted some of these words could not be read."


def text_on_clipboard(html: str, text: str) -> tuple[str, tuple[str, ...]]:
    """The words, and sentences on what was left out of them.

    The plain text of a clipboard holds what Word shows as deleted, too: where its HTML says that
    some of it is not as it stands, that is taken.
    """
    if not text or not _TELLING.search(html):
        return text, ()
    try:
        seen = words_of_html(html)
    except CannotProceed:
        return text, (_NOT_KNOWN,)
    if seen.text.split() == text.split():
        return text, ()
    return seen.text, seen.left
