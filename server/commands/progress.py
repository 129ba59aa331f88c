"""How far a load has come, on a terminal that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from loaders.report import Entry


@contextmanager
def shown() -> Iterator[Callable[[Entry], None]]:
    """Give what to call with each source that is done; nothing is shown where standard error is no terminal."""
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed:.0f} sources, {task.fields[rate]:.0f}/s, {task.fields[refused]} refused"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None, rate=0.0, refused=0)
        refused = 0

        def tell(entry: Entry) -> None:
            nonlocal refused
            refused += entry.outcome == "refused"
            speed = bar.tasks[0].speed or 0.0
            bar.update(task, advance=1, refused=refused, rate=speed)

        yield tell


@contextmanager
def rows_shown() -> Iterator[Callable[[int, str], None]]:
    """Give what to call with how many rows more were read, and of what; shown as `shown` shows."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed:,.0f} rows, {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda count, source: bar.update(task, advance=count, description=source)


@contextmanager
def steps_shown(what: str) -> Iterator[Callable[[int, int], None]]:
    """Give what to call with how many steps are done, and of how many; shown as `shown` shows."""
    console = Console(stderr=True)
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def minutes(seconds: float) -> str:
    """About how long something takes, for people."""
    count = max(1, round(seconds / 60))
    return f"about {count} minute{'s' if count > 1 else ''}"


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show that something is under way whose steps can't be counted; shown as `shown` shows."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn(what), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        bar.add_task("", total=None)
        yield
