"""Connections of waitress, with what it lacks: bounds on slow ones, room for new ones, errors like all our others."""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from http import HTTPStatus
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import ErrorTask

from server.problems import MEDIA_TYPE

#: Seconds in which a request must have come whole.
ARRIVAL = 30.0
#: Seconds between two looks at the connections.
LOOK = 2
#: Connections that are held; beyond them the idle ones of the client that has most are closed.
MOST = 800

log = logging.getLogger("rolegraph.http")

#: What is told of a request that can't be read, and nothing of what it held.
REASONS = {
    400: "The request is not well-formed HTTP.",
    413: "The request's body is too long.",
    431: "The request's headers are too long.",
    500: "The request could not be answered; the server's log holds the reason.",
    501: "The request's transfer coding is not known; send chunks or a Content-Length.",
}


class ProblemTask(ErrorTask):  # type: ignore[misc]
    """Answers what is not HTTP, which the application never sees, with a problem document."""

    #: Headers of every answer.
    headers: tuple[tuple[str, str], ...] = ()

    def execute(self) -> None:
        """Write the answer; the connection is closed after it."""
        status = self.request.error.code
        content = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": REASONS.get(status, ""),
        }
        body = json.dumps(content, indent=1).encode() + b"\n"
        self.status = f"{status} {HTTPStatus(status).phrase}"
        self.response_headers += [("Content-Type", MEDIA_TYPE), ("Cache-Control", "no-store"), *self.headers]
        self.set_close_on_finish()
        self.content_length = len(body)
        fields = {"client": self.channel.addr[0], "status": status}
        log.info("unreadable request", extra={"fields": fields})
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """One connection; it knows since when it reads a request, and since when one is answered."""

    error_task_class = ProblemTask

    def __init__(self, server: Any, *given: Any, **named: Any) -> None:
        #: When the request that is being read began, and the one that is answered, on the monotonic clock.
        self.reading_since: float | None = None
        self.serving_since: float | None = None
        super().__init__(server, *given, **named)
        if len(server.active_channels) > MOST:
            make_room(server)

    def received(self, data: bytes) -> bool:
        """Take in bytes, and note whether a request is left half read."""
        found: bool = super().received(data)
        if self.request is None:
            self.reading_since = None
        elif self.reading_since is None:
            self.reading_since = time.monotonic()
        return found

    def service(self) -> None:
        """Answer the next request."""
        self.serving_since = time.monotonic()
        try:
            super().service()
        finally:
            self.serving_since = None

    def handle_close(self) -> None:
        """Close, and the file that holds a half-read body too."""
        super().handle_close()
        if self.request is not None:
            self.request.close()

    @property
    def is_idle(self) -> bool:
        """Whether nothing that is asked for would be lost with it."""
        return not self.requests and not self.total_outbufs_len


def make_room(server: Any) -> None:
    """Close the oldest idle connection of the client that has most of them."""
    idle = [one for one in server.active_channels.values() if one.is_idle and not one.will_close]
    if not idle:
        return
    counts = Counter(one.addr[0] for one in idle)
    oldest = min(idle, key=lambda one: (-counts[one.addr[0]], one.last_activity))
    oldest.will_close = True


def end_slow(server: Any, answering: float) -> None:
    """Close connections whose request does not come, or whose answer is not taken for `answering` seconds.

    A thread that waits for its client to take an answer is another client's thread. One that has written nothing
    yet is at work.
    """
    now = time.monotonic()
    for channel in list(server.active_channels.values()):
        reading, serving = channel.reading_since, channel.serving_since
        if reading is not None and serving is None and now - reading > ARRIVAL:
            channel.will_close = True
        elif serving is not None and channel.total_outbufs_len and now - serving > answering:
            channel.handle_close()
