"""Names that go on behind a known one: "SAP EWM" where the vocabulary has SAP alone."""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.capital_names import COMPOUND, LETTER, WORD
from loaders.common_words import is_common_word
from loaders.known_products import Found, candidates, ordinary
from loaders.lexicon import languages

NEXT = re.compile(rf"[ \u00a0]({WORD})(?!{LETTER})")
#: Several capitals, which no language gives an ordinary word.
MODULE = re.compile(r"(?=\w*[A-Z]\w*[A-Z])\w+")


def longer(text: str, one: Found, language: str) -> Found:
    """A known name with the words that go on with it; itself where it bears an ending or nothing goes on."""
    if one.end - one.start != len(one.label):
        return one
    end = one.end
    while (found := NEXT.match(text, end)) and goes_on(found[1], language) and not COMPOUND.match(text, found.end()):
        end = found.end()
    return replace(one, label=text[one.start : end], end=end) if end > one.end else one


def goes_on(word: str, language: str) -> bool:
    """Whether a word with a capital belongs to the name before it: no common word, and no other product's first."""
    if candidates(word, language) or word in ordinary() or is_common_word(word, language):
        return False
    return languages()[language].capitals == "names" or bool(MODULE.fullmatch(word))
