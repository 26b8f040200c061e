"""The settings are checked once, when they are made."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import numpy as np
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
        ("llm_context_tokens", 512, 10_000_000),
        ("llm_timeout", 0.1, 3600.0),
    ],
)
def test_a_value_lies_within_its_bounds(name: str, low: float, high: float) -> None:
    for value in (low, high):
        assert getattr(Config(**{name: value}), name) == value  # type: ignore[arg-type]
    for value in (low - 1, high + 1, float("nan"), float("inf"), -float("inf"), 10**400):
        with pytest.raises(ConfigError, match=rf"{name} is .*between") as caught:
            Config(**{name: value})  # type: ignore[arg-type]
        assert isinstance(caught.value, RagError)
        assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("model", ["", "  ", "\n"])
def test_an_empty_model_is_no_model(model: str) -> None:
    with pytest.raises(ConfigError, match="model is empty"):
        Config(model=model)
    assert Config(model="a/b").model == "a/b"


def test_the_environment_names_a_language_model() -> None:
    environ = {"HOIBAO_LLM_URL": "http://localhost:11434/v1 ", "HOIBAO_LLM_MODEL": "qwen", "HOIBAO_LLM_KEY": "secret"}
    config = Config.from_environment("folder/model", environ)
    assert config == Config(model="folder/model", llm_url="http://localhost:11434/v1", llm_model="qwen")
    assert "secret" not in repr(config)
    assert Config.from_environment(environ={"HOIBAO_LLM_URL": "", "HOIBAO_LLM_MODEL": " "}) == Config()


@pytest.mark.parametrize(
    ("url", "name", "says"),
    [
        ("http://localhost/v1", "", "set llm_model"),
        ("", "qwen", "set llm_url"),
        ("localhost:11434", "qwen", "is no address"),
        ("http://user:secret@localhost/v1", "qwen", "HOIBAO_LLM_KEY"),
        ("http://localhost/v1?key=secret", "qwen", "HOIBAO_LLM_KEY"),
    ],
)
def test_half_a_language_model_is_none(url: str, name: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says) as caught:
        Config.from_environment(environ={"HOIBAO_LLM_URL": url, "HOIBAO_LLM_MODEL": name})
    assert "secret" not in str(caught.value)


def test_a_model_may_be_a_path(tmp_path: Path) -> None:
    config = Config(model=tmp_path / "model", reranker=tmp_path / "reranker")
    assert (config.model, config.reranker) == (str(tmp_path / "model"), str(tmp_path / "reranker"))
    assert config == Config(model=str(tmp_path / "model"), reranker=str(tmp_path / "reranker"))
    assert Config.from_environment(tmp_path, {}, reranker=tmp_path) == Config(model=tmp_path, reranker=tmp_path)


@pytest.mark.parametrize("field", dataclasses.fields(Config), ids=lambda field: field.name)
def test_a_value_of_another_type_is_said_by_its_name(field: dataclasses.Field[Any]) -> None:
    wrong: list[Any] = [b"x", ["x"], {}, object()]
    if isinstance(field.default, int | float):
        wrong += ["5", None, True, "", 5j, Path("5")]
    else:
        wrong += [5, 0, True, 1.5]
    if isinstance(field.default, int):
        wrong += [100.0, 100.5, float("nan")]
    for value in wrong:
        with pytest.raises(ConfigError, match=rf"^{field.name} is "):
            Config(**{field.name: value})
    if field.name in ("device", "llm_url", "llm_model"):
        with pytest.raises(ConfigError, match=rf"^{field.name} is "):
            Config(**{field.name: Path("x")})  # type: ignore[arg-type]


def test_numbers_of_numpy_are_numbers() -> None:
    assert Config(max_sentences=np.int64(5)).max_sentences == 5  # type: ignore[arg-type]
    assert Config(lock_timeout=np.float32(0.5)).lock_timeout == 0.5  # type: ignore[arg-type]
    assert Config(lock_timeout=5).lock_timeout == 5
