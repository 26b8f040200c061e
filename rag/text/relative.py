"""Times told as seen from a day: yesterday, last week, three months ago, the past two years, last Monday.

Words are written here with their marks; a text that has no marks at all is read without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from rag.text.patterns import Pattern, groups, row_of, words_in
from rag.text.words import fold

__all__ = ["RelativeTime", "months_from", "relative_times"]

_DAY = timedelta(days=1)


class RelativeTime(NamedTuple):
    """A time seen from a day: where it stands in the text, its first and its last day."""

    start: int
    end: int
    first: date
    last: date


_UNITS = ("day", "week", "month", "quarter", "year")
_UNIT_WORDS = "ngày,hôm,days,day|tuần,weeks,week|tháng,months,month|quý,quarters,quarter|năm,years,year"
_COUNT_WORDS = "một,an,a,one|hai,two|ba,three|bốn,four|năm,five|sáu,six|bảy,seven|tám,eight|chín,nine|mười,ten"
_WEEKDAY_WORDS = (
    "thứ hai,thứ 2,monday|thứ ba,thứ 3,tuesday|thứ tư,thứ 4,wednesday|thứ năm,thứ 5,thursday|thứ sáu,thứ 6,friday"
    "|thứ bảy,thứ 7,saturday|chủ nhật,sunday"
)
_UNIT_OF, _COUNT_OF, _WEEKDAY_OF = row_of(_UNIT_WORDS), row_of(_COUNT_WORDS), row_of(_WEEKDAY_WORDS)


_COUNT = rf"(?<!thứ )(?P<count>[0-9]{{1,2}}|{words_in(_COUNT_WORDS)})"
_UNIT = rf"(?P<unit>{words_in(_UNIT_WORDS)})"
_WEEKDAY = rf"(?P<weekday>{words_in(_WEEKDAY_WORDS)})"
# `ba ngày trước lễ`, `năm trước khi`: before something, not before today
_BEFORE = (
    r"trước\b(?! (?:khi|đó|đấy|ấy|lúc|lễ|tết|hội|ngày|trận|giải|kỳ|cuộc|khai|bầu|đám|mùa|bão|hạn|thời|công nguyên)\b)"
    r"(?: đây\b)?"
)
_JUST = r"(?:vừa qua|vừa rồi|qua|rồi)\b"
_TIME_OF_DAY = r"\b(?:(?:rạng |sáng )?(?:sáng|trưa|chiều|tối|đêm|sớm|khuya)|hôm)"
_RELATIVE = Pattern(
    r"\b(?P<two>)(?:hôm kia|the (?P<unit>day) before yesterday)\b",
    rf"(?P<one>)(?:{_TIME_OF_DAY}(?: hôm)? qua|\byesterday(?: (?:morning|afternoon|evening))?|\blast night)\b",
    rf"(?P<today>){_TIME_OF_DAY} nay\b|\b(?:this (?:morning|afternoon|evening)|tonight|(?P<loose>today))\b",
    rf"(?P<ago>)\bcách đây(?: (?:hơn|gần|khoảng|đúng))? {_COUNT} {_UNIT}\b",
    rf"(?P<ago>)(?<![0-9.,])\b{_COUNT} {_UNIT} (?:{_BEFORE}|ago\b)",
    rf"(?P<past>)(?<![0-9.,])\b{_COUNT} {_UNIT} (?:vừa qua|qua|gần đây)\b",
    rf"(?P<past>)\b(?:last|past|previous) {_COUNT} {_UNIT}\b",
    rf"\b{_WEEKDAY} {_JUST}",
    rf"\blast {_WEEKDAY}\b",
    r"(?P<now>)\b(?P<unit>tuần|tháng|quý) (?:này|nay)\b",
    r"(?P<now>)\b(?P<unit>năm) nay\b",
    r"(?P<now>)\bthis (?P<unit>week|month|quarter|year)\b",
    rf"(?P<one>)\b(?P<unit>tuần|tháng|quý|năm) (?:{_BEFORE}|{_JUST}|ngoái\b)",
    r"(?P<one>)\b(?:last|past|previous) (?P<unit>week|month|quarter|year)\b",
    r"(?P<two>)\b(?P<unit>năm) kia\b",
)
_WEEKDAY_BEFORE = Pattern(rf"\b{_WEEKDAY}\s\Z")
# Before a relative time: a plural that names none, or what it is compared with.
_NO_TIME_BEFORE = Pattern(
    r"(?:những|các|nhiều|vài|mấy|bao nhiêu|hàng|mỗi|so với|hơn|bằng|(?<!quý )[0-9]|than"
    r"|compared (?:with|to)|every|each)\s\Z"
)
# In an English question "today" is mostly "nowadays"; beside these it is the day.
_OF_THE_DAY = re.compile(r"\b(?:price|prices|cost|costs|rate|weather|news|happen\w*|today's)\b", re.IGNORECASE)


def relative_times(text: str, today: date, taken: Sequence[int] = ()) -> Iterator[RelativeTime]:
    """The times of a text that are told as seen from a day.

    Args:
        text: in NFC.
        today: that day.
        taken: where dates end in the text; in `26/6 năm ngoái` the year is not counted.
    """
    free = 0  # where what belongs to the next of them may start
    for match in _RELATIVE.of(text).finditer(text):
        begin = max([free, *(end for end in taken if end <= match.start())])
        if _NO_TIME_BEFORE.of(text).search(text, begin, match.start()):
            continue
        parts = groups(match)
        if "loose" in parts and not _OF_THE_DAY.search(text):
            continue
        try:
            first, last = _seen_from(today, parts)
        except (ValueError, OverflowError):  # before the calendar begins
            continue
        start = match.start()
        if (last - first).days == 6 and (weekday := _WEEKDAY_BEFORE.of(text).search(text, begin, start)) is not None:
            start = weekday.start()  # `thứ hai tuần trước`
            first = last = first + _DAY * (_WEEKDAY_OF[fold(groups(weekday)["weekday"]).lower()] - 1)
        free = match.end()
        yield RelativeTime(start, free, first, last)


def _seen_from(today: date, parts: dict[str, str]) -> tuple[date, date]:
    if "weekday" in parts:
        day = today - _DAY * ((today.weekday() - _WEEKDAY_OF[fold(parts["weekday"]).lower()]) % 7 + 1)
        return day, day
    unit = _UNITS[_UNIT_OF[fold(parts["unit"]).lower()] - 1] if "unit" in parts else "day"
    said = fold(parts.get("count", "")).lower()
    count = int(said) if said.isdigit() else _COUNT_OF.get(said, 0)
    if "past" in parts:
        if unit in ("day", "week"):
            return today - _DAY * count * (7 if unit == "week" else 1), today
        months = today.year * 12 + today.month - 1 - count * {"month": 1, "quarter": 3, "year": 12}[unit]
        first, last = months_from(months, 1)
        return first.replace(day=min(today.day, last.day)), today
    back = count or (2 if "two" in parts else 1 if "one" in parts else 0)
    if unit == "day":
        return today - _DAY * back, today - _DAY * back
    if unit == "week":
        monday = today - _DAY * (today.weekday() + 7 * back)
        return monday, monday + 6 * _DAY
    size = {"month": 1, "quarter": 3, "year": 12}[unit]
    return months_from(((today.year * 12 + today.month - 1) // size - back) * size, size)


def months_from(number: int, count: int) -> tuple[date, date]:
    """First and last day of some months; months are counted from the year 0."""
    return date(number // 12, number % 12 + 1, 1), date((number + count) // 12, (number + count) % 12 + 1, 1) - _DAY
