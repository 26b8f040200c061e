"""Text to the terms that words are compared by, in any script.

A term is a lower-case NFC word. Vietnamese is written with a space between syllables, so its terms are syllables. Lao,
Thai, Khmer, Burmese, Chinese and Japanese are written without spaces: there, terms are overlapping pairs of
grapheme clusters, which need no dictionary.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import regex

from rag.text.writing import in_one_form

__all__ = ["VERSION", "as_spoken", "fold", "fold_term", "folded", "has_marks", "overlap", "spaced", "term_ids", "terms"]

VERSION = "words-4"  # raised when `terms` or `names_in` change: the store counts both, and must take away what it added

_LETTER = r"[\p{L}\p{N}\p{M}]"
_UNSPACED = rf"[[\p{{Lao}}\p{{Thai}}\p{{Khmer}}\p{{Myanmar}}\p{{Han}}\p{{Hiragana}}\p{{Katakana}}]&&{_LETTER}]"
_WORD = regex.compile(rf"{_UNSPACED}[{_UNSPACED}\p{{M}}]*|(?:(?!{_UNSPACED}){_LETTER})+", regex.V1)
# Text of these alone has no marks apart and no unspaced script: Python's own `\w` finds the same words there, in a
# tenth of the time. No word has white space in it, so the others are read apart.
_PLAIN = "\0-\u02ff\u1e00-\u1eff\u2000-\u206f"
_OTHER = re.compile(f"[^{_PLAIN}]")
_OTHER_WORD = rf"(?:(?!\s)[{_PLAIN}])*[^{_PLAIN}\s]\S*"
_OTHER_WORDS = re.compile(rf"(?<!\S){_OTHER_WORD}(?:\s+{_OTHER_WORD})*")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_UNSPACED_START = regex.compile(_UNSPACED, regex.V1)
_CASELESS = regex.compile(r"\p{Lo}")  # beside letters of such a script, capitals are an abbreviation
_CLUSTER = regex.compile(r"\X")

# Two schools put the tone of oa, oe, uy on different letters (hoà, hòa); the older one is the common form here.
_TONE_SHIFT = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(" "),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(" "),
        strict=True,
    )
)
_TONE_LETTERS = frozenset(pair[1] for pair in _TONE_SHIFT)


def _place_tone(word: str) -> str:
    old = _TONE_SHIFT.get(word[-2:])
    if old is None or (word[-2] == "u" and word[-3:-2] == "q"):
        return word
    return word[:-2] + old


def terms(text: str) -> list[str]:
    """The terms of a text, in order, repeated as they are."""
    lower = unicodedata.normalize("NFC", text).lower()
    if not _OTHER.search(lower):
        return _plain_terms(lower)
    lower = in_one_form(lower)
    found: list[str] = []
    start = 0
    for other in _OTHER_WORDS.finditer(lower):
        found += _plain_terms(lower[start : other.start()])
        found += _any_terms(other.group())
        start = other.end()
    return found + _plain_terms(lower[start:])


def _plain_terms(lower: str) -> list[str]:
    return [_place_tone(word) if word[-1] in _TONE_LETTERS else word for word in _PLAIN_WORD.findall(lower)]


def _any_terms(lower: str) -> list[str]:
    found: list[str] = []
    for word in _WORD.findall(lower):
        if _UNSPACED_START.match(word):
            clusters = _CLUSTER.findall(word)
            if len(clusters) == 1:
                found.append(word)
            found.extend(first + second for first, second in pairwise(clusters))
        else:
            found.append(_place_tone(word))
    return found


def spaced(words: Sequence[str]) -> str:
    """Terms as one text: some stand side by side in others where this of them is in that of the others."""
    return f" {' '.join(words)} "


def fold(text: str) -> str:
    """The text as typed without diacritics: marks dropped, `đ` as `d`."""
    if text.isascii():
        return text
    plain = text.replace("đ", "d").replace("Đ", "D")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def folded(text: str) -> frozenset[str]:
    """The distinct terms of a text, without diacritics."""
    return frozenset(map(fold_term, terms(text)))


@lru_cache(maxsize=1 << 15)  # texts say the same words over and over
def fold_term(term: str) -> str:
    """`fold` of one word."""
    return fold(term)


def overlap(some: AbstractSet[str], others: AbstractSet[str]) -> float:
    """The share of the words of two texts that both have; 1.0 where neither has any."""
    either = some | others
    return len(some & others) / len(either) if either else 1.0


def has_marks(text: str) -> bool:
    """Whether any Latin letter of the text carries a mark or is a `đ`."""
    return any(c.isalpha() and ("¿" < c <= "ɏ" or "Ḁ" <= c <= "ỿ") for c in unicodedata.normalize("NFC", text))


def as_spoken(text: str) -> str:
    """In lower case where a text is typed all in capitals, which models read as something else; as it is otherwise."""
    return text.lower() if text.isupper() and " " in text.strip() and not _CASELESS.search(text) else text


def term_ids(words: Iterable[str]) -> npt.NDArray[np.uint32]:
    """A 24-bit number for every term, the same in every process: enough to count known terms in a passage."""
    return np.fromiter((zlib.crc32(word.encode()) & 0xFFFFFF for word in words), dtype=np.uint32)
