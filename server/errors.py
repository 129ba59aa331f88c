"""Everything that can go wrong with a request, as one tree; each class has its status, type and title.

    Problem                   a QueryError with a status
      MalformedRequest        400 a parameter is missing, doubled or not what it must be
      AmbiguousRole           400 several roles have the name; with all of them
      WrongParameter          400 a parameter of a named query or of its pages is not what it must be
      QuerySyntax             400 the query can't be parsed; with line and column
      QueryUnusable           400 the query can't be evaluated
      QueryTooComplex         400 the query is nested too deeply or has too many parts
      Unauthorised            401 a write without the token
      UpdateRefused           403 an update on a read-only endpoint
      GraphProtected          403 a write into a graph that is derived
      QueryRefused            403 the query asks for what this endpoint never does
      NoSuchGraph             404 the graph asked for is not there
      NoSuchQuery             404 no query has this name
      NoSuchThing             404 the graph knows nothing of it
      NoSuchRole              404 no role has the name
      NotPublished            404 no such version or file of the ontology
      NotAcceptable           406 no format that the client accepts
      UpdatePending           409 the store holds changes that are not published
      RequestTooLong          413 the query is too long
      UrlTooLong              414 the URL of a page is too long
      UnsupportedBody         415 a body that is neither a form nor a query
      Misdirected             421 the request is meant for another host
      QueryCrashed            500 the query killed its worker
      Overloaded              503 no worker was free in time
      QueryTimeout            503 the query took too long
      QueryOutOfMemory        503 the query took too much memory
      StoreRefuses            503 the store can't be written
      AnswerTooLong           503 the answer is longer than the connection can carry safely

Beside it stand two ends of a conversation that nobody is left to be told of:

    BodyCutShort              an answer failed after its first bytes had gone
    ClientLeft                the client closed the connection
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ontology.errors import QueryError
from ontology.said import said
from server.texts import N_

#: What to do in place of writing into a derived graph.
INSTEAD = said(
    "Use `rolegraph load` and `rolegraph remove` for documents, `rolegraph concepts` for concepts, "
    "or write into a graph of your own."
)


def protected(what: str) -> GraphProtected:
    """Give the problem of a write into a derived graph, of which `what` tells; it also tells what to do instead."""
    return GraphProtected(said("%(what)s %(instead)s", what=what, instead=INSTEAD))


class Problem(QueryError):
    """A request that is not answered as asked; `status`, `name` and `title` are those of the class."""

    status = 400
    name = "bad-request"
    title = N_("The request can't be understood")

    @property
    def detail(self) -> str:
        """What is wrong and what to do, a `Said` where it can be told in other languages."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else ""

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers that go with the status."""
        return {}

    @property
    def details(self) -> Mapping[str, object]:
        """Members of the problem document beyond those of RFC 9457."""
        return {}


class MalformedRequest(Problem):
    """A parameter is missing, doubled or not what it must be."""

    name = "malformed-request"


class AmbiguousRole(Problem):
    """Several roles have the name; `choices` are their IRIs, labels and the labels' languages."""

    name = "ambiguous-role"
    title = N_("More than one role is called that")

    def __init__(self, message: str, choices: Sequence[Mapping[str, object]]) -> None:
        self.choices = choices
        super().__init__(message)

    @property
    def details(self) -> Mapping[str, object]:
        """The roles that have the name."""
        return {"choices": list(self.choices)}


class WrongParameter(Problem):
    """A parameter of a named query, or of its pages, is unknown, missing, doubled or not what it must be."""

    name = "wrong-parameter"
    title = N_("A parameter is not what it must be")

    def __init__(self, message: str, parameter: str) -> None:
        self.parameter = parameter
        super().__init__(message)

    @property
    def details(self) -> Mapping[str, object]:
        """The parameter's name."""
        return {"parameter": self.parameter}


class QuerySyntax(Problem):
    """The query can't be parsed; `line` and `column` count from 1 where they are known."""

    name = "query-syntax"
    title = N_("The query can't be parsed")

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line = line
        self.column = column
        super().__init__(message)

    @property
    def details(self) -> Mapping[str, object]:
        """The place, where it is known."""
        return {} if self.line is None else {"line": self.line, "column": self.column}


class QueryUnusable(Problem):
    """The query is well formed and can't be evaluated, because of an unknown function for instance."""

    name = "query-unusable"
    title = N_("The query can't be evaluated")


class QueryTooComplex(Problem):
    """The query is nested too deeply or has too many parts."""

    name = "query-too-complex"
    title = N_("The query is too complex")


class UpdateRefused(Problem):
    """An update was sent."""

    status = 403
    name = "update-refused"
    title = N_("This endpoint is read-only")


class Unauthorised(Problem):
    """A write without the token, or with another one."""

    status = 401
    name = "unauthorised"
    title = N_("The token is missing or wrong")

    def __init__(self, message: str, wrong: bool = False) -> None:
        self.wrong = wrong
        super().__init__(message)

    @property
    def headers(self) -> Mapping[str, str]:
        """How to show the token (RFC 6750, section 3)."""
        more = ', error="invalid_token"' if self.wrong else ""
        return {"WWW-Authenticate": f'Bearer realm="rolegraph"{more}'}


class GraphProtected(Problem):
    """A write into a graph that is derived."""

    status = 403
    name = "graph-protected"
    title = N_("The graph is derived")


class NoSuchGraph(Problem):
    """The graph asked for is not there."""

    status = 404
    name = "no-such-graph"
    title = N_("There is no such graph")


class NoSuchThing(Problem):
    """The graph knows nothing of what is asked for."""

    status = 404
    name = "no-such-thing"
    title = N_("There is no such thing here")


class NoSuchRole(Problem):
    """No role has the name."""

    status = 404
    name = "no-such-role"
    title = N_("No role is called that")


class NoSuchQuery(Problem):
    """No query has this name."""

    status = 404
    name = "no-such-query"
    title = N_("There is no such query")


class NotPublished(Problem):
    """There is no such version or file of the ontology; `versions` are those that there are, the newest first."""

    status = 404
    name = "not-published"
    title = N_("There is no such version or file of the ontology")

    def __init__(self, message: str, versions: tuple[str, ...]) -> None:
        self.versions = versions
        super().__init__(message)

    @property
    def details(self) -> Mapping[str, object]:
        """The versions of the ontology."""
        return {"versions": list(self.versions)}


class UpdatePending(Problem):
    """The store holds changes that somebody has not published yet."""

    status = 409
    name = "update-pending"
    title = N_("The store has changes that are not published")


class StoreRefuses(Problem):
    """The store can't be written: the disk is full, for instance."""

    status = 503
    name = "store-refuses"
    title = N_("The store can't be written")


class QueryRefused(Problem):
    """The query asks for what this endpoint never does."""

    status = 403
    name = "query-refused"
    title = N_("The query is refused")


class NotAcceptable(Problem):
    """The answer exists in no format that the client accepts; `offered` are the media types that there are."""

    status = 406
    name = "not-acceptable"
    title = N_("No format fits")

    def __init__(self, message: str, offered: tuple[str, ...]) -> None:
        self.offered = offered
        super().__init__(message)

    @property
    def details(self) -> Mapping[str, object]:
        """The media types on offer."""
        return {"offered": list(self.offered)}


class RequestTooLong(Problem):
    """The query is too long."""

    status = 413
    name = "request-too-long"
    title = N_("The request is too long")


class UrlTooLong(Problem):
    """The URL of a page is too long; what is asked in it stands many times in the page."""

    status = 414
    name = "url-too-long"
    title = N_("The URL is too long")


class UnsupportedBody(Problem):
    """The body is neither a form nor a query in UTF-8."""

    status = 415
    name = "unsupported-body"
    title = N_("The body's media type is not supported")


class Misdirected(Problem):
    """The request is meant for another host."""

    status = 421
    name = "misdirected"
    title = N_("Another host is meant")


class QueryCrashed(Problem):
    """The query killed the process that evaluated it."""

    status = 500
    name = "query-crashed"
    title = N_("The query ended its process")


class Overloaded(Problem):
    """No worker was free in time; the client may try again after `retry_after` seconds."""

    status = 503
    name = "overloaded"
    title = N_("Too many queries are waiting")

    def __init__(self, message: str, retry_after: int = 1) -> None:
        self.retry_after = retry_after
        super().__init__(message)

    @property
    def headers(self) -> Mapping[str, str]:
        """When to try again."""
        return {"Retry-After": str(self.retry_after)}


class QueryTimeout(Problem):
    """The query was ended at its deadline."""

    status = 503
    name = "query-timeout"
    title = N_("The query took too long")


class QueryOutOfMemory(Problem):
    """The query was ended because it took too much memory."""

    status = 503
    name = "query-out-of-memory"
    title = N_("The query took too much memory")


class AnswerTooLong(Problem):
    """The answer is longer than can be held, and the connection has no way to tell its end from its loss."""

    status = 503
    name = "answer-too-long"
    title = N_("The answer is too long")


class BodyCutShort(ConnectionAbortedError):
    """An answer failed after its first bytes had gone: its end must not look like one.

    It is an OSError because the WSGI server then closes the connection without ending the body.
    """


class ClientLeft(ConnectionAbortedError):
    """The client closed the connection before its answer was there."""
