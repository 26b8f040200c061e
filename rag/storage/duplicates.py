"""Stories that several files tell in the same words: wire copy, a page saved twice.

Each document has a MinHash signature (Broder, "On the resemblance and containment of documents", 1997) of the word
triples in its own text, of which 8 bits a hash are kept (Li and König, "b-bit minwise hashing", 2010). It is computed
when the document is stored, and compared when documents meet in a result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from rag.datatypes import Document
from rag.text.words import terms

__all__ = ["fold_duplicates", "likenesses", "signature"]

_HASHES = 128
_PAIRS = 100_000  # compared at once: a byte for each hash of each, which takes 13 MB
_BY_CHANCE = 1 / 256  # share of equal bytes in two texts that have nothing in common
_SHINGLE = 3  # words
_SHORTEST = 20  # words; two shorter texts are alike too easily
_ALIKE = 0.7  # share of word triples that two documents of one story have in common, as estimated
_APART = 3  # days; the same words on days further apart tell of two events


def signature(text: str) -> bytes:
    """What tells a text's likeness to others: 128 bytes; empty for a text too short to tell."""
    from datasketch import MinHash  # it brings SciPy, which reading does without

    words = terms(text)
    if len(words) < _SHORTEST:
        return b""
    shingles = {" ".join(words[at : at + _SHINGLE]).encode() for at in range(len(words) - _SHINGLE + 1)}
    hashes = MinHash(num_perm=_HASHES, seed=1)
    hashes.update_batch(shingles)
    lowest: npt.NDArray[np.uint8] = hashes.hashvalues.astype(np.uint8)
    return lowest.tobytes()


def likenesses(signatures: Sequence[bytes]) -> npt.NDArray[np.float64]:
    """The share of word triples that texts have in common, as their signatures estimate it.

    Returns:
        Shape (n, n), from 0.0 to 1.0; 0.0 beside a text too short to tell.
    """
    alike = np.zeros((len(signatures), len(signatures)))
    told = [place for place, signature in enumerate(signatures) if signature]
    if told:
        rows = np.frombuffer(b"".join(signatures), np.uint8).reshape(len(told), -1)
        step = max(1, _PAIRS // len(told))
        for at in range(0, len(told), step):
            equal = (rows[at : at + step, None] == rows).mean(axis=2)
            alike[np.ix_(told[at : at + step], told)] = np.maximum(equal - _BY_CHANCE, 0) / (1 - _BY_CHANCE)
    return alike


def fold_duplicates(
    ranked: Sequence[int], documents: Mapping[int, Document], signatures: Mapping[int, bytes]
) -> dict[int, list[int]]:
    """The documents that stay in a result, each with those that tell the same story and give way to it.

    Args:
        ranked: ids of documents, the best first; repetitions are ignored.
        documents: the documents, by id.
        signatures: their signatures, by id.
    """
    kept: dict[int, list[int]] = {}
    distinct = list(dict.fromkeys(ranked))
    alike = likenesses([signatures.get(candidate, b"") for candidate in distinct]) >= _ALIKE
    for place, candidate in enumerate(distinct):
        same = next(
            (
                other
                for before, other in enumerate(distinct[:place])
                if alike[place, before] and other in kept and not _of_other_days(documents[candidate], documents[other])
            ),
            None,
        )
        if same is None:
            kept[candidate] = []
        else:
            kept[same].append(candidate)
    return kept


def _of_other_days(one: Document, other: Document) -> bool:
    return bool(one.published and other.published and abs((one.published - other.published).days) > _APART)
