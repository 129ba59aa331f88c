"""The browser parts, which come from npm when Rolegraph is installed (`hatch_build.py`), or are missing."""

from __future__ import annotations

from pathlib import Path

#: The folder with the parts, below the one from which files are served.
FOLDER = Path(__file__).resolve().parent / "static" / "vendor"
#: All parts: the workbench for queries with its styles, and the drawing of graphs.
PARTS = ("yasgui.min.js", "yasgui.min.css", "cytoscape.min.js")


def vendored(*names: str) -> bool:
    """Tell whether parts of these names are there; `asset("vendor/" + name)` then leads to one."""
    return all((FOLDER / name).is_file() for name in names)
