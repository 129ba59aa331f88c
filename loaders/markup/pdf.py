"""PDF with text to Markdown: headings by the size of their letters, paragraphs and entries by their places.

PDFium gives each character with its place and font (PDF 32000-1, section 9); a PDF knows no lines or headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from loaders.lines import BULLET, NUMBER, TIGHT_BULLET
from loaders.markup.writer import Writer, escaped
from ontology.errors import InputError

MAX_PAGES = 500
#: Letters this many times larger than most are a heading's.
LARGER = 1.15
#: From this weight letters are bold (PDF 32000-1, table 122: 400 is normal, 700 bold).
BOLD = 600
#: A space between lines of so many times their height parts paragraphs.
GAP = 0.8
#: A heading has no more characters.
LONGEST_HEADING = 120
#: Characters by which some fonts draw a bullet.
DRAWN_BULLETS = re.compile(r"^[\x7f\uf0a7\uf0b7\uf0d8\u25cf\u25aa]\s*")
DIGITS = re.compile(r"\d+")
#: Lines at the top or bottom of a page among which its running header and footer are looked for.
EDGE = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its text, the size of its letters, and its place in points from the left and the bottom."""

    text: str
    size: float
    bold: bool
    left: float
    bottom: float
    top: float


def markdown(content: bytes) -> str:
    """The Markdown of a document; InputError where it is no PDF, is locked or has no text."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        reason = "is locked with a password; save it without one" if locked else "is damaged; save it anew"
        raise InputError(f"this PDF {reason}") from None
    if len(document) > MAX_PAGES:
        raise InputError(f"this PDF has more than {MAX_PAGES} pages; split it")
    pages = [lines(document[number].get_textpage()) for number in range(len(document))]
    if not any(pages):
        raise InputError("this PDF holds no text, perhaps only pictures of it; run a text recognition on it first")
    return written(pages)


def lines(page: pdfium.PdfTextPage) -> list[Line]:
    """The lines of a page, in reading order."""
    found: list[Line] = []
    start = 0
    count = page.count_chars()
    codes = [raw.FPDFText_GetUnicode(page, place) for place in range(count)]
    for place in range(count + 1):
        if place < count and codes[place] not in (0x0A, 0x0D):
            continue
        if line := line_of(page, codes, start, place):
            found.append(line)
        start = place + 1
    return found


def line_of(page: pdfium.PdfTextPage, codes: Sequence[int], start: int, end: int) -> Line | None:
    """The line that some characters make, or None where they are all white space."""
    text = "".join(map(chr, codes[start:end])).replace("\ufffe", "\u00ad").replace("\x02", "\u00ad").replace("\0", "")
    shown = [place for place in range(start, end) if not chr(codes[place]).isspace()]
    if not text.strip() or not shown:
        return None
    letters = [place for place in shown if chr(codes[place]).isalnum()] or shown
    sizes = Counter(round(raw.FPDFText_GetFontSize(page, place), 1) for place in letters)
    boxes = [page.get_charbox(place, loose=True) for place in (shown[0], letters[0])]
    bold = all(raw.FPDFText_GetFontWeight(page, place) >= BOLD or named_bold(page, place) for place in letters)
    left, bottom, _, top = boxes[0]
    return Line(text.strip(), sizes.most_common(1)[0][0], bold, left, min(bottom, boxes[1][1]), max(top, boxes[1][3]))


def named_bold(page: pdfium.PdfTextPage, place: int) -> bool:
    """Whether the name of a character's font says that it is bold."""
    import ctypes

    buffer = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(page, place, buffer, 128, None)
    return b"bold" in buffer.value.lower()


def written(pages: Sequence[Sequence[Line]]) -> str:
    """The pages as Markdown."""
    body, sizes = heading_sizes([line for page in pages for line in page])
    frames = running(pages)
    margin = min((line.left for page in pages for line in page), default=0.0)
    out = Writer()
    last: Line | None = None
    for page in pages:
        for place, line in enumerate(page):
            if (place < EDGE or place >= len(page) - EDGE) and normal(line.text) in frames:
                out.comment(line.text)
                continue
            write(out, line, last, body, sizes, margin)
            last = line
    return out.text().replace("\u00ad\n", "\u00ad")


def write(out: Writer, line: Line, last: Line | None, body: float, sizes: Sequence[float], margin: float) -> None:
    """Write one line, knowing the one before it."""
    if line.size in sizes and len(line.text) <= LONGEST_HEADING:
        level = f"{'#' * min(sizes.index(line.size) + 1, 6)} "
        out.gap()
        out.line(level + escaped(line.text))
        out.gap()
        return
    if last is not None and (apart(last, line) or last.bold != line.bold):
        out.gap()
    text = DRAWN_BULLETS.sub("\u2022 ", line.text)
    starts = BULLET.match(text) or NUMBER.match(text) or TIGHT_BULLET.match(text)
    words = text if starts else escaped(text)
    if line.bold and not starts and len(text) <= LONGEST_HEADING:
        words = f"**{words}**"
    out.line(words, round((line.left - margin) / max(body * 0.5, 1.0)))


def apart(last: Line, line: Line) -> bool:
    """Whether there is more space between two lines than inside a paragraph, or a page's end."""
    return last.bottom - line.top > GAP * (line.top - line.bottom) or line.bottom > last.top


def heading_sizes(found: Sequence[Line]) -> tuple[float, list[float]]:
    """The size of most letters, and those of headings, the largest first."""
    letters: Counter[float] = Counter()
    for line in found:
        letters[line.size] += len(line.text)
    body = letters.most_common(1)[0][0] if letters else 0.0
    return body, sorted((size for size in letters if size > LARGER * body), reverse=True)


def running(pages: Sequence[Sequence[Line]]) -> set[str]:
    """The headers and footers of pages: what stands at the edge of most of them but for its digits."""
    edges = Counter(
        normal(line.text)
        for page in pages
        for line in {normal(one.text): one for one in (*page[:EDGE], *page[-EDGE:])}.values()
    )
    return {text for text, times in edges.items() if (times > 1 and 2 * times > len(pages)) or text == "#"}


def normal(text: str) -> str:
    """A line's text without its digits."""
    return DIGITS.sub("#", text)
