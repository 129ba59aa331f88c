"""What first pages wait for, made while nobody asks: templates are compiled, catalogues of texts are read."""

from __future__ import annotations

import threading

from babel import Locale
from flask import Flask

from server.texts import languages, texts


def prepare(app: Flask) -> None:
    """Begin in a thread of its own, which ends by itself; what it has not made yet is made when it is asked for."""
    threading.Thread(target=_prepare, args=(app,), name="early", daemon=True).start()


def _prepare(app: Flask) -> None:
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    for tag in languages():
        texts(tag)
        # The names of languages, which Babel reads when it is first asked for one.
        Locale.parse(tag, sep="-").get_display_name("en")
