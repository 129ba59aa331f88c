"""The questions that analysts ask, by name: `*.rq` files beside this one, and in a user's own folder.

questions = load_queries()
text = bind(questions["skills-of-role"], {"lang": "fi,en"})       # queries.binding
answer = LocalStore(store).run(text)                              # queries.client
"""

from __future__ import annotations

from pathlib import Path

from ontology.errors import InputError
from queries.binding import placeholders
from queries.header import described_query, read_header
from queries.model import NamedQuery, Parameter

__all__ = ["NamedQuery", "Parameter", "load_queries", "parse_query", "read_query"]

#: The folder of the questions that are shipped.
SHIPPED = Path(__file__).resolve().parent


def load_queries(folder: Path | None = None) -> dict[str, NamedQuery]:
    """Read all shipped queries and those of a user's own folder, by name in alphabetical order.

    A query of the user's folder takes the place of a shipped one of the same name.
    Raises InputError, with file and line, for a malformed header or a folder or file that can't be read.
    """
    if folder is not None and not folder.is_dir():
        raise InputError("is no folder; name one that holds .rq files", str(folder))
    folders = [SHIPPED] if folder is None else [SHIPPED, folder]
    found = {path.stem: read_query(path) for each in folders for path in sorted(each.glob("*.rq"))}
    return dict(sorted(found.items()))


def read_query(path: Path) -> NamedQuery:
    """Read one query file; its name is the file's without `.rq`. Raises InputError as `load_queries` does."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"can't be read: {error.strerror}", str(path)) from None
    except UnicodeDecodeError:
        raise InputError("is not UTF-8 text", str(path)) from None
    return parse_query(path.stem, text, str(path))


def parse_query(name: str, text: str, source: str) -> NamedQuery:
    """Read a query's header and prove that it describes just the `?_name` variables of the text.

    `source` names the file in messages. Raises InputError.
    """
    header = read_header(text, source)
    query = described_query(name, text, header)
    described, used = {parameter.name for parameter in query.parameters}, placeholders(text)
    for missing in sorted(used - described):
        header.fail(header.root, f"?_{missing} stands in the query but not in the params of its header")
    for unused in sorted(described - used):
        header.fail(header.root, f"the parameter {unused} is described, but ?_{unused} stands nowhere in the query")
    return query
