"""The dates that a text tells: day, month and year, or as much of them as is written.

One grammar for the date that an article prints, the dates that a sentence claims and those that a question names. It
knows Vietnamese, with marks and without, English and Lao. `rag/text/times.py` adds years and times seen from a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rag.text.patterns import alternatives, groups
from rag.text.writing import western_digits

__all__ = ["MONTH", "MONTH_NAMES", "TextDate", "dates_in", "parse_date"]

_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LAO = "ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ".split()
_THAI = "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()
_RUSSIAN = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
_VIETNAMESE = "giêng|một,hai,ba,tư|bốn,năm,sáu,bảy|bẩy,tám,chín,mười,mười một,mười hai|chạp".split(",")
_MONTHS = {name: number for names in (_ENGLISH, _LAO, _THAI, _RUSSIAN) for number, name in enumerate(names, 1)} | {
    name: number for number, names in enumerate(_VIETNAMESE, 1) for name in names.split("|")
}
# A month by its English name; `may` is an ordinary word. To be matched without regard to case.
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|(?-i:May|MAY)|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
MONTH_NAMES = rf"(?:{MONTH}|(?:{'|'.join(_LAO)}))"  # the same, or its Lao one
_D, _M, _Y = r"(?P<d>[0-9]{1,2})", r"(?P<m>[0-9]{1,2})", r"(?P<y>[0-9]{4})"  # `\d` would take digits of any script
_EN = rf"(?P<n>{MONTH})"
_LO = rf"(?P<n>{'|'.join(_LAO)})"
_TH_RU = rf"(?P<n>{'|'.join((*_THAI, *_RUSSIAN))})"
_BUDDHIST = 543  # years that the Thai calendar is ahead, of which no date of an article is that near
_VI = rf"(?P<n>{'|'.join(sorted((n for names in _VIETNAMESE for n in names.split('|')), key=len, reverse=True))})\b"
_TH = r"(?:st|nd|rd|th)?"
_FIGURES = [
    rf"(?<![/.-]){_Y}(?P<s>[-/.]){_M}(?P=s){_D}(?![0-9])",
    rf"(?<![/.-]){_D} ?(?P<s>[-/.]) ?{_M} ?(?P=s) ?{_Y}(?![0-9])",
    rf"(?<![/.-]){_D}[/-]{_M} (?:năm|nam) {_Y}(?![0-9])",
    r"(?<![/.-])(?P<d>[0-9]{1,2})/(?P<m>[0-9]{1,2})/(?P<y>[0-9]{2})(?![0-9/])",
    rf"{_D} (?:tháng|thang) {_M}(?! ng[àa]y\b)(?:(?:,? n[ăa]m | ?/ ?|, ?| ){_Y})?(?![0-9])",
    rf"(?P<worded>{_D} tháng {_VI})(?:,? năm {_Y})?(?![0-9])",
    rf"{_D}{_TH}(?: of)?[ -]{_EN}(?! [0-9]{{1,2}},? [0-9]{{4}})(?:,?[ -]{_Y})?(?![0-9])",
    rf"{_D} ?(?:ເດືອນ)? ?{_LO}(?: ?(?:ປີ)? ?{_Y})?(?![0-9])",
    rf"{_D} {_TH_RU}(?: (?:พ\.ศ\. ?)?{_Y})?(?![0-9])",
    rf"{_Y} ?年 ?{_M} ?月 ?{_D} ?日",
    rf"{_M} ?月 ?{_D} ?日",
    rf"(?<![/.,-])(?<!quý ){_M}/{_Y}(?![0-9/])",
    rf"(?<![/.,-]){_D}(?P<s>/){_M}(?![0-9/])",
    rf"{_D}(?P<s>-){_M}(?![0-9/-])",
    rf"{_D}(?![0-9/]|[.,][0-9])",
]
_WORDS = [
    rf"(?:tháng|thang) {_M}(?:(?:,? n[ăa]m | ?/ ?|-| ){_Y})?(?![0-9/]|[.,][0-9])",
    rf"(?<![0-9] )tháng {_VI}(?! (?:tháng|tuổi|người|lần))(?:,? năm {_Y})?(?![0-9])",
    rf"{_EN} {_D}{_TH}(?:,? {_Y})?(?![0-9])",
    rf"{_EN},? (?:of )?{_Y}(?![0-9])",
    rf"{_EN} (?=(?:last|this) year\b)",
    rf"(?-i:(?=[A-Z]))(?P<only>{_EN})(?!,? (?:of )?[0-9])",
]

_LAO_MONTH = [
    rf"{_LO} {_D}, {_Y}(?![0-9])",  # as systems made for English print it
    rf"(?:ເດືອນ ?)?{_LO} ?(?:ປີ)? ?{_Y}(?![0-9])",
]


# Where a date may begin is told by one character, so that most of a text is passed over.
_DATE = re.compile(
    rf"(?<![0-9])(?=[0-9]){alternatives(_FIGURES, 10)}|\b(?=[tjfmasond]){alternatives(_WORDS, 30)}"
    rf"|(?=[\u0e80-\u0eff]){alternatives(_LAO_MONTH, 50)}",
    re.IGNORECASE,
)
_LONGEST_LEAD = 9
_LEAD = re.compile(
    r"\b(?:(?P<day>(?:ngày|mùng|mồng) )|(?P<unmarked>(?:ngay|mung|mong) )"
    r"|(?P<part>(?:ngày|sáng|trưa|chiều|tối|đêm|hôm) \(?)"
    r"|(?P<of>(?:in|since|until|by|last|next|this|of|from|to|mid-|early|late) ?))\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class TextDate:
    """A date as a text tells it.

    Attributes:
        start: first character, with a word such as `ngày` or `in` that leads it.
        core: first character of the date itself.
        end: one past the last.
        year: None where it is not told; so are the next two.
        month: 1 to 12.
        day: 1 to 31.
        plain: whether it is only two numbers, which may be a fraction or a score: `2/3`.
    """

    start: int
    core: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    plain: bool = False

    @property
    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Year, month and day."""
        return self.year, self.month, self.day

    @property
    def full(self) -> date | None:
        """As a calendar date, where day, month and year are told and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def dates_in(text: str) -> Iterator[TextDate]:
    """The dates of a text in their order; day before month, unless that cannot be."""
    text = western_digits(text)
    at = 0
    while (match := _DATE.search(text, at)) is not None:
        found = _read(match)
        if found is not None:
            yield found
        at = match.end() if found is not None else match.start() + 1


def parse_date(text: str) -> date | None:
    """The first full date (day, month and year) in a text; day before month unless that cannot be."""
    return next((full for found in dates_in(text) if (full := found.full) is not None), None)


def _read(match: re.Match[str]) -> TextDate | None:
    parts = groups(match)
    year, month, day = (int(parts[part]) if part in parts else None for part in "ymd")
    if "n" in parts:
        name = parts["n"].lower()
        month = _MONTHS.get(name) or _MONTHS[name[:3]]
    if month is not None and day is not None and month > 12 >= day:  # an American order
        day, month = month, day
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if year is not None and year < 100:
        year += 2000
    if year is not None and parts.get("n") in _THAI and year > _BUDDHIST + 1900:
        year -= _BUDDHIST
    core = match.start()
    lead = _LEAD.search(match.string, max(0, core - _LONGEST_LEAD), core)
    said = lead.lastgroup if lead else None
    plain = year is None and "s" in parts
    if (
        ((month is None or "worded" in parts) and said != "day")  # any number; `9 tháng năm 2018`: nine months
        or ("only" in parts and said != "of")  # a name: April, June
        or (plain and parts["s"] == "-" and said not in ("day", "part"))  # from three to six
    ):
        return None
    return TextDate(lead.start() if lead else core, core, match.end(), year, month, day, plain and lead is None)
