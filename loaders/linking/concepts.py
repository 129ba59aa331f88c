"""Which concepts of a taxonomy a subject may be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy

from loaders.linking import judging
from loaders.linking.evidence import FEATURES, evidence
from loaders.linking.model import Candidate, Subject
from loaders.linking.opened import Concepts
from loaders.linking.tables import Numbers
from loaders.linking.texts import base_language
from loaders.linking.view import View, view


def ranked(index: Concepts, subject: Subject, limit: int, types: Collection[str]) -> list[Candidate]:
    """The concepts that a subject may be, the likeliest first."""
    names, plain = (
        tuple(replace(name, language=base_language(name.language)) for name in some)
        for some in (subject.names, subject.plain)
    )
    found = view(index, replace(subject, names=names, plain=plain), index.allowed(types))
    if found is None:
        return []
    rows = evidence(index, found)
    utility, probability = judging.probabilities(rows, judging.model(found.meaning is not None))
    order = numpy.lexsort((found.concepts, -utility))[:limit]
    # No concept is surer than one that is ranked before it.
    scores: list[float] = numpy.minimum.accumulate(probability[order]).tolist() if limit else []
    return [candidate(index, found, int(place), rows[place], score) for place, score in zip(order, scores, strict=True)]


def candidate(index: Concepts, view: View, place: int, row: Numbers, probability: float) -> Candidate:
    """A concept of a view as an answer, with the label that is most like a name."""
    labels = numpy.flatnonzero(view.owners == place)
    like = view.letters[:, labels].max(axis=0) + view.same_text[labels]
    label = int(view.labels[labels[int(numpy.argmax(like))]])
    parts = {name: round(float(value), 4) for name, value in zip(FEATURES, row, strict=True) if value}
    language = index.tags[int(index.label_languages[label])]
    return Candidate(index.iris[int(view.concepts[place])], index.texts[label], language, probability, parts)
