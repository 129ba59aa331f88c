"""Reconciliation: rows of a table matched with our concepts and those of taxonomies, from OpenRefine for instance.

The Reconciliation Service API 0.2 (https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/),
a service for each kind of concept, for all of ours, and for each taxonomy of the snapshot.

services    which services there are, and what each knows by a name or an id
manifest    what a service tells of itself
properties  what can be asked of a concept, and be given as evidence
asked       queries and requests for values, read from JSON within bounds
serving     the matcher's indexes of the served snapshot, made when they are missing
matching    queries to candidates: what the matcher finds, and what properties say
scoring     evidence to a score, and when a candidate is taken for sure
telling     what is told of a concept
extending   values of properties
suggesting  completion
views       the resources
"""
