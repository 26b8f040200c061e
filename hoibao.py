"""The program `hoibao`, which stops quietly even while it is still being imported."""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Entry point: the command line is in `rag.cli`, whose imports take a moment in which Ctrl-C may come."""
    try:
        from rag import cli
    except KeyboardInterrupt:
        sys.exit(130)
    cli.main()


if __name__ == "__main__":
    main()
