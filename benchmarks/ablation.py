"""What each part of a search is worth: R@1 by family with it left out, over one index.

    python benchmarks/ablation.py EVAL_FOLDER [--work DIR]

Uses the index that `benchmarks/quality.py EVAL_FOLDER` made, or makes it. Only the search differs; the index is the
same throughout, and a question is embedded once.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from quality import load

from embeddings.embedder import SentenceTransformerEmbedder, Vectors
from embeddings.tokens import Tokens
from rag import Assistant, Config
from rag.evaluating.evaluation import Question
from rag.finding.bridging import Bridged
from rag.finding.timing import AskedTime

FINDING = "rag.finding."


def remembering() -> SentenceTransformerEmbedder:
    """The bundled model, which embeds no question twice."""
    embedder = SentenceTransformerEmbedder.bundled()
    embed, seen = embedder.embed_queries_and_tokens, dict[str, tuple[Vectors, Tokens]]()

    def recall(texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        new = [text for text in dict.fromkeys(texts) if text not in seen]
        seen.update(zip(new, zip(*embed(new), strict=True), strict=True))
        return np.stack([seen[text][0] for text in texts]), [seen[text][1] for text in texts]

    embedder.embed_queries_and_tokens = recall  # type: ignore[method-assign]
    embedder.embed_queries = lambda texts: recall(texts)[0]  # type: ignore[method-assign]
    return embedder


def passages_alone(records: Sequence[Any], query: Vectors) -> list[Vectors]:
    """The passage's own cosine for each of its sentences."""
    return [np.full(len(record.sentences), float(record.vector @ query)) for record in records]


def all_kept(ranked: Sequence[int], documents: object, signatures: object) -> dict[int, list[int]]:
    """No story given way to another."""
    return {document_id: [] for document_id in ranked}


# Settings of rag.Config, and functions of the search, each with what stands in for it.
PARTS: dict[str, tuple[dict[str, float], dict[str, object]]] = {
    "as it is": ({}, {}),
    "without sentences (the passage's own cosine twice)": ({}, {"retrieval._sentence_similarities": passages_alone}),
    "without tokens": ({"token_weight": 0.0}, {}),
    "without restored diacritics": ({}, {"readings.restore_marks": lambda *_, **__: None}),
    "without pairs of neighbouring words": ({"pair_weight": 0.0}, {}),
    "without taking away what all questions share": ({"centre_weight": 0.0}, {}),
    "without words": ({"lexical_weight": 0.0, "pair_weight": 0.0}, {}),
    "without other spellings of names": ({}, {"readings.respellings": lambda *_: {}}),
    "without names in other languages": ({}, {"retrieval.bridged": lambda *_: Bridged()}),
    "without the time asked for": ({}, {"retrieval.AskedTime.of": lambda *_: AskedTime()}),
    "without folding stories told twice": ({}, {"hits.fold_duplicates": all_kept}),
}


@contextmanager
def stand_ins(functions: dict[str, object]) -> Iterator[None]:
    """These functions of the search in place of its own."""
    with ExitStack() as stack:
        for name, function in functions.items():
            stack.enter_context(patch(FINDING + name, function))
        yield


def first(assistant: Assistant, question: Question) -> bool:
    """Whether the best passage is of the article that answers."""
    return any(question.article in (hit.source, *hit.also_in) for hit in assistant.search(question.question, 1))


def show(*cells: str) -> None:
    """A row of a table in Markdown."""
    print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work"))
    arguments = parser.parse_args()
    work = arguments.work / arguments.folder.name
    articles, questions = load([arguments.folder], work)
    families: dict[str, list[Question]] = {}
    for question in questions:
        if question.article is not None:
            families.setdefault(question.family, []).append(question)
    embedder = remembering()
    show("R@1", *families)
    show(*["---"] * (1 + len(families)))
    for name, (settings, functions) in PARTS.items():
        config = Config(**settings)  # type: ignore[arg-type]
        with stand_ins(functions), Assistant.open(articles, work / "index", config, embedder=embedder) as assistant:
            assistant.sync()
            shares = [np.mean([first(assistant, question) for question in asked]) for asked in families.values()]
        show(name, *(f"{share:.3f}" for share in shares))


if __name__ == "__main__":
    main()
