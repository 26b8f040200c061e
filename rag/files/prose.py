"""What a Markdown text says, as plain text: without marks, tags and images, in the lines that it was written in."""

from __future__ import annotations

import re

from markdown_it.token import Token

from rag.text.commonmark import CELL, parser

__all__ = ["prose"]


def prose(markdown: str) -> str:
    """Make plain text of Markdown. Lines stay lines and paragraphs paragraphs, some with more space between them."""
    writer = _Writer()
    for token in parser().parse(_without_hidden(markdown)):
        writer.add(token)
    return "".join(writer.pieces)


# --- what no reader sees

_HIDDEN = re.compile(r"<(?:!--|(script|style)\b)", re.IGNORECASE)
_HIDDEN_ENDS = {
    "": re.compile("-->"),
    "script": re.compile(r"</script\s*>", re.IGNORECASE),
    "style": re.compile(r"</style\s*>", re.IGNORECASE),
}


def _without_hidden(text: str) -> str:
    """Take comments, scripts and styles out, over any number of lines; one without an end stays."""
    kept = []
    at = 0
    endless = set[str]()
    for opened in _HIDDEN.finditer(text):
        kind = (opened[1] or "").lower()
        if opened.start() < at or kind in endless:
            continue
        closed = _HIDDEN_ENDS[kind].search(text, opened.end() - 2)  # `<!-->` is a whole comment
        if closed is None:
            endless.add(kind)
            continue
        kept.append(text[at : opened.start()])
        at = closed.end()
    return "".join([*kept, text[at:]])


# --- tokens to text

_LANGUAGE = re.compile(r"[\w+#.-]*", re.ASCII)  # of code; anything else beside its fence is text
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)", re.IGNORECASE)
_CELLS = frozenset(["td", "th"])
_BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 head header hr html legend li main menu nav ol optgroup option p pre section"
    " summary table tbody tfoot thead title tr ul".split()
)
_WITHIN = frozenset(
    "a abbr acronym audio b base bdi bdo big button canvas cite code col colgroup data datalist del dfn em embed font i"
    " iframe img input ins kbd label link map mark meta meter noscript object output param path picture progress q rp"
    " rt ruby s samp script select small source span strike strong style sub sup svg template textarea time track tt u"
    " var video wbr".split()
)


class _Writer:
    """Puts the text together, piece by piece."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._line = 0  # of the source, behind the last block
        self._number = ""  # of the list items that have begun, as typed
        self._cell = -1  # how many pieces there were where the last cell of an HTML table ended

    def add(self, token: Token) -> None:
        if token.type == "inline":
            self._begin(token)
            for part in token.children or ():
                self._add_within(part)
        elif token.type == "fence":
            self._begin(token)
            info = token.info.strip()
            if not _LANGUAGE.fullmatch(info):
                self._write(f"{info}\n")
            self._write(token.content.rstrip("\n"))
        elif token.type == "list_item_open":
            self._number += f"{token.info}{token.markup} " if token.info else ""
        elif token.type == "list_item_close" and self._number:  # of an item without text
            self._end_line()
            self._write(" ")

    def _add_within(self, token: Token) -> None:
        if token.type in ("text", "code_inline"):
            self._write(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            self._end_line()
        elif token.type == "html_inline":
            self._add_tag(token.content)

    def _add_tag(self, tag: str) -> None:
        found = _TAG.match(tag)
        if found is None:
            return  # a declaration or the like
        closes, name = found[1], found[2].lower()
        if name in _CELLS:
            self._end_cell() if closes else self._begin_cell()
        elif name in _BLOCKS:
            if name in ("tr", "table"):
                self._cell = -1
            self._end_line()
        elif name not in _WITHIN and "-" not in name:
            self._write(tag)  # `<Minh>` is no tag

    def _begin(self, token: Token) -> None:
        """Begin a block in a line of its own, after an empty one where it has one before it."""
        start, end = token.map or (self._line, self._line)
        if self.pieces and self.pieces[-1] != CELL:
            self._end_line()
            if start > self._line:
                self.pieces.append("\n")
        self._line = end

    def _write(self, text: str) -> None:
        if self.pieces and self.pieces[-1] == CELL:
            text = text.lstrip()
        if text:
            self.pieces.append(self._number + text)
            self._number = ""

    def _end_line(self) -> None:
        if self.pieces and self.pieces[-1] != CELL and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")

    def _end_cell(self) -> None:
        while self.pieces and self.pieces[-1].isspace():
            self.pieces.pop()
        if self.pieces:
            self.pieces[-1] = self.pieces[-1].rstrip()
        self._cell = len(self.pieces)

    def _begin_cell(self) -> None:
        """Part it from the cell before it in its row, however many lines are between their tags."""
        if self._cell >= 0 and not "".join(self.pieces[self._cell :]).strip():
            self.pieces[self._cell :] = [CELL]
        self._cell = -1
