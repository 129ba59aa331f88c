"""The tables of operations, one module an area; AREAS puts them together.

A new route is one entry in the table of its area, or a new table here.
"""

from __future__ import annotations

from server.api.areas import (
    careers,
    explore,
    exports,
    graphs,
    ontology,
    operation,
    pages,
    queries,
    reconcile,
    search,
    sparql,
)
from server.api.model import Area
from server.house import House

#: Routes that programs have no use for: files and parts that pages are made of.
UNDESCRIBED = frozenset({"/favicon.ico", "/sparql/uses", "/static/<path:filename>"})


def areas(house: House) -> tuple[Area, ...]:
    """Give the areas as they are now: named queries come and go."""
    named = queries.area(house.shelf.look())
    fixed = (search, sparql, graphs, pages, explore, careers, exports, reconcile, ontology, operation)
    return (named, *(one.AREA for one in fixed))
