"""Which files are RDF: by the endings of their names, and XML by how it begins."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat

#: Formats by the endings that a folder is searched for.
ENDINGS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}
#: What may follow any of these.
PACKED = ".gz"
#: The endings of a folder's files that are RDF.
IN_FOLDERS = (*ENDINGS, *(ending + PACKED for ending in ENDINGS))
#: Endings of XML, which is RDF/XML where the namespace of RDF stands in its first bytes.
XML = (".xml", ".owl")
NAMESPACE = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HEAD = 65_536


def format_of(name: str) -> RdfFormat | None:
    """The format of a file by its name; None where that is no RDF."""
    ending = Path(name.lower().removesuffix(PACKED)).suffix
    return ENDINGS.get(ending)


def format_at(path: Path) -> RdfFormat | None:
    """The format of a file by its name, or, of XML, by how it begins; None where it is no RDF, or can't be read."""
    if path.suffix.lower() not in XML:
        return format_of(path.name)
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file:
            return RdfFormat.RDF_XML if NAMESPACE in file.read(HEAD) else None
    except OSError:
        return None
