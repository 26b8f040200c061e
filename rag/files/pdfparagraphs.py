"""Lines of a PDF put together to paragraphs: a PDF tells where letters stand, not what belongs together.

A line ends a paragraph where the next word would have fitted into it, where the next one is set apart, indented, or in
other letters, and where it begins an item of a list. A paragraph goes on in the next column or on the next page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from statistics import median

import regex

from rag.files.pagemarks import mark
from rag.files.pdfglyphs import RAISED
from rag.files.pdfrows import Cell, Line, Run, Table

__all__ = ["ITEM", "Paragraph", "paragraphs", "plain", "plain_cell"]

_LEADING = 1.3  # of the usual distance between lines; more sets a line apart
_LEADING_BEHIND = 1.15  # the same behind a sentence that ended
_INDENT = 0.8  # of the size of letters
_SAME_SIZE = 0.08
_SYLLABLES = 8  # letters of a text without spaces that go together onto a line
_SPACE = 0.3  # of the size of letters, about a space
# `a)`, `1.`, `2.1.`, `-`, `•`, `Điều 3.`, `Article 3.`: a word with its number and a stop, or a sign
ITEM = regex.compile(
    r"[-–—•·▪■●○◦*+✓➢\uf000-\uf0ff]\s"
    r"|(?:\p{Lu}\p{L}{1,8} )?(?:\d{1,3}(?:\.\d{1,3})*[.):]|[IVX]{1,5}[.)]|\p{L}[.)])(?:\s|$)"
)
_ENDED = re.compile(r"[.!?…:;][\"”’»)\]]*$|\./\.$")
_HYPHENS = ("-", "‐", "\xad")
_LONGEST_WORD = 60
_ENDS_IN_WORD = regex.compile(r"(?r)[\p{L}\p{M}\d]+$")
_WORD = regex.compile(r"[\p{L}\p{M}]+(?:-[\p{L}\p{M}]+)*")
_BEGINS_LOWER = regex.compile(r"\p{Ll}[\p{L}\p{M}]*")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # scripts that put no space between words
_SOFT = re.compile("\xad")
_LEADERS = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){5,}(?:\d+|[ivxl]+)$")  # `Mở đầu ........ 3`, of the contents


class Paragraph:
    """Lines that belong together.

    Attributes:
        lines: in order.
    """

    def __init__(self, line: Line) -> None:
        self.lines = [line]

    @property
    def size(self) -> float:
        """The size of the letters of its first line."""
        return self.lines[0].run.size


def paragraphs(pages: Sequence[Sequence[Line | Table]]) -> Iterator[Paragraph | Table]:
    """Put the lines of all pages together.

    Args:
        pages: for each its lines and tables in reading order.

    Yields:
        Paragraphs and tables; one that goes on in the next column or on the next page is one, with its head once.
    """
    pitches = _pitches(pages)
    open_: Paragraph | Table | None = None
    for block in chain.from_iterable(pages):
        if isinstance(block, Table):
            if isinstance(open_, Table) and _wide(open_) == _wide(block):
                again = bool(open_.rows) and _head(block) == _head(open_)
                open_ = Table(open_.rows + block.rows[again:])
                continue
        elif _LEADERS.search(block.run.text):
            continue
        elif isinstance(open_, Paragraph) and _goes_on(open_, block, pitches):
            open_.lines.append(block)
            continue
        if open_ is not None:
            yield open_
        open_ = block if isinstance(block, Table) else Paragraph(block)
    if open_ is not None:
        yield open_


def _head(table: Table) -> list[Cell]:
    """The first row of a table, whatever its page."""
    return [cell._replace(page=1) for row in table.rows[:1] for cell in row]


def _wide(table: Table) -> int:
    """How many columns a table has."""
    return max((sum(cell.across for cell in row) for row in table.rows), default=0)


def _pitches(pages: Iterable[Sequence[Line | Table]]) -> dict[int, float]:
    """The usual distance between lines of each size of letters."""
    found: dict[int, list[float]] = {}
    for page in pages:
        before: Line | None = None
        for block in page:
            if isinstance(block, Line):
                if before is not None and _are_alike(before.run, block.run) and block.run.base - before.run.base > 0:
                    found.setdefault(round(block.run.size), []).append(block.run.base - before.run.base)
                before = block
            else:
                before = None
    # The lower half: lines within a paragraph stand closer than paragraphs do.
    return {size: median(sorted(distances)[: len(distances) // 2 + 1]) for size, distances in found.items()}


def _goes_on(paragraph: Paragraph, line: Line, pitches: dict[int, float]) -> bool:
    before, above, run = paragraph.lines[-1], paragraph.lines[-1].run, line.run
    if not _are_alike(above, run):
        return False
    ended = _ENDED.search(above.text) is not None
    fall = run.base - above.base
    same_column = (before.left, before.right) == (line.left, line.right) and fall > 0
    if same_column and fall > pitches.get(round(run.size), fall) * (_LEADING_BEHIND if ended else _LEADING):
        return False
    if same_column and not ended and run.text[:1].islower() and not ITEM.match(run.text):
        return True  # also where a heading's lines were parted by hand
    if _is_centred(line) and run.text.startswith("("):
        return False  # `(Kèm theo Quyết định số …)`, below a heading
    if not _is_full(before, run) or (ended and ITEM.match(run.text)):
        return False
    indented = run.left - line.left > _INDENT * run.size
    if same_column:
        first = len(paragraph.lines) == 1
        level = abs(run.left - above.left) <= _INDENT * run.size
        hangs = first and not ended and run.left > above.left  # an item, whose further lines stand in from its sign
        return not indented or level or hangs or _is_centred(line)
    return not ended and not indented


def _are_alike(one: Run, other: Run) -> bool:
    return abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size) and (
        one.bold == other.bold or min(len(one.text), len(other.text)) > 30
    )


def _is_full(line: Line, below: Run) -> bool:
    """Whether the first word of the line below would not have fitted into a line."""
    run = line.run
    word = below.text.split(" ", 1)[0]
    if _SPACELESS.match(word):
        word = word[:_SYLLABLES]
    wide = (below.right - below.left) * len(word) / max(1, len(below.text)) + _SPACE * run.size
    free = line.right - run.right
    if _is_centred(line):
        free += run.left - line.left
    return wide > free


def _is_centred(line: Line) -> bool:
    before, behind = line.run.left - line.left, line.right - line.run.right
    return before > line.run.size and abs(before - behind) < line.run.size * 0.5


# --- text


def plain(found: Sequence[Paragraph], notes: frozenset[str] = frozenset()) -> list[str]:
    """The text of paragraphs, with a mark where another page begins within one (`rag.files.pagemarks`).

    Args:
        found: all of a document, since a word that a line's end parts is told by where else it stands.
        notes: what marks notes, which is left out of the text.
    """
    lines = [[_unmarked(line.run.text, notes) for line in paragraph.lines] for paragraph in found]
    words = Counter(word for texts in lines for text in texts for word in _WORD.findall(text.lower()))
    for texts in lines:
        for above, text in pairwise(texts):
            if (parts := _parted(above, text)) is not None:
                words.subtract(map(str.lower, parts))
    pages = [[line.run.page for line in paragraph.lines] for paragraph in found]
    return [_joined(texts, of_each, words) for texts, of_each in zip(lines, pages, strict=True)]


def plain_cell(text: str) -> str:
    """The text of a cell, in which marks of notes stand as they are."""
    return _tidied(_unmarked(text, frozenset()))


_RAISED = re.compile(
    f"(?P<unit>(?:^|[\\s\\d(/])[kdcmh]?m)?{RAISED[0]}(?P<mark>[^{RAISED[1]}]*){RAISED[1]}"
)  # m² is none


def _unmarked(text: str, notes: frozenset[str]) -> str:
    """The text without marks of notes; other raised letters are letters."""

    def told(found: re.Match[str]) -> str:
        unit, mark = found["unit"] or "", found["mark"]
        return unit if not unit and mark.strip("()[] ") in notes else unit + mark

    return _RAISED.sub(told, text)


def _parted(above: str, text: str) -> tuple[str, str] | None:
    """What a hyphen at the end of a line parts, if that goes on in small letters."""
    if not above.endswith(_HYPHENS):
        return None
    first, second = _ENDS_IN_WORD.search(above[-_LONGEST_WORD:-1]), _BEGINS_LOWER.match(text)
    return (first[0], second[0]) if first is not None and second is not None else None


def _joined(texts: Sequence[str], pages: Sequence[int], words: Counter[str]) -> str:
    told = [texts[0]]
    for text, (before, page) in zip(texts[1:], pairwise(pages), strict=True):
        above = told[-1]
        parts = _parted(above, text)
        if parts is not None:
            told[-1] = above[:-1] + "-" * (not _is_one_word(*parts, above[-1], words))
        elif not (above.endswith(_HYPHENS) and above[-2:-1].isalnum()) and not (
            _SPACELESS.match(above[-1:]) and _SPACELESS.match(text)
        ):
            told.append(" ")
        if page != before:
            told.append(mark(page))
        told.append(text)
    return _tidied("".join(told))


def _tidied(text: str) -> str:
    return _SOFT.sub("", text).replace("‐", "-")


def _is_one_word(first: str, second: str, sign: str, words: Counter[str]) -> bool:
    """Whether a hyphen between two parts of a word is of the line's end alone."""
    if sign != "-":
        return words[f"{first}-{second}".lower()] == 0
    whole, parted = words[f"{first}{second}".lower()], words[f"{first}-{second}".lower()]
    if whole or parted:
        return whole >= parted
    # Neither stands elsewhere: two words of their own are joined by it, as `xã-hội` and `well-known` are
    return words[first.lower()] == 0 or words[second.lower()] == 0
