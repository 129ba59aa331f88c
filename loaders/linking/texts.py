"""A label as it is compared: width, case and white space folded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

#: Characters of a label that are compared: a hostile one must not cost more.
LONGEST = 200


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """NFKC, case folded, white space folded, cut at a length."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text[:LONGEST]).casefold())
    return " ".join(plain.split())
