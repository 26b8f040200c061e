"""Capitals for a question typed without them, from the articles' own names.

Readers type `cầu treo phú lâm` for `cầu treo Phú Lâm`, and telephones put a capital at the head alone. Two words that
stand side by side in the articles mostly as a name are one in the question, too; so is a word that is seldom written
otherwise. The store counts names (`rag/text/spelling.py`) and pairs of words; nothing else is known of either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import regex

from rag.storage.snapshot import Snapshot
from rag.text.names import ORDINARY, SYLLABLE, is_generic, key
from rag.text.spelling import name_key
from rag.text.words import fold, has_marks, terms

__all__ = ["capitalise"]

_WORD = regex.compile(r"(?=[\p{N}'’]*\p{L})[\p{Latin}\p{M}\p{N}]+")
_CAPITALISED = regex.compile(r"(?<=\S\s+)(?!I\b)\p{Lu}(?:\p{Ll}|\b)")  # beyond the head; not `UBND`
_MOSTLY = 0.7  # of what is not all in capitals
_OFTEN = 3  # occurrences of a word that is a name by itself: fewer may all be heads of sentences
_MOSTLY_ALONE = 0.85
_OFTENER = 1.5  # times as often as with the word before it: that one is hardly of the name


def capitalise(question: str, snapshot: Snapshot) -> str | None:
    """The question with the capitals of the articles' names; None where it has capitals, or nothing changes.

    A question all in capitals is otherwise in lower case then, which tells its names from its other words.

    Args:
        question: with its diacritics; in a language without them, names may be without, too.
        snapshot: the articles' words and names.
    """
    shouted = question.isupper() and " " in question.strip()
    if not shouted and _CAPITALISED.search(question):
        return None
    plain = question.lower() if shouted else question
    found = list(_WORD.finditer(plain))
    beside = [plain[first.end() : second.start()] == " " for first, second in pairwise(found)]
    pieces, at = [], 0
    for match, name in zip(found, _named([match.group().lower() for match in found], beside, snapshot), strict=True):
        pieces += [plain[at : match.start()], _like(match.group(), name)]
        at = match.end()
    cased = "".join([*pieces, plain[at:]])
    return None if cased == question or len(cased) != len(question) else cased


def _like(word: str, name: str) -> str:
    """A word with the capitals of a name; as it is where that is empty."""
    return word.upper() if name.isupper() and len(name) > 1 else (name and word[0].upper()) + word[bool(name) :]


@dataclass(frozen=True, slots=True)
class _Printed:
    """How articles print some words as a name.

    Attributes:
        name: the spelling that is most frequent; "" where none is.
        count: how often as a name,
        shouted: and how often all in capitals, as headlines may be.
    """

    name: str
    count: int
    shouted: int

    @classmethod
    def of(cls, text: str, printed: Mapping[str, int], spell: Callable[[str], str]) -> _Printed:
        """Of words, among the names that sound like them."""
        own = [spell(term) for term in terms(text)]
        same = {name: count for name, count in printed.items() if [spell(term) for term in terms(name)] == own}
        named = {name: count for name, count in same.items() if not name.isupper()}
        count = sum(named.values())
        return cls(max(named, key=named.__getitem__, default=""), count, sum(same.values()) - count)


def _named(words: list[str], beside: list[bool], snapshot: Snapshot) -> list[str]:
    """For each word, how it is written in the name that it is of; "" for the others.

    Args:
        words: in lower case.
        beside: whether each but the last stands right beside the next.
        snapshot: the articles' words and names.
    """
    spell = str if any(map(has_marks, words)) else fold
    pairs = [(n, f"{words[n]} {words[n + 1]}") for n, near in enumerate(beside) if near]
    keys = {text: name_key(text) for text in [*words, *(text for _, text in pairs)]}
    printed = snapshot.names(filter(None, keys.values()))
    told = {text: _Printed.of(text, printed.get(sound, {}), spell) for text, sound in keys.items()}
    parts = {part for text, told_ in told.items() if told_.count for part in text.split()}
    known = snapshot.spellings(map(fold, parts)) if parts else {}
    same = {
        part: [
            (i, count) for i, term, count in known.get(fold(part), ()) if [spell(term)] == list(map(spell, terms(part)))
        ]
        for part in parts
    }
    occurrences = {word: sum(count for _, count in rows) for word, rows in same.items()}
    named = [""] * len(words)
    together = [0] * (len(words) + 1)  # how often a pair that is a name is printed as one, by the place of its first
    for n, word in enumerate(words):
        if _is_named_alone(word, told[word], occurrences.get(word, 0)):
            named[n] = told[word].name
    for n, text in pairs:
        both = told[text]
        if both.count:
            first, second = ([i for i, _ in same[part]] for part in text.split())
            if both.count >= _MOSTLY * (sum(snapshot.bigram_counts(first, second).values()) - both.shouted):
                together[n] = both.count
    for n, text in pairs:
        alone = told[words[n + 1]].count if named[n + 1] else 0
        heads = _OFTENER * together[n] <= max(together[n + 1], alone) and not together[n - 1]
        if together[n] and not (heads and _is_common(words[n], told[words[n]], occurrences[words[n]])):
            for place, part in enumerate(told[text].name.split(), n):
                named[place] = named[place] or ("" if _is_english(words[place]) else part)
        elif together[n] and not _is_english(words[n + 1]):
            named[n + 1] = named[n + 1] or told[text].name.split()[1]
    return named


def _is_named_alone(word: str, printed: _Printed, occurrences: int) -> bool:
    """Whether a word is seldom written but as a name."""
    often = printed.count >= max(_OFTEN, _MOSTLY_ALONE * (occurrences - printed.shouted))
    return often and key(word) not in ORDINARY and not _is_english(word)


def _is_common(word: str, printed: _Printed, occurrences: int) -> bool:
    """Whether a word is no name, most likely: `Cầu Phú Lâm` may stand at the head of a sentence alone."""
    if name_key(word) and printed.count:
        return printed.count < _MOSTLY * (occurrences - printed.shouted)
    return is_generic(key(word))


def _is_english(word: str) -> bool:
    """Whether it is an English word that names are made of, `school`, and in questions stands for what it means."""
    return is_generic(key(word)) and SYLLABLE.fullmatch(key(word)) is None
