"""The terminal: a console for tables, progress bars, and lines on what was synced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from rag.text.oneline import on_its_line

if TYPE_CHECKING:  # rich takes a while to import, which most commands do without
    from rich.console import Console

    from rag.datatypes import Progress, SyncReport

__all__ = ["bar", "console", "progress_bar", "teller"]

_NAMED = 3  # files of each kind in a line of `teller`


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None]]:
    """A progress bar on standard error that takes what a sync reports; gone when it is done."""
    with bar("articles") as advance:
        yield lambda progress: advance(
            progress.documents_done,
            progress.documents_total,
            f"articles, {progress.chunks_done} passages embedded",
        )


@contextmanager
def bar(what: str, *, shown: bool = True) -> Iterator[Callable[..., None]]:
    """A progress bar that takes how many are done, how many there are and what they are called."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, disable=not (shown and console.is_terminal)) as shown_bar:
        task = shown_bar.add_task(what, total=None)

        def advance(done: int, total: int, description: str = what) -> None:
            shown_bar.update(task, total=total, completed=done, description=description)

        yield advance


def console() -> Console:
    """Standard output, for tables: names from files are no markup, and no figure is cut for want of room."""
    from rich.console import Console

    made = Console(markup=False, emoji=False, highlight=False)
    made.width = max(made.width, 80) if made.is_terminal else 200
    return made


def teller(echo: Callable[[str], None]) -> Callable[[SyncReport], None]:
    """What echoes a line for each sync that changed something, or could not read other files than the one before."""
    failed: dict[str, str] = {}

    def tell(report: SyncReport) -> None:
        changes = {name: getattr(report, name) for name in ("added", "changed", "moved", "removed")}
        changes["failed"] = [f"{source}: {reason}" for source, reason in report.failed if failed.get(source) != reason]
        failed.clear()
        failed.update(report.failed)
        said = [
            f"{name} {len(some)} ({', '.join(map(on_its_line, some[:_NAMED]))}{', …' if len(some) > _NAMED else ''})"
            for name, some in changes.items()
            if some
        ]
        if said:
            echo(f"{datetime.now().astimezone().isoformat(' ', 'seconds')}  {', '.join(said)}")

    return tell
