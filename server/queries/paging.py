"""A part of an answer: the solution modifiers of a SELECT rewritten, token for token (SPARQL 1.1, section 15).

A query that is wrapped as a subquery loses its order, since a subquery gives a multiset (section 18.2.4.4); so what
changes is the query's own LIMIT and OFFSET, within the rows that it would give without us. Rows come in the order
of the query; one without ORDER BY is given that of its columns, where it names them, for pages to meet no row twice.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ontology.errors import QueryError
from ontology.said import said
from server.tokens import Token, tokens

#: The column of `counted`.
COUNT = "rolegraph_count"

_MODIFIERS = frozenset({"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"})
_OPEN, _CLOSE = frozenset("{(["), frozenset("})]")


@dataclass(slots=True)
class Shape:
    """Where the parts of a SELECT stand in its text; places are characters, `end` exclusive."""

    select: int
    #: The clauses of the dataset, FROM and FROM NAMED.
    dataset: list[tuple[int, int]] = field(default_factory=list)
    #: The names of the columns; empty for `*`.
    columns: list[str] = field(default_factory=list)
    #: Where each modifier begins, by its keyword, and the number behind LIMIT and OFFSET.
    modifiers: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, Token] = field(default_factory=dict)

    def number(self, keyword: str, missing: int) -> int:
        """Give the number behind LIMIT or OFFSET."""
        return int(self.numbers[keyword].text) if keyword in self.numbers else missing


def window(text: str, offset: int, size: int) -> str:
    """Give the query for up to `size` rows from the one at `offset` (from 0) of those that it gives.

    Raises QueryError for whatever is no SELECT.
    """
    shape = _shape(text)
    left = max(shape.number("LIMIT", offset + size) - offset, 0)
    order = "" if "ORDER" in shape.modifiers else _by_columns(shape)
    slice = f"\n{order}LIMIT {min(size, left)} OFFSET {shape.number('OFFSET', 0) + offset}\n"
    values = shape.modifiers.get("VALUES", len(text))
    cuts = [(shape.modifiers[word], _end(shape.numbers[word])) for word in shape.numbers]
    return _without(text[:values], cuts) + slice + text[values:]


def limit(text: str) -> int | None:
    """Give the LIMIT of a SELECT, if it has one. Raises QueryError for whatever is no SELECT."""
    found = _shape(text).number("LIMIT", -1)
    return found if found >= 0 else None


def counted(text: str) -> str:
    """Give the query for the number of rows, in the column COUNT. Raises QueryError for whatever is no SELECT."""
    shape = _shape(text)
    cuts = [*shape.dataset]
    if "ORDER" in shape.modifiers:
        start = shape.modifiers["ORDER"]
        cuts.append((start, min([at for at in shape.modifiers.values() if at > start], default=len(text))))
    dataset = " ".join(text[start:end] for start, end in shape.dataset)
    inner = _without(text, cuts, shape.select)
    return f"{text[: shape.select]}SELECT (COUNT(*) AS ?{COUNT}) {dataset} WHERE {{ {{ {inner}\n}} }}"


def _by_columns(shape: Shape) -> str:
    return f"ORDER BY {' '.join(f'?{name}' for name in shape.columns)} " if shape.columns else ""


def _without(text: str, cuts: list[tuple[int, int]], start: int = 0) -> str:
    parts = []
    for begin, end in sorted(cuts):
        parts.append(text[start:begin])
        start = end
    return " ".join([*parts, text[start:]])


def _shape(text: str) -> Shape:
    found = list(tokens(text))
    first = next((n for n, token in enumerate(found) if _begins(found, n)), None)
    if first is None:
        raise QueryError(said("only the rows of a SELECT come in pages"))
    shape = Shape(found[first].start)
    rest = _head(found[first + 1 :], shape)
    _tail(rest, shape)
    return shape


def _end(token: Token) -> int:
    return token.start + len(token.text)


def _begins(found: list[Token], number: int) -> bool:
    """Tell whether a token is the SELECT of the query itself: before it stands nothing but the prologue."""
    prologue = {"iri", "name", "string"}
    before = found[:number]
    return found[number].text.upper() == "SELECT" and all(
        token.kind in prologue or token.text.upper() in {"BASE", "PREFIX", "VERSION"} for token in before
    )


def _head(found: list[Token], shape: Shape) -> list[Token]:
    """Read the columns and the dataset; give the tokens from the pattern's first bracket."""
    depth, before, clause = 0, "", 0
    for number, token in enumerate(found):
        word = token.text.upper()
        if depth == 0 and token.text == "{":
            return found[number:]
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        if token.kind == "variable" and (depth == 0 or (depth == 1 and before == "AS")):
            shape.columns.append(token.text[1:])
        if word == "FROM":
            clause = token.start
        elif before in {"FROM", "NAMED"} and word != "NAMED":
            shape.dataset.append((clause, _end(token)))
        before = word
    raise QueryError(said("the query has no pattern in brackets"))


def _tail(found: list[Token], shape: Shape) -> None:
    """Read the modifiers behind the pattern."""
    depth, before = 0, ""
    for token in found:
        depth += (token.text in _OPEN) - (token.text in _CLOSE)
        word = token.text.upper() if token.kind == "word" else ""
        if depth == 0 and token.kind == "number" and before in {"LIMIT", "OFFSET"}:
            shape.numbers[before] = token
        if depth == 0 and word in _MODIFIERS:
            shape.modifiers[word] = token.start
        before = word
