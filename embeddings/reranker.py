"""How well passages answer a question, read together: the Reranker protocol and its cross-encoder implementation."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from embeddings.embedder import Vectors
from embeddings.errors import ModelNotFoundError
from embeddings.loading import Origin, load_model, local_folder, quiet_loading

__all__ = ["CrossEncoderReranker", "Reranker"]

_REMEDY = (
    "name a folder with a CrossEncoder of sentence-transformers, one of the hub while there is a network, or none at "
    "all to go without a reranker"
)
_ORIGIN = Origin("cross-encoder", _REMEDY)
_BATCH = 8  # pairs at once: more overflow a CPU's caches


class Reranker(Protocol):
    """What reads a question together with each passage."""

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        """How well each passage answers the question: float32, shape (len(passages),).

        Higher is better; the scale is the reranker's own, only the order counts.
        """
        ...


class CrossEncoderReranker:
    """Any CrossEncoder of sentence-transformers that gives one score. Safe to use from threads, one at a time.

    Args:
        model: a folder, or the name of a model on the Hugging Face hub. A hub model that was downloaded before is
            taken from the cache, without a look at the network.
        device: "cpu", "cuda", "mps" and so on; None for the best there is.
        local_files_only: never ask the hub.

    Raises:
        ModelNotFoundError: no such folder, no such model on the hub, no network to ask it, a damaged model, or one that
            was not trained to give one score.
    """

    def __init__(self, model: str | Path, *, device: str | None = None, local_files_only: bool = False) -> None:
        from sentence_transformers import CrossEncoder
        from torch.nn import Identity

        folder = local_folder(model, _REMEDY)
        name = str(folder or model)

        def make(local: bool) -> Any:
            return CrossEncoder(name, device=device, local_files_only=local)

        with quiet_loading():
            self._model: Any = load_model(
                _ORIGIN, name, make, "config.json", is_folder=folder is not None, local_files_only=local_files_only
            )
        if (fault := _fault(self._model)) is not None:
            raise ModelNotFoundError(f"{name} {fault}: {_REMEDY}")
        # A sigmoid, which most models end in, makes the best passages equal where it is near 1.
        self._as_is = Identity()
        self._predicting = threading.Lock()  # the tokenizer is set to pad while it is used

    def scores(self, question: str, passages: Sequence[str]) -> Vectors:
        """See `Reranker.scores`: the model's logits."""
        if not passages:
            return np.empty(0, np.float32)
        pairs = [(question, passage) for passage in passages]
        with self._predicting:
            logits = self._model.predict(
                pairs, batch_size=_BATCH, activation_fn=self._as_is, show_progress_bar=False, convert_to_numpy=True
            )
        return np.asarray(logits, np.float32).reshape(-1)


def _fault(model: Any) -> str | None:
    """Why a CrossEncoder that was loaded cannot rank, if it cannot."""
    if model.num_labels != 1:
        return f"tells {model.num_labels} classes apart and gives no one score"
    # The library puts a head of random weights, or of noughts, onto a model that has none.
    trained = getattr(getattr(model[0], "model", None), "config", None)
    architectures = getattr(trained, "architectures", None) or []
    headed = any(name.endswith(("ForSequenceClassification", "ForCausalLM")) for name in architectures)
    return None if headed or not architectures or len(model) > 1 else "is a model without a score, such as an embedder"
