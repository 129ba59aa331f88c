"""The log: a line a record on standard error, as JSON or as text; nothing that a client sends can end a line."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """A JSON object a record, in ASCII, so that neither control characters nor direction marks stand in it."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        time = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        entry: dict[str, object] = {
            "time": time,
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry.update(getattr(record, "fields", {}))
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry, default=str)


class TextLines(logging.Formatter):
    """The same for people: a traceback goes over several lines, which are indented, anything else is one."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        time = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "milliseconds")
        parts = [time, record.levelname, record.name, escaped(record.getMessage())]
        parts += [f"{name}={escaped(str(given))}" for name, given in getattr(record, "fields", {}).items()]
        line = " ".join(parts)
        trace = self.formatException(record.exc_info).splitlines() if record.exc_info else ()
        return "\n".join([line, *(f"    {escaped(one)}" for one in trace)])


def escaped(text: str) -> str:
    """Write what can't be printed, line ends and direction marks among it, as escapes."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def configure(kind: str) -> None:
    """Have everything logged to standard error as `json` or `text`."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if kind == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
