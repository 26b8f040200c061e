"""A list or a table of an article that is told as a whole, because that is asked for, or the best sentence says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from rag.answers.candidates import Candidate
from rag.datatypes import Hit
from rag.text.commonmark import CELL
from rag.text.words import folded

__all__ = ["as_list"]

_ITEMS = 12  # that are told at the most
_NUMBERING = regex.compile(r"^[#\s]*(?:[IVX]+|\d{1,2}|\p{Ll})[.)/] ?|^[#*\s]+|[*:\s]+$")
_ITEM = regex.compile(r"^(?:[-–—•+*]|\d{1,2}[.)]|\p{Ll}[.)]) ?(?=\p{L})| \| ")
_BULLETS = set("-–—•+*")
# Lines that no blank ones part, where others are
_BLOCK = regex.compile(r"(?<=\n\n)(?:[^\n]{1,150}\n)+[^\n]{1,150}(?=\n\n|$)")
_ASKS_FOR_ALL = regex.compile(
    r"\b(?:những|các|mấy)\b.*\b(?:nào|gì|ai|đâu)\b|\b(?:liệt kê|danh sách|lịch|gồm|kể (?:tên|ra))\b"
    r"|\b(?:điều kiện|giấy tờ|hồ sơ|thủ tục|yêu cầu|tiêu chuẩn|quyền lợi)\b.*\bgì\b"
    r"|\b(?:what|which) (?:\p{Ll}+ )?(?:are|were)\b|\b(?:list|conditions|requirements|documents)\b",
    regex.I,
)


def as_list(question: str, ranked: Sequence[Candidate], room: int) -> list[Candidate]:
    """The list or table that is asked for as a whole, or that the best sentence announces, as far as it fits; else
    none.

    That is the one which the best sentence stands in, or one of its article whose heading has words of the question
    alone. It may have more sentences than other answers.

    Args:
        question: as it was understood.
        ranked: the sentences that may be told, the best first.
        room: characters at the most.
    """
    if not ranked:
        return []
    best, known = ranked[0], folded(question)
    whole = bool(_ASKS_FOR_ALL.search(question))
    own, headed = None, None
    for hit in dict.fromkeys(c.hit for c in ranked if c.hit.source == best.hit.source):
        for items in _lists(hit):
            head = items.start - 1
            words = folded(_NUMBERING.sub("", hit.sentences[head].text)) if head >= 0 else frozenset[str]()
            announced = best.place == head and best.sentence.text.endswith(":")
            asked = whole if CELL in hit.sentences[items.start].text else announced or whole
            if hit is best.hit and asked and (announced or best.place in items):
                own = hit, items
            elif whole and words and words <= known and headed is None:
                headed = hit, items
    found = headed or own
    if found is None and whole:
        only = list(_lists(best.hit))
        found = (best.hit, only[0]) if len(only) == 1 else None
    if found is None:
        return []
    hit, items = found
    of_passage = {c.place: c for c in ranked if c.hit is hit}
    listed = [of_passage[place] for place in range(max(items.start - 1, 0), items.stop) if place in of_passage]
    del listed[_ITEMS:]
    while sum(len(c.sentence.text) for c in listed) > room:
        listed.pop()
    return listed if len(listed) > 1 else []


def _lists(hit: Hit) -> Iterator[range]:
    """The places of the sentences of each list or table of a passage, of two items or more."""
    blocks = [range(*block.span()) for block in _BLOCK.finditer(hit.text)]
    starts: list[int] = []
    last = 0
    for place, sentence in enumerate(hit.sentences):
        at = sentence.start - hit.start
        before = hit.text[hit.text.rfind("\n", 0, at) + 1 : at].strip()
        if before and before not in _BULLETS:  # the line goes on
            last = place if starts else last
        elif before or _ITEM.search(sentence.text) or any(at in block for block in blocks):
            starts.append(place)
            last = place
        else:
            if len(starts) > 1:
                yield range(starts[0], last + 1)
            starts = []
    if len(starts) > 1:
        yield range(starts[0], last + 1)
