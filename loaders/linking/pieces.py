"""The pieces of words: character n-grams and whole words, as numbers, for many texts at once.

An n-gram's number is a hash that rolls over the code points. None crosses a space; those at a word's ends hold it, so
beginnings and endings count for themselves.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy

from loaders.linking.tables import Numbers

#: What a rolling hash multiplies by, and what tells lengths apart; any odd numbers do.
STEP, SEED = numpy.uint64(0x9E3779B97F4A7C15), numpy.uint64(0xD6E8FEB86659FD93)
SHIFT = numpy.uint64(29)
SPACE = 32
#: What stands between words; marks inside a word (C++, .NET, R&D, C#) belong to it.
APART = re.compile(r"[^\w+#&.]+|(?<!\w)[.&](?!\w)|\.(?!\w)")


def spaced(text: str) -> str:
    """The words of a text with one space before, between and behind them."""
    return f" {' '.join(APART.sub(' ', text).split())} "


def grams(texts: Sequence[str], lengths: Sequence[int]) -> tuple[Numbers, Numbers]:
    """The n-grams of texts, those of one length after those of another, and the number of the text of each."""
    padded = [spaced(text) for text in texts]
    joined = "".join(padded).encode("utf-32-le", "surrogatepass")
    codes = numpy.frombuffer(joined, dtype=numpy.uint32).astype(numpy.uint64)
    owners = numpy.repeat(numpy.arange(len(padded)), [len(one) for one in padded])
    spaces = codes == SPACE
    parts = [_of_length(codes, spaces, length) for length in lengths]
    found = [hashed[good] for hashed, good in parts]
    return numpy.concatenate(found), numpy.concatenate([owners[: len(good)][good] for _, good in parts])


def _of_length(codes: Numbers, spaces: Numbers, length: int) -> tuple[Numbers, Numbers]:
    """The hashes of all runs of a length, and which of them stand within a word and its two spaces."""
    count = max(len(codes) - length + 1, 0)
    hashed = numpy.full(count, SEED, dtype=numpy.uint64)
    hashed *= numpy.uint64(length)
    good = numpy.ones(count, dtype=bool)
    for place in range(length):
        part = slice(place, place + count)
        hashed = (hashed ^ codes[part]) * STEP
        hashed ^= hashed >> SHIFT
        if 0 < place < length - 1:
            good &= ~spaces[part]
    # Two spaces meet where one text ends and the next begins.
    good &= ~(spaces[:count] & spaces[1 : 1 + count])
    return hashed, good


def words(texts: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The words of texts as numbers, and the number of the text of each."""
    found = [(word_number(word), place) for place, text in enumerate(texts) for word in spaced(text).split()]
    numbers = numpy.array([number for number, _ in found], dtype=numpy.uint64)
    return numbers, numpy.array([place for _, place in found], dtype=numpy.int64)


@lru_cache(maxsize=1 << 18)
def word_number(word: str) -> int:
    """A hash of a word."""
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
