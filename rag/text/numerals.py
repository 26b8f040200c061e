"""Numbers in a text, in figures and in words, with what they may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

__all__ = ["NUMERAL", "Numeral", "numerals", "roman"]

_SCALES = {
    "trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9, "tr": 10**6, "k": 1000,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "bn": 10**9,
    "tram": 100, "nghin": 1000, "ngan": 1000, "trieu": 10**6, "ty": 10**9,
    "ພັນ": 1000, "ລ້ານ": 10**6, "ຕື້": 10**9, "ແສນ": 10**5, "ໝື່ນ": 10**4,
}  # fmt: skip
_SCALE = "|".join(sorted(map(regex.escape, _SCALES), key=len, reverse=True))
NUMERAL = regex.compile(
    r"(?<![\d])(?P<figures>[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)*)"
    rf"(?P<range>\s?(?:-|–|đến|tới|to)\s?(?=[0-9.,]+\s?(?:{_SCALE})\b))?"
    rf"(?P<scales>(?:\s?(?:{_SCALE})(?![\p{{L}}\p{{M}}]))*)"
    r"(?P<afternoon>(?=(?:[:hg][0-9]{2})?\s?(?:p\.?m\b|giờ chiều|giờ tối|h chiều|h tối)))?",
    regex.IGNORECASE,
)
_ANY_SCALE = regex.compile(_SCALE, regex.IGNORECASE)

_VI_DIGITS = {
    word: value
    for value, words in enumerate("không,một mốt,hai,ba,bốn tư,năm lăm nhăm,sáu,bảy bẩy,tám,chín".split(","))
    for word in words.split()
}
_VI_SCALES = {"trăm": 100, "nghìn": 1000, "ngàn": 1000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_VI_WORD = "|".join([*_VI_DIGITS, "mười", "mươi", "linh", "lẻ", "rưỡi", *_VI_SCALES])
_VI = regex.compile(rf"\b(?:(?:{'|'.join(_VI_DIGITS)}|mười)(?: (?:{_VI_WORD}))*)\b", regex.IGNORECASE)
_VI_COUNTED = regex.compile(
    r" (?:người|em|con|chiếc|đội|xã|huyện|tỉnh|nước|lần|hộ|trường|cầu|nhà|dự án|đoàn|giờ|ngày|tháng|tuần|phút|mét|cây"
    r"|km|ha|tấn|bài|vụ|ca|lớp|học sinh|cháu|bản|thôn|phòng|giải|huy chương|tuổi|đứa|căn|ngôi|quốc gia|thành phố)\b"
)
_VI_ALONE = frozenset("hai bốn sáu bảy tám chín mười".split())

_EN_UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        " seventeen eighteen nineteen".split()
    )
} | {word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_EN_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_EN_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_EN_SMALL = "|".join(_EN_UNITS)
_EN = regex.compile(
    rf"\b(?:{_EN_SMALL})(?:(?:[ -]| and )(?:{_EN_SMALL}|{'|'.join(_EN_SCALES)})s?)*\b", regex.IGNORECASE
)
_EN_OTHERS = regex.compile(rf"\b(?:{'|'.join(_EN_ORDINALS)}|half|twice|once|dozen|dozens|both|pair|couple)\b", regex.I)
_EN_VALUES = {**_EN_ORDINALS, "half": 0.5, "twice": 2, "once": 1, "dozen": 12, "dozens": 12, "both": 2, "pair": 2}
_EN_VALUES["couple"] = 2

_ROMAN = regex.compile(r"(?=[IVXLC]{2})X{0,3}(?:IX|IV|V?I{0,3})|(?=[XLC]{2})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text.

    Attributes:
        start: first character.
        end: one past the last.
        values: what it may mean: 1.150 is 1150, or 1 and a bit.
        certain: whether it surely is a number; `ba` and `năm` may be a father and a year.
    """

    start: int
    end: int
    values: frozenset[float]
    certain: bool = True


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a composed text with ASCII digits; dates should have been taken out before."""
    yield from _figures(text)
    for match in _VI.finditer(text):
        words = match.group().lower().split()
        counted = _VI_COUNTED.match(text, match.end()) is not None
        if words == ["năm"] and not counted:
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()].lower()
        alone = len(words) == 1
        doubtful = before.endswith(("thứ ", "cả ", "tháng ", "năm ")) or (alone and match.group()[0].isupper())
        shaped = any(word in _VI_SCALES or word in ("mười", "mươi") for word in words)
        certain = not doubtful and ((alone and (words[0] in _VI_ALONE or counted) and words[0] != "một") or shaped)
        if not alone and not shaped:  # `hai ba`: words side by side, each for itself
            for word in words:
                yield Numeral(match.start(), match.end(), frozenset({float(_VI_DIGITS.get(word, 0))}), certain=False)
            continue
        yield Numeral(match.start(), match.end(), frozenset({_vietnamese(words)}), certain)
    vietnamese = _VIETNAMESE_TOO.search(text) is not None
    for match in _EN.finditer(text):
        words = regex.split(r"[ -]+", match.group().lower())
        certain = words not in (["one"], ["zero"], ["ten"]) and not vietnamese
        yield Numeral(match.start(), match.end(), frozenset({_english(words)}), certain)
    for match in _EN_OTHERS.finditer(text):
        yield Numeral(match.start(), match.end(), frozenset({float(_EN_VALUES[match.group().lower()])}), certain=False)


_BEFORE = 6  # characters before a number that may say that it is an ordinal, or of a date
_VIETNAMESE_TOO = regex.compile(r"[ăâđêôơưạ-ỹ]", regex.IGNORECASE)


def roman(word: str) -> int | None:
    """The value of a Roman numeral of two letters or more below 90, or None for any other word."""
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUES[letter] for letter in word]
    return sum(-v if any(w > v for w in values[i + 1 : i + 2]) else v for i, v in enumerate(values))


def _figures(text: str) -> Iterator[Numeral]:
    ranged: list[Numeral] = []
    for match in NUMERAL.finditer(text):
        if match["figures"] == "00" and text[match.start() - 1 : match.start()] in (":", "h"):
            continue  # 04:00 is 4 giờ
        scale = 1
        for word in _ANY_SCALE.findall(match["scales"] or ""):
            scale *= _SCALES[word.lower()]
        plain = _readings(match["figures"])
        end = match.end("scales") if match["scales"] else match.end("figures")
        values = frozenset(round(value * scale, 4) for value in plain)
        if match["afternoon"] is not None:
            values |= {value + 12 for value in plain if value < 12}
        if scale > 1:
            for earlier in ranged:  # `20-30 triệu`: the first is of the same size
                more = earlier.values | {round(value * scale, 4) for value in earlier.values}
                yield Numeral(earlier.start, earlier.end, frozenset(more))
        else:
            yield from ranged
        ranged = []
        numeral = Numeral(match.start(), end, values)
        if match["range"]:
            ranged = [numeral]
        else:
            yield numeral
    yield from ranged


def _readings(figures: str) -> frozenset[float]:
    if " " in figures:
        parts = figures.split()
        return frozenset({float("".join(parts))})
    separators = [c for c in figures if c in ".,"]
    if not separators:
        return frozenset({float(figures)})
    groups = regex.split(r"[.,]", figures)
    if len(set(separators)) == 2 and separators.count(separators[-1]) == 1:
        return frozenset({float("".join(groups[:-1]) + "." + groups[-1])})
    thousands = all(len(group) == 3 for group in groups[1:]) and 1 <= len(groups[0]) <= 3
    if len(separators) == 1:
        decimal = float(".".join(groups))
        return frozenset({float("".join(groups)), decimal}) if thousands and groups[0] != "0" else frozenset({decimal})
    if thousands:
        return frozenset({float("".join(groups))})
    return frozenset(float(group) for group in groups)  # a version, a list without spaces


def _vietnamese(words: Sequence[str]) -> float:
    total, group, digit, scale = 0.0, 0.0, None, 1
    for word in words:
        if word in _VI_DIGITS:
            group += digit or 0
            digit = _VI_DIGITS[word]
        elif word in ("mười", "mươi"):
            group += 10 * (digit if digit is not None and word == "mươi" else 1)
            digit = None
        elif word == "trăm":
            group += 100 * (digit if digit is not None else 1)
            digit, scale = None, 100
        elif word == "rưỡi":
            total += scale / 2
        elif word in _VI_SCALES:
            scale = _VI_SCALES[word]
            group += digit or 0
            total, group, digit = total + (group or 1) * scale, 0.0, None
    return total + group + (digit or 0)


def _english(words: Sequence[str]) -> float:
    total, group = 0.0, 0.0
    for word in words:
        plain = word.removesuffix("s") if word not in _EN_UNITS else word
        if plain in _EN_UNITS:
            group += _EN_UNITS[plain]
        elif plain == "hundred":
            group = (group or 1) * 100
        elif plain in _EN_SCALES:
            total, group = total + (group or 1) * _EN_SCALES[plain], 0.0
    return total + group
