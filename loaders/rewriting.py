"""Documents whose mentions must name other concepts than they do, and the statements that this takes and brings.

What each label's own concept stands for is given; everything else is told from the graph itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.describe import StepRow, statement, step_iri, transitions
from loaders.leaving import led
from loaders.quads import Triple, integer
from ontology.terms import Graph, Rdf, Rg

#: What an own concept shall stand for in a document, and what mentions of it may name now (all by IRIs).
Target = Callable[[str, str], tuple[str, ...]]
Former = Callable[[str], set[str]]


@dataclass(slots=True)
class Named:
    """A mention: the role that it is about, what it mentions, and its labels' own concepts."""

    node: NamedNode
    role: str = ""
    mentions: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    whole: str = ""

    @property
    def labels(self) -> set[str]:
        """The concepts of its labels by themselves."""
        return self.own or self.mentions


@dataclass(frozen=True, slots=True)
class Step:
    """A career step that a mention shows."""

    mention: NamedNode
    path: str
    row: StepRow


@dataclass(slots=True)
class Facts:
    """What a document says: of its roles, in its mentions, and in its steps."""

    roles: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=set)
    mentions: dict[str, Named] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)

    def quads(self, document: NamedNode) -> Iterator[Quad]:
        """The quads of the document graph that alignment sways."""
        yield from (Quad(document, Rg.describesRole, NamedNode(role), Graph.DOCUMENTS) for role in self.roles)
        yield from (Quad(document, Rg.labelConcept, NamedNode(own), Graph.DOCUMENTS) for own in self.own)
        for one in self.mentions.values():
            yield Quad(one.node, Rg.aboutRole, NamedNode(one.role), Graph.DOCUMENTS)
            yield from (Quad(one.node, Rg.mentions, NamedNode(concept), Graph.DOCUMENTS) for concept in one.mentions)
            yield from (Quad(one.node, Rg.labelConcept, NamedNode(own), Graph.DOCUMENTS) for own in one.own)

    def statements(self) -> set[Triple]:
        """What the mentions state of the roles."""
        found = {
            statement(NamedNode(one.role), NamedNode(concept))
            for one in self.mentions.values()
            for concept in one.mentions
        }
        return {triple for triple in found if triple is not None}

    def transitions(self) -> set[Triple]:
        """Where the steps lead."""
        paths: dict[str, list[StepRow]] = {}
        for step in self.steps:
            paths.setdefault(step.path, []).append(step.row)
        return {triple for path, rows in paths.items() for triple in transitions(NamedNode(path), rows)}


def facts(store: Store, document: NamedNode) -> Facts:
    """Read a document."""
    found = Facts(set(objects(store, document, Rg.describesRole)), set(objects(store, document, Rg.labelConcept)))
    for quad in store.quads_for_pattern(None, Rg.inDocument, document, Graph.DOCUMENTS):
        node = quad.subject
        assert isinstance(node, NamedNode)
        found.mentions[node.value] = Named(
            node,
            next(objects(store, node, Rg.aboutRole), ""),
            set(objects(store, node, Rg.mentions)),
            set(objects(store, node, Rg.labelConcept)),
            next(objects(store, node, Rg.partOfItem), ""),
        )
        for shown in store.quads_for_pattern(None, Rg.hasEvidence, node, Graph.STATEMENTS):
            assert isinstance(shown.subject, NamedNode)
            found.steps.append(read_step(store, shown.subject, node))
    found.mentions = {name: one for name, one in found.mentions.items() if one.role}
    return found


def read_step(store: Store, node: NamedNode, mention: NamedNode) -> Step:
    """Read a step that a mention shows."""
    said = {quad.predicate: quad.object for quad in store.quads_for_pattern(node, None, None, Graph.STATEMENTS)}
    path, kind, role, position = (said[one] for one in (Rg.inPathOf, Rg.stepKind, Rg.stepRole, Rg.position))
    assert isinstance(path, NamedNode)
    assert isinstance(kind, NamedNode)
    assert isinstance(role, NamedNode)
    assert isinstance(position, Literal)
    return Step(mention, path.value, StepRow(int(position.value), kind, role))


def objects(store: Store, subject: NamedNode, predicate: NamedNode) -> Iterator[str]:
    """The IRIs that a property has in the graph of documents."""
    for quad in store.quads_for_pattern(subject, predicate, None, Graph.DOCUMENTS):
        assert isinstance(quad.object, NamedNode)
        yield quad.object.value


def wanted(before: Facts, document: str, target: Target, former: Former) -> Facts:
    """What a document shall say."""
    own_roles = before.own or before.roles
    moved = {
        role: target(own, document)[0]
        for role in before.roles
        for own in sorted(own_roles)
        if len(before.roles) == 1 or role in former(own)
    }
    after = Facts({target(own, document)[0] for own in own_roles}, told(own_roles, document, target))
    for name, one in before.mentions.items():
        mentions = {concept for own in one.labels for concept in target(own, document)}
        after.mentions[name] = Named(
            one.node, moved.get(one.role, one.role), mentions, told(one.labels, document, target), one.whole
        )
    for step in before.steps:
        for role in step_roles(before, step, document, target, former, moved):
            row = StepRow(step.row.position, step.row.kind, NamedNode(role))
            after.steps.append(Step(step.mention, moved.get(step.path, step.path), row))
    return after


def told(own: Iterable[str], document: str, target: Target) -> set[str]:
    """Own concepts as they are told: all, where one of them stands for something else."""
    given = set(own)
    return given if any(target(one, document) != (one,) for one in given) else set()


def step_roles(
    before: Facts, step: Step, document: str, target: Target, former: Former, moved: dict[str, str]
) -> set[str]:
    """The roles of a step: its path's own, or what the labels that named its role shall name."""
    role = step.row.role.value
    if step.row.kind == Rg.SelfStep:
        return {moved.get(role, role)}
    naming = [one for one in before.mentions.values() if step.mention.value in (one.node.value, one.whole)]
    own = {label for one in naming for label in one.labels if role in former(label)}
    return {concept for label in own for concept in target(label, document)} or {role}


def step_quads(steps: Iterable[Step]) -> dict[tuple[NamedNode, NamedNode], set[Quad]]:
    """The quads of some steps, by step and mention."""
    found = {}
    for one in steps:
        path = NamedNode(one.path)
        node = step_iri(path, one.row)
        triples: list[Triple] = [
            (node, Rdf.type, Rg.CareerStep),
            (node, Rg.inPathOf, path),
            (node, Rg.stepRole, one.row.role),
            (node, Rg.stepKind, one.row.kind),
            (node, Rg.position, integer(one.row.position)),
            (node, Rg.hasEvidence, one.mention),
        ]
        found[(node, one.mention)] = {Quad(*triple, Graph.STATEMENTS) for triple in triples}
    return found


class Rewriting:
    """The documents that change, before and after; `revision` gives the quads to delete and to insert."""

    def __init__(self, store: Store, target: Target, former: Former) -> None:
        self._store = store
        self._target = target
        self._former = former
        self._before: dict[NamedNode, Facts] = {}
        self._after: dict[NamedNode, Facts] = {}

    def add(self, document: NamedNode) -> None:
        """Have a document say what it shall."""
        if document not in self._before:
            self._before[document] = facts(self._store, document)
            self._after[document] = wanted(self._before[document], document.value, self._target, self._former)

    def revision(self) -> tuple[set[Quad], set[Quad]]:
        """The quads that go and those that come."""
        delete = {quad for document, one in self._before.items() for quad in one.quads(document)}
        insert = {quad for document, one in self._after.items() for quad in one.quads(document)}
        stated = {triple for one in self._after.values() for triple in one.statements() | one.transitions()}
        gone = {triple for one in self._before.values() for triple in one.statements() if not self._supported(triple)}
        leading = {triple for one in self._before.values() for triple in one.transitions()}
        leading -= led(self._store, {triple[0] for triple in leading}, set(self._before)) if leading else set()
        delete.update(Quad(*triple, Graph.STATEMENTS) for triple in gone | leading)
        insert.update(Quad(*triple, Graph.STATEMENTS) for triple in stated)
        delete.update(self._steps_gone())
        for one in self._after.values():
            for quads in step_quads(one.steps).values():
                insert |= quads
        return delete - insert, insert - delete

    def _supported(self, stated: Triple) -> bool:
        """Whether a document that does not change supports a statement."""
        role, _, concept = stated
        for quad in self._store.quads_for_pattern(None, Rg.mentions, concept, Graph.DOCUMENTS):
            node = quad.subject
            assert isinstance(node, NamedNode)
            if Quad(node, Rg.aboutRole, role, Graph.DOCUMENTS) in self._store:
                document = next(objects(self._store, node, Rg.inDocument))
                if NamedNode(document) not in self._before:
                    return True
        return False

    def _steps_gone(self) -> Iterator[Quad]:
        """What goes of the steps that documents showed: their evidence, and all where no other document shows them."""
        shown = [key for one in self._before.values() for key in step_quads(one.steps)]
        evidence = {Quad(node, Rg.hasEvidence, mention, Graph.STATEMENTS) for node, mention in shown}
        yield from evidence
        for node in {node for node, _ in shown}:
            others = set(self._store.quads_for_pattern(node, Rg.hasEvidence, None, Graph.STATEMENTS)) - evidence
            if not others:
                yield from self._store.quads_for_pattern(node, None, None, Graph.STATEMENTS)
