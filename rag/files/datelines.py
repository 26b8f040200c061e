"""The date that an article prints: as printed, and as a calendar date where day, month and year are all there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import regex

from rag.files.sections import SECTIONS
from rag.text.dates import MONTH, TextDate, dates_in, parse_date

__all__ = ["find_date", "is_stamp", "says_published"]

_DAY_MONTH = r"[0-9]{1,2}[/-][0-9]{1,2}(?:[/-][0-9]{4}| năm [0-9]{4})?(?![0-9/])"
_TIME = (
    r"(?:[0-9]{1,2}(?:[:hg][0-9]{2}){1,2}(?:\.[0-9]+)?|[0-9]{1,2} giờ(?: [0-9]{1,2}(?: phút)?)?)(?![0-9])"
    r"(?: ?[ap]\.?m\b\.?)?"
)
_TIMES = re.compile(rf"(?:(?<=\s)T(?=[0-9]))?{_TIME}", re.IGNORECASE)
_TIME_BEFORE = re.compile(rf"(?<![0-9:]){_TIME}(?:[\s,|•–-]|lúc|ngày|on){{0,8}}\Z", re.IGNORECASE)
_TIME_AFTER = re.compile(rf"(?:[\s,|•–-]|T(?=[0-9])|lúc|at){{0,8}}{_TIME}", re.IGNORECASE)

# What may stand beside a date on a line that only says when.
_BESIDE = re.compile(
    r"\b(?:thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật|[tc][2-7n]|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|mon|tue|wed|thu|fri|sat|sun|ngày đăng|đăng ngày|đăng lúc|ngày|lúc|cập nhật|xuất bản|đăng tải|lần cuối|thời gian"
    r"|published|updated|last|posted|date|on|at|gmt|utc|ict|est|edt|bst|[ap]m|z)\b|giờ|phút"
    r"|(?:ລົງ)?ວັນ(?:ຈັນ|ອັງຄານ|ພຸດ|ພະຫັດ|ສຸກ|ເສົາ|ອາທິດ|ທີ)?|[+-][0-9]{1,2}(?::?[0-9]{2})?|[\s,.:;|/•·()\[\]+–—-]",
    re.IGNORECASE,
)
_PARTED = re.compile(r"(\n|\s*[|,•·–—/]\s*|\s-\s+)")  # dates and times have become line breaks
# Who wrote it, by words that are no name; `Staff writer`, `Theo TTXVN`
_WRITERS = frozenset("staff writer reporter correspondent editor desk by theo phóng viên pv ctv biên tập nguồn".split())
_BETWEEN_NAMES = frozenset("and & và the of".split())
_LONGEST_BYLINE = 5  # words
_NO_NAME = re.compile(r"[.!?:;()\"“”\d]")
_BARE = ("ngày", "on", "date")  # a line of a schedule may say no more
_HELD = "thời gian"
# `Hà Nội, ngày 2/5/2024` and `An Bình - 07:24 2/5/2024`: a place or a name before it, set off by a comma or a dash.
_PLACE = re.compile(r"[^\W\d_][^\d.!?:;()]{0,38}[,|–—•-]\s*(?:ngày\s*|lúc\s*)?", re.IGNORECASE)

_PART = r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều|tối|đêm|khuya|hôm)"
_SOURCE = r"(?:\([^()\n]{2,40}\)|[^\W\d_][\w.]{1,24}(?: [\w.]{1,12}){0,2})\s*[-–—:]\s*"
_CITY = r"[^\W\d_][^\d.!?:;()\n]{1,38}(?:\([^()\d\n]{2,30}\))?"
# `Ngày 3/7, ...`, `(Baohatinh.vn) - Sáng 15/11, ...`
_HEAD_OF_PARAGRAPH = re.compile(
    rf"\A(?:{_SOURCE})?(?:{_PART}(?: ngày)?|(?:vào |trong )?ngày) \(?(?P<date>{_DAY_MONTH})", re.IGNORECASE
)
_DATELINES = [
    # `Sáng nay (6/12)`, `chiều hôm qua, 26/6`: this morning is never long ago, wherever it stands.
    re.compile(rf"\b{_PART} (?:hôm )?(?:nay|qua|kia)(?: \(|, | ?)(?:ngày )?(?P<date>{_DAY_MONTH})", re.IGNORECASE),
    _HEAD_OF_PARAGRAPH,
    # `HÀ NỘI, 2/5/2024 –`, `VIENTIANE, May 2 (Xinhua) --`
    re.compile(
        rf"\A{_CITY}, ?(?:ngày )?(?P<date>{_DAY_MONTH}|{MONTH} [0-9]{{1,2}}(?:, [0-9]{{4}})?"
        rf"|[0-9]{{1,2}} {MONTH}(?: [0-9]{{4}})?)\s*(?:\([^()\n]{{2,30}}\)\s*)?[-–—]",
        re.IGNORECASE,
    ),
]
# `Số 12/KH-SGD – ngày 2/5/2024`, `QUYẾT ĐỊNH số 7/QĐ-UBND ngày 2/5/2024`: an office numbers and dates its own paper in
# a line of its own; one that it goes by stands within a sentence.
_NUMBERED = regex.compile(
    r"\A\W*(?:(?-i:\p{Lu}[\p{Lu} ,-]{2,60})\s*[–—|-]\s*)?(?:(?:ban hành )?kèm theo )?"
    r"(?:(?:kế hoạch|quyết định|nghị quyết|nghị định|thông tư|thông báo|chỉ thị|báo cáo|tờ trình|hướng dẫn|công văn"
    r"|công điện|quy chế|chương trình|văn bản) )?số:? ?[0-9]+(?:/[\w-]+)+[\s,–—|-]*(?:ngày )?"
    r"(?P<date>[0-9]{1,2}(?:[/.-]| tháng )[0-9]{1,2}(?:[/.-]| năm )[0-9]{4})(?: của [^.:;]{2,80})?\W*\Z",
    regex.IGNORECASE,
)
_PAPER_LINES = 8
_LONGEST_PAPER_LINE = 200
# A headline of what is told every day ends with the day: `Giá nông sản ngày 2/5/2024`.
_BULLETIN = re.compile(
    r"\A(?:bảng )?(?:giá|tỷ giá|tỉ giá|thị trường|bản tin|điểm tin|điểm báo|thời tiết|dự báo thời tiết|xổ số"
    r"|kết quả xổ số)\b(?!.*\b(?:từ|đến|tới|trước|sau|so với)\b)"
    r".*\b(?:ngày|hôm nay,?|sáng|trưa|chiều|tối)(?: ngày)? \(?[0-9]",
    re.IGNORECASE,
)
_OLDEST_DATELINE = 1990  # a paragraph that opens with an earlier year tells history
_STAMP_LINES = 12
_DATELINE_PARAGRAPHS = 4
_LONGEST_STAMP = 100


def is_stamp(line: str) -> bool:
    """Whether a line says when and no more, such as `Thứ ba, 6/12/2016, 07:00 (GMT+7)` or `07:24`.

    A page may print the section or the writer beside it: `05/09/2024 | Kinh tế`, `Y tế - Sức khỏe 16/10/2025 10:00`.
    """
    return _says_when(line, names=False)


def says_published(line: str) -> bool:
    """Whether a line only says when an article was published; not `Thời gian: 8h30 ngày 2/5/2024`, of an event."""
    rest = _without_dates(line) if is_stamp(line) else line
    said = rest.strip(" \n.,:").lower()
    return rest != line and said not in _BARE and not said.startswith(_HELD)


def _says_when(line: str, *, names: bool) -> bool:
    """As `is_stamp`; where it is known to be no headline, also beside a name: `18/8/2025 - Minh Anh`."""
    if len(line) > _LONGEST_STAMP or not any(character.isdigit() for character in line):
        return False
    undated = _without_dates(line)
    rest = _TIMES.sub("\n", undated)
    timed = rest != undated
    if rest == line:
        return False
    parts = _PARTED.split(rest)
    labels = [
        # what the page prints beside them, and whether a mark parts it from them
        (parts[n].strip(" :"), "\n" not in parts[n - 1 : n] + parts[n + 1 : n + 2])
        for n in range(0, len(parts), 2)
        if _BESIDE.sub("", parts[n])
    ]
    others = [(label, set_off) for label, set_off in labels if label.lower() not in SECTIONS]
    named = [label for label, _ in others if _WRITERS.isdisjoint(label.lower().split())]
    return (
        (undated != line or not labels)
        and all(set_off or timed or names for _, set_off in labels)  # `Thể thao 2/5/2024` may be a headline
        and all(_is_byline(label) and (set_off or (timed and names)) for label, set_off in others)
        and (not named or (len(named) == 1 and (timed or names or len(labels) > 1)))
    )


def _is_byline(text: str) -> bool:
    words = text.split()
    if len(words) > _LONGEST_BYLINE or _NO_NAME.search(text):
        return False
    known = [word.lower() in _WRITERS for word in words]
    if not all(known[n] or word[0].isupper() or word in _BETWEEN_NAMES for n, word in enumerate(words)):
        return False
    return any(known) or len(words) > 1 or sum(character.isupper() for character in text) > 1


def _without_dates(line: str) -> str:
    """The line with a break in the place of its first two dates: when it was published, and when updated."""
    for found in _full_dates(line)[1::-1]:  # from the end, as each is cut out
        line = f"{line[: found.core]}\n{line[found.end :]}"
    return line


def find_date(lines: Sequence[str], title: int = -1) -> tuple[str | None, date | None]:
    """Find the date of an article near its top.

    A line of its own that says when comes first, then the line that an office numbers its paper in, then a dateline in
    the first paragraphs. Dates that an article only tells of are not taken.

    Args:
        lines: the lines of the article that are not blank, without teasers of others.
        title: which of them is the headline, -1 without any; a date within it is not the article's, unless it numbers
            a paper, or heads what is told every day, or the first paragraphs open with the same day.

    Returns:
        The date as printed, with its time of day if that stands beside it, and as a calendar date; None where it
        is not printed, or does not say day, month and year.
    """
    for number, line in enumerate(lines[:_STAMP_LINES]):
        if number != title and len(line) <= _LONGEST_STAMP:
            stamp = _stamp(line, alone=number > title)
            if stamp is not None:
                return stamp
    for line in lines[:_PAPER_LINES]:
        numbered = _NUMBERED.match(line) if len(line) <= _LONGEST_PAPER_LINE else None
        if numbered is not None and (issued := parse_date(numbered["date"])) is not None:
            return numbered["date"], issued
    headed = _headed(lines[title]) if title >= 0 else None
    if headed is not None and _BULLETIN.match(lines[title]):
        return lines[title][headed.core : headed.end], headed.full
    for line in lines[title + 1 : title + 1 + _DATELINE_PARAGRAPHS]:
        for pattern in _DATELINES:
            match = pattern.search(line)
            if match is not None:
                published = parse_date(match["date"])
                if published is None and headed is not None and _is_same_day(match["date"], headed):
                    return lines[title][headed.core : headed.end], headed.full
                told = pattern is _HEAD_OF_PARAGRAPH and title < 0  # an encyclopedia begins like this, too
                if published is None or (published.year >= _OLDEST_DATELINE and not told):
                    return match["date"], published
    return None, None


def _headed(headline: str) -> TextDate | None:
    """The full date that ends a headline, the only one in it; None without."""
    found = list(dates_in(headline))
    alone = len(found) == 1 and found[0].full is not None and not headline[found[0].end :].strip(" .)")
    return found[0] if alone else None


def _is_same_day(printed: str, told: TextDate) -> bool:
    """Whether a day that is printed without a year, as datelines have it, is that of a full date."""
    return [int(part) for part in re.findall("[0-9]+", printed)] == [told.day, told.month]


def _stamp(line: str, *, alone: bool) -> tuple[str, date | None] | None:
    found = next(iter(_full_dates(line)), None)
    if found is None:
        return None
    if not _says_when(line, names=alone):
        place = _PLACE.match(line) if alone else None
        if place is None or not is_stamp(line[place.end() :]):
            return None
    before = _TIME_BEFORE.search(line[: found.core])
    after = None if before else _TIME_AFTER.match(line, found.end)
    start = before.start() if before else found.core
    return line[start : after.end() if after else found.end], found.full


def _full_dates(text: str) -> list[TextDate]:
    return [found for found in dates_in(text) if found.full is not None]
