"""The clients of `bench.soak`: what each asks, and in a word what came of it."""

from __future__ import annotations

import http.client
import random
import re
import socket
import time
from urllib.parse import urlencode

PREFIXES = "PREFIX rg: <https://w3id.org/rolegraph/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
GOOD = (
    "SELECT ?role ?label {{ ?role a rg:Role ; skos:prefLabel ?label }} ORDER BY ?role OFFSET {0} LIMIT 50",
    "SELECT ?skill (COUNT(DISTINCT ?role) AS ?n) {{ ?role rg:requiresSkill ?skill }} GROUP BY ?skill "
    "ORDER BY DESC(?n) ?skill OFFSET {0} LIMIT 20",
    "SELECT ?mention ?text {{ ?mention rg:mentions ?concept ; rg:hasSentence/<https://schema.org/text> ?text }} "
    "OFFSET {0} LIMIT 100",
    "SELECT ?role ?tool {{ ?role rg:usesTool ?tool }} OFFSET {0} LIMIT 200",
    "ASK {{ ?document a rg:Document ; rg:describesRole ?role . FILTER(STRLEN(STR(?role)) > {0}) }}",
    "CONSTRUCT {{ ?role rg:requiresSkill ?skill }} {{ ?role rg:requiresSkill ?skill }} OFFSET {0} LIMIT 100",
)
HEAVY = (
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?g) }} #{0}",
    "SELECT ?x {{ ?s ?p ?o . ?t ?q ?r }} ORDER BY ?r ?o ?s #{0}",
    "SELECT (GROUP_CONCAT(?o) AS ?all) {{ ?s ?p ?o . ?t ?q ?o2 }} #{0}",
    "SELECT ?x {{ ?a (rg:mentions|^rg:mentions)* ?x }} #{0}",
)
HOSTILE = (
    "SELECT * {{ SERVICE <http://127.0.0.1:1/{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SELECT * {{ ?s ?p ?o }} #{0}",
    "SELECT (1" + "+1" * 50_000 + " AS ?x) {{}} #{0}",
    "SELECT * {{" * 3000 + "}}" * 3000 + "#{0}",
    "LOAD <file:///etc/passwd> #{0}",
)
#: A refused query is asked so many times before it counts as failed.
TRIES = 10


def good(port: int, address: str, rng: random.Random) -> str:
    """Ask one of the queries that must be answered."""
    query = PREFIXES + rng.choice(GOOD).format(rng.randrange(200))
    for _ in range(TRIES):
        status, _, wait = sent(port, address, query)
        if status != 503:
            return "answered" if status == 200 else f"failed: {status}"
        time.sleep(wait)
    return "failed: refused too often"


def heavy(port: int, address: str, rng: random.Random) -> str:
    """Ask what takes too long or too much."""
    status, kind, wait = sent(port, address, PREFIXES + rng.choice(HEAVY).format(rng.random()))
    time.sleep(wait)
    return f"{status} {kind}"


def hostile(port: int, address: str, rng: random.Random) -> str:
    """Attack: a query that must be refused, or a connection that is not what it should be."""
    if rng.random() < 0.5:
        status, kind, _ = sent(port, address, rng.choice(HOSTILE).format(rng.random()), "POST")
        return f"{status} {kind}"
    return rng.choice((leaving, half, noise))(port, address, rng)


def leaving(port: int, address: str, rng: random.Random) -> str:
    """Ask a heavy query and go."""
    with socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0)) as connection:
        query = urlencode({"query": PREFIXES + HEAVY[0].format(rng.random())})
        connection.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        time.sleep(rng.random())
    return "left"


def half(port: int, address: str, rng: random.Random) -> str:
    """Begin a request and say no more."""
    with socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0)) as connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nquery=")
        time.sleep(2 * rng.random())
    return "half a request"


def noise(port: int, address: str, rng: random.Random) -> str:
    """Send what is no HTTP."""
    with socket.create_connection(("127.0.0.1", port), timeout=30, source_address=(address, 0)) as connection:
        try:
            connection.sendall(rng.randbytes(4000) + b"\r\n\r\n")
            connection.recv(1000)
        except OSError:
            return "noise, cut off"
    return "noise"


KINDS = {"good": good, "heavy": heavy, "hostile": hostile}


def sent(port: int, address: str, query: str, method: str = "GET") -> tuple[int, str, float]:
    """Send a query; give the status, the kind of a problem, and the seconds of Retry-After."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(address, 0))
    try:
        if method == "GET":
            connection.request("GET", "/sparql?" + urlencode({"query": query}), headers={"Connection": "close"})
        else:
            connection.request("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"})
        reply = connection.getresponse()
        body = reply.read()
        problem = re.search(rb"/problem/([a-z-]+)", body) if reply.status >= 400 else None
        return reply.status, problem[1].decode() if problem else "", float(reply.headers.get("Retry-After") or 0)
    except (OSError, http.client.HTTPException) as error:
        return 0, type(error).__name__, 0.0
    finally:
        connection.close()
