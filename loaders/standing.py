"""What a store says of alignment: each label's own concept, what it stands for, and where documents name it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders import matches
from loaders.candidates import Forms, segments
from loaders.concepts import Method
from loaders.identity import candidate, kind_of
from loaders.joining import Place
from loaders.matches import Match
from loaders.neighbours import Candidate
from loaders.normal import normalised
from loaders.pivot import KINDS
from loaders.wishes import Targets
from ontology.terms import RGID, Dcterms, Graph, Rg, Skos

#: The kinds that are joined by meaning: a role's level is too small a difference for it, and products are names.
JOINED = frozenset(kind.value for kind in KINDS) - {"role"}
DOCUMENT = f"{RGID}document/"
#: Matches that the joining of candidates makes, and not the reading of one document.
LATER = (Method.JOINED, Method.REVIEWED)


@dataclass(slots=True)
class Standing:
    """The own concepts (by IRI) with what they stand for now; labels are those of candidates that are known."""

    replaced: dict[str, Targets] = field(default_factory=dict)
    automatic: dict[str, Targets] = field(default_factory=dict)
    candidates: dict[str, Candidate] = field(default_factory=dict)
    matches: dict[Match, list[Quad]] = field(default_factory=dict)

    def stood_for(self, concept: str) -> set[str]:
        """Whatever mentions of an own concept may mention now."""
        return {concept, *self.replaced.get(concept, ()), *self.automatic.get(concept, ())}


def standing(store: Store) -> Standing:
    """Read it from the graphs of candidates and of the report."""
    found = Standing()
    replaced: dict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, Dcterms.isReplacedBy, None, Graph.CANDIDATES):
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode)
        replaced[quad.subject.value].append(quad.object.value)
    found.replaced = {concept: tuple(sorted(targets)) for concept, targets in replaced.items()}
    automatic: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for match, quads in matches.kept(store):
        found.matches[match] = quads
        if match.method not in LATER:
            automatic[match.concept].append((match.target, match.score))
        if match.written:
            add_label(found, NamedNode(match.concept), *match.written)
    found.automatic = {concept: tuple(sorted(target for target, _ in pairs)) for concept, pairs in automatic.items()}
    labels: dict[str, list[Literal]] = defaultdict(list)
    for predicate in (Skos.prefLabel, Skos.altLabel):
        for quad in store.quads_for_pattern(None, predicate, None, Graph.CANDIDATES):
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, Literal)
            labels[quad.subject.value].append(quad.object)
    for concept, written in labels.items():
        if concept.removeprefix(RGID).partition("/")[0] in JOINED:
            for label in written:
                add_label(found, NamedNode(concept), label.value, label.language or "", sure=len(written) == 1)
    return found


def add_label(found: Standing, concept: NamedNode, label: str, language: str, *, sure: bool = False) -> None:
    """Take a label for a candidate's, if the candidate is made of it; `sure` where it has no other."""
    kind = kind_of(concept)
    if sure or candidate(kind, language, normalised(label)) == concept:
        found.candidates[concept.value] = Candidate(concept.value, kind, language, normalised(label))


def mentions_of(store: Store, concept: str) -> Iterator[NamedNode]:
    """The mentions whose labels have a concept as their own."""
    node = NamedNode(concept)
    for quad in store.quads_for_pattern(None, Rg.labelConcept, node, Graph.DOCUMENTS):
        assert isinstance(quad.subject, NamedNode)
        if not is_document(quad.subject):
            yield quad.subject
    for quad in store.quads_for_pattern(None, Rg.mentions, node, Graph.DOCUMENTS):
        assert isinstance(quad.subject, NamedNode)
        if next(store.quads_for_pattern(quad.subject, Rg.labelConcept, None, Graph.DOCUMENTS), None) is None:
            yield quad.subject


def is_document(node: NamedNode) -> bool:
    """Whether a bearer of `rg:labelConcept` is a document, not a mention in one."""
    return node.value.removeprefix(DOCUMENT).count("/") == 0


def named(store: Store, concept: str) -> bool:
    """Whether any document names an own concept."""
    return next(mentions_of(store, concept), None) is not None


def places(store: Store, concept: str) -> set[Place]:
    """The documents and kinds of sections in which an own concept is named."""
    return {
        (value(store, mention, Rg.inDocument), value(store, mention, Rg.sectionKind))
        for mention in mentions_of(store, concept)
    }


def forms(store: Store, concept: str) -> Forms:
    """How documents write an own concept that is a candidate."""
    node, found = NamedNode(concept), Counter[tuple[str, str]]()
    for mention in mentions_of(store, concept):
        for quad in store.quads_for_pattern(mention, Rg.labelAsWritten, None, Graph.DOCUMENTS):
            assert isinstance(quad.object, Literal)
            found.update(segments(node, quad.object.value, quad.object.language or ""))
    return found


def value(store: Store, subject: NamedNode, predicate: NamedNode) -> str:
    """The one value of a property, an IRI or a text; empty where there is none."""
    quad = next(store.quads_for_pattern(subject, predicate, None, Graph.DOCUMENTS), None)
    return quad.object.value if quad and isinstance(quad.object, NamedNode | Literal) else ""
