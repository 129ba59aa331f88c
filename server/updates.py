"""The SPARQL 1.1 Protocol's update operation (https://www.w3.org/TR/sparql11-protocol/#update-operation)."""

from __future__ import annotations

from flask import Response, request

from ontology.terms import DEFAULT_GRAPHS
from server.authority import Authority
from server.protocol import UPDATE, QueryRequest
from server.settings import MIB, Settings
from server.writes import Writes, Written
from server.writing import Change


class Updates:
    """Takes updates from those who may send them."""

    def __init__(self, settings: Settings, authority: Authority, writes: Writes) -> None:
        self.authority = authority
        self.writes = writes
        self.protected = [] if settings.plain else [graph.value for graph in DEFAULT_GRAPHS]
        self._largest = settings.upload_size * MIB
        self._nesting = settings.query_nesting

    def admit(self) -> None:
        """Let a request that shows the token have a longer body; that of an update is not read without it."""
        header = request.headers.get("Authorization")
        media_type = (request.content_type or "").partition(";")[0].strip().lower()
        if self.authority.allows and (header is not None or media_type == UPDATE):
            self.authority.check(header)
            request.max_content_length = self._largest

    def answer(self, asked: QueryRequest, endpoint: str) -> Response:
        """Make an update and answer 204 once readers see it. Raises a Problem where it is not made."""
        self.authority.check(request.headers.get("Authorization"))
        change = self.change("update", endpoint, None)
        change.using.extend(asked.using_graphs)
        change.using_named.extend(asked.using_named_graphs)
        return empty(204, self.writes.make(change, (asked.update or "").encode()))

    def change(self, verb: str, base: str, graph: str | None) -> Change:
        """Give a change of this server's store."""
        patience, protected = self.writes.patience, self.protected
        return Change(self.writes.root, verb, base, patience, graph, protected=protected, nesting=self._nesting)


def empty(status: int, written: Written) -> Response:
    """Give a response without a body that tells which snapshot shows the change."""
    response = Response(status=status)
    del response.headers["Content-Type"]
    response.headers["Rolegraph-Snapshot"] = written.tag
    return response
