"""Capital and small letters of every living script as classes for regular expressions, which `re` does not know."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: The scripts beyond the first plane that have capitals are those of no language in which roles are described.
BASIC_PLANE = 0xFFFF


def ranges(*categories: str) -> Iterator[str]:
    """The characters of some Unicode general categories as the ranges of a character class."""
    start: int | None = None
    for code in range(BASIC_PLANE + 2):
        inside = code <= BASIC_PLANE and unicodedata.category(chr(code)) in categories
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            yield f"\\u{start:04x}-\\u{code - 1:04x}"
            start = None


#: What stands between the brackets of a class: capital letters (with title case), and small letters.
CAPITAL = "".join(ranges("Lu", "Lt"))
SMALL = "".join(ranges("Ll"))
