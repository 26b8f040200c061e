"""Finding and answering, measured through Assistant over a folder of articles and its questions.

    python benchmarks/quality.py EVAL_FOLDER [EVAL_FOLDER ...] [--work DIR] [--json FILE]

An EVAL_FOLDER holds `articles/` and `questions.jsonl`; with several, their articles are joined into one folder by
links, and the questions of all of them are asked. Ranking is by file: hits of one file count once, at their best
place.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import time
import unicodedata
from collections import defaultdict
from pathlib import Path
from statistics import mean, median

from rag import Answer, Assistant

DEPTH = 50  # passages searched for, so that ten files are among them


def load(folders: list[Path], work: Path) -> tuple[Path, list[dict]]:
    """One articles folder over all the sets, and their questions."""
    questions, joined = [], work / "articles"
    shutil.rmtree(joined, ignore_errors=True)
    for folder in folders:
        prefix = f"{folder.name}/" if len(folders) > 1 else ""
        for path in sorted((folder / "articles").rglob("*.txt")):
            target = joined / prefix / path.relative_to(folder / "articles")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        file = folder / "questions.jsonl"
        for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
            question = json.loads(line)
            if question["article"]:
                question["article"] = prefix + question["article"]
            questions.append(question)
    return joined, questions


def files(hits: list) -> list[str]:
    """Sources in order of their best hit."""
    return list(dict.fromkeys(hit.source for hit in hits))


def plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def contains(answer: Answer, wanted: list[str]) -> bool:
    """Whether the quotes that an answer cites, at most 600 characters, hold one of the wanted strings."""
    quoted = "\n".join(citation.quote for citation in answer.citations)
    return len(quoted) <= 620 and any(plain(text) in plain(quoted) for text in wanted)


def measure(assistant: Assistant, questions: list[dict]) -> dict[str, dict[str, float]]:
    """Figures by family."""
    rows = defaultdict(list)
    for question in questions:
        started = time.perf_counter()
        answer = assistant.ask(question["question"], question["history"])
        seconds = time.perf_counter() - started
        for c in answer.citations:
            text = assistant.document(c.source).text
            assert text[c.start : c.end] == c.quote, (question["id"], c)
        row = {"refused": float(answer.refused), "ms": 1000 * seconds}
        if question["article"]:
            found = files(assistant.search(question["question"], DEPTH))
            rank = found.index(question["article"]) + 1 if question["article"] in found else math.inf
            row |= {"R@1": float(rank == 1), "R@5": float(rank <= 5), "MRR": 1 / rank}
            row["nDCG@10"] = 1 / math.log2(rank + 1) if rank <= 10 else 0.0
            if question["answers"]:
                row["contained"] = float(contains(answer, question["answers"]))
                row["quoted"] = float(sum(len(c.quote) for c in answer.citations))
        rows[question["family"]].append(row)
    return {family: summary(items) for family, items in rows.items()}


def summary(rows: list[dict[str, float]]) -> dict[str, float]:
    """Means over the questions of a family; the median for milliseconds."""
    keys = dict.fromkeys(key for row in rows for key in row)
    result = {key: mean(row[key] for row in rows if key in row) for key in keys}
    return {"n": len(rows), **result, "ms": median(row["ms"] for row in rows)}


def table(results: dict[str, dict[str, float]]) -> str:
    """The figures as a Markdown table."""
    columns = ["n", "R@1", "R@5", "nDCG@10", "MRR", "contained", "quoted", "refused", "ms"]
    lines = ["| family | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for family, values in results.items():
        cells = [
            ("-" if c not in values else f"{values[c]:.0f}" if c in ("n", "quoted", "ms") else f"{values[c]:.3f}")
            for c in columns
        ]
        lines.append(f"| {family} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work"))
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question only")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    work = arguments.work / "-".join(folder.name for folder in arguments.folders)
    articles, questions = load(arguments.folders, work)
    with Assistant.open(articles, work / "index") as assistant:
        report = assistant.sync()
        print(f"{assistant.status().documents} documents, {report.chunks_embedded} chunks embedded now")
        results = measure(assistant, questions[:: arguments.every])
    print(table(results))
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=2), encoding="utf-8")


if __name__ == "__main__":
    main()
