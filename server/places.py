"""How many queries are taken at a time: in all, and of one client, so that none fills the house alone.

A query has a place from before it waits for a worker until the last byte of its answer has been handed on, or
the thread that answers it would be another client's to wait for.
"""

from __future__ import annotations

import ipaddress
import threading
from collections import Counter
from functools import lru_cache

from ontology.said import said
from server.errors import Overloaded

#: Bits of an IPv6 address that tell one customer of a network from another; the rest is theirs to choose.
CUSTOMER = 64
#: Addresses whose network is remembered.
REMEMBERED = 4096


class Places:
    """Gives out `total` places, at most `share` to one client; may be called in any thread."""

    def __init__(self, total: int, share: int) -> None:
        self._total = total
        self._share = share
        self._taken: Counter[str] = Counter()
        self._all = 0
        self._lock = threading.Lock()

    @property
    def taken(self) -> int:
        """How many places are taken."""
        return self._all

    def take(self, client: str) -> Place:
        """Give a place, or raise Overloaded."""
        with self._lock:
            if self._all >= self._total:
                raise Overloaded(said("The server answers %(all)s queries already; try again.", all=self._all))
            if self._taken[client] >= self._share:
                raise Overloaded(
                    said(
                        "%(share)s queries of yours run or wait already; try again when one is done.", share=self._share
                    )
                )
            self._all += 1
            self._taken[client] += 1
        return Place(self, client)

    def free(self, client: str) -> None:
        """Take one place back."""
        with self._lock:
            self._all -= 1
            self._taken[client] -= 1
            if not self._taken[client]:
                del self._taken[client]


class Place:
    """One place; leaving it twice does nothing."""

    def __init__(self, places: Places, client: str) -> None:
        self.client = client
        self._places: Places | None = places

    def leave(self) -> None:
        """Make room for another query."""
        places, self._places = self._places, None
        if places is not None:
            places.free(self.client)


@lru_cache(REMEMBERED)
def client_of(address: str) -> str:
    """Give the name under which an address is counted: itself, or its network where it is of IPv6."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found, CUSTOMER), strict=False))
