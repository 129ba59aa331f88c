"""What a taxonomy says beside its labels, and how it speaks for a concept: skills, levels, groups."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import numpy

from loaders.linking import tables
from loaders.linking.model import Fact
from loaders.linking.tables import Numbers

#: How much an essential and an optional skill of an occupation count.
ESSENTIAL, OPTIONAL = 1.0, 0.5
#: Where the name of a reuse level begins, an IRI of ESCO's.
REUSE = re.compile(r"[/#]")
#: The code of a group of ISCO-08, or of an occupation below it; the first digit is the level.
CODE = re.compile(r"C?(\d)[\d.]*")
#: The steps up that are looked at for a code.
MOST_STEPS = 8


def save(folder: Path, concepts: Sequence[str], facts: Mapping[str, Fact]) -> None:
    """Write what is said of concepts, in their order; of some nothing may be said."""
    numbers = {concept: number for number, concept in enumerate(concepts)}
    known = [facts.get(concept, Fact(concept)) for concept in concepts]
    types: dict[str, int] = {}
    of = [[types.setdefault(name, len(types)) for name in fact.types] for fact in known]
    tables.save_lists(folder, "types", of)
    tables.save_strings(folder, "typenames", types)
    for relation in ("essential", "optional"):
        needing: list[list[int]] = [[] for _ in concepts]
        for number, fact in enumerate(known):
            for other in getattr(fact, relation):
                needing[numbers[other]].append(number)
        tables.save_lists(folder, relation, needing)
    tables.save_lists(folder, "broader", [[numbers[other] for other in fact.broader] for fact in known])
    tables.save_strings(folder, "reuse", [REUSE.split(fact.reuse_level)[-1] for fact in known])
    tables.save(folder, "depths", numpy.array([fact.notation.count(".") for fact in known], dtype=numpy.int8))
    order = sorted(range(len(concepts)), key=concepts.__getitem__)
    tables.save(folder, "alphabet", numpy.array(order, dtype=numpy.int32))
    tables.save(folder, "levels", numpy.array([level(fact, facts) for fact in known], dtype=numpy.int8))


def level(fact: Fact, facts: Mapping[str, Fact]) -> int:
    """The first digit of the ISCO-08 code of a concept, or of the nearest one above it; -1 where there is none."""
    seen = {fact.concept}
    for _ in range(MOST_STEPS):
        if found := CODE.fullmatch(fact.notation):
            return int(found[1])
        above = next((one for one in fact.broader if one not in seen), None)
        if above is None:
            break
        seen.add(above)
        fact = facts.get(above, Fact(above))
    return -1


class Structure:
    """The same of an index that is open."""

    def __init__(self, folder: Path, concepts: Sequence[str]) -> None:
        self._concepts = concepts
        self._alphabet = tables.read(folder, "alphabet")
        self._types = tables.Lists(folder, "types")
        self._typenames = list(tables.Strings(folder, "typenames"))
        self._essential = tables.Lists(folder, "essential")
        self._optional = tables.Lists(folder, "optional")
        #: By concept: those above it, how far a skill can be used elsewhere, the points in its code, its level (or -1).
        self.broader = tables.Lists(folder, "broader")
        self.reuse = tables.Strings(folder, "reuse")
        self.depths = tables.read(folder, "depths")
        self.levels = tables.read(folder, "levels")
        #: Concepts that have others below them.
        self.parents = frozenset(self.broader.values().tolist())

    def number(self, concept: str) -> int | None:
        """The number of a concept; None where the taxonomy lacks it."""
        low, high = 0, len(self._alphabet)
        while low < high:
            middle = (low + high) // 2
            if self._concepts[int(self._alphabet[middle])] < concept:
                low = middle + 1
            else:
                high = middle
        if low == len(self._alphabet) or self._concepts[int(self._alphabet[low])] != concept:
            return None
        return int(self._alphabet[low])

    def of_types(self, names: Collection[str]) -> Numbers | None:
        """Which concepts have one of some types, or an IRI that begins as one of the names; None where none is named.

        By their IRIs are told apart the concepts of taxonomies that have no types, O*NET's for instance.
        """
        if not names:
            return None
        wanted = {self._typenames.index(name) for name in names if name in self._typenames}
        beginnings = tuple(name for name in names if name not in self._typenames)
        pairs = zip(map(self._types.__getitem__, range(len(self._types))), self._concepts, strict=True)
        fits = [not wanted.isdisjoint(of.tolist()) or iri.startswith(beginnings) for of, iri in pairs]
        return numpy.array(fits, dtype=bool)

    def shared(self, related: Iterable[str]) -> Numbers | None:
        """The part of some skills that each concept needs, 0 to 1, rare ones counting more; None if none is known."""
        found = [number for number in map(self.number, dict.fromkeys(related)) if number is not None]
        total = numpy.zeros(len(self._concepts), dtype=numpy.float32)
        whole = 0.0
        for number in found:
            essential, optional = self._essential[number], self._optional[number]
            weight = float(numpy.log1p(len(self._concepts) / (1 + len(essential) + len(optional))))
            whole += weight
            total[optional] += OPTIONAL * weight
            total[essential] += ESSENTIAL * weight
        return total / whole if whole else None
