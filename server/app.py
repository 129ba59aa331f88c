"""The application factory."""

from __future__ import annotations

from flask import Flask, Response, jsonify
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

from loaders.sandbox import Limits
from ontology.errors import RolegraphError
from server import downloads, graphs, problems, sparql
from server.authority import Authority, read_token
from server.derived import Derived
from server.errors import ClientLeft, Problem
from server.settings import MIB, Settings
from server.supervisor import Supervisor
from server.updates import Updates
from server.workers import Pool
from server.writes import ENGINE, Writes, begin
from server.zygote import Orders

#: Nothing is loaded but our own style sheets, nothing frames us, and forms come back here.
POLICY = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Location, Retry-After, Rolegraph-Snapshot, WWW-Authenticate",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(settings: Settings) -> Flask:
    """Make the application, with its workers running; `stop` ends them.

    Raises StoreError when nothing is published at `settings.store` or it can't be opened.
    """
    authority = Authority(read_token(settings.token_file))
    if settings.plain and authority.allows:
        begin(settings.store)
    supervisor = Supervisor(
        Orders(str(settings.store.resolve()), settings.memory, Limits(memory=settings.query_memory * MIB)),
        size=settings.worker_count,
        queue=settings.queue,
        uses=settings.worker_uses,
    )
    supervisor.start()
    app = Flask("server")
    # A query in a form may take three bytes a character, and four characters more for each special one.
    app.config["MAX_CONTENT_LENGTH"] = 8 * settings.query_length
    app.extensions["rolegraph"] = supervisor
    limits = Limits(memory=settings.query_memory * MIB + ENGINE, writes=True)
    writes = Writes(settings.store, supervisor, limits, settings.timeout, settings.patience)
    app.extensions["rolegraph-writes"] = writes
    updates = Updates(settings, authority, writes)
    app.register_blueprint(sparql.blueprint(settings, supervisor.pool, updates))
    derived = Derived(settings, supervisor.pool)
    app.extensions["rolegraph-derived"] = derived
    app.register_blueprint(downloads.blueprint(derived))
    app.register_blueprint(graphs.blueprint(settings, supervisor.pool, updates))
    app.add_url_rule("/health", view_func=Health.as_view("health", supervisor.pool))
    _answer_errors(app)
    app.after_request(_with_headers)
    return app


def stop(app: Flask) -> None:
    """End the application's workers; returns when they have ended."""
    derived: Derived = app.extensions["rolegraph-derived"]
    derived.close()
    supervisor: Supervisor = app.extensions["rolegraph"]
    supervisor.stop()


class Health(MethodView):
    """`/health`: whether queries are answered, from which snapshot, by how many processes."""

    init_every_request = False

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def get(self) -> Response:
        """Give 200 or 503, with JSON."""
        current = self._pool.current
        serves = current is not None and not current.failure
        workers = len(current.workers) if current is not None else 0
        response = jsonify(
            status="ok" if serves else "failing",
            snapshot=current.number if current is not None else None,
            workers=workers,
        )
        response.status_code = 200 if serves else 503
        response.headers["Cache-Control"] = "no-store"
        return response


def _answer_errors(app: Flask) -> None:
    app.register_error_handler(Problem, problems.of_problem)
    app.register_error_handler(RolegraphError, problems.of_error)
    app.register_error_handler(HTTPException, problems.of_http)
    app.register_error_handler(ClientLeft, _to_nobody)


def _to_nobody(error: ClientLeft) -> Response:
    # The server drops it, since the connection is closed; the number is what proxies log in that case.
    return Response(status=499)


def _with_headers(response: Response) -> Response:
    response.headers.extend(HEADERS)
    return response
