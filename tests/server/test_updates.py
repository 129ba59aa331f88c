"""Updates over HTTP: who may send them, what they may write, and what they can't break."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from loaders.store import open_writer
from ontology.errors import RolegraphError
from ontology.terms import Graph
from server.authority import read_token
from server.settings import Settings
from tests.server.processes import below, command, environment

TOKEN = "a-long-random-word"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
FORM = "application/x-www-form-urlencoded"
ENDLESS = "INSERT { ?a <a:n> ?n } WHERE { SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a }"


@pytest.fixture(scope="module")
def token_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secret") / "token"
    path.write_text(f"{TOKEN}\n")
    return path


@pytest.fixture(scope="module")
def plain(serve: Callable[..., Any], token_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    root = tmp_path_factory.mktemp("plain") / "store"
    with serve(
        Settings(store=root, workers=1, timeout=3, plain=True, allow_update=True, token_file=token_file)
    ) as found:
        yield found


@pytest.fixture(scope="module")
def ours(
    serve: Callable[..., Any],
    token_file: Path,
    publish: Callable[..., None],
    store_quads: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Any]:
    root = tmp_path_factory.mktemp("ours") / "store"
    publish(root, store_quads)
    with serve(Settings(store=root, workers=1, timeout=3, allow_update=True, token_file=token_file)) as found:
        yield found


def send(client: Any, update: str, parameters: str = "", token: str | None = TOKEN) -> Any:
    shown = {} if token is None else {"Authorization": f"Bearer {token}"}
    path = f"/sparql?{parameters}" if parameters else "/sparql"
    return client.send("POST", path, update.encode(), Content_Type="application/sparql-update", **shown)


def problem(reply: Any) -> str:
    found: str = json.loads(reply.body)["type"]
    return found.rpartition("/")[2]


def test_what_was_written_is_read_at_once(plain: Any) -> None:
    assert 204 == send(plain, "CLEAR ALL; INSERT DATA { <a:1> <a:p> 1 . GRAPH <a:g> { <a:2> <a:p> 2 } }").status
    assert ["1"] == plain.csv(COUNT)
    assert ["a:g"] == plain.csv("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")

    body = urlencode({"update": "INSERT DATA { <a:1> <a:p> 'ä+b' }"}).encode()
    reply = plain.send("POST", "/sparql", body, Content_Type=FORM, Authorization=f"bearer {TOKEN}")

    assert (204, b"") == (reply.status, reply.body)
    assert ["ä+b"] == plain.csv("SELECT ?o WHERE { ?s ?p ?o FILTER isLiteral(?o) FILTER(?o = 'ä+b') }")
    assert reply.headers["rolegraph-snapshot"] == plain.get(COUNT).headers["rolegraph-snapshot"]


def test_without_the_token_nothing_is_written(plain: Any) -> None:
    for token, challenge in (
        (None, 'Bearer realm="rolegraph"'),
        ("no", 'Bearer realm="rolegraph", error="invalid_token"'),
    ):
        reply = send(plain, "CLEAR ALL", token=token)

        assert 401 == reply.status
        assert "unauthorised" == problem(reply)
        assert challenge == reply.headers["www-authenticate"]
        assert TOKEN not in reply.text
    basic = plain.send("POST", "/sparql", b"update=CLEAR+ALL", Content_Type=FORM, Authorization="Basic eDp5")
    assert 401 == basic.status


def test_a_read_only_server_refuses_whoever_asks(client: Any) -> None:
    assert (403, "update-refused") == ((reply := send(client, "CLEAR ALL")).status, problem(reply))


def test_the_requests_dataset_is_that_of_where(plain: Any) -> None:
    send(
        plain, "CLEAR ALL; INSERT DATA { <a:0> <a:p> 0 . GRAPH <a:g> { <a:1> <a:p> 1 } GRAPH <a:h> { <a:2> <a:p> 2 } }"
    )

    both = "INSERT { ?s <a:q> ?t } WHERE { ?s <a:p> ?o GRAPH ?g { ?t <a:p> ?u } }"
    assert 204 == send(plain, both, "using-graph-uri=a:g&using-named-graph-uri=a:h").status
    assert ["a:1,a:2"] == plain.csv("SELECT ?s ?t WHERE { ?s <a:q> ?t }")

    conflict = send(plain, "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "using-graph-uri=a:g")
    assert (400, "malformed-request") == (conflict.status, problem(conflict))
    assert 400 == send(plain, "CLEAR ALL", "default-graph-uri=a:g").status
    assert 400 == send(plain, "CLEAR ALL", "using-graph-uri=no").status


@pytest.mark.parametrize(
    ("update", "status", "name"),
    [
        ("CLEAR XYZ", 400, "query-syntax"),
        ("INSERT DATA { <a:1> <a:p> }", 400, "query-syntax"),
        ("DROP GRAPH <a:none>", 400, "query-unusable"),
        ("LOAD <file:///etc/passwd>", 403, "query-refused"),
        ("INSERT { ?s ?p 1 } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 403, "query-refused"),
        ("INSERT { ?s ?p 1 } WHERE " + "{" * 300 + "}" * 300, 400, "query-too-complex"),
    ],
)
def test_what_can_not_be_done_changes_nothing(plain: Any, update: str, status: int, name: str) -> None:
    send(plain, "CLEAR ALL; INSERT DATA { <a:1> <a:p> 1 }")
    reply = send(plain, f"INSERT DATA {{ <a:9> <a:p> 9 }} ; {update}")

    assert (status, name) == (reply.status, problem(reply))
    assert ["1"] == plain.csv(COUNT)


def test_an_endless_update_ends_alone_and_changes_nothing(plain: Any) -> None:
    rows = " ".join(f"<a:{number}> <a:p> {number} ." for number in range(3000))
    send(plain, f"CLEAR ALL; INSERT DATA {{ {rows} }}")
    reply = send(plain, ENDLESS)

    assert (503, "query-timeout") == (reply.status, problem(reply))
    assert ["3000"] == plain.csv(COUNT)
    assert not [pid for pid in below(os.getpid()) if "server.writing" in command(pid)]
    assert 204 == send(plain, "INSERT DATA { <a:x> <a:p> 1 }").status


# The kernel kills by SIGKILL where memory runs out.
@pytest.mark.parametrize(
    ("number", "told"), [(signal.SIGKILL, (503, "query-out-of-memory")), (signal.SIGSEGV, (500, "query-crashed"))]
)
def test_an_update_whose_process_is_killed_changes_nothing(plain: Any, number: int, told: tuple[int, str]) -> None:
    rows = " ".join(f"<a:{number}> <a:p> {number} ." for number in range(3000))
    send(plain, f"CLEAR ALL; INSERT DATA {{ {rows} }}")
    with ThreadPoolExecutor() as threads:
        reply = threads.submit(send, plain, ENDLESS)
        end = time.monotonic() + 10
        while not (found := [pid for pid in below(os.getpid()) if "server.writing" in command(pid)]):
            assert time.monotonic() < end
            time.sleep(0.02)
        time.sleep(0.5)
        os.kill(found[0], number)

    assert told == (reply.result().status, problem(reply.result()))
    assert ["3000"] == plain.csv(COUNT)
    assert 204 == send(plain, "INSERT DATA { <a:x> <a:p> 1 }").status


def test_a_hungry_update_is_told_so_and_changes_nothing(
    serve: Callable[..., Any], token_file: Path, tmp_path: Path
) -> None:
    settings = Settings(
        store=tmp_path / "s", workers=1, plain=True, allow_update=True, token_file=token_file, query_memory=64
    )
    doubled = "".join(f" BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    with serve(settings) as client:
        reply = send(client, f"INSERT {{ <a:1> <a:p> ?x40 }} WHERE {{ VALUES ?x0 {{ 'aaaaaaaa' }} {doubled} }}")

        assert (503, "query-out-of-memory") == (reply.status, problem(reply))
        assert ["0"] == client.csv(COUNT)
        assert 204 == send(client, "INSERT DATA { <a:x> <a:p> 1 }").status


def test_another_writer_is_waited_for_and_told(plain: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    writes = plain.app.extensions["rolegraph-writes"]
    monkeypatch.setattr(writes, "patience", 0.3)
    with open_writer(Path(writes.root)):
        reply = send(plain, "CLEAR ALL")

    assert (503, "overloaded") == (reply.status, problem(reply))
    assert "retry-after" in reply.headers
    assert 204 == send(plain, "CLEAR ALL").status


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <a:1> <a:p> 1 }",
        "DROP ALL",
        "CLEAR NAMED",
        "CLEAR DEFAULT",
        f"DROP GRAPH <{Graph.INFERRED.value}>",
        f"WITH <{Graph.STATEMENTS.value}> DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }}",
        f"BASE <{Graph.REPORT.value}> CLEAR GRAPH <ontology>",
        "PREFIX g: <https://w3id.org/rolegraph/id/graph/> CLEAR GRAPH g:documents",
        f"CLEAR GRAPH <{Graph.MAPPINGS.value.replace('graph', chr(92) + 'u0067raph')}>",
        "DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }",
        f"MOVE <{Graph.VOCABULARY.value}> TO <a:g>",
        f"COPY <a:g> TO <{Graph.CANDIDATES.value}>",
    ],
)
def test_derived_graphs_are_not_written(ours: Any, update: str) -> None:
    before = ours.csv("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")
    reply = send(ours, update)

    assert (403, "graph-protected") == (reply.status, problem(reply))
    assert "rolegraph load" in json.loads(reply.body)["detail"]
    assert before == ours.csv("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }")


def test_graphs_of_ones_own_are_written_beside_ours(ours: Any) -> None:
    report = Graph.REPORT.value
    assert (
        204
        == send(ours, f"INSERT {{ GRAPH <a:g> {{ ?s <a:q> 1 }} }} WHERE {{ GRAPH <{report}> {{ ?s ?p ?o }} }}").status
    )
    assert ["1"] == ours.csv("SELECT (COUNT(*) AS ?n) FROM <a:g> WHERE { ?s ?p ?o }")
    assert ["3"] == ours.csv(COUNT)


def test_what_is_not_published_is_not_published_by_an_update(ours: Any) -> None:
    root = Path(ours.app.extensions["rolegraph-writes"].root)
    with open_writer(root) as writer:
        quad = next(writer.store.quads_for_pattern(None, None, None, Graph.REPORT))
        writer.apply([quad], [])
    reply = send(ours, "CREATE SILENT GRAPH <a:new>")

    assert (409, "update-pending") == (reply.status, problem(reply))
    with open_writer(root) as writer:
        writer.publish()
    end = time.monotonic() + 10
    while send(ours, "CREATE SILENT GRAPH <a:new>").status != 204:
        assert time.monotonic() < end


def test_no_child_knows_the_token(plain: Any) -> None:
    plain.csv(COUNT)
    told = [f"{command(pid)} {environment(pid)}" for pid in below(os.getpid())]

    assert any(told)
    assert not [one for one in told if TOKEN in one]


def test_the_token_comes_from_a_file(tmp_path: Path, token_file: Path) -> None:
    assert TOKEN.encode() == read_token(token_file)
    assert read_token(None) is None
    empty = tmp_path / "empty"
    empty.write_text("\n")
    with pytest.raises(RolegraphError, match="empty"):
        read_token(empty)
    with pytest.raises(RolegraphError, match="can't read"):
        read_token(tmp_path / "none")
    for one in ({"allow_update": True}, {"token_file": token_file}):
        with pytest.raises(RolegraphError, match="go together"):
            Settings(**one)
