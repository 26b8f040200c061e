"""Which sentence has the answer: weights for `rag.answers.candidates.Candidate.answering`, from development questions.

    python benchmarks/sentences.py SET [SET ...] [--work DIR]

A SET is an EVAL_FOLDER as `quality.py` takes it, or EVAL_FOLDER=FILE with the questions of a file such as
`news_questions.jsonl`. Needs the extra `calibrate`. For every question whose answer stands in a sentence of the
passages found, a conditional logit over all of these sentences (McFadden, "Conditional logit analysis of qualitative
choice behavior", 1974) learns which has it: one set of weights for questions in the language of the articles, one for
the others. Prints the weights, scaled to 1.0 for meaning, and for each family how often the best sentence has the
answer: by what sentences are chosen by, by what tells which comes first, and by what is fitted here, cross-validated by
article.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
from quality import named
from scipy.optimize import minimize

from rag import Assistant
from rag.answers.candidates import Candidate, Signals
from rag.answers.choosing import contenders
from rag.evaluating.evaluation import Question

_PASSAGES = 10  # that an answer is made from
_STRENGTH = 2.0  # of the weights, against being regular
_FOLDS = 5

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """The sentences that a question is answered from.

    Attributes:
        family: of the question, behind the name of its set.
        article: that answers; all ways of asking about one stay together.
        foreign: whether it is in another language than the best sentence.
        signals: of each sentence, shape (n, s).
        has: which of them have the answer, shape (n,).
        shown: how often the best by `Candidate.score`, and by `Candidate.answering`, has it: 0.0 or 1.0.
    """

    family: str
    article: str
    foreign: bool
    signals: Floats
    has: npt.NDArray[np.bool_]
    shown: tuple[float, float]


def choices(name: str, articles: Path, questions: list[Question], work: Path) -> list[Choice]:
    """What there is to choose from for each question of a set."""
    with Assistant.open(articles, work / "index") as assistant:
        assistant.sync()
    made = []
    with Assistant.open(articles, work / "index") as assistant:
        for question in questions:
            found = assistant._index.retrieve(question.question, _PASSAGES, today=date.today())
            some = list(contenders(found.query, found.hits)) if found and question.article else []
            answers = [answer.casefold() for answer in question.answers]
            has = np.array([any(answer in c.sentence.text.casefold() for answer in answers) for c in some])
            if has.any():
                made.append(_choice(f"{name} {question.family}", question, some, has))
    return made


def _choice(family: str, question: Question, some: list[Candidate], has: npt.NDArray[np.bool_]) -> Choice:
    best = [max(range(len(some)), key=lambda i: value(some[i])) for value in (_score, _answering)]
    foreign = some[best[0]].foreign
    signals = np.array([c.signals for c in some])
    return Choice(family, question.article or "", foreign, signals, has, (float(has[best[0]]), float(has[best[1]])))


def _score(candidate: Candidate) -> float:
    return candidate.score


def _answering(candidate: Candidate) -> float:
    return candidate.answering


def fitted(some: list[Choice], spread: Floats) -> Floats:
    """The weights of a conditional logit, shape (s,), of signals divided by their spread."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _STRENGTH * float(weights @ weights), 2 * _STRENGTH * weights
        for choice in some:
            values = choice.signals / spread
            odds = np.exp(values @ weights - (values @ weights).max())
            share = odds / odds.sum()
            right = np.where(choice.has, share, 0.0)
            total -= float(np.log(right.sum() + 1e-300))
            slope = slope + values.T @ (share - right / right.sum())
        return total, slope

    return np.asarray(minimize(loss, np.zeros(len(spread)), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+", metavar="SET")
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work"))
    arguments = parser.parse_args()
    made: list[Choice] = []
    for each in arguments.sets:
        articles, questions = named(each, arguments.work)
        made += choices(articles.parent.name, articles, questions, articles.parent)
    spread = np.concatenate([choice.signals for choice in made]).std(axis=0) + 1e-9
    told: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for foreign in (False, True):
        some = [choice for choice in made if choice.foreign == foreign]
        asked = {name: place for place, name in enumerate(dict.fromkeys(choice.article for choice in some))}
        for left in range(_FOLDS):
            out = [choice for choice in some if asked[choice.article] % _FOLDS == left]
            weights = fitted([choice for choice in some if asked[choice.article] % _FOLDS != left], spread)
            for choice in out:
                best = int(np.argmax(choice.signals / spread @ weights))
                told[choice.family].append((*choice.shown, float(choice.has[best])))
        whole = fitted(some, spread) / spread if some else np.zeros(len(spread))
        print("in another language:" if foreign else "in the language of the articles:")
        for name, weight in zip(Signals._fields, whole / (whole[0] or 1.0), strict=True):
            print(f"    {name:10s} {weight:+.3f}")
    print("family: questions, the best sentence has the answer by score / by answering / as fitted")
    for family, rows in sorted(told.items()):
        print(f"    {family}: {len(rows)},", " / ".join(f"{value:.3f}" for value in np.mean(rows, axis=0)))


if __name__ == "__main__":
    main()
