"""What readers call otherwise than a folder does: words of another part of the country, and what a bridge costs.

Who asks for the price of `lợn` means the `heo` of a newspaper of the Mekong delta. Only words that mean the same and
little else are read so: `thơm` is a pineapple in the south, and fragrant everywhere. And what readers ask for by `tốn
bao nhiêu tiền`, newspapers write as `tổng mức đầu tư`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from rag.text.words import fold

if TYPE_CHECKING:
    from rag.storage.snapshot import Snapshot

__all__ = ["elsewhere", "reworded"]

_BOTH_WAYS = (
    "lợn,heo|ngô,bắp|thuyền,ghe|mẹ,má|bát,chén|nghìn,ngàn|ô tô,xe hơi|xe khách,xe đò|mất điện,cúp điện"
    "|cắt điện,cúp điện|mất nước,cúp nước|cắt nước,cúp nước|gửi xe,giữ xe|trông xe,giữ xe|đỗ xe,đậu xe"
    "|xà phòng,xà bông|cá quả,cá lóc|thìa,muỗng|rẽ,quẹo|ki ốt,sạp|trúng xổ số,trúng số|dứa,khóm|sắn,khoai mì"
    "|củ lạc,đậu phộng|hạt lạc,đậu phộng"
)
_ONE_WAY = "đắt,mắc|quầy,sạp|bố,tía|bố,cha|béo,mập|bị ngã,bị té|say rượu,xỉn"  # the other has another meaning, too
# What is built, and what it costs as one says it
_BUILT = r"(?i:cầu|đường|trường|nhà máy|bệnh viện|chợ|công trình|dự án|thủy điện|thuỷ điện|đập|kè|sân|trạm|cao tốc)"
_COST = regex.compile(
    rf"(?<=\b{_BUILT}\b[^,.;?]{{0,40}} )(?:xây |làm )?(?:(?:tốn|hết|mất|ngốn) )+"
    r"(?=(?:bao nhiêu|mấy) (?:tiền|tỷ|tỉ|triệu|đồng|kinh phí)\b)"
    rf"|\b(?i:chi phí) (?:(?:xây|làm|xây dựng) )?(?=(?:của )?{_BUILT}\b)"
)
_INVESTED = ("tổng", "mức", "đầu", "tư")
_LONGEST = 3  # syllables
_OFTENER = 5  # times as often as its own the folder must write the other word
_WORD = regex.compile(r"[\p{L}\p{M}]+")

_Words = tuple[str, ...]


def _table() -> dict[_Words, list[_Words]]:
    pairs = [pair.split(",") for pair in _BOTH_WAYS.split("|")]
    pairs += [pair[::-1] for pair in pairs]
    table: dict[_Words, list[_Words]] = {}
    for word, other in [*pairs, *(pair.split(",") for pair in _ONE_WAY.split("|"))]:
        table.setdefault(tuple(word.split()), []).append(tuple(other.split()))
    return table


_TABLE = _table()


def elsewhere(word: str) -> list[str]:
    """What another part of the country says for a word, in lower case; empty where it says the same."""
    return [" ".join(other) for other in _TABLE.get(tuple(word.split()), ())]


def reworded(question: str, snapshot: Snapshot) -> str | None:
    """The question in the words of the folder; None where nothing changes.

    Args:
        question: with its diacritics, and with the capitals of names: `Ngô` is no maize.
        snapshot: the articles' words.
    """
    spent = _COST.search(question)
    if spent is not None and not _count(_INVESTED, snapshot):
        spent = None
    if spent is not None:
        invested = " ".join(_INVESTED)
        invested = invested.capitalize() if spent.group()[0].isupper() else invested
        question = f"{question[: spent.start()]}{invested} {question[spent.end() :]}"
    words = list(_WORD.finditer(question))
    texts = [word.group() for word in words]
    pieces, at, place = [], 0, 0
    while place < len(words):
        length, other = _other(texts, place, snapshot)
        if other and all(question[a.end() : b.start()] == " " for a, b in pairwise(words[place : place + length])):
            said = " ".join(other)
            typed = texts[place]
            pieces += [question[at : words[place].start()], said.capitalize() if typed[0].isupper() else said]
            at = words[place + length - 1].end()
        place += max(length, 1)
    return "".join([*pieces, question[at:]]) if pieces or spent is not None else None


def _other(texts: Sequence[str], place: int, snapshot: Snapshot) -> tuple[int, _Words]:
    """How many words at a place are said otherwise elsewhere, and how; (0, ()) where the folder says it so, too."""
    for length in range(_LONGEST, 0, -1):
        typed = texts[place : place + length]
        if len(typed) < length or any(word[0].isupper() for word in typed[bool(not place) :]):
            continue
        own = tuple(word.lower() for word in typed)
        others = _TABLE.get(own)
        if not others or _is_name(texts, place, length):
            continue
        count, other = max((_count(other, snapshot), other) for other in others)
        return (length, other) if count > _OFTENER * _count(own, snapshot) else (length, ())
    return 0, ()


def _is_name(texts: Sequence[str], place: int, length: int) -> bool:
    """Whether a word at the head of a question is of a name: `Ngô Văn Tám`."""
    after = texts[place + length : place + length + 1]
    return texts[place][0].isupper() and bool(after) and after[0][0].isupper()


def _count(words: _Words, snapshot: Snapshot) -> int:
    """How often the folder writes a word: by the seldomest pair of its syllables."""
    known = snapshot.spellings({fold(word) for word in words})
    found = [
        next(((term_id, count) for term_id, term, count in known.get(fold(word), ()) if term == word), None)
        for word in words
    ]
    if None in found:
        return 0
    ids = [term for term in found if term is not None]
    if len(ids) == 1:
        return ids[0][1]
    return min(
        snapshot.bigram_counts([first], [second]).get((first, second), 0) for (first, _), (second, _) in pairwise(ids)
    )
