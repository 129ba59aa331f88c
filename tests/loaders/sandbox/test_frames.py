"""Frames over a real socket pair."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.sandbox.frames import HEADER, MAX_PAYLOAD, BrokenFrame, Frame, Kind, Reader, pack, send

FRAMES = st.builds(Frame, st.sampled_from(Kind), st.binary(max_size=2000))


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@given(st.lists(FRAMES, max_size=8), st.lists(st.integers(1, 3000)))
def test_frames_come_as_sent_however_they_are_cut(frames: list[Frame], cuts: list[int]) -> None:
    data = b"".join(pack(frame.kind, frame.payload) for frame in frames)
    ours, theirs = socket.socketpair()
    with ours:
        with theirs:
            for cut in cuts:
                theirs.sendall(data[:cut])
                data = data[cut:]
            theirs.sendall(data)
        reader = Reader(ours)

        assert frames == list(iter(reader.read, None))


def test_a_large_frame_comes_whole(pair: tuple[socket.socket, socket.socket]) -> None:
    payload = os.urandom(3_000_000)
    thread = threading.Thread(target=send, args=(pair[1], pack(Kind.CHUNK, payload)))
    thread.start()
    frame = Reader(pair[0]).read(5)
    thread.join(5)

    assert Frame(Kind.CHUNK, payload) == frame


def test_silence_is_a_timeout_and_the_frame_is_not_lost(pair: tuple[socket.socket, socket.socket]) -> None:
    reader = Reader(pair[0])
    data = pack(Kind.STATUS, b"late")
    pair[1].sendall(data[:3])
    with pytest.raises(TimeoutError):
        reader.read(0.05)
    pair[1].sendall(data[3:])

    assert Frame(Kind.STATUS, b"late") == reader.read(5)


@pytest.mark.parametrize("data", [b"\xff" + bytes(4), HEADER.pack(Kind.CHUNK, MAX_PAYLOAD + 1), pack(Kind.END)[:-1]])
def test_what_is_no_frame_ends_the_conversation(pair: tuple[socket.socket, socket.socket], data: bytes) -> None:
    pair[1].sendall(data)
    pair[1].close()

    with pytest.raises(BrokenFrame):
        Reader(pair[0]).read(5)


def test_too_long_a_payload_is_not_packed() -> None:
    with pytest.raises(ValueError, match="at most"):
        pack(Kind.CHUNK, bytes(MAX_PAYLOAD + 1))


def test_descriptors_come_with_their_frames_in_order(pair: tuple[socket.socket, socket.socket]) -> None:
    reading, writing = os.pipe()
    send(pair[1], pack(Kind.REQUEST, b"read"), (reading,))
    send(pair[1], pack(Kind.REQUEST, b"write"), (writing,))
    os.close(reading)
    os.close(writing)
    pair[1].close()
    reader = Reader(pair[0], descriptors=4)
    frames: list[Frame] = []
    while (more := reader.receive()) is not None:
        frames += more
    first, second = reader.descriptors
    os.write(second, b"x")

    assert [b"read", b"write"] == [frame.payload for frame in frames]
    assert b"x" == os.read(first, 1)
    assert not os.get_inheritable(first)
    os.close(first)
    os.close(second)
