"""The names of a question as articles in another language have them: `France` is `Pháp` there.

Of a name that looks otherwise in another language no word is shared, and embeddings tell such names from each other
only roughly. `rag/text/exonyms.py` has what they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rag.finding.scoring import WordMatch
from rag.text.compounds import asked_compounds
from rag.text.exonyms import EXONYMS
from rag.text.language import language_of
from rag.text.lexicon import LEXICON
from rag.text.words import spaced, terms

__all__ = ["Bridged", "bridged", "is_translated"]

Name = tuple[str, ...]  # its terms
_Table = dict[Name, tuple[frozenset[Name], bool]]  # what a word is elsewhere, and whether an article surely has that

_HOME = ("việt", "nam")  # where most articles are from: few say so, whatever they tell of
_UNMISTAKABLE = 5  # letters; `us`, `who`, `áo` and `ý` are names with a capital alone


@dataclass(frozen=True, slots=True)
class Bridged:
    """The names of a question that have other names.

    Attributes:
        names: for each, what else it is called; in marks and spelling as articles print it.
        weights: the share of the question that each makes up, by idf, from 0.0 to 1.0.
        telling: what the other language has for that of its words which the fewest passages have; empty without.
    """

    names: tuple[frozenset[Name], ...] = ()
    weights: tuple[float, ...] = ()
    telling: frozenset[Name] = frozenset()

    def is_told(self, words: Sequence[str]) -> bool:
        """Whether a text, given as its terms, has the word of the question that tells the most; so without any."""
        text = spaced(words)
        return not self.telling or any(spaced(name) in text for name in self.telling)

    def share(self, words: Sequence[str]) -> float:
        """N of a text given as its terms: the share of the question that it has by other names, from 0.0 to 1.0."""
        if not self.names:
            return 0.0
        text = spaced(words)
        return sum(
            weight
            for others, weight in zip(self.names, self.weights, strict=True)
            if any(spaced(name) in text for name in others)
        )

    def wanted(self, match: WordMatch) -> dict[str, float]:
        """The other names, with what each tells, as `rag.storage.snapshot.Snapshot.matching` takes them."""
        total = float(match.idf.sum())
        return {
            " ".join(name): weight * total
            for others, weight in zip(self.names, self.weights, strict=True)
            for name in others
        }


def bridged(
    question: str,
    match: WordMatch,
    frequencies: Callable[[Iterable[str]], Mapping[str, int]],
    *,
    translating: bool = True,
) -> Bridged:
    """The names of a question that have other names.

    Args:
        question: as it was read.
        match: its words.
        frequencies: in how many passages each of some terms occurs.
        translating: whether its other words are looked for in the words of another language, too.
    """
    capital = {term for word in question.split() if word[0].isupper() for term in terms(word)}
    asked = terms(question)
    names: list[frozenset[Name]] = []
    at = 0
    while at < len(asked):
        length = next((n for n in range(_LONGEST, 0, -1) if _is_name(tuple(asked[at : at + n]), n, capital)), 0)
        if length:
            names.append(_OTHERS[tuple(asked[at : at + length])])
        at += length or 1
    translated = dict(_translated(question, asked, capital)) if translating else {}
    names += translated
    total = float(match.idf.sum())
    if not names or total <= 0:
        return Bridged()
    known = frequencies({term for others in names for name in others for term in name})
    # No passage has a name whole in more places than its rarest word.
    found = [sum(min(known.get(term, 0) for term in name) for name in others) for others in names]
    told = {others: match.idf_of(count) / total for others, count in zip(names, found, strict=True) if count}
    scale = max(1.0, sum(told.values()))
    telling = max(
        (others for others, sure in translated.items() if sure and others in told),
        key=told.__getitem__,
        default=frozenset[Name](),
    )
    return Bridged(tuple(told), tuple(weight / scale for weight in told.values()), telling)


def is_translated(words: Sequence[str]) -> bool:
    """Whether some terms are a name, or another word, that other languages are known to have otherwise."""
    name = tuple(words)
    return name in _OTHERS or name in _tables()[0] or name == _HOME


def _translated(question: str, asked: Sequence[str], capital: set[str]) -> Iterator[tuple[frozenset[Name], bool]]:
    """What its words are in Lao, or in Vietnamese and English where it is in Lao.

    A syllable that is part of a longer word is none: `yêu cầu` asks for no bridge.

    Args:
        question: as it was read.
        asked: its terms.
        capital: those of them that have a capital: in a name of several, a word is none.

    Yields:
        What else a word is, and whether an article surely has that which tells of it.
    """
    lao = language_of(question) == "lo"
    table = _tables()[lao]
    longest = max(map(len, table))
    compounds = [] if lao else [tuple(word) for word in asked_compounds(question)]
    at = 0
    while at < len(asked):
        length = next((n for n in range(longest, 0, -1) if tuple(asked[at : at + n]) in table), 0)
        word = tuple(asked[at : at + length])
        named = (
            at and len(word) == 1 and word[0] in capital and {*asked[at - 1 : at], *asked[at + 1 : at + 2]} & capital
        )
        if length and not named and not any(len(word) < len(whole) and _within(word, whole) for whole in compounds):
            yield table[word]
        at += length or 1


def _within(word: Name, whole: Name) -> bool:
    return spaced(word) in spaced(whole)


def _is_name(words: Name, length: int, capital: set[str]) -> bool:
    if len(words) < length or words not in _OTHERS:
        return False
    return length > 1 or words[0] in capital or len(words[0]) >= _UNMISTAKABLE


def _others() -> dict[Name, frozenset[Name]]:
    found: dict[Name, frozenset[Name]] = {}
    for names in EXONYMS:
        printed = frozenset(tuple(terms(name)) for name in names)
        for name in printed if _HOME not in printed else ():
            found[name] = found.get(name, frozenset()) | printed - {name}
    return found


@cache  # made when first needed: few folders are Lao
def _tables() -> tuple[_Table, _Table]:
    """What words are in Lao, and what those of Lao are in Vietnamese and English."""
    to_lao: _Table = {}
    from_lao: _Table = {}
    for sure, vietnamese, english, lao in LEXICON:
        others = {tuple(terms(word)) for word in vietnamese} | {
            tuple(terms(word)) for one in english for word in (one, f"{one}s")
        }
        own = frozenset(tuple(terms(word)) for word in lao)
        for word in others:
            _put(to_lao, word, own, sure)
        for word in own:
            _put(from_lao, word, frozenset(others), sure)
    return to_lao, from_lao


def _put(table: _Table, word: Name, others: frozenset[Name], sure: bool) -> None:
    had, sure_too = table.get(word, (frozenset[Name](), True))
    table[word] = had | others, sure and sure_too


_OTHERS = _others()
_LONGEST = max(map(len, _OTHERS))
