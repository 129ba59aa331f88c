"""What pages tell, read from a snapshot by a worker: functions over the store, by name, that give JSON.

A page would need a dozen queries; a reading looks the quads up itself, in one question to one worker. Its arguments are
JSON, never text of a query. It may take as long as a query may, and dies as one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from pyoxigraph import Store

from server.readings.entities import entities, having, identified
from server.readings.evidence import evidence
from server.readings.gap import gap
from server.readings.graph.around import graph
from server.readings.graph.constructed import constructed
from server.readings.overview import documents, overview, roles
from server.readings.paths import paths
from server.readings.proof import proof
from server.readings.taxonomies import taxonomies
from server.readings.thing import known, thing
from server.readings.titles import titles

#: Takes the store and the arguments, gives what can be written as JSON; raises a RolegraphError or ValueError.
Reading = Callable[..., Any]

#: The readings by name.
READINGS: Mapping[str, Reading] = {
    "constructed": constructed,
    "documents": documents,
    "entities": entities,
    "evidence": evidence,
    "gap": gap,
    "graph": graph,
    "having": having,
    "identified": identified,
    "known": known,
    "overview": overview,
    "paths": paths,
    "proof": proof,
    "roles": roles,
    "taxonomies": taxonomies,
    "thing": thing,
    "titles": titles,
}


def read(store: Store, name: str, arguments: str) -> bytes:
    """Give the JSON of a reading; `arguments` is a JSON object. A KeyError where there is none of the name."""
    return json.dumps(READINGS[name](store, **json.loads(arguments)), ensure_ascii=False).encode()
