"""A folder of several languages: each is looked at, and none gains by what its language alone gives a passage.

A multilingual model puts texts of one language near each other, and they have their common words in common: a question
would find the articles of its own language first. Both are taken away before passages are compared. What remains is
measured by other passages of the same language (`rag.finding.scoring.above_noise`), so the best of each are looked at,
however many of another are nearer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from embeddings.embedder import Vectors
from rag.finding.scoring import FEW, above_noise
from rag.storage.snapshot import Snapshot

__all__ = ["EACH", "best_of_each", "common_words", "is_translating", "language_offsets", "left_out", "told_among"]

_NEAREST = 2  # times what their language gives passages on average is what the nearest of them gain by it
_FEW = 2  # passages of one language that are few
EACH = 11  # passages of a language: the best, and the ten that it is measured by
_ALONE = {"lo"}  # languages whose meaning the model tells badly: their own articles are looked for first

Floats = npt.NDArray[np.float64]


def language_offsets(snapshot: Snapshot, query: Vectors, asked: str) -> dict[str, float]:
    """By how much passages of each language are nearer to a question than passages at large, for their language alone.

    A language that few passages are in is moved less: their mean says more about those few.

    Args:
        snapshot: the folder.
        query: the question's embedding, shape (d,).
        asked: the language of the question.

    Returns:
        What to take from a cosine, by language; nothing where there is only one.
    """
    sums = snapshot.languages()
    if len(sums) < 2 or asked in _ALONE:
        return {}
    at_large = sum(float(query @ total) for _, total in sums.values()) / sum(count for count, _ in sums.values())
    offsets = {}
    for language, (count, total) in sums.items():
        offset = (float(query @ total) / count - at_large) * count / (count + _FEW)
        offsets[language] = offset * _NEAREST if offset > 0 else offset
    return offsets


def left_out(
    snapshot: Snapshot, found: Collection[int], allowed: Collection[int] | None
) -> Iterator[npt.NDArray[np.int64]]:
    """The passages of each language of which few are among those found, as ids.

    Args:
        snapshot: the folder.
        found: ids of passages.
        allowed: only these passages; None for all.
    """
    languages = snapshot.languages()
    if len(languages) < 2:
        return
    held = Counter(snapshot.languages_of(found).values())
    for language in sorted(languages):
        if held[language] < min(EACH, languages[language][0]):
            ids = snapshot.chunk_ids_in(language)
            yield ids if allowed is None else np.intersect1d(ids, np.fromiter(allowed, np.int64))


def told_among(languages: Mapping[str, tuple[int, object]], passages: int, asked: str) -> int:
    """How many passages could have a question's words: where most are in its language, those that are.

    Beside articles in another language, which have none of them, its common words would pass for rare ones.

    Args:
        languages: the number of passages in each, and what else is known of it.
        passages: in all languages.
        asked: the language of the question.
    """
    mine = languages[asked][0] if asked in languages else 0
    return mine if 2 * mine > passages else passages


def is_translating(languages: Mapping[str, tuple[int, object]], passages: int, asked: str) -> bool:
    """Whether a question's words are looked for in the words of a language that the model tells badly, or out of it.

    Where few passages are in that language, what is told in the question's own is rather meant.

    Args:
        languages: the number of passages in each, and what else is known of it.
        passages: in all languages.
        asked: the language of the question.
    """
    badly_told = sum(count for language, (count, _) in languages.items() if language in _ALONE)
    return asked in _ALONE or 2 * badly_told >= passages


def best_of_each(scores: Floats, languages: Sequence[str], count: int) -> list[int]:
    """The places of the best `count` scores, and of the best `EACH` of every language; the best first."""
    order = np.argsort(-scores, kind="stable").tolist()
    seen: Counter[str] = Counter()
    best = []
    for place, i in enumerate(order):
        seen[languages[i]] += 1
        if place < count or seen[languages[i]] <= EACH:
            best.append(i)
    return best


def common_words(words: Floats, languages: Sequence[str], asked: str) -> Floats:
    """What passages of each language have of a question's words without answering it, beyond those of the commonest.

    An English passage has the common words of an English question, and would pass by them every Vietnamese one.

    Args:
        words: of the question's, what each passage has (`rag.finding.scoring.WordMatch.scores`), shape (n,).
        languages: of the passages.
        asked: the language of the question.

    Returns:
        What to take from each, shape (n,).
    """
    if len(set(languages)) < 2 or asked in _ALONE:
        return np.zeros(len(words))
    noise = words - above_noise(words, languages, FEW)
    commonest = max(sorted(set(languages)), key=languages.count)
    beyond = noise - noise[languages.index(commonest)]
    return np.asarray(np.where(beyond > 0, _NEAREST * beyond, beyond), np.float64)
