"""The rules as SPARQL updates: for what follows from one triple alone, and for what needs several.

Only the graphs in which a pattern has matches are named: over the merge of seven graphs it took four times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from pyoxigraph import NamedNode

from loaders.reasoning.rules import HIERARCHY, OBJECT, SCHEMA, SUBJECT, Atom, Key, Rule, Rules, general, key
from ontology.terms import PREFIXES, Graph

#: Gives the graphs in which there are triples about something.
Places = Callable[[Key], Sequence[NamedNode]]


def single(rules: Rules, places: Places) -> Iterator[str]:
    """The updates for what follows from one triple alone; each rests on those before it."""
    for head, ways in rules.strata:
        found = [(about, atom, graphs) for about, atom in ways if (graphs := places(about))]
        blocks = [_block([_turned(general(about), atom)], [graphs]) for about, atom, graphs in found]
        if blocks:
            yield _insert(general(head), " UNION ".join(dict.fromkeys(blocks)), places(head))


def following(rules: Rules, about: Key, places: Places) -> Iterator[str]:
    """The updates for what follows from each of the triples about something alone."""
    for atom in rules.closure.get(about, ()):
        head = key(atom)
        yield _insert(general(head), _block([_turned(general(about), atom)], [places(about)]), places(head))


def joined(rule: Rule, places: Places) -> str | None:
    """The update of a rule that needs several triples; None where there are none for one of its patterns."""
    assert rule.head is not None
    graphs = [places(key(atom)) for atom in rule.body]
    if not all(graphs):
        return None
    if rule.is_transitive:
        return _insert(rule.head, f"{_term(rule.head[0])} {rule.head[1]}+ {_term(rule.head[2])}", graphs[0], graphs[0])
    return _insert(rule.head, _block(rule.body, graphs), places(key(rule.head)))


def violations(rule: Rule, places: Places, allowed: Sequence[NamedNode] = ()) -> str | None:
    """The query for what matches a rule that tells a contradiction; literals of the datatypes `allowed` are none."""
    graphs = [places(key(atom)) for atom in rule.body]
    if not all(graphs):
        return None
    body = _tables(rule.body, graphs)
    if allowed:
        # Values are far fewer than what bears them, so each is looked at once.
        types = ", ".join(map(str, allowed))
        check = f"HAVING(isLiteral(?{OBJECT}) && DATATYPE(?{OBJECT}) NOT IN ({types}))"
        body = f"{{ SELECT ?{OBJECT} WHERE {{ {body} }} GROUP BY ?{OBJECT} {check} }} {body}"
    return f"SELECT * WHERE {{ {body} }}"


def _tables(atoms: Sequence[Atom], graphs: Sequence[Sequence[NamedNode]]) -> str:
    """A body of which each pattern is read whole: all have many matches, and as good as none goes with another."""
    pairs = zip(atoms, graphs, strict=True)
    return " ".join(f"{{ SELECT * WHERE {_block([atom], [where])} }}" for atom, where in pairs)


def _turned(body: Atom, head: Atom) -> Atom:
    """The body of a rule such that its head is the general pattern, not one that is turned around."""
    names = {SUBJECT: SUBJECT, OBJECT: OBJECT}
    if head[0] == OBJECT:
        names = {SUBJECT: OBJECT, OBJECT: SUBJECT}
    return _renamed(body, names)


def _renamed(atom: Atom, names: Mapping[str, str]) -> Atom:
    subject, predicate, value = atom
    return (
        names[subject] if isinstance(subject, str) else subject,
        predicate,
        names[value] if isinstance(value, str) else value,
    )


def _insert(head: Atom, body: str, places: Sequence[NamedNode], merged: Sequence[NamedNode] = ()) -> str:
    """An update that puts a head into the inferred graph where none of `places` states it; a path needs its graphs
    `merged`.

    What is inferred already is not looked for: a graph holds a triple once.
    """
    variables = " ".join(dict.fromkeys(_term(part) for part in head if isinstance(part, str)))
    known = [graph for graph in places if graph != Graph.INFERRED]
    checks = [f"FILTER NOT EXISTS {{ {_in(graph, head)} }}" for graph in known]
    if head[1] in SCHEMA:
        checks.append(f'FILTER(!STRSTARTS(STR({_term(head[2])}), "{PREFIXES["owl"]}"))')
    if head[1] in HIERARCHY:
        checks.append(f"FILTER({_term(head[0])} != {_term(head[2])})")
    chosen = f"SELECT DISTINCT {variables} WHERE {{ {body} }}"
    using = [f"USING {graph}" for graph in merged] + [f"USING NAMED {graph}" for graph in known if merged]
    return f"INSERT {{ {_in(Graph.INFERRED, head)} }} {' '.join(using)} WHERE {{ {{ {chosen} }} {' '.join(checks)} }}"


def _block(atoms: Sequence[Atom], graphs: Sequence[Sequence[NamedNode]]) -> str:
    parts = [
        " UNION ".join(f"{{ {_in(one, atom)} }}" for one in where) for atom, where in zip(atoms, graphs, strict=True)
    ]
    return "{ " + " ".join(part if part.count("UNION") == 0 else f"{{ {part} }}" for part in parts) + " }"


def _in(graph: NamedNode, atom: Atom) -> str:
    return f"GRAPH {graph} {{ {' '.join(map(_term, atom))} }}"


def _term(part: object) -> str:
    return f"?{part}" if isinstance(part, str) else str(part)
