"""The vocabularies that links lead to, by the names of their tables, and which of them an IRI is of."""

from __future__ import annotations

import re
from pathlib import Path

import data
from loaders import decisions, sssom
from loaders.sssom_cells import ABROAD
from ontology.errors import InputError
from ontology.terms import RGID, ConceptKind

#: The licence of tables to which nobody else's terms apply.
FREE = "https://creativecommons.org/publicdomain/zero/1.0/"
#: How the name of a table ends: of links, of proposals, and of links that a new version of a vocabulary broke.
TABLE, CANDIDATES, SUPERSEDED = ".sssom.tsv", ".candidates.sssom.tsv", ".superseded.sssom.tsv"
#: The namespaces of the vocabularies that have a name of their own; the longest that fits counts.
_NAMESPACES = {
    "esco": ABROAD["escoc"],
    "isco": f"{ABROAD['escoc']}isco/",
    "onet": ABROAD["onet"],
    "wikidata": ABROAD["wd"],
}
_NAME = re.compile(r"[A-Za-z0-9][\w-]*")
_OURS = decisions.FILE.removesuffix(TABLE)


def checked(name: str) -> str:
    """The name of a vocabulary; raises InputError for what can't be one."""
    if not _NAME.fullmatch(name) or name == _OURS:
        raise InputError(f"{name!a} can't be the name of a vocabulary; use letters, digits and hyphens, as in esco")
    return name


def scheme_of(iri: str, otherwise: str) -> str:
    """The vocabulary that an IRI is of."""
    fitting = [name for name, namespace in _NAMESPACES.items() if iri.startswith(namespace)]
    return max(fitting, key=lambda name: len(_NAMESPACES[name]), default=otherwise)


def name_of(path: Path) -> str:
    """The vocabulary that a file is named after, esco of "esco.sssom.tsv"."""
    found = re.sub(r"[^\w-]+", "-", path.name.partition(".")[0]).strip("-_")
    return found if _NAME.fullmatch(found) and found != _OURS else "other"


def shipped_file(name: str) -> Path:
    """The rows that the package brings, which nobody edits."""
    return data.MAPPINGS / f"{name}{TABLE}"


def names(workspace: Path | None) -> list[str]:
    """The vocabularies for which the package or a workspace holds a table."""
    folders = [data.MAPPINGS, *([workspace] if workspace else [])]
    files = [path.name for folder in folders if folder.is_dir() for path in folder.glob(f"*{TABLE}")]
    found = {name.removesuffix(TABLE).removesuffix(".candidates").removesuffix(".superseded") for name in files}
    return sorted(name for name in found if _NAME.fullmatch(name) and name != _OURS)


def about(name: str, what: str, *schemes: str) -> dict[str, object]:
    """The head of a table about vocabularies, under the terms of the shipped tables whose labels it may hold."""
    heads = [sssom.head(shipped_file(scheme)) for scheme in schemes]
    licences = {str(head["license"]) for head in heads if head.get("license")} - {FREE}
    comments = dict.fromkeys(str(head["comment"]) for head in heads if head.get("comment"))
    return {
        "mapping_set_id": f"{RGID}mapping/{name}",
        "mapping_set_description": what,
        "license": min(licences, default=FREE),
        **({"comment": " ".join(comments)} if comments else {}),
    }


def subject_source(iri: str) -> str:
    """The concept scheme that one of our concepts stands in."""
    return ConceptKind(iri.removeprefix(RGID).partition("/")[0]).scheme.value
