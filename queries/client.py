"""Where queries are asked: a store in this process, or any SPARQL 1.1 endpoint by its URL."""

from __future__ import annotations

import threading
from typing import Protocol

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Store

from ontology.errors import QueryError
from ontology.terms import DEFAULT_GRAPHS
from queries.answer import Answer, collect
from queries.tokens import keywords, query_form

#: Seconds that a query may take.
TIMEOUT = 60.0
#: The engine recurses once for each level of nesting; memory is taken only as deep as a query goes.
_STACK_BYTES = 256 * 1024 * 1024
#: What that stack bears with ease.
_LONGEST = 200_000


class Source(Protocol):
    """Whatever answers a query."""

    def run(self, text: str) -> Answer:
        """Answer a SPARQL query; raises QueryError for one that can't be answered, RemoteError for a failure."""
        ...


class LocalStore:
    """A store of this process, asked over the merge of the seven graphs unless the query says `FROM`.

    The query runs beside the calling thread, so that it can be left: by its deadline of `timeout` seconds, or
    by an interrupt. What was left goes on until the process ends, since the engine knows no other end.
    """

    def __init__(self, store: Store, timeout: float = TIMEOUT) -> None:
        self._store = store
        self._timeout = timeout

    def run(self, text: str) -> Answer:
        """Answer a query, as `Source` says; `SERVICE` is refused, since nothing here goes to the network."""
        if len(text) > _LONGEST:
            raise QueryError(f"the query has {len(text)} characters; at most {_LONGEST} are answered here")
        words = keywords(text)
        form = query_form(words)
        if "SERVICE" in words:
            raise QueryError("SERVICE asks another endpoint, which is not done here; ask that one by --endpoint")
        evaluation = _Evaluation(self._store, text, form, own_dataset="FROM" in words)
        return evaluation.outcome(self._timeout)


def _default_graphs(store: Store) -> list[NamedNode | BlankNode | DefaultGraph]:
    """Those of the seven graphs that hold anything: each pattern is looked up once in every graph listed."""
    return [graph for graph in DEFAULT_GRAPHS if store.contains_named_graph(graph)]


class _Evaluation(threading.Thread):
    """One query, evaluated in a thread of its own that does not keep the process alive."""

    def __init__(self, store: Store, text: str, form: str, own_dataset: bool) -> None:
        super().__init__(daemon=True, name="query")
        self._store = store
        self._text = text
        self._form = form
        self._graphs = None if own_dataset else _default_graphs(store)
        self._answer: Answer | None = None
        self._error = "the engine stopped"

    def run(self) -> None:
        """Evaluate the query to its last row."""
        try:
            results = self._store.query(self._text, default_graph=self._graphs)
            self._answer = collect(self._form, results)
        except SyntaxError as error:
            self._error = f"it can't be parsed: {error}"
        except (ValueError, RuntimeError, OSError) as error:
            self._error = str(error)

    def outcome(self, timeout: float) -> Answer:
        """Start, and wait for the answer; raises QueryError if there is none after `timeout` seconds."""
        before = threading.stack_size(_STACK_BYTES)
        try:
            self.start()
        finally:
            threading.stack_size(before)
        self.join(timeout)
        if self.is_alive():
            raise QueryError(f"the query took more than {timeout:g} seconds; ask for less, or allow more by --timeout")
        if self._answer is None:
            raise QueryError(f"the query can't be answered: {self._error}")
        return self._answer
