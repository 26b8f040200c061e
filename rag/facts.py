"""The numbers, dates and names of a sentence, normalised, so that it can be held against what it cites.

Spelling is no difference: 1.150 is 1,150; 26/6/2024 is "ngày 26 tháng 6 năm 2024" and June 26, 2024; 1,2 triệu is
1.200.000; "bảy trăm" is 700; names are compared without diacritics, with or without hyphens, and as they sound
(Xa-vẳn-na-khệt, Savannakhet). A sentence claims only what is surely a number, a date or a name; what it is held
against (`rag/evidence.py`) is read generously.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import regex

from rag.dates import MONTH_NAMES, month_of
from rag.names import ORDINARY, SYLLABLE, key
from rag.numerals import numerals, roman
from rag.words import fold

__all__ = ["Date", "Fact", "capitalised", "dates", "facts", "plain"]

Date: TypeAlias = tuple[int | None, int | None, int | None]  # year, month, day; None where it is not told

_WORD_MONTHS = {
    word: number
    for number, words in enumerate(
        "giêng|một,hai,ba,tư|bốn,năm,sáu,bảy,tám,chín,mười,mười một,mười hai|chạp".split(","), 1
    )
    for word in words.split("|")
}
_D, _M, _Y = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})", r"(?P<y>[0-9]{4})"
_MW = rf"(?P<w>{'|'.join(sorted(_WORD_MONTHS, key=len, reverse=True))})"
_NAME = rf"(?P<n>{MONTH_NAMES})"
_DATES = [
    regex.compile(pattern, regex.IGNORECASE)
    for pattern in (
        rf"(?<![0-9/.-]){_Y}(?P<s>[-/.]){_M}(?P=s){_D}(?![0-9])",
        rf"(?<![0-9/.-]){_D} ?(?P<s>[-/.]) ?{_M} ?(?P=s) ?{_Y}(?![0-9])",
        rf"(?<![0-9/.-]){_D}[/-]{_M} năm {_Y}(?![0-9])",
        rf"(?<![0-9])(?:ngày |mùng )?{_D} tháng {_M}(?:(?:,? năm |/|, ?| ){_Y})?(?![0-9])",
        rf"(?<![0-9])(?:ngày |mùng ){_D} tháng {_MW}\b(?:(?:,? năm ){_Y})?(?![0-9])",
        rf"\b{_NAME} {_D}(?:st|nd|rd|th)?(?:,? {_Y})?(?![0-9])",
        rf"(?<![0-9]){_D}(?:st|nd|rd|th)?(?: of)?[ -]{_NAME}(?:,?[ -]{_Y})?(?![0-9])",
        rf"\btháng {_M}(?:,? năm | ?/ ?|-| ){_Y}(?![0-9])",
        rf"(?<![0-9/.,-]){_M}/{_Y}(?![0-9/])",
        rf"\b{_NAME},? (?:of )?{_Y}(?![0-9])",
        rf"(?<![0-9/.,-]){_D}/{_M}(?![0-9/])",
        rf"\b(?:ngày|sáng|trưa|chiều|tối|đêm|hôm) \(?{_D}-{_M}(?![0-9/])",
        rf"\btháng {_M}(?![0-9]|[.,][0-9])",
        rf"\btháng {_MW}\b(?! (?:tháng|tuổi|người))",
        rf"\b(?:in|since|until|by|last|next|this|of|from|to|mid-|early|late) (?-i:(?=\p{{Lu}})){_NAME}",
        rf"\b(?:ngày|mùng) {_D}(?![0-9/]|[.,][0-9])",
    )
]

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
    for date, start, end in dates(text):
        found.append(Fact("date", text[start:end], date=date, neighbours=_neighbours(text, start, end)))
        text = text[:start] + " " * (end - start) + text[end:]
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


def dates(text: str) -> Iterator[tuple[Date, int, int]]:
    """The dates of a plain text, each with its first character and one past its last."""
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            date = _date(match.groupdict())
            start = match.start()
            if pattern.groupindex.get("n") == 1 and text[start : start + 1].islower():
                start = match.start("n")
            if date and all(match.end() <= low or start >= high for low, high in taken):
                taken.append((start, match.end()))
                yield date, start, match.end()


def _date(parts: dict[str, str | None]) -> Date | None:
    year, day = (int(value) if (value := parts.get(name)) else None for name in ("y", "d"))
    if name := parts.get("n"):
        month: int | None = month_of(name)
    elif word := parts.get("w"):
        month = _WORD_MONTHS[word.lower()]
    else:
        month = int(parts["m"] or 0) if "m" in parts else None
    if month is not None and day is not None and month > 12 >= day:  # an American order
        day, month = month, day
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    return year, month, day


def _neighbours(text: str, start: int, end: int) -> frozenset[str]:
    before = _WORD.findall(text[max(0, start - 40) : start])[-1:]
    after = _WORD.findall(text[end : end + 40])[:2]
    return frozenset(fold(word).lower() for word in (*before, *after) if not word.isdigit())


def _names(text: str) -> Iterator[Fact]:
    for run in _runs(text):
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


def _runs(text: str) -> Iterator[list[regex.Match[str]]]:
    """Words with a capital that stand side by side."""
    run: list[regex.Match[str]] = []
    for match in capitalised(text):
        if run and not _RUN_GAP.fullmatch(text, run[-1].end(), match.start()):
            yield run
            run = []
        run.append(match)
    if run:
        yield run
