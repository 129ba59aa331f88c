"""What a worker does with a question: here in this process, over a socket pair."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from loaders.sandbox.frames import Frame, Kind, Reader, pack, send
from server.evaluate import Question, decode, serve

ONE, TWO = NamedNode("https://example.org/one"), NamedNode("https://example.org/two")
NAMED = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.add(Quad(ONE, ONE, Literal("x"), ONE))
    made.add(Quad(TWO, NamedNode("https://example.org/1"), Literal("y"), TWO))
    return made


@pytest.fixture
def asked(store: Store) -> Iterator[socket.socket]:
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=serve, args=(store, theirs))
    thread.start()
    yield ours
    ours.close()
    thread.join(5)
    theirs.close()


def ask(connection: socket.socket, question: Question) -> list[Frame]:
    """Put a question and give the frames up to the last one."""
    send(connection, pack(Kind.REQUEST, question.encode()))
    reader = Reader(connection)
    frames: list[Frame] = []
    while not frames or frames[-1].kind not in {Kind.END, Kind.ERROR}:
        frame = reader.read(5)
        assert frame is not None
        frames.append(frame)
    return frames


def csv(connection: socket.socket, question: Question) -> str:
    return b"".join(frame.payload for frame in ask(connection, question) if frame.kind is Kind.CHUNK).decode()


def question(query: str, **more: Any) -> Question:
    return Question(query, "https://example.org/sparql", "solutions", "csv", **more)


def test_a_question_travels_whole() -> None:
    asked = question(COUNT, default_graphs=(ONE.value,), hidden_graphs=(TWO.value,))

    assert asked == decode(asked.encode())


def test_a_short_answer_is_status_chunk_and_end(asked: socket.socket) -> None:
    frames = ask(asked, question(COUNT, default_graphs=(ONE.value, TWO.value)))

    assert [Kind.STATUS, Kind.CHUNK, Kind.END] == [frame.kind for frame in frames]
    assert b"n\r\n2\r\n" == frames[1].payload


def test_the_dataset_is_the_questions(asked: socket.socket) -> None:
    assert "n\r\n0\r\n" == csv(asked, question(COUNT))
    assert "n\r\n1\r\n" == csv(asked, question(COUNT, default_graphs=(ONE.value,)))
    assert f"g\r\n{TWO.value}\r\n" == csv(asked, question(NAMED, named_graphs=(TWO.value,)))
    assert "g\r\n" == csv(asked, question(NAMED, default_graphs=(ONE.value,), named_graphs=()))
    assert f"g\r\n{TWO.value}\r\n" == csv(asked, question(NAMED, hidden_graphs=(ONE.value,)))


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        (question("SELECT * {"), "syntax"),
        (question("SELECT (<a:f>(1) AS ?x) {}"), "evaluation"),
        (question("CONSTRUCT WHERE { ?s ?p ?o }"), "evaluation"),
        (Question("CONSTRUCT { ?s ?p ?o } { GRAPH ?g { ?s ?p ?o } }", "a:b", "graph", "rdfxml"), "format"),
    ],
)
def test_what_fails_is_told_and_the_next_question_answered(asked: socket.socket, given: Question, kind: str) -> None:
    assert kind == json.loads(ask(asked, given)[-1].payload)["kind"]
    assert "n\r\n1\r\n" == csv(asked, question(COUNT, default_graphs=(ONE.value,)))
