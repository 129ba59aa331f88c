"""A label as it is compared: width, case and white space folded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Characters of a label that are compared: a hostile one must not cost more.
LONGEST = 200
#: Letters of the part of a tag that names a script.
SCRIPT = 4


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """NFKC, case folded, white space folded, cut at a length."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text[:LONGEST]).casefold())
    return " ".join(plain.split())


@lru_cache(maxsize=4096)
def base_language(tag: str) -> str:
    """A language tag without what does not change the words: "en" of "en-US", but "zh-Hant" of "zh-Hant-TW"."""
    parts = tag.split("-")
    return "-".join([parts[0].lower(), *(part.title() for part in parts[1:2] if len(part) == SCRIPT)])
