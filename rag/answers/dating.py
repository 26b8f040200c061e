"""Articles of different times told apart: which year an article tells of, and what to put before its sentences.

The year is that of publication, or the one before where the headline names it. Where an article prints a day without a
year, it is the only one in the headline or the file's name; without a day, the file's, where the passage names it too.
Whatever else an article says of years may be history.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise

import regex

from rag.datatypes import Hit
from rag.text.dates import dates_in, parse_date
from rag.text.language import language_of
from rag.text.relative import relative_times
from rag.text.words import fold_term, terms

__all__ = ["leads", "of_their_day", "retells", "year_of"]

_YEAR = regex.compile(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d]|[.,]\d|-\d)")
_FILED = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LAO = regex.compile(r"\p{Lao}")
_APART = 45  # days between articles of one year that are of different times
_SHARED = 0.16  # of their pairs of neighbouring words: two articles about the same kind of event
_SHARED_LAO = 0.3  # its terms are pairs of letters already: any two texts share more of them
_FEWEST = 20  # pairs; of fewer nothing can be told
_ONE_MATTER = 0.45  # of that share: about one bridge, a year later

_ENGLISH_MONTHS = "January February March April May June July August September October November December".split()
_LEADS = {
    "vi": ("Năm {y}: ", "Tháng {m}/{y}: ", "Bài năm {y}: ", "Bài không ghi năm: "),
    "en": ("In {y}: ", "In {name} {y}: ", "An article of {y}: ", "An article without a year: "),
    "lo": ("ປີ {y}: ", "ເດືອນ {m}/{y}: ", "ບົດຄວາມປີ {y}: ", "ບົດຄວາມທີ່ບໍ່ບອກປີ: "),
}
_OF_DAY = {
    "vi": "Bài ngày {d}/{m}/{y}: ",
    "en": "An article of {d} {name} {y}: ",
    "lo": "ບົດຄວາມວັນທີ {d}/{m}/{y}: ",
}


@dataclass(frozen=True, slots=True)
class _When:
    year: int
    month: int | None = None
    day: int = 0  # since year 1, where it is known


def year_of(hit: Hit) -> int | None:
    """The year that the article of a passage tells of; None where that is not known."""
    when = _when(hit)
    return when.year if when else None


def _when(hit: Hit) -> _When | None:
    published = parse_date(hit.date or "")
    titled = {int(year) for year in _YEAR.findall(hit.title)}
    if published is None:
        filed = {int(year) for year in _FILED.findall(hit.source.rsplit("/", 1)[-1])}
        told = filed & {int(year) for year in _YEAR.findall(hit.text)} if hit.date is None else titled or filed
        return _When(*told) if len(told) == 1 else None
    if len(titled) == 1 and published.year - 1 in titled:
        return _When(published.year - 1)
    return _When(published.year, published.month, published.toordinal())


def leads(said: Sequence[tuple[Hit, str]], language: str) -> list[str]:
    """What to put before each sentence so that a reader knows its time; empty where nothing needs to be told apart.

    One lead serves all sentences of its time that follow it. A sentence that names its time itself gets none, one that
    names other years is told to be of an article of its year. Articles of other times that have nothing in common
    are no matter over the years: where all are, nothing is said; one among others is of an article of its year.

    Args:
        said: the passages and sentences of an answer, those of one time side by side.
        language: of the question.
    """
    times = [_when(hit) for hit, _ in said]
    known = [time for time in times if time]
    years = {time.year for time in known}
    days = [time.day for time in known if time.day]
    monthly = len(years) == 1 and len(days) == len(times) and max(days) - min(days) >= _APART
    apart = _of_their_own([hit for hit, _ in said], times, monthly=monthly)
    if (len(years) < 2 and not monthly) or all(hit.source in apart for hit, _ in said):
        return [""] * len(said)
    found: list[str] = []
    last: tuple[int, int | None] | None = (0, None)
    for (hit, sentence), time in zip(said, times, strict=True):
        label = (time.year, time.month if monthly else None) if time else None
        found.append("" if label == last else _lead(sentence, label, language, alone=hit.source in apart))
        last = label
    return found


def of_their_day(
    said: Sequence[tuple[Hit, str]],
    before: Sequence[str],
    language: str,
    today: date,
    asked: AbstractSet[int] = frozenset(),
) -> list[str]:
    """What to put before each sentence where a reader of today would take its `năm nay` for another year.

    Once for each article, before the first of its sentences, and not for one that names its year itself.

    Args:
        said: the passages and sentences of an answer.
        before: what stands before each already; empty where nothing does.
        language: of the question.
        today: the day that it is asked on.
        asked: the years that it names, of which it is plain what is told.
    """
    found = list(before)
    for source in dict.fromkeys(hit.source for hit, _ in said):
        places = [place for place, (hit, _) in enumerate(said) if hit.source == source]
        day = parse_date(said[places[0]][0].date or "")
        if day is None or asked == {day.year} or any(before[place] for place in places):
            continue
        if any(_seems_of_another(said[place][1], day, today) for place in places):
            name = _ENGLISH_MONTHS[day.month - 1]
            found[places[0]] = _OF_DAY[language].format(d=day.day, m=day.month, y=day.year, name=name)
    return found


def _seems_of_another(sentence: str, day: date, today: date) -> bool:
    """Whether a sentence written on a day tells a time as seen from it, which is another as seen from today."""
    seen, seen_now = ([time[2:] for time in relative_times(sentence, whence)] for whence in (day, today))
    return seen != seen_now and day.year not in map(int, _YEAR.findall(sentence))


def _of_their_own(hits: Sequence[Hit], times: Sequence[_When | None], *, monthly: bool) -> frozenset[str]:
    """The sources that tell of nothing that another tells of at another time, as far as their passages show."""
    of_each: dict[str, list[Hit]] = {}
    for hit in hits:
        of_each.setdefault(hit.source, []).append(hit)
    when = {
        hit.source: time and (time.year, time.month if monthly else None) for hit, time in zip(hits, times, strict=True)
    }
    told = {source: _told(some) for source, some in of_each.items()}
    spoken = {source: language_of(some[0].text) for source, some in of_each.items()}
    shared = {
        source
        for one, other in combinations(of_each, 2)
        if when[one] != when[other] and (spoken[one] != spoken[other] or _may_be_one(told[one], told[other]))
        for source in (one, other)
    }
    return frozenset(of_each) - shared


def _lead(sentence: str, label: tuple[int, int | None] | None, language: str, *, alone: bool) -> str:
    of_year, of_month, of_article, undated = _LEADS[language]
    if label is None:
        return undated
    year, month = label
    told = {int(found) for found in _YEAR.findall(sentence)}
    if month is not None:
        if month in _months(sentence):
            return ""
        if alone:
            return of_article.format(y=year)
        return of_month.format(m=month, y=year, name=_ENGLISH_MONTHS[month - 1])
    if year in told:
        return ""
    return (of_article if told or alone else of_year).format(y=year)


def _months(sentence: str) -> set[int]:
    return {month for told in dates_in(sentence) if (month := told.parts[1]) is not None}


def retells(some: Sequence[Hit], others: Sequence[Hit]) -> bool:
    """Whether two articles, by passages of theirs, tell of the same kind of event, such as a yearly fair."""
    return _alike(_told(some), _told(others))


def _told(hits: Sequence[Hit]) -> set[tuple[str, str]]:
    """The pairs of neighbouring words in an article's headline and passages, without its numbers."""
    texts = {text for hit in hits for text in (hit.title, hit.text)}
    return {pair for text in texts for pair in pairwise(fold_term(term) for term in terms(text) if not term.isdigit())}


def _alike(some: set[tuple[str, str]], others: set[tuple[str, str]]) -> bool:
    return min(len(some), len(others)) >= _FEWEST and _share(some, others) >= 1


def _may_be_one(some: set[tuple[str, str]], others: set[tuple[str, str]]) -> bool:
    """Whether two articles may tell of one matter, which of a few words is not known."""
    return min(len(some), len(others)) < _FEWEST or _share(some, others) >= _ONE_MATTER


def _share(some: set[tuple[str, str]], others: set[tuple[str, str]]) -> float:
    """What two articles have in common, as a part of what two about the same kind of event have."""
    lao = any(_LAO.match(first) for first, _ in list(some)[:_FEWEST])
    return len(some & others) / min(len(some), len(others)) / (_SHARED_LAO if lao else _SHARED)
