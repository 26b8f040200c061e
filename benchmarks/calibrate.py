"""Weights for `rag/answers/confidence.py`, from development questions asked with and without the article that answers
them.

    python benchmarks/calibrate.py EVAL_FOLDER [--also SET ...] [--apart SET ...] [--work DIR] [--every N]
                                   [--picture FILE]

Needs the extra `calibrate`. Answerable: a question whose article is among the best three. Not answerable: the same
question with that article deleted, questions about articles that are not in the folder, and the set's own
unanswerable ones. A question whose article was not found is not learnt from, but counts as answerable. The folder is
asked whole, and cut down to 100, 20, 5 and 1 articles: a small folder knows fewer words. A SET, which is an EVAL_FOLDER
or EVAL_FOLDER=FILE with the questions of a file, is learnt from, too, at less weight: readers use other words than who
has the passage before their eyes. Those of a set that stands apart are asked over the folder, which does not answer
them. All of that but the sets once more with keywords in place of `en-vi` questions, a few words of each. Prints how
many are refused at 0.5, or by a veto, cross-validated by question, and the weights; 0.5 is put where 8 % of all
answerable `vi` and 10 % of the `en-vi` questions over the whole folder are refused, whether their article was found or
not, and 20 % of the keywords whose article was. FILE (`.svg`, `.png`) gets the shares of questions that are refused at
every other threshold, over the whole folder.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import numpy as np
from quality import load, named
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from embeddings.embedder import Embedder, SentenceTransformerEmbedder
from rag import Assistant
from rag.answers.confidence import ACROSS, SIGNALS, TOKEN_SIGNALS, foreign_keywords, signals, veto
from rag.evaluating.evaluation import Question
from rag.finding.query import Retrieved
from rag.text.keywords import own_words
from rag.text.words import fold, terms

_MOST_KEYWORDS = 3
_FOREIGN, _SMALL = SIGNALS.index("foreign"), SIGNALS.index("small")
_TOKENS = len(TOKEN_SIGNALS)
_STRENGTH = 1.0  # of the weights, against being regular: several signals say much the same
_STRENGTH_KEYWORDS = 0.03  # there are fewer
DEPTH = 30
ALLOWED = {"vi": 0.08, "en-vi": 0.10}
ALLOWED_KEYWORDS = {"en-vi": 0.20}
DRAWS = {100: 2, 20: 6, 5: 12, 1: 20}  # size of a cut-down folder: how many of them
CUT_DOWN = 0.1  # what a question in one of them counts: it is asked in many
ALSO = 0.3  # what a question of a further set counts
ELSEWHERE = 60  # questions about other articles, in each cut-down folder


@dataclass
class Rows:
    """Questions as signals, with what they are.

    Attributes:
        signals: see `rag.answers.confidence.signals`.
        answered: whether the passages answer.
        vetoed: whether they are refused whatever the signals say.
        lost: whether another passage would have: the article is in the folder, and was not found.
        family: of the question, and how it was asked.
        question: its number.
        counts: how much it counts in a fit.
    """

    signals: list[tuple[float, ...]] = field(default_factory=list)
    answered: list[bool] = field(default_factory=list)
    vetoed: list[bool] = field(default_factory=list)
    lost: list[bool] = field(default_factory=list)
    family: list[str] = field(default_factory=list)
    question: list[str] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)

    def add(
        self, found: Retrieved, answered: bool, family: str, question: Question, *, lost: bool = False, small: float
    ) -> None:
        told = list(signals(found))
        told[_SMALL] = small
        self.signals.append(tuple(told))
        self.answered.append(answered)
        self.vetoed.append(veto(found) is not None)
        self.lost.append(lost)
        self.family.append(family)
        self.question.append(family.rpartition(":")[0] + question.id.split("-")[-1])
        self.counts.append(ALSO if ":" in family else CUT_DOWN if "(" in family else 1.0)


@dataclass
class Both:
    """Rows of questions, and of keywords in another language than what they find."""

    questions: Rows = field(default_factory=Rows)
    keywords: Rows = field(default_factory=Rows)


def collect(assistant: Assistant, questions: list[Question], both: Both, suffix: str) -> None:
    """Ask every question, and keywords of it, with its article and, where it has one, with that deleted."""
    asker = _Asker(assistant, both, suffix)
    for question in questions:
        asker.ask(question)
    of_article: dict[str, list[Question]] = {}
    for question in questions:
        if question.article is not None:
            of_article.setdefault(question.article, []).append(question)
    if sum(path.is_file() for path in assistant._folder.rglob("*.txt")) == 1:
        return
    for article, mine in of_article.items():
        with taken_out(assistant, article):
            for question in mine:
                asker.ask(question, out=True)


@contextmanager
def taken_out(assistant: Assistant, article: str) -> Iterator[None]:
    """Delete an article for a while, and with it what its words alone were known by, which striking out hits leaves."""
    path, kept = assistant._folder / article, assistant._folder.parent / "taken-out"
    path.rename(kept)
    assistant.sync()
    try:
        yield
    finally:
        kept.rename(path)
        assistant.sync()


class _Asker:
    """Asks one folder.

    Args:
        assistant: over the folder.
        both: gets the rows.
        suffix: to the names of families.
    """

    def __init__(self, assistant: Assistant, both: Both, suffix: str) -> None:
        self._assistant, self._both, self._suffix = assistant, both, suffix
        self._small: float | None = None  # of the whole folder: one article less would give itself away

    def ask(self, question: Question, *, out: bool = False) -> None:
        """Add the rows of a question and of its keywords; `out`, of one whose article is deleted."""
        self._ask(question, self._both.questions, out)
        words = keywords(question.question) if question.family.startswith("en-vi") else ""
        if words:
            self._ask(replace(question, question=words), self._both.keywords, out, few=True)

    def _ask(self, question: Question, rows: Rows, out: bool, *, few: bool = False) -> None:
        """Add the rows of a question, or of a few words that are foreign to what they find."""
        found = self._assistant._index.retrieve(question.question, DEPTH, today=date.today())
        if found is None or not found.hits or (few and not foreign_keywords(found)):
            return
        if self._small is None:
            self._small = signals(found)[_SMALL]
        article, family = question.article, question.family + self._suffix
        if article is None or out:
            rows.add(found, False, f"{family}, article out" if out else family, question, small=self._small)
            return
        answered = article in [hit.source for hit in found.hits[:3]]
        if answered or not few:
            rows.add(found, answered, family, question, lost=not answered, small=self._small)


def keywords(question: str) -> str:
    """The longest run of a question's words that say what it is about, of three at the most; "" without any."""
    own = own_words(question)
    runs: list[list[str]] = [[]]
    for word in terms(question):
        if fold(word) in own:
            runs[-1].append(word)
        else:
            runs.append([])
    return max((" ".join(run) for run in runs if len(run) <= _MOST_KEYWORDS), key=len, default="")


def cut_down(whole: Path, size: int, draw: int, target: Path) -> set[str]:
    """A folder with `size` of the articles of `whole`, and a copy of its index, which sync then cuts down."""
    shutil.rmtree(target, ignore_errors=True)
    sources = sorted(path.relative_to(whole / "articles").as_posix() for path in (whole / "articles").rglob("*.txt"))
    kept = random.Random(1000 * size + draw).sample(sources, size)
    for source in kept:
        path = target / "articles" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(whole / "articles" / source, path)
    shutil.copytree(whole / "index", target / "index")
    return set(kept)


def gather(whole: Path, questions: list[Question], embedder: Embedder | None = None) -> Both:
    """Rows over the whole folder and over cut-down ones."""
    rows = Both()
    with Assistant.open(whole / "articles", whole / "index", embedder=embedder) as assistant:
        assistant.sync()
        collect(assistant, questions, rows, "")
    asked = [question for question in questions if question.article]
    for size, draws in DRAWS.items():
        for draw in range(draws):
            target = whole.parent / "cut-down"
            kept = cut_down(whole, size, draw, target)
            inside = [question for question in asked if question.article in kept]
            outside = [
                replace(question, article=None, family=f"{question.family}, elsewhere")
                for question in asked
                if question.article not in kept
            ]
            with Assistant.open(target / "articles", target / "index", embedder=embedder) as assistant:
                assistant.sync()
                sample = random.Random(draw).sample(outside, min(ELSEWHERE, len(outside)))
                collect(assistant, inside + sample, rows, f" ({size})")
    return rows


def gather_also(each: str, work: Path, rows: Both, embedder: Embedder | None = None) -> None:
    """Add the rows of a further set, whose families get its name; no questions that lean on turns before them."""
    articles, questions = named(each, work)
    name = articles.parent.name
    alone = [replace(asked, family=f"{name}: {asked.family}") for asked in questions if not asked.history]
    with Assistant.open(articles, articles.parent / "index", embedder=embedder) as assistant:
        assistant.sync()
        collect(assistant, alone, rows, "")


def gather_apart(each: str, work: Path, whole: Path, rows: Both, embedder: Embedder | None = None) -> None:
    """Add the questions of a set, asked over the whole folder."""
    articles, questions = named(each, work)
    name = articles.parent.name
    with Assistant.open(whole / "articles", whole / "index", embedder=embedder) as assistant:
        assistant.sync()
        asker = _Asker(assistant, Both(rows.questions), "")  # keywords are not learnt from
        for asked in questions:
            if not asked.history:
                asker.ask(replace(asked, article=None, family=f"{name}: {asked.family}, elsewhere"))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--also", nargs="+", default=[], metavar="SET")
    parser.add_argument("--apart", nargs="+", default=[], metavar="SET")
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work"))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--picture", type=Path)
    arguments = parser.parse_args()
    whole = arguments.work / arguments.folder.name
    _, questions = load([arguments.folder], whole)
    embedder = SentenceTransformerEmbedder.bundled()  # once for all the folders
    both = gather(whole, questions[:: arguments.every], embedder)
    for each in arguments.also:
        gather_also(each, arguments.work / "also", both, embedder)
    for each in arguments.apart:
        gather_apart(each, arguments.work / "also", whole, both, embedder)
    print("questions ", end="")
    scores = report(both.questions, ALLOWED, across=True)
    fit(both.questions, ALLOWED, "", across=True)
    fit(both.questions, ALLOWED, "_WITHOUT_TOKENS", signals=len(SIGNALS) - _TOKENS)
    print("keywords ", end="")
    report(both.keywords, ALLOWED_KEYWORDS, strength=_STRENGTH_KEYWORDS)
    fit(both.keywords, ALLOWED_KEYWORDS, "_KEYWORDS", strength=_STRENGTH_KEYWORDS)
    if arguments.picture:
        draw(both.questions, scores, arguments.picture)


def operating_point(scores: np.ndarray, rows: Rows, allowed: dict[str, float]) -> tuple[float, float]:
    """(a, b) such that score - a - b * foreign is below 0 for no more than the allowed share of each family."""
    family, foreign = np.array(rows.family), np.array(rows.signals)[:, _FOREIGN]
    answerable = np.array(rows.answered) | np.array(rows.lost)
    points = []
    for name, share in allowed.items():
        mine = (family == name) & answerable
        refused = max(1, int(share * mine.sum()))
        last, first = np.sort(scores[mine])[refused - 1 : refused + 1]  # of those refused, of those answered
        # Near the latter: what is not answerable is refused as often as it may be, and rounded weights still hold
        points.append((foreign[mine].mean(), 0.1 * last + 0.9 * first))
    (x1, y1), (x2, y2) = points[0], points[-1]
    slope = (y1 - y2) / (x1 - x2) if x1 != x2 else 0.0
    return float(y1 - slope * x1), float(slope)


def _values(rows: Rows, *, across: bool) -> np.ndarray:
    """The signals of all rows; `across`, the last of them once more where there are two languages."""
    values = np.array(rows.signals)
    return np.hstack([values, values[:, [_FOREIGN]] * values[:, -len(ACROSS) :]]) if across else values


def report(rows: Rows, allowed: dict[str, float], *, across: bool = False, strength: float = _STRENGTH) -> np.ndarray:
    """Print what is refused, cross-validated; returns the scores, 0 where the threshold is."""
    values = _values(rows, across=across)
    labels, family = np.array(rows.answered), np.array(rows.family)
    scores = np.zeros(len(values))
    told = ~np.array(rows.lost)
    for train, test in GroupKFold(5).split(values, labels, rows.question):
        learnt = train[told[train]]
        weights, intercept = _fit(values[learnt], labels[learnt], np.array(rows.counts)[learnt], strength)
        scores[test] = values[test] @ weights + intercept
    scores[np.array(rows.vetoed)] = -np.inf
    a, b = operating_point(scores, rows, allowed)
    scores -= a + b * values[:, _FOREIGN]
    print("refused at 0.5, cross-validated:")
    for name in sorted(set(rows.family)):
        for answerable in (True, False):
            mine = scores[(family == name) & ((labels | ~told) == answerable)]
            if len(mine):
                kind = "answerable" if answerable else "not answerable"
                print(f"  {name:40} {kind:15} {len(mine):5} {np.mean(mine < 0):6.3f}")
    return scores


def fit(
    rows: Rows,
    allowed: dict[str, float],
    name: str,
    *,
    signals: int = len(SIGNALS),
    across: bool = False,
    strength: float = _STRENGTH,
) -> None:
    """Print the weights of the first so many signals, and what is added across languages."""
    values, told = _values(rows, across=across), ~np.array(rows.lost)
    if not across:
        values = values[:, :signals]
    weights, intercept = _fit(values[told], np.array(rows.answered)[told], np.array(rows.counts)[told], strength)
    a, b = operating_point(np.where(rows.vetoed, -np.inf, values @ weights + intercept), rows, allowed)
    weights[_FOREIGN] -= b
    print(f"_WEIGHTS{name} = {_tuple(weights[:signals])}")
    if across:
        print(f"_WEIGHTS_ACROSS{name} = {_tuple(weights[signals:])}")
    print(f"_INTERCEPT{name} = {intercept - a:.3f}")


def _tuple(weights: np.ndarray) -> str:
    return f"({', '.join(f'{weight:.3f}' for weight in weights)})"


def draw(rows: Rows, scores: np.ndarray, file: Path) -> None:
    """What is refused over thresholds: of questions that the folder answers, and of those that it does not."""
    import matplotlib as mpl

    mpl.use("agg")
    mpl.rcParams["svg.hashsalt"] = "hoibao"  # the same picture for the same scores
    from matplotlib import pyplot

    family, answerable = np.array(rows.family), np.array(rows.answered) | np.array(rows.lost)
    confidences = 1 / (1 + np.exp(-scores))
    thresholds = np.linspace(0, 1, 201)
    figure, axes = pyplot.subplots(figsize=(8, 5), layout="constrained")
    for name, colour in (("vi", "tab:blue"), ("vi-unaccented", "tab:green"), ("en-vi", "tab:orange")):
        for kind, style, mine in (
            ("answered by the folder", "-", (family == name) & answerable),
            ("its article taken out", "--", family == f"{name}, article out"),
        ):
            axes.plot(thresholds, _refused(confidences[mine], thresholds), style, color=colour, label=f"{name}, {kind}")
    near = _refused(confidences[family == "unanswerable-mt"], thresholds)
    axes.plot(thresholds, near, ":", color="tab:red", label="near misses (unanswerable-mt)")
    axes.axvline(0.5, color="grey", linewidth=0.8)
    axes.set(xlabel="threshold (0.5 is the one in use)", ylabel="share refused", xlim=(0, 1), ylim=(0, 1))
    axes.legend(fontsize="small")
    figure.savefig(file, metadata={"Date": None} if file.suffix == ".svg" else None)


def _refused(confidences: np.ndarray, thresholds: np.ndarray) -> np.ndarray:
    return (confidences[:, None] < thresholds).mean(axis=0)


def _fit(values: np.ndarray, labels: np.ndarray, counts: np.ndarray, strength: float) -> tuple[np.ndarray, float]:
    """Weights and intercept of a logistic regression, where each question counts so much."""
    scaler = StandardScaler().fit(values)
    model = LogisticRegression(C=strength, class_weight="balanced", max_iter=1000)
    model.fit(scaler.transform(values), labels, sample_weight=counts)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


if __name__ == "__main__":
    main()
