"""Lists of a page as Markdown's: an entry's own text on its line, what is nested set in by two columns."""

from __future__ import annotations

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from loaders.markup.walk import Walk

STEP = 4


def list_(walker: Walk, node: LexborNode, depth: int, indent: int) -> None:
    """Write `<ul>` or `<ol>`."""
    walker.out.gap()
    number = 0
    for child in node.iter(include_text=True):
        if child.is_text_node:
            walker.paragraph([child], indent)
        elif child.tag in ("ul", "ol"):
            list_(walker, child, depth + 1, indent + STEP)
        elif child.tag == "li":
            number += 1
            entry(walker, child, depth + 1, indent, f"{number}. " if node.tag == "ol" else "- ")
        elif child.is_element_node:
            walker.element(child, depth + 1, indent)
    walker.out.gap()


def entry(walker: Walk, node: LexborNode, depth: int, indent: int, mark: str) -> None:
    """Write one entry: what it shows, its first line behind the mark and the others below that."""
    inner = walker.inner()
    inner.children(node, depth)
    lines = [line for line in inner.out.text().rstrip("\n").split("\n") if line.strip()]
    for place, line in enumerate(lines):
        lead = len(line) - len(line.lstrip())
        walker.out.line(line if place else f"{mark}{line.strip()}", indent + (STEP + lead if place else 0))


def definition_list(walker: Walk, node: LexborNode, depth: int, indent: int) -> None:
    """Write `<dl>`: an entry for each term, in bold, with what is said of it."""
    term = ""
    walker.out.gap()
    for child in items(node):
        if child.tag not in ("dt", "dd"):
            walker.paragraph([child], indent) if child.is_text_node else walker.element(child, depth + 1, indent)
            continue
        inner = walker.inner()
        inner.children(child, depth + 1)
        words = " ".join(inner.out.text().replace("**", "").split()) if child.tag == "dt" else inner.out.text().strip()
        if child.tag == "dt":
            if term:
                walker.out.line(f"- **{term}**", indent)
            term = words.rstrip(":：")
            continue
        lines = words.split("\n")
        walker.out.line(f"- **{term}**: {lines[0]}" if term else f"- {lines[0]}", indent)
        for line in lines[1:]:
            walker.out.line(line, indent + STEP)
        term = ""
    if term:
        walker.out.line(f"- **{term}**", indent)
    walker.out.gap()


def items(node: LexborNode) -> Iterator[LexborNode]:
    """The children of a definition list; groups in `<div>` count as their children."""
    for child in node.iter(include_text=True):
        if child.tag == "div":
            yield from items(child)
        else:
            yield child
