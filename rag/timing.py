"""The time that a question names, and whether an article is of that time.

News tells of the same event every year. A question that names a year or a day means one of them: articles of another
time step back, articles of that time step forward, articles that tell no time stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rag.datatypes import Document
from rag.dates import MONTH_NAMES, month_of

__all__ = ["AskedTime"]

_RIGHT = 0.03  # on the scale of `rag/scoring.py`, where neighbours in a result often differ by less
_WRONG = 0.06
_LONGEST_RANGE = 30  # years; what reads like a longer one is something else
_DATELINE = 600  # characters at the top of an article, where its own day is printed

_YEAR = r"(?:19|20)[0-9]{2}"
_D, _M = r"[0-9]{1,2}", r"[0-9]{1,2}"
_LEAD = r"(?:\b(?:trong|vào|hồi|in|on|of|from|từ)\s+)?"
# What has a number like a year or a day, and is none.
_NUMBERED = r"(?<!quốc lộ )(?<!đường )(?<!tỉnh lộ )(?<!điều )(?<!hẻm )(?<!ngõ )(?<!số )(?<!ql)(?<!ql )"
_SCORED = r"(?<!tỷ số )(?<!tỉ số )(?<!score )(?<!thắng )(?<!thua )(?<!hoà )(?<!hòa )"
_COUNTED = (
    r"(?!\s*(?:người|công nhân|hộ|ha\b|hecta|tấn|tạ\b|kg|km|m\b|m2|m²|m3|m³|mét|đồng|tỷ|tỉ\b|triệu|nghìn|usd|đô la"
    r"|con\b|chiếc|cây|bài|trường|học sinh|sinh viên|đại biểu|vận động viên|lao động|em\b|cán bộ|chiến sĩ|mw|kwh"
    r"|gia đình|căn|doanh nghiệp|suất|phần quà|ca\b|lượt|workers|people|persons|tons|tonnes|households|dollars|students"
    r"|million|hectares|soldiers|met(?:er|re)s|times|lần|%))"
)
_MENTIONS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # a full date
        rf"{_LEAD}(?:\bngày\s+)?(?<![0-9/.-])(?P<y>{_YEAR})(?P<sep>[-/.])(?P<m>{_M})(?P=sep)(?P<d>{_D})(?![0-9])",
        rf"{_LEAD}(?:\bngày\s+)?(?<![0-9/.-])(?P<d>{_D})(?P<sep>[-/.])(?P<m>{_M})(?P=sep)(?P<y>{_YEAR})(?![0-9])",
        rf"{_LEAD}(?:\b(?:ngày|mùng)\s+)?(?<![0-9])(?P<d>{_D})\s+tháng\s+(?P<m>{_M})"
        rf"(?:(?:,?\s+năm\s+|/|\s+)(?P<y>{_YEAR}))?(?![0-9])",
        rf"{_LEAD}(?:\bthe\s+)?(?<![0-9])(?P<d>{_D})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<name>{MONTH_NAMES})"
        rf"(?:,?\s+(?P<y>{_YEAR}))?(?![0-9])",
        rf"{_LEAD}\b(?P<name>{MONTH_NAMES})\s+(?P<d>{_D})(?:st|nd|rd|th)?(?:,?\s+(?P<y>{_YEAR}))?(?![0-9])",
        # a month
        rf"{_LEAD}\btháng\s+(?P<m>{_M})(?:,?\s+năm\s+|\s?/\s?|-|\s+)(?P<y>{_YEAR})(?![0-9])",
        rf"{_LEAD}(?<![0-9/.-])(?P<m>{_M})/(?P<y>{_YEAR})(?![0-9/-])",
        rf"{_LEAD}\b(?P<name>{MONTH_NAMES}),?\s+(?:of\s+)?(?P<y>{_YEAR})(?![0-9])",
        # a day of a month: where it could be a part of something ("2/3 dân số"), a word before it must say so
        rf"{_LEAD}\b(?:ngày|mùng|sáng|trưa|chiều|tối|đêm|hôm|lễ|dịp|on|ວັນທີ)\s*\(?(?P<d>{_D})[/-](?P<m>{_M})"
        rf"(?:\s+năm\s+(?P<y>{_YEAR}))?(?![0-9/])",
        rf"{_NUMBERED}{_SCORED}(?<![0-9./-])(?P<d>{_D})/(?P<m>{_M})(?P<part>\s+\w)?(?![0-9/])",
        # years
        rf"{_LEAD}(?:\b(?:năm|giai đoạn|mùa(?: giải)?|years?|season|ປີ)\s+)?(?<![0-9./-])(?P<y>{_YEAR})"
        rf"\s?(?:[-–—/]|đến|tới|to|until)\s?(?:năm\s+)?(?P<until>{_YEAR})(?![0-9/-])",
        rf"{_LEAD}\b(?:năm|nam|year|ປີ)\s*(?P<y>{_YEAR})(?![0-9]|[.,][0-9]{{3}})",
        rf"{_LEAD}{_NUMBERED}(?<![0-9./,$€£¥-])(?P<y>{_YEAR})(?![0-9/-]|[.,][0-9]){_COUNTED}",
        # seen from today
        r"\b(?P<this>năm nay|nam nay|this year)\b",
        r"(?<!những )(?<!các )(?<!nhiều )(?<!vài )(?<!mấy )(?<!bao nhiêu )(?<![0-9] )"
        r"\b(?P<last>năm ngoái|năm trước(?! khi)|nam ngoai|last year)\b",
        r"(?<![0-9.,])(?P<ago>[0-9]{1,2}) (?:năm trước|years ago)\b",
        r"\b(?:(?:sáng|trưa|chiều|tối) (?P<qua>qua)|(?P<today>hôm nay|sáng nay|chiều nay|tối nay|today)"
        r"|(?P<yesterday>hôm qua|yesterday)|(?P<before>hôm kia))\b",
    )
]
# In an English question "today" is mostly "nowadays"; beside these it is the day.
_OF_THE_DAY = re.compile(r"\b(?:price|prices|cost|costs|rate|weather|news|happen\w*|today's)\b", re.IGNORECASE)
_LATEST = re.compile(
    r"\b(?:mới nhất|gần đây nhất|gần nhất|mới đây|vừa qua|latest|most recent|newest)\b|ຫຼ້າສຸດ", re.IGNORECASE
)
_TOLD_YEAR = re.compile(rf"(?<![0-9.,])(?:{_YEAR})(?![0-9]|[.,][0-9])")
_TOLD_DAY = re.compile(
    rf"(?<![0-9./-])(?P<d>{_D})[/.-](?P<m>{_M})(?![0-9])|(?<![0-9])(?P<d2>{_D}) tháng (?P<m2>{_M})(?![0-9])"
    rf"|\b(?P<name>{MONTH_NAMES}) (?P<d3>{_D})(?![0-9])|(?<![0-9])(?P<d4>{_D}) (?P<name4>{MONTH_NAMES})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    years: frozenset[int]
    days: frozenset[tuple[int, int]]
    recent: date | None = None


def _mentions(question: str, today: date) -> Iterator[_Mention]:
    """The times a question names, none overlapping another; the patterns that say more come first."""
    taken: list[tuple[int, int]] = []
    for pattern in _MENTIONS:
        for match in pattern.finditer(question):
            mention = _read(match, today)
            if mention and all(mention.end <= start or mention.start >= end for start, end in taken):
                taken.append((mention.start, mention.end))
                yield mention


def _read(match: re.Match[str], today: date) -> _Mention | None:
    parts = {name: value for name, value in match.groupdict().items() if value}
    years: set[int] = {int(parts["y"])} if "y" in parts else set()
    days: set[tuple[int, int]] = set()
    recent: date | None = None
    end = match.start("part") if "part" in parts else match.end()
    if "until" in parts:
        first, last = int(parts["y"]), int(parts["until"])
        if not first < last <= first + _LONGEST_RANGE:
            return None
        years = set(range(first, last + 1))
    elif "ago" in parts:
        years = {today.year - int(parts["ago"])}
    elif "this" in parts or "last" in parts:
        years = {today.year - ("last" in parts)}
    elif not parts.keys() - {"today", "yesterday", "before", "qua"}:
        if parts.get("today", "").lower() == "today" and not _OF_THE_DAY.search(match.string):
            return None
        recent = today - timedelta(days=0 if "today" in parts else 2 if "before" in parts else 1)
        years, days = {recent.year}, {(recent.day, recent.month)}
    elif "m" in parts or "name" in parts:
        month = month_of(parts["name"]) if "name" in parts else int(parts["m"])
        if not 1 <= month <= 12:
            return None
        if "d" in parts:
            day_of_month = int(parts["d"])
            if not 1 <= day_of_month <= 31 or ("part" in parts and day_of_month < month <= 10):
                return None
            days = {(day_of_month, month)}
    return _Mention(match.start(), end, frozenset(years), frozenset(days), recent)


def _told_years(text: str) -> set[int]:
    return {int(year) for year in _TOLD_YEAR.findall(text)}


def _told_days(text: str) -> set[tuple[int, int]]:
    found = set()
    for match in _TOLD_DAY.finditer(text):
        day = int(match["d"] or match["d2"] or match["d3"] or match["d4"])
        name = match["name"] or match["name4"]
        month = month_of(name) if name else int(match["m"] or match["m2"])
        if 1 <= day <= 31 and 1 <= month <= 12:
            found.add((day, month))
    return found


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time a question names.

    Attributes:
        years: calendar years; empty if it names none.
        days: (day, month) pairs; empty if it names none.
        latest: whether it asks for what is newest.
        recent: days that it names by their distance from today, such as "yesterday".
    """

    years: frozenset[int]
    days: frozenset[tuple[int, int]]
    latest: bool = False
    recent: frozenset[date] = frozenset()

    @classmethod
    def of(cls, question: str, today: date) -> AskedTime:
        """Read the time out of a question; words such as "last year" count from `today`."""
        mentions = list(_mentions(question, today))
        return cls(
            frozenset(year for mention in mentions for year in mention.years),
            frozenset(day for mention in mentions for day in mention.days),
            _LATEST.search(question) is not None,
            frozenset(mention.recent for mention in mentions if mention.recent),
        )

    @staticmethod
    def strip(question: str) -> str:
        """The question without the years and days it names: what it asks about, whenever that was."""
        left, at = [], 0
        for mention in sorted(_mentions(question, date(2000, 1, 1)), key=lambda mention: mention.start):
            left.append(question[at : mention.start])
            at = mention.end
        return " ".join([*left, question[at:]]) if left else question

    def __bool__(self) -> bool:
        return bool(self.years or self.days or self.latest)

    def timely(self, document: Document, passage: str) -> bool | None:
        """Whether a passage is of a year asked for; None where none is, or where the article has no date of its own.

        An article answers for today or yesterday only if it is known to be of that day.
        """
        if not self.years:
            return None
        if self.recent:
            known = document.published
            return known in self.recent if known else bool(_told_days(document.date or "") & self.days)
        if _told_years(passage) & self.years:
            return True
        if document.published is not None:
            return document.published.year in self.years
        if _told_years(document.text[: document.body_end]) & self.years:
            return True
        filed = _told_years(document.source.replace("_", " "))
        return bool(filed & self.years) if filed else None

    def adjust(self, document: Document, passage: str) -> float:
        """What the score of a passage gains or loses: its article is of the time asked for, or of another."""
        timely = self.timely(document, passage)
        gain = 0.0 if timely is None else _RIGHT if timely else -_WRONG
        if self.days:
            told_days = _told_days(f"{document.date or ''}\n{passage}\n{document.text[:_DATELINE]}")
            if told_days & self.days:
                gain += _RIGHT
            elif told_days:
                gain -= _WRONG
        return gain

    def prefer_latest(self, documents: Sequence[Document], scores: Sequence[float]) -> list[float]:
        """What each of a ranking's scores gains where the newest is asked for: the newer, the more.

        Only passages that fit almost as well as the best are told apart by their age.
        """
        if not self.latest:
            return [0.0] * len(scores)
        near = max(scores) - _WRONG
        days = sorted({d.published for d, s in zip(documents, scores, strict=True) if d.published and s >= near})
        rank = {day: (place + 1) / len(days) for place, day in enumerate(days)}
        return [
            _WRONG * rank.get(d.published, 0.0) if d.published and s >= near else 0.0
            for d, s in zip(documents, scores, strict=True)
        ]
