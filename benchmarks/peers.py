"""hoibao beside txtai, LangChain, LlamaIndex and Haystack: the same questions, the same model, in one run.

    pip install -e '.[bench]'
    python benchmarks/peers.py EVAL_FOLDER [EVAL_FOLDER ...] [--only NAME ...] [--every N] [--work DIR] [--json FILE]

The folders are those of `quality.py`. Every question that an article answers is asked, each for ten files, ranked by
file. A cell is R@1 / R@5 / nDCG@10; the times are those of this run, a question's own embedding included.

Each peer is set up for hybrid search as its documentation shows it, over the model that comes with hoibao, with the
prompts that the model was trained with. An article is given to it whole, as one passage; what is longer than the
model's window of 512 tokens is cut by the peer's embedder. Its lists before the fusion are as long as the result,
which is what the examples of all four do (txtai makes its own ten times as long). hoibao goes through
`Assistant.sync` and `Assistant.search`: it splits articles into passages itself, and is asked for 50 of them, so that
ten files are among them. A file that hoibao folds into the hit of its twin is counted right after it.

No hub, no server and no telemetry is touched.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, Protocol, TypeAlias

from quality import load
from rich import box
from rich.console import Console
from rich.table import Table

from embeddings.bundled import bundled_model
from rag.evaluation import Evaluation, Question, check_writable, compare
from rag.metrics import Outcome, figures

Passage: TypeAlias = tuple[str, str]  # source, text

FILES = 10  # asked for
PASSAGES = 50  # that hoibao is asked for, as `hoibao eval` does
QUERY, PASSAGE = "query: ", "passage: "  # what multilingual-e5 was trained with
SHOWN = ("R@1", "R@5", "nDCG@10")
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "LANGSMITH_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "false",
}


class Peer(Protocol):
    """What finds files. Made with the model's folder, which it loads, and the folder in which it may keep files.

    The articles lie in `work / "articles"`, too.
    """

    def index(self, passages: Sequence[Passage]) -> None:
        """Make everything searchable."""
        ...

    def search(self, question: str, k: int) -> list[str]:
        """Sources, best first; one may come up again."""
        ...


class Hoibao:
    """This project, as it comes."""

    def __init__(self, model: Path, work: Path) -> None:
        from embeddings.embedder import SentenceTransformerEmbedder
        from rag import Assistant

        index = work / "peers-index"
        shutil.rmtree(index, ignore_errors=True)
        self._assistant = Assistant.open(work / "articles", index, embedder=SentenceTransformerEmbedder(model))

    def index(self, passages: Sequence[Passage]) -> None:
        self._assistant.sync()

    def search(self, question: str, k: int) -> list[str]:
        hits = self._assistant.search(question, max(k, PASSAGES))
        return [source for hit in hits for source in (hit.source, *hit.also_in)]


class Txtai:
    """`Embeddings(hybrid=True)`: BM25 and vectors, each score with half the weight.

    The prompts are its `instructions`, which its documentation asks for with E5. Its default method reads the folder
    with transformers, and takes the pooling from it.
    """

    def __init__(self, model: Path, work: Path) -> None:
        from txtai import Embeddings

        self._embeddings = Embeddings(
            path=str(model), hybrid=True, content=False, instructions={"query": QUERY, "data": PASSAGE}
        )

    def index(self, passages: Sequence[Passage]) -> None:
        self._embeddings.index([(source, text, None) for source, text in passages])

    def search(self, question: str, k: int) -> list[str]:
        return [source for source, _ in self._embeddings.search(question, k)]


class LangChain:
    """`EnsembleRetriever` over `BM25Retriever` and FAISS, half the weight each.

    The prompts are the model's own, named in `encode_kwargs` and `query_encode_kwargs`. BM25Retriever splits at white
    space unless given a `preprocess_func`.
    """

    def __init__(self, model: Path, work: Path) -> None:
        from langchain_huggingface import HuggingFaceEmbeddings

        self._embeddings = HuggingFaceEmbeddings(
            model_name=str(model),
            encode_kwargs={"prompt_name": "passage", "normalize_embeddings": True},
            query_encode_kwargs={"prompt_name": "query", "normalize_embeddings": True},
        )

    def index(self, passages: Sequence[Passage]) -> None:
        from langchain_classic.retrievers import EnsembleRetriever
        from langchain_community.retrievers import BM25Retriever
        from langchain_community.vectorstores import FAISS

        texts = [text for _, text in passages]
        sources = [{"source": source} for source, _ in passages]
        self._words = BM25Retriever.from_texts(texts, metadatas=sources)
        store = FAISS.from_texts(texts, self._embeddings, metadatas=sources)
        self._meaning = store.as_retriever()
        retrievers = [self._words, self._meaning]
        self._ensemble = EnsembleRetriever(retrievers=retrievers, weights=[0.5, 0.5], id_key="source")

    def search(self, question: str, k: int) -> list[str]:
        self._words.k = k
        self._meaning.search_kwargs = {"k": k}
        return [document.metadata["source"] for document in self._ensemble.invoke(question)]


class LlamaIndex:
    """`QueryFusionRetriever` in mode `reciprocal_rerank` over a `VectorStoreIndex` and `BM25Retriever` (bm25s).

    One query, which needs no language model. The prompts are `query_instruction` and `text_instruction`. Texts are
    nodes already, so that no splitter is asked. BM25Retriever stems and drops stop words as of English text: it knows
    no Vietnamese. Files with the same text are one to the fusion.
    """

    def __init__(self, model: Path, work: Path) -> None:
        from llama_index.embeddings.huggingface import HuggingFaceEmbedding

        self._model = HuggingFaceEmbedding(str(model), query_instruction=QUERY, text_instruction=PASSAGE)

    def index(self, passages: Sequence[Passage]) -> None:
        from llama_index.core import VectorStoreIndex
        from llama_index.core.llms import MockLLM
        from llama_index.core.retrievers import QueryFusionRetriever
        from llama_index.core.schema import TextNode
        from llama_index.retrievers.bm25 import BM25Retriever

        nodes = [TextNode(text=text, id_=source) for source, text in passages]
        self._meaning = VectorStoreIndex(nodes, embed_model=self._model).as_retriever()
        self._words = BM25Retriever.from_defaults(nodes=nodes)
        self._fusion = QueryFusionRetriever(
            [self._meaning, self._words], llm=MockLLM(), mode="reciprocal_rerank", num_queries=1, use_async=False
        )

    def search(self, question: str, k: int) -> list[str]:
        self._meaning.similarity_top_k = self._words.similarity_top_k = self._fusion.similarity_top_k = k
        return [found.node.node_id for found in self._fusion.retrieve(question)]


class Haystack:
    """A pipeline of `InMemoryBM25Retriever` and `InMemoryEmbeddingRetriever` into `DocumentJoiner`.

    The joiner's mode is reciprocal rank fusion. The prompts are the `prefix` of its two SentenceTransformers
    components.
    """

    def __init__(self, model: Path, work: Path) -> None:
        from haystack import Pipeline
        from haystack.components.joiners import DocumentJoiner
        from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
        from haystack.document_stores.in_memory import InMemoryDocumentStore
        from haystack_integrations.components.embedders import sentence_transformers as embedders

        settings = {"model": str(model), "progress_bar": False, "normalize_embeddings": True}
        self._embedder = embedders.SentenceTransformersDocumentEmbedder(prefix=PASSAGE, **settings)
        self._store = InMemoryDocumentStore(shared=False)
        self._pipeline = Pipeline()
        embedder = embedders.SentenceTransformersTextEmbedder(prefix=QUERY, **settings)
        self._pipeline.add_component("embedder", embedder)
        self._pipeline.add_component("words", InMemoryBM25Retriever(self._store))
        self._pipeline.add_component("meaning", InMemoryEmbeddingRetriever(self._store))
        self._pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        self._pipeline.connect("embedder.embedding", "meaning.query_embedding")
        self._pipeline.connect("words", "joiner")
        self._pipeline.connect("meaning", "joiner")
        self._embedder.warm_up()
        self._pipeline.warm_up()

    def index(self, passages: Sequence[Passage]) -> None:
        from haystack import Document

        documents = [Document(id=source, content=text) for source, text in passages]
        self._store.write_documents(self._embedder.run(documents)["documents"])

    def search(self, question: str, k: int) -> list[str]:
        result = self._pipeline.run(
            {
                "embedder": {"text": question},
                "words": {"query": question, "top_k": k},
                "meaning": {"top_k": k},
                "joiner": {"top_k": k},
            }
        )
        return [document.id for document in result["joiner"]["documents"]]


PEERS: dict[str, type[Peer]] = {
    "hoibao": Hoibao,
    "txtai": Txtai,
    "langchain": LangChain,
    "llamaindex": LlamaIndex,
    "haystack": Haystack,
}
NEEDS = {  # module -> the package to blame; the first one's version is reported
    "hoibao": {"rag": "hoibao"},
    "txtai": {"txtai": "txtai"},
    "langchain": {
        "langchain_classic": "langchain-classic",
        "langchain_community": "langchain-community",
        "langchain_huggingface": "langchain-huggingface",
        "rank_bm25": "rank-bm25",
    },
    "llamaindex": {
        "llama_index.core": "llama-index-core",
        "llama_index.embeddings.huggingface": "llama-index-embeddings-huggingface",
        "llama_index.retrievers.bm25": "llama-index-retrievers-bm25",
    },
    "haystack": {
        "haystack": "haystack-ai",
        "haystack_integrations.components.embedders.sentence_transformers": "sentence-transformers-haystack",
    },
}


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one system.

    Attributes:
        name: its key in PEERS.
        version: of its main package.
        per_second: articles indexed a second.
        ms: median milliseconds of a search, the question's own embedding included.
        outcomes: one for each question.
    """

    name: str
    version: str
    per_second: float
    ms: float
    outcomes: tuple[Outcome, ...]

    def evaluation(self) -> Evaluation:
        """The outcomes, as `hoibao eval` has them; nothing was answered, hence nothing quoted or refused."""
        return Evaluation(self.outcomes)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        names = (*SHOWN, "MRR", "median_ms", "p95_ms")
        families = {}
        for family, outcomes in self.evaluation().families().items():
            values = figures(outcomes)
            families[family] = {"n": len(outcomes), **{name: values[name] for name in names}}
        return {
            "version": self.version,
            "articles_per_second": self.per_second,
            "median_ms": self.ms,
            "families": families,
            "ranks": {outcome.id: outcome.rank for outcome in self.outcomes},
        }


def missing(names: Sequence[str]) -> list[str]:
    """Packages that these systems need and that are not installed."""

    def found(module: str) -> bool:
        try:
            return find_spec(module) is not None
        except ModuleNotFoundError:  # a parent of it
            return False

    return [package for name in names for module, package in NEEDS[name].items() if not found(module)]


def thinned(questions: Sequence[Question], every: int) -> list[Question]:
    """Every n-th question of each family."""
    seen: Counter[str] = Counter()
    kept = []
    for question in questions:
        if seen[question.family] % every == 0:
            kept.append(question)
        seen[question.family] += 1
    return kept


def measure(name: str, model: Path, work: Path, passages: Sequence[Passage], questions: Sequence[Question]) -> Result:
    """Index everything and ask everything."""
    peer = PEERS[name](model, work)
    started = perf_counter()
    peer.index(passages)
    seconds = perf_counter() - started
    peer.search(questions[0].question, FILES)  # what is loaded at the first question is no question's own time
    outcomes = tuple(ask(peer, question) for question in questions)
    return Result(
        name,
        version(next(iter(NEEDS[name].values()))),
        len(passages) / seconds,
        median(outcome.ms for outcome in outcomes),
        outcomes,
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


def table(results: Sequence[Result]) -> Table:
    """A row for each system, a column for each family."""
    shown = Table(box=box.MARKDOWN)
    shown.add_column("")
    families = results[0].evaluation().families()
    for family, outcomes in families.items():
        shown.add_column(f"{family} ({len(outcomes)})", justify="right", no_wrap=True)
    shown.add_column("articles/s", justify="right")
    shown.add_column("search, ms", justify="right")
    for result in results:
        cells = []
        for outcomes in result.evaluation().families().values():
            values = figures(outcomes)
            cells.append(" / ".join(f"{values[name]:.3f}".removeprefix("0") for name in SHOWN))
        shown.add_row(f"{result.name} {result.version}", *cells, f"{result.per_second:.1f}", f"{result.ms:.0f}")
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
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work"))
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    os.environ.update(OFFLINE)  # before any of the libraries is imported
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

    results = []
    for name in arguments.only:
        started = perf_counter()
        results.append(measure(name, bundled_model(), work, passages, questions))
        gc.collect()  # its model goes before the next one comes
        print(f"{name}: {perf_counter() - started:.0f} s", file=sys.stderr)
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
