"""Things of a kind told apart by their number: `loại một` and `loại hai`, `giai đoạn 1` and `giai đoạn 2`, first prize.

Near as they are in meaning, what is said of one is not said of the other.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

import regex

__all__ = ["is_of_another", "is_of_the_same"]

_KINDS = (
    r"loại|lần(?= thứ)|hạng|giải|giai đoạn|đợt|vòng|kỳ|kì|quý|nhóm|cấp|lớp|khối|tầng|khu vực|khu|vùng|tổ|tuyến|mức|bậc"
    r"|phương án|số|phiên bản|thế hệ|thế chiến|chiến tranh thế giới|chương|tập|mùa|điều"
    r"|phase|stage|round|grade|class|type|quarter|group|level|floor|option|category|tier|version|generation|world war"
    r"|chapter|episode|season|article"
)
_WORDS = ("nhất một đầu đầu_tiên one i", "nhì hai two ii", "ba three iii", "tư bốn four iv", "năm five v")
_ENGLISH = ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th")
_NUMBERS = {
    word.replace("_", " "): place
    for row in (_WORDS, _ENGLISH)
    for place, words in enumerate(row, 1)
    for word in words.split()
}
_BEHIND = "|".join(sorted(_NUMBERS.keys() - {"năm"}, key=len, reverse=True))  # `kỳ năm ngoái` is no fifth
_NUMBERED = regex.compile(
    rf"\b(?P<kind>{_KINDS})(?: thứ)? (?P<number>\d{{1,2}}|{_BEHIND}|(?<=thứ )năm)"
    r"(?:\s?(?:-|–|đến|và|hoặc|to|and|or)\s?(?P<last>\d{1,2})\b(?! ?%|[.,]\d))?(?![\p{L}\p{M}\d])",
    regex.I,
)
_BEFORE = "|".join(" ".join(_ENGLISH).split())
_ORDERED = regex.compile(
    rf"\b(?P<number>{_BEFORE})[ -]"
    r"(?P<kind>prize|place|phase|stage|round|grade|class|quarter|group|floor|option|tier)\b",
    regex.I,
)


def is_of_another(question: str, sentence: str) -> bool:
    """Whether a sentence tells of another of the things that a question tells by their number, and not of that one."""
    asked = _asked(question)
    if not asked:
        return False
    told = _numbered(sentence)
    return any(kind in told and not numbers & told[kind] for kind, numbers in asked.items())


def is_of_the_same(question: str, text: str) -> bool:
    """Whether a question tells things by their number, and a text tells of all of them."""
    asked, told = _asked(question), _numbered(text)
    return bool(asked) and all(numbers & told.get(kind, set()) for kind, numbers in asked.items())


@lru_cache(maxsize=8)
def _asked(question: str) -> dict[str, set[int]]:
    return _numbered(question)


def _numbered(text: str) -> dict[str, set[int]]:
    """The numbers of each kind of thing."""
    found: dict[str, set[int]] = defaultdict(set)
    for pattern in (_NUMBERED, _ORDERED):
        for match in pattern.finditer(text):
            number = match["number"].lower()
            first = int(number) if number.isdigit() else _NUMBERS[number]
            last = match.groupdict().get("last")  # `cấp 12 - 13`
            found[match["kind"].lower()].update(range(first, max(int(last), first) + 1) if last else [first])
    return found
