"""The text of HTML: a line for each block, list item and row of a table, as Markdown articles have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

import regex

from rag.text.commonmark import CELL

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element

__all__ = ["BLOCKS", "collapsed", "data_tables", "parse_html", "text_of", "without_unseen", "written"]

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody"
    " td tfoot th thead tr ul".split()
)
_UNSEEN = (
    "script style noscript template iframe object embed applet svg math canvas audio video select textarea button"
    " input option datalist title".split()
)
_WORD_ONLY = "{*}xml"

# A start tag as browsers read it. A parser compares each attribute with all others, so those of one tag are limited.
_TAG = regex.compile(
    r"<([a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]++|[^\s/>=][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+|=){0,600}+(>?)"
)
_LONGEST_TAG = 2_000  # characters; what is longer has pictures or programs in it
_SPACES = re.compile(r"[ \t\n\r\f\v\xa0]+")


def parse_html(text: str) -> Element | None:
    """The root of a page's elements, without comments; None where there is none. It never fails on any text."""
    from lxml import etree  # 30 ms, and only for pages

    tidy = _TAG.sub(_limited, text.replace("\0", ""))
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(tidy.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return None


def _limited(tag: regex.Match[str]) -> str:
    if len(tag[0]) > _LONGEST_TAG:
        return f"<{tag[1][:_LONGEST_TAG]}>"
    return tag[0] if tag[2] else f"{tag[0]}>"


def without_unseen(root: Element) -> None:
    """Take out what no reader sees or only presses: scripts, styles, what is hidden, forms' fields."""
    from lxml import etree

    for element in list(root.iter("*")):
        style = element.get("style", "").replace(" ", "").lower()
        if element.get("hidden") is not None or "display:none" in style:
            element.tag = "script"
    etree.strip_elements(root, *_UNSEEN, _WORD_ONLY, with_tail=False)


def collapsed(text: str | None) -> str:
    """A text on one line."""
    return _SPACES.sub(" ", text or "").strip()


def text_of(element: Element) -> str:
    """All text of an element on one line, with nothing between its parts."""
    return collapsed("".join(map(str, element.itertext())))


# --- tables

_FEWEST = 2  # rows, and cells in two of them
_LONGEST_CELL = 400
_WIDEST = 100  # rows or columns that a cell may go over
_REPEATED = 2_000  # cells of a table that stand in it once more
_LONGEST_REPEATED = 80  # characters
_HEADED_AT_MOST = 3  # rows of the head of a table, or of an office's paper: who issues it, and where and when


def data_tables(root: Element) -> frozenset[Element]:
    """The tables of a page that hold rows of cells; others only lay it out."""
    tables = list(root.iter("table"))
    outer = {next(table.iterancestors("table"), None) for table in tables}
    return frozenset(table for table in tables if table not in outer and _is_data(table))


def _is_data(table: Element) -> bool:
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr")]
    if sum(len(row) >= _FEWEST for row in rows) < _FEWEST or table.find(".//h1") is not None:
        return False
    cells = [cell for row in rows for cell in row]
    if any(len(text_of(cell)) > _LONGEST_CELL for cell in cells):
        return False
    headed = len(rows) <= _HEADED_AT_MOST and max(map(len, rows)) == _FEWEST
    return not (headed and any(len(list(cell.iter("p", "br"))) > 1 for cell in rows[0]))


def _rows(table: Element) -> Iterator[str]:
    """The caption and the rows of a table; a head of several rows is one, with the words of each column together."""
    for caption in table.iterchildren("caption"):
        yield _cell(caption)
    first = next(table.iter("tr")).iterchildren("td", "th")
    spans = [(_span(cell, "colspan"), _span(cell, "rowspan")) for cell in first]
    headed = max(down for _, down in spans) if len(spans) > 1 and max(spans)[0] > 1 else 1
    rows = list(_grid(table))
    if 1 < headed <= _HEADED_AT_MOST and len({len(row) for row in rows[:headed]}) == 1:
        rows[:headed] = [[" ".join(dict.fromkeys(column)) for column in zip(*rows[:headed], strict=True)]]
    for row in rows:
        line = CELL.join(row)
        if line.strip(" |"):
            yield line


def _grid(table: Element) -> Iterator[list[str]]:
    """The cells of each row; a short one that goes over several rows or columns stands in each of them."""
    left = _REPEATED  # no table is made many times as long
    below: list[tuple[str, int]] = []  # of each column, the cell that goes on in further rows, and in how many
    for row in table.iter("tr"):
        cells: list[tuple[str, int]] = []
        found = list(row.iterchildren("td", "th"))
        for cell in found:
            _take_from_above(cells, below)
            told = _cell(cell)
            across = _span(cell, "colspan") if len(found) > 1 else 1
            down = _span(cell, "rowspan") if len(told) <= _LONGEST_REPEATED else 1
            if left > 0:
                left -= across * down - 1
                again = told if len(told) <= _LONGEST_REPEATED else ""
                cells += [(told if n == 0 else again, down) for n in range(across)]
            else:
                cells.append((told, 1))
        _take_from_above(cells, below)
        below = [(told, down - 1) for told, down in cells]
        yield [told for told, _ in cells]


def _take_from_above(cells: list[tuple[str, int]], below: list[tuple[str, int]]) -> None:
    while len(cells) < len(below) and below[len(cells)][1] > 0:
        cells.append(below[len(cells)])


def _span(cell: Element, name: str) -> int:
    told = cell.get(name, "1").strip()
    return min(max(int(told), 1), _WIDEST) if told.isascii() and told.isdigit() and len(told) < 4 else 1


def _cell(cell: Element) -> str:
    text = written(cell) if len(cell) else cell.text or ""
    return collapsed(text.replace("\n", " ").replace(CELL.strip(), "/"))


# --- blocks


def written(root: Element, start: Element | None = None) -> str:
    """The text of an element, with an empty line between blocks and none between items and rows.

    Args:
        root: what to write; what no reader sees is out of it already.
        start: an element within it, with which the text begins; None for all.
    """
    from lxml import etree

    writer = _Writer()
    tables = data_tables(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    begun = start is None
    for event, element in walk:
        begun = begun or element is start
        if event == "start":
            if begun and element in tables and element is not root:
                writer.block()
                for row in _rows(element):
                    writer.line(row)
                walk.skip_subtree()
                continue
            if begun:
                writer.open(element)
            continue
        if begun:
            writer.close(element)
            if element is not root:
                writer.add(_PLACE_STAMP if _is_place_stamp(element) else None)
                writer.add(element.tail)
    writer.block()
    return "".join(writer.pieces)


_PLACE_STAMP = " – "  # behind the place that a report is from, which a style sets apart from its first sentence


def _is_place_stamp(element: Element) -> bool:
    stamped = element.tag == "span" and "location-stamp" in element.get("class", "").split()
    return stamped and bool(collapsed(element.text)) and (element.tail or "")[:1].isalnum()


class _Writer:
    """Puts lines together from text and tags."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._line: list[str] = []
        self._gap = 0  # ends of lines before the next one
        self._items = 0  # list items that are open
        self._numbers: list[int | None] = []  # of the next item, for each list that is open
        self._label = ""  # of an item without text yet
        self._typed = 0  # blocks that are open in which the ends of lines are as typed

    def open(self, element: Element) -> None:
        name = element.tag
        if name == "br":
            self._end(2 if not self._said() and self.pieces else 1)
        elif name in ("ul", "ol", "menu", "dir"):
            self.block()
            told = element.get("start", "1").strip()
            first = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 1
            self._numbers.append(first if name == "ol" else None)
        elif name == "li":
            self._end(1)
            self._items += 1
            number = self._numbers[-1] if self._numbers else None
            if number is not None:
                self._label = f"{number}. "
                self._numbers[-1] = number + 1
        elif name in BLOCKS:
            self.block()
        self._typed += name == "pre"
        self.add(element.text)

    def close(self, element: Element) -> None:
        name = element.tag
        if name == "li":
            self._end(1)
            self._items -= 1
            self._label = ""
        elif name in ("ul", "ol", "menu", "dir"):
            self._end(1)
            if self._numbers:
                self._numbers.pop()
            self.block()
        elif name in BLOCKS:
            self.block()
        elif name in ("br", "img"):
            self.add(" ")
        self._typed -= name == "pre"

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self._typed > 0:
            for line in text.split("\n")[:-1]:
                self._line.append(line)
                self._end(1)
            text = text.rpartition("\n")[2]
        if self._line and self._line[-1][-1:].islower() and text[:1].isupper():
            text = f" {text}"  # a style sets them apart: `<span>Hà Nội</span>Sáng 2/5`
        self._line.append(text)

    def line(self, text: str) -> None:
        self._line.append(text)
        self._end(1)

    def block(self) -> None:
        self._end(1 if self._items else 2)

    def _said(self) -> str:
        return collapsed("".join(self._line))

    def _end(self, gap: int) -> None:
        said, self._line = self._said(), []
        if said:
            self.pieces += ["\n" * min(self._gap, 2) if self.pieces else "", self._label, said]
            self._gap, self._label = gap, ""
        else:
            self._gap = max(self._gap, gap)
