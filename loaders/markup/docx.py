"""Word documents to Markdown, by way of HTML (mammoth reads Office Open XML, ECMA-376 part 1)."""

from __future__ import annotations

import io
import zipfile

import mammoth

from loaders.markup import html
from ontology.errors import InputError

#: Styles that are headings beside "Heading 1" to "Heading 6", which mammoth knows.
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
#: Bytes that the parts of a document may have when unpacked; pictures, which are not read, count too.
MAX_UNPACKED = 200_000_000


def markdown(content: bytes) -> str:
    """The Markdown of a document; InputError where it is no Word document or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if "word/document.xml" not in archive.namelist():
                raise InputError("this file is packed but is no Word document; save it as DOCX")
    except zipfile.BadZipFile:
        raise InputError("this Word document is damaged; save it anew as DOCX") from None
    if unpacked > MAX_UNPACKED:
        raise InputError(f"this Word document unpacks to more than {MAX_UNPACKED // 1_000_000} MB; it is not read")
    page = mammoth.convert_to_html(
        io.BytesIO(content), style_map=STYLES, convert_image=mammoth.images.img_element(lambda image: {})
    )
    return html.markdown(page.value)
