"""What its language alone gives a passage, whatever it says, in a folder of several languages.

A multilingual model puts texts of one language near each other, and they have their common words in common: a question
would find the articles of its own language first. Both are taken away before passages are compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from embeddings.embedder import Vectors
from rag.scoring import above_noise
from rag.snapshot import Snapshot

__all__ = ["common_words", "language_offsets"]

_NEAREST = 2  # times what their language gives passages on average is what the nearest of them gain by it
_FEW = 2  # passages of one language that are few
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


def common_words(words: Floats, languages: Sequence[str], asked: str) -> Floats:
    """What passages of each language have of a question's words without answering it, beyond those of the commonest.

    An English passage has the common words of an English question, and would pass by them every Vietnamese one.

    Args:
        words: of the question's, what each passage has (`rag.scoring.WordMatch.scores`), shape (n,).
        languages: of the passages.
        asked: the language of the question.

    Returns:
        What to take from each, shape (n,).
    """
    if len(set(languages)) < 2 or asked in _ALONE:
        return np.zeros(len(words))
    noise = words - above_noise(words, languages)
    commonest = max(sorted(set(languages)), key=languages.count)
    beyond = noise - noise[languages.index(commonest)]
    return np.asarray(np.where(beyond > 0, _NEAREST * beyond, beyond), np.float64)
