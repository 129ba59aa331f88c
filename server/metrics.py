"""What the server counts about itself, in Prometheus' text format."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from server.cache import Cache
from server.places import Places
from server.workers import Pool

#: Upper bounds of the times that are counted, in seconds.
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
#: Methods that are told apart; a client can't make up more rows.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})


class Metrics:
    """One server's figures."""

    def __init__(self, pool: Pool, places: Places, cache: Cache) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "rolegraph_requests", "Requests answered.", ("method", "route", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "rolegraph_request_seconds",
            "From a request's arrival to the last byte that was handed on.",
            ("route",),
            buckets=BUCKETS,
            registry=self._registry,
        )
        self._registry.register(Present(pool, places, cache))

    def observe(self, method: str, route: str, status: str, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method if method in METHODS else "other", route, status).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """Give all of it."""
        return generate_latest(self._registry)


class Present(Collector):
    """What others count already is read when it is asked for."""

    def __init__(self, pool: Pool, places: Places, cache: Cache) -> None:
        self._pool = pool
        self._places = places
        self._cache = cache

    def collect(self) -> Iterator[Metric]:
        """Give the figures of this moment."""
        current = self._pool.current
        number = (current.number if current is not None else None) or 0
        yield GaugeMetricFamily("rolegraph_snapshot", "Number of the snapshot that is served.", number)
        yield GaugeMetricFamily("rolegraph_places_taken", "Queries that run or wait.", self._places.taken)
        yield GaugeMetricFamily("rolegraph_queue_length", "Queries that wait for a worker.", self._pool.waiting)
        workers = GaugeMetricFamily("rolegraph_workers", "Processes that evaluate queries.", labels=("state",))
        idle = len(current.idle) if current is not None else 0
        workers.add_metric(("idle",), idle)
        workers.add_metric(("busy",), max(0, len(current.workers) - idle) if current is not None else 0)
        yield workers
        kills = CounterMetricFamily("rolegraph_kills", "Queries ended with their worker.", labels=("cause",))
        for cause, count in self._pool.kills.counts().items():
            kills.add_metric((cause,), count)
        yield kills
        yield CounterMetricFamily("rolegraph_cache_hits", "Answers given from the cache.", self._cache.hits)
        yield CounterMetricFamily("rolegraph_cache_misses", "Answers not in the cache.", self._cache.misses)
        yield GaugeMetricFamily("rolegraph_cache_bytes", "Memory that cached answers take.", self._cache.taken)
