"""What of a web page is its frame (menus, banners, footers) rather than its content, by elements, roles and classes."""

from __future__ import annotations

import re
from functools import cache

from selectolax.lexbor import LexborNode

import data
from loaders.tables import rows

#: Elements without words of the page.
SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "canvas",
        "iframe",
        "object",
        "embed",
        "audio",
        "video",
        "select",
        "datalist",
        "map",
        "head",
    ]
)
FRAME = frozenset(["nav", "footer", "aside", "form", "button", "dialog"])
#: `<header>` holds the page's title as often as its menu.
HEADER = "header"
ROLES = frozenset(
    ["navigation", "banner", "contentinfo", "search", "dialog", "complementary", "alertdialog", "menu", "menubar"]
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
WORD = re.compile(r"[A-Za-z][a-z]*|[A-Z]+")
#: A frame by its class has no more than this share of the page's letters, or it is none.
SHARE = 0.4


def is_silent(node: LexborNode) -> bool:
    """Whether an element shows nothing that is read."""
    attributes = node.attributes
    return (
        node.tag in SILENT
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(HIDDEN.search(attributes.get("style") or ""))
    )


def is_frame(node: LexborNode, page_letters: int) -> bool:
    """Whether an element frames the page's content."""
    if node.tag in FRAME or (node.attributes.get("role") or "") in ROLES:
        return not holds_title(node)
    if node.tag == HEADER:
        return not holds_title(node) and not inside(node, "article", "main", "section")
    if node.tag in ("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6", "li", "p", "a", "span"):
        return False
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"
    told = any(word.lower() in frame_words() for word in WORD.findall(names))
    return told and not holds_title(node) and len(node.text(deep=True)) < SHARE * page_letters


def holds(node: LexborNode, selector: str) -> bool:
    """Whether an element has others of a selector inside; the library's own search counts the element itself."""
    return any(found.mem_id != node.mem_id for found in node.css(selector))


def holds_title(node: LexborNode) -> bool:
    """Whether the page's main heading stands in an element."""
    return node.css_first("h1") is not None


def inside(node: LexborNode, *tags: str) -> bool:
    """Whether an element stands in one of some others."""
    above = node.parent
    while above is not None:
        if above.tag in tags:
            return True
        above = above.parent
    return False


@cache
def frame_words() -> frozenset[str]:
    """Words of class names and ids that page builders give to frames, by `data/lexicon/frames.tsv`."""
    return frozenset(word for (word,) in rows(data.LEXICON / "frames.tsv", ("word",)))
