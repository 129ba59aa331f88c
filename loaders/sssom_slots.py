"""The slots of a mapping in SSSOM 1.1, by what they hold (https://mapping-commons.github.io/sssom/Mapping/)."""

from __future__ import annotations

SUBJECT, PREDICATE, OBJECT, JUSTIFICATION = "subject_id", "predicate_id", "object_id", "mapping_justification"
#: What every row must hold.
REQUIRED = (SUBJECT, PREDICATE, OBJECT, JUSTIFICATION)
NOT = "Not"
#: A row: cells by slots. Entities are whole IRIs, lists have "|" between their values (`sssom_cells.values`).
Row = dict[str, str]

#: Every slot, in the order in which the specification writes them.
SLOTS = (
    "record_id",
    "subject_id",
    "subject_label",
    "subject_category",
    "predicate_id",
    "predicate_label",
    "predicate_modifier",
    "object_id",
    "object_label",
    "object_category",
    "mapping_justification",
    "author_id",
    "author_label",
    "reviewer_id",
    "reviewer_label",
    "creator_id",
    "creator_label",
    "license",
    "subject_type",
    "subject_source",
    "subject_source_version",
    "object_type",
    "object_source",
    "object_source_version",
    "predicate_type",
    "mapping_provider",
    "mapping_source",
    "mapping_cardinality",
    "cardinality_scope",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "mapping_date",
    "publication_date",
    "review_date",
    "confidence",
    "reviewer_agreement",
    "curation_rule",
    "curation_rule_text",
    "subject_match_field",
    "object_match_field",
    "match_string",
    "subject_preprocessing",
    "object_preprocessing",
    "similarity_score",
    "similarity_measure",
    "see_also",
    "issue_tracker_item",
    "other",
    "comment",
)
#: Slots that name things, by CURIEs in a file.
ENTITIES = frozenset(
    {
        *(*REQUIRED, "record_id", "author_id", "reviewer_id", "creator_id", "subject_source", "object_source"),
        *("mapping_source", "mapping_tool_id", "curation_rule", "subject_match_field", "object_match_field"),
        *("subject_preprocessing", "object_preprocessing", "issue_tracker_item"),
    }
)
#: Slots of several values, with "|" between them.
MULTIVALUED = frozenset(
    {
        *("author_id", "author_label", "reviewer_id", "reviewer_label", "creator_id", "creator_label"),
        *("cardinality_scope", "curation_rule", "curation_rule_text", "subject_match_field", "object_match_field"),
        *("match_string", "subject_preprocessing", "object_preprocessing", "see_also"),
    }
)
#: Slots that the head may hold for all rows.
PROPAGATED = (
    "subject_type",
    "subject_source",
    "subject_source_version",
    "object_type",
    "object_source",
    "object_source_version",
    "predicate_type",
    "mapping_provider",
    "cardinality_scope",
    "mapping_tool",
    "mapping_tool_id",
    "mapping_tool_version",
    "mapping_date",
    "subject_match_field",
    "object_match_field",
    "subject_preprocessing",
    "object_preprocessing",
    "similarity_measure",
    "curation_rule",
    "curation_rule_text",
)
DATES = frozenset({"mapping_date", "publication_date", "review_date"})
URIS = frozenset({"license", "mapping_provider", "see_also"})
#: Numbers with their bounds.
NUMBERS = {"confidence": (0.0, 1.0), "similarity_score": (0.0, 1.0), "reviewer_agreement": (-1.0, 1.0)}
LITERAL = "rdfs literal"
_TYPES = frozenset(
    {
        *("owl class", "owl object property", "owl data property", "owl annotation property", "owl named individual"),
        *("skos concept", "rdfs resource", "rdfs class", LITERAL, "rdfs datatype", "rdf property"),
        "composed entity expression",
    }
)
#: Slots of few words.
WORDS = {
    "predicate_modifier": frozenset({NOT}),
    "subject_type": _TYPES,
    "object_type": _TYPES,
    "predicate_type": _TYPES - {LITERAL, "composed entity expression"},
    "mapping_cardinality": frozenset({"1:1", "1:n", "n:1", "n:n", "1:0", "0:1", "0:0"}),
}
#: Slots that version 1.0 lacks: a table that uses one says in its head that it is of 1.1.
ADDED_IN_1_1 = frozenset(
    {"record_id", "predicate_type", "cardinality_scope", "mapping_tool_id", "review_date", "reviewer_agreement"}
)
