"""Text to vectors: the Embedder protocol and its sentence-transformers implementation."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from embeddings.bundled import bundled_fingerprint, bundled_model
from embeddings.errors import ModelNotFoundError

__all__ = ["Embedder", "SentenceTransformerEmbedder", "Vectors"]

Vectors: TypeAlias = npt.NDArray[np.float32]

_REMEDY = (
    "name a folder with a sentence-transformers model, a model of the hub while there is a network, "
    "or none at all for the bundled one"
)
_CPU_TOKENS = 1600  # of one batch, padding included: beyond it a CPU's caches overflow, below it its cores idle
_OTHER_TOKENS = 32768
_UNLIMITED = 1 << 20  # tokens of a model that names no limit
_EDGE = 1 << 20  # bytes hashed at either end of a large file
_MODEL_FILES = frozenset({".json", ".txt", ".model", ".safetensors", ".bin", ".pt", ".pth"})


class Embedder(Protocol):
    """What turns questions and documents into vectors of one space.

    Attributes:
        dimension: length d of every vector.
        fingerprint: names model and revision; vectors of two fingerprints are never compared.
        max_tokens: how many tokens of a text the model sees, its own special tokens and prompt aside.
    """

    @property
    def dimension(self) -> int: ...

    @property
    def fingerprint(self) -> str: ...

    @property
    def max_tokens(self) -> int: ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions: float32, shape (len(texts), dimension), rows of length 1."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed passages or sentences: float32, shape (len(texts), dimension), rows of length 1."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens `text` has, without special tokens and prompt."""
        ...


class SentenceTransformerEmbedder:
    """Embeds with any sentence-transformers model, each text under the model's own prompt for queries or documents.

    Several threads may use one instance at once. Only tokenizing is done one at a time; a question never waits for a
    batch of documents to be embedded.

    Args:
        model: a folder, or the name of a model on the Hugging Face hub. A hub model that was downloaded before is
            taken from the cache, without a look at the network.
        device: "cpu", "cuda", "mps" and so on; None for the best there is.
        batch_size: texts embedded at once at the most; None for as many as a budget of tokens allows, which is
            quicker where lengths differ.
        local_files_only: never ask the hub.

    Raises:
        ModelNotFoundError: no such folder, no such model on the hub, no network to ask it, or a damaged model.
    """

    def __init__(
        self,
        model: str | Path,
        *,
        device: str | None = None,
        batch_size: int | None = None,
        local_files_only: bool = False,
    ) -> None:
        if batch_size is not None and batch_size < 1:
            raise ValueError(f"batch_size is at least 1, not {batch_size}")
        folder = _local_folder(model)
        name = str(folder or model)
        with _quiet_loading():
            self._model: Any = _load(name, device, local_files_only or folder is not None)
        self._model.eval()
        self._tokenizing = threading.Lock()
        self._query_prompt = _prompt(self._model, ("query",))
        self._document_prompt = _prompt(self._model, ("document", "passage", "corpus"))
        self._batch_size = batch_size
        self._budget = _CPU_TOKENS if self._model.device.type == "cpu" else _OTHER_TOKENS
        tokenizer = getattr(self._model, "tokenizer", None)
        # transformers wraps a tokenizer of `tokenizers`; a static embedding model has one itself
        self._backend: Any = getattr(tokenizer, "backend_tokenizer", tokenizer)
        self._max_tokens = self._measure_max_tokens(tokenizer)
        self._fingerprint = _folder_fingerprint(folder) if folder else _hub_fingerprint(name, self._model)
        self._dimension = self._embed(["."], "query", self._query_prompt).shape[1]  # also warms the model up

    @classmethod
    def bundled(cls, cache_dir: Path | None = None, *, device: str | None = None) -> SentenceTransformerEmbedder:
        """The model that comes with the install; the first time it is written to the cache, which takes seconds.

        Raises:
            ModelNotFoundError: the package that carries it is missing, or the cache cannot be written.
        """
        return cls(bundled_model(cache_dir), device=device)

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        return self._dimension

    @property
    def fingerprint(self) -> str:
        """Names model and revision."""
        return self._fingerprint

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text the model sees, beside its special tokens and the longer of its prompts."""
        return self._max_tokens

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions: float32, shape (len(texts), dimension), rows of length 1."""
        return self._embed(texts, "query", self._query_prompt)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed passages or sentences: float32, shape (len(texts), dimension), rows of length 1."""
        return self._embed(texts, "document", self._document_prompt)

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens `text` has, however long, without special tokens and prompt."""
        with self._tokenizing:
            encoding = self._backend.encode(text, add_special_tokens=False)
        # The backend may be set to truncate; what it cut off it keeps beside.
        return len(encoding.ids) + sum(len(rest.ids) for rest in encoding.overflowing)

    def _measure_max_tokens(self, tokenizer: Any) -> int:
        limit = min(int(self._model.max_seq_length or _UNLIMITED), _UNLIMITED)
        special = self._backend.num_special_tokens_to_add(False)
        prompt = max(self.count_tokens(prompt) for prompt in (self._query_prompt, self._document_prompt))
        return max(1, limit - special - prompt)

    def _embed(self, texts: Sequence[str], task: str, prompt: str) -> Vectors:
        import torch

        texts = list(texts)
        if not texts:
            return np.empty((0, self._dimension), np.float32)
        vectors: list[Any] = [None] * len(texts)
        with torch.inference_mode():
            for batch in self._batches(texts):
                with self._tokenizing:
                    features = self._model.preprocess([texts[i] for i in batch], prompt=prompt, task=task)
                features = {
                    key: value.to(self._model.device) if isinstance(value, torch.Tensor) else value
                    for key, value in features.items()
                }
                rows = self._model(features, task=task)["sentence_embedding"]
                if self._model.truncate_dim is not None:
                    rows = rows[:, : self._model.truncate_dim]
                rows = torch.nn.functional.normalize(rows.float(), dim=1).cpu()
                for i, row in zip(batch, rows, strict=True):
                    vectors[i] = row
            matrix: Vectors = torch.stack(vectors).numpy()
        return matrix

    def _batches(self, texts: list[str]) -> Iterator[list[int]]:
        """Positions of texts of similar length, longest first, as many at once as the budget of tokens allows."""
        if len(texts) == 1:
            yield [0]
            return
        lengths = self._lengths(texts)
        order = sorted(range(len(texts)), key=lengths.__getitem__, reverse=True)
        start = 0
        while start < len(order):
            size = self._batch_size or max(1, self._budget // lengths[order[start]])
            yield order[start : start + size]
            start += size

    def _lengths(self, texts: list[str]) -> list[int]:
        with self._tokenizing:
            encodings = self._backend.encode_batch_fast(texts, add_special_tokens=False)
        return [len(encoding.ids) + 8 for encoding in encodings]


def _prompt(model: Any, names: tuple[str, ...]) -> str:
    """The model's prompt of the first of these names that has one, else its default one, else none."""
    for name in (*names, model.default_prompt_name):
        prompt = model.prompts.get(name)
        if prompt:
            return str(prompt)
    return ""


# Loading ---------------------------------------------------------------------------------------------------------


def _local_folder(model: str | Path) -> Path | None:
    """The folder that is meant, or None where it is the name of a hub model."""
    path = Path(model).expanduser()
    if path.is_dir():
        return path
    if isinstance(model, Path) or model.startswith((".", "/", "~")) or "\\" in model or model.count("/") > 1:
        raise ModelNotFoundError(f"there is no model folder {model}: {_REMEDY}")
    return None


def _load(name: str, device: str | None, local_files_only: bool) -> Any:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device=device, local_files_only=local_files_only)
    except Exception as error:  # of sentence-transformers, transformers, the hub, the network, the file formats
        reason = str(error).strip().splitlines()
        raise ModelNotFoundError(
            f"{name} cannot be loaded ({reason[0] if reason else type(error).__name__}): {_REMEDY}"
        ) from error


@contextmanager
def _quiet_loading() -> Iterator[None]:
    """No progress bar and no notes of the libraries while a model is loaded; afterwards they speak as before."""
    from transformers.utils import logging as transformers_logging

    bars = transformers_logging.is_progress_bar_enabled()
    verbosity = transformers_logging.get_verbosity()
    transformers_logging.disable_progress_bar()
    transformers_logging.set_verbosity(logging.ERROR)
    try:
        yield
    finally:
        transformers_logging.set_verbosity(verbosity)
        if bars:
            transformers_logging.enable_progress_bar()


# Fingerprints ----------------------------------------------------------------------------------------------------


def _folder_fingerprint(folder: Path) -> str:
    """Name of the folder and a hash of what is in it: of large files only the size and both ends."""
    known = bundled_fingerprint(folder)
    if known is not None:
        return known
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.suffix not in _MODEL_FILES or any(part.startswith(".") for part in relative.parts):
            continue
        size = path.stat().st_size
        digest.update(f"{relative.as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_EDGE))
            file.seek(max(file.tell(), size - _EDGE))
            digest.update(file.read(_EDGE))
    return f"{folder.resolve().name}@{digest.hexdigest()[:16]}"


def _hub_fingerprint(name: str, model: Any) -> str:
    """Name and commit of a model of the hub."""
    config = getattr(getattr(model[0], "auto_model", None), "config", None)
    return f"{name}@{getattr(config, '_commit_hash', None) or 'unknown'}"
