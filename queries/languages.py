"""Language priority lists: which languages a reader wants, best first (RFC 4647, sections 2.3 and 3.4)."""

from __future__ import annotations

import csv
import re
from functools import cache

import data
from ontology.errors import QueryError
from ontology.said import said

#: RFC 4647, section 2.1: a basic language range.
_RANGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_MOST = 32


def language(value: str) -> str:
    """Read one language tag, in lower case and by the name under which labels bear it ("no" is "nb").

    Raises QueryError.
    """
    primary, dash, rest = _tag(value).partition("-")
    return _aliases().get(primary, primary) + dash + rest


def priority_list(value: str) -> tuple[str, ...]:
    """Read "zh-TW, en" as the tags to look for in turn: zh-tw, zh-TW, zh, zh-Hant and so on, en.

    A tag is followed by its shorter forms before the next one is tried, as RFC 4647 looks up tags, and each form
    by the lexicon's tags that it covers. Every tag is given in lower case and as RFC 5646, section 2.1.1, writes
    it, since stores keep it in one of the two. `*`, any language, ends the list: it is tried last in any case.
    Raises QueryError for an empty list, a malformed tag or more than 32 of them.
    """
    wanted = re.split(r"[\s,]+", value.strip(" ,"))
    if len(wanted) > _MOST:
        raise QueryError(said("%(count)s languages are too many: give at most %(most)s", count=len(wanted), most=_MOST))
    found: dict[str, None] = {}
    for one in wanted:
        if one == "*":
            break
        for form in (*_shorter(language(one)), *_shorter(_tag(one))):
            covered = [tag for tag in _known() if tag.startswith(f"{form}-")]
            found.update(dict.fromkeys(case for tag in (form, *covered) for case in (tag, _written(tag))))
    return tuple(found)


def _tag(value: str) -> str:
    """A language tag in lower case; raises QueryError for what is none."""
    tag = value.strip()
    if not _RANGE.fullmatch(tag):
        raise QueryError(said('"%(value)s" is no language tag such as fi or zh-Hant', value=value[:40]))
    return tag.lower()


def _shorter(tag: str) -> list[str]:
    """A tag and its prefixes, longest first, none of which ends in a single letter (RFC 4647, section 3.4)."""
    parts = tag.split("-")
    prefixes = [parts[:length] for length in range(len(parts), 0, -1)]
    return ["-".join(prefix) for prefix in prefixes if len(prefix) == 1 or len(prefix[-1]) > 1]


def _written(tag: str) -> str:
    """A tag in the customary case: scripts capitalised, regions in capitals."""
    primary, *rest = tag.split("-")
    cased = [part.title() if len(part) == 4 else part.upper() if len(part) == 2 else part for part in rest]
    return "-".join([primary, *cased])


@cache
def _aliases() -> dict[str, str]:
    """Other tags of a language, as the lexicon gives them."""
    return {row["alias"]: row["language"] for row in _rows("language_aliases.tsv")}


@cache
def _known() -> tuple[str, ...]:
    """The tags of the languages that documents are read in, in lower case."""
    return tuple(row["language"].lower() for row in _rows("languages.tsv"))


def _rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the lexicon by column."""
    with (data.LEXICON / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))
