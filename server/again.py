"""The same request again, answered from the cache before the framework looks at it.

A framework's own part of a small answer is many times that of the cache. What is remembered of a request are the
headers of its answer and the answer's name; the answer itself is the cache's, and so is the decision how long it
holds. A request is the same if all that its answer depends on is: the URL as it was sent, the host, what is accepted
and in which languages.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.cache import Cache

#: Requests that are remembered, and the longest of them with all that they depend on, in characters.
MOST, LONGEST = 2048, 4096
#: The key of the WSGI environment by which an answer from the cache tells its name.
NAME = "rolegraph.answer"
#: What an answer depends on; and headers that make a request another one.
PARTS = ("REQUEST_URI", "HTTP_HOST", "HTTP_ACCEPT", "HTTP_ACCEPT_ENCODING", "HTTP_ACCEPT_LANGUAGE")
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_RANGE", "CONTENT_LENGTH")

Headers = list[tuple[str, str]]
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """An answer's name and headers, and what the log is told of its request."""

    name: str
    headers: Headers
    packed: bool
    noted: Mapping[str, object]


class Again:
    """Remembers requests whose answers are in `cache`; may be used in any thread."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._memories: OrderedDict[Key, Memory] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, environ: dict[str, Any]) -> tuple[Headers, bytes] | None:
        """Give the headers and the body for a request that was answered before, if the cache still has it."""
        key = _key(environ)
        memory = self._memories.get(key) if key is not None else None
        kept = self._cache.get(memory.name, expected=False) if memory is not None else None
        if memory is None or kept is None:
            return None
        environ.update(memory.noted)
        return list(memory.headers), self._cache.packed(memory.name, kept) if memory.packed else kept.body

    def remember(self, environ: dict[str, Any], headers: Headers, noted: tuple[str, ...]) -> None:
        """Remember a request that has been answered from the cache, and these keys of its environment."""
        key = _key(environ)
        if key is None or sum(map(len, key)) > LONGEST:
            return
        packed = ("Content-Encoding", "gzip") in headers
        memory = Memory(environ[NAME], list(headers), packed, {one: environ[one] for one in noted if one in environ})
        with self._lock:
            self._memories[key] = memory
            if len(self._memories) > MOST:
                self._memories.popitem(last=False)


def _key(environ: Mapping[str, Any]) -> Key | None:
    if environ["REQUEST_METHOD"] != "GET" or "HTTP_HOST" not in environ or any(one in environ for one in CONDITIONS):
        return None
    return tuple(environ.get(part, "") for part in PARTS)
