"""Make rag/text/syllables.txt: how common Vietnamese syllables with marks are, by the bundled model's own vocabulary.

    python benchmarks/syllables.py

To be run again when the bundled model changes. A line has a syllable and its log-probability in hundredths.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from embeddings.bundled import bundled_model
from rag.text.names import SYLLABLE
from rag.text.vietnamese import SHIPPED
from rag.text.words import fold, has_marks, terms

_HEAD = "▁"  # of a piece that begins a word


def main() -> None:
    """Run from the command line."""
    argparse.ArgumentParser(description=__doc__).parse_args()  # takes none: nothing is written by a wrong word
    vocabulary = json.loads((Path(bundled_model()) / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    kept = {}
    for piece, score in vocabulary:
        word = piece.removeprefix(_HEAD)
        if piece != word and has_marks(word) and terms(word) == [word] and SYLLABLE.fullmatch(fold(word)):
            kept[word] = round(100 * score)
    SHIPPED.write_text("".join(f"{word} {score}\n" for word, score in sorted(kept.items())), encoding="utf-8")
    print(f"{SHIPPED.name}: {len(kept)} syllables, {SHIPPED.stat().st_size} bytes")


if __name__ == "__main__":
    main()
