"""Labels and classes of what a graph holds, from the store, in the languages that a reader wants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from ontology.terms import PREFIXES, RG, Dcterms, Graph, Rdf, Rdfs, Rg, Skos

#: Properties that name a thing, the best one first.
LABELS = (Skos.prefLabel, Rdfs.label, Dcterms.title, Rg.labelAsWritten, Rg.sourceName)
#: A label with its language, empty where it has none.
Label = tuple[str, str]
Resource = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple
#: How good a label or a class is: the least is the best.
Rank = tuple[object, ...]


class Languages:
    """A reader's chain of languages."""

    def __init__(self, tags: Sequence[str]) -> None:
        self._places = {tag.lower(): place for place, tag in reversed(list(enumerate(tags)))}
        self._last = len(tags)

    def rank(self, literal: Literal) -> Rank:
        """Tell how gladly a text is read: in the chain's languages, then in none, then in any, by its tag."""
        tag = (literal.language or "").lower()
        return (self._place(tag), tag, literal.value)

    def _place(self, tag: str) -> int:
        """Give the place in the chain; a longer tag stands where its beginning does (zh-Hant by zh)."""
        parts = tag.split("-") if tag else []
        tags = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
        return next((self._places[one] for one in tags if one in self._places), self._last + bool(tag))

    def best(self, literals: Iterable[Literal]) -> tuple[Literal, ...]:
        """Give those in the best of their languages, sorted."""
        ranked = sorted(((*self.rank(one), one.datatype.value), one) for one in set(literals))
        return tuple(one for rank, one in ranked if rank[:2] == ranked[0][0][:2])


class Names:
    """Looks labels and classes up; those of classes and properties are remembered."""

    def __init__(self, store: Store, languages: Languages) -> None:
        self._store = store
        self.languages = languages
        self._known: dict[str, Label] = {}

    def of_term(self, iri: str) -> str:
        """Give the label of a class or property."""
        if iri not in self._known:
            self._known[iri] = self.label(NamedNode(iri))
        return self._known[iri][0]

    def label(self, node: Resource) -> Label:
        """Give the best label; of what has none, the end of its IRI."""
        for predicate in LABELS:
            found = [one.object for one in self._store.quads_for_pattern(node, predicate, None, None)]
            texts = [one for one in found if isinstance(one, Literal)]
            if texts:
                best = min(texts, key=self.languages.rank)
                return best.value, best.language or ""
        return local_name(node), ""

    def type(self, node: Resource) -> str:
        """Give the class: a stated one rather than an inferred one, ours rather than another."""
        ranks = [_type_rank(quad) for quad in self._store.quads_for_pattern(node, Rdf.type, None, None)]
        return min((rank for rank in ranks if rank is not None), default=(False, False, ""))[2]


def _type_rank(quad: Quad) -> tuple[bool, bool, str] | None:
    if not isinstance(quad.object, NamedNode):
        return None
    return (quad.graph_name == Graph.INFERRED, *type_rank(quad.object.value))


def type_rank(iri: str) -> tuple[bool, str]:
    """Rank a class among a node's classes: our own before others."""
    return (not iri.startswith(RG), iri)


def local_name(node: Resource) -> str:
    """Give the end of an IRI as a name, or the name of a blank node."""
    if isinstance(node, BlankNode):
        return identifier(node)
    end = node.value.rstrip("/#")
    return unquote(end[max(end.rfind("/"), end.rfind("#"), end.rfind(":")) + 1 :]) or node.value


def iri_of(term: object) -> str:
    """Give the IRI of a term, empty for what is none."""
    return term.value if isinstance(term, NamedNode) else ""


def identifier(node: Resource) -> str:
    """Give a node's id in a graph."""
    return node.value if isinstance(node, NamedNode) else f"_:{node.value}"


def resource(identifier: str) -> Resource:
    """Give the node of an id."""
    return BlankNode(identifier[2:]) if identifier.startswith("_:") else NamedNode(identifier)


def prefixed(iri: str) -> str:
    """Shorten an IRI by our prefixes where what is left is a plain name ("skos:definition")."""
    for prefix, namespace in PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest.isidentifier():
            return f"{prefix}:{rest}"
    return iri
