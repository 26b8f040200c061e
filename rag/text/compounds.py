"""Vietnamese words of several syllables, which are written apart: `khí nhà kính` has the words `khí` and `nhà kính`.

Syllables alone deceive: a story of a haunted house shares `khí`, `nhà` and `tăng` with a question about greenhouse
gases. Words are read from left to right, the longest that a dictionary has first (maximum matching; Chen and Liu, "Word
identification for Mandarin Chinese sentences", 1992). The dictionary is that of Hồ Ngọc Đức, which the package
underthesea carries; only its file is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from rag.text.keywords import own_words
from rag.text.words import fold, terms

__all__ = ["asked_compounds", "compounds", "dictionary"]

Compound = tuple[str, ...]  # its syllables

_LONGEST = 4  # syllables; longer entries are sayings
_CARRIER = "underthesea"
_FILE = "corpus/data/Viet74K.txt"


def compounds(words: Sequence[str]) -> tuple[Compound, ...]:
    """The words of several syllables that a text has, in order, each once.

    Args:
        words: the text's terms, in order.
    """
    return tuple(dict.fromkeys(_read(words)))


@lru_cache(maxsize=64)  # refusing and answering ask for the same
def asked_compounds(question: str) -> tuple[Compound, ...]:
    """Those of a question that say what it is about: not `bao nhiêu`."""
    own = own_words(question)
    return tuple(word for word in compounds(terms(question)) if any(fold(syllable) in own for syllable in word))


def _read(words: Sequence[str]) -> Iterator[Compound]:
    known = dictionary()
    at = 0
    while at < len(words):
        lengths = range(min(_LONGEST, len(words) - at), 1, -1)
        length = next((n for n in lengths if tuple(words[at : at + n]) in known), 1)
        if length > 1:
            yield tuple(words[at : at + length])
        at += length


@lru_cache(maxsize=1)
def dictionary() -> frozenset[Compound]:
    """The words of two to four syllables that the dictionary has."""
    # To import the package would take longer than to load the embedding model: it brings all of its models.
    package = find_spec(_CARRIER)
    [folder] = list(package.submodule_search_locations or ()) if package else [""]
    entries = (Path(folder) / _FILE).read_text(encoding="utf-8").splitlines()
    words = (tuple(terms(entry)) for entry in entries if " " in entry or "-" in entry)
    return frozenset(word for word in words if 1 < len(word) <= _LONGEST)
