"""Evaluations as tables and lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.evaluating.evaluation import Comparison, Evaluation
from rag.evaluating.metrics import Change, figures

__all__ = ["comparison_table", "evaluation_table", "faults", "moved", "report"]

_HEADINGS = {  # broken where a narrow terminal has them break
    "R@1": "R@1",
    "R@5": "R@5",
    "nDCG@10": "nDCG\n@10",
    "MRR": "MRR",
    "contained": "answer\nquoted",
    "refused_rightly": "refused\nrightly",
    "refused_wrongly": "refused\nwrongly",
    "median_ms": "median\nms",
    "p95_ms": "p95\nms",
}
_ALL = "all"
_LISTED = 10  # faults of a kind; a wrong folder has thousands


def report(evaluation: Evaluation, comparison: Comparison | None, console: Console) -> None:
    """Show an evaluation, and what moved since an earlier one."""
    console.print(evaluation_table(evaluation))
    if comparison is None:
        return
    if not comparison.shared:
        console.print("No question of the earlier result was asked again: there is nothing to compare.")
        return
    console.print(f"Since the earlier result, over {comparison.shared} questions that both asked (* beyond chance):")
    console.print(comparison_table(comparison))
    for line in moved(comparison):
        console.print(line, soft_wrap=True)


def evaluation_table(evaluation: Evaluation, style: box.Box = box.SIMPLE_HEAD) -> Table:
    """The figures, a row for each family, and one for all questions where there are several."""
    rows = list(evaluation.families().items())
    if len(rows) > 1:
        rows.append((_ALL, evaluation.outcomes))
    table = _table(style)
    for family, outcomes in rows:
        values = figures(outcomes)
        cells = [_figure(name, values[name]) for name in _HEADINGS]
        table.add_row(Text(family), str(len(outcomes)), *cells)
    return table


def comparison_table(comparison: Comparison) -> Table:
    """What was added to every figure since the earlier result; a star where that is beyond chance."""
    table = _table(box.SIMPLE_HEAD)
    by_family: dict[str | None, dict[str, Change]] = {}
    for change in comparison.changes:
        by_family.setdefault(change.family, {})[change.metric] = change
    if len(by_family) == 2:  # one family is all there is
        by_family.pop(None)
    for family, changes in by_family.items():
        n = max(change.n for change in changes.values())
        table.add_row(Text(_name(family)), str(n), *(_difference(changes.get(name)) for name in _HEADINGS))
    return table


def moved(comparison: Comparison) -> Iterator[str]:
    """A line for every figure that moved beyond chance."""
    one = len({change.family for change in comparison.changes}) == 2
    for change in comparison.changes:
        if change.beyond_chance and not (one and change.family is None):
            was, now = (_figure(change.metric, value) for value in (change.before, change.after))
            low, high = (_figure(change.metric, value, signed=True) for value in (change.low, change.high))
            yield (
                f"{'better' if change.better else 'worse'}: {_name(change.family)}, {_flat(_HEADINGS[change.metric])}: "
                f"{was} to {now} (95 %: {low} to {high})"
            )


def faults(evaluation: Evaluation) -> Iterator[str]:
    """Lines on the questions that could not be asked and the citations that do not hold."""
    yield from _listed(
        evaluation.missing, "left out, its article is not indexed (`hoibao status` names files that could not be read)"
    )
    yield from _listed(evaluation.broken(), "the citation does not hold")


def _listed(found: Sequence[tuple[str, str]], fault: str) -> Iterator[str]:
    for name, what in found[:_LISTED]:
        yield f"{name}: {fault}: {what}"
    if len(found) > _LISTED:
        yield f"and {len(found) - _LISTED} more: {fault}"


def _table(style: box.Box) -> Table:
    markdown = style is box.MARKDOWN
    table = Table(box=style, padding=(0, 1) if markdown else (0, 1, 0, 0), pad_edge=markdown, show_edge=markdown)
    table.add_column("family", overflow="fold")
    for heading in ("n", *_HEADINGS.values()):
        table.add_column(_flat(heading) if markdown else heading, justify="right", no_wrap=True)
    return table


def _flat(heading: str) -> str:
    return heading.replace("nDCG\n", "nDCG").replace("\n", " ")


def _name(family: str | None) -> str:
    return _ALL if family is None else family


def _figure(metric: str, value: float | None, *, signed: bool = False) -> str:
    if value is None:
        return "-"
    sign = "+" if signed else ""
    return f"{value:{sign}.0f}" if metric.endswith("_ms") else f"{value:{sign}.3f}"


def _difference(change: Change | None) -> Text:
    if change is None:
        return Text("-")
    if change.before == change.after:
        return Text("=")
    text = _figure(change.metric, change.after - change.before, signed=True).replace("0.", ".", 1)
    if not change.beyond_chance:
        return Text(text)
    return Text(f"{text}*", style="green" if change.better else "red")
