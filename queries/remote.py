"""Any SPARQL 1.1 endpoint over HTTP, by SPARQLWrapper (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

import ast
import json
import math
import re
import time
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from pyoxigraph import QueryResultsFormat, RdfFormat, Triple, parse, parse_query_results
from SPARQLWrapper import JSON, N3, POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from ontology.errors import QueryError, RemoteError
from queries.answer import Answer, collect, graph_answer
from queries.client import TIMEOUT
from queries.tokens import keywords, query_form

_CHUNK = 64 * 1024


class SparqlEndpoint:
    """An endpoint by its URL; an answer must be complete within `timeout` seconds."""

    def __init__(self, url: str, timeout: float = TIMEOUT) -> None:
        """Raise QueryError for a URL that is not http or https, or malformed."""
        if not _is_http(url):
            raise QueryError(f'"{url}" is no endpoint; give a URL that begins with http:// or https://')
        self._url = url
        self._timeout = timeout

    def run(self, text: str) -> Answer:
        """Answer a query, as `queries.client.Source` says."""
        form = query_form(keywords(text))
        media_type, body = self._fetch(self._request(text, form))
        return self._parse(body, media_type, form)

    def _fetch(self, request: SPARQLWrapper) -> tuple[str, bytes]:
        """Send a request; give the answer's media type and body, or raise what went wrong in our own words."""
        deadline = time.monotonic() + self._timeout
        try:
            with request.query().response as response:
                return response.headers.get_content_type(), self._read(response, deadline)
        except QueryBadFormed as error:
            raise QueryError(f"{self._url} refuses the query{_said(_body(error))}") from None
        except SPARQLWrapperException as error:
            raise RemoteError(f"{self._url} failed: {error.msg}{_said(_body(error))}") from None
        except HTTPError as error:
            with error:
                said = _said(error.read(_CHUNK))
            raise RemoteError(f"{self._url} answered {error.code} {error.reason}{said}") from None
        except TimeoutError:
            raise self._too_late() from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._too_late() from None
            raise RemoteError(f"{self._url} can't be reached: {error.reason}") from None
        except (OSError, HTTPException, ValueError) as error:
            raise RemoteError(f"{self._url} broke off: {error or type(error).__name__}") from None

    def _request(self, text: str, form: str) -> SPARQLWrapper:
        """Prepare a POST of the query, asking for the format that the form wants and for nothing but by headers.

        The query and its form are set as attributes: `setQuery` guesses the form from the first keyword that it
        sees, in a comment or a prefix too, and would send what it takes for an update as an update.
        """
        wrapper = SPARQLWrapper(self._url, agent="rolegraph")
        wrapper.setOnlyConneg(True)
        wrapper.setMethod(POST)
        wrapper.setTimeout(max(1, math.ceil(self._timeout)))
        wrapper.setReturnFormat(N3 if form in {"CONSTRUCT", "DESCRIBE"} else JSON)
        wrapper.queryString = text
        wrapper.queryType = form
        return wrapper

    def _read(self, response: HTTPResponse, deadline: float) -> bytes:
        """Read a whole body; raises TimeoutError at the deadline, however slowly the bytes drip in."""
        chunks: list[bytes] = []
        while chunk := response.read1(_CHUNK):
            chunks.append(chunk)
            if time.monotonic() > deadline:
                raise TimeoutError
        if response.length:
            raise HTTPException(f"{response.length} bytes of the answer are missing")
        return b"".join(chunks)

    def _parse(self, body: bytes, media_type: str, form: str) -> Answer:
        """Read the results in whatever standard format they came; raises RemoteError for any other."""
        graph = form in {"CONSTRUCT", "DESCRIBE"}
        known = (RdfFormat if graph else QueryResultsFormat).from_media_type(media_type)
        if known is None:
            raise RemoteError(f"{self._url} answered with {media_type}, which is no SPARQL result; is it an endpoint?")
        try:
            if isinstance(known, RdfFormat):
                return graph_answer(form, [Triple(q.subject, q.predicate, q.object) for q in parse(body, known)])
            return collect(form, parse_query_results(body, known))
        except (SyntaxError, ValueError) as error:
            raise RemoteError(f"{self._url} answered with broken {media_type}: {error}") from None

    def _too_late(self) -> RemoteError:
        return RemoteError(f"{self._url} did not answer within {self._timeout:g} seconds; allow more by --timeout")


def _is_http(url: str) -> bool:
    """Whether a URL is of the web and has a host, and a port that is a number if any."""
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _body(error: SPARQLWrapperException) -> bytes:
    """The response's body, which SPARQLWrapper keeps only as a bytes literal at the end of its message."""
    _, _, literal = str(error).partition("Response:\n")
    return bytes(ast.literal_eval(literal)) if literal else b""


def _said(body: bytes) -> str:
    """What a server says of an error, as the end of a sentence: RFC 9457's detail, or its first line of text."""
    text = body.decode("utf-8", errors="replace").strip()
    try:
        problem = json.loads(text)
        text = str(problem.get("detail") or problem.get("title") or "") if isinstance(problem, dict) else text
    except ValueError:
        if text.startswith("<"):
            text = ""
    line = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text).strip()
    return f": {line[:200]}" if line else ""
