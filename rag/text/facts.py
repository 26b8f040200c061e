"""The numbers, dates and names of a sentence, normalised, so that it can be held against what it cites.

Spelling is no difference: 1.150 is 1,150; 26/6/2024 is "ngày 26 tháng 6 năm 2024" and June 26, 2024; 1,2 triệu is
1.200.000; "bảy trăm" is 700; names are compared without diacritics, with or without hyphens, and as they sound
(Xa-vẳn-na-khệt, Savannakhet). A sentence claims only what is surely a number, a date or a name; what it is held
against (`rag/text/evidence.py`) is read generously.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import regex

from rag.text.dates import dates_in
from rag.text.names import ORDINARY, SYLLABLE, key
from rag.text.numerals import numerals, roman
from rag.text.words import fold

__all__ = ["Date", "Fact", "capitalised", "facts", "name_runs", "plain"]

Date: TypeAlias = tuple[int | None, int | None, int | None]  # year, month, day; None where it is not told

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_TOKEN = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:[-'’.][\p{L}\p{M}\p{N}]+)*")
_NAMED = regex.compile(r"\p{Lu}")
_RUN_GAP = regex.compile(r"[ \u00a0]|-")
_ADDRESS = regex.compile(r"(?:https?://|www\.)[^\s<>()\[\]\"'”]*[\p{L}\p{N}/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# `thứ hai` alone is `the second`, too
_WEEKDAY = regex.compile(
    r"\b(?:sáng|trưa|chiều|tối|đêm|ngày|hôm|vào) (?P<day>thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)\b",
    regex.IGNORECASE,
)
_SENTENCE_HEAD = regex.compile(r"(?:^|[.!?…:;\n]|[\"“‘«(]|[-–—•*] )[\s\"“‘«(*•–—-]*\Z")


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, a date or a name that a sentence claims.

    Attributes:
        kind: `number`, `date` or `name`.
        text: as the sentence writes it.
        values: what the number may mean (1.150 is 1150, or 1 and a bit).
        date: year, month, day; None where it is not told.
        head: whether a name stands at the head of its sentence, where ordinary words have capitals too.
        whole: the whole run of capitalised words that the name belongs to.
        neighbours: the words before and after it, folded.
    """

    kind: str
    text: str
    values: frozenset[float] = frozenset()
    date: Date = (None, None, None)
    head: bool = False
    whole: str = ""
    neighbours: frozenset[str] = field(default=frozenset(), compare=False)


def facts(sentence: str) -> list[Fact]:
    """Everything in a sentence that must stand in what it cites, in the order dates, numbers, addresses, names."""
    text = plain(sentence)
    found: list[Fact] = []
    for told in list(dates_in(text)):
        near = _neighbours(text, told.start, told.end)
        found.append(Fact("date", text[told.core : told.end], date=told.parts, neighbours=near))
        text = text[: told.start] + " " * (told.end - told.start) + text[told.end :]
    for match in _ADDRESS.finditer(text):
        found.append(Fact("name", match.group(), whole=match.group()))
        text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    for number in numerals(text):
        if number.certain:
            near = _neighbours(text, number.start, number.end)
            found.append(Fact("number", text[number.start : number.end], number.values, neighbours=near))
    for match in _WEEKDAY.finditer(text):
        found.append(Fact("name", match["day"], whole=match["day"]))
    found += _names(text)
    return found


def plain(text: str) -> str:
    """Composed, with the digits of any script as 0 to 9, and no invisible characters."""
    composed = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ")
    if composed.isascii():
        return composed
    return "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and unicodedata.category(c) == "Nd" else c
        for c in composed
        if unicodedata.category(c) != "Cf"
    )


def _neighbours(text: str, start: int, end: int) -> frozenset[str]:
    before = _WORD.findall(text[max(0, start - 40) : start])[-1:]
    after = _WORD.findall(text[end : end + 40])[:2]
    return frozenset(fold(word).lower() for word in (*before, *after) if not word.isdigit())


def _names(text: str) -> Iterator[Fact]:
    for run in name_runs(text):
        whole = text[run[0].start() : run[-1].end()]
        for place, match in enumerate(run):
            word = match.group()
            if word[0].islower():  # `anti-Erdogan`, `mid-Wales`
                yield from (Fact("name", part, whole=part) for part in word.split("-") if _NAMED.match(part))
                continue
            head = place == 0 and _SENTENCE_HEAD.search(text[: match.start()]) is not None
            name = key(word)
            if (head or len(run) > 1) and name in ORDINARY and len(run) - (place == 0 and head) < 2:
                continue
            if head and name in ORDINARY:
                continue
            if head and len(run) == 1 and not _surely_named(text, match):
                continue
            values = roman(word)
            if values is not None:
                yield Fact("number", word, frozenset({float(values)}))
            elif len(name) > 1 or not head:
                yield Fact("name", word, head=head, whole=whole)


def _surely_named(text: str, match: regex.Match[str]) -> bool:
    """Whether a capitalised word at the head of a sentence, followed by none, is a name and not just the first word."""
    word = match.group()
    if sum(c.isupper() for c in word) > 1 or any(c.isdigit() for c in word):
        return True
    after = _WORD.search(text, match.end())
    following = after.group() if after else ""
    if following in _AFTER_SUBJECT:
        return True
    foreign = SYLLABLE.fullmatch(key(word)) is None
    return foreign and any("\u1ea0" <= c <= "\u1ef9" or c in "ăâđêôơưáàãéèíìóòõúùý" for c in text)


# A lone word before one of these is the subject of its sentence: `Pháp đã thắng`, `Rollo was`.
_AFTER_SUBJECT = frozenset("đã có là được sẽ bị cũng đang vẫn từng was is has had were said says won became".split())


def capitalised(text: str) -> Iterator[regex.Match[str]]:
    """The words of a text that have a capital; what a hyphen joins is one."""
    return (match for match in _TOKEN.finditer(text) if _NAMED.search(match.group()))


def name_runs(text: str) -> Iterator[list[regex.Match[str]]]:
    """Words with a capital that stand side by side."""
    run: list[regex.Match[str]] = []
    for match in capitalised(text):
        if run and not _RUN_GAP.fullmatch(text, run[-1].end(), match.start()):
            yield run
            run = []
        run.append(match)
    if run:
        yield run
