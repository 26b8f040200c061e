"""Late interaction: tokens as signs, and what they find."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from fakes import FakeTokenEmbedder
from hypothesis import given
from hypothesis import strategies as st

from embeddings.embedder import SentenceTransformerEmbedder, TokenEmbedder, Vectors
from embeddings.tokens import Tokens
from rag.finding.centring import ReferenceMeans
from rag.finding.interaction import Met, TokenCoder, asked_tokens, met
from rag.finding.references import DOCUMENTS, QUESTIONS

D = 64
NOTHING = np.zeros(D, np.float32)


class Shown(FakeTokenEmbedder):
    """An embedder whose tokens are told: for each text, rows of its own."""

    def __init__(self, tokens: dict[str, Vectors]) -> None:
        super().__init__(dimension=D)
        self.tokens = tokens
        self.asked: list[str] = []

    def embed_documents_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        self.asked += texts
        shown = [self.tokens.get(text, np.zeros((1, D), np.float32)) for text in texts]
        return np.eye(len(texts), D, dtype=np.float32), [at(tokens) for tokens in shown]


def rows(seed: int, count: int) -> Vectors:
    return np.random.default_rng(seed).normal(size=(count, D)).astype(np.float32)


def at(tokens: Vectors, *ends: int, ids: Sequence[int] | None = None) -> Tokens:
    """Tokens that end there, or one character after another, all different or of some ids."""
    count = len(tokens)
    return Tokens(tokens, np.array(ends or range(1, count + 1), np.int64), np.array(ids or range(count), np.int64))


def coder(model: TokenEmbedder) -> TokenCoder:
    return TokenCoder(model, ReferenceMeans(model))


def coded(tokens: Vectors) -> bytes:
    return coder(Shown({})).code(at(tokens), [], "vi")


def evidence(asked: Vectors, passages: list[bytes]) -> list[float]:
    """Of passages of one sentence each."""
    return met(asked, passages, [1] * len(passages)).by_passages().tolist()


def test_a_token_takes_sixteen_bytes_and_a_bit_and_a_sentence_two() -> None:
    assert [len(coded(rows(1, n))) for n in (0, 1, 7, 9)] == [0, 2 + 2 + 17, 2 + 2 + 113, 2 + 2 + 146]
    assert len(coder(Shown({})).code(at(rows(1, 7)), [3, 5, 9], "vi")) == 2 + 6 + 113
    assert coded(rows(1, 3)) == coded(rows(1, 3) * 5)  # signs know no length


def test_a_token_that_comes_again_is_kept_as_it_was_first() -> None:
    a, b, c = rows(11, 3)
    code = coder(Shown({})).code(at(np.stack([a, b, c]), ids=[7, 5, 7]), [1, 3], "vi")
    assert len(code) == 2 + 4 + 1 + 1 + 32
    found = met(asked_tokens(np.stack([a, b, c]), NOTHING), [code], [2]).found
    alone = [met(asked_tokens(np.stack([a, b, c]), NOTHING), [coded(one)], [1]).found for one in (a[None], b[None])]
    assert found[0] == pytest.approx(alone[0][0])  # the first sentence has a
    # The second b, and a once more
    assert found[1] == pytest.approx(np.maximum(alone[0][0], alone[1][0]), abs=1e-6)


def test_a_passage_may_have_more_tokens_than_a_byte_tells() -> None:
    many = rows(12, 300)
    code = coder(Shown({})).code(at(many, ids=[*range(299), 290]), [150, 300], "vi")
    assert len(code) == 2 + 4 + 38 + 2 + 299 * 16
    many[299] = many[290]
    halves = [met(asked_tokens(many[:5], NOTHING), [coded(half)], [1]).found[0] for half in (many[:150], many[150:])]
    assert met(asked_tokens(many[:5], NOTHING), [code], [2]).found == pytest.approx(np.stack(halves))


def test_directions_turn_without_bending() -> None:
    """As many as the dimensions, or twice that, keep every angle."""
    tokens = rows(8, 5)
    asked = asked_tokens(tokens, NOTHING)
    unit = tokens / np.linalg.norm(tokens, axis=1, keepdims=True)
    assert 128 * asked @ asked.T == pytest.approx(unit @ unit.T, abs=1e-5)


def test_a_token_meets_itself_best_and_its_opposite_worst() -> None:
    one = rows(3, 1)
    asked = asked_tokens(one, NOTHING)
    # The most that signs can say of a vector is its length on them all: about sqrt(2 / pi)
    found = evidence(asked, [coded(one), coded(-one), coded(rows(4, 1)), b""])
    assert found[0] == pytest.approx(np.sqrt(2 / np.pi), abs=0.06)
    assert found[1] == pytest.approx(-found[0], abs=1e-6)
    assert abs(found[2]) < 0.3
    assert found[3] == 0.0


def test_each_token_looks_for_its_nearest_and_the_mean_counts() -> None:
    a, b, c = rows(5, 3)
    asked = asked_tokens(np.stack([a, b]), NOTHING)
    [both, one, neither] = evidence(asked, [coded(np.stack([c, b, a])), coded(np.stack([a, c])), coded(np.stack([c]))])
    [own_a] = evidence(asked[:1], [coded(a[None])])
    [own_b] = evidence(asked[1:], [coded(b[None])])
    assert both == pytest.approx((own_a + own_b) / 2, abs=1e-6)
    assert both > one > neither


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.lists(st.integers(0, 6), min_size=1, max_size=6))
def test_passages_are_measured_alone_or_together_alike(seed: int, asked: int, lengths: list[int]) -> None:
    question = asked_tokens(rows(seed, asked), NOTHING)
    passages = [coded(rows(seed + i + 1, n)) for i, n in enumerate(lengths)]
    together = met(question, passages, [1] * len(passages))
    assert together.found.shape == (len(lengths), asked)
    for passage, found in zip(passages, together.found, strict=True):
        assert met(question, [passage], [1]).found[0] == pytest.approx(found, abs=1e-6)
        assert (np.abs(found) <= 1.0).all()


@given(st.integers(0, 2**32 - 1), st.lists(st.integers(0, 4), min_size=1, max_size=5))
def test_sentences_have_what_their_own_tokens_meet(seed: int, lengths: list[int]) -> None:
    """A passage by its sentences is what each of them would be alone."""
    question = asked_tokens(rows(seed, 3), NOTHING)
    tokens, ends = rows(seed + 1, sum(lengths)), np.cumsum(lengths).tolist()
    code = coder(Shown({})).code(at(tokens), ends, "vi")
    found = met(question, [code], [len(lengths)]).found
    for place, (end, length) in enumerate(zip(ends, lengths, strict=True)):
        if length:
            alone = met(question, [coded(tokens[end - length : end])], [1])
            assert found[place] == pytest.approx(alone.found[0], abs=1e-6)
        else:
            assert found[place].tolist() == [-1.0 if code else 0.0] * 3


def test_a_token_belongs_to_the_sentence_that_it_ends_in() -> None:
    a, b, c = rows(5, 3)
    code = coder(Shown({})).code(at(np.stack([a, b, c]), 4, 5, 12), [4, 10], "vi")
    found = met(asked_tokens(np.stack([a, b, c]), NOTHING), [code], [2]).found
    assert [row.argmax() for row in found.T] == [0, 1, 1]  # what ends behind the last sentence is of it


def test_a_sentence_counts_alone_and_after_the_one_before() -> None:
    found = np.array([[0.8, 0.2], [0.4, 0.6], [0.0, 0.0], [0.2, 0.4]], np.float32)
    first, second = Met(found, np.array([0, 3])).by_sentences()
    assert first == pytest.approx([0.5, (0.5 + 0.7) / 2, (0.0 + 0.5) / 2])
    assert second == pytest.approx([0.3])  # what stands before it is of another passage
    assert Met(found, np.array([0, 3])).by_passages() == pytest.approx([0.7, 0.3])


def test_nothing_meets_nothing() -> None:
    none = Met(np.zeros((3, 0), np.float32), np.array([0, 2]))
    assert [by.tolist() for by in none.by_sentences()] == [[0.0, 0.0], [0.0]]
    assert none.by_passages().tolist() == [0.0, 0.0]
    assert met(rows(1, 2), [], []).by_sentences() == []
    assert met(rows(1, 2), [], []).by_passages().tolist() == []


def test_what_tokens_of_a_language_share_is_taken_away_and_found_out_once() -> None:
    shared = rows(6, 1)
    model = Shown(dict.fromkeys(DOCUMENTS["vi"], shared))
    its = coder(model)
    one = rows(7, 1)
    assert its.code(at(one + shared), [], "vi") == coded(one)
    assert its.code(at(rows(8, 2) + shared), [], "vi") == coded(rows(8, 2))
    assert model.asked == list(DOCUMENTS["vi"])


def test_passages_are_embedded_and_coded_by_their_language() -> None:
    model = Shown({"Cây cầu ấy ở đâu trong tỉnh?": rows(9, 2), "The bridge is in the town.": rows(10, 1)})
    its = coder(model)
    [(first, vi), (second, en)] = its.embed(list(model.tokens), [[], []])
    assert (first.argmax(), second.argmax()) == (0, 1)
    assert (vi, en) == (coded(rows(9, 2)), coded(rows(10, 1)))
    assert evidence(asked_tokens(rows(9, 2), NOTHING), [b"", b""]) == [0.0, 0.0]


def test_the_real_model_finds_a_word_in_another_language(real_model: SentenceTransformerEmbedder) -> None:
    its = coder(real_model)
    texts = ["Dòng điện là gì?", "Con trâu ăn cỏ.", "Nhà máy điện ở bờ biển."]
    passages = [code for _, code in its.embed(texts, [[len(text)] for text in texts])]
    _, tokens = real_model.embed_queries_and_tokens(QUESTIONS["en"])
    mean = np.concatenate([seen.vectors for seen in tokens]).mean(axis=0)
    _, [buffalo, current] = real_model.embed_queries_and_tokens(["the buffalo eats grass", "electric current"])
    assert np.argmax(evidence(asked_tokens(buffalo.vectors, mean), passages)) == 1
    assert np.argmax(evidence(asked_tokens(current.vectors, mean), passages)) == 0


@given(
    st.lists(st.lists(st.lists(st.integers(0, 6), max_size=6), min_size=1, max_size=4), min_size=1, max_size=4),
    st.integers(1, 3),
)
def test_passages_meet_what_their_sentences_tokens_meet(passages: list[list[list[int]]], asked: int) -> None:
    """Against the plainest way: each token of a sentence by itself, as it was when it first came in its passage."""
    question, codes, expected = asked_tokens(rows(20, asked), NOTHING), [], []
    for number, sentences in enumerate(passages):
        ids = [token_id for sentence in sentences for token_id in sentence]
        vectors, ends = rows(30 + number, len(ids)), np.cumsum([len(sentence) for sentence in sentences]).tolist()
        codes.append(coder(Shown({})).code(Tokens(vectors, np.arange(1, len(ids) + 1), np.array(ids, int)), ends, "vi"))
        places = iter(range(len(ids)))
        for sentence in sentences:
            first = [ids.index(ids[next(places)]) for _ in sentence]
            alone = [met(question, [coded(vectors[place][None])], [1]).found[0] for place in first]
            nothing = np.full(asked, -1.0 if ids else 0.0)
            expected.append(np.max(alone, axis=0) if alone else nothing)
    found = met(question, codes, [len(sentences) for sentences in passages]).found
    assert found == pytest.approx(np.stack(expected), abs=1e-5)
