"""The tokens of an inner layer, with the real model."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from fakes import FakeEmbedder

from embeddings.embedder import SentenceTransformerEmbedder, shows_tokens


def test_two_thirds_of_the_way_up(real_model: SentenceTransformerEmbedder) -> None:
    assert real_model.token_layer == 8
    assert shows_tokens(real_model)
    assert not shows_tokens(FakeEmbedder())


def test_tokens_are_those_of_the_text_that_say_something(real_model: SentenceTransformerEmbedder) -> None:
    texts = ["Hội nghị ở Hà Tĩnh.", "Hà Tĩnh", "…!?", "12 km"]
    vectors, tokens = real_model.embed_documents_and_tokens(texts)
    assert vectors == pytest.approx(real_model.embed_documents(texts), abs=1e-6)
    assert [seen.vectors.shape for seen in tokens] == [(5, 384), (2, 384), (0, 384), (2, 384)]
    assert [seen.ends.tolist() for seen in tokens] == [[3, 8, 10, 13, 18], [2, 7], [], [2, 5]]
    _, [query] = real_model.embed_queries_and_tokens(["Hà Tĩnh"])
    assert query.vectors.shape == (2, 384)  # without the prompt's


def test_tokens_are_of_that_layer(real_model: SentenceTransformerEmbedder) -> None:
    import torch

    text = "Hội nghị ở Hà Tĩnh"
    _, [tokens] = real_model.embed_documents_and_tokens([text])
    model = real_model._model
    features = model.tokenizer(f"passage: {text}", return_tensors="pt")
    with torch.inference_mode():
        states = model[0].auto_model(**features, output_hidden_states=True).hidden_states[8][0].numpy()
    assert tokens.vectors == pytest.approx(states[3:-1], abs=1e-3)  # behind <s>, `passage` and `:`; before </s>


def test_threads_get_their_own(real_model: SentenceTransformerEmbedder) -> None:
    texts = [f"{word} năm {year}" for word in ("lễ hội", "cầu", "mưa lũ") for year in (2019, 2020, 2021)]
    alone = [real_model.embed_documents_and_tokens([text])[1][0].vectors for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: real_model.embed_documents_and_tokens([text])[1][0].vectors, texts * 3))
    for place, tokens in enumerate(together):
        assert np.allclose(tokens, alone[place % len(texts)], atol=1e-4)
