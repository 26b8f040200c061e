"""Which texts are embedded together."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from embeddings.batching import batch_cuts


@pytest.mark.parametrize(
    ("lengths", "budget", "cuts"),
    [
        ([], 100, [0]),
        ([300], 100, [0, 1]),  # a text that is longer than the budget is a batch of its own
        ([20, 20, 20], 100, [0, 3]),
        ([20, 20, 20], 50, [0, 1, 3]),
        ([90, 20, 19, 18], 400, [0, 1, 4]),  # padding of 213 tokens costs more than a second batch
        ([30, 28, 22, 20], 400, [0, 4]),  # padding of 20 costs less
    ],
)
def test_cuts_weigh_padding_against_batches(lengths: list[int], budget: int, cuts: list[int]) -> None:
    assert batch_cuts(np.array(lengths, int), budget, 40) == cuts


def test_no_other_cuts_cost_less() -> None:
    def cost(lengths: list[int], cuts: tuple[int, ...]) -> float:
        sizes = [(b - a) * lengths[a] for a, b in pairwise(cuts)]
        fits = all(size <= 100 or b - a == 1 for size, (a, b) in zip(sizes, pairwise(cuts), strict=True))
        return sum(sizes) + 15 * len(sizes) if fits else float("inf")

    chance = np.random.default_rng(0)
    for _ in range(60):
        lengths = sorted(chance.integers(1, 40, 9).tolist(), reverse=True)
        between = [cuts for n in range(9) for cuts in combinations(range(1, 9), n)]
        least = min(cost(lengths, (0, *cuts, 9)) for cuts in between)
        assert cost(lengths, tuple(batch_cuts(np.array(lengths), 100, 15))) == least
