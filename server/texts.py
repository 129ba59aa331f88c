"""The texts of pages in the reader's language, from gettext catalogues in `translations/`.

Texts are written in English in templates and code, marked by `_("…")` where they are shown and by `N_("…")` where
they stand in a table. A language is added by a catalogue (`make texts` makes and refreshes them), never by code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from babel import Locale, UnknownLocaleError
from babel.messages.pofile import read_po

from ontology.said import Said

#: The language in which texts are written.
SOURCE = "en"

_FOLDER = files(__package__) / "translations"


@dataclass(frozen=True)
class Texts:
    """The texts of one language; called with an English text and what stands in its `%(name)s` places."""

    language: str
    messages: Mapping[str, str]

    def __call__(self, message: str, **values: object) -> str:
        """Give the text, in English where the catalogue lacks it; a text that was said with values has its own."""
        if isinstance(message, Said):
            return message.into(self)
        found = self.messages.get(message) or message
        return found % values if values else found

    @property
    def name(self) -> str:
        """The language's name in itself ("suomi")."""
        return Locale.parse(self.language).get_display_name() or self.language

    @property
    def direction(self) -> str:
        """The value of HTML's `dir`: "ltr" or "rtl"."""
        return direction(self.language)


def N_(message: str) -> str:
    """Mark a text that is shown elsewhere, so that catalogues take it up."""
    return message


@cache
def languages() -> tuple[str, ...]:
    """Give the languages that there are texts in, English first."""
    return (SOURCE, *sorted(one.name for one in _FOLDER.iterdir() if one.is_dir()))


@cache
def texts(language: str) -> Texts:
    """Read the texts of one of `languages()`, once a process."""
    if language == SOURCE:
        return Texts(language, {})
    with (_FOLDER / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    return Texts(language, {str(one.id): str(one.string) for one in catalogue if one.id and not one.fuzzy})


@lru_cache(1024)
def direction(language: str) -> str:
    """Tell in which direction a language is written, by its tag; for an unknown one "auto", which HTML knows too."""
    try:
        return str(Locale.parse(language, sep="-").text_direction)
    except (ValueError, UnknownLocaleError):
        return "auto"
