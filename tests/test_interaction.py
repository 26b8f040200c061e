"""Late interaction: tokens as signs, and what they find."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.embedder import SentenceTransformerEmbedder, Vectors
from rag.interaction import TokenCoder, asked_tokens, met
from rag.references import DOCUMENTS, QUESTIONS

D = 64
NOTHING = np.zeros(D, np.float32)


class Shown:
    """An embedder whose tokens are told: for each text, rows of its own."""

    fingerprint = "shown"
    dimension = D
    max_tokens = 256
    token_layer = 1

    def __init__(self, tokens: dict[str, Vectors]) -> None:
        self.tokens = tokens
        self.asked: list[str] = []

    def embed_documents_and_tokens(self, texts: list[str]) -> tuple[Vectors, list[Vectors]]:
        self.asked += texts
        return np.eye(len(texts), D, dtype=np.float32), [self.tokens.get(text, np.zeros((1, D))) for text in texts]


def rows(seed: int, count: int) -> Vectors:
    return np.random.default_rng(seed).normal(size=(count, D)).astype(np.float32)


def coded(tokens: Vectors) -> bytes:
    return TokenCoder(Shown({})).code(tokens, "vi")  # type: ignore[arg-type]


def test_a_token_takes_sixteen_bytes() -> None:
    assert [len(coded(rows(1, n))) for n in (0, 1, 7)] == [0, 16, 112]
    assert coded(rows(1, 3)) == coded(rows(1, 3) * 5)  # signs know no length


def test_a_token_meets_itself_best_and_its_opposite_worst() -> None:
    one = rows(3, 1)
    asked = asked_tokens(one, NOTHING)
    # The most that signs can say of a vector is its length on them all: about sqrt(2 / pi)
    found = met(asked, [coded(one), coded(-one), coded(rows(4, 1)), b""])
    assert found[0] == pytest.approx(np.sqrt(2 / np.pi), abs=0.06)
    assert found[1] == pytest.approx(-found[0], abs=1e-6)
    assert abs(found[2]) < 0.3
    assert found[3] == 0.0


def test_each_token_looks_for_its_nearest_and_the_mean_counts() -> None:
    a, b, c = rows(5, 3)
    asked = asked_tokens(np.stack([a, b]), NOTHING)
    [both, one, neither] = met(asked, [coded(np.stack([c, b, a])), coded(np.stack([a, c])), coded(np.stack([c]))])
    [own_a] = met(asked[:1], [coded(a[None])])
    [own_b] = met(asked[1:], [coded(b[None])])
    assert both == pytest.approx((own_a + own_b) / 2, abs=1e-6)
    assert both > one > neither


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.lists(st.integers(0, 6), min_size=1, max_size=6))
def test_passages_are_measured_alone_or_together_alike(seed: int, asked: int, lengths: list[int]) -> None:
    question = asked_tokens(rows(seed, asked), NOTHING)
    passages = [coded(rows(seed + i + 1, n)) for i, n in enumerate(lengths)]
    together = met(question, passages)
    assert together.shape == (len(lengths),)
    for passage, found in zip(passages, together, strict=True):
        assert met(question, [passage])[0] == pytest.approx(found, abs=1e-6)
        assert -1.0 <= found <= 1.0


def test_what_tokens_of_a_language_share_is_taken_away_and_found_out_once() -> None:
    shared = rows(6, 1)
    model = Shown(dict.fromkeys(DOCUMENTS["vi"], shared))
    coder = TokenCoder(model)  # type: ignore[arg-type]
    one = rows(7, 1)
    assert coder.code(one + shared, "vi") == coded(one)
    assert coder.code(rows(8, 2) + shared, "vi") == coded(rows(8, 2))
    assert model.asked == list(DOCUMENTS["vi"])


def test_passages_are_embedded_and_coded_by_their_language() -> None:
    model = Shown({"Cây cầu ấy ở đâu trong tỉnh?": rows(9, 2), "The bridge is in the town.": rows(10, 1)})
    coder = TokenCoder(model)  # type: ignore[arg-type]
    [(first, vi), (second, en)] = coder.embed(list(model.tokens))
    assert (first.argmax(), second.argmax()) == (0, 1)
    assert (vi, en) == (coded(rows(9, 2)), coded(rows(10, 1)))
    assert met(asked_tokens(rows(9, 2), NOTHING), [b"", b""]).tolist() == [0.0, 0.0]


def test_the_real_model_finds_a_word_in_another_language(real_model: SentenceTransformerEmbedder) -> None:
    coder = TokenCoder(real_model)
    passages = [code for _, code in coder.embed(["Dòng điện là gì?", "Con trâu ăn cỏ.", "Nhà máy điện ở bờ biển."])]
    _, tokens = real_model.embed_queries_and_tokens(QUESTIONS["en"])
    mean = np.concatenate(tokens).mean(axis=0)
    _, [buffalo, current] = real_model.embed_queries_and_tokens(["the buffalo eats grass", "electric current"])
    assert met(asked_tokens(buffalo, mean), passages).argmax() == 1
    assert met(asked_tokens(current, mean), passages).argmax() == 0
