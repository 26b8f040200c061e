"""Names of a question by their sound, as articles in another language or script print them.

`Khăm Muộn`, `Khammouane` and `ຄຳມ່ວນ` share no word; `rag.text.spelling.name_key` brings the first two together, and
`rag.text.romanising` the last to them. What is printed without spaces or capitals, as Lao is, is one stream of sounds:
names are looked for within it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex

from rag.finding.bridging import is_translated
from rag.finding.scoring import WordMatch
from rag.text.romanising import romanised
from rag.text.spelling import RUN, name_key, names_in
from rag.text.words import spaced, terms

__all__ = ["Heard", "Sound"]

_LAO = regex.compile(r"\p{Lao}+")
_SHORTEST = 5  # letters of a key
_ROUGHLY = 6  # letters of one that may be spelt a little otherwise,
_NEAR = 0.82  # and how alike it must be within a stream, from 0 to 1,
_ALIKE = 0.7  # or where only vowels differ
_SOFT = regex.compile("[aeiouh]|r$")
_LETTERS = 0.7  # what the letters of a name tell beside its words


@dataclass(frozen=True, slots=True)
class Sound:
    """A name of a question, or some neighbouring words of one.

    Attributes:
        key: as `rag.text.spelling.name_key` has it.
        spelt: its terms, as `rag.text.words.spaced` joins them.
        weight: the share of the question that they make up, by idf.
    """

    key: str
    spelt: str
    weight: float


@dataclass(frozen=True, slots=True)
class Heard:
    """What a question's names sound like.

    Attributes:
        names: each name that it has in Latin letters, with its parts.
        streams: its Lao words.
    """

    names: tuple[tuple[Sound, ...], ...] = ()
    streams: tuple[str, ...] = ()

    @classmethod
    def of(cls, question: str, match: WordMatch) -> Heard:
        """Those of a question, given with its words."""
        streams = _streams(question)
        idf = dict(zip(match.terms, match.idf.tolist(), strict=True))
        total = sum(idf.values())
        if streams or total <= 0:
            return cls(streams=streams)
        # At the head of a sentence a word has a capital anyway
        runs = (run.group() for run in RUN.finditer(question) if run.start() or " " in run.group())
        return cls(tuple(sounds for run in runs if (sounds := _sounds(run, idf, total))))

    def share(self, text: str) -> float:
        """The share of the question that a text has by names spelt otherwise that sound alike, from 0.0 to 1.0."""
        if self.streams:
            printed = _printed(text)
            heard = sum(len(_covered(stream, printed)) for stream in self.streams)
            return _LETTERS * heard / sum(map(len, self.streams))
        return min(1.0, sum(max(sound.weight for sound in sounds) for sounds in self._in(text)))

    def is_named(self, text: str) -> bool:
        """Whether a text has one of the question's names, spelt in whatever way; so where all may be translated."""
        names = [sounds for sounds in self.names if not any(is_translated(sound.spelt.split()) for sound in sounds)]
        literally = spaced(terms(text))
        if not names or any(sound.spelt in literally for sounds in names for sound in sounds):
            return True
        return any(sounds for sounds in self._in(text) if sounds)

    def words(self, text: str) -> frozenset[str]:
        """The terms of the question's names that a text has spelt otherwise."""
        return frozenset(term for sounds in self._in(text) for sound in sounds for term in sound.spelt.split())

    def _in(self, text: str) -> Iterator[list[Sound]]:
        """Of each name, the parts that a text has spelt otherwise, where it has any."""
        if not self.names:
            return
        printed, streams, literally = _printed(text), _streams(text), spaced(terms(text))
        for sounds in self.names:
            heard = [s for s in sounds if s.spelt not in literally and _is_heard(s.key, printed, streams)]
            if heard:
                yield heard


def _sounds(name: str, idf: dict[str, float], total: float) -> tuple[Sound, ...]:
    parts = ((key, terms(part)) for part, key in names_in(name))
    return tuple(Sound(key, spaced(some), sum(idf.get(t, 0.0) for t in set(some)) / total) for key, some in parts)


def _streams(text: str) -> tuple[str, ...]:
    return tuple(key for lao in _LAO.findall(text) if len(key := name_key(romanised(lao))) >= _SHORTEST)


@lru_cache(maxsize=256)  # a search reads its best passages for every reading of a question
def _printed(text: str) -> frozenset[str]:
    return frozenset(key for _, key in names_in(text))


def _is_heard(key: str, printed: frozenset[str], streams: tuple[str, ...]) -> bool:
    return key in printed or any(_where(key, stream) for stream in streams) or _is_near(key, printed)


def _is_near(key: str, printed: frozenset[str]) -> bool:
    from rapidfuzz.distance import Levenshtein

    if len(key) < _ROUGHLY:
        return False
    firm = _firm(key)
    return any(
        other[0] == key[0] and _firm(other) == firm and Levenshtein.normalized_similarity(key, other) >= _ALIKE
        for other in printed
    )


@lru_cache(maxsize=1 << 14)
def _firm(key: str) -> str:
    """What spellings of a name agree on where their vowels differ."""
    return _SOFT.sub("", key)


def _covered(stream: str, printed: frozenset[str]) -> set[int]:
    """The places of a stream that names cover."""
    return {place for key in printed if (at := _where(key, stream)) for place in at}


def _where(key: str, stream: str) -> range | None:
    """Where in a stream a name is heard."""
    from rapidfuzz import fuzz

    at = stream.find(key)
    if at >= 0:
        return range(at, at + len(key))
    if len(key) < _ROUGHLY or len(key) > len(stream):
        return None
    found = fuzz.partial_ratio_alignment(key, stream, score_cutoff=100 * _NEAR)
    return None if found is None else range(found.dest_start, found.dest_end)
