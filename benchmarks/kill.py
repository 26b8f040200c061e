"""`kill -9` a sync at random moments while the articles change; what it left must equal a clean build.

python benchmarks/kill.py --rounds 100 --articles 200
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "tests"), str(Path(__file__).parents[1])]

from killing import kill_again_and_again  # noqa: E402


def main() -> None:
    """Run the rounds and print a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="how many syncs are started and killed")
    parser.add_argument("--articles", type=int, default=200, help="how many articles there are at first")
    parser.add_argument("--seed", type=int, default=1, help="of the moments and the changes")
    parser.add_argument("--changes", type=int, default=20, help="changes of the folder in each round")
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as where:
        result = kill_again_and_again(
            Path(where),
            rounds=arguments.rounds,
            articles=arguments.articles,
            seed=arguments.seed,
            changes=arguments.changes,
        )
    print(
        f"{result.killed} of {result.rounds} syncs killed; the store equals a clean build: {result.documents} articles"
        f" in {result.chunks} chunks; {result.embedded} texts embedded, {result.repeated} of them again after a kill in"
        f" flight; {time.monotonic() - started:.0f} s"
    )


if __name__ == "__main__":
    main()
