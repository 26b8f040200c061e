"""Errors are of one family, say what happened and what to do, and carry what a program needs."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest

from rag import errors


def test_one_base_catches_all() -> None:
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.RagError)


def test_the_standard_families_catch_them_too() -> None:
    assert issubclass(errors.ConfigError, ValueError)
    assert issubclass(errors.DocumentNotFoundError, KeyError)


@pytest.mark.parametrize(
    ("error", "says", "carries"),
    [
        (errors.ArticlesFolderError(Path("a"), "is gone"), "a: is gone", {"folder": Path("a")}),
        (errors.DataDirError(Path("d"), "full"), "--data-dir", {"data_dir": Path("d")}),
        (errors.ReadOnlyIndexError(Path("d"), "rights", None), "as its last sync left it; sync", {"since": None}),
        (
            errors.ReadOnlyIndexError(Path("d"), "rights", "2024-09-03T12:00:00+00:00"),
            "d: the index cannot be updated here (rights) and answers as its last sync left it, 2024-09-03 ",
            {"data_dir": Path("d"), "since": "2024-09-03T12:00:00+00:00"},
        ),
        (errors.ReadError("x.txt", "empty"), "x.txt: empty", {"source": "x.txt", "reason": "empty"}),
        (errors.StoreError(Path("s.sqlite"), "torn"), "s.sqlite: torn", {"path": Path("s.sqlite")}),
        (errors.DocumentNotFoundError("y'\n.txt"), "hoibao sync", {"source": "y'\n.txt"}),
        (errors.LanguageModelError("slow", "no end after 9 s"), "HOIBAO_LLM_URL", {"reason": "slow"}),
        (errors.FingerprintMismatchError("one", "two"), "--rebuild", {"stored": "one", "wanted": "two"}),
    ],
)
def test_an_error_says_and_carries_what_happened(error: Exception, says: str, carries: dict[str, object]) -> None:
    for one in (error, pickle.loads(pickle.dumps(error)), copy.copy(error)):  # as between processes
        assert type(one) is type(error)
        assert says in str(one)
        assert str(one) == str(error)
        for name, value in carries.items():
            assert getattr(one, name) == value


def test_a_missing_document_reads_as_a_sentence() -> None:
    error = errors.DocumentNotFoundError("a.txt")
    assert str(error).startswith("no article 'a.txt' is indexed")  # not in quotes, as a KeyError would be


def test_both_fingerprints_are_named() -> None:
    text = str(errors.FingerprintMismatchError("model-a, sentences-1/256", "model-b, sentences-1/256"))
    assert "model-a, sentences-1/256" in text
    assert "model-b, sentences-1/256" in text
