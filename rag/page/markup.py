"""An answer or a refusal to HTML, and what all of the chat's HTML is made with."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

import regex

from rag.answers.markers import MARKER
from rag.datatypes import Answer, Citation, Hit
from rag.text.commonmark import CELL
from rag.text.emphasis import runs
from rag.text.language import language_of, page_of
from rag.text.oneline import one_line

__all__ = ["answer_html", "copy_html", "escape", "lang", "meta", "nearest", "paragraph", "refusal_html"]

_NEAREST = 3
_SNIPPET = 180
_NAMES = regex.compile(r"^– .+\) \[([0-9]+)\]$")
_ITEM = regex.compile(r"(?:[–•]|[0-9]{1,3}[.)])\s")  # what a line of a list begins with
_TOLD_BY = 1000  # characters that tell the language of a text
_LAO = regex.compile(r"\p{Lao}")
_LATIN = regex.compile(r"\p{Latin}")


def escape(text: str) -> str:
    """Text that HTML shows as it is, also in an attribute; names with undecodable bytes become showable."""
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"), quote=True)


def lang(text: str, around: str = "") -> str:
    """The attribute that has a text read out in its language; nothing where what stands around it says so already.

    Args:
        text: from an article, an answer or a reader.
        around: what the text is a part of.
    """
    tongue = _tongue(text[:_TOLD_BY])
    return f' lang="{tongue}"' if tongue and tongue != _tongue(around[:_TOLD_BY]) else ""


@lru_cache(maxsize=1024)  # a conversation is drawn again for every part of an answer
def _tongue(text: str) -> str:
    """`vi`, `en` or `lo`: the language of most of a text; "" without letters of any of them."""
    lao, latin = len(_LAO.findall(text)), len(_LATIN.findall(text))
    if lao > latin:
        return "lo"
    return language_of(_LAO.sub(" ", text)) if latin else ""


def paragraph(kind: str, text: str) -> str:
    """A paragraph of a class, with a text from anywhere."""
    return f'<p class="{kind}"{lang(text)}>{escape(text)}</p>'


def meta(date: str | None, source: str, page: int | None, texts: Mapping[str, str]) -> str:
    """The line below a headline: date, file and page."""
    printed = f'<span class="date">{escape(date)}</span>' if date else ""
    named = f'<span class="page">{page_of(page, texts["lang"])}</span>' if page else ""
    return f'<span class="meta">{printed}<span class="file">{escape(source)}</span>{named}</span>'


def nearest(hits: Iterable[Hit]) -> list[Hit]:
    """The best passage of each of the best articles."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.source, hit)
    return list(best.values())[:_NEAREST]


def answer_html(number: int, answer: Answer, texts: Mapping[str, str], *, last: bool = False) -> str:
    """An answer with its sources.

    Args:
        number: of the turn, for the addresses of its buttons.
        answer: what was answered.
        texts: the chat's words.
        last: whether no other turn follows, so that a list may be gone on with.
    """
    cited = {str(citation.marker): citation for citation in answer.citations}
    sources = "".join(
        _source(number, citation, above, texts)
        for above, citation in zip([None, *answer.citations], answer.citations, strict=False)
    )
    onward = ""
    if last and answer.more:
        onward = f'<p class="onward"><button type="button" data-example>{texts["onward"]}</button></p>'
    # A list of articles is that of its sources: they have the headlines, with a sentence each.
    parts, start, listed = ["", ""], 0, False
    for line in answer.text.split("\n"):
        named = _names_article(line, cited)
        listed = listed or named
        if line.strip() and not named:
            parts[listed] += _marked_up(number, line, start, cited, texts, answer)
        start += len(line) + 1
    above, below = (f'<div class="answer"{lang(answer.text)}>{part}</div>' if part else "" for part in parts)
    if listed:
        return f'{above}<ol class="sources listed">{sources}</ol>{below}{onward}'
    return above + onward + (f'<h3>{texts["sources"]}</h3><ol class="sources">{sources}</ol>' if sources else "")


def _names_article(line: str, cited: Mapping[str, Citation]) -> bool:
    """Whether a line is of a list of articles, and names the one that it cites, with its file."""
    match = _NAMES.search(line)
    citation = cited.get(match[1]) if match else None
    return citation is not None and f"{citation.source}) " in line


def _strong(text: str, start: int, highlights: Sequence[tuple[int, int]]) -> str:
    """A part of an answer, from `start` on, with what is highlighted in it."""
    return "".join(
        f"<strong>{escape(run)}</strong>" if high else escape(run) for run, high in runs(text, highlights, start)
    )


def _marked_up(
    number: int,
    line: str,
    start: int,
    cited: Mapping[str, Citation],
    texts: Mapping[str, str],
    answer: Answer,
) -> str:
    """A line as paragraphs, and as tables where it cites rows of one after another, which mean little side by side."""
    body, prose, opening = "", "", '<p class="item">' if _ITEM.match(line) else "<p>"
    for columns, group in groupby(_pieces(line, cited), lambda piece: line[piece[0] : piece[1]].count(CELL)):
        pieces = list(group)
        if columns and len(pieces) > 1:
            body += f"{opening}{prose}</p>" if prose.strip() else ""
            body += _table(number, line, start, pieces, texts, answer)
            prose = ""
            continue
        for begin, end, citation in pieces:
            said, marker = line[begin:end], _marker(number, citation, texts)
            if marker:  # it does not begin a line, which a browser may break before any button
                glue = "\N{NO-BREAK SPACE}" if said.endswith(" ") else "\N{WORD JOINER}"
                said, marker = said.removesuffix(" "), f'<span class="glued">{glue}{marker}</span>'
            quoted, foreign = _strong(said, start + begin, answer.highlights), lang(said, answer.text)
            prose += (f"<span{foreign}>{quoted}</span>" if foreign else quoted) + marker
    return body + (f"{opening}{prose}</p>" if prose.strip() else "")


def _pieces(line: str, cited: Mapping[str, Citation]) -> Iterator[tuple[int, int, Citation | None]]:
    """What stands before each marker, from where to where, and what it cites; at the end what none follows."""
    begin = 0
    for match in MARKER.finditer(line):
        if match[1] in cited:  # else brackets of the article itself
            yield begin, match.start(), cited[match[1]]
            begin = match.end()
    if line[begin:].strip():
        yield begin, len(line), None


def _table(
    number: int,
    line: str,
    start: int,
    rows: Sequence[tuple[int, int, Citation | None]],
    texts: Mapping[str, str],
    answer: Answer,
) -> str:
    """Rows of a table, below the one that names the columns, which an answer puts before them."""
    body = ""
    for place, (begin, end, citation) in enumerate(rows):
        opening, closing = ("<td>", "</td>") if place else ('<th scope="col">', "</th>")
        cells = ""
        for cell in line[begin:end].split(CELL):
            cells += f"{opening}{_strong(cell, start + begin, answer.highlights)}{closing}"
            begin += len(cell) + len(CELL)
        body += f"<tr>{cells}<td>{_marker(number, citation, texts)}</td></tr>"
    said = line[rows[0][0] : rows[-1][1]]
    return f'<div class="table"{lang(said, answer.text)}><table>{body}</table></div>'


def _marker(number: int, citation: Citation | None, texts: Mapping[str, str]) -> str:
    if citation is None:
        return ""
    label = escape(texts["source"].format(n=citation.marker, title=citation.title))
    return (
        f'<button type="button" class="marker" data-open="{number}.c.{citation.marker}" aria-label="{label}"'
        f' title="{label}" lang="{texts["lang"]}">[{citation.marker}]</button>'
    )


def _source(number: int, citation: Citation, above: Citation | None, texts: Mapping[str, str]) -> str:
    """A citation, and whether the one above it names the article already, and the page."""
    same = above is not None and above.source == citation.source
    turned = " turned" if above is not None and above.page != citation.page else ""
    item = f'<li class="same{turned}">' if same else "<li>"
    return (
        f'{item}<button type="button" data-open="{number}.c.{citation.marker}">'
        f'<span class="number" aria-hidden="true">{citation.marker}</span>'
        f'<span class="title"{lang(citation.title)}>{escape(citation.title)}</span>'
        f"{meta(citation.date, citation.source, citation.page, texts)}"
        f'<span class="quote"{lang(citation.quote)}>{escape(citation.quote)}</span></button></li>'
    )


def copy_html(answer: Answer, texts: Mapping[str, str]) -> str:
    """A button that copies the answer with its sources, and what it copies."""
    return (
        f'<div class="copy"><button type="button" data-copy aria-live="polite">{texts["copy"]}</button>'
        f"<span hidden>{texts['copied']}</span><pre hidden>{escape(answer.to_markdown())}</pre></div>"
    )


def refusal_html(number: int, answer: Answer, texts: Mapping[str, str]) -> str:
    """A refusal with the nearest articles; the arguments are those of `answer_html`."""
    near = nearest(answer.hits)
    # Its further lines say what was looked for and name the nearest article: both are shown already.
    said = answer.text.partition("\n")[0] if near else answer.text
    parts = [f'<div class="refusal">{paragraph("", said)}</div>']
    if near:
        parts.append(f'<h3>{texts["nearest"]} <small>{texts["nearest_note"]}</small></h3><ol class="nearest">')
        for place, hit in enumerate(near):
            parts.append(
                f'<li><button type="button" data-open="{number}.h.{place}">'
                f'<span class="title"{lang(hit.title)}>{escape(hit.title)}</span>'
                f"{meta(hit.date, hit.source, hit.page, texts)}"
                f'<span class="snippet"{lang(hit.text)}>{escape(one_line(hit.text, _SNIPPET))}</span></button></li>'
            )
        parts.append("</ol>")
    return "".join(parts)
