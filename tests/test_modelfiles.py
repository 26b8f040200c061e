"""The files of a model folder, made of what a carrier holds; the real model's are in `test_bundled.py`."""

from __future__ import annotations

import json

import numpy as np
import pytest
from carriers import small_carrier
from safetensors.numpy import load

from embeddings.carrier import read_carrier
from embeddings.modelfiles import texts, weights


def test_weights_are_a_safetensors_file() -> None:
    loaded = load(b"".join(weights(read_carrier(small_carrier()))))

    # byte i of a block holds i in both halves: values 0..15 twice, less 8, times 0.5
    expected = (np.r_[np.arange(16), np.arange(16)] - 8) * 0.5
    assert loaded["embeddings.word_embeddings.weight"].shape == (8, 32)
    np.testing.assert_array_equal(loaded["embeddings.word_embeddings.weight"][7], expected)
    np.testing.assert_array_equal(loaded["encoder.layer.0.intermediate.dense.weight"][63], expected)
    np.testing.assert_array_equal(loaded["embeddings.position_embeddings.weight"][2], np.arange(64, 96))
    np.testing.assert_array_equal(loaded["pooler.dense.weight"], np.zeros((32, 32)))
    assert {array.dtype for array in loaded.values()} == {np.dtype(np.float32)}
    assert len(loaded) == 5 + 16 + 2


def test_many_rows_are_written_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    carrier = read_carrier(small_carrier())
    whole = b"".join(weights(carrier))
    monkeypatch.setattr("embeddings.carrier._ROWS", 3)
    assert len(list(weights(carrier))) > 24
    assert b"".join(weights(carrier)) == whole


def test_the_configuration_is_the_carriers() -> None:
    files = dict(texts(read_carrier(small_carrier())))
    config = json.loads(files["config.json"])
    assert (config["hidden_size"], config["num_hidden_layers"], config["vocab_size"]) == (32, 1, 8)
    assert config["layer_norm_eps"] == 1e-12
    tokens = json.loads(files["tokenizer_config.json"])["added_tokens_decoder"]
    assert tokens["6"]["content"] == "<mask>"
    assert [piece for piece, _ in json.loads(files["tokenizer.json"])["model"]["vocab"]][4:6] == ["▁", "▁a"]
