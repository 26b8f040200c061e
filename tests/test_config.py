"""The settings are checked once, when they are made."""

from __future__ import annotations

import dataclasses

import pytest

from rag import Config, ConfigError, RagError


def test_the_defaults_are_valid_and_frozen() -> None:
    config = Config()
    assert (config.model, config.chunk_tokens, config.max_sentences) == (None, 256, 3)
    assert config == Config()
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.chunk_tokens = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [
        ("chunk_tokens", 16, 8192),
        ("max_file_bytes", 1, 2**40),
        ("candidates", 1, 10_000),
        ("lexical_weight", 0.0, 10.0),
        ("max_sentences", 1, 50),
        ("max_answer_chars", 50, 100_000),
        ("refuse_below", 0.0, 1.0),
        ("lock_timeout", 0.0, 1e9),
    ],
)
def test_a_value_lies_within_its_bounds(name: str, low: float, high: float) -> None:
    for value in (low, high):
        assert getattr(Config(**{name: value}), name) == value  # type: ignore[arg-type]
    for value in (low - 1, high + 1, float("nan"), float("inf"), -float("inf")):
        with pytest.raises(ConfigError, match=rf"{name} is .*between") as caught:
            Config(**{name: value})  # type: ignore[arg-type]
        assert isinstance(caught.value, RagError)
        assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("model", ["", "  ", "\n"])
def test_an_empty_model_is_no_model(model: str) -> None:
    with pytest.raises(ConfigError, match="model is empty"):
        Config(model=model)
    assert Config(model="a/b").model == "a/b"
