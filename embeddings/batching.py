"""Which texts are embedded together, so that little of a batch is padding."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["batch_cuts"]


def batch_cuts(lengths: npt.NDArray[np.int_], budget: int, batch_cost: float) -> list[int]:
    """Where to cut a row of texts into batches that cost least: their tokens, padding included, and each `batch_cost`.

    Args:
        lengths: tokens of each text, longest first.
        budget: tokens that a batch of more than one text may have.
        batch_cost: what a batch costs beside its tokens, in tokens.
    """
    costs = np.zeros(len(lengths) + 1)  # the least that the first so many texts cost
    last = [0] * len(costs)  # where the last batch of theirs begins
    first = 0
    for end in range(1, len(costs)):
        while first < end - 1 and (end - first) * lengths[first] > budget:
            first += 1
        whole = costs[first:end] + np.arange(end - first, 0, -1) * lengths[first:end]
        best = int(whole.argmin())
        costs[end] = whole[best] + batch_cost
        last[end] = first + best
    cuts = [len(lengths)]
    while cuts[-1]:
        cuts.append(last[cuts[-1]])
    return cuts[::-1]
