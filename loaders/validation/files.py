"""Shapes from files, in whatever format of RDF they are."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, parse, serialize
from rdflib import Graph

from ontology.errors import InputError


def shapes_graph(path: Path) -> Graph:
    """Read a shapes graph; the name's extension tells its format.

    Raises InputError.
    """
    format = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if format is None or format == RdfFormat.RDF_XML:
        raise InputError("shapes are read from Turtle, N-Triples or JSON-LD; name the file so", str(path))
    try:
        triples = [quad.triple for quad in parse(path.read_bytes(), format=format)]
    except OSError as error:
        raise InputError(f"the shapes can't be read: {error.strerror}", str(path)) from error
    except (SyntaxError, ValueError) as error:
        message = getattr(error, "msg", str(error))
        raise InputError(f"this is no {format.name}: {message}", str(path), getattr(error, "lineno", None)) from error
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
