"""Finding and answering, measured through Assistant over folders of articles and their questions.

    python benchmarks/quality.py EVAL_FOLDER [EVAL_FOLDER ...] [--work DIR] [--every N] [--json FILE] [--set NAME=N]
                                 [--elsewhere EVAL_FOLDER | --asking FILE] [--renamed]

An EVAL_FOLDER holds `articles/` and `questions.jsonl`; with several, their articles are joined into one folder by
copies, and the questions of all of them are asked. With `--elsewhere`, the questions of another set are asked in their
place, which these articles do not answer: then what is told is how many are refused. With `--asking`, those of a file
such as `news_questions.jsonl`: it holds no text of the articles, but where in a file each answer stands, and every
question in Vietnamese and English; it is asked in both, and without marks. With `--renamed`, every question that names
something names what a question about another article names instead, and nothing answers it. What is measured is what
`hoibao eval` measures, and the file of `--json` is one that its `--compare` reads.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import regex
from rich import box
from rich.console import Console

from rag import Assistant, Config
from rag.evaluating.evaluation import Question, evaluate, load_questions, save_evaluation
from rag.evaluating.reporting import evaluation_table, faults
from rag.storage.packing import pack_text
from rag.text.language import language_of
from rag.text.words import fold

_NAMES = regex.compile(r"(?<!^)(?<![.?!]\s)\b\p{Lu}[\p{L}\p{M}\d-]*(?: \p{Lu}[\p{L}\p{M}\d-]*)*")
_SHORT = 3  # letters of what is hardly a name


def load(folders: list[Path], work: Path) -> tuple[Path, list[Question]]:
    """One articles folder over all the sets, and their questions."""
    questions, joined = [], work / "articles"
    shutil.rmtree(joined, ignore_errors=True)
    for folder in folders:
        prefix = f"{folder.name}/" if len(folders) > 1 else ""
        for path in sorted(path for path in (folder / "articles").rglob("*") if path.suffix in {".txt", ".md"}):
            target = joined / prefix / path.relative_to(folder / "articles")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, target)
        file = folder / "questions.jsonl"
        for question in load_questions(file) if file.exists() else ():
            article = question.article and prefix + question.article
            questions.append(replace(question, article=article))
    return joined, questions


def named(each: str, work: Path) -> tuple[Path, list[Question]]:
    """The articles and the questions of EVAL_FOLDER, or EVAL_FOLDER=FILE, copied to a folder of its name in `work`."""
    folder, _, file = each.partition("=")
    articles, questions = load([Path(folder)], work / Path(folder).name)
    return articles, located(Path(file), articles) if file else questions


def located(file: Path, articles: Path) -> list[Question]:
    """Questions whose answers are told by where they stand, each in three ways."""
    questions = []
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    first = next(asked["article"] for asked in lines if asked["article"])
    vietnamese = language_of((articles / first).read_text(encoding="utf-8")) == "vi"
    families = ("vi", "vi-unaccented", "en-vi") if vietnamese else ("vi-en", "vi-unaccented-en", "en")
    for asked in lines:
        answers: tuple[str, ...] = ()
        if asked["article"]:
            text = (articles / asked["article"]).read_bytes().decode("utf-8")
            answers = tuple(text[start:end] for start, end in asked["spans"])
        near = "" if asked["article"] else "near miss "
        each = asked["question"], fold(asked["question"]), asked["question_en"]
        for family, question in zip(families, each, strict=True):
            questions.append(Question(f"{family}-{asked['id']}", question, asked["article"], answers, near + family))
    return questions


def renamed(questions: list[Question]) -> list[Question]:
    """Questions with the longest name of a question about another article in place of their own; those without are
    left out."""
    chance, made = random.Random(1), []
    named: dict[str, list[tuple[Question, regex.Match[str]]]] = {}
    for question in questions:
        names = [name for name in _NAMES.finditer(question.question) if len(name.group()) > _SHORT]
        if question.article and names:
            named.setdefault(question.family, []).append((question, max(names, key=lambda name: len(name.group()))))
    for family, some in named.items():
        for question, name in some:
            other = chance.choice([found.group() for asked, found in some if asked.article != question.article])
            text = question.question[: name.start()] + other + question.question[name.end() :]
            made.append(replace(question, question=text, article=None, answers=(), family=f"{family}, renamed"))
    return made


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work"))
    parser.add_argument("--every", type=int, default=1, help="ask every n-th question only")
    parser.add_argument("--json", type=Path)
    parser.add_argument(
        "--set", nargs="*", default=[], metavar="NAME=NUMBER", help="settings of rag.Config, such as pair_weight=0"
    )
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--elsewhere", type=Path, help="ask this set's questions, as none that these articles answer")
    other.add_argument("--asking", type=Path, help="ask the questions of this file, about a single EVAL_FOLDER")
    parser.add_argument("--renamed", action="store_true", help="put names of other questions into the questions")
    arguments = parser.parse_args()
    work = arguments.work / "-".join(folder.name for folder in arguments.folders)
    articles, questions = load(arguments.folders, work)
    if arguments.elsewhere:
        asked = load_questions(arguments.elsewhere / "questions.jsonl")
        questions = [replace(question, article=None) for question in asked if question.article]
    if arguments.asking:
        if len(arguments.folders) > 1:
            parser.error("--asking takes a single EVAL_FOLDER")
        questions = located(arguments.asking, articles)
    if arguments.renamed:
        questions = renamed(questions)
    settings = {name: float(value) for name, _, value in (item.partition("=") for item in arguments.set)}
    with Assistant.open(articles, work / "index", Config(**settings)) as assistant:
        report = assistant.sync()
    with Assistant.open(articles, work / "index", Config(**settings)) as assistant:
        status = assistant.status()  # of an index that was closed: its write-ahead log is folded in
        sources = [*report.added, *report.changed, *report.moved, *report.unchanged]
        texts = [assistant.document(source).text for source in sources]
        text, stored = sum(len(each.encode()) for each in texts), sum(len(pack_text(each)) for each in texts)
        print(f"{status.documents} documents, {report.chunks_embedded} chunks embedded now")
        print(
            f"each of {status.chunks} chunks takes {status.size_bytes / status.chunks:.0f} bytes on disk, of which"
            f" {stored / status.chunks:.0f} are its text, compressed from {text / status.chunks:.0f}"
        )
        evaluation = evaluate(assistant, questions[:: arguments.every])
    Console(width=200).print(evaluation_table(evaluation, box.MARKDOWN))
    for line in faults(evaluation):
        print(line, file=sys.stderr)
    if arguments.json:
        save_evaluation(evaluation, arguments.json)


if __name__ == "__main__":
    main()
