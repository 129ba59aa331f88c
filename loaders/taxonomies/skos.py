"""RDF in any serialisation as the same SKOS: plain labels for those of SKOS-XL, texts for ESCO's nodes of texts.

The files of a call are put together in a store of their own on the disk, since a concept's labels may stand anywhere.
Of concepts, schemes and collections all statements stay whose ends have IRIs or are literals; nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple

from loaders.rdf.in_child import Order
from loaders.rdf.reading import Reader
from loaders.taxonomies import cells
from loaders.taxonomies.findings import Sort
from loaders.taxonomies.session import STEP, Progress
from loaders.taxonomies.sink import Sink
from loaders.taxonomies.terms import Esco, Further, Xl
from ontology.errors import InputError
from ontology.terms import Dcterms, Rdf, Skos

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".jsonld": RdfFormat.JSON_LD,
    ".n3": RdfFormat.N3,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
}
LABELS = ((Skos.prefLabel, Xl.prefLabel), (Skos.altLabel, Xl.altLabel), (Skos.hiddenLabel, Xl.hiddenLabel))
#: What is written in another way, or stands for nothing without what is left out.
CONSUMED = {one.value for pair in LABELS for one in pair} | {Skos.notation.value, Esco.hasAssociation.value}
#: Properties that say backwards what is written forwards.
BACKWARDS = {
    Skos.narrower: Skos.broader,
    Esco.isEssentialSkillFor: Esco.relatedEssentialSkill,
    Esco.isOptionalSkillFor: Esco.relatedOptionalSkill,
}
#: The ends of the IRIs by which ESCO's relations tell their sort.
ASSOCIATIONS = {
    "essential-skill": Esco.relatedEssentialSkill,
    "optional-skill": Esco.relatedOptionalSkill,
}
#: What a text in a node of its own is written as.
TEXTS = {Dcterms.description.value: Skos.definition.value}
OTHERS = (Skos.ConceptScheme, Further.Collection, Further.OrderedCollection)
Node = NamedNode | BlankNode
Subject = Node | Triple


@dataclass(frozen=True, slots=True)
class Graph:
    """Where all findings of the RDF of a call are told of: the first of its files."""

    source: str
    line: int = 0

    def error(self, message: str) -> InputError:
        """An error in the RDF."""
        return InputError(message, self.source)


def load(store: Store, path: Path, source: str, format_: RdfFormat, progress: Progress) -> None:
    """Put a file into the store; raises InputError with the line where it can't be read."""
    store.bulk_extend(counted(quads(path, source, format_), source, progress))


def quads(path: Path, source: str, format_: RdfFormat) -> Iterator[Quad]:
    """The quads of a file without the names of graphs; it is read in a disposable child."""
    reader = Reader()
    try:
        for _, found in reader.batches(Order(str(path.resolve()), format_.media_type), source):
            yield from (Quad(quad.subject, quad.predicate, quad.object) for quad in found)
    finally:
        reader.close()


def counted(found: Iterator[Quad], source: str, progress: Progress) -> Iterator[Quad]:
    """Quads, of whose number is told."""
    for count, quad in enumerate(found, start=1):
        if count % STEP == 0:
            progress(STEP, source)
        yield quad


class Converter:
    """Writes what a store of RDF says of concepts; `language` is that of labels without a tag."""

    def __init__(self, store: Store, sink: Sink, source: str, language: str, progress: Progress) -> None:
        self._store = store
        self._sink = sink
        self._place = Graph(source)
        self._language = language
        self._progress = progress
        self._tags: dict[str, str] = {}

    def convert(self) -> None:
        """Write all of it; raises InputError where there is no concept."""
        concepts = {subject for subject in self._concepts() if isinstance(subject, NamedNode)}
        if not concepts:
            message = "there is no concept in it: nothing has a label of SKOS or is a skos:Concept"
            raise self._place.error(message)
        for subject in sorted(concepts, key=str):
            self._sink.concept(subject.value)
        for count, subject in enumerate(sorted(concepts, key=str), start=1):
            self._concept(subject)
            if count % STEP == 0:
                self._progress(STEP, "concepts")
        others = {quad.subject for type_ in OTHERS for quad in self._of(None, Rdf.type, type_)} - concepts
        for other in others:
            if isinstance(other, NamedNode):
                for quad in self._of(other):
                    self._statement(other.value, quad)
        self._associations()

    def _concepts(self) -> Iterator[Subject]:
        outside = {quad.subject for type_ in OTHERS for quad in self._of(None, Rdf.type, type_)}
        yield from (quad.subject for quad in self._of(None, Rdf.type, Skos.Concept))
        for plain, extended in LABELS[:1]:
            for predicate in (plain, extended):
                yield from (quad.subject for quad in self._of(None, predicate) if quad.subject not in outside)

    def _of(
        self, subject: Subject | None, predicate: NamedNode | None = None, value: NamedNode | None = None
    ) -> Iterator[Quad]:
        return self._store.quads_for_pattern(subject, predicate, value, None)

    def _concept(self, subject: NamedNode) -> None:
        iri = subject.value
        found = sorted(self._of(subject), key=str)
        self._labels(iri, found)
        for quad in found:
            predicate, value = quad.predicate, quad.object
            if predicate in BACKWARDS and isinstance(value, NamedNode):
                self._sink.relation(self._place, value.value, BACKWARDS[predicate].value, iri)
            elif predicate == Skos.inScheme and isinstance(value, NamedNode):
                self._sink.concept(iri, schemes=[value.value])
            elif predicate == Skos.broader and isinstance(value, NamedNode):
                self._sink.relation(self._place, iri, predicate.value, value.value)
            elif predicate == Skos.notation and isinstance(value, Literal):
                self._sink.text(iri, predicate.value, cells.label(value.value))
            elif predicate.value not in CONSUMED:
                self._statement(iri, quad)

    def _labels(self, iri: str, found: list[Quad]) -> None:
        by_language: dict[str, list[list[str]]] = {}
        for kind, pair in enumerate(LABELS):
            for quad in found:
                for literal in self._forms(quad) if quad.predicate in pair else ():
                    kinds = by_language.setdefault(self._tag(literal), [[], [], []])
                    if literal.value not in kinds[kind]:
                        kinds[kind].append(literal.value)
        for language, (preferred, alternative, hidden) in sorted(by_language.items()):
            first = preferred[0] if preferred else ""
            self._sink.labels(self._place, iri, language, first, alternative, hidden)
            for second in preferred[1:]:
                self._sink.labels(self._place, iri, language, second)

    def _forms(self, quad: Quad) -> Iterator[Literal]:
        """The literals of a label, which may be a node of SKOS-XL."""
        if isinstance(quad.object, Literal):
            yield quad.object
        elif isinstance(quad.object, Node):
            forms = (one.object for one in self._of(quad.object, Xl.literalForm))
            yield from (one for one in forms if isinstance(one, Literal))

    def _statement(self, iri: str, quad: Quad) -> None:
        """Write a statement as it is, with the text itself where its object is a node that holds one."""
        predicate, value = quad.predicate.value, quad.object
        if isinstance(value, Literal):
            self._literal(iri, predicate, value)
            return
        text = next(self._texts(value), None) if isinstance(value, Node) else None
        if text is not None:
            self._sink.prose(iri, TEXTS.get(predicate, predicate), text.value, self._tag(text))
        elif isinstance(value, NamedNode):
            self._sink.link(iri, predicate, value.value)
        else:
            self._sink.findings.add(Sort.BLANK, self._place.source, 0, f"{iri} {predicate}")

    def _literal(self, iri: str, predicate: str, value: Literal) -> None:
        if value.language:
            self._sink.prose(iri, predicate, value.value, self._tag(value))
        else:
            self._sink.raw(iri, predicate, str(value))

    def _texts(self, node: Node) -> Iterator[Literal]:
        """The text that a node holds: ESCO's nodes of literals, or SKOS's documentation as a resource."""
        for quad in self._of(node, Esco.nodeLiteral):
            tags = [one.object.value for one in self._of(node, Esco.language) if isinstance(one.object, Literal)]
            if isinstance(quad.object, Literal):
                tag = next(filter(cells.is_tag, tags), None)
                yield Literal(quad.object.value, language=tag) if tag else quad.object
        for quad in self._of(node, Further.value):
            if isinstance(quad.object, Literal):
                yield quad.object

    def _associations(self) -> None:
        """ESCO's relations as nodes of their own."""
        for quad in self._of(None, Esco.isAssociationFor):
            sorts = [one.object for one in self._of(quad.subject, Further.type) if isinstance(one.object, NamedNode)]
            for sort in sorts:
                predicate = ASSOCIATIONS.get(sort.value.rpartition("/")[2])
                for target in self._of(quad.subject, Esco.target) if predicate else ():
                    if predicate and isinstance(quad.object, NamedNode) and isinstance(target.object, NamedNode):
                        self._sink.relation(self._place, quad.object.value, predicate.value, target.object.value)

    def _tag(self, literal: Literal) -> str:
        """The language of a literal; that a tag was written otherwise is told once."""
        if not literal.language:
            return self._language
        if literal.language not in self._tags:
            self._tags[literal.language] = found = cells.tag(literal.language)
            if found.casefold() != literal.language.casefold():
                self._sink.findings.add(Sort.TAG, self._place.source, 0, f"{literal.language} is {found}")
        return self._tags[literal.language]
