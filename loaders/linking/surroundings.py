"""What a taxonomy says of each concept of a shortlist that speaks for or against it, beside its labels."""

from __future__ import annotations

import numpy

from loaders.linking.opened import Concepts
from loaders.linking.tables import Numbers
from loaders.linking.view import View
from ontology.terms import ConceptKind

FEATURES = (
    *("group", "skills", "level", "manager", "depth", "parent"),
    *("transversal", "cross_sector", "sector_specific", "occupation_specific"),
)
#: How far a skill can be used elsewhere, by the last part of the value's IRI.
REUSE = {
    "transversal": "transversal",
    "cross-sector": "cross_sector",
    "sector-specific": "sector_specific",
    "occupation-specific": "occupation_specific",
}
#: The major group of ISCO-08 that managers are in.
MANAGERS = 1
#: How much steeper weights in a shortlist are than likenesses; the deepest code that is told apart.
STEEP, DEEPEST = 4.0, 3


def found(index: Concepts, view: View, likely: Numbers) -> dict[str, Numbers]:
    """The evidence by feature; `likely` is how like the subject each concept is."""
    structure = index.structure
    concepts = [int(one) for one in view.concepts]
    told: dict[str, Numbers] = {"group": _groups(index, concepts, likely)}
    shared = structure.shared(view.subject.related)
    if shared is not None:
        told["skills"] = shared[view.concepts]
    levels = structure.levels[view.concepts].astype(int)
    wanted = view.subject.level
    if wanted is not None:
        told["level"] = (levels == wanted).astype(float)
    elif view.subject.kind == ConceptKind.ROLE:
        # A role whose name tells no manager's level is seldom one.
        told["manager"] = (levels == MANAGERS).astype(float)
    told["depth"] = numpy.minimum(structure.depths[view.concepts], DEEPEST) / DEEPEST
    told["parent"] = numpy.array([float(one in structure.parents) for one in concepts])
    reuse = numpy.array([structure.reuse[one] for one in concepts])
    return told | {feature: (reuse == name).astype(float) for name, feature in REUSE.items()}


def _groups(index: Concepts, concepts: list[int], likely: Numbers) -> Numbers:
    """How much of what speaks for a shortlist stands in the same groups as each concept, itself left out."""
    weights = numpy.exp(STEEP * (likely - likely.max()))
    groups = [index.structure.broader[one].tolist() for one in concepts]
    total: dict[int, float] = {}
    for weight, of in zip(weights.tolist(), groups, strict=True):
        for group in of:
            total[group] = total.get(group, 0.0) + weight
    pairs = zip(weights.tolist(), groups, strict=True)
    rest = [max((total[group] - weight for group in of), default=0.0) for weight, of in pairs]
    return numpy.array(rest) / max(float(weights.sum()), 1e-9)
