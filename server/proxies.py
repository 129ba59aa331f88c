"""Whose request it is: the peer, or the client that a trusted proxy names.

What a proxy says is used for logs, for fairness between clients and for who may read the metrics, nothing else.
"""

from __future__ import annotations

import ipaddress
import itertools
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from ontology.errors import RolegraphError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

#: Hops that are looked at.
MOST_HOPS = 20
#: Headers that only proxies send.
TRACES = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_VIA")

# Random numbers cost a call of the system each.
_START, _NUMBERS = secrets.token_hex(4), itertools.count(secrets.randbits(32))
_CLEAN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_FOR = re.compile(r"(?:^|;)\s*for\s*=\s*(\"[^\"]*\"|[^;,\s]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request comes from; `direct` tells that no proxy stands between."""

    client: str
    direct: bool
    request_id: str


class Proxies:
    """The proxies that are believed, and by which header."""

    def __init__(self, trusted: str, header: str) -> None:
        self._networks = networks(trusted)
        self._header = "HTTP_" + header.upper().replace("-", "_")

    def origin(self, environ: Mapping[str, object]) -> Origin:
        """Read where a WSGI request comes from."""
        peer = str(environ.get("REMOTE_ADDR") or "")
        if not self._trusts(peer):
            return Origin(peer, not any(trace in environ for trace in TRACES), new_id())
        given = str(environ.get("HTTP_X_REQUEST_ID", ""))
        return Origin(
            self._client(peer, str(environ.get(self._header, ""))),
            self._header not in environ,
            given if _CLEAN_ID.fullmatch(given) else new_id(),
        )

    def _client(self, peer: str, header: str) -> str:
        """Go back from hop to hop, as far as each is believed."""
        client = peer
        for hop in reversed(header.split(",")[-MOST_HOPS:]):
            found = address(self._named(hop))
            if found is None:
                break
            client = str(found)
            if not self._trusts(client):
                break
        return client

    def _named(self, hop: str) -> str:
        if self._header != "HTTP_FORWARDED":
            return hop
        match = _FOR.search(hop.strip())
        return match[1].strip('"') if match else ""

    def _trusts(self, peer: str) -> bool:
        if not self._networks:
            return False
        found = address(peer)
        return found is not None and any(found in network for network in self._networks)


def networks(text: str) -> tuple[Network, ...]:
    """Read addresses and networks with commas between them; raises RolegraphError."""
    found: list[Network] = []
    for one in text.replace(",", " ").split():
        try:
            found.append(ipaddress.ip_network(one, strict=False))
        except ValueError:
            raise RolegraphError(f"--trusted-proxy: “{one}” is neither an address nor a network") from None
    return tuple(found)


def address(text: str) -> Address | None:
    """Read an address, with or without a port; None for anything else."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def is_loopback(text: str) -> bool:
    """Tell whether an address is this machine's own to itself."""
    found = address(text)
    return found is not None and found.is_loopback


def new_id() -> str:
    """Make the name of a request: unlike any other, though no secret."""
    return f"{_START}{next(_NUMBERS) & 0xFFFFFFFF:08x}"
