"""The times that a question or a sentence names, as ranges of days: dates, years, parts of them, and `last week`.

Patterns find them and the calendar reads them. Libraries were tried on the list that tests this (tests/asked_times.tsv,
209 expressions): dateparser 1.5.0 reads 119, takes 0.7 ms for each and 0.7 s for the first, and does not know
`hôm kia`, `ba ngày trước`, `đầu năm` or `quý 2`; dateutil 4.0.0 reads 70.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rag.text.dates import TextDate, dates_in
from rag.text.patterns import Pattern, groups, row_of, words_in
from rag.text.relative import months_from, relative_times
from rag.text.words import fold
from rag.text.writing import western_digits

__all__ = ["TextTime", "times_in"]

_LONGEST_RANGE = 30  # years; what reads like a longer one is something else
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TextTime:
    """A time that a text names.

    Attributes:
        start: first character, with a word such as `in` that leads it.
        end: one past the last.
        first: its first day; None where the year is left open.
        last: its last day.
        month: 1 to 12 where the year is left open: `tháng 6`, `26/6`.
        day: 1 to 31 where the year is left open and a day is named.
        relative: whether it is told as seen from a day, as `last week` is.
    """

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    month: int | None = None
    day: int | None = None
    relative: bool = False


_THIRDS = "đầu,early|giữa,mid|cuối,late"
_HALVES = "nửa đầu,6 tháng đầu,sáu tháng đầu,first half|nửa cuối,6 tháng cuối,sáu tháng cuối,second half"
_QUARTERS = (
    "quý 1,quý i,q1,first quarter|quý 2,quý ii,q2,second quarter|quý 3,quý iii,q3,third quarter"
    "|quý 4,quý iv,q4,fourth quarter"
)
_PART_OF = {w: (k, n) for n, rows in ((3, _THIRDS), (2, _HALVES), (4, _QUARTERS)) for w, k in row_of(rows).items()}


_YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
_UNTIL = r"(?P<until>(?:19|20)[0-9]{2})(?![0-9/-])"
# What has a number like a year or a day, and is none.
_NUMBERED = r"(?<!quốc lộ )(?<!đường )(?<!tỉnh lộ )(?<!điều )(?<!hẻm )(?<!ngõ )(?<!số )(?<!ql)(?<!ql )"
_SCORED = r"(?<!tỷ số )(?<!tỉ số )(?<!score )(?<!thắng )(?<!thua )(?<!hoà )(?<!hòa )"
# After it: it is a number of them. Without marks too many words look like one of these.
_COUNTED = re.compile(
    r"\s*(?:(?:người|công nhân|hộ|ha|hecta|tấn|tạ|kg|km|m|m2|m²|m3|m³|mét|đồng|tỷ|tỉ|triệu|nghìn|usd|đô la|con|chiếc"
    r"|cây|bài|trường|học sinh|sinh viên|đại biểu|vận động viên|lao động|em|cán bộ|chiến sĩ|mw|kwh|gia đình|căn"
    r"|doanh nghiệp|suất|phần quà|ca|lượt|lần|workers|people|persons|tons|tonnes|households|dollars|students|million"
    r"|hectares|soldiers|met(?:er|re)s|times)\b|%)",
    re.IGNORECASE,
)
_YEARS = Pattern(
    rf"(?:\b(?:năm|giai đoạn|mùa(?: giải)?|years?|season|ປີ)\s+)?(?<![0-9./-]){_YEAR}"
    rf"\s?(?:[-–—/]|đến|tới|to|until)\s?(?:năm\s+)?{_UNTIL}",
    rf"\b(?:between|giữa) (?:năm )?{_YEAR} (?:and|to|và|đến) (?:năm )?{_UNTIL}",
    r"\b(?:thập niên|thập kỷ|những năm) (?P<decade>(?:19|20)[0-9]0)(?![0-9])",
    r"\b(?:the )?(?P<decade>(?:19|20)[0-9]0)s\b",
    rf"\b(?:năm|nam|year|ປີ)\s*{_YEAR}(?![0-9]|[.,][0-9]{{3}})",
    rf"(?P<bare>){_NUMBERED}(?:(?<=mid-)|(?<![0-9./,$€£¥-])){_YEAR}(?![0-9/-]|[.,][0-9])",
)
_QUARTER = Pattern(rf"\b(?P<part>{words_in(_QUARTERS)})(?:/| năm |, |,? (?:of )?){_YEAR}(?![0-9])")
# Before two figures: it is a day (`lễ 2/9`), or may be one, unless it is a share of something (`2/3 dân số`)
_DAY_SAID = re.compile(r"\b(?:sáng|trưa|chiều|tối|đêm|hôm|lễ|dịp|on|ວັນທີ)\s*\(?\Z", re.IGNORECASE)
_DAY_LIKELY = re.compile(rf"{_NUMBERED}{_SCORED}\Z", re.IGNORECASE)
_PART = Pattern(rf"\b(?P<part>{'|'.join(map(words_in, (_HALVES, _QUARTERS, _THIRDS)))})(?:\s|-|\sof\s(?:the\s)?)\Z")
_LEAD = Pattern(r"\b(?:trong|vào|hồi|in|on|of|from|từ)\s+\Z")
_LEAD_OF_DAY = Pattern(r"\b(?:(?:trong|vào|hồi|in|on|of|from|từ)\s+)?(?:(?:the|ngày|mùng)\s+)?\Z")
_MONTH_SAID = Pattern(r"[0-9]|\b(?:trong|vào|hồi|in|since|until|by|during|last|next|this|early|mid|late)\b")


# Finding --------------------------------------------------------------------------------------------------------


def times_in(text: str, today: date) -> list[TextTime]:
    """The times that a text names, in order, none overlapping another.

    Args:
        text: a question, or a sentence of an article, in NFC.
        today: the day that `last week` is seen from.
    """
    text = western_digits(text)
    found: list[TextTime] = []
    _take(found, _quarters(text))
    _take(found, _dates(text))
    _take(found, _relative(text, today, [time.end for time in found]))
    _take(found, _years(text))
    joined = _joined(text, sorted(found, key=lambda time: time.start))
    return [time for time in joined if _is_sure(text, time)]


def _take(found: list[TextTime], times: Iterable[TextTime]) -> None:
    """Add the times that overlap none found before."""
    found += [time for time in times if all(time.end <= had.start or time.start >= had.end for had in found)]


def _dates(text: str) -> Iterator[TextTime]:
    for found in dates_in(text):
        if found.month is None or (found.year is not None and not 1900 <= found.year < 2100):
            continue
        if found.plain and not _is_day(text, found):
            continue
        start, end, full = found.core, found.end, found.full
        if found.year is None:
            yield TextTime(start, end, month=found.month, day=found.day)
        elif full is not None:
            yield TextTime(start, end, full, full)
        else:
            first, last = months_from(found.year * 12 + found.month - 1, 1)
            yield TextTime(start, end, first, last)


def _is_day(text: str, found: TextDate) -> bool:
    before = text[: found.start]
    share = (found.day or 0) < (found.month or 0) <= 10 and re.match(r"\s+\w", text[found.end :]) is not None
    return _DAY_SAID.search(before) is not None or (not share and _DAY_LIKELY.search(before) is not None)


def _quarters(text: str) -> Iterator[TextTime]:
    for match in _QUARTER.of(text).finditer(text):
        parts = groups(match)
        quarter, _ = _PART_OF[fold(parts["part"]).lower()]
        yield TextTime(match.start(), match.end(), *months_from(int(parts["y"]) * 12 + 3 * quarter - 3, 3))


def _years(text: str) -> Iterator[TextTime]:
    for match in _YEARS.of(text).finditer(text):
        parts = groups(match)
        if "bare" in parts and _COUNTED.match(text, match.end()):
            continue
        first = int(parts.get("decade") or parts["y"])
        last = int(parts["until"]) if "until" in parts else first + 9 * ("decade" in parts)
        if first <= last <= first + _LONGEST_RANGE:
            yield _in_years(match.start(), match.end(), first, last)
        else:  # no range, but two years
            middle = match.end() - len(parts["until"])
            yield _in_years(match.start(), middle, first, first)
            yield _in_years(middle, match.end(), last, last)


def _in_years(start: int, end: int, first: int, last: int) -> TextTime:
    return TextTime(start, end, date(first, 1, 1), date(last, 12, 31))


def _relative(text: str, today: date, taken: Sequence[int]) -> Iterator[TextTime]:
    for start, end, first, last in relative_times(text, today, taken):
        yield TextTime(start, end, first, last, relative=True)


# Putting together -----------------------------------------------------------------------------------------------


def _joined(text: str, times: Sequence[TextTime]) -> list[TextTime]:
    """Times with what stands beside them: `26/6 năm ngoái`, `cuối tháng 6/2024`, `thứ hai tuần trước`."""
    joined: list[TextTime] = []
    for time in times:
        before = joined[-1] if joined else None
        free = before.end if before else 0  # where what belongs to this time may start
        beside = before is not None and not text[free : time.start].strip(" ,")
        if before and beside and before.month and time.first and time.last == date(time.first.year, 12, 31):
            with_year = _in_year(before, time.first.year)
            if with_year:
                joined[-1] = replace(with_year, end=time.end)
                continue
        joined.append(_led(text, _narrowed(text, time, free), free))
    return joined


def _in_year(time: TextTime, year: int) -> TextTime | None:
    first, last = months_from(year * 12 + (time.month or 1) - 1, 1)
    if time.day is not None:
        if time.day > last.day:
            return None
        first = last = first.replace(day=time.day)
    return replace(time, first=first, last=last, month=None, day=None)


def _narrowed(text: str, time: TextTime, free: int) -> TextTime:
    if time.first is None or time.last is None or time.first == time.last:
        return time
    if time.last.year - time.first.year not in (0, 9):  # two years; their middle is not meant
        return time
    match = _PART.of(text).search(text, free, time.start)
    if match is None:
        return time
    part, of = _PART_OF[fold(groups(match)["part"]).lower()]
    if time.first.year != time.last.year:  # the middle of the 1980s is no certain years
        return replace(time, start=match.start())
    first, last = _share(time.first, time.last, part, of)
    return replace(time, start=match.start(), first=first, last=last)


def _share(first: date, last: date, part: int, of: int) -> tuple[date, date]:
    """One of so many parts of a time: by months where they come out even, else by days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months % of == 0:
        return months_from(first.year * 12 + first.month - 1 + months // of * (part - 1), months // of)
    days = (last - first).days + 1
    return first + _DAY * (days * (part - 1) // of), first + _DAY * (days * part // of - 1)


def _led(text: str, time: TextTime, free: int) -> TextTime:
    pattern = _LEAD_OF_DAY if time.day or (time.first and time.first == time.last) else _LEAD
    lead = pattern.of(text).search(text, free, time.start)
    return replace(time, start=lead.start()) if lead else time


def _is_sure(text: str, time: TextTime) -> bool:
    """Whether a month without a year is a time: `tháng 6`, `tháng Sáu`, `in June`; not `river of May`."""
    if time.month is None or time.day is not None:
        return True
    said = _MONTH_SAID.of(text).search(text, max(0, time.start - 6), time.end) is not None
    return said or text[time.start : time.end].rpartition("tháng ")[2][0].isupper()
