"""A PDF as an article: its pages are read by a program of their own, and put together to paragraphs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from rag.errors import ReadError
from rag.files import pdfglyphs
from rag.files.decoding import legacy_letters
from rag.files.pagemarks import MARKS, mark, unmarked
from rag.files.pdfframes import parted_notes, raised, without_frames
from rag.files.pdflayout import laid_out
from rag.files.pdfparagraphs import ITEM, Paragraph, paragraphs, plain, plain_cell
from rag.files.pdfrows import Line, Run, Table
from rag.files.webtext import written

__all__ = ["PdfDocument", "read_pdf"]

_TIME_LIMIT = 120.0  # seconds; a thousand pages take twenty
_BROKEN = "it is no PDF, or a broken one; open it in a reader and print it to a PDF again"
_LOCKED = "it is a PDF protected by a password; save it without one"
_TOO_LARGE = "it is too large a PDF, or takes too long; split it, or save its text as .txt"
_SCANNED = "it is a PDF of pictures, without text; have its text recognised (such as by ocrmypdf), then sync again"
_UNREAD = "it was not read, since what reads PDFs {}; sync again"
_FAULTS = {pdfglyphs.BROKEN: _BROKEN, pdfglyphs.LOCKED: _LOCKED, pdfglyphs.TOO_LARGE: _TOO_LARGE}
_STOPPED = (-1, -2, -9, -15, 0xC000013A)  # exit codes of what was stopped from without, the last by Ctrl-C on Windows
_CRASHED = 0xC0000000  # and above, on Windows
_SAMPLE = 1_000  # runs of letters that tell how they are coded
_HEAD = 12  # paragraphs in which a heading stands
_LARGER = 1.15  # than the letters of the text
_FORBIDDEN = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff{MARKS}]")
_SIGN = re.compile(r"[\uf000-\uf0ff•·▪■●○◦➢✓]\s+")  # before an item, which Word documents as articles have without
_START = "import runpy, sys; script, *sys.path = sys.argv[1:]; runpy.run_path(script, run_name='__main__')"


@dataclass(frozen=True, slots=True)
class PdfDocument:
    """An article that was a PDF.

    Attributes:
        text: its paragraphs and rows of tables, in order; notes behind them. A mark stands where a page begins
            (`rag.files.pagemarks`).
        heading: what its first page says in the largest letters; None where all are of one size.
    """

    text: str
    heading: str | None


def read_pdf(source: str, data: bytes) -> PdfDocument:
    """Read a PDF.

    Its own title and day are left alone: a title is most often that of a file, and a day that of a scan or a copy.

    Args:
        source: its path, for errors.
        data: the file's bytes.

    Raises:
        ReadError: it is none, is broken or encrypted, has no text, takes too much time or memory, or was not read.
    """
    found = _pages(source, data)
    pages = [
        ([Run._make([*run, number]) for run in page["letters"]], [tuple(line) for line in page["lines"]])
        if page
        else ([], [])
        for number, page in enumerate(found, start=1)
    ]
    if not any(runs for runs, _ in pages):
        raise ReadError(source, _SCANNED if any(found) else _BROKEN)
    read = legacy_letters(" ".join(run.text for run in islice((run for runs, _ in pages for run in runs), _SAMPLE)))
    letters = without_frames([[_read(run, read) for run in runs] for runs, _ in pages])
    body = _usual_size(letters)
    told: list[list[Line | Table]] = []
    below: list[Line | Table] = []
    marks: set[str] = set()
    for runs, (_, drawn) in zip(letters, pages, strict=True):
        above, notes = parted_notes(runs, body)
        told.append(list(laid_out(above, drawn)))
        below += laid_out(notes, ())
        marks |= raised(notes)
    blocks = list(paragraphs([*told, below]))
    texts = iter(plain([block for block in blocks if isinstance(block, Paragraph)], frozenset(marks)))
    named = [(block, next(texts)) if isinstance(block, Paragraph) else (block, "") for block in blocks]
    headings = [(block.size, text) for block, text in named[:_HEAD] if isinstance(block, Paragraph)]
    largest, heading = max(headings, key=lambda found: found[0], default=(0.0, ""))
    return PdfDocument(written(_page(named)), unmarked(heading)[0] if largest > body * _LARGER else None)


def _read(run: Run, letters: Mapping[int, str]) -> Run:
    return run._replace(text=_FORBIDDEN.sub("", run.text.translate(letters)))


def _page(blocks: Sequence[tuple[Paragraph | Table, str]]) -> Any:
    """Paragraphs with their texts, lists and tables as the elements of a web page, with a mark where a page begins."""
    from lxml import etree  # 30 ms, and only for pages

    page = etree.Element("body")
    items: Any = None
    number = 0  # of the page that goes on

    def begun(other: int, said: str) -> str:
        """The mark of another page, before what says anything."""
        nonlocal number
        if not said or other == number:
            return ""
        number = other
        return mark(other)

    for block, text in blocks:
        if isinstance(block, Paragraph):
            first, last = block.lines[0].run.page, block.lines[-1].run.page
            if ITEM.match(text):
                items = etree.SubElement(page, "ul") if items is None else items
                etree.SubElement(items, "li").text = begun(first, text) + _SIGN.sub("", text)
            else:
                items = None
                etree.SubElement(page, "p").text = begun(first, text) + text
            number = last if text else number
            continue
        items = None
        table = etree.SubElement(page, "table")
        for row in block.rows:
            line = etree.SubElement(table, "tr")
            texts = [plain_cell(cell.text) for cell in row]
            for cell, told in zip(row, texts, strict=True):
                spans = {"colspan": str(cell.across), "rowspan": str(cell.down)}
                etree.SubElement(line, "td", spans).text = begun(cell.page, "".join(texts)) + told
    return page


def _usual_size(pages: Sequence[Sequence[Run]]) -> float:
    sizes: Counter[float] = Counter()
    for runs in pages:
        for run in runs:
            sizes[round(run.size * 2) / 2] += len(run.text)
    return max(sizes, key=sizes.__getitem__, default=0.0)


def _pages(source: str, data: bytes) -> Any:
    """What `pdfglyphs` tells of each page; that it was stopped or could not start says nothing of the file."""
    command = [sys.executable, "-c", _START, pdfglyphs.__file__, *sys.path]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired:
        raise ReadError(source, _TOO_LARGE) from None
    except (OSError, TypeError) as error:  # a Python within another program may not know its own
        raise ReadError(source, _UNREAD.format(f"does not start ({error})"), unread=True) from error
    code = done.returncode
    if code in _FAULTS:
        raise ReadError(source, _FAULTS[code])
    if code not in _STOPPED and (code < 0 or code >= _CRASHED):
        raise ReadError(source, _BROKEN)
    try:
        return json.loads(done.stdout)
    except ValueError:
        said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise ReadError(source, _UNREAD.format(f"ended with {code} ({said})"), unread=True) from None
