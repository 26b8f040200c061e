"""A text in runs, highlighted or not, for whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["runs"]


def runs(text: str, highlights: Sequence[tuple[int, int]], start: int = 0) -> Iterator[tuple[str, bool]]:
    """The runs of a text in order, none empty, each with whether it is highlighted.

    Args:
        text: all of an answer, or a part of it.
        highlights: spans of the answer, in order; what is not wholly in this part is not highlighted in it.
        start: where the part begins in the answer.
    """
    done = 0
    for low, high in ((low - start, high - start) for low, high in highlights):
        if done <= low < high <= len(text):
            if done < low:
                yield text[done:low], False
            yield text[low:high], True
            done = high
    if done < len(text):
        yield text[done:], False
