"""Capital and small letters of every living script as classes for regular expressions, which `re` does not know."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

#: Beyond this code point no script in use has capitals (Unicode 15, chapters 7 and 8).
LAST = 0x1FFF


def ranges(*categories: str) -> Iterator[str]:
    """The characters of some Unicode general categories as the ranges of a character class."""
    start: int | None = None
    for code in range(LAST + 2):
        inside = code <= LAST and unicodedata.category(chr(code)) in categories
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            yield f"{chr(start)}-{chr(code - 1)}"
            start = None


#: What stands between the brackets of a class: capital letters (with title case), and small letters.
CAPITAL = "".join(ranges("Lu", "Lt"))
SMALL = "".join(ranges("Ll"))
#: The scripts that are written without spaces: Han, kana and their half-width forms.
UNSPACED = "\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9d"
