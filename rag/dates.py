"""The date that an article prints: as printed, and as a calendar date where day, month and year are all there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

__all__ = ["MONTH_NAMES", "find_date", "is_stamp", "month_of", "parse_date"]

_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LAO = "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ".split()
_MONTH_EN = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
MONTH_NAMES = rf"(?:{_MONTH_EN}|(?:{'|'.join(_LAO)}))"  # a pattern, to be matched without regard to case
# Every way to print a day, a month and a year; the first that fits counts. `\d` would take digits of any script.
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<![0-9/.-])(?P<y>[0-9]{4})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9])",
        r"(?<![0-9/.-])(?P<d>[0-9]{1,2}) ?(?P<sep>[-/.]) ?(?P<m>[0-9]{1,2}) ?(?P=sep) ?(?P<y>[0-9]{4})(?![0-9])",
        r"(?<![0-9/.-])(?P<d>[0-9]{1,2})[/-](?P<m>[0-9]{1,2}) năm (?P<y>[0-9]{4})(?![0-9])",
        r"(?<![0-9])(?P<d>[0-9]{1,2}) tháng (?P<m>[0-9]{1,2})(?:,? năm |/|, ?| )(?P<y>[0-9]{4})(?![0-9])",
        rf"\b(?P<en>{_MONTH_EN}) (?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<y>[0-9]{{4}})(?![0-9])",
        rf"(?<![0-9])(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -](?P<en>{_MONTH_EN}),?[ -](?P<y>[0-9]{{4}})(?![0-9])",
        rf"(?<![0-9])(?P<d>[0-9]{{1,2}}) ?(?:ເດືອນ)? ?(?P<lo>{'|'.join(_LAO)}) ?(?:ປີ)? ?(?P<y>[0-9]{{4}})(?![0-9])",
        r"(?<![0-9/.-])(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{2})(?![0-9/])",
    )
]
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
    r"|ວັນ(?:ຈັນ|ອັງຄານ|ພຸດ|ພະຫັດ|ສຸກ|ເສົາ|ອາທິດ|ທີ)?|[+-][0-9]{1,2}(?::?[0-9]{2})?|[\s,.:;|/•·()\[\]+–—-]",
    re.IGNORECASE,
)
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
        rf"\A{_CITY}, ?(?:ngày )?(?P<date>{_DAY_MONTH}|{_MONTH_EN} [0-9]{{1,2}}(?:, [0-9]{{4}})?"
        rf"|[0-9]{{1,2}} {_MONTH_EN}(?: [0-9]{{4}})?)\s*(?:\([^()\n]{{2,30}}\)\s*)?[-–—]",
        re.IGNORECASE,
    ),
]
_OLDEST_DATELINE = 1990  # a paragraph that opens with an earlier year tells history
_STAMP_LINES = 12
_DATELINE_PARAGRAPHS = 4
_LONGEST_STAMP = 100


def month_of(name: str) -> int:
    """The number of a month that `MONTH_NAMES` matched, 1 to 12."""
    return _LAO.index(name) + 1 if name in _LAO else _ENGLISH.index(name[:3].lower()) + 1


def parse_date(text: str) -> date | None:
    """The first full date (day, month and year) in a text; day before month unless that cannot be."""
    found = _first_date(text)
    return found[1] if found else None


def is_stamp(line: str) -> bool:
    """Whether a line says when and nothing else, such as `Thứ ba, 6/12/2016, 07:00 (GMT+7)` or `07:24`."""
    if len(line) > _LONGEST_STAMP or not any(character.isdigit() for character in line):
        return False
    found = _first_date(line)
    rest = line if found is None else line[: found[0].start()] + " " + line[found[0].end() :]
    rest = _TIMES.sub(" ", rest)
    second = _first_date(rest)  # published and updated
    if second is not None:
        rest = rest[: second[0].start()] + " " + rest[second[0].end() :]
    return rest != line and not _BESIDE.sub("", rest)


def find_date(lines: Sequence[str], title: int = -1) -> tuple[str | None, date | None]:
    """Find the date of an article near its top.

    A line of its own that says when comes first, then a dateline in the first paragraphs. Dates that an article
    only tells of are not taken.

    Args:
        lines: the lines of the article that are not blank, without teasers of others.
        title: which of them is the headline, -1 without any; a date within it is not the article's.

    Returns:
        The date as printed, with its time of day if that stands beside it, and as a calendar date; None where it
        is not printed, or does not say day, month and year.
    """
    for number, line in enumerate(lines[:_STAMP_LINES]):
        if number != title and len(line) <= _LONGEST_STAMP:
            stamp = _stamp(line, alone=number > title)
            if stamp is not None:
                return stamp
    for line in lines[title + 1 : title + 1 + _DATELINE_PARAGRAPHS]:
        for pattern in _DATELINES:
            match = pattern.search(line)
            if match is not None:
                published = parse_date(match["date"])
                told = pattern is _HEAD_OF_PARAGRAPH and title < 0  # an encyclopedia begins like this, too
                if published is None or (published.year >= _OLDEST_DATELINE and not told):
                    return match["date"], published
    return None, None


def _stamp(line: str, *, alone: bool) -> tuple[str, date] | None:
    found = _first_date(line)
    if found is None:
        return None
    match, published = found
    if not is_stamp(line):
        place = _PLACE.match(line) if alone else None
        if place is None or not is_stamp(line[place.end() :]):
            return None
    before = _TIME_BEFORE.search(line[: match.start()])
    after = None if before else _TIME_AFTER.match(line, match.end())
    start = before.start() if before else match.start()
    return line[start : after.end() if after else match.end()], published


def _first_date(text: str) -> tuple[re.Match[str], date] | None:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            published = _calendar(match.groupdict())
            if published is not None:
                return match, published
    return None


def _calendar(parts: dict[str, str | None]) -> date | None:
    year, day = int(parts["y"] or 0), int(parts["d"] or 0)
    if name := parts.get("en") or parts.get("lo"):
        month = month_of(name)
    else:
        month = int(parts["m"] or 0)
        if month > 12 >= day:  # an American order, as it cannot be the other
            day, month = month, day
    if year < 100:
        year += 2000
    try:
        return date(year, month, day)
    except ValueError:
        return None
