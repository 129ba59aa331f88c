"""The application factory."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, Response, jsonify, request
from flask.views import MethodView
from prometheus_client import CONTENT_TYPE_LATEST
from werkzeug.exceptions import HTTPException, NotFound

from loaders.sandbox import Limits
from ontology.errors import RolegraphError
from ontology.said import said
from server import downloads, explain, graphs, gzipping, problems, sparql
from server.again import Again
from server.api import views as api
from server.authority import Authority, read_token
from server.cache import Cache
from server.careers import views as careers
from server.derived import Derived
from server.errors import ClientLeft, Problem, UrlTooLong
from server.explore import views as explore_views
from server.exports import page as exports
from server.front import ROUTE, Front
from server.hosts import Hosts, is_local
from server.house import House
from server.metrics import Metrics
from server.ns import views as ns
from server.pages import views as pages
from server.pages.shell import LONGEST_URL, is_current, url_size
from server.places import Places
from server.proxies import Proxies
from server.queries import views as queries
from server.queries.shelf import Shelf
from server.reconcile import views as reconcile
from server.reconcile.serving import Matchers
from server.search import views as search
from server.search.serving import Indexes
from server.settings import MIB, Settings
from server.supervisor import Supervisor
from server.updates import Updates
from server.workers import Pool
from server.writes import ENGINE, Writes, begin
from server.zygote import Orders

#: Nothing is loaded but our own files, nothing frames us, and forms come back here. A page may set its own.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: The parts of the server whose URLs hold queries, which have limits of their own.
LONG = {"sparql", "graphs", "reconcile"}
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Disposition, Content-Location, ETag, Link, Location, Retry-After, Rolegraph-Snapshot, "
        "Rolegraph-Truncated, WWW-Authenticate, X-Request-ID"
    ),
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
    root = str(settings.store.resolve())
    supervisor = Supervisor(
        Orders(root, settings.memory, Limits(memory=settings.query_memory * MIB, folder=root)),
        size=settings.worker_count,
        queue=settings.queue,
        uses=settings.worker_uses,
        extra=settings.extra_count,
    )
    pool = supervisor.pool
    places, cache = Places(settings.places, settings.share), Cache(settings.cache_size * MIB)
    pool.on_switch.append(cache.turn_to)
    supervisor.start()
    metrics = Metrics(pool, places, cache)
    app = Flask("server")
    # A query in a form may take three bytes a character, and four characters more for each special one.
    app.config["MAX_CONTENT_LENGTH"] = 8 * settings.query_length
    app.extensions["rolegraph"] = supervisor
    limits = Limits(memory=settings.query_memory * MIB + ENGINE, folder=root, writes=True)
    writes = Writes(settings.store, supervisor, limits, settings.timeout, settings.patience)
    app.extensions["rolegraph-writes"] = writes
    updates = Updates(settings, authority, writes)
    house = House(settings, pool, places, cache, updates, Shelf(settings.queries, settings.bounds))
    app.extensions["rolegraph-house"] = house
    derived = Derived(settings, pool)
    app.extensions["rolegraph-derived"] = derived
    indexes = Indexes(settings, pool)
    app.extensions["rolegraph-indexes"] = indexes
    matchers = Matchers(settings, pool)
    app.extensions["rolegraph-matchers"] = matchers
    app.register_blueprint(pages.blueprint(house))
    app.register_blueprint(search.blueprint(indexes, settings))
    app.register_blueprint(explore_views.blueprint(house, indexes))
    app.register_blueprint(reconcile.blueprint(house, matchers, indexes))
    app.register_blueprint(sparql.blueprint(house))
    app.register_blueprint(downloads.blueprint(derived))
    app.register_blueprint(graphs.blueprint(house))
    app.register_blueprint(explain.blueprint(house))
    app.register_blueprint(careers.blueprint(house))
    app.register_blueprint(exports.blueprint(house))
    app.register_blueprint(ns.blueprint())
    app.register_blueprint(queries.blueprint(house))
    app.register_blueprint(api.blueprint(house))
    app.add_url_rule("/health", view_func=Health.as_view("health", pool))
    app.add_url_rule("/metrics", view_func=MetricsView.as_view("metrics", metrics, settings.metrics))
    # Browsers look for it there where what they show is no page of ours.
    app.add_url_rule("/favicon.ico", "icon", lambda: app.send_static_file("icon.svg"))
    _answer_errors(app)
    app.before_request(_known_host(Hosts(settings)))
    app.after_request(_with_headers)
    proxies = Proxies(settings.trusted_proxy, settings.proxy_header)
    app.wsgi_app = Front(app.wsgi_app, proxies, metrics, Again(cache))  # type: ignore[method-assign]
    return app


def stop(app: Flask) -> None:
    """End the application's workers; returns when they have ended."""
    derived: Derived = app.extensions["rolegraph-derived"]
    derived.close()
    indexes: Indexes = app.extensions["rolegraph-indexes"]
    indexes.close()
    matchers: Matchers = app.extensions["rolegraph-matchers"]
    matchers.close()
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


class MetricsView(MethodView):
    """`/metrics`: figures for Prometheus, to whom the setting names."""

    init_every_request = False

    def __init__(self, metrics: Metrics, readers: str) -> None:
        self._metrics = metrics
        self._readers = readers

    def get(self) -> Response:
        """Give the figures, or 404 to whom they are not for."""
        if not (self._readers == "public" or (self._readers == "local" and is_local(request.environ))):
            raise NotFound
        response = Response(self._metrics.text(), content_type=CONTENT_TYPE_LATEST)
        response.headers["Cache-Control"] = "no-store"
        return response


def _known_host(hosts: Hosts) -> Callable[[], None]:
    def check() -> None:
        # The names of routes are few, those of paths are anybody's.
        request.environ[ROUTE] = request.url_rule.rule if request.url_rule is not None else "none"
        hosts.check(request.environ)
        if url_size() > LONGEST_URL and request.blueprint not in LONG:
            raise UrlTooLong(
                said(
                    "The path and parameters have %(count)s characters; %(most)s are taken here.",
                    count=url_size(),
                    most=LONGEST_URL,
                )
            )

    return check


def _answer_errors(app: Flask) -> None:
    app.register_error_handler(Problem, problems.of_problem)
    app.register_error_handler(RolegraphError, problems.of_error)
    app.register_error_handler(HTTPException, problems.of_http)
    app.register_error_handler(ClientLeft, _to_nobody)


def _to_nobody(error: ClientLeft) -> Response:
    # The server drops it, since the connection is closed; the number is what proxies log in that case.
    return Response(status=499)


def _with_headers(response: Response) -> Response:
    for name, text in HEADERS.items():
        response.headers.setdefault(name, text)
    if request.endpoint == "static" and response.status_code == 200 and is_current(request.args.get("v")):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return gzipping.gzip(response)
