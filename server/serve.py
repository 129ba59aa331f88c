"""The application under waitress, the server that notices when a client leaves."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from types import FrameType

from flask import Flask
from waitress import create_server, wasyncore

from loaders.sandbox import calls
from ontology.errors import RolegraphError
from server.app import HEADERS, create_app, stop
from server.channel import LOOK as CHANNELS_LOOK
from server.channel import Channel, ProblemTask, end_slow
from server.early import prepare
from server.proxies import is_loopback
from server.reconcile.serving import Matchers
from server.settings import MIB, Settings

#: Threads beyond those that wait for a worker or for one's answer: they refuse, and answer what needs none.
SPARE_THREADS = 4
#: How much of an answer is kept for a slow client before its worker has to wait, in bytes.
KEPT_FOR_SLOW = 64 * MIB
#: Seconds after which a connection on which nothing happens is closed.
IDLE = 60
#: Seconds that a client has beyond a query's own time to take enough of its answer for a thread to be done with it.
GRACE = 5.0
#: Seconds between two looks at whether the server shall stop, when nothing happens.
LOOK = 1.0


#: Seconds after which a thread that computes lets another one go on. Nearly all of ours wait for a socket, and at the
#: usual 5 ms each would wait as long again for the interpreter. Measured: a twentieth more queries a second.
SWITCH = 0.0005


class HttpServer:
    """A listening server; `run` blocks until `stop` is called in another thread or a signal handler."""

    def __init__(self, app: Flask, listener: socket.socket, settings: Settings) -> None:
        self._channels: dict[int, wasyncore.dispatcher] = {}
        self._stopping = threading.Event()
        # A signal handler runs in the thread that may hold it.
        self._closing = threading.RLock()
        self._closed = False
        self._grace = settings.timeout + 1
        self._server = create_server(
            app,
            map=self._channels,
            sockets=[listener],
            threads=settings.places + SPARE_THREADS,
            # One request is read ahead, or nothing would be read and a client that left not be noticed.
            channel_request_lookahead=1,
            # Ours is lower and makes room; at this one nobody would be let in.
            connection_limit=10_000,
            cleanup_interval=CHANNELS_LOOK,
            channel_timeout=IDLE,
            outbuf_high_watermark=KEPT_FOR_SLOW,
            max_request_body_size=longest_body(app, settings),
            # `server.proxies` reads the headers of proxies, and nothing else does.
            clear_untrusted_proxy_headers=False,
            # A body cut short ends in an OSError, which is logged where it is raised.
            log_socket_errors=False,
            ident=None,
        )
        ProblemTask.headers = tuple(HEADERS.items())
        self._server.channel_class = Channel
        self._with_maintenance(settings.patience + settings.timeout + GRACE)

    def run(self) -> None:
        """Serve until told to stop; then take no more connections and finish the answers under way."""
        sys.setswitchinterval(SWITCH)
        while not self._stopping.is_set():
            self._turn(LOOK)
        wasyncore.dispatcher.close(self._server)
        end = time.monotonic() + self._grace
        while self._is_busy() and time.monotonic() < end:
            self._turn(0.1)
        self._server.task_dispatcher.shutdown(timeout=1)
        with self._closing:
            self._closed = True
            wasyncore.close_all(self._channels)

    def stop(self) -> None:
        """Have `run` come to its end."""
        self._stopping.set()
        with self._closing:
            # Once closed, the trigger's descriptor may be another file.
            if not self._closed:
                self._server.pull_trigger()

    def _with_maintenance(self, answering: float) -> None:
        maintain = self._server.maintenance

        def maintenance(now: float) -> None:
            maintain(now)
            end_slow(self._server, answering)

        self._server.maintenance = maintenance

    def _turn(self, timeout: float) -> None:
        wasyncore.loop(timeout=timeout, use_poll=True, map=self._channels, count=1)

    def _is_busy(self) -> bool:
        channels = self._server.active_channels.values()
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def longest_body(app: Flask, settings: Settings) -> int:
    """Give the most bytes of a body that are taken in, before it is known whose it is."""
    queries: int = app.config["MAX_CONTENT_LENGTH"]
    return max(queries, settings.upload_size * MIB if settings.allow_update else 0) + MIB


def listen(host: str, port: int) -> socket.socket:
    """Give a listening socket at an address; raises RolegraphError when it can't be had, or must not here."""
    refuse_exposure(host)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise RolegraphError(f"can't listen on {host}:{port}: {error.strerror}; choose another port") from error


def located(settings: Settings, listener: socket.socket) -> Settings:
    """Give the settings with the port that the system chose."""
    return replace(settings, port=listener.getsockname()[1])


def serve(settings: Settings, listener: socket.socket, ready: Callable[[Settings], None]) -> None:
    """Serve on a listening socket until SIGTERM or SIGINT; a second one ends at once.

    `ready` is called when queries are answered. Must be called in the main thread. Raises StoreError when
    there is nothing to serve.
    """
    app = create_app(settings)
    try:
        server = HttpServer(app, listener, settings)
        with_signals(server)
        ready(settings)
        prepare(app)
        if settings.reconcile_index == "early" and not settings.plain:
            matchers: Matchers = app.extensions["rolegraph-matchers"]
            matchers.keep_ready()
        server.run()
    finally:
        stop(app)


def refuse_exposure(host: str) -> None:
    """Raise RolegraphError for an address that others reach, where queries can't be kept from the network and files."""
    if not (calls.available() or host == "localhost" or is_loopback(host)):
        raise RolegraphError(
            f"this system has no filter of system calls for the processes that evaluate queries, so {host} is not "
            "served: install libseccomp (Linux), or listen on 127.0.0.1"
        )


def with_signals(server: HttpServer) -> None:
    """Have SIGTERM and SIGINT stop the server."""

    def on_signal(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        server.stop()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
