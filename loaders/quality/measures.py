"""The figures of a graph: how much of what there is, and how well it is labelled, evidenced, reviewed and read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Store

from loaders.rows import literal, node, select_from, together
from ontology.terms import DEFAULT_GRAPHS, ConceptKind, Graph, Rg

#: The kinds of sections that a description of a role is expected to have.
EXPECTED = ("responsibilities", "skills", "tools", "career", "best_practices")
#: Levels and functions are told of roles, never mentioned themselves.
NEVER_MENTIONED = (ConceptKind.LEVEL.scheme, ConceptKind.FUNCTION.scheme)

#: Queries at once, beside those that need not take long: the engine answers them side by side.
AT_ONCE = 2

_CONCEPTS = (Graph.VOCABULARY, Graph.CANDIDATES)
#: The concepts by scheme and status; the labelled ones by scheme and language; what documents speak of.
_SCHEME, _STATUS = "?concept skos:inScheme ?scheme", "?concept rg:status ?status"
STATUSES = f"""SELECT ?scheme ?status (COUNT(?concept) AS ?number) {{
    {together(_SCHEME, _STATUS)} }} GROUP BY ?scheme ?status"""
LABELLED = f"""SELECT ?scheme ?language (COUNT(DISTINCT ?concept) AS ?number) {{
    {together(_SCHEME, _STATUS, "?concept skos:prefLabel ?label BIND(LANG(?label) AS ?language)")}
    }} GROUP BY ?scheme ?language"""
CONCEPTS = f"SELECT ?concept ?scheme {{ {together(_SCHEME, _STATUS)} }}"
MENTIONED = """SELECT DISTINCT ?concept {
    { ?mention rg:mentions ?concept } UNION { ?document rg:describesRole ?concept } }"""
DOCUMENTS = "SELECT (COUNT(*) AS ?number) { ?document a rg:Document }"
#: A mention's IRI begins with its document's; to join the two by what they say takes the engine 350 bytes a mention.
SECTIONS = """SELECT ?kind (COUNT(DISTINCT ?document) AS ?number) {
    ?mention rg:sectionKind ?kind BIND(STRBEFORE(STR(?mention), "/mention/") AS ?document) } GROUP BY ?kind"""
UNSURE = "SELECT (COUNT(DISTINCT ?mention) AS ?number) { ?mention rg:confidence ?confidence }"
DOUBTS = "SELECT (COALESCE(SUM(?count), 0) AS ?number) { ?load rg:doubtCount ?count }"
TRIPLES = "SELECT (COUNT(*) AS ?number) { ?subject ?predicate ?object }"


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure: a number, or a share from 0 to 1 as a decimal; of a scheme, a language or a kind of section."""

    metric: NamedNode
    value: int | Decimal
    scheme: NamedNode | None = None
    language: str | None = None
    section: str | None = None

    @property
    def is_share(self) -> bool:
        """Whether the value is a share, not a number of things."""
        return isinstance(self.value, Decimal)


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures of a store: its triples (those of the default graph), documents, concepts by scheme, measurements."""

    triples: int
    documents: int
    concepts: dict[NamedNode, int]
    measurements: tuple[Measurement, ...]

    def of(self, metric: NamedNode) -> list[Measurement]:
        """The measurements by one metric."""
        return [one for one in self.measurements if one.metric == metric]


def measured(store: Store) -> Quality:
    """Measure a store."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        # What takes long begins first.
        having = pool.submit(_having, store)
        sizes = {graph: pool.submit(_one, store, TRIPLES, graph) for graph in sorted(DEFAULT_GRAPHS, key=_is_small)}
        unsure = pool.submit(_one, store, UNSURE, Graph.DOCUMENTS)
        statuses = _statuses(store)
        concepts = {scheme: count.total() for scheme, count in statuses.items()}
        found = [
            *_coverage(store, concepts),
            *_evidence(store, concepts),
            *(Measurement(Rg.PendingCandidates, count[Rg.Candidate], scheme) for scheme, count in statuses.items()),
            Measurement(Rg.UncertainDecisions, _one(store, DOUBTS, Graph.REPORT)),
        ]
        documents = _one(store, DOCUMENTS, Graph.DOCUMENTS)
        triples = sum(size.result() for size in sizes.values())
        found += [
            Measurement(Rg.InferredShare, _share(sizes[Graph.INFERRED].result(), triples)),
            *_missing(having.result(), documents),
            Measurement(Rg.UncertainExtractions, unsure.result()),
        ]
    return Quality(triples, documents, concepts, tuple(found))


def _is_small(graph: NamedNode) -> bool:
    return graph != Graph.DOCUMENTS


def _statuses(store: Store) -> dict[NamedNode, Counter[NamedNode]]:
    """How many concepts each scheme has, by their status."""
    found: dict[NamedNode, Counter[NamedNode]] = {kind.scheme: Counter() for kind in ConceptKind}
    for row in select_from(store, STATUSES, _CONCEPTS):
        found.setdefault(node(row, "scheme"), Counter())[node(row, "status")] += _number(row)
    return found


def _coverage(store: Store, concepts: dict[NamedNode, int]) -> Iterator[Measurement]:
    """The share of each scheme that is labelled in each language in which any concept is."""
    labelled: defaultdict[NamedNode, Counter[str]] = defaultdict(Counter)
    for row in select_from(store, LABELLED, _CONCEPTS):
        labelled[node(row, "scheme")][literal(row, "language").value] += _number(row)
    languages = sorted({language for count in labelled.values() for language in count})
    for scheme, number in concepts.items():
        for language in languages if number else ():
            yield Measurement(Rg.LabelCoverage, _share(labelled[scheme][language], number), scheme, language)


def _evidence(store: Store, concepts: dict[NamedNode, int]) -> Iterator[Measurement]:
    mentioned = {node(row, "concept") for row in select_from(store, MENTIONED, (Graph.DOCUMENTS,))}
    rows = select_from(store, CONCEPTS, _CONCEPTS)
    found = Counter(node(row, "scheme") for row in rows if node(row, "concept") not in mentioned)
    for scheme in concepts:
        if scheme not in NEVER_MENTIONED:
            yield Measurement(Rg.WithoutEvidence, found[scheme], scheme)


def _having(store: Store) -> dict[str, int]:
    """How many documents have each kind of section."""
    return {literal(row, "kind").value: _number(row) for row in select_from(store, SECTIONS, (Graph.DOCUMENTS,))}


def _missing(having: dict[str, int], documents: int) -> Iterator[Measurement]:
    for kind in EXPECTED:
        yield Measurement(Rg.MissingSections, documents - having.get(kind, 0), section=kind)


def _one(store: Store, query: str, graph: NamedNode) -> int:
    return sum(_number(row) for row in select_from(store, query, (graph,)))


def _number(row: dict[str, NamedNode | Literal]) -> int:
    return int(literal(row, "number").value)


def _share(part: int, whole: int) -> Decimal:
    return round(Decimal(part) / Decimal(whole), 4) if whole else Decimal(0)
