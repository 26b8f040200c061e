"""Weights for `rag/confidence.py`, from development questions asked with and without the article that answers them.

    python benchmarks/calibrate.py EVAL_FOLDER [--work DIR] [--every N]

Needs scikit-learn. Positive: a question whose article is among the best three. Negative: the same question with the
hits of that article struck out, and the set's unanswerable questions. Prints the weights, and how many of each family are
refused at 0.5, cross-validated; 0.5 is put where at most 8 % of the `vi` questions (10 % of `en-vi`) are refused.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from quality import load
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from rag import Assistant
from rag.confidence import SIGNALS, signals

DEPTH = 30
ALLOWED = {"vi": 0.08, "vi-unaccented": 0.09, "en-vi": 0.10}


def collect(assistant: Assistant, questions: list[dict]) -> tuple[np.ndarray, np.ndarray, list[str], list[str]]:
    """Signals, labels (1: answered), families, and the group of each row (its question)."""
    rows, labels, families, groups = [], [], [], []
    for question in questions:
        found = assistant._retrieve(question["question"], DEPTH)
        if found is None or not found.hits:
            continue
        article, group = question["article"], question["id"].split("-")[-1]
        if article is None:
            rows.append(signals(found.query, found.hits))
            labels.append(0)
            families.append(question["family"])
            groups.append(group)
            continue
        if article in [hit.source for hit in found.hits[:3]]:
            rows.append(signals(found.query, found.hits))
            labels.append(1)
            families.append(question["family"])
            groups.append(group)
        others = [hit for hit in found.hits if hit.source != article]
        rows.append(signals(found.query, others))
        labels.append(0)
        families.append(f"{question['family']}, article taken out")
        groups.append(group)
    return np.array(rows), np.array(labels), families, groups


def threshold(scores: np.ndarray, labels: np.ndarray, families: list[str]) -> float:
    """The highest score at which no family has more of its answerable questions refused than is allowed."""
    cuts = []
    for family, share in ALLOWED.items():
        mine = scores[[f == family and bool(y) for f, y in zip(families, labels, strict=True)]]
        if len(mine):
            cuts.append(np.quantile(mine, share))
    return float(min(cuts))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--work", type=Path, default=Path("benchmarks/.work"))
    parser.add_argument("--every", type=int, default=1)
    arguments = parser.parse_args()
    work = arguments.work / arguments.folder.name
    articles, questions = load([arguments.folder], work)
    with Assistant.open(articles, work / "index") as assistant:
        assistant.sync()
        rows, labels, families, groups = collect(assistant, questions[:: arguments.every])
    report(rows, labels, families, groups)


def report(rows: np.ndarray, labels: np.ndarray, families: list[str], groups: list[str]) -> None:
    """Fit, cross-validate, print."""
    scaler = StandardScaler().fit(rows)
    scaled = scaler.transform(rows)
    scores = np.zeros(len(rows))
    for train, test in GroupKFold(5).split(scaled, labels, groups):
        model = LogisticRegression(class_weight="balanced").fit(scaled[train], labels[train])
        scores[test] = model.decision_function(scaled[test])
    cut = threshold(scores, labels, families)
    print("refused at 0.5, cross-validated:")
    for family in sorted(set(families)):
        for label, name in ((1, "answerable"), (0, "not answerable")):
            mine = scores[[f == family and y == label for f, y in zip(families, labels, strict=True)]]
            if len(mine):
                print(f"  {family:35} {name:15} {len(mine):5} questions {np.mean(mine < cut):6.3f}")
    model = LogisticRegression(class_weight="balanced").fit(scaled, labels)
    weights = model.coef_[0] / scaler.scale_
    intercept = model.intercept_[0] - float(weights @ scaler.mean_) - cut
    print(f"SIGNALS = {SIGNALS}")
    print(f"_WEIGHTS = ({', '.join(f'{w:.3f}' for w in weights)})")
    print(f"_INTERCEPT = {intercept:.3f}")


if __name__ == "__main__":
    main()
