"""The time that a question names, and whether an article is of that time.

News tells of the same event every year. A question that names a year or a day means one of them: articles of another
time step back, articles of that time step forward, articles that tell no time stay where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rag.datatypes import Document

__all__ = ["AskedTime"]

_RIGHT = 0.03  # on the scale of `rag/scoring.py`, where neighbours in a result often differ by less
_WRONG = 0.06

_YEAR = re.compile(r"(?<![\d./-])(?:19|20)\d\d(?![\d-])")
_DAY = re.compile(r"(?<![\d./-])(\d{1,2})[/-](\d{1,2})(?:[/-]((?:19|20)\d\d))?(?![\d/-])")
_DAY_IN_WORDS = re.compile(r"\bngày (\d{1,2}) tháng (\d{1,2})\b", re.IGNORECASE)
_FULL_DATE_END = re.compile(r"[/-]((?:19|20)\d\d)(?!\d)")
_NAMED = re.compile(
    r"(?:\b(?:trong|vào|in|on|of)\s+)?(?:\b(?:năm|ngày|year)\s+)?(?<![\d./-])"
    r"(?:\d{1,2}[/-]\d{1,2}(?:[/-](?:19|20)\d\d)?|(?:19|20)\d\d)(?![\d/-])",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(r"\b(?:năm nay|nam nay|this year)\b", re.IGNORECASE)
_LAST_YEAR = re.compile(r"\b(?:năm ngoái|năm trước|nam ngoai|last year)\b", re.IGNORECASE)


def _days(text: str) -> set[tuple[int, int]]:
    found = [(match[1], match[2]) for pattern in (_DAY, _DAY_IN_WORDS) for match in pattern.finditer(text)]
    return {(int(d), int(m)) for d, m in found if 1 <= int(d) <= 31 and 1 <= int(m) <= 12}


def _years(text: str) -> set[int]:
    return {int(year) for year in (*_YEAR.findall(text), *_FULL_DATE_END.findall(text))}


@dataclass(frozen=True, slots=True)
class AskedTime:
    """The time a question names.

    Attributes:
        years: calendar years; empty if it names none.
        days: (day, month) pairs; empty if it names none.
    """

    years: frozenset[int]
    days: frozenset[tuple[int, int]]

    @classmethod
    def of(cls, question: str, today: date) -> AskedTime:
        """Read the time out of a question; words such as "last year" count from `today`."""
        years = _years(question)
        if _THIS_YEAR.search(question):
            years.add(today.year)
        if _LAST_YEAR.search(question):
            years.add(today.year - 1)
        return cls(frozenset(years), frozenset(_days(question)))

    @staticmethod
    def strip(question: str) -> str:
        """The question without the years and days it names: what it asks about, whenever that was."""
        return _NAMED.sub(" ", question)

    def __bool__(self) -> bool:
        return bool(self.years or self.days)

    def timely(self, document: Document, passage: str) -> bool | None:
        """Whether a passage is of a year asked for; None where none is, or where the article has no date of its own."""
        if not self.years:
            return None
        if _years(passage) & self.years:
            return True
        if document.published is not None:
            return document.published.year in self.years
        return True if _years(document.text[: document.body_end]) & self.years else None

    def adjust(self, document: Document, passage: str) -> float:
        """What the score of a passage gains or loses: its article is of the time asked for, or of another."""
        timely = self.timely(document, passage)
        gain = 0.0 if timely is None else _RIGHT if timely else -_WRONG
        if self.days:
            told_days = _days(f"{document.date or ''}\n{passage}") | _days(document.text[:600])
            if told_days & self.days:
                gain += _RIGHT
            elif told_days:
                gain -= _WRONG
        return gain
