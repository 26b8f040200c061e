"""Make rag/finding/means.npz: what reference texts have in common for the bundled model, so that nobody has to embed
them.

    python benchmarks/means.py

To be run again when rag/finding/references.py, the bundled model or the layer of its tokens changes;
tests/finding/test_centring.py tells.
"""

from __future__ import annotations

import argparse

from embeddings.embedder import SentenceTransformerEmbedder
from rag.finding.centring import SHIPPED, ReferenceMeans, ship
from rag.finding.references import DOCUMENTS


def main() -> None:
    """Run from the command line."""
    argparse.ArgumentParser(description=__doc__).parse_args()  # takes none: nothing is written by a wrong word
    embedder = SentenceTransformerEmbedder.bundled()
    means = ReferenceMeans(embedder)
    means.complete_questions()
    for language in DOCUMENTS:
        means.document_tokens(language)
    ship(means, embedder.fingerprint)
    print(f"{SHIPPED.name}: {len(means.known())} means of {embedder.fingerprint}, {SHIPPED.stat().st_size} bytes")


if __name__ == "__main__":
    main()
