"""The tokens of a text as an inner layer of a model sees them: in their context, but not yet melted into one meaning.

Two thirds of the way up, a multilingual model has words of one meaning near each other whatever their language, nearer
than its last layer has them: Jalili Sabet and others, "SimAlign" (2020), align the words of translations by layer 8 of
12 of such models. They come with embedding a text, at no cost but keeping them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["TokenTap", "Tokens"]


class Tokens(NamedTuple):
    """The tokens of a text that hold a letter or a digit, in their order.

    Attributes:
        vectors: as the layer has them, shape (t, d), of any length.
        ends: where each ends in the text, one past its last character, shape (t,).
        ids: which of the model's tokens each is, shape (t,).
    """

    vectors: npt.NDArray[np.float32]
    ends: npt.NDArray[np.int64]
    ids: npt.NDArray[np.int64]


class TokenTap:
    """Takes the tokens of an inner layer while a SentenceTransformer embeds. Safe to use from threads.

    Args:
        model: the SentenceTransformer.
        piece: the text of a token id.
        special_ids: ids that stand for nothing in a text.

    Attributes:
        layer: the layer, counted from 1; None where the model has none to tap, as static embeddings.
    """

    def __init__(self, model: Any, piece: Callable[[int], str | None], special_ids: Sequence[int]) -> None:
        layers = _layers(model)
        self.layer: int | None = max(1, 2 * len(layers) // 3) if layers else None
        self._piece = piece
        self._special = np.array(sorted(special_ids), np.int64)
        self._says: dict[int, bool] = {}
        self._mine = threading.local()  # a model is run by the thread that listens to it
        if self.layer is not None:
            layers[self.layer - 1].register_forward_hook(self._keep)

    def _keep(self, layer: Any, inputs: Any, output: Any) -> None:
        if getattr(self._mine, "listening", False):
            self._mine.states = output[0] if isinstance(output, tuple) else output

    @contextmanager
    def listening(self) -> Iterator[None]:
        """What this thread's model computes meanwhile is kept for `tokens`."""
        self._mine.listening, self._mine.states = True, None
        try:
            yield
        finally:
            self._mine.listening, self._mine.states = False, None

    def tokens(self, input_ids: Any, attention_mask: Any, offsets: Any, prompt: str) -> list[Tokens]:
        """The tokens of the batch that was last embedded, while listening.

        Args:
            input_ids: of the batch, shape (b, n).
            attention_mask: shape (b, n).
            offsets: for each text, the spans of its tokens in the prompt and the text together, (n, 2) each.
            prompt: what the model read before each text.
        """
        states = self._mine.states.float().cpu().numpy()
        ids, mask = (tensor.cpu().numpy() for tensor in (input_ids, attention_mask))
        found = []
        for row, seen, state, spans in zip(ids, mask, states, offsets, strict=True):
            ends = np.array(spans, np.int64).reshape(-1, 2)[:, 1] - len(prompt)
            own = np.flatnonzero((seen > 0) & ~np.isin(row, self._special) & (ends > 0))
            told = [place for place in own.tolist() if self._is_said(int(row[place]))]
            found.append(Tokens(np.ascontiguousarray(state[told], np.float32), ends[told], row[told].astype(np.int64)))
        return found

    def _is_said(self, token_id: int) -> bool:
        """Whether a token is more than punctuation."""
        if token_id not in self._says:
            self._says[token_id] = any(c.isalnum() for c in self._piece(token_id) or "")
        return self._says[token_id]


def _layers(model: Any) -> Any:
    """The transformer's layers in their order; empty where it has none."""
    from torch.nn import ModuleList

    inner = getattr(model[0], "auto_model", None)
    if inner is None:
        return ()
    count = getattr(inner.config, "num_hidden_layers", 0)
    lists = (part for part in inner.modules() if isinstance(part, ModuleList) and len(part) == count)
    return next(lists, ())
