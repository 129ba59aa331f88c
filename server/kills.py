"""Why queries were ended, counted and logged."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from typing import Literal

Cause = Literal["timeout", "memory", "crash", "client left", "displaced", "too long", "not wanted"]
CAUSES: tuple[Cause, ...] = ("timeout", "memory", "crash", "client left", "displaced", "too long", "not wanted")

log = logging.getLogger("rolegraph.workers")


class Kills:
    """Counts by cause; may be used in any thread."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def record(self, cause: Cause, query: str, pid: int, code: int | None = None) -> None:
        """Count one, and log it with the query's hash."""
        with self._lock:
            self._counts[cause] += 1
        fields = {"query": query, "cause": cause, "worker": pid, "code": code}
        log.warning("query %s ended with its worker %d: %s", query, pid, cause, extra={"fields": fields})

    def counts(self) -> dict[Cause, int]:
        """Give the number of each cause."""
        with self._lock:
            return {cause: self._counts[cause] for cause in CAUSES}
