"""The server's settings: one table, from which the command line, its help and the documentation are made."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ontology.errors import RolegraphError
from server.outline import Bounds

MIB = 1024 * 1024
STORE = Path(".rolegraph")


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: flag of `rolegraph serve`, environment variable, type, default and meaning."""

    name: str
    flag: str
    variable: str
    kind: type
    default: Any
    meaning: str


def _about(meaning: str, kind: type, least: float = -math.inf, choices: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"meaning": meaning, "kind": kind, "least": least, "choices": choices}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is made from; a number below its least raises RolegraphError."""

    store: Path = field(default=STORE, metadata=_about("The folder that holds the store and its snapshots.", Path))
    host: str = field(default="127.0.0.1", metadata=_about("The address to listen on.", str))
    port: int = field(default=8000, metadata=_about("The port to listen on; 0 takes a free one.", int, 0))
    public_url: str | None = field(default=None, metadata=_about("The URL under which clients reach the server.", str))
    memory: bool = field(
        default=False,
        metadata=_about("Copy the snapshot into memory: slower to start, faster to answer.", bool),
    )
    timeout: float = field(
        default=10.0, metadata=_about("The longest that one query may take, in seconds.", float, 0.001)
    )
    export_timeout: float = field(
        default=120.0,
        metadata=_about("The longest that an export of the whole graph may take, in seconds.", float, 0.001),
    )
    workers: int | None = field(
        default=None,
        metadata=_about("Processes that evaluate queries; by default two a core and a spare.", int, 1),
    )
    extra_workers: int | None = field(
        default=None,
        metadata=_about(
            "Further processes, one beside each query of more than a second; by default as many as --workers.", int, 0
        ),
    )
    query_memory: int = field(
        default=1024,
        metadata=_about("Memory that one query may take above the snapshot's own, in MiB.", int, 64),
    )
    queue: int = field(
        default=128,
        metadata=_about("Queries that may wait for a worker; further ones are refused with 503.", int, 0),
    )
    patience: float = field(
        default=5.0, metadata=_about("The longest that a query waits for a worker, in seconds.", float, 0)
    )
    query_length: int = field(default=256 * 1024, metadata=_about("The longest query, in characters.", int, 1))
    query_nesting: int = field(default=256, metadata=_about("The deepest nesting of brackets in a query.", int, 1))
    query_keywords: int = field(default=4000, metadata=_about("The most keywords and operators in a query.", int, 1))
    plain: bool = field(
        default=False,
        metadata=_about("Serve any RDF: the default graph is the store's own, and no graph is derived.", bool),
    )
    allow_update: bool = field(
        default=False, metadata=_about("Take updates and graphs from who shows the token of --token-file.", bool)
    )
    token_file: Path | None = field(
        default=None, metadata=_about("The file that holds the token for writing, on its first line.", Path)
    )
    upload_size: int = field(
        default=64, metadata=_about("The longest update or graph that is taken, in MiB, with --allow-update.", int, 1)
    )
    queries: Path | None = field(
        default=None,
        metadata=_about("A folder of named queries of your own, which is read again when a file changes.", Path),
    )
    worker_uses: int = field(default=2000, metadata=_about("Queries after which a worker is replaced.", int, 1))
    client_share: int | None = field(
        default=None,
        metadata=_about(
            "Queries of one client that may run or wait at a time; by default half of what the server takes.", int, 1
        ),
    )
    max_rows: int = field(
        default=0,
        metadata=_about("Rows or triples after which an answer is cut and marked as truncated; 0 cuts none.", int, 0),
    )
    max_bytes: int = field(
        default=1024,
        metadata=_about("The longest answer, in MiB; a longer one is broken off; 0 sets no limit.", int, 0),
    )
    cache_size: int = field(
        default=64, metadata=_about("Memory for answers that may be asked for again, in MiB; 0 keeps none.", int, 0)
    )
    trusted_proxy: str = field(
        default="",
        metadata=_about("Addresses or networks of proxies that are believed, with commas between them.", str),
    )
    proxy_header: str = field(
        default="X-Forwarded-For",
        metadata=_about(
            "The header by which a trusted proxy names the client.", str, choices=("X-Forwarded-For", "Forwarded")
        ),
    )
    metrics: str = field(
        default="local",
        metadata=_about(
            "Who may read /metrics: this machine, everybody or nobody.", str, choices=("local", "public", "off")
        ),
    )
    reconcile_index: str = field(
        default="early",
        metadata=_about(
            "When the index of our concepts for /reconcile is made: early, at the start and after each publish, or "
            "when it is asked for.",
            str,
            choices=("early", "asked"),
        ),
    )
    log_format: str = field(
        default="json", metadata=_about("How a line of the log is written.", str, choices=("json", "text"))
    )
    log_queries: bool = field(
        default=False, metadata=_about("Write the text of queries to the log, not only their hashes.", bool)
    )

    def __post_init__(self) -> None:
        for one in fields(self):
            given, least = getattr(self, one.name), one.metadata["least"]
            if isinstance(given, int | float) and not least <= given < math.inf:
                raise RolegraphError(f"{flag(one.name)} is {given}; it can't be less than {least:g}")
            if one.metadata["choices"] and given not in one.metadata["choices"]:
                raise RolegraphError(f"{flag(one.name)} is {given}; it is one of {', '.join(one.metadata['choices'])}")
        if self.queries is not None and not self.queries.is_dir():
            raise RolegraphError(f"--queries is {self.queries}, which is no folder; name one that holds .rq files")
        if self.allow_update != (self.token_file is not None):
            raise RolegraphError("--allow-update and --token-file go together; give both or neither")

    @property
    def base_url(self) -> str:
        """The URL of the server's root, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return (self.public_url or f"http://{host}:{self.port}").rstrip("/")

    @property
    def bounds(self) -> Bounds:
        """How long and how complex a query may be."""
        return Bounds(self.query_length, self.query_nesting, self.query_keywords)

    @property
    def worker_count(self) -> int:
        """How many workers there are: as set, or two a core that this process may use and a spare.

        With one a core, most small queries wait for another's thread to hand its worker on: a tenth of the rate.
        """
        return self.workers or 2 * usable_cores() + 1

    @property
    def extra_count(self) -> int:
        """How many workers may be added beside those that are at long queries."""
        return self.worker_count if self.extra_workers is None else self.extra_workers

    @property
    def places(self) -> int:
        """How many queries the server takes at a time, running or waiting."""
        return self.worker_count + self.extra_count + self.queue

    @property
    def share(self) -> int:
        """How many of the places one client may have."""
        return self.client_share or max(1, (self.places + 1) // 2)


def usable_cores() -> int:
    """Count the cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def flag(name: str) -> str:
    """Give the option of a setting: `--query-memory` of `query_memory`."""
    return "--" + name.replace("_", "-")


def table() -> tuple[Setting, ...]:
    """Give every setting as a row; the variable of `query_memory` is `ROLEGRAPH_QUERY_MEMORY`."""
    return tuple(
        Setting(
            name=one.name,
            flag=flag(one.name),
            variable="ROLEGRAPH_" + one.name.upper(),
            kind=one.metadata["kind"],
            default=one.default,
            meaning=one.metadata["meaning"],
        )
        for one in fields(Settings)
    )
