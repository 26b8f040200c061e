"""The cross-encoder, over a real one of random weights."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from models import PASSAGES, QUESTION, load_from_no_hub, make_cross_encoder

from embeddings.bundled import bundled_model
from embeddings.errors import ModelNotFoundError
from embeddings.reranker import CrossEncoderReranker, Reranker

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_cross_encoder(tmp_path_factory.mktemp("models") / "tiny-reranker")


@pytest.fixture(scope="module")
def model(folder: Path) -> CrossEncoderReranker:
    return CrossEncoderReranker(folder, device="cpu")


def test_scores_are_the_library_s_own(folder: Path, model: CrossEncoderReranker) -> None:
    from sentence_transformers import CrossEncoder

    reranker: Reranker = model
    scores = reranker.scores(QUESTION, PASSAGES)
    assert (scores.dtype, scores.shape) == (np.float32, (6,))
    plain = CrossEncoder(str(folder), device="cpu", local_files_only=True)
    predicted = plain.predict([(QUESTION, passage) for passage in PASSAGES], show_progress_bar=False)
    assert len(set(predicted.tolist())) == 6
    assert np.argsort(-scores).tolist() == np.argsort(-predicted).tolist()
    np.testing.assert_allclose(1 / (1 + np.exp(-scores)), predicted, atol=1e-5)  # the library's sigmoid


def test_the_question_and_the_place_count(model: CrossEncoderReranker) -> None:
    scores = model.scores(QUESTION, PASSAGES)
    np.testing.assert_allclose(model.scores(QUESTION, PASSAGES[::-1]), scores[::-1], atol=1e-5)
    np.testing.assert_allclose([model.scores(QUESTION, [p])[0] for p in PASSAGES], scores, atol=1e-5)
    assert not np.allclose(model.scores("chợ phiên bán gì?", PASSAGES), scores, atol=1e-2)


def test_no_passages(model: CrossEncoderReranker) -> None:
    assert (model.scores(QUESTION, []).dtype, model.scores(QUESTION, []).shape) == (np.float32, (0,))


def test_threads_score_at_once(model: CrossEncoderReranker) -> None:
    expected = {question: model.scores(question, PASSAGES) for question in (QUESTION, "Đèn.", PASSAGES[4])}
    with ThreadPoolExecutor(6) as pool:
        questions = list(expected) * 8
        found = pool.map(model.scores, questions, [PASSAGES] * 24)
        for question, scores in zip(questions, found, strict=True):
            np.testing.assert_allclose(scores, expected[question], atol=1e-5)


# Models that cannot be had, or are none ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["./nowhere", "/no/such/folder", "a/b/c", Path("nowhere")])
def test_missing_folder(name: str | Path) -> None:
    with pytest.raises(ModelNotFoundError, match=r"no model folder .*: name a folder with a CrossEncoder"):
        CrossEncoderReranker(name)


def test_folder_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(ModelNotFoundError, match="cannot be loaded"):
        CrossEncoderReranker(tmp_path, device="cpu")


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no such model"])
def test_hub_model_that_is_not_here(name: str) -> None:
    with pytest.raises(ModelNotFoundError, match="nor was it downloaded"):
        CrossEncoderReranker(name, local_files_only=True)


def test_a_model_of_several_classes_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="tells 3 classes apart"):
        CrossEncoderReranker(make_cross_encoder(tmp_path, labels=3), device="cpu")


def test_a_model_without_a_head_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFoundError, match="a model without a score"):
        CrossEncoderReranker(make_cross_encoder(tmp_path, head=False), device="cpu")
    with pytest.raises(ModelNotFoundError, match="a model without a score"):
        CrossEncoderReranker(bundled_model(), device="cpu")


def test_unreachable_hub_is_told_within_seconds() -> None:
    seconds, said = load_from_no_hub("reranker", "CrossEncoderReranker")
    assert "the hub cannot be asked" in said
    assert "without a reranker" in said
    assert seconds < 10


def test_import_is_light_and_loading_says_nothing(folder: Path) -> None:
    code = f"""
import sys
from embeddings.reranker import CrossEncoderReranker
assert not {{'torch', 'transformers', 'sentence_transformers'}} & set(sys.modules)
CrossEncoderReranker({str(folder)!r}, device="cpu").scores("một", ["hai", "ba"])
"""
    output = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert output.stdout + output.stderr == ""
