"""The inferred graph kept right: revised where little changed, made anew where much did or nobody knows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

from loaders.reasoning import conflicts
from loaders.reasoning.chains import chain
from loaders.reasoning.conflicts import Conflict
from loaders.reasoning.infer import infer, revised, rules_of, write
from loaders.reasoning.matching import triples_of
from loaders.reasoning.rules import Rules
from loaders.store import Writer
from ontology.terms import Graph


@dataclass(frozen=True, slots=True)
class Inference:
    """What was done: `scratch` tells that all was made anew, `found` are contradictions that were not there before."""

    scratch: bool
    found: tuple[Conflict, ...] = ()


def keep(writer: Writer, *, anew: bool = False) -> Inference:
    """Make a store's inferred graph right; `anew` whatever is known of it.

    Raises UnknownAxiom, StoreError.
    """
    rules = rules_of(writer.store)
    wanted, stated = identity(rules), writer.stated
    ontology_changed = any(quad.graph_name == Graph.ONTOLOGY for quad in (*stated.gone, *stated.new))
    if anew or writer.inferred_by != wanted or ontology_changed:
        writer.derive(lambda store: infer(store, rules))
        writer.mark_inferred(wanted)
        return Inference(True, tuple(conflicts.conflicts(writer.store, rules)))
    if stated.in_bulk:
        writer.derive(lambda store: chain(rules, store, partial(write, store)))
    elif not stated.gone and not stated.new:
        writer.mark_inferred(wanted)
        return Inference(False)
    gone, new = triples_of(stated.gone), triples_of(stated.new)
    delete, insert = revised(writer.store, rules, gone, new)
    writer.apply(delete, insert)
    found = conflicts.among(writer.store, rules, (*new, *triples_of(insert)))
    writer.mark_inferred(wanted)
    return Inference(False, tuple(found))


def identity(rules: Rules) -> bytes:
    """A hash of the rules and of the program that applies them."""
    lines = sorted(repr((rule.name, rule.body, rule.head, rule.datatype)) for rule in rules.every)
    return hashlib.sha256("\n".join([version("rolegraph"), *lines]).encode()).hexdigest().encode()
