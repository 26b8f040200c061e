"""What the commands print: an answer, passages, what was synced and what is indexed, as lines or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import typer

from rag.datatypes import Answer, Hit, Status, SyncReport
from rag.text.emphasis import runs
from rag.text.language import page_of, replied_in
from rag.text.oneline import on_its_line, one_line

__all__ = ["also_in", "show_answer", "show_hits", "show_json", "show_status", "show_synced", "where"]

_LISTED = 10  # links; a folder made of them has thousands
_SHOWN = 160  # characters of a passage


def show_answer(answer: Answer) -> None:
    """An answer with how it was understood and what it cites; a note goes to standard error."""
    if answer.understood:
        typer.echo(f"({answer.understood})")
    if answer.note:
        typer.echo(f"({answer.note})", err=True)
    # Typer leaves the bold out where no terminal shows it
    for run, highlighted in runs(answer.text, answer.highlights):
        typer.echo(typer.style(run, bold=True) if highlighted else run, nl=False)
    typer.echo()
    language = replied_in(answer.question)
    for citation in answer.citations:
        page = page_of(citation.page, language) if citation.page else None
        place = ", ".join(filter(None, (on_its_line(citation.source), page, citation.date)))
        typer.echo(f"\n[{citation.marker}] {citation.title} ({place})\n    {citation.quote}")


def show_hits(hits: Sequence[Hit]) -> None:
    """Passages in their order, with their scores and beginnings; that there are none goes to standard error."""
    if not hits:
        typer.echo("no passages", err=True)
    for rank, hit in enumerate(hits, 1):
        typer.echo(f"{rank}. {hit.score:.3f}  {hit.title} ({where(hit)})")
        typer.echo(f"   {one_line(hit.text, _SHOWN)}")
        if hit.also_in:
            typer.echo(f"   {also_in(hit)}")


def where(hit: Hit) -> str:
    """The file and the characters of a passage, and the page of a PDF that it begins on."""
    page = f", page {hit.page}" if hit.page else ""
    return f"{on_its_line(hit.source)}:{hit.start}-{hit.end}{page}"


def also_in(hit: Hit) -> str:
    """The other files that tell the story of a passage."""
    return f"also in {_names(hit.also_in)}"


def show_synced(report: SyncReport) -> None:
    """How many files a sync added, changed and so on; those that were not read go to standard error."""
    for name in ("added", "changed", "moved", "removed", "unchanged"):
        typer.echo(f"{name:10}{len(getattr(report, name)):7}")
    typer.echo(f"{'failed':10}{len(report.failed):7}\n{'chunks embedded':15} {report.chunks_embedded}")
    _show_left_out(report, err=True)


def show_status(now: Status) -> None:
    """What is indexed, and where, and what of the folder is not."""
    rows = {
        "folder": now.folder,
        "index": f"{now.data_dir} ({now.size_bytes / 1e6:.1f} MB)",
        "documents": now.documents,
        "chunks": now.chunks,
        "model": now.fingerprint or "nothing is indexed yet: run `hoibao sync`",
        "last sync": _here(now.last_sync) if now.last_sync else "never",
        "failed": len(now.failed),
    }
    for name, value in rows.items():
        typer.echo(f"{name:10} {value}")
    _show_left_out(now)


def _here(moment: str) -> str:
    """A moment as the clocks here show it, with how far these are from UTC."""
    return datetime.fromisoformat(moment).astimezone().isoformat(" ", "seconds")


def _show_left_out(found: SyncReport | Status, *, err: bool = False) -> None:
    """What of the folder is not read, and what would help."""
    if found.left_out:
        from rag.files.articles import KINDS  # brings what reads them, which --help does without

        kinds = ", ".join(f"{kind or 'without a suffix'} ({count})" for kind, count in found.left_out)
        old = "save .doc as .docx, other articles" if ".doc" in dict(found.left_out) else "save articles"
        typer.echo(f"left out, since only {KINDS} are read: {kinds}; {old} as plain text", err=err)
    if found.links:
        more = f" and {len(found.links) - _LISTED} more" if len(found.links) > _LISTED else ""
        links = _names(found.links[:_LISTED]) + more
        typer.echo(f"links, which are not followed: {links}; put what they lead to into the folder", err=err)
    for source, reason in found.failed:
        typer.echo(f"failed: {on_its_line(source)}: {reason}", err=err)


def _names(sources: Iterable[str]) -> str:
    return ", ".join(map(on_its_line, sources))


def show_json(value: Any) -> None:
    """A value as JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
