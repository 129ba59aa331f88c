"""The project's data: sample documents, vocabulary, lexicon and mappings, found wherever the package is installed."""

from __future__ import annotations

from pathlib import Path

#: The folder of this package; it is always a plain folder, never a zip file.
ROOT = Path(__file__).resolve().parent
DOCUMENTS = ROOT / "documents"
LEXICON = ROOT / "lexicon"
VOCABULARY = ROOT / "vocabulary"
MAPPINGS = ROOT / "mappings"
#: What is known of the publishers of taxonomies: titles, licences, attribution, tags and words of their own.
TAXONOMIES = ROOT / "taxonomies"
#: Vectors of the tables' texts and of the vocabulary, made by `make vectors`.
VECTORS = ROOT / "vectors"
