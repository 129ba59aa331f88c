"""Around the application: whose request it is and its name; then a line in the log and the figures."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from server.again import NAME, Again
from server.metrics import Metrics
from server.proxies import Origin, Proxies

#: Keys of the WSGI environment by which the application and this module speak.
ORIGIN, ROUTE, QUERY, QUERY_TEXT = "rolegraph.origin", "rolegraph.route", "rolegraph.query", "rolegraph.query_text"
#: What the log and the figures are told by the application.
NOTED = (ROUTE, QUERY, QUERY_TEXT)
#: The longest path or query that is logged, in characters.
LONGEST = 2000

log = logging.getLogger("rolegraph.http")


class Front:
    """The application, with its requests counted and logged when their last byte has been handed on."""

    def __init__(self, application: WSGIApplication, proxies: Proxies, metrics: Metrics, again: Again) -> None:
        self._application = application
        self._again = again
        self._proxies = proxies
        self._metrics = metrics

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        visit = Visit(environ, self._proxies.origin(environ), self._metrics)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            visit.status = status[:3]
            if NAME in environ and visit.status == "200":
                self._again.remember(environ, headers, NOTED)
            headers.append(("X-Request-ID", visit.origin.request_id))
            return start_response(status, headers, exc_info)

        known = self._again.answer(environ)
        if known is not None:
            start("200 OK", known[0])
            visit.body = (known[1],)
            return visit
        try:
            visit.body = self._application(environ, start)
        except BaseException:
            visit.close()
            raise
        return visit


class Visit:
    """One request, from its arrival to its end."""

    def __init__(self, environ: WSGIEnvironment, origin: Origin, metrics: Metrics) -> None:
        self.origin = origin
        self.status = "500"
        self.body: Iterable[bytes] = ()
        self._environ = environ
        self._metrics = metrics
        self._started = time.perf_counter()
        self._sent = 0
        self._whole = False
        environ[ORIGIN] = origin

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self.body:
            self._sent += len(chunk)
            yield chunk
        self._whole = True

    def close(self) -> None:
        """Close the body, then count and log."""
        try:
            close = getattr(self.body, "close", None)
            if close is not None:
                close()
        finally:
            seconds = time.perf_counter() - self._started
            method, route = self._environ["REQUEST_METHOD"], self._environ.get(ROUTE, "none")
            self._metrics.observe(method, route, self.status, seconds)
            log.info("request", extra={"fields": self._fields(method, seconds)})

    def _fields(self, method: str, seconds: float) -> dict[str, object]:
        environ = self._environ
        # What stands after the question mark may be a query's text.
        path = str(environ.get("REQUEST_URI") or environ.get("PATH_INFO", "")).partition("?")[0]
        fields: dict[str, object] = {
            "id": self.origin.request_id,
            "client": self.origin.client,
            "method": method[:20],
            "path": path[:LONGEST],
            "status": int(self.status),
            "seconds": round(seconds, 6),
            "bytes": self._sent,
        }
        if not self._whole:
            fields["cut"] = True
        if QUERY in environ:
            fields["query"] = environ[QUERY]
        if QUERY_TEXT in environ:
            fields["query_text"] = environ[QUERY_TEXT][:LONGEST]
        return fields
