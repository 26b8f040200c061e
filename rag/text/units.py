"""The units that answer a question about a quantity: `dài bao nhiêu` takes metres, `bao nhiêu megawatt` no `kWh`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import regex

from rag.text.numerals import numerals

__all__ = ["CURRENCY", "DONG", "Units", "asked_units", "dimension", "has_unit", "is_beside", "measures_asked"]

Units: TypeAlias = list[regex.Pattern[str]]
"""Units that will do, each as it stands behind a number."""

DONG = (
    r"đồng(?! (?:chí|bào|bằng|hồ|đội|nghiệp|phạm|loạt|thời|hương|môn|minh|ruộng|cỏ|bộ|hành|tình|ý|tác giả|sáng lập"
    r"|chủ))"
)
"""The pattern of the currency behind a number: `6 đồng phạm` are accomplices."""
CURRENCY = (
    rf"(?:{DONG}|đ\b|dong\b|vn[dđ]\b|(?:us )?(?:dollars?|cents?)\b|usd\b|xu(?: mỹ)?\b|đô la(?: mỹ)?|eur(?:os?)?\b|kíp\b"
    r"|kip\b|baht\b|bạt\b|nhân dân tệ|yên\b|yuan\b|bảng\b|pounds?\b|ກີບ|ໂດລາ(?:ສະຫະລັດ)?|ດົ່ງ|ບາດ)"
)
"""The pattern of any currency behind a number."""

_PERIOD = "(?:năm|tháng|tuần|ngày|giờ|tiếng|phút|giây)"
_DOES = r"(?:did|do|does|has|have|had|will|would|can|could|must)\b"
_LONG = (
    r"(?:bridge|road|route|highway|tunnel|river|canal|railway|line|track|wall|border|coast|beache?|runway|ship|boat)s?"
    r"\s*(?:[?.,;]|$|(?:in|from|across|over|between|that|which)\b)"
)
_SOUND = r"(?:nổ|nói|kêu|súng|động|hát|vang|anh|việt|lào)\b"
_SPEED = r"(?!/(?:h|s|giờ|giây)\b)"
_METRE = rf"(?:m|m[eé]t|met(?:er|re)s?|ແມັດ)(?! (?:vuông|khối)){_SPEED}"
_KILOMETRE = rf"(?:km|ki-?lô-?mét|cây số|kilomet(?:er|re)s?|ກິໂລແມັດ)(?! vuông){_SPEED}"
_MILE, _FOOT = r"miles?", r"(?:feet|foot)"
_SQUARE = r"(?:m2|m²|m(?:ét)? vuông|square met(?:er|re)s?)"
_SQUARE_KILOMETRE = r"(?:km2|km²|(?:km|ki-?lô-?mét) vuông|square (?:km|kilomet(?:er|re)s?))"
_TONNE = r"(?:tấn(?:/ha)?|tonnes?|tons?|ໂຕນ)"
_KILOGRAM = r"(?:kg|ki-?lô(?:-?gam)?|kilograms?|ກິໂລ(?:ກຣາມ)?)"
_KILOWATT_HOUR = r"(?:kWh|ki-?lô-?oát giờ|kilowatt[- ]?hours?)"
_NO_MORE = r"(?![\p{Latin}\d²³])"  # Lao words stand side by side


def _compiled(pattern: str) -> regex.Pattern[str]:
    return regex.compile(pattern, regex.I)


def _behind(unit: str) -> regex.Pattern[str]:
    """A unit where it stands behind a number."""
    return _compiled(rf"\s?-?{unit}{_NO_MORE}")


@dataclass(frozen=True, slots=True)
class _Quantity:
    """What is measured.

    Attributes:
        asked: how a question asks for it without naming a unit.
        units: its units; a question may name one.
        others: what else an answer may have, where no unit is named.
    """

    asked: str
    units: tuple[str, ...]
    others: tuple[str, ...] = ()


_QUANTITIES = [
    _Quantity(
        r"\b(?:(?<!\bkéo )dài|rộng|cao(?! (?:đẳng|nhất|tuổi|điểm|cấp|tốc|học|hơn|độ))|(?<!\bvùng )(?:sâu|xa)|dày"
        r"|quãng đường|cự ly)\b[^,;.?]{0,20}\b(?:bao nhiêu|mấy|bao)\b"
        rf"|\bbao (?:xa|cao)\b|\bhow (?:far|tall|high|wide|deep|long(?! {_DOES}))\b|ຍາວ|ໄກ|ກວ້າງ|ສູງ|ເລິກ",
        (_METRE, _KILOMETRE, _MILE, _FOOT),
        ("cm", "mm"),
    ),
    _Quantity(
        r"\b(?:bao lâu|mấy (?:năm|tháng|tuần|ngày|giờ|tiếng|phút)"
        rf"|bao nhiêu {_PERIOD}|thời gian"
        r"|thời hạn|how long(?! (?:is|are|was|were) (?:the |this |that )?(?:\w+ ){0,3}"
        + _LONG
        + r")|how many (?:years|months|weeks|days|hours|minutes|seconds))\b|ດົນ|ຈັກ(?:ປີ|ເດືອນ|ອາທິດ|ມື້|ວັນ|ຊົ່ວໂມງ|ນາທີ)",
        (),
        (
            rf"(?:giây|phút|giờ|tiếng(?! {_SOUND})|ngày|tuần|tháng(?! \d)|năm(?! \d{{3}})|seconds?|minutes?|hours?"
            r"|days?|weeks?|months?|years?|ວິນາທີ|ນາທີ|ຊົ່ວໂມງ|ມື້|ວັນ|ອາທິດ|ເດືອນ|ປີ)",
        ),
    ),
    _Quantity(
        r"\b(?:bao nhiêu|mấy) tuổi\b|\bhow old\b|ອາຍຸ",
        (),
        (r"(?:tuổi|years? old|-year-old|ປີ)",),
    ),
    _Quantity(
        r"\b(?:tỷ lệ|tỉ lệ|phần trăm|percent|percentage|share|proportion)\b|ເປີເຊັນ|ສ່ວນຮ້ອຍ",
        (),
        (r"(?:%|phần trăm|per ?cent|ເປີເຊັນ|ສ່ວນຮ້ອຍ)",),
    ),
    _Quantity(r"\b(?:tỷ số|tỉ số|scores?)\b|ຈັກຕໍ່ຈັກ", (), (r"[-–]\s?\d{1,3}(?:[.,]\d)?(?![-/.]\d)",)),
    _Quantity(
        r"\b(?:diện tích|area)\b|ເນື້ອທີ່",
        (_SQUARE, r"(?:ha|héc[- ]?ta|hecta|hectares?|ເຮັກຕາ)", _SQUARE_KILOMETRE),
    ),
    _Quantity(
        r"\b(?:công suất|capacity|power)\b|ກຳລັງ(?:ຕິດຕັ້ງ|ການຜະລິດ|ຜະລິດ)|ຈັກເມກາວັດ",
        (
            r"(?:MW|mê-?ga-?oát|megawatts?|ເມກາວັດ)",
            r"(?:kW|ki-?lô-?oát(?! giờ)|kilowatts?)",
            r"(?:GW|gigawatts?)",
            "mã lực",
        ),
        (_KILOWATT_HOUR, _TONNE, "(?:m3|m³)"),
    ),
    _Quantity(
        r"\b(?:(?:tốc độ|vận tốc)(?! (?:tăng|phát triển|đô thị|giải ngân|già hóa))|speed|how fast)\b|ຄວາມໄວ",
        (
            r"(?:km/(?:h|giờ)|kilomet(?:er|re)s? (?:per|an) hour|ki-?lô-?mét/giờ|ກິໂລແມັດ(?:ຕໍ່|/)ຊົ່ວໂມງ)",
            r"(?:m/(?:s|giây))",
            r"(?:mph|miles? per hour)",
        ),
        ("(?:hải lý/giờ|knots?|Mbps|Gbps)",),
    ),
    _Quantity(
        r"\b(?:nhiệt độ|temperature|how (?:hot|cold))\b|ອຸນຫະພູມ|ຈັກອົງສາ",
        (r"(?:°\s?[CF]|độ(?: [CF])?|degrees?|ອົງສາ)",),
    ),
    _Quantity(r"\blượng mưa\b|\brainfall\b|ປະລິມານ(?:ນ້ຳ)?ຝົນ", ("(?:mm|mi-?li-?mét|ມິນລີແມັດ|millimet(?:er|re)s?)",)),
    _Quantity(r"\bđiện năng\b", (_KILOWATT_HOUR, "(?:MWh|GWh)")),
    _Quantity(
        r"\b(?:nặng|trọng tải|tải trọng|sản lượng|weigh)\b|ໜັກ|ຜົນຜະລິດ",
        (_TONNE, _KILOGRAM, "tạ"),
        ("tạ/ha", "g", r"(?:pounds?|lbs?)"),
    ),
]
_ASKED = [
    (_compiled(quantity.asked), [_behind(unit) for unit in (*quantity.units, *quantity.others)])
    for quantity in _QUANTITIES
]
_MEASURES = [units for quantity, (_, units) in zip(_QUANTITIES, _ASKED, strict=True) if quantity.units]
_NAMED = [
    (_compiled(rf"\b(?:bao nhiêu|mấy|how many) {unit}{_NO_MORE}"), [_behind(unit) for unit in (unit, *quantity.units)])
    for quantity in _QUANTITIES
    for unit in quantity.units
]
# `bao nhiêu sinh viên` counts, whatever else the question speaks of
_COUNTS = _compiled(
    rf"\b(?:bao nhiêu|mấy|how many)\s+(?!(?:{_PERIOD}|tuổi|phần trăm|seconds?|minutes?|hours?|days?|weeks?|months?"
    r"|years?|percent|so|trong|ở|tại|vào|của|khi|từ|đến|thì|và|theo|nếu|để|một|mỗi)\b)\p{L}"
)
# What is measured, in the three languages
_DIMENSIONS = [
    _compiled(rf"\b(?:{words})\b|{lao}")
    for words, lao in (
        ("dài|long|length", "ຍາວ"),
        ("rộng|wide|width", "ກວ້າງ"),
        ("cao(?! (?:tốc|đẳng|nguyên|cấp|tuổi|học|điểm|ốc))|tall|high|height", "ສູງ"),
        ("sâu|deep|depth", "ເລິກ"),
        ("dày|thick|thickness", "ໜາ"),
    )
]
_BESIDE = 12  # characters before a number or behind its unit: `dài khoảng 268 m`, `a 139-kilometre-long line`
_APART = _compiled(r"[,;.:()\d]|\b(?:and|và)\b|ແລະ")
_BEFORE_NO_AMOUNT = _compiled(r"\b(?:thứ|ngày|mùng|tháng|năm|lúc|vào)\s$")
_ONE = {"một", "one"}


def asked_units(question: str) -> list[Units]:
    """The units that answer a question about a quantity, each as it stands behind a number.

    Args:
        question: in Vietnamese or English, or in Lao where it names no unit.

    Returns:
        Lists of which the first that a sentence has one of counts: where the question names a unit, that alone, then
        those of the same quantity. Empty where no quantity is asked for, or a number of things.
    """
    named = next((units for asked, units in _NAMED if asked.search(question)), None)
    if named is not None:
        return [named[:1], named]
    if _COUNTS.search(question):
        return []
    units = [unit for asked, some in _ASKED if asked.search(question) for unit in some]
    return [units] if units else []


def measures_asked(question: str) -> list[Units]:
    """Those of `asked_units` that measure a thing, and are no time, age or share: no article is without some of these.

    Args:
        question: as for `asked_units`.
    """
    named = next((units for asked, units in _NAMED if asked.search(question)), None)
    if named is not None:
        return [named]
    if _COUNTS.search(question):
        return []
    asked = [units for asked, units in _ASKED if asked.search(question)]
    return asked if asked and all(units in _MEASURES for units in asked) else []


def dimension(question: str) -> regex.Pattern[str] | None:
    """The words, in any language, for the length, width, height or depth that a question asks for; None for none."""
    asked = [said for said in _DIMENSIONS if said.search(question)]
    return asked[0] if len(asked) == 1 else None


def is_beside(said: regex.Pattern[str], sentence: str, start: int, end: int) -> bool:
    """Whether a word for what is measured stands right before a number, or right behind its unit.

    Args:
        said: as `dimension` has it.
        sentence: of an article.
        start: of the number.
        end: of its unit.
    """
    before = _APART.split(sentence[max(0, start - _BESIDE) : start])[-1]
    behind = _APART.split(sentence[end : end + _BESIDE])[0]
    return bool(said.search(before) or said.match(behind.lstrip(" -")))


def has_unit(sentence: str, units: Sequence[Units]) -> bool:
    """Whether a sentence has a number with one of some units, and that is no date and no ordinal."""
    wanted = [unit for some in units for unit in some]
    return bool(wanted) and any(
        unit.match(sentence, number.end)
        for number in numerals(sentence)
        if number.certain or sentence[number.start : number.end].lower() in _ONE
        if not _BEFORE_NO_AMOUNT.search(sentence, 0, number.start)
        for unit in wanted
    )
