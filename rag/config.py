"""The settings of one Assistant: validated once, passed on, never global."""

from __future__ import annotations

from dataclasses import dataclass

from rag.errors import ConfigError

__all__ = ["Config"]


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set.

    Attributes:
        model: embedding model, a hub name or a folder in sentence-transformers' format; None is the one that
            comes with the install.
        device: where the model runs (`cpu`, `cuda`, `mps`); None leaves it to sentence-transformers.
        chunk_tokens: most tokens in a chunk, counted by the embedding model's own tokenizer.
        max_file_bytes: larger files are reported as failed, not read.
        candidates: passages that each way of searching (meaning, words) hands to the rescoring.
        lexical_weight: weight of the words a question and a passage share, beside 1.0 for meaning.
        pair_weight: weight of the pairs of neighbouring words that they share.
        centre_weight: how much of what all questions have in common is taken away from a question's embedding.
        max_sentences: most sentences of an answer.
        max_answer_chars: most characters quoted in an answer.
        refuse_below: answers whose evidence is below this, from 0 to 1, are refused.
        lock_timeout: seconds a sync waits for another sync of the same folder.
    """

    model: str | None = None
    device: str | None = None
    chunk_tokens: int = 256
    max_file_bytes: int = 20_000_000
    candidates: int = 100
    lexical_weight: float = 0.12
    pair_weight: float = 0.05
    centre_weight: float = 0.5
    max_sentences: int = 3
    max_answer_chars: int = 600
    refuse_below: float = 0.5
    lock_timeout: float = 600.0

    def __post_init__(self) -> None:
        if self.model is not None and not self.model.strip():
            raise ConfigError("model is empty: name a model folder or a hub name, or leave it out")
        for name, low, high in (
            ("chunk_tokens", 16, 8192),
            ("max_file_bytes", 1, 2**40),
            ("candidates", 1, 10_000),
            ("lexical_weight", 0.0, 10.0),
            ("pair_weight", 0.0, 10.0),
            ("centre_weight", 0.0, 1.0),
            ("max_sentences", 1, 50),
            ("max_answer_chars", 50, 100_000),
            ("refuse_below", 0.0, 1.0),
            ("lock_timeout", 0.0, 1e9),
        ):
            value = getattr(self, name)
            if not low <= value <= high:
                raise ConfigError(f"{name} is {value}: it must lie between {low} and {high}")
