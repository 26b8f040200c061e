"""An answer to Markdown for reports: bold, numbered sources, and no markup that an article wrote.

What CommonMark, GitHub or a linkifier could read as markup is escaped; addresses, which some turn into links however
they are escaped, become code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from rag.text.emphasis import runs
from rag.text.language import page_of, replied_in

if TYPE_CHECKING:
    from rag.datatypes import Answer, Citation

__all__ = ["as_markdown", "escaped"]

_SPECIAL = regex.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w{1,31};)|!(?=\[)")
# At the head of a line: a heading, a list, a rule, a quotation, code.
_HEAD = regex.compile(r"^(\s*)(?:(\p{Nd}{1,9})([.)](?=\s|$))|([#+=:-]))", regex.MULTILINE)
_ADDRESS = regex.compile(
    r"[^\s“”\"'()]*(?i:://|\bwww\.|@|\bmailto:|\bxmpp:)[^\s“”\"')]*"
    r"|(?<![\w.@/-])(?:[\w-]+/)*[\w-]{2,}(?:\.[\w-]{2,})*\.[a-z]{2,12}(?![\w])(?:/[^\s“”\"')]*)?"
)
_PRINTED = regex.compile(r"\[(\d+)\]")  # what looks like a marker; an answer's text has it as (7)
_BACKTICKS = regex.compile(r"`+")


def as_markdown(answer: Answer) -> str:
    """See `Answer.to_markdown`."""
    language = replied_in(answer.question)
    sources = "\n".join(_source(citation, language) for citation in answer.citations)
    # A list of articles is that of its sources, which name each with the sentence it is cited by.
    listed = "\n".join(_listed(citation) for citation in answer.citations)
    above, _, below = answer.text.partition(listed) if listed else (answer.text, "", "")
    below = below.lstrip("\n")
    parts = [_text(above.rstrip("\n"), answer, 0), sources, _text(below, answer, len(answer.text) - len(below))]
    if answer.note:
        parts.append(f"({escaped(answer.note)})")
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """A text that Markdown shows as it is, on one line or several."""
    parts, done = [], 0
    for match in _ADDRESS.finditer(text):
        parts += [_escape(text[done : match.start()]), _code(match.group())]
        done = match.end()
    return _HEAD.sub(_defused, "".join([*parts, _escape(text[done:])]))


def _text(said: str, answer: Answer, start: int) -> str:
    """A part of an answer's text, from `start` on."""
    parts = [
        f"**{_escape(run)}**" if highlighted else escaped(run)
        for run, highlighted in runs(said, answer.highlights, start)
    ]
    lines = "".join(parts).replace("\r", " ").split("\n")
    return "  \n".join(line.strip() for line in lines)  # two spaces end a line that goes on in the next


def _listed(citation: Citation) -> str:
    """The line of a list of articles that names the one cited."""
    place = ", ".join(filter(None, (citation.date, citation.source)))
    named = _PRINTED.sub(r"(\1)", f"{citation.title} ({place})")
    return f"– {named} [{citation.marker}]"


def _source(citation: Citation, language: str) -> str:
    date = f" ({escaped(_line(citation.date))})" if citation.date else ""
    title, quote = escaped(_line(citation.title)), escaped(_line(citation.quote))
    page = f", {page_of(citation.page, language)}" if citation.page else ""
    return f"{citation.marker}. {title}{date}, {_code(_line(citation.source))}{page}: “{quote}”"


def _line(text: str) -> str:
    return " ".join(text.split())


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _defused(match: regex.Match[str]) -> str:
    space, number, stop, sign = match.groups()
    return f"{space}{number}\\{stop}" if number else f"{space}\\{sign}"


def _code(text: str) -> str:
    """A code span, in which nothing is markup; nothing at all for no text, whose span would be left open."""
    if not text:
        return ""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    fence = "`" * (longest + 1)
    space = " " if text[:1] in ("`", " ") or text[-1:] in ("`", " ") else ""
    return f"{fence}{space}{text}{space}{fence}"
