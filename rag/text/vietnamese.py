"""How Vietnamese is spelt at large, for folders that have little of it: questions are typed without marks there, too.

How common a syllable is, is told by the bundled model's vocabulary, which was learnt from texts of the web
(`syllables.txt`, made by `benchmarks/syllables.py`); what follows what, by the words of a dictionary.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from rag.text.compounds import dictionary
from rag.text.words import fold, has_marks

__all__ = ["SHIPPED", "AtLarge", "at_large"]

SHIPPED = Path(__file__).with_name("syllables.txt")
_SELDOM = 1e-7  # the share of a syllable that the vocabulary lacks, for each word of the dictionary that has it


@dataclass(frozen=True, slots=True)
class AtLarge:
    """Vietnamese at large.

    Attributes:
        spellings: the syllables of the dictionary by what they are without marks, with the share that each has of all.
        pairs: of syllables that stand side by side in a word of it.
        continuations: how many syllables follow one in a word of it.
    """

    spellings: Mapping[str, Mapping[str, float]]
    pairs: frozenset[tuple[str, str]]
    continuations: Mapping[str, int]

    def follows(self, first: str, second: str) -> float:
        """How likely one syllable follows another in a word of the dictionary: of those that do, one is as likely as
        the next."""
        return 1 / self.continuations[first] if (first, second) in self.pairs else 0.0

    def stand_together(self, first: str, second: str) -> bool:
        """Whether two syllables, given without marks, are neighbours in a word."""
        ones, others = self.spellings.get(first, ()), self.spellings.get(second, ())
        return any((one, other) in self.pairs for one in ones for other in others)


@lru_cache(maxsize=1)
def at_large() -> AtLarge:
    """What is known, read when first asked for."""
    entries = dictionary()
    counts = Counter(syllable for entry in entries for syllable in entry)
    pairs = frozenset(pair for entry in entries for pair in pairwise(entry))
    lines = (line.split(" ") for line in SHIPPED.read_text(encoding="utf-8").splitlines())
    common = {syllable: math.exp(int(score) / 100) for syllable, score in lines}
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for syllable, count in counts.items():
        if has_marks(syllable):
            found[fold(syllable)][syllable] = common.get(syllable, _SELDOM * count)
    # A syllable without marks is a word of other languages, too: what the dictionary has of it tells how common it is.
    for plain, spelt in found.items():
        if counts[plain]:
            spelt[plain] = sum(spelt.values()) * counts[plain] / sum(counts[syllable] for syllable in spelt)
    total = sum(share for spelt in found.values() for share in spelt.values())
    shares = {plain: {syllable: share / total for syllable, share in spelt.items()} for plain, spelt in found.items()}
    return AtLarge(shares, pairs, Counter(first for first, _ in pairs))
