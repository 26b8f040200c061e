"""Whether an article tells anything of a day.

Prices, schedules and results are of a day; those of another day are no answer. An article that tells many days tells of
one that lies between two of them only where it says from one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from rag.text.commonmark import CELL
from rag.text.dates import TextDate, dates_in
from rag.text.relative import relative_times

__all__ = ["Day", "scheduled", "tells_of_a_day"]

Day = tuple[int | None, int, int]
"""Year, month and day; the year None where it is left open."""

_UNTIL = re.compile(r"\s*(?:[-–—]|đến hết|đến|tới|to|until|till|through|and|và)\s*(?:hết )?(?:ngày )?\Z", re.IGNORECASE)
# `ngày 5 và 6/5`, `từ 9 đến 13/6`, `5, 6, 7/5`: the days before the one with a month
_DAYS_BEFORE = re.compile(
    r"(?<![0-9/.])(?P<first>[0-9]{1,2})(?:\s*(?:,|-|–|—|và|đến hết|đến|tới|to|and)\s*(?:ngày )?[0-9]{1,2})*"
    r"\s*(?:,|-|–|—|và|đến hết|đến|tới|to|and)\s*(?:ngày )?\Z",
    re.IGNORECASE,
)
_DAYS_AFTER = re.compile(r"\s*(?:[-–—]|to|and)\s*(?P<last>[0-9]{1,2})(?![0-9/])", re.IGNORECASE)  # `June 5-7`
_SINCE = re.compile(r"(?:\b(?:kể từ|bắt đầu từ|từ|since|from)(?: \d{1,2} giờ)?(?: ngày| hôm)?\s*)\Z", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:kéo dài đến|kéo dài tới|cho đến|cho tới|đến hết|hết|chậm nhất|trước|until|by|through)"
    r"(?: hết)?(?: ngày)?\s*\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:[-–—]|đến|tới|to|until|till|through)\s*(?:hết )?(?:ngày )?[0-9]", re.IGNORECASE)
# A line, or the first cell of a row, that says a day and no more: what follows is of that day
_HEADING = re.compile(
    r"[-–•*+\s]*(?:(?:thứ [\w]+|chủ nhật|sáng|chiều|tối),?\s*)?(?:\(?ngày\s*)?"
    r"(?P<day>[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{4})?)\)?\s*(?P<ends>[:.]?\s*$|\||:\s)",
    re.IGNORECASE,
)
_SOON = timedelta(days=2)  # a story of a day may come out so much later without telling which day it was
_LONGEST_LEAD = 40
_LONGEST = timedelta(days=31)  # a longer time tells nothing of a day


def tells_of_a_day(text: str, published: date | None, asked: Sequence[Day]) -> bool:
    """Whether an article may tell of one of some days.

    It does where it names the day, a few days or a month around it, or the day since when something holds; and where
    it names no day but its own and came out then or soon after.

    Args:
        text: of the whole article, with its date.
        published: when it came out.
        asked: the days.
    """
    spans = list(_spans(text, published))
    if any(_lies_within(day, first, last) for day in asked for first, last in spans):
        return True
    others = [span for span in spans if span != (published, published)]
    if published is None:
        return not others
    return any(_lies_within(day, published if others else published - _SOON, published) for day in asked)


def scheduled(sentences: Sequence[str], asked: Sequence[Day]) -> list[bool | None]:
    """Whether each sentence of a passage is of one of some days, by the day that heads its row, or the lines above.

    Args:
        sentences: of the passage, in order.
        asked: the days.

    Returns:
        None where no day heads it.
    """
    above: bool | None = None
    found: list[bool | None] = []
    for sentence in sentences:
        heading = _HEADING.match(sentence)
        day = next(dates_in(heading["day"]), None) if heading is not None else None
        if heading is None or day is None:
            found.append(above)
            continue
        own = any((day.month, day.day) == (month, number) for _, month, number in asked)
        if not sentence[heading.end() :].strip() and CELL.strip() not in heading["ends"]:
            above = own
        found.append(own)
    return found


def _lies_within(day: Day, first: date, last: date) -> bool:
    year, month, number = day
    for told in (year,) if year else (first.year, min(last.year, first.year + 1)):
        try:
            if first <= date(told, month, number) <= last:
                return True
        except ValueError:  # 29 February
            continue
    return False


def _spans(text: str, published: date | None) -> Iterator[tuple[date, date]]:
    """The days and the months that a text tells, each by its first and last day."""
    end, begun = 0, None  # of the date before
    for found in dates_in(text):
        last = _last(found, published)
        if last is None:
            continue
        first = last.replace(day=1) if found.day is None else last
        before = text[max(0, found.core - _LONGEST_LEAD) : found.core]
        if begun is not None and _UNTIL.fullmatch(text, end, found.start):
            first = min(first, begun)
        elif found.day is not None:
            if (listed := _DAYS_BEFORE.search(before)) is not None and 0 < int(listed["first"]) < last.day:
                first = last.replace(day=int(listed["first"]))
            elif published is not None and published < last and _BY.search(before):
                first = published
        begun, end = first, found.end
        if found.day is not None and _SINCE.search(before) and not _GOES_ON.match(text, found.end):
            last = date.max
        elif found.day is not None and (more := _DAYS_AFTER.match(text, found.end)) is not None:
            last = _later(last, int(more["last"]))
        yield first, last
    if published is not None:
        for time in relative_times(text, published):
            if time.last - time.first < _LONGEST:
                yield time.first, time.last


def _last(found: TextDate, published: date | None) -> date | None:
    """The day, or the last one of the month, of a date; without a year it is of that of the article."""
    year = found.year or (published.year if published else None)
    if year is None or found.month is None or not 1900 <= year < 2100:
        return None
    try:
        if found.day is not None:
            return date(year, found.month, found.day)
        return date(year + found.month // 12, found.month % 12 + 1, 1) - timedelta(days=1)
    except ValueError:  # 30 February
        return None


def _later(first: date, number: int) -> date:
    try:
        return first.replace(day=number) if number > first.day else first
    except ValueError:
        return first
