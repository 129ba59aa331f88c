"""The one function of this package that is called: bytes of a format to Markdown, in a disposable child."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from loaders.sandbox import Child, ChildFailed, Limits
from ontology.errors import InputError

#: The modules that read formats: those of the first table take text, those of the second bytes.
TEXT_FORMATS = {"html": "loaders.markup.html", "rst": "loaders.markup.rst"}
BYTE_FORMATS = {"docx": "loaders.markup.docx", "pdf": "loaders.markup.pdf"}
#: Bytes of address space and seconds that one document may take.
LIMITS = Limits(memory=1_500_000_000)
DEADLINE = 20.0
#: Documents after which a child is replaced, so that what its libraries keep does not pile up.
MOST_CALLS = 100
REASONS = {
    "deadline": f"reading this {{}} takes longer than {DEADLINE:g} seconds",
    "memory": "reading this {} takes more memory than is allowed",
    "crash": "this {} is damaged, or nested deeper than can be read",
}


def converted(source: str, format_: str, content: bytes) -> str:
    """The Markdown of a document's bytes (UTF-8 for formats that are text).

    Raises InputError where the format's parser refuses it, dies of it, or needs more than is allowed.
    """
    try:
        return answer(format_.encode() + b"\n" + content)
    except ChildFailed as error:
        if error.cause == "refused":
            raise InputError(error.args[0], source) from None
        reason = REASONS[error.cause].format(format_.upper())
        raise InputError(f"{reason}; save its text in a simpler form", source) from None


def answer(argument: bytes) -> str:
    """What a child answers; one that dies of a document is not believed for having read others before."""
    child = kept()
    used = child.answered > 0
    try:
        return b"".join(child.call(argument, DEADLINE)).decode()
    except ChildFailed as error:
        if error.cause == "refused":
            raise
        dismiss()
        if used:
            return answer(argument)
        raise
    finally:
        if child.answered >= MOST_CALLS:
            dismiss()


@cache
def kept() -> Child:
    """The child of this process."""
    atexit.register(dismiss)
    return Child(convert, LIMITS)


def dismiss() -> None:
    """End the child; the next document gets another."""
    atexit.unregister(dismiss)
    kept().close()
    kept.cache_clear()


def convert(argument: bytes) -> Iterator[bytes]:
    """Run in the child: a format's name, a line's end and the document, to Markdown in UTF-8."""
    name, _, content = argument.partition(b"\n")
    format_ = name.decode()
    if format_ in TEXT_FORMATS:
        yield import_module(TEXT_FORMATS[format_]).markdown(content.decode()).encode()
    else:
        yield import_module(BYTE_FORMATS[format_]).markdown(content).encode()
