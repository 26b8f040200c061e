"""Names as they are compared: without diacritics, as they sound, and in the languages of the articles.

`rag/text/exonyms.py` has the names that do not sound alike from one language to another, `rag/text/commonwords.py` the
words that are translated.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import regex

from rag.text.commonwords import COMMON
from rag.text.exonyms import EXONYMS
from rag.text.words import fold

__all__ = ["ORDINARY", "SYLLABLE", "TRANSLATED", "alike", "is_generic", "key", "sound", "words"]

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
SYLLABLE = regex.compile(r"(?:ngh?|nh|ph|th|tr|ch|gh|gi|kh|qu|[bcdđghklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?")
# What is capitalised at the head of a sentence, or as a kind of thing, and names nothing by itself.
ORDINARY = frozenset(
    "ai anh ba ban bang bao bat ben biet boi cac cach can cau chi cho chu chua chung co con cong cua cuoc cuoi cung"
    " da dai dang dau day de den di dia dieu do doan doi dong du dua duoc duong em gan gia giai giua ha hai han hang"
    " hay he hien hiep ho hoac hoi hom hon khi khoang khong khu khuya kinh la lan lang le len lien luc luong ly ma"
    " mac mai may moi mot mua mui muc muon nam nay nen neu ngay nghi ngoai nguoi nguyen nha nhan nhat nhieu nho nhom"
    " nhu nhung noi nua o ong phai phan phia phong qua quan rang rat rieng roi sang sau so song su tai tam tat tau"
    " thanh thay the theo thi thoi thu thuc tinh to toan toi tong tren trong trung truoc truong trua tu tuan tuy"
    " tung tuoi ty va van vao ve vi viec voi vua vu xa xe yeu chieu dem doanh chinh a about according additionally"
    " after all also although among an and another any are as at be because before besides both but by could despite"
    " did does during each eight eleven even every few first five for four from had half has have her here his how"
    " however i if in instead into is it its last later many meanwhile more moreover most much my new next nine no"
    " nor not now of officials on once one only or other our out over overall people seven several she since six"
    " some such ten than that their them then there therefore these they this those though three through thus today"
    " together twelve two under until up was we were what when where which while who why will with without yes"
    " yesterday yet you your im ive hes shes theyre thats dont".split()
)
# How English words end that stand in names for what they mean, where a name hardly does.
_DERIVED = regex.compile(
    r".{3,}(?:tion|sion|ment|ship|ism|ist|ional|ical|ology|graphy|itics|omics|ptics|tive|tory|tary|ible|[cionprst][stz]ed|[^r]e[dn]ce"
    r"|[^n]ance)s?$"
)
_DERIVED_LETTERS = 8
# Looks like one of those, or like the plural of one, and is a name.
_NAMES = frozenset(
    "banks bridges chambers parks powers rangers rivers waters winters clarence constance florence lawrence provence"
    " terence terrance terrence torrance inverness guinness".split()
)
# Sounds that the ways of writing a name share, longest first.
_SOUNDS = [
    ("ngh", "ng"), ("ph", "f"), ("kh", "k"), ("th", "t"), ("gh", "g"), ("ch", "c"), ("sh", "s"), ("x", "s"),
    ("q", "k"), ("c", "k"), ("w", "v"), ("y", "i"), ("z", "d"), ("j", "d"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
]  # fmt: skip


def key(word: str) -> str:
    """A word as names are compared: folded, lower case, without hyphens, dots and a possessive."""
    plain = fold(word).lower().replace("’", "'")
    plain = plain.removesuffix("'s").removesuffix("'")
    return plain.replace("-", "").replace("'", "").replace(".", "")


def is_generic(name: str) -> bool:
    """Whether a word, as `key` has it, stands in names only for what it means, and is translated with them."""
    if name in _NAMES:
        return False
    if name in ORDINARY or name in COMMON or name.removesuffix("s") in COMMON:
        return True
    return len(name) >= _DERIVED_LETTERS and _DERIVED.fullmatch(name) is not None


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """How a folded word sounds, roughly, and in every spelling alike."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    out = word[:1]
    for before, letter in pairwise(word):
        if letter != before:
            out += letter
    return out.removesuffix("h") if len(out) > 3 else out


def words(text: str) -> list[str]:
    """The words of a text, folded, lower case."""
    return [fold(word).lower() for word in _WORD.findall(text)]


def alike(name: str, whole: str) -> Iterator[str]:
    """What a name, or the whole run of names that it belongs to, is called in other languages.

    Args:
        name: as `key` has it.
        whole: words as `words` has them, joined by spaces.
    """
    longer = [other for other in TRANSLATED if " " in other and name in other.split() and other in whole]
    for known in (name, *longer):
        for names in TRANSLATED.get(known, ()):
            yield from names


def _translated() -> dict[str, list[frozenset[str]]]:
    found: dict[str, list[frozenset[str]]] = {}
    for names in EXONYMS:
        plain = frozenset(" ".join(words(name)) for name in names)
        for name in plain:
            found.setdefault(name, []).append(plain)
    return found


TRANSLATED = _translated()  # a name to the sets of names that mean the same
