"""reStructuredText to Markdown, by way of HTML (docutils)."""

from __future__ import annotations

from docutils.core import publish_parts

from loaders.markup import html

#: Nothing is fetched or run for a document, and its faults are not printed into it.
SETTINGS = {
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "report_level": 5,
    "halt_level": 5,
    "syntax_highlight": "none",
    "embed_stylesheet": False,
    "stylesheet_path": None,
    "doctitle_xform": False,
    "initial_header_level": 1,
    "docinfo_xform": False,
    "smart_quotes": False,
    "_disable_config": True,
}


def markdown(text: str) -> str:
    """The Markdown of a document."""
    parts = publish_parts(text, writer="html5", settings_overrides=SETTINGS)
    return html.fragment(parts["html_body"])
