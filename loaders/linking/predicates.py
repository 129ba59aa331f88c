"""How a candidate would match: closely, as the broader or the narrower one, or as related; never exactly.

Only a person says that two concepts are interchangeable (`skos:exactMatch`).
"""

from __future__ import annotations

from collections.abc import Mapping

from ontology.terms import Semapv, Skos

#: The share of a side's words, by how much they tell, beyond which they are more than chance.
LITTLE, MUCH = 0.12, 0.3
#: The probability below which two concepts without a name in common are told to be related at most.
LIKELY = 0.2
#: The justifications that a machine gives.
LEXICAL, SEMANTIC = Semapv.LexicalMatching.value, Semapv.SemanticSimilarityThresholdMatching.value
COMPOSITE = Semapv.CompositeMatching.value


def predicate(parts: Mapping[str, float], score: float) -> str:
    """The predicate that evidence speaks for (`loaders.linking.evidence`); `score` is the candidate's probability.

    Where one side's words are all on the other side too, what the other has beyond them narrows it: "senior account
    manager" is narrower than "account manager", so that the match is a broad one.
    """
    if parts.get("same_text") or parts.get("same_words"):
        return Skos.closeMatch.value
    extra, missing = parts.get("extra_least", 0.0), parts.get("missing", 0.0)
    told = not parts.get("foreign")
    if told and extra <= LITTLE and missing >= MUCH:
        return Skos.broadMatch.value
    if told and missing <= LITTLE and extra >= MUCH:
        return Skos.narrowMatch.value
    return Skos.closeMatch.value if score >= LIKELY else Skos.relatedMatch.value


def justification(parts: Mapping[str, float]) -> str:
    """How the match was found: by letters and words alone, by meaning alone, or by several signs."""
    lexical = parts.get("same_text") or parts.get("same_words") or parts.get("words", 0.0) > 0
    if "meaning_mean" not in parts:
        return LEXICAL if not (parts.get("group") or parts.get("skills")) else COMPOSITE
    return COMPOSITE if lexical else SEMANTIC
