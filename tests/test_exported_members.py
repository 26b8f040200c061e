"""What is public is listed, and what is listed is there."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

import rag

ROOT = Path(__file__).parents[1]
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for folder in ("rag", "embeddings")
    for path in (ROOT / folder).rglob("*.py")
)


def test_the_public_api() -> None:
    assert rag.__all__ == [
        "Answer",
        "ArticlesFolderError",
        "Assistant",
        "Citation",
        "CitationError",
        "Config",
        "ConfigError",
        "DataDirError",
        "Document",
        "DocumentNotFoundError",
        "Explanation",
        "FingerprintMismatchError",
        "Hit",
        "Message",
        "ModelError",
        "PageStart",
        "Progress",
        "RagError",
        "ReadError",
        "ReadOnlyIndexError",
        "Sentence",
        "Status",
        "StoreError",
        "SyncBusyError",
        "SyncReport",
        "ask",
    ]


@pytest.mark.parametrize("name", MODULES)
def test_every_module_lists_what_it_gives(name: str) -> None:
    module = importlib.import_module(name.removesuffix(".__init__"))
    source = Path(module.__file__ or "").read_text(encoding="utf-8")
    if not any(isinstance(node, ast.FunctionDef | ast.ClassDef | ast.ImportFrom) for node in ast.parse(source).body):
        return  # a package's docstring gives nothing
    listed = module.__all__
    assert len(set(listed)) == len(listed)
    for member in listed:
        assert not member.startswith("_")
        assert getattr(module, member).__doc__, f"{name}.{member} is not described"


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"rag.cli"}))  # its commands are public in the shell
def test_what_is_public_is_listed(name: str) -> None:
    module = importlib.import_module(name.removesuffix(".__init__"))
    own = {
        member
        for member, value in vars(module).items()
        if not member.startswith("_") and getattr(value, "__module__", None) == module.__name__ and callable(value)
    }
    assert own <= set(getattr(module, "__all__", ())) | {"Ids", "Floats", "Span"}
