"""How a search came to what it found, as values: what went into a score, and what became of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from rag.datatypes import Hit

__all__ = [
    "CONTRIBUTIONS",
    "STAGES",
    "AskedName",
    "Expected",
    "ExplainedHit",
    "Explanation",
    "Judgement",
    "NamedTime",
    "Reading",
]

CONTRIBUTIONS = {
    "passage": "the question's meaning and the passage's",
    "sentence": "the question's meaning and the nearest sentence's",
    "words": "words of the question that the passage has",
    "pairs": "words of the question that stand together in it, too",
    "tokens": "how well its words meet those of the question, whatever the language",
    "names": "names of the question that it has in its own language",
    "spelling": "names of the question that it spells in another way",
    "language": "taken from what is near for its language alone, or given to what is far for it",
    "teaser": "taken from teasers of other stories",
    "date": "of the time that the question names, or of another",
    "latest": "how new it is, where the question asks for that",
    "reranker": "what the reranker's order changed",
}
STAGES = ("found", "cut_off", "folded", "outscored", "no_candidate", "out_of_scope", "not_indexed")


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to read the question; the one whose best passage scores highest is taken.

    Attributes:
        text: the reading.
        how: `typed`; `diacritics`, which were restored; or `names`, spelt as the articles spell them.
        best: the score of its best passage, before the texts of the best were looked at; None where it found none.
        taken: whether it is the one that was searched for.
        expected: the place of the expected file among its candidates; None where it is not there, or none is expected.
    """

    text: str
    how: str
    best: float | None
    taken: bool
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name in the question that articles spell in another way.

    Attributes:
        typed: as the question has it.
        spellings: as the articles have it, too.
        known: whether they also have it as typed.
    """

    typed: str
    spellings: tuple[str, ...]
    known: bool


@dataclass(frozen=True, slots=True)
class NamedTime:
    """The time that the question names.

    Attributes:
        ranges: first and last day of each time whose year is known: a day, a month, a year, last week.
        open: days and months whose year is not told, as `26/6` and `6`.
        latest: whether it asks for what is newest.
    """

    ranges: tuple[tuple[date, date], ...] = ()
    open: tuple[str, ...] = ()
    latest: bool = False


@dataclass(frozen=True, slots=True)
class ExplainedHit:
    """A passage with what its score is made of.

    Attributes:
        hit: the passage.
        contributions: what each kind of evidence gave, by the names in `CONTRIBUTIONS`; they add up to `hit.score`.
        by_meaning: its place among the candidates by meaning, from 1; None where it was not one of them.
        by_words: its place among the candidates by words.
        read: whether its text was looked at; else pairs and dates were not.
        reranked: what the reranker said of it, on the reranker's own scale; None without one, and below the best 30.
        gained: places that it gained as other files, which tell a story better told, gave way.
    """

    hit: Hit
    contributions: Mapping[str, float]
    by_meaning: int | None
    by_words: int | None
    read: bool
    reranked: float | None = None
    gained: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """What became of a file that should have been found.

    Attributes:
        source: the file.
        stage: the last that it reached, of `STAGES`. `found`: it is among the hits. `cut_off`: it would be, of more
            hits. `folded`: another file tells its story. `outscored`: other candidates scored higher, and its text was
            not looked at. `no_candidate`: neither by meaning nor by words it is near enough. `out_of_scope`: it was not
            to be searched. `not_indexed`: no such file is known.
        rank: the place of its best passage among the candidates, duplicates left out.
        best: that passage.
        by_meaning: the place of its best passage by meaning among all that were searched.
        by_words: the same by words; None where it has no word of the question that tells anything.
        folded_into: the file that it gave way to.
        unread: why it could not be read.
    """

    source: str
    stage: str
    rank: int | None = None
    best: ExplainedHit | None = None
    by_meaning: int | None = None
    by_words: int | None = None
    folded_into: str | None = None
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the question is answered at all.

    Attributes:
        confidence: from 0.0 to 1.0 (`rag/answers/confidence.py`).
        threshold: below it, the answer is a refusal (`Config.refuse_below`).
        signals: what the confidence was made of, by name.
        veto: what made it 0.0 whatever the signals, as `rag.answers.confidence.veto` names it, or `untold`, of one of
            two things that are compared; None where nothing did.
    """

    confidence: float
    threshold: float
    signals: Mapping[str, float]
    veto: str | None

    @property
    def answered(self) -> bool:
        """Whether it is."""
        return self.confidence >= self.threshold


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a search came to what it found.

    Attributes:
        question: as it was asked.
        understood: what was searched for, where that is not the question as typed.
        readings: all that were tried.
        names: names in it that articles spell in another way.
        time: the time that it names.
        candidates: passages that were scored.
        passages: passages that were searched.
        hits: what was found, best first.
        expected: what became of the file that was expected.
        judgement: whether the question is answered; None without hits.
        sides: of a question that compares two things, or of two in one line, the search for each. `ask` answers from
            these where one of them is answered, and else the question as a whole, which all the rest is about.
    """

    question: str
    understood: str | None = None
    readings: tuple[Reading, ...] = ()
    names: tuple[AskedName, ...] = ()
    time: NamedTime = field(default=NamedTime())
    candidates: int = 0
    passages: int = 0
    hits: tuple[ExplainedHit, ...] = ()
    expected: Expected | None = None
    judgement: Judgement | None = None
    sides: tuple[Explanation, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the question is answered."""
        return self.judgement is not None and self.judgement.answered

    def to_dict(self) -> dict[str, Any]:
        """The explanation as plain values for JSON."""
        values = asdict(self)
        values["time"]["ranges"] = [[day.isoformat() for day in days] for days in self.time.ranges]
        values["sides"] = [side.to_dict() for side in self.sides]
        return values
