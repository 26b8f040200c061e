"""hoibao beside txtai, LangChain, LlamaIndex and Haystack: the same questions, the same model, in one run.

    pip install -e '.[bench]'
    python benchmarks/peers.py EVAL_FOLDER [EVAL_FOLDER ...] [--only NAME ...] [--every N] [--quick]
        [--work DIR] [--json FILE]

The folders are those of `quality.py`. Every question that an article answers is asked, each for ten files, ranked by
file. A cell of the table is R@1 / R@5 / nDCG@10. Times are of this run: articles indexed a second, the median
milliseconds of a search over a sample of the questions, and those beyond embedding the question, over all of them.

Each peer is set up for hybrid search as its documentation shows it, over the model that comes with hoibao, with the
prompts that the model was trained with; all four have a way to give them. An article is handed over whole, as one
passage: what is longer than the model's window of 512 tokens is cut by the peer's embedder. A peer's two lists are as
long as the result that is asked for; txtai makes its own ten times as long. hoibao goes through `Assistant.sync` and
`Assistant.search`: it splits articles into passages itself, and is asked for 50 of them, so that ten files are among
them. A file that hoibao folds into the hit of its twin is counted right after it.

Articles are embedded by every system itself. Questions are embedded once for all, since the model and its prompt are
the same; each system asks for its vectors the way it always does, and one that sent another text than the prompt and
the question would embed it anew. The sample is asked without that, too, and must find the same. With `--quick`, the
peers' articles are embedded once for all in the same way; how fast they index is then not known.

No hub, no server and no telemetry is touched.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from quality import load
from rich import box
from rich.console import Console
from rich.table import Table
from systems import NEEDS, PASSAGE, PEERS, QUERY, Passage, Peer, missing, remembered, remembers

from embeddings.bundled import bundled_model
from embeddings.embedder import SentenceTransformerEmbedder, Vectors
from rag.evaluating.evaluation import Evaluation, Question, check_writable, compare
from rag.evaluating.metrics import Outcome, figures

FILES = 10  # asked for
SAMPLE = 60  # questions of the time that a search takes
SHOWN = ("R@1", "R@5", "nDCG@10")
SETTINGS = {
    "TQDM_DISABLE": "1",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "false",
}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one system.

    Attributes:
        name: its key in PEERS.
        version: of its main package.
        per_second: articles indexed a second; None where their vectors were remembered.
        ms: median milliseconds of a search.
        beyond: those beyond embedding the question; hoibao's include embedding another reading of it, where it has one.
        differing: questions of the sample that found other files once their vectors were remembered.
        outcomes: one for each question.
    """

    name: str
    version: str
    per_second: float | None
    ms: float
    beyond: float
    differing: int
    outcomes: tuple[Outcome, ...]

    def evaluation(self) -> Evaluation:
        """The outcomes, as `hoibao eval` has them; nothing was answered, hence nothing quoted or refused."""
        return Evaluation(self.outcomes)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        names = (*SHOWN, "MRR")
        families = {}
        for family, outcomes in self.evaluation().families().items():
            values = figures(outcomes)
            families[family] = {"n": len(outcomes), **{name: values[name] for name in names}}
        return {
            "version": self.version,
            "articles_per_second": self.per_second,
            "search_ms": self.ms,
            "beyond_embedding_ms": self.beyond,
            "differing": self.differing,
            "families": families,
            "ranks": {outcome.id: outcome.rank for outcome in self.outcomes},
        }


def thinned(questions: Sequence[Question], every: int) -> list[Question]:
    """Every n-th question of each family."""
    seen: Counter[str] = Counter()
    kept = []
    for question in questions:
        if seen[question.family] % every == 0:
            kept.append(question)
        seen[question.family] += 1
    return kept


def embed(model: Path, texts: Sequence[str], questions: Sequence[Question]) -> dict[str, Vectors]:
    """The vectors of articles and of questions, for `remembered`."""
    embedder = SentenceTransformerEmbedder(model)
    asked = list(dict.fromkeys(question.question for question in questions))
    return {
        **remembers([QUERY + text for text in asked], embedder.embed_queries(asked)),
        **remembers([PASSAGE + text for text in texts], embedder.embed_documents(texts)),
    }


def measure(
    peer: Peer,
    name: str,
    passages: Sequence[Passage],
    questions: Sequence[Question],
    vectors: Mapping[str, Vectors],
    *,
    quick: bool,
) -> Result:
    """Index everything and ask everything; `quick` takes the vectors of articles, too, from `vectors`."""
    started = perf_counter()
    with remembered(vectors) if quick else nullcontext():
        peer.index(passages)
    seconds = perf_counter() - started
    peer.search(questions[0].question, FILES)  # what is loaded at the first question is no question's own time
    sample = thinned(questions, max(1, len(questions) // SAMPLE))
    timed = [ask(peer, question) for question in sample]
    with remembered(vectors):
        outcomes = tuple(ask(peer, question) for question in questions)
    again = {outcome.id: outcome for outcome in outcomes}
    return Result(
        name,
        version(next(iter(NEEDS[name].values()))),
        per_second=None if quick else len(passages) / seconds,
        ms=median(outcome.ms for outcome in timed),
        beyond=median(outcome.ms for outcome in outcomes),
        differing=sum(
            (outcome.found, outcome.rank) != (again[outcome.id].found, again[outcome.id].rank) for outcome in timed
        ),
        outcomes=outcomes,
    )


def ask(peer: Peer, question: Question) -> Outcome:
    """Where the article of a question is among the files found."""
    started = perf_counter()
    found = peer.search(question.question, FILES)
    ms = 1000 * (perf_counter() - started)
    files = list(dict.fromkeys(found))[:FILES]
    return Outcome(
        id=question.id,
        family=question.family,
        question=question.question,
        article=question.article,
        answer="",
        refused=False,
        found=files[0] if files else None,
        rank=files.index(question.article) + 1 if question.article in files else None,
        contained=None,
        quoted=0,
        ms=ms,
    )


def cells(result: Result) -> dict[str, str]:
    """The figures of each family, as the table has them."""
    found = {family: figures(outcomes) for family, outcomes in result.evaluation().families().items()}
    return {
        family: " / ".join(f"{values[name]:.3f}".removeprefix("0") for name in SHOWN)
        for family, values in found.items()
    }


def table(results: Sequence[Result]) -> Table:
    """A row for each system, a column for each family."""
    shown = Table(box=box.MARKDOWN)
    shown.add_column("")
    families = results[0].evaluation().families()
    for family, outcomes in families.items():
        shown.add_column(f"{family} ({len(outcomes)})", justify="right", no_wrap=True)
    shown.add_column("articles/s", justify="right")
    shown.add_column("search, ms", justify="right")
    shown.add_column("beyond embedding, ms", justify="right")
    for result in results:
        speed = "-" if result.per_second is None else f"{result.per_second:.1f}"
        times = speed, f"{result.ms:.0f}", f"{result.beyond:.0f}"
        shown.add_row(f"{result.name} {result.version}", *cells(result).values(), *times)
    return shown


def leads(results: Sequence[Result]) -> list[str]:
    """In each family: how far hoibao is ahead of the best of the others, and whether that is beyond chance."""
    ours = [result for result in results if result.name == "hoibao"]
    others = [result for result in results if result.name != "hoibao"]
    lines = []
    for family in ours[0].evaluation().families() if ours and others else ():
        best = max(others, key=lambda other: figures(other.evaluation().families()[family])["R@1"] or 0.0)
        for change in compare(best.evaluation(), ours[0].evaluation()).changes:
            if change.family == family and change.metric == "R@1":
                chance = "beyond chance" if change.beyond_chance else "within chance"
                lines.append(
                    f"{family}: hoibao's R@1 less that of the best other, {best.name}: "
                    f"{change.after - change.before:+.3f} (95 %: {change.low:+.3f} to {change.high:+.3f}, {chance})"
                )
    return lines


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--only", nargs="+", choices=list(PEERS), default=list(PEERS), metavar="NAME")
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question of each family only")
    parser.add_argument("--quick", action="store_true", help="embed the articles once for all peers")
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work"))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    os.environ.update(SETTINGS)  # before any of the libraries is imported
    if packages := missing(arguments.only):
        parser.error(f"not installed: {', '.join(packages)}; they come with pip install -e '.[bench]'")
    if arguments.json:
        check_writable(arguments.json)

    work = arguments.work / "-".join(folder.name for folder in arguments.folders)
    articles, loaded = load(arguments.folders, work)
    questions = thinned([question for question in loaded if question.article is not None], arguments.every)
    files = sorted(path for path in articles.rglob("*") if path.is_file())
    passages = [(path.relative_to(articles).as_posix(), path.read_text(encoding="utf-8")) for path in files]
    print(f"{len(passages)} articles, {len(questions)} questions", file=sys.stderr)

    model = bundled_model()
    vectors = embed(model, [text for _, text in passages] if arguments.quick else [], questions)
    results = []
    for name in arguments.only:
        started = perf_counter()
        quick = arguments.quick and name != "hoibao"  # whose passages are others
        results.append(measure(PEERS[name](model, work), name, passages, questions, vectors, quick=quick))
        gc.collect()  # its model goes before the next one comes
        found = ", ".join(f"{family} {cell}" for family, cell in cells(results[-1]).items())
        print(f"{name}: {found} ({perf_counter() - started:.0f} s)", file=sys.stderr)  # a run may be stopped
        if differing := results[-1].differing:
            print(f"{name}: {differing} questions of the sample found other files", file=sys.stderr)
    Console(width=300).print(table(results))
    for line in leads(results):
        print(line)
    if arguments.json:
        values = {
            "folders": [folder.name for folder in arguments.folders],
            "articles": len(passages),
            "systems": {result.name: result.to_dict() for result in results},
            "questions": [asdict(question) for question in questions],
        }
        text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
        arguments.json.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
