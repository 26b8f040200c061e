"""The text of an article to HTML, with one span of it marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rag.page.markup import escape, lang
from rag.text.commonmark import CELL

__all__ = ["Mark", "paragraphs"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked: characters from `start` to before `end`, none where they are equal, with a class of HTML."""

    start: int
    end: int
    kind: str


def paragraphs(text: str, begin: int, stop: int, separator: str, mark: Mark) -> str:
    """`text[begin:stop]` as paragraphs, and as tables where all lines are rows of one.

    Args:
        text: of the article.
        begin: where the part begins.
        stop: one past its last character.
        separator: what stands between two paragraphs.
        mark: what is marked, in whichever paragraphs it falls.
    """
    parts = []
    for start, end in _spans(text, begin, stop, separator):
        if text[start:end].strip():
            foreign = lang(text[start:end], text)
            rows = [row for row in _spans(text, start, end, "\n") if text[slice(*row)].strip()]
            if len(rows) > 1 and all(CELL in text[slice(*row)] for row in rows):
                parts.append(f'<div class="table"{foreign}><table>{_rows(text, rows, mark)}</table></div>')
            else:
                parts.append(f"<p{foreign}>{_marked(text, start, end, mark)}</p>")
    return "".join(parts)


def _spans(text: str, begin: int, stop: int, separator: str) -> Iterator[tuple[int, int]]:
    """What stands between separators, from where to where."""
    while begin < stop:
        at = text.find(separator, begin, stop)
        until = stop if at < 0 else at
        yield begin, until
        begin = until + len(separator)


def _rows(text: str, rows: list[tuple[int, int]], mark: Mark) -> str:
    body = ""
    for place, (start, end) in enumerate(rows):
        opening, closing = ("<td>", "</td>") if place else ('<th scope="col">', "</th>")  # the first names the columns
        cells = (_marked(text, *span, mark) for span in _spans(text, start, end, CELL))
        body += f"<tr>{''.join(f'{opening}{inner}{closing}' for inner in cells)}</tr>"
    return body


def _marked(text: str, start: int, end: int, mark: Mark) -> str:
    low, high = (min(max(place, start), end) for place in (mark.start, mark.end))
    if low >= high:
        return escape(text[start:end].strip("\n"))
    before, after = escape(text[start:low].lstrip("\n")), escape(text[high:end])
    return f'{before}<mark class="{mark.kind}">{escape(text[low:high])}</mark>{after}'
