"""How fast, as ratios and differences against something run beside it on the same machine in the same run.

    python benchmarks/speed.py [index] [store] [ask] [sync] [open] [start]
        [--articles FOLDER] [--files 10000] [--work DIR]

index   passages a second of sync() against SentenceTransformer.encode_document over the same texts, best batch size
store   a first sync(), embedding aside, against reading and splitting the same files, a synthetic folder as below
ask     ask() against embedding the question alone, over a synthetic folder of --files articles (one chunk each)
sync    sync() with nothing changed, and with one file changed, against walking and stat-ing the folder
open    opening that index, the model's load aside
start   process start to first answer, --help and status, against a script that loads the model and embeds one question
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from embeddings.bundled import bundled_model
from embeddings.embedder import SentenceTransformerEmbedder, Vectors
from embeddings.tokens import Tokens
from rag import Assistant
from rag.files.articles import parse
from rag.files.chunking import Chunker
from rag.files.folder import list_articles
from rag.text.language import language_of
from rag.text.words import terms

SAMPLE = Path("articles")
QUESTIONS = (
    "Đội nào vô địch giải đua thuyền năm 2024?",
    "Hội nghị thương mại biên giới diễn ra ở đâu và khi nào?",
    "Cầu mới dài bao nhiêu mét?",
    "Ai là hiệu trưởng trường song ngữ?",
    "Nhà máy điện gió có công suất bao nhiêu megawatt?",
)
LISTS = ("có bao nhiêu bài?", "bài mới nhất")


class MadeUpVectors:
    """The real model for questions; random directions for documents, so that 10,000 of them cost nothing."""

    def __init__(self) -> None:
        self._real = SentenceTransformerEmbedder.bundled()
        self._random = np.random.default_rng(0)
        self.fingerprint = "made-up"
        self.dimension = self._real.dimension
        self.max_tokens = self._real.max_tokens
        self.embed_queries = self._real.embed_queries
        self.token_layer = self._real.token_layer
        self.embed_queries_and_tokens = self._real.embed_queries_and_tokens
        self._tokens = self._random.normal(size=(4096, self.dimension)).astype(np.float32)

    def embed_documents_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        return self.embed_documents(texts), [self._some_tokens(text) for text in texts]

    def _some_tokens(self, text: str) -> Tokens:
        words = list(re.finditer(r"\w+", text))
        ids = np.array([zlib.crc32(word.group().encode()) % len(self._tokens) for word in words], np.int64)
        return Tokens(self._tokens[ids], np.array([word.end() for word in words], np.int64), ids)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        rows = self._random.normal(size=(len(texts), self.dimension)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True) if len(texts) else rows

    def count_tokens(self, text: str) -> int:
        return 1 + len(text) // 4


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Median of several runs."""
    spent = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spent.append(time.perf_counter() - started)
    return median(spent)


def synthetic(folder: Path, count: int) -> None:
    """Articles of about 120 words, each of one language, drawn from the sample articles as often as they are there."""
    if folder.exists() and sum(1 for _ in folder.rglob("*.txt")) == count:
        return
    shutil.rmtree(folder, ignore_errors=True)
    spoken: dict[str, list[str]] = {}
    for entry in list_articles(SAMPLE).entries:
        text = entry.path.read_text(encoding="utf-8")
        spoken.setdefault(language_of(text), []).extend(terms(text))
    rare = {of: sorted(f"{a}{b}" for a in set(some) for b in ("nh", "ng", "m")) for of, some in spoken.items()}
    choose = random.Random(0)
    shares = [len(some) for some in spoken.values()]
    for number in range(count):
        path = folder / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        sentences = []
        [language] = choose.choices(list(spoken), shares)
        for _ in range(6):
            picked = [choose.choice((rare if choose.random() < 0.15 else spoken)[language]) for _ in range(20)]
            sentences.append(("" if language == "lo" else " ").join(picked).capitalize() + ".")
        path.write_text(f"Bài số {number}\n\n{' '.join(sentences)}\n", encoding="utf-8")
    time.sleep(2.5)  # past the tick within which sync hashes a file again


def measure_index(articles: Path, work: Path) -> None:
    embedder = SentenceTransformerEmbedder.bundled()
    chunker = Chunker(embedder.count_tokens)
    passages, sentences = [], []
    for entry in list_articles(articles).entries:
        document = parse(entry.source, entry.path.read_bytes())
        for chunk in chunker.split(document):
            passages.append(document.text[chunk.start : chunk.end])
            sentences += [document.text[start:end] for start, end in chunk.sentences]
    texts = list(dict.fromkeys([*passages, *sentences]))
    from sentence_transformers import SentenceTransformer

    bare = SentenceTransformer(str(bundled_model()), device="cpu", local_files_only=True)
    bare.encode_document(texts[:8])

    def encode(some: list[str], size: int) -> float:
        return seconds(lambda: bare.encode_document(some, batch_size=size, show_progress_bar=False), 1)

    def best(some: list[str]) -> int:
        return min((4, 8, 16, 32), key=lambda size: encode(some, size))

    def sync() -> float:
        shutil.rmtree(work / "index", ignore_errors=True)
        with Assistant.open(articles, work / "index", embedder=embedder) as assistant:
            return seconds(assistant.sync, 1)

    for_all, for_passages = best(texts), best(passages)
    sync()  # what the first one imports and warms up is not of this measure, as it is not of the others
    # In turns, so that what else the machine does meanwhile falls on all of them.
    rounds = [(encode(texts, for_all), sync(), encode(passages, for_passages)) for _ in range(5)]
    all_texts, ours, passages_only = (median(column) for column in zip(*rounds, strict=True))
    print(f"index: {len(passages)} passages, {len(texts)} texts with their sentences")
    print(
        f"  encode_document over the same texts (batches of {for_all}) takes {all_texts:.1f} s, sync {ours:.1f} s:"
        f" {all_texts / ours:.2f} x as fast; by round {_listed([theirs / mine for theirs, mine, _ in rounds])}"
    )
    print(
        f"  encode_document over the passages alone (batches of {for_passages}) takes {passages_only:.1f} s: sync costs"
        f" {ours / passages_only:.2f} x that"
    )


def _listed(ratios: list[float]) -> str:
    return ", ".join(f"{ratio:.2f}" for ratio in ratios)


def measure_store(folder: Path, index: Path, embedder: MadeUpVectors) -> None:
    chunker = Chunker(embedder.count_tokens)

    def read() -> int:
        entries = list_articles(folder).entries
        return sum(len(chunker.split(parse(entry.source, entry.path.read_bytes()))) for entry in entries)

    def store() -> None:
        shutil.rmtree(index, ignore_errors=True)
        with Assistant.open(folder, index, embedder=embedder) as assistant:
            assistant.sync()

    passages = read()
    rounds = [(seconds(read, 1), seconds(store, 1)) for _ in range(3)]  # in turns, as above
    alone, whole = (median(column) for column in zip(*rounds, strict=True))
    print(f"store: {passages} passages, reading and splitting them takes {1000 * alone / passages:.2f} ms each")
    print(
        f"  a first sync() {1000 * whole / passages:.2f} ms, {whole / alone:.1f} x that (its embedding costs nothing"
        f" here); by round {_listed([mine / theirs for theirs, mine in rounds])}"
    )


def measure_ask(assistant: Assistant, embedder: MadeUpVectors) -> None:
    for question in QUESTIONS:
        assistant.ask(question)
    pairs = []
    for _ in range(8):
        for question in QUESTIONS:
            alone = seconds(lambda q=question: embedder.embed_queries([q]), 1)
            search = seconds(lambda q=question: assistant.search(q), 1)
            pairs.append((alone, search, seconds(lambda q=question: assistant.ask(q), 1)))
    alone, search, whole = (median(column) for column in zip(*pairs, strict=True))
    print(f"ask: over {assistant.status().chunks} chunks; embedding the question takes {1000 * alone:.1f} ms (median)")
    lists = ", ".join(f"{turn} {1000 * seconds(lambda t=turn: assistant.ask(t)):.0f} ms" for turn in LISTS)
    print(f"  search() {1000 * (search - alone):.1f} ms more, ask() {1000 * (whole - alone):.1f} ms more; {lists}")


def measure_sync(assistant: Assistant, folder: Path, embedder: MadeUpVectors) -> None:
    def walk() -> int:
        # The plainest way there is; Path objects would make it slower, and the ratio flatter us.
        return sum(os.stat(f"{top}/{name}").st_size for top, _, names in os.walk(folder) for name in names)  # noqa: PTH116

    walk()
    assistant.sync()
    rounds = [(seconds(walk, 1), seconds(assistant.sync, 1)) for _ in range(11)]  # in turns, as above
    walked, synced = (median(column) for column in zip(*rounds, strict=True))
    print(
        f"sync: walking and stat-ing takes {1000 * walked:.0f} ms, sync() with nothing changed"
        f" {synced / walked:.2f} x that; by round {_listed([mine / theirs for theirs, mine in rounds])}"
    )
    path = next(folder.rglob("*.txt"))
    extra = []
    for number in range(5):
        path.write_text(path.read_text(encoding="utf-8") + f"\nThêm câu thứ {number}.\n", encoding="utf-8")
        extra.append(seconds(assistant.sync, 1) - synced)
    print(f"  with one file changed {1000 * median(extra):.0f} ms more (its embedding costs nothing here)")


def measure_open(folder: Path, index: Path, embedder: MadeUpVectors) -> None:
    embedder.embed_queries(["nóng máy"])

    def opened() -> None:
        with Assistant.open(folder, index, embedder=embedder) as assistant:
            assistant.search("hội nghị", 1)

    def asked() -> None:
        assistant.search("hội nghị", 1)

    with Assistant.open(folder, index, embedder=embedder) as assistant:
        asked()
        again = seconds(asked)
    print(f"open: {1000 * (seconds(opened) - again):.0f} ms to open the index, before the first question's own time")


def measure_start(work: Path) -> None:
    index = work / "start"
    with Assistant.open(SAMPLE, index) as assistant:
        assistant.sync()
    script = (
        "from sentence_transformers import SentenceTransformer;"
        f"model = SentenceTransformer({str(bundled_model())!r}, device='cpu', local_files_only=True);"
        "model.encode_query('hội nghị ở đâu')"
    )

    def run(*command: str) -> Callable[[], object]:
        return lambda: subprocess.run(command, capture_output=True, check=True)

    hoibao = [sys.executable, "-m", "rag.cli"]
    bare, answered = [], []
    for _ in range(5):
        bare.append(seconds(run(sys.executable, "-c", script), 1))
        answered.append(seconds(run(*hoibao, "ask", QUESTIONS[0], str(SAMPLE), "--data-dir", str(index)), 1))
    print(
        f"start: the bare script takes {median(bare):.1f} s, `hoibao ask` {median(answered) / median(bare):.2f} x that"
    )
    print(
        f"  --help {seconds(run(*hoibao, '--help')):.2f} s,"
        f" status {seconds(run(*hoibao, 'status', str(SAMPLE), '--data-dir', str(index))):.2f} s"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["index", "store", "ask", "sync", "open", "start"])
    parser.add_argument("--articles", type=Path, default=SAMPLE)
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work/speed"))
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    if "index" in arguments.what:
        measure_index(arguments.articles, arguments.work)
    if {"store", "ask", "sync", "open"} & set(arguments.what):
        folder, index = arguments.work / f"files-{arguments.files}", arguments.work / f"index-{arguments.files}"
        synthetic(folder, arguments.files)
        embedder = MadeUpVectors()
        if "store" in arguments.what:
            measure_store(folder, index, embedder)
        with Assistant.open(folder, index, embedder=embedder) as assistant:
            assistant.sync()
            if "ask" in arguments.what:
                measure_ask(assistant, embedder)
            if "sync" in arguments.what:
                measure_sync(assistant, folder, embedder)
        if "open" in arguments.what:
            measure_open(folder, index, embedder)
    if "start" in arguments.what:
        measure_start(arguments.work)


if __name__ == "__main__":
    main()
