"""What is drawn on the pages of a PDF: two files of the same words are drawn alike."""

import re
import zlib


def leaves_of(pdf: bytes) -> list[bytes]:
    """Of each page its drawing; what else lies in the file, fonts above all, is left out."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    found: list[bytes] = []
    for stream in streams:
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:  # a font
            continue
    return [one for one in found if b" Tf" in one]
