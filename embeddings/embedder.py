"""Text to vectors: the Embedder protocol and its sentence-transformers implementation."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeGuard, runtime_checkable

import numpy as np
import numpy.typing as npt

from embeddings.batching import batch_cuts
from embeddings.bundled import bundled_model
from embeddings.errors import ModelNotFoundError
from embeddings.fingerprints import folder_fingerprint, hub_fingerprint
from embeddings.loading import Origin, load_model, local_folder, quiet_loading
from embeddings.tokens import Tokens, TokenTap

__all__ = ["Embedder", "SentenceTransformerEmbedder", "TokenEmbedder", "Vectors", "shows_tokens"]

Vectors: TypeAlias = npt.NDArray[np.float32]

_REMEDY = (
    "name a folder with a sentence-transformers model, a model of the hub while there is a network, "
    "or none at all for the bundled one"
)
_ORIGIN = Origin("sentence-transformers", _REMEDY)
_CPU_TOKENS = 800  # of one batch, padding included: many more overflow a CPU's caches, many fewer leave it idle
_OTHER_TOKENS = 32768
_BATCH_COST = 0.05  # of that budget: what a batch costs beside its tokens, so that padding is weighed against it
_UNLIMITED = 1 << 20  # tokens of a model that names no limit
_COUNTED = 64  # texts whose tokens are counted at once; a question waits no longer than that


class Embedder(Protocol):
    """What turns questions and documents into vectors of one space.

    Attributes:
        dimension: length d of every vector.
        fingerprint: names model and revision; vectors of two fingerprints are never compared.
        max_tokens: how many tokens of a text the model sees, its own special tokens and prompt aside.
    """

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    @property
    def fingerprint(self) -> str:
        """Names model and revision."""
        ...

    @property
    def max_tokens(self) -> int:
        """How many tokens of a text the model sees."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions: float32, shape (len(texts), dimension), rows of length 1."""
        ...

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed passages or sentences: float32, shape (len(texts), dimension), rows of length 1."""
        ...

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens `text` has, without special tokens and prompt."""
        ...


@runtime_checkable
class TokenEmbedder(Embedder, Protocol):
    """An embedder that also shows the tokens of what it embeds, as an inner layer of its model sees them.

    Attributes:
        token_layer: that layer; None where the model has none, and the token methods may not be called.
    """

    @property
    def token_layer(self) -> int | None:
        """The layer that tokens are taken from."""
        ...

    def embed_queries_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """What `embed_queries` gives, and for each text its tokens."""
        ...

    def embed_documents_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """What `embed_documents` gives, and for each text its tokens."""
        ...


def shows_tokens(embedder: Embedder) -> TypeGuard[TokenEmbedder]:
    """Whether an embedder shows tokens."""
    return isinstance(embedder, TokenEmbedder) and embedder.token_layer is not None


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
        folder = local_folder(model, _REMEDY)
        name = str(folder or model)
        with quiet_loading():
            self._model: Any = _load(name, device, local_files_only, is_folder=folder is not None)
        self._model.eval()
        self._tokenizing = threading.Lock()
        self._query_prompt, self._document_prompt = _prompts(self._model, name)
        self._batch_size = batch_size
        self._budget = _CPU_TOKENS if self._model.device.type == "cpu" else _OTHER_TOKENS
        # transformers wraps a tokenizer of `tokenizers`; a static embedding model has one itself
        tokenizer = getattr(self._model, "tokenizer", None)
        backend: Any = getattr(tokenizer, "backend_tokenizer", tokenizer)
        if not hasattr(backend, "encode_batch_fast"):
            raise ModelNotFoundError(f"{name} has no tokenizer of the library `tokenizers`: {_REMEDY}")
        self._backend = backend
        self._tap = TokenTap(self._model, backend.id_to_token, getattr(tokenizer, "all_special_ids", ()))
        self._overhead = self._backend.num_special_tokens_to_add(False) + max(
            self.count_tokens(prompt) for prompt in (self._query_prompt, self._document_prompt)
        )
        self._max_tokens: int = max(1, int(min(self._model.max_seq_length or _UNLIMITED, _UNLIMITED)) - self._overhead)
        self._fingerprint: str = folder_fingerprint(folder) if folder else hub_fingerprint(name, self._model)
        self._dimension: int = self._embed(["."], "query", self._query_prompt).shape[1]  # also warms the model up

    @classmethod
    def bundled(cls, *, device: str | None = None) -> SentenceTransformerEmbedder:
        """The model that comes with the install; the first time it is written to the cache, which takes seconds.

        Raises:
            ModelNotFoundError: the package that carries it is missing, or the cache cannot be written.
        """
        return cls(bundled_model(), device=device)

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

    @property
    def token_layer(self) -> int | None:
        """The layer that tokens are taken from; None for a model without layers."""
        return self._tap.layer

    def embed_queries(self, texts: Sequence[str]) -> Vectors:
        """Embed questions: float32, shape (len(texts), dimension), rows of length 1."""
        return self._embed(texts, "query", self._query_prompt)

    def embed_documents(self, texts: Sequence[str]) -> Vectors:
        """Embed passages or sentences: float32, shape (len(texts), dimension), rows of length 1."""
        return self._embed(texts, "document", self._document_prompt)

    def embed_queries_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """See `TokenEmbedder.embed_queries_and_tokens`."""
        tokens: dict[int, Tokens] = {}
        vectors = self._embed(texts, "query", self._query_prompt, tokens)
        return vectors, [tokens[i] for i in range(len(vectors))]

    def embed_documents_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Tokens]]:
        """See `TokenEmbedder.embed_documents_and_tokens`."""
        tokens: dict[int, Tokens] = {}
        vectors = self._embed(texts, "document", self._document_prompt, tokens)
        return vectors, [tokens[i] for i in range(len(vectors))]

    def count_tokens(self, text: str) -> int:
        """How many of the model's tokens `text` has, however long, without special tokens and prompt."""
        with self._tokenizing:
            encoding = self._backend.encode(text, add_special_tokens=False)
        # Once it was used for a batch the backend truncates, keeping what it cut off beside, and pads that too.
        return sum(sum(part.attention_mask) for part in (encoding, *encoding.overflowing))

    def _embed(self, texts: Sequence[str], task: str, prompt: str, tokens: dict[int, Tokens] | None = None) -> Vectors:
        """What `encode_query` and `encode_document` of the library compute, in batches of our own.

        Args:
            texts: what is embedded.
            task: of the model.
            prompt: of that task.
            tokens: gets the tokens of each text by its place, where they are wanted.
        """
        import torch

        texts = list(texts)
        if not texts:
            return np.empty((0, self._dimension), np.float32)
        device = self._model.device
        matrix: Vectors | None = None
        for batch in self._batches(texts):
            # The tokenizer is set to pad and truncate while it is used, which two threads may not do at once.
            with self._tokenizing:
                features = self._model.preprocess([texts[i] for i in batch], prompt=prompt, task=task)
            for key, value in features.items():
                if isinstance(value, torch.Tensor):
                    features[key] = value.to(device)
            ids, mask = features.get("input_ids"), features.get("attention_mask")
            offsets = [encoding.offsets for encoding in features.encodings] if tokens is not None else ()
            with torch.inference_mode(), self._tap.listening() if tokens is not None else nullcontext():
                rows = self._model(features, task=task)["sentence_embedding"][:, : self._model.truncate_dim]
                unit = torch.nn.functional.normalize(rows.float(), dim=1).cpu().numpy()
                if tokens is not None:
                    tokens.update(zip(batch, self._tap.tokens(ids, mask, offsets, prompt), strict=True))
            if matrix is None:
                matrix = np.empty((len(texts), unit.shape[1]), np.float32)
            matrix[batch] = unit
        assert matrix is not None
        return matrix

    def _batches(self, texts: list[str]) -> Iterator[list[int]]:
        """Positions of texts of similar length, longest first; few batches, and little padding in them."""
        if len(texts) == 1:
            yield [0]
            return
        lengths = self._lengths(texts)
        order = sorted(range(len(texts)), key=lengths.__getitem__, reverse=True)
        if self._batch_size:
            cuts = [*range(0, len(order), self._batch_size), len(order)]
        else:
            cuts = batch_cuts(np.array([lengths[i] for i in order]), self._budget, self._budget * _BATCH_COST)
        for start, end in pairwise(cuts):
            yield order[start:end]

    def _lengths(self, texts: list[str]) -> list[int]:
        """How many tokens the model sees of each text, about."""
        lengths: list[int] = []
        for start in range(0, len(texts), _COUNTED):
            with self._tokenizing:
                encodings = self._backend.encode_batch_fast(texts[start : start + _COUNTED], add_special_tokens=False)
            counts = (sum(encoding.attention_mask) for encoding in encodings)  # without padding
            lengths += [min(count, self._max_tokens) + self._overhead for count in counts]
        return lengths


def _prompts(model: Any, name: str) -> tuple[str, str]:
    """The model's prompts for queries and for documents, by the names sentence-transformers looks for.

    E5 models are trained with a prompt, yet most are published without saying so; they get the one of their paper
    (Wang et al., 2024, https://arxiv.org/abs/2402.05672).
    """
    if not any(model.prompts.values()) and re.search(r"\be5-(?!.*instruct)", _own_name(name)):
        return "query: ", "passage: "

    def first(*keys: str | None) -> str:
        return next((str(model.prompts[key]) for key in keys if model.prompts.get(key)), "")

    default = model.default_prompt_name
    return first("query", default), first("document", "passage", "corpus", default)


def _own_name(model: str) -> str:
    """What a model itself is called, whatever the folders are called that it lies in."""
    path = Path(model)
    if not path.name.strip("."):  # `.` or `..`
        path = path.resolve()
    # The hub's cache calls the folder of a model by its revision, and one above it models--OWNER--NAME.
    cached = next((part for part in reversed(path.parts) if part.startswith("models--")), None)
    return cached.rpartition("--")[2] if cached else path.name


def _load(name: str, device: str | None, local_files_only: bool, *, is_folder: bool) -> Any:
    from sentence_transformers import SentenceTransformer

    def make(local: bool) -> Any:
        return SentenceTransformer(name, device=device, local_files_only=local)

    # modules.json shows that sentence-transformers has downloaded it: where only the weights are there, another library
    # has fetched them, and loaded without modules.json they would be pooled in a way that is not the model's.
    return load_model(_ORIGIN, name, make, "modules.json", is_folder=is_folder, local_files_only=local_files_only)
