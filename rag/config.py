"""The settings of one Assistant: validated once, passed on, never global."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import Path

from rag.errors import ConfigError
from rag.text.oneline import in_brief

__all__ = ["Config", "Weights"]

_URL = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#@]*)?")  # without a name and password in it
_TEXTS = {
    "model": "a model folder or a hub name",
    "reranker": "a model folder or a hub name",
    "device": "a device such as cpu or cuda",
    "llm_url": "an address such as http://localhost:11434/v1",
    "llm_model": "what the server calls its model",
}
_BOUNDS: dict[str, tuple[float, float]] = {
    "chunk_tokens": (16, 8192),
    "max_file_bytes": (1, 2**40),
    "candidates": (1, 10_000),
    "lexical_weight": (0.0, 10.0),
    "pair_weight": (0.0, 10.0),
    "token_weight": (0.0, 10.0),
    "centre_weight": (0.0, 1.0),
    "max_sentences": (1, 50),
    "max_answer_chars": (50, 100_000),
    "refuse_below": (0.0, 1.0),
    "lock_timeout": (0.0, 1e9),
    "llm_context_tokens": (512, 10_000_000),
    "llm_timeout": (0.1, 3600.0),
}


@dataclass(frozen=True, slots=True)
class Weights:
    """What each kind of evidence counts for beside meaning; see `rag/finding/scoring.py`."""

    lexical: float
    pair: float
    token: float = 0.0


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set. A value that cannot work raises `ConfigError` and says which.

    Attributes:
        model: embedding model, a hub name or a folder in sentence-transformers' format; None is the one that
            comes with the install.
        reranker: a CrossEncoder of sentence-transformers that puts the best 30 passages in order, a hub name or a
            folder; None goes without.
        device: where the models run (`cpu`, `cuda`, `mps`); None leaves it to sentence-transformers.
        chunk_tokens: most tokens in a chunk, counted by the embedding model's own tokenizer.
        max_file_bytes: larger files are reported as failed, not read; Word documents and PDFs, which may be pictures
            for the most part, from ten times that on.
        candidates: passages that each way of searching (meaning, words) hands to the rescoring.
        lexical_weight: weight of the words a question and a passage share, beside 1.0 for meaning.
        pair_weight: weight of the pairs of neighbouring words that they share.
        token_weight: weight of how well the tokens of a question are met by those of a passage in another language.
        centre_weight: how much of what all questions have in common is taken away from a question's embedding.
        max_sentences: most sentences of an answer.
        max_answer_chars: most characters quoted in an answer.
        refuse_below: answers whose evidence is below this, from 0 to 1, are refused.
        lock_timeout: seconds a sync waits for another sync of the same folder.
        llm_url: where a language model is served in the manner of OpenAI (`http://localhost:11434/v1`); None answers
            with the articles' own sentences. Its key is never a setting: only the environment holds it.
        llm_model: what the server calls that model.
        llm_context_tokens: tokens of the language model's context: articles, question and answer together.
        llm_timeout: seconds until the language model has answered in full; then the articles' own sentences do.
    """

    model: str | Path | None = None
    reranker: str | Path | None = None
    device: str | None = None
    chunk_tokens: int = 256
    max_file_bytes: int = 20_000_000
    candidates: int = 100
    lexical_weight: float = 0.1
    pair_weight: float = 0.04
    token_weight: float = 0.4
    centre_weight: float = 0.5
    max_sentences: int = 3
    max_answer_chars: int = 600
    refuse_below: float = 0.5
    lock_timeout: float = 600.0
    llm_url: str | None = None
    llm_model: str | None = None
    llm_context_tokens: int = 8192
    llm_timeout: float = 120.0

    def __post_init__(self) -> None:
        for name in ("model", "reranker"):
            if isinstance(path := getattr(self, name), os.PathLike):
                object.__setattr__(self, name, os.fspath(path))
        for name, what in _TEXTS.items():
            text = getattr(self, name)
            if text is not None and not isinstance(text, str):
                raise ConfigError(f"{name} is {in_brief(text)}: name {what} by a text, or leave it out")
            if text is not None and not text.strip():
                raise ConfigError(f"{name} is empty: name {what}, or leave it out")
        for name, (low, high) in _BOUNDS.items():
            value = getattr(self, name)
            kind, types = ("a whole number", Integral) if isinstance(low, int) else ("a number", Real)
            is_number = isinstance(value, types) and not isinstance(value, bool)
            if not is_number or not low <= value <= high:
                raise ConfigError(f"{name} is {in_brief(value)}: it must be {kind} between {low} and {high}")
        if (self.llm_url is None) != (self.llm_model is None):
            missing = "llm_model (HOIBAO_LLM_MODEL)" if self.llm_model is None else "llm_url (HOIBAO_LLM_URL)"
            raise ConfigError(f"a language model needs an address and a name: set {missing} too, or neither")
        if self.llm_url is not None and not _URL.fullmatch(self.llm_url):
            raise ConfigError(
                "llm_url (HOIBAO_LLM_URL) is no address such as http://localhost:11434/v1; a key does not belong into"
                " it, but into HOIBAO_LLM_KEY"
            )

    @property
    def weights(self) -> Weights:
        """What the kinds of evidence for a passage count for."""
        return Weights(self.lexical_weight, self.pair_weight, self.token_weight)

    @classmethod
    def from_environment(
        cls,
        model: str | Path | None = None,
        environ: Mapping[str, str] | None = None,
        *,
        reranker: str | Path | None = None,
    ) -> Config:
        """The defaults, with the language model that the environment names.

        Reads `HOIBAO_LLM_URL` and `HOIBAO_LLM_MODEL`; what is empty counts as unset.

        Args:
            model: embedding model, as the attribute.
            environ: the variables; None takes the process's own.
            reranker: as the attribute.

        Raises:
            ConfigError: only one of the two is set, or the address is none.
        """
        variables = os.environ if environ is None else environ
        url, name = (variables.get(key, "").strip() or None for key in ("HOIBAO_LLM_URL", "HOIBAO_LLM_MODEL"))
        return cls(model=model, reranker=reranker, llm_url=url, llm_model=name)
