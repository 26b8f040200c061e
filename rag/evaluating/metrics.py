"""What one asked question came to, the figures over many, and when two figures differ beyond chance.

Ranking is by file: hits of one file count once, at their best place. One file answers a question, so nDCG@10 is
1 / log2(rank + 1) down to rank 10 and 0 below, and the reciprocal rank is 1 / rank.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log2

import numpy as np
import numpy.typing as npt

__all__ = ["METRICS", "Change", "Floats", "Metric", "Outcome", "change", "figures"]

Floats = npt.NDArray[np.float64]

_BLOCK = 1_000_000  # numbers resampled at once, to bound memory
# A bootstrap over few changes is too sure of itself: one question that got better is a law to it. Five changes that
# all go one way come up once in 16 series of fair coins; six once in 32, which is below 5 %.
_FEWEST_CHANGED = 6


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question.

    Attributes:
        id: the question's id.
        family: the question's family.
        question: the question.
        article: the article that answers it, or None.
        answer: the text of the answer.
        refused: whether the assistant refused to answer.
        found: the file ranked first; None where nothing was found.
        rank: place of the article among the files found, from 1; None where it was not found, or none answers.
        contained: whether the quotes cited contain one of the answers; None where there is none to contain.
        quoted: characters quoted in all.
        ms: milliseconds that the answer took.
        broken: what is wrong with citations that do not resolve to their quote, a line for each.
    """

    id: str
    family: str
    question: str
    article: str | None
    answer: str
    refused: bool
    found: str | None
    rank: int | None
    contained: bool | None
    quoted: int
    ms: float
    broken: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure over the outcomes that it applies to: their mean, or a percentile.

    Attributes:
        name: its key in JSON.
        of: its value for one outcome; None where it does not apply.
        higher_is_better: the direction to wish for.
        percentile: the percentile that is reported, linear between neighbours; None for the mean.
    """

    name: str
    of: Callable[[Outcome], float | None]
    higher_is_better: bool = True
    percentile: float | None = None

    def summary(self, values: Floats) -> Floats:
        """The figure along the last axis of `values`."""
        if self.percentile is None:
            return np.asarray(values.mean(axis=-1), np.float64)
        return np.asarray(np.percentile(values, self.percentile, axis=-1), np.float64)


def _of_rank(value: Callable[[int], float]) -> Callable[[Outcome], float | None]:
    """A metric of the rank: 0 where the article was not found; does not apply where no article answers."""

    def of(outcome: Outcome) -> float | None:
        if outcome.article is None:
            return None
        return 0.0 if outcome.rank is None else value(outcome.rank)

    return of


def _refused(*, answerable: bool) -> Callable[[Outcome], float | None]:
    def of(outcome: Outcome) -> float | None:
        return float(outcome.refused) if (outcome.article is not None) == answerable else None

    return of


METRICS = (
    Metric("R@1", _of_rank(lambda rank: float(rank == 1))),
    Metric("R@5", _of_rank(lambda rank: float(rank <= 5))),
    Metric("nDCG@10", _of_rank(lambda rank: 1 / log2(rank + 1) if rank <= 10 else 0.0)),
    Metric("MRR", _of_rank(lambda rank: 1 / rank)),
    Metric("contained", lambda outcome: None if outcome.contained is None else float(outcome.contained)),
    Metric("refused_rightly", _refused(answerable=False)),
    Metric("refused_wrongly", _refused(answerable=True), higher_is_better=False),
    Metric("median_ms", lambda outcome: outcome.ms, higher_is_better=False, percentile=50),
    Metric("p95_ms", lambda outcome: outcome.ms, higher_is_better=False, percentile=95),
)


def figures(outcomes: Sequence[Outcome]) -> dict[str, float | None]:
    """Every metric over some outcomes, by name; None for one that applies to none of them."""
    result: dict[str, float | None] = {}
    for metric in METRICS:
        values = [value for outcome in outcomes if (value := metric.of(outcome)) is not None]
        result[metric.name] = float(metric.summary(np.array(values))) if values else None
    return result


@dataclass(frozen=True, slots=True)
class Change:
    """How a metric moved between two results, over the questions that both have.

    Attributes:
        family: the questions' family; None for all questions together.
        metric: the name of the metric.
        n: questions that both have and the metric applies to.
        before: the figure over them before.
        after: the figure over them after.
        low: lower end of the 95 % interval of `after - before`.
        high: its upper end.
        beyond_chance: whether the interval leaves out 0, and at least six questions changed.
        better: whether it moved in the direction to wish for; None where it did not move.
    """

    family: str | None
    metric: str
    n: int
    before: float
    after: float
    low: float
    high: float
    beyond_chance: bool
    better: bool | None


def change(
    family: str | None, metric: Metric, pairs: Sequence[tuple[Outcome, Outcome]], *, resamples: int, seed: int
) -> Change | None:
    """How a metric moved, by a paired bootstrap over questions; None where it applies to none of them.

    The questions are drawn again with replacement, each with both its outcomes, and the figure's difference is taken
    anew each time; the interval is from percentile 2.5 to 97.5 of the differences (Efron and Tibshirani, An
    Introduction to the Bootstrap, 1993, chapter 13).

    Args:
        family: what the change is reported under.
        metric: the metric.
        pairs: each question's outcome before and after.
        resamples: how often the questions are drawn again.
        seed: of the random numbers; the same seed gives the same interval.
    """
    values = [(metric.of(one), metric.of(two)) for one, two in pairs]
    both = [(was, now) for was, now in values if was is not None and now is not None]
    if not both:
        return None
    before, after = np.array(both, np.float64).T
    low, high = _interval(metric, before, after, resamples, seed)
    was, now = float(metric.summary(before)), float(metric.summary(after))
    changed = int(np.count_nonzero(before != after))
    return Change(
        family,
        metric.name,
        len(before),
        was,
        now,
        low,
        high,
        beyond_chance=(low > 0 or high < 0) and changed >= _FEWEST_CHANGED,
        better=None if was == now else (now > was) == metric.higher_is_better,
    )


def _interval(metric: Metric, before: Floats, after: Floats, resamples: int, seed: int) -> tuple[float, float]:
    """The middle 95 % of the differences of the figure over resampled questions."""
    random = np.random.default_rng(seed)
    differences: list[Floats] = []
    rows = max(1, _BLOCK // len(before))
    for start in range(0, resamples, rows):
        drawn = random.integers(len(before), size=(min(rows, resamples - start), len(before)))
        differences.append(metric.summary(after[drawn]) - metric.summary(before[drawn]))
    low, high = np.percentile(np.concatenate(differences), (2.5, 97.5))
    return float(low), float(high)
