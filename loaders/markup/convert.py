"""The one function of this package that is called: bytes of a format to Markdown, in a disposable child."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module

from loaders.sandbox import ChildFailed, Limits, run_in_child
from ontology.errors import InputError

#: Formats that are read through their markup, and the modules that read them.
TEXT_FORMATS = {"html": "loaders.markup.html", "rst": "loaders.markup.rst"}
BYTE_FORMATS = {"docx": "loaders.markup.docx", "pdf": "loaders.markup.pdf"}
#: Bytes of address space and seconds that one document may take.
LIMITS = Limits(memory=1_500_000_000)
DEADLINE = 20.0


def converted(source: str, format_: str, content: bytes) -> str:
    """The Markdown of a document's bytes (UTF-8 for formats that are text).

    Raises InputError where the format's parser refuses it, dies of it, or needs more than is allowed.
    """
    name = format_.upper()
    try:
        return b"".join(run_in_child(work(format_), content, LIMITS, DEADLINE)).decode()
    except ChildFailed as error:
        if error.cause == "refused":
            raise InputError(error.args[0], source) from None
        reasons = {
            "deadline": f"reading this {name} takes longer than {DEADLINE:g} seconds",
            "memory": f"reading this {name} takes more memory than is allowed",
            "crash": f"this {name} is damaged, or nested deeper than can be read",
        }
        raise InputError(f"{reasons[error.cause]}; save its text in a simpler form", source) from None


@cache
def work(format_: str) -> Callable[[bytes], Iterator[bytes]]:
    """The function that a child runs for a format."""
    return {"html": from_html, "rst": from_rst, "docx": from_docx, "pdf": from_pdf}[format_]


def from_html(content: bytes) -> Iterator[bytes]:
    """HTML in UTF-8 to Markdown in UTF-8."""
    yield import_module(TEXT_FORMATS["html"]).markdown(content.decode()).encode()


def from_rst(content: bytes) -> Iterator[bytes]:
    """RST in UTF-8 to Markdown in UTF-8."""
    yield import_module(TEXT_FORMATS["rst"]).markdown(content.decode()).encode()


def from_docx(content: bytes) -> Iterator[bytes]:
    """DOCX to Markdown in UTF-8."""
    yield import_module(BYTE_FORMATS["docx"]).markdown(content).encode()


def from_pdf(content: bytes) -> Iterator[bytes]:
    """PDF to Markdown in UTF-8."""
    yield import_module(BYTE_FORMATS["pdf"]).markdown(content).encode()
