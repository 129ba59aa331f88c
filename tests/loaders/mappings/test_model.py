"""Links as rows and back, and which rows are none."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.mappings import files
from loaders.mappings.model import INVERSE, JUSTIFICATIONS, NAMES, PREDICATES, Mapping, as_written, problem_of, row_of
from loaders.mappings.schemes import TABLE
from ontology.errors import InputError
from ontology.terms import PREFIXES, RGID
from tests.loaders.mappings.rows import BROAD, CLOSE, EMPATHY, EXACT, LISTENING, MACHINE, NARROW, ONE, curated, table

HOSTILE = st.sampled_from(
    ['"', "#", "\t", "\n", "\r", "|", "\\", "\u202e", "\u2028", "\x00", "\x1b[2J", "'", "=1+1", " "]
)
TEXTS = st.lists(HOSTILE | st.text(st.characters(exclude_categories=["Cs"]), max_size=4), max_size=6).map("".join)
SUBJECTS = st.sampled_from([EMPATHY, LISTENING, f"{RGID}role/käyttötuki-fi-0123456789"])
OBJECTS = st.builds(
    "{}{}".format,
    st.sampled_from(
        ["http://data.europa.eu/esco/skill/", "https://www.onetonline.org/search/tech/example?e=", "http://x.y/"]
    ),
    st.from_regex(r"[\w%~.:/#?=-]{1,12}", fullmatch=True),
)
LISTS = st.lists(TEXTS, max_size=3).map(tuple)
MAPPINGS = st.builds(
    Mapping,
    SUBJECTS,
    st.sampled_from(PREDICATES),
    OBJECTS,
    st.sampled_from(sorted(JUSTIFICATIONS)),
    negated=st.booleans(),
    subject_label=TEXTS,
    object_label=TEXTS,
    object_source_version=TEXTS,
    authors=LISTS,
    reviewers=LISTS,
    strings=LISTS,
    tool=TEXTS,
    comment=TEXTS,
    date=st.dates().map(lambda day: day.isoformat()),
    confidence=st.none() | st.floats(0, 1),
    further=st.sampled_from([(), (("author_id", "https://orcid.org/0"), ("other", "a|b"))]),
)


@settings(max_examples=60)
@given(st.lists(MAPPINGS, max_size=4, unique_by=lambda one: one.pair))
def test_what_is_written_is_read_again_whatever_the_cells_hold(mappings: list[Mapping]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "esco.sssom.tsv"
        path.write_text(files.text("esco", TABLE, mappings), encoding="utf-8", newline="")
        found = files.read(path)

    assert {as_written(one) for one in mappings} == set(found)
    assert sorted(one.pair for one in mappings) == [one.pair for one in found]
    assert files.text("esco", TABLE, mappings) == files.text("esco", TABLE, reversed(found))


@settings(max_examples=50)
@given(MAPPINGS)
def test_the_written_form_stays_as_it_is_and_turning_twice_is_none(mapping: Mapping) -> None:
    written = as_written(mapping)

    assert written == as_written(written)
    assert written == written.turned().turned()
    assert (written.object, written.subject) == written.turned().pair
    assert (written.object_label, written.subject_label) == (
        written.turned().subject_label,
        written.turned().object_label,
    )


def test_the_broader_is_the_narrower_from_the_other_side() -> None:
    assert {BROAD: NARROW, NARROW: BROAD, EXACT: EXACT, CLOSE: CLOSE, NAMES["relatedMatch"]: NAMES["relatedMatch"]} == (
        INVERSE
    )


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        (curated(EMPATHY, CLOSE, ONE), True),
        (curated(EMPATHY, CLOSE, ONE, justification=MACHINE, authors=()), False),
        (curated(EMPATHY, CLOSE, ONE, justification=MACHINE, reviewers=("A",)), True),
        (curated(EMPATHY, CLOSE, ONE, justification=MACHINE, further=(("reviewer_id", "https://orcid.org/0"),)), True),
        (curated(EMPATHY, CLOSE, ONE, justification=f"{PREFIXES['semapv']}MappingReview"), True),
    ],
)
def test_a_row_is_a_persons_by_its_justification_or_its_reviewer(mapping: Mapping, expected: bool) -> None:
    assert expected is mapping.is_by_people


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"predicate": f"{PREFIXES['owl']}sameAs"}, "the predicate owl:sameAs is unknown; use one of skos:exactMatch"),
        ({"predicate": f"{PREFIXES['skos']}exactmatch"}, "the predicate skos:exactmatch is unknown"),
        ({"justification": f"{PREFIXES['semapv']}Guess"}, "the justification semapv:Guess is none"),
        ({"subject": ONE}, "escoc:skill/one is no concept of Rolegraph"),
        ({"subject": f"{RGID}document/0123456789abcdef"}, "document/0123456789abcdef is no concept"),
        ({"object": LISTENING}, "skill/active-listening is Rolegraph's own; what is one among them"),
        ({"object": "http://x.y/a b"}, "is no IRI of the web"),
        ({"object": "http://x.y/<b>"}, "is no IRI of the web"),
        ({"object": "urn:isbn:1"}, "is no IRI of the web"),
    ],
)
def test_a_row_that_is_no_link_is_refused_with_its_line(shipped: Path, changed: dict[str, str], message: str) -> None:
    good = curated(EMPATHY, CLOSE, ONE)
    bad = replace(good, **changed)  # type: ignore[arg-type]

    assert problem_of(good) is None
    assert message in str(problem_of(bad))
    if not bad.object.startswith("urn:"):
        path = table(shipped / "esco.sssom.tsv", good, bad)
        number = len(path.read_text(encoding="utf-8").splitlines())
        with pytest.raises(InputError) as caught:
            files.read(path)
        assert ("esco.sssom.tsv", number) == (caught.value.source, caught.value.line)
        assert message in str(caught.value)


def test_a_row_has_no_empty_cells_and_at_most_three_digits() -> None:
    row = row_of(curated(EMPATHY, CLOSE, ONE, confidence=0.98765))

    assert ("0.988", True) == (row["confidence"], all(row.values()))
