"""Is the person of a certificate the one who is named as signer? Told by names, as people write."""

from desktop_app.forms.about_names import about_names
from desktop_app.records.mentions import Said


def same_person(one: str, other: str) -> bool:
    """`Dr A. Exemplar` may be `EXEMPLAR, Alex Jane`, and `Alex` too.

    The longer may say more, such as a second forename, a mail address or the council.
    """
    fewer, more = sorted((_names(one), _names(other)), key=len)
    left = list(more)
    for name in sorted(fewer, key=len, reverse=True):
        same = [found for found in left if found == name] or [
            found for found in left if _is_initial(name, found)
        ]
        if not same:
            return False
        left.remove(same[0])
    return any(name in more for name in fewer if len(name) > 1)


def _names(words: str) -> list[str]:
    titles = about_names().titles
    return [word.plain for word in Said(words).words if word.plain not in titles]


def _is_initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]
