"""Under which names the server answers.

A page of a foreign site can have its own name resolve to this machine and then read what is served here as if it
were its own. So a name is answered only if it is the public one, the one that is listened on, or a loopback name.
An address is no name that could be resolved: where every address of the machine is listened on, each is answered.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ontology.said import said
from server.errors import MalformedRequest, Misdirected
from server.front import ORIGIN
from server.proxies import Origin, is_loopback
from server.settings import Settings

_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s\[\]:/?#@,\\]+)(?::(\d{0,5}))?", re.ASCII)
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")


class Hosts:
    """The names of one server."""

    def __init__(self, settings: Settings) -> None:
        self._names = {settings.host.lower(), "localhost"}
        if settings.public_url:
            self._names.add((urlsplit(settings.public_url).hostname or "").lower())
        self._any_address = settings.host in {"0.0.0.0", "::", ""}

    def check(self, environ: Mapping[str, object]) -> None:
        """Refuse a WSGI request to another host: raises MalformedRequest or Misdirected."""
        host = environ.get("HTTP_HOST")
        if host is None and environ.get("SERVER_PROTOCOL") == "HTTP/1.1":
            raise MalformedRequest(said("The request has no Host header."))
        if host is not None:
            self._check(str(host))
        # A URL with a host in the request line takes the header's place.
        match = _AUTHORITY.match(str(environ.get("REQUEST_URI", "")))
        if match:
            self._check(match[1])

    def _check(self, host: str) -> None:
        match = _HOST.fullmatch(host)
        if match is None:
            raise MalformedRequest(said("The Host header is not a host's name."))
        name = match[1].strip("[]").lower().removesuffix(".")
        if not (name in self._names or is_loopback(name) or (self._any_address and _is_address(name))):
            raise Misdirected(said("This server does not answer under that host name."))


def is_local(environ: Mapping[str, object]) -> bool:
    """Tell whether a request was made on this machine, by a name of it, and no proxy passed it on."""
    origin = environ.get(ORIGIN)
    match = _HOST.fullmatch(str(environ.get("HTTP_HOST", "localhost")))
    if not isinstance(origin, Origin) or match is None:
        return False
    name = match[1].lower()
    return origin.direct and is_loopback(origin.client) and (name == "localhost" or is_loopback(name))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
