"""What is asked, as queries of the engine: one for what fits but for endings, one that forgives typing errors as well.

Each word must be found, in the best of these ways; a label's score is the mean of its words' scores, in steps:

    whole       the word itself, accents aside
    beginning   a word that begins with it
    stem        a word that is the same but for its ending, in any language
    end         a word that is glued of others and ends in it
    similar     a word with one letter or two others, left out, too many or exchanged; or its two halves
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import tantivy
from tantivy import Occur, Query

from loaders.normal import normalised
from loaders.search import words

#: The scores of the ways in which a word is found, and of whole labels beside them.
WHOLE, BEGINNING, STEM, END, HALVES, SIMILAR, FAR = 16.0, 10.0, 8.0, 5.0, 4.0, 3.0, 1.0
EXACT, NEAR, STARTS = 64.0, 2.0, 0.5
#: The longest text that is asked, in characters, and the most words of it.
LONGEST, MOST_WORDS = 200, 12
#: In more words than this, those that stand in labels are taken to be typed right.
FEW_WORDS = 3
#: From how many letters on a word may have one typing error, and two; how many letters begin others.
ONE_ERROR, TWO_ERRORS, BEGINS = 4, 8, 2
#: The least letters of a stem that words begin with, of a half, and how many halvings are tried.
SHORTEST_HALF, MOST_HALVINGS = 4, 3
#: The part of the pairs of characters, in a script without spaces, that must be found where errors are forgiven.
GRAMS = 0.4


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: the words with their accents, and all of it in one piece."""

    words: tuple[str, ...]
    name: str

    def __bool__(self) -> bool:
        return bool(self.words)


def read(text: str) -> Asked:
    """Read what somebody typed; any text is good, and one without letters asks for nothing."""
    plain = normalised(text[:LONGEST])
    found = tuple(dict.fromkeys(words.pieces(plain)))[:MOST_WORDS]
    return Asked(found, words.squashed(plain))


class Asking:
    """Makes queries for one index, whose labels are in some languages."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher, languages: Sequence[str]) -> None:
        self._schema = schema
        self._searcher = searcher
        self._languages = languages

    def strict(self, asked: Asked) -> Query:
        """What fits but for endings and accents, or goes on."""
        found = [self._strict(word) for word in asked.words]
        return self._labels(asked, _all(found), forgiving=False)

    def forgiving(self, asked: Asked) -> Query:
        """The same with typing errors."""
        sure = len(asked.words) > FEW_WORDS
        found = [self._forgiving(word, sure=sure) for word in asked.words if not words.is_gram(word)]
        grams = [self._strict(word) for word in asked.words if words.is_gram(word)]
        if grams:
            found += [_some(grams, max(1, round(GRAMS * len(grams))))] * len(grams)
        return self._labels(asked, _all(found), forgiving=True)

    def some(self, asked: Asked) -> Query:
        """The same where a part of the words is found."""
        found = [self._forgiving(word, sure=True) for word in asked.words]
        return self._labels(asked, _some(found, max(1, len(found) // 2)), forgiving=False)

    def within(self, query: Query, tags: Iterable[Sequence[str]]) -> Query:
        """A query's labels that have one of the tags of each group."""
        groups = [Query.term_set_query(self._schema, "tags", [*group]) for group in tags]
        must = [(Occur.Must, Query.const_score_query(group, 0.0)) for group in groups]
        return Query.boolean_query([(Occur.Must, query), *must]) if must else query

    def concepts(self, numbers: Iterable[int]) -> Query:
        """All labels of some concepts."""
        found = [Query.term_query(self._schema, "concept", number) for number in numbers]
        return Query.boolean_query([(Occur.Should, one) for one in found])

    def _labels(self, asked: Asked, by_words: Query, *, forgiving: bool) -> Query:
        """What is found by its words, or as a whole."""
        whole = [
            Query.const_score_query(self._term("name", asked.name), EXACT),
            Query.const_score_query(self._begins("name", asked.name), STARTS),
        ]
        errors = _errors(asked.name)
        if forgiving and errors:
            whole.append(Query.const_score_query(self._similar("name", asked.name, errors), NEAR))
        return Query.boolean_query([(Occur.Should, one) for one in (by_words, *whole)])

    def _strict(self, word: str) -> Query:
        plain = words.folded(word)
        found = [Query.const_score_query(self._term("words", plain), WHOLE)]
        if len(plain) >= BEGINS:
            found.append(Query.const_score_query(self._begins("words", plain), BEGINNING))
        stems = [stem for language in self._languages for stem in words.stems(word, language)]
        if stems:
            found.append(Query.const_score_query(Query.term_set_query(self._schema, "stems", stems), STEM))
        ends = {words.backwards(end) for end in (plain, *self._glued(word)) if len(end) >= words.SHORTEST_PART}
        found += [Query.const_score_query(self._begins("ends", end), END) for end in ends]
        return Query.disjunction_max_query(found)

    def _glued(self, word: str) -> Iterable[str]:
        """The stems of a word in the languages that glue words."""
        glueing = filter(words.glues, self._languages)
        return (stem.partition(":")[2] for language in glueing for stem in words.stems(word, language))

    def _forgiving(self, word: str, *, sure: bool) -> Query:
        """A word with typing errors; where `sure`, only one that stands in no label has any."""
        plain = words.folded(word)
        strict, errors = self._strict(word), _errors(plain)
        if sure and self._known(plain):
            return strict
        found = [strict, *self._halves(plain)]
        if errors:
            found.append(Query.const_score_query(self._similar("words", plain, 1), SIMILAR))
        if errors and not sure:
            found.append(Query.const_score_query(self._similar("words", plain, 1, begins=True), FAR))
        if errors > 1:
            found.append(Query.const_score_query(self._similar("words", plain, errors), FAR))
        return Query.disjunction_max_query(found)

    def _halves(self, word: str) -> Iterable[Query]:
        """The two words of which one is glued, by what stands in the index; those of the longest end first."""
        places = range(SHORTEST_HALF, len(word) - SHORTEST_HALF + 1)
        tries = 0
        for place in places:
            end = word[place:]
            if not self._searcher.doc_freq("words", end):
                continue
            heads = (word[:place].removesuffix(link) for link in words.links())
            head = next((one for one in heads if len(one) >= SHORTEST_HALF and self._known(one)), None)
            if head is not None and tries < MOST_HALVINGS:
                tries += 1
                both = [(Occur.Must, self._strict(half)) for half in (head, end)]
                yield Query.const_score_query(Query.boolean_query(both), HALVES)

    def _known(self, word: str) -> bool:
        return self._searcher.doc_freq("words", word) > 0

    def _term(self, field: str, text: str) -> Query:
        return Query.term_query(self._schema, field, text)

    def _begins(self, field: str, text: str) -> Query:
        return Query.fuzzy_term_query(self._schema, field, text, 0, True, True)

    def _similar(self, field: str, text: str, errors: int, *, begins: bool = False) -> Query:
        return Query.fuzzy_term_query(self._schema, field, text, errors, True, begins)


def _errors(word: str) -> int:
    return 0 if len(word) < ONE_ERROR else 1 if len(word) < TWO_ERRORS else 2


def _all(found: Sequence[Query]) -> Query:
    return Query.boost_query(Query.boolean_query([(Occur.Must, one) for one in found]), 1 / len(found))


def _some(found: Sequence[Query], least: int) -> Query:
    some = Query.boolean_query([(Occur.Should, one) for one in found], minimum_number_should_match=least)
    return Query.boost_query(some, 1 / len(found))
