"""Linking many concepts so that a run may be broken off at any time: what is done is written, and done once."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from loaders.durable import explained, replace_file
from loaders.linking.model import Candidate
from loaders.linking.subjects import Concept
from loaders.mappings import review
from loaders.mappings.model import Mapping

#: Seconds after which what is done is written.
STEP = 15.0

Found = tuple[Concept, list[Candidate]]


class Run:
    """A run over the concepts of a store towards a vocabulary.

    `key` is all that its answers depend on beside the concepts; a run of another key begins anew.
    """

    def __init__(self, root: Path, workspace: Path, scheme: str, key: str) -> None:
        self._file = root / f"link-{scheme}.run"
        self._workspace = workspace
        self._scheme = scheme
        self._key = hashlib.sha256(key.encode()).hexdigest()
        self._rows: list[Mapping] = []
        self.done: set[str] = set()
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(self._file.read_text(encoding="utf-8"))
            self.done = set(told["done"]) if told["key"] == self._key else set()

    def write(
        self, found: Iterable[Found], rows_of: Callable[[Concept, list[Candidate]], Iterable[Mapping]]
    ) -> Iterator[Found]:
        """Yield what is found, having written it by and by; what came before an interruption is written too."""
        since = time.monotonic()
        try:
            for concept, candidates in found:
                self._rows.extend(rows_of(concept, candidates))
                self.done.add(concept.iri)
                if time.monotonic() - since > STEP:
                    self._flush()
                    since = time.monotonic()
                yield concept, candidates
        finally:
            self._flush()

    def end(self) -> None:
        """Forget the run: all of it is done."""
        self._file.unlink(missing_ok=True)

    def _flush(self) -> None:
        review.propose(self._workspace, self._scheme, self._rows)
        self._rows.clear()
        with explained("write", self._file):
            replace_file(self._file, json.dumps({"key": self._key, "done": sorted(self.done)}).encode())
