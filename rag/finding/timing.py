"""The time that a question names, and whether an article is of that time.

News tells of the same event every year. A question that names a year or a day means one of them: articles of another
time step back, articles of that time step forward, articles that tell no time stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from rag.datatypes import Document
from rag.finding.days import Day, tells_of_a_day
from rag.text.dates import TextDate, dates_in
from rag.text.patterns import Pattern
from rag.text.times import TextTime, times_in

__all__ = ["ANY_DAY", "AskedTime"]

ANY_DAY = date(2000, 1, 1)
"""For whether a time is named, and by which words: that does not depend on the day."""

_RIGHT = 0.03  # on the scale of `rag/finding/scoring.py`, where neighbours in a result often differ by less
_WRONG = 0.06
_DATELINE = 600  # characters at the top of an article, where its own day is printed
_RECENT = timedelta(days=31)  # a time seen from today that is no longer than this is news

_LATEST = re.compile(
    r"\b(?:mới nhất|gần đây nhất|gần nhất|mới đây|vừa qua|moi nhat|gan day nhat|gan nhat|moi day|vua qua"
    r"|latest|most recent|newest)\b|ຫຼ້າສຸດ",
    re.IGNORECASE,
)
_TOLD_YEAR = re.compile(r"(?<![0-9.,])(?:19|20)[0-9]{2}(?![0-9]|[.,][0-9])")
# Before a day: what is asked of is not that day itself.
_FROM_OR_UNTIL = Pattern(
    r"(?<!\w)(?:từ|đến|tới|trước|sau|hết|kể từ|since|until|till|from|before|after|by|to|between)"
    r"(?: (?:the|ngày|hôm))?\W*\Z"
)
_SHORTEST_MONTH = timedelta(days=27)  # from its first day to its last

_Range = tuple[date, date]


def _told_years(text: str) -> set[int]:
    return {int(year) for year in _TOLD_YEAR.findall(text)}


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The times that a question names.

    Attributes:
        ranges: first and last day of each whose year is known: a day, a week, a month, a year, some years.
        open: (month, day) of each whose year is not; day is 0 where it is a month.
        latest: whether what is newest is asked for.
        recent: those of `ranges` that were told as seen from today, such as yesterday or last week.
        exact: the days where nothing but days is named, and what is asked is of these, not since or until one.
    """

    ranges: frozenset[_Range] = frozenset()
    open: frozenset[tuple[int, int]] = frozenset()
    latest: bool = False
    recent: frozenset[_Range] = frozenset()
    exact: tuple[Day, ...] = ()

    @classmethod
    def of(cls, question: str, today: date) -> AskedTime:
        """Read a question; `today` is what "last year" is seen from."""
        times = times_in(question, today)
        known = [(time, (time.first, time.last)) for time in times if time.first and time.last]
        return cls(
            frozenset(days for _, days in known),
            frozenset((time.month, time.day or 0) for time in times if time.month),
            _LATEST.search(_without(question, times)) is not None,
            frozenset(days for time, days in known if time.relative and days[1] - days[0] < _RECENT),
            _exact_days(question, times),
        )

    @staticmethod
    def strip(question: str) -> str:
        """The question without the times it names: what it asks about, whenever that was."""
        return _without(question, times_in(question, ANY_DAY))

    @staticmethod
    def spans(question: str) -> list[tuple[int, int]]:
        """Where in the question each time stands that it names: first character, one past the last."""
        return [(time.start, time.end) for time in times_in(question, ANY_DAY)]

    @property
    def years(self) -> frozenset[int]:
        """The years that the times lie in, where they are known."""
        return frozenset(year for first, last in self.ranges for year in range(first.year, last.year + 1))

    @property
    def days(self) -> frozenset[tuple[int, int]]:
        """The days named, as (day, month)."""
        known = {(first.day, first.month) for first, last in self.ranges if first == last}
        return frozenset(known | {(day, month) for month, day in self.open if day})

    def __bool__(self) -> bool:
        return bool(self.ranges or self.open or self.latest)

    def timely(self, document: Document, passage: str) -> bool | None:
        """Whether a passage is of a year asked for; None where none is, or where the article has no date of its own.

        An article answers for yesterday or last week only if it is known to be of that time, or tells of it later; and
        for a day that is named only if it tells anything of that day.
        """
        if self.exact and not tells_of_a_day(f"{document.date or ''}\n{document.body}", document.published, self.exact):
            return False
        if not self.ranges:
            return None
        years = self.years
        if self.recent:
            return self._is_recent(document, passage)
        if _told_years(passage) & years:
            return True
        if document.published is not None:
            return document.published.year in years
        if _told_years(document.body) & years:
            return True
        filed = _told_years(document.source.replace("_", " "))
        return bool(filed & years) if filed else None

    def _is_recent(self, document: Document, passage: str) -> bool:
        published = document.published
        if published is None:
            return any(_meets(found, days) for found in dates_in(document.date or "") for days in self.recent)
        if any(first <= published <= last for first, last in self.recent):
            return True
        ended = [days for days in self.recent if days[1] < published]
        return any(_meets(found, days, published.year) for days in ended for found in dates_in(passage))

    def adjust(self, document: Document, passage: str) -> float:
        """What the score of a passage gains or loses: its article is of the time asked for, or of another."""
        timely = self.timely(document, passage)
        gain = 0.0 if timely is None else _RIGHT if timely else -_WRONG
        within = [days for days in self.ranges if not _is_whole_years(days)]
        if not within and not self.open:
            return gain
        text = f"{document.date or ''}\n{passage}\n{document.text[:_DATELINE]}"
        told = [
            meets
            for found in dates_in(text)
            for meets in (*(_meets(found, days) for days in within), *(_is_open(found, asked) for asked in self.open))
            if meets is not None
        ]
        return gain + (_RIGHT if any(told) else -_WRONG if told else 0.0)

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


def _exact_days(question: str, times: Sequence[TextTime]) -> tuple[Day, ...]:
    """The days that a question names; none where it names another time, too, or asks of what is before or after."""
    days: list[Day] = []
    for time in times:
        if time.relative or _FROM_OR_UNTIL.of(question).search(question[: _begin(question, time)]):
            return ()
        if time.first is not None and time.first == time.last:
            days.append((time.first.year, time.first.month, time.first.day))
        elif time.month and time.day:
            days.append((None, time.month, time.day))
        else:
            return ()
    return tuple(days)


def _begin(question: str, time: TextTime) -> int:
    """Where the figures of a time begin, behind a word that leads it."""
    said = re.search(r"[0-9]", question[time.start : time.end])
    return time.start + said.start() if said else time.start


def _without(text: str, times: Iterable[TextTime]) -> str:
    left, at = [], 0
    for time in times:
        left.append(text[at : time.start])
        at = time.end
    return " ".join([*left, text[at:]]) if left else text


def _is_whole_years(days: _Range) -> bool:
    first, last = days
    return (first.day, first.month, last.day, last.month) == (1, 1, 31, 12)


def _meets(found: TextDate, days: _Range, year: int | None = None) -> bool | None:
    """Whether a date in a text lies within some days; None where it tells too little.

    Args:
        found: a date; one without a year may be of any of these days, or of `year`.
        days: first and last.
        year: that the text is of.
    """
    first, last = days
    if found.month is None or (found.day is None and last - first < _SHORTEST_MONTH):
        return None
    years = (found.year or year,) if found.year or year else range(first.year, last.year + 1)
    if found.day is None:
        return any(
            (first.year, first.month) <= (told, found.month) <= (last.year, last.month) for told in years if told
        )
    told_days = ((told, found.month, found.day) for told in years)
    return any((first.year, first.month, first.day) <= day <= (last.year, last.month, last.day) for day in told_days)


def _is_open(found: TextDate, asked: tuple[int, int]) -> bool | None:
    month, day = asked
    if found.month is None or (day and found.day is None):
        return None
    return found.month == month and day in (0, found.day)
