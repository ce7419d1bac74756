"""Fonts whose letters are signs: what a tick typed in Wingdings is in any other font."""

from collections.abc import Mapping

_SIGN = "[sign]"
# What is ticked or crossed is marked, whichever of the two it is.
_WINGDINGS = {
    "☐": (0x6F, 0xA8, 0x71, 0x72),
    "☑": (0x52,),
    "☒": (0x53, 0xFE, 0xFD, 0x78),
    "✓": (0xFC,),
    "✗": (0xFB,),
    "•": (0x9F, 0xA7),
    "●": (0x6C,),
    "■": (0x6E,),
    "❖": (0x76,),
    "➢": (0xD8,),
    "→": (0xE0, 0xE8),
    "←": (0xDF,),
    "⇨": (0xF0,),
    "☺": (0x4A,),
    "😐": (0x4B,),
    "☹": (0x4C,),
    "☎": (0x28,),
    "✉": (0x2A,),
    "☞": (0x46,),
}
_WINGDINGS_2 = {
    "✓": (0x50,),
    "✗": (0x4F,),
    "☑": (0x52,),
    "☒": (0x51, 0x53, 0x54),
    "⊗": (0x55, 0x56),
    "☐": (0x2A, 0xA3),
    "•": (0x96,),
    "●": (0x97, 0x98),
}
_WINGDINGS_3 = {"→": (0x22, 0x66), "←": (0x67,), "▶": (0x7D, 0x84)}
_WEBDINGS = {"✓": (0x61,), "✗": (0x72,), "☐": (0x63,), "■": (0x67,), "●": (0x6E,), "○": (0x3D,)}
_SYMBOL = {
    "•": (0xB7,),
    "√": (0xD6,),
    "→": (0xAE,),
    "⇒": (0xDE,),
    "≥": (0xB3,),
    "≤": (0xA3,),
    "≠": (0xB9,),
    "±": (0xB1,),
}


def _by_code(signs: Mapping[str, tuple[int, ...]]) -> dict[int, str]:
    return {code: sign for sign, codes in signs.items() for code in codes}


_BY_FONT = {
    "wingdings": _by_code(_WINGDINGS),
    "wingdings 2": _by_code(_WINGDINGS_2),
    "wingdings 3": _by_code(_WINGDINGS_3),
    "webdings": _by_code(_WEBDINGS),
    "symbol": _by_code(_SYMBOL),
}
_PRIVATE = range(0xF000, 0xF100)  # where Word puts the letters of such fonts


def is_of_signs(font: str) -> bool:
    """Symbol has letters and digits too, which Greek and mathematics were typed in."""
    return font.strip().lower() in _BY_FONT


def sign(code: int, font: str) -> str:
    """Of one character of such a font; of another font as Wingdings has it."""
    named = font.strip().lower()
    found = _BY_FONT.get(named, _BY_FONT["wingdings"]).get(code & 0xFF)
    if found is None and named == "symbol" and 0x20 <= code & 0xFF < 0x7F:
        return chr(code & 0xFF)
    return found or _SIGN


def _typed(one: str, font: str) -> str:
    if ord(one) in _PRIVATE or ord(one) <= 0xFF:
        return sign(ord(one), font)
    try:
        return sign(one.encode("cp1252")[0], font)  # Ÿ is typed for the bullet at 0x9F
    except UnicodeEncodeError:
        return one


def in_signs(text: str, font: str) -> str:
    """What was typed in that font; a character that no such font has is shown in another."""
    if not font or not is_of_signs(font):
        return text
    return "".join(one if one.isspace() else _typed(one, font) for one in text)
