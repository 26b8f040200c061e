"""The names of a question as articles in another language have them: `France` is `Pháp` there.

Of a name that looks otherwise in another language no word is shared, and embeddings tell such names from each other
only roughly. `rag/text/exonyms.py` has what they are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rag.finding.scoring import WordMatch
from rag.text.exonyms import EXONYMS
from rag.text.words import spaced, terms

__all__ = ["Bridged", "bridged"]

Name = tuple[str, ...]  # its terms

_HOME = ("việt", "nam")  # where most articles are from: few say so, whatever they tell of
_UNMISTAKABLE = 5  # letters; `us`, `who`, `áo` and `ý` are names with a capital alone


@dataclass(frozen=True, slots=True)
class Bridged:
    """The names of a question that have other names.

    Attributes:
        names: for each, what else it is called; in marks and spelling as articles print it.
        weights: the share of the question that each makes up, by idf, from 0.0 to 1.0.
    """

    names: tuple[frozenset[Name], ...] = ()
    weights: tuple[float, ...] = ()

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


def bridged(question: str, match: WordMatch, frequencies: Callable[[Iterable[str]], Mapping[str, int]]) -> Bridged:
    """The names of a question that have other names.

    Args:
        question: as it was read.
        match: its words.
        frequencies: in how many passages each of some terms occurs.
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
    total = float(match.idf.sum())
    if not names or total <= 0:
        return Bridged()
    known = frequencies({term for others in names for name in others for term in name})
    # No passage has a name whole in more places than its rarest word.
    found = [sum(min(known.get(term, 0) for term in name) for name in others) for others in names]
    told = {others: match.idf_of(count) / total for others, count in zip(names, found, strict=True) if count}
    scale = max(1.0, sum(told.values()))
    return Bridged(tuple(told), tuple(weight / scale for weight in told.values()))


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


_OTHERS = _others()
_LONGEST = max(map(len, _OTHERS))
