"""Labels without what differs by chance: width, case, white space, punctuation at the edges."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Punctuation at a label's edges, but not what ends a name (C++, C#) or begins one (.NET).
EDGES = re.compile(r"^(?:(?!\.[^\W_])[\W_])+|(?:_|[^\w+#])+$")

#: What folding makes of the Turkish capital İ: its dot would cut words in two, and the small letter has none to see.
DOTTED = "i\u0307"


@lru_cache(maxsize=65536)
def normalised(text: str) -> str:
    """NFKC, case folded, white space folded, punctuation at the edges trimmed; never a lemma (design: section 2)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).replace(DOTTED, "i")
    if folded[:1].isalnum() and folded[-1:].isalnum():
        return " ".join(folded.split())
    return " ".join(EDGES.sub("", folded).split()) or " ".join(folded.split())
