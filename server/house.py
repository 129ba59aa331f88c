"""What the pages that answer questions share."""

from __future__ import annotations

from dataclasses import dataclass

from server.cache import Cache
from server.places import Places
from server.queries.shelf import Shelf
from server.settings import Settings
from server.updates import Updates
from server.workers import Pool


@dataclass(frozen=True, slots=True)
class House:
    """The settings, the workers and who may have them, answers that are kept, where updates go, the named queries."""

    settings: Settings
    pool: Pool
    places: Places
    cache: Cache
    updates: Updates
    shelf: Shelf

    @property
    def snapshot(self) -> str:
        """The tag of the snapshot that is served, empty while there is none."""
        current = self.pool.current
        return (current.tag if current is not None else None) or ""
