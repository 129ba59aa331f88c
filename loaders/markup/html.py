"""HTML to Markdown: the page's content in the order in which it is read, its frame as comments.

The parser follows the HTML Living Standard, section 13.2, so broken pages are read as browsers read them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Self

from selectolax.lexbor import LexborHTMLParser, LexborNode

from loaders.markup import structured
from loaders.markup.frames import holds, is_frame, is_silent
from loaders.markup.lists import definition_list, list_
from loaders.markup.tables import table
from loaders.markup.writer import Writer, escaped, folded, front_matter

HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Elements that stand in a line of text (HTML Living Standard, section 15.3.4 shows the others as blocks).
INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
BOLD = frozenset(("b", "strong"))
#: Elements nested deeper than this are read as their text alone.
DEEPEST = 150
#: What no heading holds, unless it was never closed.
UNCLOSED = "h1, h2, h3, h4, h5, h6, p, ul, ol, table"
#: A heading without text of its own kind that opens and closes what stands below it.
SUMMARY = "summary"


def markdown(page: str) -> str:
    """The Markdown of a page; empty where it shows no text."""
    parser = LexborHTMLParser(page)
    body = parser.body
    if body is None:
        return ""
    data = structured.found(parser)
    writer = Walker(len(body.text(deep=True)))
    writer.children(body, 0)
    text = structured.completed(writer.out.text(), data, fragment)
    return front_matter(about(parser)) + text if text.strip() else ""


def fragment(piece: str) -> str:
    """The Markdown of a piece of HTML, such as a description inside structured data."""
    body = LexborHTMLParser(piece).body
    if body is None:
        return ""
    writer = Walker(0)
    writer.children(body, 0)
    return writer.out.text()


def about(parser: LexborHTMLParser) -> dict[str, str]:
    """What the page tells of itself: its language and its title."""
    root = parser.css_first("html")
    title = parser.css_first("head > title") or parser.css_first("title")
    return {
        "lang": (root.attributes.get("lang") if root else None) or "",
        "title": title.text() if title else "",
    }


class Walker:
    """Walks the elements of a page and writes what they show."""

    def __init__(self, page_letters: int) -> None:
        self.out = Writer()
        self._letters = page_letters
        self._level = 0

    def inner(self) -> Self:
        """Another walker, for a part of the page that goes into a line of this one."""
        return type(self)(0)

    def children(self, node: LexborNode, depth: int, indent: int = 0) -> None:
        """Write what stands in an element: runs of inline elements as paragraphs, blocks as they are."""
        run: list[LexborNode] = []
        for child in node.iter(include_text=True):
            if child.is_text_node or (child.tag in INLINE and not holds_block(child)):
                run.append(child)
                continue
            self.paragraph(run, indent)
            run = []
            if child.is_element_node:
                self.element(child, depth + 1, indent)
        self.paragraph(run, indent)

    def element(self, node: LexborNode, depth: int, indent: int) -> None:
        """Write a block element."""
        if is_silent(node):
            return
        if self._letters and is_frame(node, self._letters):
            self.out.gap()
            self.out.comment(node.text(deep=True, separator=" "))
            self.out.gap()
        elif depth > DEEPEST:
            self.out.block(folded(escaped(node.text(deep=True, separator=" "))), indent)
        elif node.tag in HEADINGS and holds(node, UNCLOSED):
            # A heading that was never closed: what it holds is told by its own marks.
            self.children(node, depth, indent)
        elif node.tag in HEADINGS or node.tag == SUMMARY:
            self.heading(node)
        elif node.tag in ("ul", "ol", "menu"):
            list_(self, node, depth, indent)
        elif node.tag == "dl":
            definition_list(self, node, depth, indent)
        elif node.tag == "table":
            table(self, node, depth)
        elif node.tag == "hr":
            self.out.gap()
        elif node.tag == "pre":
            self.out.block(node.text(deep=True), indent)
        else:
            self.children(node, depth, indent)

    def heading(self, node: LexborNode) -> None:
        """Write a heading; that of an accordion stands below the last one."""
        words = " ".join(inline(node.iter(include_text=True), bold=False).split())
        level = HEADINGS.get(node.tag or "") or min(self._level + 1, 6)
        if node.tag in HEADINGS:
            self._level = level
        if words:
            self.out.gap()
            self.out.line(f"{'#' * level} {words}")
            self.out.gap()

    def paragraph(self, run: Iterable[LexborNode], indent: int) -> None:
        """Write a run of inline elements, a line for each `<br>`, an empty one for two."""
        for part in inline(run).split("\n\n"):
            if part.strip():
                self.out.block("\n".join(line.strip() for line in part.split("\n")), indent)


def holds_block(node: LexborNode) -> bool:
    """Whether an inline element has a block inside, as broken pages have."""
    return any(
        child.is_element_node
        and (child.tag not in INLINE or holds_block(child))
        and child.tag not in ("script", "style")
        for child in node.iter()
    )


def inline(nodes: Iterable[LexborNode], *, bold: bool = True) -> str:
    """The text of inline elements, strong ones marked; `<br>` is a line's end."""
    found: list[str] = []
    for node in nodes:
        if node.is_text_node:
            found.append(folded(escaped(node.text_content or "")))
        elif node.tag == "br":
            found.append("\n")
        elif node.is_element_node and not is_silent(node):
            words = inline(node.iter(include_text=True), bold=bold and node.tag not in BOLD)
            found.append(strong(words) if bold and node.tag in BOLD else words)
    return "".join(found)


def strong(words: str) -> str:
    """Words in bold, the marks tight around them on each line."""
    return "\n".join(
        f"{line[: len(line) - len(line.lstrip())]}**{line.strip()}**{line[len(line.rstrip()) :]}"
        if line.strip()
        else line
        for line in words.split("\n")
    )
