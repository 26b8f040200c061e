"""An explanation as tables and lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rag.finding.explanation import CONTRIBUTIONS, Expected, ExplainedHit, Explanation, Judgement, NamedTime
from rag.shell.showing import also_in, where
from rag.text.oneline import on_its_line, one_line

__all__ = ["breakdown", "fate", "judged"]

_Row: TypeAlias = tuple[int | None, ExplainedHit]  # its place, None where it has none

_SHOWN = 120  # characters of a passage
_HOW = {"typed": "as typed", "diacritics": "with diacritics", "names": "names respelt"}
_VETOES = {
    "time": "the articles are of another time than the question names",
    "name": "the best article never says a name of the question: it tells of another",
    "property": "the best article has no word of what is asked",
    "untold": "nothing that was found surely tells of this one, and not of the other",
    "word": "but a word is asked for, and no passage near has it",
    "role": "the holder of an office is asked for, of which the best passages do not speak",
    "money": "a sum of money is asked for, and none is near",
    "number": "a number is asked for, and none is near",
    "phone": "a telephone number is asked for, and none is near",
    "figure": "the question names a number or a year that the best article lacks, which tells others",
    "opposite": "the best sentence says the opposite of what the question says",
    "negation": "what is not so is asked for, and the best sentence denies nothing, or says it to be so",
}


def breakdown(explanation: Explanation, console: Console, *, passages: bool = False, answered: bool = False) -> None:
    """Show how a search came to its hits.

    Args:
        explanation: of the search.
        console: where to.
        passages: whether each passage is shown, too.
        answered: whether it is shown how sure the answer was, and what was found of each of two that are asked of.
    """
    if answered and explanation.sides:
        for number, side in enumerate(explanation.sides, 1):
            console.print(f"search {number} of {len(explanation.sides)}: {side.question}", soft_wrap=True)
            breakdown(side, console, passages=passages, answered=True)
            console.print()
        if any(side.answered for side in explanation.sides):
            return
        console.print("the question as a whole, since nothing is told of either")
    for line in _understood(explanation):
        console.print(line, soft_wrap=True)
    if explanation.hits:
        rows = list(enumerate(explanation.hits, 1))
        fits = _show(rows, console)
        for rank, hit in rows:
            if line := _beside(hit, passages=passages, file=not fits):
                console.print(f"{rank:2} {line}", soft_wrap=True)
    if explanation.expected is not None:
        console.print(f"\n{fate(explanation.expected, explanation)}", soft_wrap=True)
        best, place = explanation.expected.best, explanation.expected.rank
        if best is not None and explanation.expected.stage != "found" and not _show([(place, best)], console):
            console.print(where(best.hit), soft_wrap=True)
    if answered and explanation.judgement is not None:
        console.print()
        for line in judged(explanation.judgement):
            console.print(line, soft_wrap=True)


def judged(judgement: Judgement) -> Iterator[str]:
    """Lines on whether the question is answered."""
    verdict = "answered" if judgement.answered else "refused"
    yield f"confidence {judgement.confidence:.3f}: {verdict}, as the threshold is {judgement.threshold:g}"
    if judgement.veto is not None:
        yield f"  whatever the signals: {_VETOES[judgement.veto]}"
    width = max(map(len, judgement.signals))
    for name, value in judgement.signals.items():
        yield f"  {name:{width}}  {value:6.3f}"


def fate(expected: Expected, explanation: Explanation) -> str:
    """What became of the file that was expected, in a sentence."""
    match expected.stage:
        case "found":
            said = f"found, in place {expected.rank}"
        case "cut_off":
            said = f"in place {expected.rank}: cut off after {_count(len(explanation.hits), 'passage')}"
        case "folded":
            said = f"folded into {expected.folded_into}, which tells the same story in nearly the same words"
        case "outscored":
            said = f"a candidate, outscored: in place {expected.rank} of {explanation.candidates}"
        case "no_candidate":
            said = "no candidate: others are nearer by meaning, and others fit better by words"
        case "out_of_scope":
            said = "indexed, but outside of what was to be searched (--after, --before, --source)"
        case _:
            why = (
                f": it could not be read ({expected.unread})" if expected.unread else "; `hoibao sync` reads new files"
            )
            said = f"not indexed{why}"
    if expected.by_meaning is None and expected.by_words is None:
        return f"{on_its_line(expected.source)}: {said}."
    words = "has none of the words that tell" if expected.by_words is None else f"{_nth(expected.by_words)} by words"
    meaning = "" if expected.by_meaning is None else f"{_nth(expected.by_meaning)} by meaning, "
    best = f"Its best passage is {meaning}{words}, of {explanation.passages} searched."
    return f"{on_its_line(expected.source)}: {said}. {best}"


def _understood(explanation: Explanation) -> Iterator[str]:
    readings, expected = explanation.readings, explanation.expected
    if not readings:
        yield "nothing was searched: no word is asked for, or nothing is indexed"
        return
    yield "read as (best score before the texts were looked at; * was taken)"
    for reading in readings:
        best = "     -" if reading.best is None else f"{reading.best:6.3f}"
        place = (
            f"  ({on_its_line(expected.source)}: place {reading.expected or '-'})"
            if expected and len(readings) > 1
            else ""
        )
        yield f"{'*' if reading.taken else ' '} {best}  {_HOW[reading.how]}: {reading.text}{place}"
    for name in explanation.names:
        also = "also spelt" if name.known else "spelt"
        yield f"name   {name.typed}: {also} {', '.join(name.spellings)}"
    if told := ", ".join(_times(explanation.time)):
        yield f"time   {told}"
    yield f"scored {explanation.candidates} of {_count(explanation.passages, 'passage')}"


def _times(time: NamedTime) -> Iterator[str]:
    for first, last in time.ranges:
        if first == last:
            yield first.isoformat()
        elif (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
            yield f"year {first.year}"
        else:
            yield f"{first} to {last}"
    yield from (f"{'day' if '/' in told else 'month'} {told}" for told in time.open)
    if time.latest:
        yield "the newest"


def _show(rows: Sequence[_Row], console: Console) -> bool:
    """A row for each passage; with its file, where there is room for that, which is said."""
    table = _table(rows, files=True)
    wide = console.options.update(max_width=10_000)  # a table is measured within what it is given
    fits = console.measure(table, options=wide).maximum <= console.width
    console.print(table if fits else _table(rows, files=False))
    return fits


def _table(rows: Sequence[_Row], *, files: bool) -> Table:
    """Kinds of evidence that gave nothing to any passage are left out."""
    given = [name for name in CONTRIBUTIONS if any(_share(hit.contributions[name]) for _, hit in rows)]
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    for heading in ("", "score", *given, "by\nmeaning", "by\nwords"):
        table.add_column(heading, justify="right", no_wrap=True)
    if files:
        table.add_column("file", no_wrap=True)
    for rank, explained in rows:
        shares = [_share(explained.contributions[name]) for name in given]
        places = ["-" if place is None else str(place) for place in (explained.by_meaning, explained.by_words)]
        number = "-" if rank is None else str(rank)
        file = [Text(where(explained.hit))] if files else []
        table.add_row(number, f"{explained.hit.score:.3f}", *shares, *places, *file)
    return table


def _beside(explained: ExplainedHit, *, passages: bool, file: bool) -> str:
    """What the table has no room for."""
    hit = explained.hit
    said = [where(hit)] if file else []
    if passages:
        said.append(f"{hit.title}: {one_line(hit.text, _SHOWN)}")
    if hit.also_in:
        said.append(also_in(hit))
    if explained.gained:
        said.append(f"{_count(explained.gained, 'place')} gained, as duplicates gave way")
    if explained.reranked is not None:
        said.append(f"the reranker says {explained.reranked:.3f}")
    return "; ".join(said)


def _share(value: float) -> str:
    return "" if abs(value) < 5e-4 else f"{value:+.3f}".replace("0.", ".", 1)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _nth(place: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th") if place % 100 not in (11, 12, 13) else "th"
    return f"{place}{ending}"
