"""Names that are spelt in several ways: `Khăm Muộn`, `Khăm Muồn` and `Khammouane`; `Xri Lan-ca` and `Sri Lanka`.

Newspapers write foreign names by ear. A name's key keeps what the spellings share: letters without marks, spaces or
hyphens, with those that stand for one sound written alike. The store counts the names that articles print, by key; a
question's names are looked up among them, and, where they are unknown, among keys that differ by a letter or two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from rag.text.words import fold, terms

if TYPE_CHECKING:
    from rag.storage.snapshot import Snapshot

__all__ = ["RUN", "Respelling", "alternatives", "name_key", "names_in", "respell", "respellings"]

_LONGEST = 4  # words in a name
_SHORTEST_KEY = 5  # letters; shorter names are too easily something else
_NEAR = 0.8  # how alike two keys must be, from 0 to 1 (Levenshtein distance over the longer one's length)
_SPELLINGS = 3  # of one name
_FOREIGN = 8  # letters of one word: no Vietnamese name, so that one like it is another spelling of it,
_RARE = 2  # where no more passages have it as typed

_WORD = regex.compile(r"[\p{L}\p{M}'’]+(?:[-–][\p{L}\p{M}]+)*")
RUN = regex.compile(r"\p{Lu}[\p{L}\p{M}'’]*(?:[-–][\p{L}\p{M}]+)*(?: \p{Lu}[\p{L}\p{M}'’]*(?:[-–][\p{L}\p{M}]+)*)*")
_SOUNDS = (("ph", "f"), ("ch", "C"), ("ck", "k"), ("c", "k"), ("q", "k"), ("x", "s"), ("y", "i"), ("w", "v"))
_VOWELS = (("ou", "u"), ("oo", "u"), ("ee", "i"))


def name_key(name: str) -> str:
    """What all spellings of a name have in common; empty for a script without these sounds."""
    key = re.sub(r"[^a-z]", "", fold(name).lower())
    for written, sound in (*_SOUNDS, *_VOWELS):
        key = key.replace(written, sound)
    key = "".join(letter for letter, _ in groupby(key))
    return key[:-1] if key.endswith("e") and len(key) > _SHORTEST_KEY else key


def names_in(text: str) -> Iterator[tuple[str, str]]:
    """The names that a text prints, with their keys: every run of up to four capitalised words within a longer one."""
    for run in RUN.findall(text):
        words = run.split(" ")
        for start in range(len(words)):
            for end in range(start + 1, min(start + _LONGEST, len(words)) + 1):
                name = " ".join(words[start:end])
                key = name_key(name)
                if len(key) >= _SHORTEST_KEY:
                    yield name, key


@dataclass(frozen=True, slots=True)
class Respelling:
    """A name in a question that articles spell in another way.

    Attributes:
        start: its first character in the question.
        end: one past its last.
        terms: its terms.
        spellings: the articles' spellings, the likeliest first.
        known: whether articles have the question's own spelling, or one that differs only in its marks.
    """

    start: int
    end: int
    terms: tuple[str, ...]
    spellings: tuple[str, ...]
    known: bool


def respellings(question: str, snapshot: Snapshot) -> list[Respelling]:
    """The question's names that articles spell otherwise; longer names first looked for, none overlapping another."""
    words = list(_WORD.finditer(question))
    windows = [
        (words[start].start(), words[start + length - 1].end())
        for length in range(min(_LONGEST, len(words)), 0, -1)
        for start in range(len(words) - length + 1)
    ]
    keys = {window: name_key(question[window[0] : window[1]]) for window in windows}
    printed = snapshot.names({key for key in keys.values() if len(key) >= _SHORTEST_KEY})
    capitals = any(word.group()[0].isupper() for word in words[1:])
    found: list[Respelling] = []
    for start, end in windows:
        name, key = question[start:end], keys[start, end]
        if any(start < other.end and end > other.start for other in found) or len(key) < _SHORTEST_KEY:
            continue
        named = all(part[0].isupper() for part in name.split()) and (start > 0 or not capitals)
        own = tuple(terms(name))
        spellings = printed.get(key, {})
        if not spellings and named and not snapshot.chunk_frequencies(own):
            spellings = _near(key, snapshot)
        elif named and len(own) == 1 and len(own[0]) >= _FOREIGN and _frequency(own[0], snapshot) <= _RARE:
            # `Khammouane` in one article, `Khăm Muồn` in the others
            spellings = _near(key, snapshot, but=key) or spellings
        elif capitals and not named:
            continue  # who writes names with capitals means a word by a word
        others = [spelling for spelling in spellings if tuple(terms(spelling)) != own]
        others.sort(key=lambda spelling: -spellings[spelling])
        if others:
            # `Lê Tâm` is not read as `Lê Tám`: where only marks differ, the other spelling may be another name.
            known = len(others) < len(spellings) or [fold(term) for term in own] in (
                [fold(term) for term in terms(spelling)] for spelling in others
            )
            found.append(Respelling(start, end, own, tuple(_distinct(others))[:_SPELLINGS], known))
    return found


def _frequency(term: str, snapshot: Snapshot) -> int:
    return snapshot.chunk_frequencies([term]).get(term, 0)


def _distinct(spellings: Sequence[str]) -> list[str]:
    return list({tuple(terms(spelling)): spelling for spelling in reversed(spellings)}.values())[::-1]


def _near(key: str, snapshot: Snapshot, but: str = "") -> dict[str, int]:
    """The printed names whose key is nearest, if it is near enough and not `but`."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    keys = [other for other in snapshot.name_keys(key[0], len(key) - 2, len(key) + 2) if other != but]
    best = process.extractOne(key, keys, scorer=Levenshtein.normalized_similarity, score_cutoff=_NEAR)
    return snapshot.names([best[0]])[best[0]] if best else {}


def alternatives(found: Sequence[Respelling]) -> dict[str, list[tuple[str, ...]]]:
    """For the terms of a question, the terms that stand for them in other spellings of the name they are of."""
    result: dict[str, list[tuple[str, ...]]] = {}
    for name in found:
        for spelling in name.spellings:
            other = tuple(terms(spelling))
            for place, term in enumerate(name.terms):
                stands = (other[place],) if len(other) == len(name.terms) else other
                if stands != (term,) and stands not in result.setdefault(term, []):
                    result[term].append(stands)
    return {term: stands for term, stands in result.items() if stands}


def respell(question: str, found: Sequence[Respelling]) -> str | None:
    """The question with the articles' spelling of the names that they do not have as typed; None without any."""
    unknown = sorted((name for name in found if not name.known), key=lambda name: name.start)
    pieces, at = [], 0
    for name in unknown:
        pieces += [question[at : name.start], name.spellings[0]]
        at = name.end
    return "".join([*pieces, question[at:]]) if unknown else None
