"""How surely a changed number, date or name is seen, and how seldom a right sentence is flagged.

    python benchmarks/support.py EVAL_FOLDER [--cases 500] [--seed 7] [--parallel EVAL_FOLDER] [--work DIR]

An EVAL_FOLDER holds `articles/`. Each case is a sentence of an article as an answer would cite it: with its passage and
the passages around it in the ranking of its own words. By turns, a number, a date or a name in it is replaced by
another that the sentence does not hold; names come from other articles. Unaltered sentences are checked as they are,
and rewritten in ways that change nothing (1.150 as 1,150; 26/6/2024 as "ngày 26 tháng 6 năm 2024"; no diacritics in
names). `--parallel` names articles in another language that are translations of some of EVAL_FOLDER's, by the same file
name: their sentences are checked against the article in EVAL_FOLDER, as they are, altered in the same ways, and with
the sentence that they translate taken away.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import regex

from embeddings.embedder import SentenceTransformerEmbedder
from rag.answers.support import MEANING, SupportChecker
from rag.datatypes import Document, Hit, Sentence
from rag.files.articles import parse
from rag.files.chunking import Chunker
from rag.text.names import is_generic, key
from rag.text.words import fold, terms

WORDS = (6, 60)  # of a sentence that an answer would cite
PASSAGES = 3  # that an answer shows
DIGITS = r"(?<![\w.,/:-])\d+(?:[.,]\d+)*(?![\w/:-]|[.,]\d)"
DATE = re.compile(
    r"(?<![\d/.])(\d{1,2})/(\d{1,2})(/\d{4})?(?![\d/])|(?<!\d)(\d{1,2}) tháng (\d{1,2})(?: năm (\d{4}))?(?!\d)"
    r"|\b(?:năm|in) ((?:1[0-9]|20)\d\d)\b"
)
NAME = regex.compile(r"(?<=[\w,] )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){0,3}(?!\w)")
MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Case:
    """A sentence as an answer would say it, and the passages it would be answered from, its own first."""

    sentence: str
    hits: tuple[Hit, ...]


def passages(document: Document, chunker: Chunker) -> list[Hit]:
    hits = []
    for chunk in chunker.split(document):
        sentences = tuple(Sentence(a, b, document.text[a:b]) for a, b in chunk.sentences)
        text = document.text[chunk.start : chunk.end]
        hits.append(Hit(document.source, chunk.start, chunk.end, text, 0.0, document.title, document.date, sentences))
    return hits


def cases(documents: Sequence[Document], chunker: Chunker, dice: random.Random, count: int) -> list[Case]:
    """Sentences with the passages that share most words with them."""
    pool = [(hit, frozenset(terms(hit.text))) for document in documents for hit in passages(document, chunker)]
    found = []
    for hit, _ in dice.sample(pool, len(pool)):
        good = [s.text for s in hit.sentences if WORDS[0] <= len(s.text.split()) <= WORDS[1] and s.text[-1] in ".!?"]
        if not good:
            continue
        sentence = dice.choice(good)
        words = frozenset(terms(sentence))
        others = sorted((p for p in pool if p[0] is not hit), key=lambda pair: -len(pair[1] & words))[: PASSAGES - 1]
        found.append(Case(sentence, (hit, *(other for other, _ in others))))
        if len(found) == count:
            break
    return found


# What is altered -------------------------------------------------------------------------------------------------


def alter_number(sentence: str, dice: random.Random, names: Sequence[str]) -> str | None:
    spots = [
        m for m in re.finditer(DIGITS, sentence) if not any(d.start() <= m.start() < d.end() for d in dates(sentence))
    ]
    if not spots:
        return None
    spot = dice.choice(spots)
    digits = [i for i, c in enumerate(spot.group()) if c.isdigit()]
    at = digits[0] if dice.random() < 0.5 else dice.choice(digits)
    other = dice.choice([d for d in "123456789" if d != spot.group()[at]])
    return sentence[: spot.start() + at] + other + sentence[spot.start() + at + 1 :]


def dates(sentence: str) -> list[re.Match[str]]:
    return list(DATE.finditer(sentence))


def alter_date(sentence: str, dice: random.Random, names: Sequence[str]) -> str | None:
    spots = dates(sentence)
    if not spots:
        return None
    spot = dice.choice(spots)
    part = dice.choice([n for n in range(1, 8) if spot[n]])
    old = int(spot[part].strip("/"))
    if part in (3, 6, 7):
        new = old + dice.choice([-11, -3, -2, -1, 1, 2, 3, 12])
    else:
        new = dice.choice([n for n in range(1, 13 if part in (2, 5) else 29) if n != old])
    start, end = spot.span(part)
    return sentence[:start] + ("/" if spot[part].startswith("/") else "") + str(new) + sentence[end:]


def alter_name(sentence: str, dice: random.Random, names: Sequence[str]) -> str | None:
    spots = list(NAME.finditer(sentence))
    if not spots:
        return None
    spot = dice.choice(spots)
    held = {fold(word).lower() for word in terms(sentence)}
    alike = [n for n in names if n.count(" ") == spot.group().count(" ") and fold(n).lower().split()[0] not in held]
    alike = [n for n in alike if not any(is_generic(key(word)) for word in n.split())]  # `Radio` is nobody's name
    return sentence[: spot.start()] + dice.choice(alike) + sentence[spot.end() :] if alike else None


ALTERED: dict[str, Callable[[str, random.Random, Sequence[str]], str | None]] = {
    "number": alter_number,
    "date": alter_date,
    "name": alter_name,
}


def reworded(sentence: str) -> str | None:
    """The same, written otherwise; None where nothing can be."""
    text = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", ",", sentence)
    text = re.sub(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4})(?![\d/])", r"\1 tháng \2 năm \3", text)
    text = NAME.sub(lambda match: fold(match.group()), text)
    return text if text != sentence else None


# What is measured ------------------------------------------------------------------------------------------------


def flagged(checker: SupportChecker, case: Case, sentence: str, *, cited: bool) -> bool:
    return checker.support(sentence, case.hits[:1] if cited else case.hits) is None


def parallel(
    folder: Path, other: Path, embedder: SentenceTransformerEmbedder, checker: SupportChecker, show: int
) -> None:
    """Articles that stand in both folders, line by line: `other` answers from `folder` in another language."""
    same, strange = [], []
    rows: dict[str, list[bool]] = {kind: [] for kind in ("translated", "its own sentence taken away", *ALTERED)}
    known = {path.name: path for path in (folder / "articles").rglob("*.txt")}
    chunker = Chunker(embedder.count_tokens)
    dice = random.Random(7)
    paths = [path for path in sorted((other / "articles").rglob("*.txt")) if path.name in known][:60]
    names = [m.group() for path in paths for m in NAME.finditer(path.read_text(encoding="utf-8"))]
    for path in paths:
        source = known[path.name].relative_to(folder / "articles").as_posix()
        ours, theirs = parse(source, known[path.name].read_bytes()), parse(path.name, path.read_bytes())
        left, right = ([line for line in d.text.split("\n") if line.strip()] for d in (ours, theirs))
        if len(left) != len(right) or len(left) < 4:
            continue
        left, right = left[1:9], right[1:9]
        matrix = embedder.embed_documents(left) @ embedder.embed_documents(right).T
        same += np.diag(matrix).tolist()
        strange += [max(matrix[i, j] for i in range(len(left)) if i != j) for j in range(len(right))]
        hits = passages(ours, chunker)
        for own, line in zip(left, right, strict=True):
            rows["translated"].append(checker.support(line, hits) is None)
            if rows["translated"][-1] and show > 0:
                print(f"WRONG translated: {line}\n    of {own}")
                show -= 1
            kept = [[s for s in h.sentences if s.text not in own and own not in s.text] for h in hits]
            others = [replace(hit, sentences=tuple(rest)) for hit, rest in zip(hits, kept, strict=True)]
            rows["its own sentence taken away"].append(checker.support(line, others) is None)
            for kind, alter in ALTERED.items():
                changed = alter(line, dice, names)
                if changed is not None:
                    rows[kind].append(checker.support(changed, hits) is None)
                    if not rows[kind][-1] and show > 0:
                        print(f"MISSED {kind}: {line}\n    -> {changed}\n    of {own}")
                        show -= 1
    below, strangers = np.mean(np.array(same) < MEANING), np.mean(np.array(strange) < MEANING)
    low, high = np.quantile(same, 0.02), np.quantile(strange, 0.95)
    print(f"{len(same)} translated sentences: cosine with the translation {np.median(same):.3f}, 2 % below {low:.3f}")
    print(f"nearest stranger of the same article {np.median(strange):.3f}, 5 % above {high:.3f}")
    print(f"below the threshold {MEANING}: {below:.1%} of the translations, {strangers:.1%} of the strangers")
    for kind, flags in rows.items():
        print(f"  {kind:28} {np.mean(flags):7.1%} of {len(flags)} flagged")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--parallel", type=Path)
    parser.add_argument("--show", type=int, default=0, help="print so many of the wrong ones")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    embedder = SentenceTransformerEmbedder.bundled()
    documents = {}
    for path in sorted((options.folder / "articles").rglob("*.txt")):
        source = path.relative_to(options.folder / "articles").as_posix()
        documents[source] = parse(source, path.read_bytes())
    checker = SupportChecker(embedder, documents.get)
    if options.parallel:
        parallel(options.folder, options.parallel, embedder, checker, options.show)
    names = [m.group() for document in documents.values() for m in NAME.finditer(document.text)]
    pool = cases(list(documents.values()), Chunker(embedder.count_tokens), dice, 4 * options.cases)
    rows: Counter[tuple[str, bool]] = Counter()
    shown = options.show
    started = time.perf_counter()
    checked = 0
    for number, case in enumerate(pool):
        kinds = list(ALTERED)[number % 3 :] + list(ALTERED)[: number % 3]
        for kind in kinds:
            changed = ALTERED[kind](case.sentence, dice, names)
            if changed is None or rows[kind, True] + rows[kind, False] >= options.cases // 3 + 1:
                continue
            seen = flagged(checker, case, changed, cited=number % 2 == 0)
            rows[kind, seen] += 1
            checked += 1
            if not seen and shown > 0:
                print(f"MISSED {kind}: {case.sentence}\n    -> {changed}")
                shown -= 1
            break
        if number % 4 == 0:
            for kind, sentence in (("as it is", case.sentence), ("reworded", reworded(case.sentence))):
                if sentence is None:
                    continue
                wrong = flagged(checker, case, sentence, cited=number % 2 == 0)
                rows[kind, wrong] += 1
                checked += 1
                if wrong and shown > 0:
                    print(f"WRONG {kind}: {sentence}")
                    shown -= 1
    seconds = (time.perf_counter() - started) / max(checked, 1)
    altered = sum(n for (kind, _), n in rows.items() if kind in ALTERED)
    print(f"altered: {sum(rows[k, True] for k in ALTERED) / max(altered, 1):.1%} of {altered} flagged")
    for kind in (*ALTERED, "as it is", "reworded"):
        total = rows[kind, True] + rows[kind, False]
        print(f"  {kind:10} {rows[kind, True] / max(total, 1):7.1%} of {total} flagged")
    print(f"{1000 * seconds:.0f} ms for a sentence")


if __name__ == "__main__":
    main()
