"""CommonMark as articles need it: markdown-it-py, with rules of our own where its own would not do.

CommonMark loses words of an article where brackets look like the target of a link (`[Ảnh]: Minh`), where a row of a
table has more cells than its head, and where blocks are nested deeply; and looking for the other end of each bracket
takes more than time in proportion. What is read is only ever made plain text, so links and images leave no tokens.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline, backtick
from markdown_it.rules_inline.state_inline import Delimiter

__all__ = ["CELL", "parser"]

CELL = " | "  # between the cells of a row


@cache
def parser() -> MarkdownIt:
    """The parser: tables come as an `inline` token for each row, links as their text, images and marks of notes not."""
    parser = _Markdown("commonmark", {"tasklists": True})
    # Articles are indented, but hold no code; and tags are met one by one, with the Markdown between them.
    parser.enable(["table", "strikethrough"]).disable(["code", "html_block"])
    blocks, within = parser.block.ruler, parser.inline.ruler
    blocks.before("table", "flat", _flat)
    blocks.at("table", _table, {"alt": ["paragraph", "reference"]})
    blocks.at("reference", _reference, {"alt": ["paragraph"]})
    within.at("backticks", _code)
    within.at("emphasis", _emphasis)
    within.at("link", _open_bracket)
    within.at("image", _close_bracket)
    parser.parse("a")  # makes its tables of rules, which two threads must not do at once
    return parser


class _Markdown(MarkdownIt):
    def normalizeLink(self, url: str) -> str:  # noqa: N802
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """As typed."""
        return link


_NESTED = re.compile(r">|[*+-] ")
_MARKS = re.compile(r"(?:>|[*+-] | )*")


def _flat(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Takes what is nested as deeply as the parser goes for lines of text; the parser would drop it."""
    if silent or state.level < state.md.options.maxNesting - 2:
        return False
    stop = start + 1
    while stop < end and (state.isEmpty(stop) or state.sCount[stop] >= state.blkIndent):
        stop += 1
    while state.isEmpty(stop - 1):
        stop -= 1
    _push(state, "\n".join(_MARKS.sub("", _line(state, line), 1) for line in range(start, stop)), start, stop)
    state.line = stop
    return True


_ALIGNMENT = re.compile(r"(?!- )(?=.*\|)\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table as lines of cells, as many as each row has."""
    if start + 1 >= end or state.sCount[start + 1] < state.blkIndent:
        return False
    head = _line(state, start)
    if "|" not in head or _NESTED.match(head) or not _ALIGNMENT.fullmatch(_line(state, start + 1)):
        return False  # in a list or a quotation, the table is found within it
    if silent:
        return True
    _push(state, _row(head), start, start + 2)
    others = state.md.block.ruler.getRules("blockquote")
    line = start + 2
    while line < end and state.sCount[line] >= state.blkIndent and not state.isEmpty(line):
        if any(rule(state, line, end, True) for rule in others):
            break
        _push(state, _row(_line(state, line)), line, line + 1)
        line += 1
    state.line = line
    return True


def _row(line: str) -> str:
    cells = [cell.strip() for cell in _BAR.split(_BREAK.sub(" ", line).strip())]
    return CELL.join(cells[not cells[0] : len(cells) - (len(cells) > 1 and not cells[-1])])


_REFERENCE = re.compile(
    r"\[((?!\^)(?:[^\[\]\\]|\\.)+)\]:[ \t]*<?"
    r"(?:[a-z][a-z0-9+.-]*:[^\s>]|www\.|[/#.]|[^\s<>]+\.(?:html?|md|php|aspx?|pdf|jpe?g|png|gif|webp)\b)[^\s>]*>?"
    r"(?:[ \t]+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?[ \t]*",
    re.IGNORECASE,
)


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The target of links; one that is no address is text: `[Ảnh]: Minh`."""
    line = _line(state, start)
    found = _REFERENCE.fullmatch(line) if line.startswith("[") else None
    if found is None:
        return False
    if not silent:
        state.env.setdefault("references", set()).add(_label(found[1]))
        state.line = start + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push(state: StateBlock, content: str, start: int, end: int) -> None:
    token = state.push("inline", "", 0)
    token.content, token.map, token.children = content, [start, end], []


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _code(state: StateInline, silent: bool) -> bool:
    """Code, which keeps the ends of its lines."""
    at, tokens = state.pos, len(state.tokens)
    found = backtick(state, silent)
    if state.tokens[tokens:] and state.tokens[-1].type == "code_inline":
        token = state.tokens[-1]
        length = len(token.markup)
        token.content = state.src[at + length : state.pos - length].strip(" ")
    return found


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Stars and underscores. Two stars need a word on the inner side only (`**Giá:**tăng`); one is never in a word."""
    at, marker = state.pos, state.src[state.pos]
    if silent or marker not in "*_":
        return False
    opens, closes, length = state.scanDelims(at, marker == "*")
    before = state.src[at - 1] if at else " "
    after = state.src[at + length] if at + length < state.posMax else " "
    if marker == "*":
        if length > 1:
            opens, closes = not after.isspace(), not before.isspace()
            calculates = before.isdigit() and after.isdigit()  # `2**3`
        else:
            calculates = (before.isalnum() and after.isalnum()) or before + after == "()"  # `3*4`, and a note `(*)`
        opens, closes = opens and not calculates, closes and not calculates
    for _ in range(length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(Delimiter(ord(marker), length, len(state.tokens) - 1, -1, opens, closes))
    state.pos += length
    return True


_FOOTNOTE = re.compile(r"\[\^[\w-]{1,40}\]")
_OPENED = "brackets"
_PLACE = re.compile(r"\(([^()\\\n]*(?:(?:\\.|\([^()\n]*\))[^()\\\n]*)*)\)")
# An address with spaces in it, as crawlers write them, or with a title behind it; `(Minh Nhật chụp)` is text.
_PLACE_WITH_SPACES = re.compile(
    r"(?:(?:[a-z][a-z0-9+.-]*:|www\.|[/#.]).*|.*\.[a-z0-9]{2,5}|\S+)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\[([^\[\]\n]*)\]")
_LONGEST_LABEL = 999


def _opened(state: StateInline) -> list[tuple[int, int]]:
    """The brackets that are open: where each stands in the text, and its token."""
    owner, brackets = state.env.get(_OPENED, (None, None))
    opened: list[tuple[int, int]] = brackets if owner is state else []
    state.env[_OPENED] = state, opened
    return opened


def _open_bracket(state: StateInline, silent: bool) -> bool:
    """A bracket that may begin a link, or an image; or the mark of a footnote, which is left out."""
    at = state.pos
    mark = "![" if state.src.startswith("![", at) else "["
    if silent or not state.src.startswith(mark, at):
        return False
    footnote = _FOOTNOTE.match(state.src, at)
    if footnote is not None:
        state.pos = footnote.end()
        if state.src.startswith(":", state.pos) and (at == 0 or state.src[at - 1] == "\n"):
            state.pos += 1  # the note itself follows
        return True
    state.push("text", "", 0).content = mark
    _opened(state).append((at + len(mark), len(state.tokens) - 1))
    state.pos += len(mark)
    return True


def _close_bracket(state: StateInline, silent: bool) -> bool:
    """The end of a link, of which the text stays, or of an image, of which nothing does."""
    if silent or state.src[state.pos] != "]":
        return False
    opened = _opened(state)
    end = -1
    if opened:
        start, index = opened.pop()
        end = _end_of_link(state, start)
    if end < 0:
        state.append_pending("]")
        state.pos += 1
        return True
    if state.tokens[index].content == "![":
        state.pending = ""
        del state.tokens[index:], state.tokens_meta[index:]
        while state.delimiters and state.delimiters[-1].token >= index:
            state.delimiters.pop()
    else:
        state.tokens[index].content = ""
    state.pos = end
    return True


def _end_of_link(state: StateInline, start: int) -> int:
    """Where the link ends whose text began at `start` and ends here; -1 where it is none."""
    at = state.pos + 1
    place = _PLACE.match(state.src, at)
    if place is not None:
        told = place[1].strip()
        if len(told.split()) < 2 or told.startswith("<") or _PLACE_WITH_SPACES.fullmatch(told):
            return place.end()
    references = state.env.get("references")
    if not references:
        return -1
    named = _NAMED.match(state.src, at)
    if named is not None and _label(named[1]) in references:
        return named.end()
    label = _label(state.src[start : state.pos]) if state.pos - start <= _LONGEST_LABEL else ""
    if label in references and not (named is None and label.isdigit()):  # `[1]` alone names a source
        return named.end() if named is not None and not named[1] else at
    return -1
